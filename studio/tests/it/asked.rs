//! What the page asks, and what it is told.

use std::fs;

use serde_json::json;

use super::common::{Running, at};

#[test]
fn a_file_that_is_dropped_is_kept_once_and_never_over_another() {
    let studio = Running::start();
    let put = |name: &str, bytes: &[u8]| {
        studio.ask("PUT", &format!("/files/{name}"), &studio.own(), bytes).json()["name"].clone()
    };
    assert_eq!(put("%D0%9A%D0%BE%D0%B4%D1%8B.csv", b"one"), "Коды.csv");
    assert_eq!(put("%D0%9A%D0%BE%D0%B4%D1%8B.csv", b"one"), "Коды.csv");
    assert_eq!(put("%D0%9A%D0%BE%D0%B4%D1%8B.csv", b"two"), "Коды-2.csv");
    assert_eq!(put("order/a.csv", b""), "order/a.csv");
    assert_eq!(fs::read(studio.folder.join("Коды.csv")).unwrap(), b"one");
    assert_eq!(fs::read(studio.folder.join("Коды-2.csv")).unwrap(), b"two");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(studio.folder.join("Коды.csv")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "codes are for their owner alone");
    }
    let listed = studio.told("files", &json!({}))["files"].clone();
    let mut names: Vec<&str> = listed.as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["order/a.csv", "Коды-2.csv", "Коды.csv"]);
}

#[test]
fn a_large_file_goes_in_and_comes_out_as_it_was() {
    let studio = Running::start();
    let bytes: Vec<u8> = (0..3_000_000_u32).flat_map(u32::to_le_bytes).collect();
    assert_eq!(studio.ask("PUT", "/files/large.bin", &studio.own(), &bytes).status, 200);
    let read = studio.call("files.read", &json!({ "name": "large.bin" }));
    assert!(read.status == 200 && read.body == bytes);
}

#[test]
fn labels_are_made_as_the_command_line_makes_them() {
    let studio = Running::start().with(&["templates/kz-pharma-carton.toml", "samples/kz-pharma.xlsx"]);
    let work = json!({ "template": "kz-pharma-carton.toml", "data": ["kz-pharma.xlsx"] });
    let done = studio.done("output.make", &json!({ "output": { "work": work, "name": "out/labels.pdf" } }));
    let result = &done["result"];
    assert_eq!((&result["written"]["labels"], &result["row_counts"]["good"]), (&json!(60), &json!(60)), "{done}");
    assert_eq!(result["command"], "quietzone render kz-pharma-carton.toml --data kz-pharma.xlsx -o out/labels.pdf");
    assert!(fs::read(studio.folder.join("out/labels.pdf")).unwrap().starts_with(b"%PDF"));
    // No path of the machine is told.
    assert!(!done.to_string().contains(studio.folder.to_str().unwrap()));
}

#[test]
fn work_that_is_cancelled_leaves_nothing() {
    let studio = Running::start().with(&["templates/kz-pharma-carton.toml"]);
    let codes = fs::read_to_string(at("samples/kz-pharma.txt")).unwrap();
    let first = codes.lines().next().unwrap();
    let many: String = (0..40_000).map(|number| format!("{}{:013}{}\n", &first[..18], number, &first[31..])).collect();
    fs::write(studio.folder.join("many.txt"), many).unwrap();
    let work = json!({ "template": "kz-pharma-carton.toml", "data": ["many.txt"], "set": ["batch=A1", "expiry=2027-12-31", "product=X"] });
    let task = studio.told("output.make", &json!({ "output": { "work": work, "name": "labels.pdf" } }))["task"].clone();
    studio.told("task.cancel", &json!({ "task": task }));
    let told = loop {
        let told = studio.told("task", &json!({ "task": task }));
        if told["ended"] == true {
            break told;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    };
    assert_eq!(told["findings"][0]["rule"], "JOB05", "{told}");
    assert!(!studio.folder.join("labels.pdf").exists());
}
