//! Templates: mistakes in them, what they lack, and help with writing one.

use super::common::*;

#[test]
fn a_template_with_mistakes_is_shown_with_its_lines() {
    let text = text_of(KZ)
        .replacen("width = \"40 mm\"", "widht = \"40 mm\"", 1)
        .replacen("size = \"7 pt\"", "size = \"7\"", 1)
        .replacen("{{ serial }}", "{{ serial ", 1);
    let (folder, template) = Folder::with("bad.toml", text);
    let run = render(&template, CODES, &folder.path().join("a.pdf"), &[]);
    run.assert_says(2, &["TPL02", "did you mean “width”?", "bad.toml:8:1", "━", "7 has no unit", "TPL05"]);
}

#[test]
fn unknown_fields_name_what_would_give_them() {
    let text = text_of(KZ).replacen("(21){{ serial }}", "{{ dosage }}", 1);
    let (folder, template) = Folder::with("t.toml", text);
    let run = render(&template, "samples/kz-pharma.xlsx", &folder.path().join("a.pdf"), &[]);
    run.assert_says(2, &["nothing gives “dosage”", "--set dosage=VALUE"]);
}

#[test]
fn help_and_schema_and_starter_are_there() {
    let help = quietzone(&["render", "--help"]).out;
    assert!(help.contains("Examples:") && help.contains("--skip-bad"));
    let schema = quietzone(&["template", "schema"]).json();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let (folder, template) = Folder::with("new.toml", quietzone(&["template", "new"]).out);
    let run = render(&template, "samples/kz-pharma.xlsx", &folder.path().join("a.pdf"), &[]);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn what_stands_off_the_label_is_told() {
    let text = text_of(KZ)
        + "\n[[element]]\ntype = \"rect\"\nid = \"lost\"\nx = \"1 mm\"\ny = \"60 mm\"\nwidth = \"10 mm\"\nheight = \"2 mm\"\nfill = \"K\"\n";
    let (folder, template) = Folder::with("t.toml", text);
    let run = render(&template, CODES, &folder.path().join("a.pdf"), &[]);
    run.assert_says(2, &["“lost”", "off the label"]);
}
