//! Findings shown: the picture, the page, SARIF.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::common::*;

fn check(arguments: &[&str]) -> Told {
    quietzone(&[&["check"], arguments].concat())
}

/// What SARIF 2.1.0 asks of a log (sections 3.13, 3.14, 3.18, 3.27, 3.30), as far as it is used here.
fn assert_sarif(log: &Value) {
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert!(run["invocations"][0]["executionSuccessful"].is_boolean());
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "a rule stands there once");
    for rule in rules {
        assert!(!rule["shortDescription"]["text"].as_str().unwrap().is_empty());
    }
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(result["ruleId"], ids[index]);
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let (kind, level) = (result["kind"].as_str().unwrap(), result["level"].as_str().unwrap());
        assert!(["fail", "review"].contains(&kind) && ["error", "warning", "note", "none"].contains(&level));
        assert_eq!(kind == "fail", level != "none");
        for location in result["locations"].as_array().unwrap_or(&Vec::new()) {
            let Some(physical) = location.get("physicalLocation") else { continue };
            let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
            assert!(uri.is_ascii() && !uri.contains(['\\', ' ', '"']), "{uri}");
            let region = &physical["region"];
            let at = |name: &str| region[name].as_u64().unwrap();
            assert!(at("startLine") >= 1 && at("startColumn") >= 1);
            assert!((at("endLine"), at("endColumn")) >= (at("startLine"), at("startColumn")));
        }
    }
}

#[test]
fn sarif_has_the_structure_of_the_standard() {
    for template in
        [templates("tests/rules"), templates("templates"), vec!["tests/rules/qz01-fail.svg".into()]].concat()
    {
        let run = check(&[&template, "--format", "sarif"]);
        let log = run.json();
        assert_sarif(&log);
        assert_eq!(log["runs"][0]["invocations"][0]["exitCode"], run.code);
    }
}

#[test]
fn sarif_tells_the_line_and_the_measure() {
    let log = check(&["tests/rules/qz01-fail.toml", "--format", "sarif"]).json();
    let result = &log["runs"][0]["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&"QZ01".into(), &"error".into()));
    let physical = &result["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "tests/rules/qz01-fail.toml");
    assert_eq!((&physical["region"]["startLine"], &physical["region"]["startColumn"]), (&18.into(), &1.into()));
    let told = &result["properties"];
    assert_eq!((&told["element"], &told["unit"]), (&"bar".into(), &"mm".into()));
    assert_eq!((&told["measured"], &told["limit"]), (&0.39.into(), &0.4.into()));
}

/// The page is mailed: it fetches nothing, runs nothing, and is the same each time.
#[test]
fn the_page_stands_alone() {
    for template in [templates("tests/rules"), templates("templates")].concat() {
        let arguments = [template.as_str(), "--format", "html"];
        let page = check(&arguments).out;
        assert!(page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>"));
        let outside = page.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "");
        // Gradients and clips of pictures stand in the page itself.
        let outside = outside.replace("url(#", "");
        for forbidden in ["<script", "<link", "<iframe", "src=", "@import", "url(", "javascript:"] {
            assert!(!outside.contains(forbidden), "{}: {forbidden}", template);
        }
        assert!(!outside.contains("href=\"http"), "{}", template);
        assert_eq!(page, check(&arguments).out);
    }
}

#[test]
fn the_page_tells_each_finding_with_its_rule_and_lines() {
    let page = check(&["tests/rules/tx03-fail.toml", "--format", "html"]).out;
    for part in [
        "Do not print this yet.",
        "Turkey: medicines",
        "32×32 modules of 0.450 mm",
        "<code>TX03</code> element “code”",
        "(21) serial is not printed readably",
        "Ankara 2009, art. 11(1), 11(3)",
        "tests/rules/tx03-fail.toml, line 11",
        "type = &quot;datamatrix&quot;",
        "About TX03",
        "<svg class=\"detail\"",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn a_page_of_a_template_with_mistakes_tells_them() {
    let run = check(&["tests/rules/qz01-fail.svg", "--format", "html"]);
    assert!(run.code == 2 && run.out.contains("This label cannot be made.") && !run.out.contains("<figure"));
}

/// The picture can be had in every format that is looked at, on devices with dots too.
#[test]
fn pictures_are_drawn_in_every_format() {
    let folder = Folder::new();
    for template in templates("templates") {
        for ending in ["svg", "png", "pdf"] {
            let picture = folder.file(&format!("picture.{ending}"));
            let run = check(&[&template, "--overlay", &picture]);
            assert_eq!(run.code, 0, "{template}: {}", run.err);
            assert!(fs::metadata(&picture).unwrap().len() > 1000);
            fs::remove_file(&picture).unwrap();
        }
    }
    assert_eq!(check(&[KZ, "--overlay", &folder.file("picture.zpl")]).code, 2);
}

/// The examples of the documentation are what the commands say.
#[test]
fn documented_examples_are_true() {
    for (page, language) in [("docs/findings.md", "en"), ("docs/ru/findings.md", "ru")] {
        let page = text_of(page);
        let examples: Vec<&str> = page.split("```console\n$ quietzone check ").skip(1).collect();
        assert_eq!(examples.len(), 2);
        for example in examples {
            let (command, rest) = example.split_once('\n').unwrap();
            let run = check(&command.split(' ').chain(["--lang", language]).collect::<Vec<_>>());
            let said = run.err + &run.out;
            assert_eq!(rest.split("```").next().unwrap().trim_end(), said.trim_end(), "{command}");
        }
    }
    let page = text_of("docs/findings.md");
    let log = check(&["tests/rules/qz01-fail.toml", "--format", "sarif"]).json();
    let shown = page.split("```json\n").find(|block| block.contains("ruleIndex")).unwrap();
    let mut shown: Value = serde_json::from_str(shown.split("```").next().unwrap()).unwrap();
    // Its number changes with every new rule.
    shown["ruleIndex"] = log["runs"][0]["results"][0]["ruleIndex"].clone();
    assert_eq!(shown, log["runs"][0]["results"][0]);
}
