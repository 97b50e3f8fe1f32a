//! What tests of judgement share.

use std::fs;
use std::path::Path;

use quietzone::diagnostic::Diagnostic;
use quietzone::job::{Outcome, Request, run};

/// No finding.
pub const CLEAN: [&str; 0] = [];

/// A symbol of 36 × 36 modules of 0.4 mm; its left top corner stands at 10.4 mm, its quiet zone
/// ends at 25.2 mm.
pub const SYMBOL: &str = "[[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '10 mm'\ny = '10 mm'\nsize = '14.4 mm'\n";

/// An area of an ink: left, top, width and height in millimetres.
pub fn rect(id: &str, [x, y, width, height]: [f64; 4], ink: &str) -> String {
    format!(
        "[[element]]\ntype = 'rect'\nid = '{id}'\nx = '{x:.3} mm'\ny = '{y:.3} mm'\nwidth = '{width:.3} mm'\nheight = '{height:.3} mm'\nfill = '{ink}'\n"
    )
}

/// A text at a place in millimetres, with more keys.
pub fn text(id: &str, [x, y]: [f64; 2], more: &str) -> String {
    format!(
        "[[element]]\ntype = 'text'\nid = '{id}'\nx = '{x} mm'\ny = '{y} mm'\nfont = 'condensed'\nsize = '6 pt'\n{more}\n"
    )
}

/// What a request comes to, which must be able to run.
pub fn outcome(request: &Request) -> Outcome {
    run(request, &()).unwrap_or_else(|failure| panic!("{:?}: {failure:?}", request.template))
}

/// What is found on the design of a template.
pub fn judged_file(template: impl AsRef<Path>) -> Vec<Diagnostic> {
    outcome(&Request::new(template.as_ref())).design
}

/// What is found on a template in words, beside which there is the picture `art/ean13.svg`.
pub fn judged(template: &str) -> Vec<Diagnostic> {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("art")).unwrap();
    fs::copy("tests/rules/art/ean13.svg", folder.path().join("art/ean13.svg")).unwrap();
    let path = folder.path().join("t.toml");
    fs::write(&path, template).unwrap();
    let request = Request::new(path);
    run(&request, &()).unwrap_or_else(|failure| panic!("{failure:?}\n{template}")).design
}

/// Rules and severities of findings, `QZ01 error` and so on.
pub fn told(found: &[Diagnostic]) -> Vec<String> {
    found.iter().map(|finding| format!("{} {}", finding.rule.code, finding.severity)).collect()
}

/// Rules and severities of what is found on a template.
pub fn found(template: &str) -> Vec<String> {
    told(&judged(template))
}
