//! Templates that are begun: by a size, or with a drawing.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::{Diagnostic, Severity};
use quietzone::job::{Design, Draft, draft};
use quietzone::market::Market;
use quietzone::say;
use quietzone::sentence::{Sentence, outside};
use quietzone::world::{Stored, folder_of};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::calls::{Answer, read};
use crate::desk::{Desk, keep};

/// Sides of a label in millimetres.
const SIDES: std::ops::RangeInclusive<f64> = 8.0..=500.0;
/// Sizes of letters that are tried, in points, the best first.
const LETTERS: [f64; 6] = [8.0, 7.0, 6.0, 5.5, 5.0, 4.0];
/// Millimetres that are left free at the edges.
const EDGE: f64 = 1.5;
/// Millimetres between lines, for a point of their letters.
const LINE: f64 = 0.46;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Size {
    name: String,
    market: String,
    width: f64,
    height: f64,
    device: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Drawn {
    drawing: String,
    market: String,
}

pub(super) fn new(desk: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let size: Size = read(asked)?;
    let path = desk.path(&format!("{}.toml", size.name.trim().trim_end_matches(".toml")))?;
    if ![size.width, size.height].iter().all(|side| SIDES.contains(side)) {
        return Err(refused(say!("a label has sides from 8 to 500 mm")).into());
    }
    let market = Market::load_in(desk.world(), &size.market)?;
    let text = fitting(&size, &market)?;
    let kept = keep(desk.world(), &path, &Stored::of_bytes(text.into_bytes()), false)?;
    Ok(json!({ "template": kept.to_string_lossy() }).into())
}

/// The best layout that breaks no rule: the largest letters, beside the largest symbol or below it.
fn fitting(size: &Size, market: &Market) -> Result<String, Failure> {
    let most = (size.width.min(size.height) - 2.0 * EDGE).min(40.0);
    let mut last: Result<Vec<Diagnostic>, Failure> = Ok(Vec::new());
    let boxes = || (0..).map(|step| most - f64::from(step)).take_while(|side| *side >= 5.0);
    for is_beside in [true, false] {
        for letters in LETTERS {
            for symbol in boxes() {
                let Some(text) = laid(size, market, Laid { symbol, letters, is_beside }) else { continue };
                match Design::of_text("template.toml", text.clone()).and_then(|design| design.judge()) {
                    Ok(found) if found.iter().all(|found| found.severity != Severity::Error) => return Ok(text),
                    judged => last = judged,
                }
            }
        }
    }
    let mut found = match last {
        Ok(found) => found,
        Err(Failure(found)) => found,
    };
    found.retain(|found| found.severity == Severity::Error);
    let message = say!(
        "a label of this market does not fit {width} by {height} mm on this device",
        width = outside(size.width),
        height = outside(size.height)
    );
    Err(Failure(
        std::iter::once(refused(message).help(say!("take a larger label, or a printer with smaller dots")))
            .chain(found)
            .collect(),
    ))
}

/// Where symbol and texts stand.
#[derive(Clone, Copy)]
struct Laid {
    symbol: f64,
    letters: f64,
    is_beside: bool,
}

/// A template with a symbol and a line for each part of the code that is no secret; nothing where the lines do not fit.
fn laid(size: &Size, market: &Market, laid: Laid) -> Option<String> {
    let Laid { symbol, letters, is_beside } = laid;
    let (left, top) = if is_beside { (EDGE + symbol + EDGE, EDGE) } else { (EDGE, EDGE + symbol + EDGE) };
    let (room, line) = (size.width - left - EDGE, letters * LINE);
    let lines = lines(market);
    if room < 8.0 || top + line * (lines.len() as f64) > size.height - EDGE / 2.0 {
        return None;
    }
    let mut text = format!("market = {}\n\n[label]\n", quoted(&size.market));
    let (width, height) = (size.width, size.height);
    let _ = write!(text, "width = \"{width} mm\"\nheight = \"{height} mm\"\ndevice = {}\n", quoted(&size.device));
    let optional: Vec<String> = market.companions.iter().map(|companion| quoted(&companion.name)).collect();
    if !optional.is_empty() {
        let _ = write!(text, "\n[data]\noptional = [{}]\n", optional.join(", "));
    }
    let _ = write!(
        text,
        "\n# The code with its quiet zone: the largest symbol of whole printer dots that fits.\n[[element]]\ntype = \"datamatrix\"\nid = \"code\"\nx = \"{EDGE} mm\"\ny = \"{EDGE} mm\"\nwidth = \"{symbol:.2} mm\"\nheight = \"{symbol:.2} mm\"\n"
    );
    for (number, Line { id, text: said, when }) in lines.iter().enumerate() {
        let y = top + line * (number as f64);
        let _ = write!(
            text,
            "\n[[element]]\ntype = \"text\"\nid = {}\nx = \"{left:.2} mm\"\ny = \"{y:.2} mm\"\nwidth = \"{room:.2} mm\"\ntext = {}\nfont = \"condensed\"\nsize = \"{letters} pt\"\nshrink_to = \"4 pt\"\n",
            quoted(id),
            quoted(said)
        );
        if let Some(when) = when {
            let _ = writeln!(text, "when = {}", quoted(when));
        }
    }
    Some(text)
}

struct Line {
    id: String,
    text: String,
    when: Option<String>,
}

/// What is printed beside the symbol.
fn lines(market: &Market) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for field in market.structure.fields().iter().filter(|field| !field.is_secret && field.trailing.is_none()) {
        // As it is encoded: a date with its six digits.
        let (id, text) = match field.ai {
            Some(ai) => (field.name.to_string(), format!("({ai}){{{{ ai{ai} }}}}")),
            None => (field.name.to_string(), format!("{{{{ {} }}}}", field.name)),
        };
        let when = field.optional.then(|| id.clone());
        lines.push(Line { id, text, when });
    }
    for companion in &market.companions {
        let id = companion.name.to_string();
        if lines.iter().all(|line| line.id != id) {
            lines.push(Line { text: format!("{{{{ {id} }}}}"), when: Some(id.clone()), id });
        }
    }
    lines
}

/// A text of TOML: names and sizes have nothing else that needs care.
fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

pub(super) fn draw(desk: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let Drawn { drawing, market } = read(asked)?;
    let drawing = desk.path(&drawing)?;
    let Draft { text, found, open } = draft(desk.world(), &drawing, &market, folder_of(&drawing))?;
    let template = keep(desk.world(), &drawing.with_extension("toml"), &Stored::of_bytes(text.into_bytes()), false)?;
    let told = |all: &[Sentence]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    let name = |path: &Path| path.to_string_lossy().into_owned();
    Ok(json!({ "template": name(&template), "found": told(&found), "open": told(&open) }).into())
}

fn refused(message: Sentence) -> Diagnostic {
    Diagnostic::error(rules::REQUEST, message)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use super::*;

    #[test]
    fn a_label_of_a_usual_size_is_begun_for_each_market_without_a_fault() {
        for market in Market::all() {
            for (width, height, device) in [(58.0, 40.0, "203 dpi"), (70.0, 50.0, "artwork")] {
                let size =
                    Size { name: "a".to_owned(), market: market.id.clone(), width, height, device: device.to_owned() };
                if let Err(why) = fitting(&size, &market) {
                    panic!("{} on {device}: {why}", market.id);
                }
            }
        }
    }
}
