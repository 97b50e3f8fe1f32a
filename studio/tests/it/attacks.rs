//! Others than the page: other sites, other names, paths that lead out, lines without end.

use std::collections::VecDeque;
use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};

use serde_json::json;

use super::common::{Running, heard};

#[test]
fn only_the_own_page_is_answered() {
    let studio = Running::start();
    let Running { host, key, .. } = &studio;
    let port = host.rsplit(':').next().unwrap();
    assert_eq!(studio.told("about", &json!({}))["operator"], "?");
    let json = "content-type: application/json\r\n";
    let with_key = format!("x-quietzone-key: {key}\r\n{json}");
    let refused = [
        // A site whose name was made to lead to this machine.
        (403, format!("host: evil.example:{port}\r\n{with_key}")),
        (403, format!("host: evil.example\r\n{with_key}")),
        (403, format!("host: {host}\r\nhost: evil.example\r\n{with_key}")),
        // Another site's page, that of a file, that of another port.
        (403, format!("host: {host}\r\norigin: http://evil.example\r\n{with_key}")),
        (403, format!("host: {host}\r\norigin: null\r\n{with_key}")),
        (403, format!("host: {host}\r\norigin: http://127.0.0.1:1\r\n{with_key}")),
        // Who has not the secret.
        (401, format!("host: {host}\r\n{json}")),
        (401, format!("host: {host}\r\nx-quietzone-key: {}\r\n{json}", "0".repeat(64))),
        // What a form of another site could send.
        (415, format!("host: {host}\r\nx-quietzone-key: {key}\r\ncontent-type: text/plain\r\n")),
    ];
    for (status, headers) in &refused {
        assert_eq!(studio.ask("POST", "/call/files", headers, b"{}").status, *status, "{headers}");
    }
    for (status, headers) in refused.iter().filter(|(status, _)| *status != 415) {
        assert_eq!(studio.ask("PUT", "/files/evil.csv", headers, b"x").status, *status, "{headers}");
    }
    assert_eq!(fs::read_dir(&studio.folder).unwrap().count(), 0);
    assert_eq!(studio.ask("GET", "/", &format!("host: evil.example:{port}\r\n"), b"").status, 403);
}

#[test]
fn the_page_needs_no_secret_and_holds_none() {
    let studio = Running::start();
    for path in ["/", "/main.js", "/studio.css", "/words.json", "/pages/print.js"] {
        let answer = studio.ask("GET", path, &format!("host: {}\r\n", studio.host), b"");
        assert_eq!(answer.status, 200, "{path}");
        for header in [
            "content-security-policy: default-src 'none';",
            "x-content-type-options: nosniff",
            "cache-control: no-store",
            "referrer-policy: no-referrer",
        ] {
            assert!(answer.head.contains(header), "{path}: {}", answer.head);
        }
        assert!(!String::from_utf8_lossy(&answer.body).contains(&studio.key));
        assert!(!answer.head.contains("access-control"));
    }
    for (method, path, status) in [
        ("GET", "/nothing", 404),
        ("GET", "/../Cargo.toml", 404),
        ("POST", "/", 405),
        ("GET", "/call/about", 405),
        ("OPTIONS", "/call/about", 405),
        ("GET", "/files/a", 405),
    ] {
        assert_eq!(studio.ask(method, path, &studio.own(), b"").status, status, "{method} {path}");
    }
    assert_eq!(studio.call("nothing", &json!({})).status, 404);
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let studio = Running::start();
    let outside = studio.folder.parent().unwrap().join("secret.csv");
    fs::write(&outside, "x").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&outside, studio.folder.join("link.csv")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(studio.folder.parent().unwrap(), studio.folder.join("up")).unwrap();
    let whole = outside.to_string_lossy();
    for name in [
        "../secret.csv",
        "a/../../secret.csv",
        &whole,
        "link.csv",
        "up/secret.csv",
        "./../secret.csv",
        "..\\secret.csv",
        ".hidden",
        "\u{0}",
        "-",
    ] {
        let answer = studio.call("files.read", &json!({ "name": name }));
        assert_eq!(answer.status, 422, "{name}");
        let work = json!({ "template": name, "data": [name] });
        assert_eq!(studio.call("output.about", &json!({ "work": work })).status, 422, "{name}");
    }
    for path in [
        "..%2fsecret.csv",
        "%2e%2e/secret.csv",
        "up%2Fnew.csv",
        "up/new.csv",
        "%2fetc%2fx",
        "a%00b",
        ".hidden",
        "%ff",
        "",
    ] {
        let answer = studio.ask("PUT", &format!("/files/{path}"), &studio.own(), b"y");
        assert!(matches!(answer.status, 422 | 400), "{path}: {answer:?}");
    }
    assert_eq!(fs::read(&outside).unwrap(), b"x");
    assert!(!studio.folder.parent().unwrap().join("new.csv").exists());
    // What leads out is not listed either.
    assert_eq!(studio.told("files", &json!({}))["files"], json!([]));
}

#[test]
fn ten_thousand_lines_do_not_keep_the_page_out() {
    let studio = Running::start();
    let mut lines = VecDeque::new();
    for number in 0..10_000 {
        // Half of them say nothing, half begin a request and leave it at that.
        let mut line = studio.line();
        if number % 2 == 0 {
            let _ = line.write_all(b"POST /call/about HTTP/1.1\r\nhost:");
        }
        lines.push_back(line);
        // More would be more than this process may hold open.
        if lines.len() > 400 {
            lines.pop_front();
        }
        if number % 2_000 == 1_999 {
            assert_eq!(studio.call("about", &json!({})).status, 200, "behind {number} lines");
        }
    }
}

#[test]
fn who_is_slow_is_not_waited_for() {
    let studio = Running::start();
    let begun = Instant::now();
    let slow = |head: String| {
        let mut line = studio.line();
        line.write_all(head.as_bytes()).unwrap();
        line
    };
    let own = studio.own();
    let asked = [
        slow("GET / HTT".to_owned()),
        slow(format!("POST /call/about HTTP/1.1\r\ncontent-length: 100\r\n{own}\r\n{{")),
        slow(format!("PUT /files/slow.csv HTTP/1.1\r\ncontent-length: 100\r\n{own}\r\nabc")),
    ];
    let answers: Vec<u16> = asked.into_iter().map(|line| heard(line).status).collect();
    assert!(begun.elapsed() < Duration::from_secs(40));
    assert_eq!(answers[1..], [408, 408]);
    assert!(matches!(answers[0], 0 | 408), "{answers:?}");
    assert_eq!(fs::read_dir(&studio.folder).unwrap().count(), 0, "half a file stays nowhere");
}

#[test]
fn what_is_too_large_is_refused_before_it_is_read() {
    let studio = Running::start();
    let own = studio.own();
    let huge =
        studio.raw(format!("PUT /files/huge.csv HTTP/1.1\r\ncontent-length: 2147483648\r\n{own}\r\n").as_bytes());
    assert_eq!(huge.status, 413);
    let asked = format!("{{\"task\":{}1}}", " ".repeat(5 << 20));
    assert_eq!(studio.ask("POST", "/call/task", &own, asked.as_bytes()).status, 413);
    let head = format!("GET / HTTP/1.1\r\nhost: {}\r\nx-long: {}\r\n\r\n", studio.host, "x".repeat(1 << 20));
    let long = studio.raw(head.as_bytes());
    assert!(matches!(long.status, 0 | 431), "{long:?}");
    assert_eq!(studio.call("about", &json!({})).status, 200);
}

#[test]
fn what_is_no_question_is_told_in_words() {
    let studio = Running::start();
    for (asked, status) in
        [("{", 400), ("[]", 422), ("{\"task\":\"x\"}", 422), ("{\"task\":1,\"more\":2}", 422), ("\u{0}", 400)]
    {
        assert_eq!(studio.ask("POST", "/call/task", &studio.own(), asked.as_bytes()).status, status, "{asked}");
    }
    for bytes in [&b"\x16\x03\x01\x02\x00"[..], b"GET\r\n\r\n", b"\r\n\r\n\r\n", &[0xff; 1000]] {
        assert!(matches!(studio.raw(bytes).status, 0 | 400..=499));
    }
    // Deep nesting ends in an answer and not in a crash.
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(studio.ask("POST", "/call/task", &studio.own(), deep.as_bytes()).status, 400);
}

/// Keys and tails of the codes of a sample: what stands behind the first separator.
fn tails(codes: &str) -> Vec<String> {
    let parts = codes.lines().flat_map(|code| code.split('\u{1d}').skip(1));
    parts.filter_map(|part| part.strip_prefix("92")).map(str::to_owned).collect()
}

#[test]
fn no_tail_stands_in_any_answer_but_labels() {
    let studio =
        Running::start().with(&["templates/kz-pharma-carton.toml", "samples/kz-pharma.txt", "samples/kz-pharma.xlsx"]);
    let tails = tails(&fs::read_to_string(studio.folder.join("kz-pharma.txt")).unwrap());
    assert!(tails.len() == 60 && tails.iter().all(|tail| tail.len() == 44));
    let work = json!({ "template": "kz-pharma-carton.toml", "data": ["kz-pharma.txt"] });
    let mut told = vec![
        studio.done("start.look", &json!({ "work": work })),
        studio.told("start.rows", &json!({ "work": work, "from": 0, "count": 100 })),
        studio.told("label.rows", &json!({ "work": work, "from": 0, "count": 100 })),
        studio.told("label.preview", &json!({ "work": work, "row": 3 })),
        studio.done("label.peaks", &json!({ "work": work })),
        studio.done("output.make", &json!({ "output": { "work": work, "name": "a.pdf", "manifest": "a.csv" } })),
        studio.told("files", &json!({})),
        studio.told("tasks", &json!({})),
    ];
    let paper = json!({ "name": "paper", "address": "file:a.zpl", "new": true });
    told.push(studio.told("print.printer.save", &json!({ "printer": paper })));
    told.push(studio.done("print.begin", &json!({ "print": { "work": work, "printer": "paper", "later": true } })));
    told.push(studio.told("print.jobs", &json!({ "from": 0, "count": 10 })));
    told.push(studio.told("print.labels", &json!({ "job": 1, "from": 0, "count": 100 })));
    told.push(studio.told("print.job", &json!({ "job": 1 })));
    for answer in told {
        let text = answer.to_string();
        assert!(tails.iter().all(|tail| !text.contains(tail)), "{}", &text[..200.min(text.len())]);
    }
    // Where a code cannot be read it is told by its cell, and not whole.
    let faulty = fs::read_to_string(studio.folder.join("kz-pharma.txt")).unwrap().replace("\u{1d}91", "91");
    fs::write(studio.folder.join("faulty.txt"), faulty).unwrap();
    let work = json!({ "template": "kz-pharma-carton.toml", "data": ["faulty.txt"] });
    let text = [
        studio.done("start.look", &json!({ "work": work })),
        studio.told("start.rows", &json!({ "work": work, "from": 0, "count": 100 })),
        studio.done("output.make", &json!({ "output": { "work": work, "name": "b.pdf" } })),
    ]
    .map(|answer| answer.to_string())
    .concat();
    assert!(tails.iter().all(|tail| !text.contains(tail)));
}
