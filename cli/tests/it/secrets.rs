//! No tail, token or control character in anything but labels, `convert`, rejects and `--show-tails`.

use std::fs;

use super::common::*;

#[path = "../../../fuzz/secrets.rs"]
mod property;

/// What was found once by the fuzz target, tried on every build.
#[test]
fn what_was_kept_tells_no_secret() {
    for name in names(&at("fuzz/corpus/secrets")) {
        println!("{name}");
        property::secrets(&fs::read(at("fuzz/corpus/secrets").join(name)).unwrap());
    }
}

/// Random commands on random damage, the same every time; `QUIETZONE_SECRETS` says how many.
#[test]
fn no_command_tells_a_secret() {
    let tries = std::env::var("QUIETZONE_SECRETS").ok().and_then(|tries| tries.parse().ok()).unwrap_or(300);
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for number in 0..tries {
        let bytes: Vec<u8> = (0..160)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 56) as u8
            })
            .collect();
        println!("try {number}: {}", hex(&bytes));
        property::secrets(&bytes);
    }
}

/// A crypto tail that belongs to no code.
const TAIL: &str = "HW0TLN7WI3su2R4+chXLGXEXRJTWSTydXDRgvjEgHmk=";
const CODE: &str = "0104600999000171215u8jzPde0IgxL\u{1d}91EE12\u{1d}92f1x8KZn9r+WTJTzWVK9N+tcUJ6Cus/7pIy+K8iEfnuQ=";

/// Fails if a piece of the tail, or a character that moves what is seen, is told.
fn assert_hidden(told: &Told) {
    let text = format!("{}{}", told.out, told.err);
    let leak = TAIL.as_bytes().windows(12).map(|piece| std::str::from_utf8(piece).unwrap());
    assert_eq!(leak.into_iter().find(|piece| text.contains(piece)), None, "{text}");
    let raw = text.replace("\r\n", "\n").chars().find(|c| c.is_control() && *c != '\n' || *c == '\u{202e}');
    assert_eq!(raw, None, "{text}");
}

/// Headers, sheets and lists of columns, as text, as JSON and as a list of findings.
#[test]
fn headers_that_are_tails_are_hidden_from_programs_too() {
    let rows = format!("{TAIL};\u{1b}[31mRED;Код\nA;B;0104600999000171215\n");
    let (_folder, data) = Folder::with("codes.csv", rows);
    for format in ["text", "json", "csv"] {
        for more in [&[][..], &["--header-row", "1", "--column", "C"], &["--column", TAIL]] {
            let command = ["inspect", "--data", &data, "--market", "ru-lp", "--format", format];
            assert_hidden(&quietzone(&[&command, more].concat()));
        }
    }
}

#[test]
fn a_mistyped_option_is_not_quoted_with_a_tail() {
    for command in [
        &[TAIL][..],
        &["inspect", "--width", TAIL, "--data", "x"],
        &["inspect", "--data", "x", "--header-row", TAIL],
        &["symbol", CODE, "--dpi", TAIL, "-o", "x.svg"],
        &["inspect", CODE, TAIL],
        &["inspect", "--data", "\u{1b}[31mx", "--market", "ru-lp"],
    ] {
        let told = quietzone(command);
        assert_eq!(told.code, 2, "{command:?}: {}", told.out);
        assert_hidden(&told);
    }
    quietzone(&["inspect", "--widht", "x"]).assert_says(2, &["--widht", "--width"]);
}

/// A market file of somebody else's: its name, its fields and what stands in it.
#[test]
fn a_market_file_tells_no_tail() {
    let folder = Folder::new();
    let text = text_of("src/market/kz-pharma.toml");
    for (from, name) in
        [("id = \"kz-pharma\"", "id"), ("title = ", "title"), ("name = \"serial\"", "name"), ("ai = \"21\"", "ai")]
    {
        let key = from.split(' ').next().unwrap();
        let line = text.lines().find(|line| line.starts_with(from)).unwrap();
        let market = folder.write(&format!("{name}.toml"), text.replacen(line, &format!("{key} = \"{TAIL}\""), 1));
        let (code, out) = (codes().pop().unwrap(), folder.file("x.svg"));
        for format in ["text", "json"] {
            assert_hidden(&quietzone(&["market", "show", &market, "--format", format]));
            assert_hidden(&quietzone(&["inspect", "--data", CODES, "--market", &market, "--format", format]));
            assert_hidden(&quietzone(&["symbol", &code, "--market", &market, "-o", &out, "--format", format]));
        }
    }
}

/// The line of a template, with its caret; the element in a picture; the title of a PDF file.
#[test]
fn a_template_tells_no_tail() {
    let folder = Folder::new();
    let text = text_of(KZ);
    let overlay = folder.file("overlay.svg");
    for (from, to) in
        [("id = \"product\"", "id = \"TAIL\""), ("x = \"1 mm\"", "x = \"TAIL\""), ("wrap = true", "TAIL = 1")]
    {
        let template = folder.write("label.toml", text.replacen(from, &to.replace("TAIL", TAIL), 1));
        for format in ["text", "json", "sarif", "html"] {
            assert_hidden(&quietzone(&["check", &template, "--format", format, "--overlay", &overlay]));
        }
        let drawn = fs::read_to_string(&overlay).unwrap_or_default();
        assert!(!drawn.contains(&TAIL[..12]), "{from}");
    }
    let template = folder.write(&format!("{TAIL}.toml"), &text);
    let pdf = folder.file("out.pdf");
    assert_hidden(&render(&template, CODES, std::path::Path::new(&pdf), &["--skip-bad"]));
    let pdf = fs::read(&pdf).unwrap();
    assert!(!String::from_utf8_lossy(&pdf).contains(&TAIL[..12]));
}

/// What is printed is told whole as long as it is a serial. JSON writes what cannot be seen by number.
#[test]
fn a_printed_text_tells_a_serial_and_no_tail() {
    let printed =
        |text: &str| quietzone(&["inspect", CODE, "--market", "ru-lp", "--format", "json", "--printed", text]);
    let told = printed("(21)5u8jzPde0IgxM");
    assert!(told.out.contains("5u8jzPde0IgxM") && told.out.contains("5u8jzPde0IgxL"), "{}", told.out);
    assert_hidden(&printed(&format!("215u8jzPde0IgxL#91EE12#92{TAIL}")));
    assert_hidden(&quietzone(&[
        "inspect",
        &CODE.replace("PdeO", "P\u{202e}e").replace("Ig", "I\u{202e}"),
        "--format",
        "json",
    ]));
}
