//! Judgement of batches: what holds for the design, what for single records, what may be let stand.

use std::fs;
use std::process::Command;

use serde_json::Value;

use super::common::*;

const HEAD: &str = "market = 'tr-its'\n[label]\nwidth = '60 mm'\nheight = '40 mm'\ndevice = 'artwork'\n[data]\noptional = ['product']\n[[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '40 mm'\ny = '4 mm'\nsize = '12.8 mm'\nmodules = '32x32'\n";

/// A line of text at a height, growing from the left edge.
fn line(id: &str, y: u32, says: &str) -> String {
    format!(
        "[[element]]\ntype = 'text'\nid = '{id}'\nx = '1 mm'\ny = '{y} mm'\nfont = 'condensed'\nsize = '6 pt'\ntext = '{says}'\n"
    )
}

fn four_lines() -> String {
    let says = ["(01){{ gtin }}", "(21){{ serial }}", "(17){{ ai17 }}", "(10){{ batch }}"];
    let lines: String = says.iter().zip((22..).step_by(3)).map(|(says, y)| line(says.split_at(4).0, y, says)).collect();
    (lines + &line("plain", 36, "SKT: {{ expiry | date(\"MM/YYYY\") }}")).replace("x = '1 mm'", "x = '30 mm'")
}

/// Rows of a sheet whose products are these.
fn sheet(products: &[&str]) -> String {
    let rows = products
        .iter()
        .enumerate()
        .map(|(n, product)| format!("\"0108691234567890211323424{n}\u{1d}1727123110A{n}\";{product}\n"));
    format!("code;product\n{}", rows.collect::<String>())
}

/// A template with its data and what is made of them.
struct Bench {
    folder: Folder,
    template: String,
    data: String,
    output: String,
}

impl Bench {
    fn new(template: &str, data: &str) -> Self {
        let (folder, template) = Folder::with("t.toml", template);
        Self { data: folder.write("d.csv", data), output: folder.file("o.pdf"), template, folder }
    }

    fn check(&self, more: &[&str]) -> (i32, Value) {
        let run = quietzone(&[&["check", &self.template, "--data", &self.data, "--format", "json"], more].concat());
        (run.code, run.json())
    }

    fn render(&self, more: &[&str]) -> Told {
        render(&self.template, &self.data, self.output.as_ref(), more)
    }

    fn has_output(&self) -> bool {
        fs::exists(&self.output).unwrap()
    }
}

fn rows(group: &Value) -> Vec<u64> {
    group["first"].as_array().unwrap().iter().map(|found| found["place"]["row"].as_u64().unwrap()).collect()
}

/// Text grows with the data: on one row of many it comes into the quiet zone.
#[test]
fn a_record_whose_text_comes_near_the_symbol_is_named_and_no_other() {
    let template = HEAD.to_owned() + &line("product", 10, "{{ product }}") + &four_lines();
    let long = "W".repeat(30);
    let bench = Bench::new(&template, &sheet(&["Aspirin", "Short", &long, "Aspirin"]));
    let (code, told) = bench.check(&[]);
    assert_eq!((code, &told["errors"]), (1, &1.into()), "{told:#}");
    let group = &told["records"][0];
    assert_eq!((group["rule"].as_str(), rows(group)), (Some("PL01"), vec![4]), "{told:#}");
    assert_eq!(group["first"][0]["element"], "product");
    // Without that row all is well, and labels are made.
    let (code, told) = bench.check(&["--rows", "2-3,5"]);
    assert_eq!((code, &told["errors"], &told["records"]), (0, &0.into(), &Value::Array(vec![])), "{told:#}");
    assert_eq!(bench.render(&[]).code, 1);
    assert!(!bench.has_output());
    let made = bench.render(&["--rows", "2-3,5"]);
    assert_eq!(made.code, 0, "{}", made.err);
}

#[test]
fn a_text_that_does_not_fit_is_found_on_its_row() {
    let narrow = line("product", 2, "{{ product }}").replace("size =", "width = '20 mm'\nsize =");
    let mut products = vec!["Aspirin"; 200];
    let long = "W".repeat(30);
    products[150] = &long;
    let bench = Bench::new(&(HEAD.to_owned() + &narrow + &four_lines()), &sheet(&products));
    let (code, told) = bench.check(&[]);
    assert_eq!((code, told["rejected"].as_u64()), (1, Some(1)), "{told:#}");
    assert_eq!((told["records"][0]["rule"].as_str(), rows(&told["records"][0])), (Some("TXT01"), vec![152]));
}

/// What all labels break is told once, at its place in the template, and not a row a time.
#[test]
fn what_the_design_breaks_is_told_once() {
    let template = HEAD.to_owned() + &four_lines().replace("(21){{", "21{{");
    let bench = Bench::new(&template, &sheet(&["Aspirin"; 100]));
    let (code, told) = bench.check(&[]);
    let found = told["findings"].as_array().unwrap();
    assert_eq!((code, found.len(), &told["records"]), (1, 1, &Value::Array(vec![])), "{told:#}");
    assert_eq!((found[0]["rule"].as_str(), found[0]["place"]["line"].is_u64()), (Some("TX02"), true), "{told:#}");
}

/// A text that is true of most records and not of one is that record's error.
#[test]
fn a_record_that_says_something_else_is_named() {
    let other = "{{ serial if product != 'Odd' else 'X' ~ serial[1:] }}";
    let template = HEAD.to_owned() + &four_lines().replace("{{ serial }}", &other.replace('\'', "\\u0027"));
    let template = template.replace("text = '(21)", "text = \"(21)").replace("serial[1:] }}'", "serial[1:] }}\"");
    let bench = Bench::new(&template, &sheet(&["Even", "Odd", "Even"]));
    let (code, told) = bench.check(&[]);
    assert_eq!((code, told["rejected"].as_u64()), (1, Some(1)), "{told:#}");
    assert_eq!((told["records"][0]["rule"].as_str(), rows(&told["records"][0])), (Some("TX01"), vec![3]), "{told:#}");
    // The others are printed, and that one is listed.
    assert_eq!(bench.render(&["--skip-bad"]).code, 1);
    let rejects = fs::read_to_string(bench.folder.file("o.pdf.rejects.csv")).unwrap();
    assert!(rejects.contains("TX01") && rejects.lines().skip(1).all(|line| line.contains("line 3")), "{rejects}");
}

/// A template for one product may have its GTIN written in: that is held against the codes there are,
/// and not against one that stands in for them.
#[test]
fn what_a_template_says_by_itself_is_held_against_real_codes() {
    for (gtin, right) in [("08691234567890", true), ("08691234567891", false)] {
        let template = HEAD.to_owned() + &four_lines().replace("{{ gtin }}", gtin);
        let bench = Bench::new(&template, &sheet(&["Aspirin"; 3]));
        let alone = quietzone(&["check", &bench.template]);
        assert!(!alone.err.contains("TX01"));
        let (code, told) = bench.check(&[]);
        let expected = if right { (0, Some(0)) } else { (1, Some(3)) };
        assert_eq!((code, told["rejected"].as_u64()), expected, "{told:#}");
    }
}

fn keywords(pdf: &str) -> String {
    let info = Command::new("pdfinfo").arg(pdf).output();
    info.map(|info| String::from_utf8_lossy(&info.stdout).into_owned()).unwrap_or_default()
}

#[test]
fn labels_that_break_a_rule_are_refused_unless_somebody_lets_them() {
    let bar = "[[element]]\ntype = 'rect'\nid = 'bar'\nx = '53.3 mm'\ny = '8 mm'\nwidth = '2 mm'\nheight = '2 mm'\nfill = 'K'\n";
    let template = HEAD.to_owned() + bar + &four_lines();
    let bench = Bench::new(&template, &sheet(&["Aspirin"]));
    bench.render(&[]).assert_says(1, &["error[QZ01]", "--allow RULE"]);
    assert!(!bench.has_output());

    let made = bench.render(&["--allow", "qz01"]);
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(made.out.contains("allowed  QZ01: asked for"), "{}", made.out);
    let told = keywords(&bench.output);
    if !told.is_empty() {
        assert!(told.contains("allowed findings: QZ01: asked for"), "{told}");
    }

    let reason = "[[allow]]\nrule = 'QZ01'\nelement = 'bar'\nreason = 'Баспада тексерілді'\n";
    bench.folder.write("t.toml", template.clone() + reason);
    let made = bench.render(&[]);
    assert!(made.code == 0 && made.out.contains("QZ01 on “bar”: Баспада тексерілді"), "{}", made.out);
    let told = keywords(&bench.output);
    assert!(told.is_empty() || told.contains("QZ01 on “bar”: Баспада тексерілді"), "{told}");

    // For another element it does not hold.
    bench.folder.write("t.toml", template + &reason.replace("'bar'", "'code'"));
    assert_eq!(bench.render(&[]).code, 1);
}

#[test]
fn what_the_data_breaks_is_never_let_stand() {
    let bench = Bench::new(&(HEAD.to_owned() + &four_lines()), &sheet(&["Aspirin"]));
    for code in ["COD03", "DUP01", "XX99"] {
        let run = quietzone(&["check", &bench.template, "--allow", code]);
        assert_eq!(run.code, 2, "{code}");
        assert!(run.err.contains("rule list"), "{code}");
    }
}
