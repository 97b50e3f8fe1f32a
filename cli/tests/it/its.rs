//! The list for ITS of Turkey, from labels to the file.

use std::fs;

use super::common::*;
use super::room::Room;

const CODES: [&str; 2] =
    ["0108691234567890211323424679\u{1d}1727123110A1", "0108691234567890211323424680\u{1d}1728013110B2"];

/// The carton of the samples, and one that shows the date of production instead of the product.
fn templates() -> [String; 2] {
    let bare = fs::read_to_string(at("templates/tr-its-carton.toml")).unwrap();
    let dated = bare.replace("optional = [\"product\"]", "dates = [\"production\"]");
    let shown = "text = \"{{ production | date('YYYY-MM-DD') }}\"";
    let dated = dated.replace("text = \"{{ product }}\"\nwhen = \"product\"", shown);
    assert!(dated.contains(shown) && dated.contains("dates"));
    [bare, dated]
}

/// Prints two labels that are found fit.
fn printed(room: &Room, template: &str, data: &str, more: &[&str]) {
    let template = room.folder.write("label.toml", template);
    let data = room.folder.write("codes.csv", data);
    let file = format!("file:{}", room.folder.file("labels.zpl"));
    let print = ["print", &template, "--data", &data, "--printer", &file];
    let told = room.tell(&[&print[..], more].concat());
    assert!(told.code < 2, "{}{}", told.out, told.err);
    room.done(&["job", "confirm", "1", "--through", "2"]);
}

#[test]
fn dates_of_production_come_from_each_label_from_all_or_are_said() {
    let each = format!("code,production\n{},2026-11-20\n{},2026-11-21\n", CODES[0], CODES[1]);
    let none = format!("code\n{}\n{}\n", CODES[0], CODES[1]);
    let [bare, with] = templates();
    for (template, data, set, said, dates) in [
        (&with, &each, &[][..], &[][..], ["261120", "261121"]),
        (&with, &none, &["--set", "production=2026-11-22"], &[], ["261122", "261122"]),
        (&bare, &none, &[], &["--production", "2026-11-26"], ["261126", "261126"]),
    ] {
        let room = Room::quick();
        printed(&room, template, data, set);
        room.done(&["job", "apply", "1", "--all"]);
        let list = room.folder.file("its.csv");
        room.done(&[&["job", "report", "1", "--its", "-o", &list], said].concat());
        let [first, second] = dates;
        assert_eq!(
            fs::read_to_string(list).unwrap(),
            format!(
                "GTIN;SN;BN;XD;MD\r\n08691234567890;1323424679;A1;271231;{first}\r\n08691234567890;1323424680;B2;280131;{second}\r\n"
            )
        );
    }
}

#[test]
fn what_is_lacking_leaves_no_file() {
    let room = Room::quick();
    let data = format!("code\n{}\n{}\n", CODES[0], CODES[1]);
    printed(&room, &templates()[0], &data, &[]);
    room.done(&["job", "apply", "1", "--labels", "2"]);
    let list = room.folder.file("its.csv");
    let told = room.tell(&["job", "report", "1", "--its", "-o", &list]);
    assert_eq!(told.code, 2);
    assert!(told.out.contains("1 applied label of job 1 has no MD: label 2"), "{}{}", told.out, told.err);
    assert!(!room.folder.names().contains(&"its.csv".to_owned()));
    assert_eq!(room.tell(&["job", "report", "1", "--its", "-o", &room.folder.file("its.xlsx")]).code, 2);
}
