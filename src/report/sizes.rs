//! How large a symbol is on print heads.

use serde_json::{Value, json};

use super::json;
use crate::layout::{Choice, SizeQuestion, Verdict};
use crate::market::{Field, Market};
use crate::say;
use crate::sentence::{InWords, Sentence, length, name, sides, titled};
use crate::symbol::SymbolSize;

/// The symbol of a market's longest code, and what is asked of print heads for it.
#[derive(Clone, Copy, Debug)]
pub struct Sizes<'a> {
    /// The market.
    pub market: &'a Market,
    /// Rows and columns of the symbol.
    pub symbol: SymbolSize,
    /// Codewords of the longest code.
    pub codewords: usize,
    /// Whether they are those of one code, and not of the market's longest.
    pub is_of_one: bool,
    /// The print heads.
    pub questions: &'a [SizeQuestion<'a>],
}

impl Sizes<'_> {
    /// A table for each head.
    #[must_use]
    pub fn text(&self) -> String {
        let (codewords, size) = (self.codewords, name(self.symbol.to_string()));
        let takes = match self.is_of_one {
            true => say!("The code takes {codewords} codewords: a symbol of {size} modules.", codewords, size),
            false => say!("The longest code takes {codewords} codewords: a symbol of {size} modules.", codewords, size),
        };
        let mut lines = vec![titled(&self.market.title).to_string(), takes.to_string()];
        let counts = |field: &&Field| field.trailing.is_none() || self.market.symbol_size.is_none();
        let mut fields = self.market.structure.fields().iter().filter(counts);
        if !self.is_of_one && fields.any(|field| field.optional || !field.is_fixed()) {
            lines.push(
                say!("Codes differ in length here; a batch of shorter ones may take a smaller symbol.").to_string(),
            );
        }
        if !self.is_of_one && self.market.symbol_size.is_some() && self.market.structure.trailing().next().is_some() {
            lines.push(
                say!("Codes with something put behind them, such as a weight, may take a larger symbol.").to_string(),
            );
        }
        for question in self.questions {
            lines.push(String::new());
            lines.push(head(question).to_string());
            let titles = [say!("module"), say!("symbol"), say!("with quiet zone")].map(|title| title.to_string());
            let [module, symbol, around] = titles;
            lines.push(format!("  {module:>12}  {:>11}  {symbol:>20}  {around:>20}", ""));
            lines.extend(question.choices().iter().map(row));
            lines.push(match question.answer() {
                Ok(_) if question.place.is_none() => continue,
                Ok(fit) => format!("  → {fit}"),
                Err(impossible) => {
                    format!("  → {}", say!("cannot be printed here: {impossible}", impossible = impossible.in_words()))
                }
            });
        }
        lines.join("\n")
    }

    /// The same for programs.
    #[must_use]
    pub fn json(&self) -> Value {
        let heads = self.questions.iter().map(|question| {
            let choices = question.choices().into_iter().map(|Choice { fit, verdict }| {
                let verdict = match verdict {
                    Verdict::SymbolTooSmall(_) => "symbol-too-small",
                    Verdict::ModuleTooSmall(_) => "module-too-small",
                    Verdict::Possible => "possible",
                    Verdict::Smallest => "smallest",
                    Verdict::TooLarge => "too-large",
                };
                json::symbol(self.symbol, &fit, [("verdict", verdict.into())])
            });
            json!({
                "device": question.device.map(|device| device.to_string()),
                "fits": question.answer().is_ok(),
                "choices": choices.collect::<Vec<Value>>(),
                "why_not": question.answer().err().map(|impossible| impossible.to_string()),
            })
        });
        json!({
            "market": self.market.id,
            "codewords": self.codewords,
            "rows": self.symbol.rows(),
            "columns": self.symbol.columns(),
            "devices": heads.collect::<Vec<_>>(),
        })
    }
}

fn head(question: &SizeQuestion<'_>) -> Sentence {
    match (question.device, question.place) {
        (Some(device), Some((width, height))) => {
            say!("{device}, in {place}", device, place = sides(width, height))
        }
        (None, Some((width, height))) => say!("artwork, in {place}", place = sides(width, height)),
        (Some(device), None) => say!("{device}", device),
        (None, None) => say!("artwork"),
    }
}

fn row(choice: &Choice) -> String {
    let fit = &choice.fit;
    let dots = fit.dots.map(|dots| dots.to_string()).unwrap_or_default();
    let symbol = sides(fit.width, fit.height).to_string();
    let around = sides(fit.width + fit.quiet * 2, fit.height + fit.quiet * 2).to_string();
    let module = length(fit.module, 4).to_string();
    let verdict = said(choice.verdict).map(|said| said.to_string()).unwrap_or_default();
    format!("  {dots:>12}  {module:>11}  {symbol:>20}  {around:>20}  {verdict}").trim_end().to_owned()
}

fn said(verdict: Verdict) -> Option<Sentence> {
    Some(match verdict {
        Verdict::SymbolTooSmall(least) => say!("too small: at least {least}", least),
        Verdict::ModuleTooSmall(least) => say!("too fine: modules of at least {least}", least = length(least, 3)),
        Verdict::Possible => return None,
        Verdict::Smallest => say!("the smallest"),
        Verdict::TooLarge => say!("too large for the place"),
    })
}
