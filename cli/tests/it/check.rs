//! Judgement as it is told: findings in words and pictures, rules in lists.

use std::fs;
use std::path::Path;

use quietzone::check::ALL;

use super::common::*;

#[test]
fn templates_that_come_along_are_clean() {
    for template in templates("templates") {
        let run = quietzone(&["check", &template, "--format", "json"]);
        let told = run.json();
        assert_eq!((run.code, &told["errors"], &told["warnings"]), (0, &0.into(), &0.into()), "{told}");
    }
}

#[test]
fn findings_quote_the_template_and_a_picture_shows_them() {
    // A symbol of 36 × 36 modules of 0.4 mm from 10.4 mm on, and a bar 0.2 mm beside it.
    let text = "market = 'kz-pharma'\n[label]\nwidth = '60 mm'\nheight = '60 mm'\ndevice = 'artwork'\n\
        [[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '10 mm'\ny = '10 mm'\nsize = '14.4 mm'\n\
        [[element]]\ntype = 'rect'\nid = 'bar'\nx = '25 mm'\ny = '12 mm'\nwidth = '5 mm'\nheight = '5 mm'\nfill = 'K'\n";
    let (folder, template) = Folder::with("bad.toml", text);
    let picture = folder.file("check.svg");
    quietzone(&["check", &template, "--overlay", &picture]).assert_says(
        1,
        &[
            "error[QZ01]",
            "bad.toml:",
            "0.20 mm from the symbol “code”",
            "quiet zone of 0.40 mm",
            "move it 0.20 mm right",
        ],
    );
    let drawn = fs::read_to_string(&picture).unwrap();
    assert!(drawn.contains("<svg") && drawn.matches("stroke=").count() >= 2, "{drawn}");
    assert_eq!(quietzone(&["check", &template, "--overlay", "a.zpl"]).code, 2);
    assert!(!at("a.zpl").exists());
}

/// The codes of all rules that the sources declare, wherever they stand.
fn declared(folder: &Path) -> Vec<String> {
    let mut codes = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            codes.extend(declared(&path));
        } else {
            let text = fs::read_to_string(&path).unwrap();
            // Tests have rules of their own, TST01 and so on.
            let quoted = text.split('"').filter(|word| word.len() <= 5 && !word.starts_with("TST"));
            let is_declared = |code: &str| {
                text.contains(&format!("Rule {{ code: \"{code}\"")) || text.contains(&format!(" = \"{code}\", \""))
            };
            codes.extend(quoted.filter(|code| is_declared(code)).map(str::to_owned));
        }
    }
    codes
}

#[test]
fn rules_are_listed_and_explained() {
    let list = quietzone(&["rule", "list"]).out;
    let listed: Vec<&str> = list.lines().map(|line| line.split_whitespace().next().unwrap()).collect();
    let mut codes = declared(&at("src"));
    codes.extend(declared(&at("station/src")));
    codes.sort();
    assert!(codes.len() > 50 && codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    assert_eq!(listed, codes);
    for code in listed {
        let page = quietzone(&["rule", "show", code]).out;
        let title = page.lines().next().unwrap().strip_prefix(&format!("{code}: ")).unwrap();
        assert!(page.len() > 60 && list.contains(title), "{page}");
        let form = code.trim_end_matches(|c: char| c.is_ascii_digit());
        assert!(code.len() - form.len() == 2 && (2..=3).contains(&form.len()), "{code}");
    }
    for check in ALL {
        let page = quietzone(&["rule", "show", check.rule.code]).out;
        assert!(page.starts_with(&format!("{}: {}\n", check.rule.code, check.rule.title)), "{page}");
        let declares = |file: &String| {
            let text = fs::read_to_string(at("src/check/rules").join(file)).unwrap();
            text.contains(&format!("CHECK = \"{}\", \"", check.rule.code))
        };
        assert_eq!(names(&at("src/check/rules")).iter().filter(|file| declares(file)).count(), 1, "{page}");
    }
    let json = quietzone(&["rule", "show", "cod02", "--format", "json"]).json();
    assert_eq!((&json["code"], &json["judged"]), (&"COD02".into(), &"import".into()));
    assert!(json["manual"].as_str().unwrap().contains("A field is too short or too long."));
    assert_eq!(quietzone(&["rule", "show", "XX99"]).code, 2);
}
