//! Labels for tests: of a market, a body of elements and a code.

use std::path::Path;

use super::Label;
use crate::diagnostic::Place;
use crate::layout::{Plan, Setting};
use crate::market::Market;
use crate::source::Record;
use crate::symbol::plain_codewords;
use crate::template::Template;
use crate::world::Folder;

/// Shows a label of 70 × 60 mm to a test.
pub(super) fn judged<T>(market: &str, body: &str, code: &str, look: impl FnOnce(&Label<'_>) -> T) -> T {
    let symbol = "[[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '10 mm'\ny = '10 mm'\nsize = '14.4 mm'\n";
    let head = format!("market = '{market}'\n[label]\nwidth = '70 mm'\nheight = '60 mm'\ndevice = 'artwork'\n");
    let template = Template::parse("t.toml", format!("{head}{symbol}{body}")).unwrap();
    let market = Market::load(market).unwrap();
    let code = crate::gs1::Code::Gs1(crate::gs1::ElementString::parse(code).unwrap());
    let folder = Folder::of(Path::new("."));
    let device = template.device;
    let setting = Setting { template: &template, folder: &folder, device, market: &market, constants: &[], free: None };
    let mut plan = Plan::new(setting).unwrap();
    plan.settle(Some(plain_codewords(&code))).unwrap();
    let record = Record::of_code(1, code.clone(), &market, &[]);
    let scene = plan.scene(&record, &|| Place::Nowhere).unwrap();
    look(&Label::new(&market, plan.stock(), &scene, &code))
}

/// Texts, one below the other.
pub(super) fn lines(says: &[&str]) -> String {
    lines_at(4, says)
}

/// Texts from a place in millimetres on, at the right of the symbol.
pub(super) fn lines_at(top: usize, says: &[&str]) -> String {
    let line = |(number, says): (usize, &&str)| {
        let y = top + 5 * number;
        format!(
            "[[element]]\ntype = 'text'\nid = 'line{y}'\nx = '28 mm'\ny = '{y} mm'\nfont = 'condensed'\nsize = '6 pt'\ntext = \"{says}\"\n"
        )
    };
    says.iter().enumerate().map(line).collect()
}
