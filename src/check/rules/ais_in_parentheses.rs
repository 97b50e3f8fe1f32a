use super::super::said::behind;
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::gs1::Ai;
use crate::market::{Demanded, Field, repeats};
use crate::say;
use crate::sentence::name;

check! {
    /// GS1 shows AIs in parentheses, which are not encoded (General Specifications, 4.14). Where an act
    /// asks for it, leaving them out weighs what the market's file says; elsewhere it is a note. Where an
    /// act asks both for the AIs and for the values of certain fields, such a value without any AI in
    /// front is told as well: Turkey wants `(21)` before the serial, and not “SN” alone (guidance, art.
    /// 11(2)). Fields that may stand elsewhere on the package, as the batch, may stand there by their words.
    CHECK = "TX02", "AIs stand in parentheses in the readable text", Record, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(elements) = label.code.elements() else { return Vec::new() };
    let demand = label.market.text.parentheses.as_ref();
    let severity = demand.and_then(Demanded::severity).unwrap_or(Severity::Note);
    let mut found = Vec::new();
    for (mark, run) in label.texts().filter(|(_, run)| !repeats(elements, &run.text)) {
        let wrong = elements.iter().filter(|(ai, _)| !ai.is_secret()).find_map(|(ai, value)| {
            let shown = || name(ai.to_string());
            if stands_bare(&run.text, ai, value) {
                return Some((ai, say!("the AI {ai} is printed without parentheses", ai = shown())));
            }
            let is_alone = run.text.contains(value) && must_be_named(label, ai) && !is_named(label, ai);
            is_alone.then(|| (ai, say!("a value is printed without its AI, ({ai})", ai = shown())))
        });
        let Some((ai, message)) = wrong else { continue };
        let finding = Diagnostic::error(CHECK.rule, message)
            .because(demand.map(|demand| demand.origin.reference()))
            .help(say!("write ({ai}) in front of the value", ai = name(ai.to_string())));
        found.push(label.about(&mark, finding.weighing(severity)));
    }
    found
}

/// Whether an act asks for the value of an AI, and for its AI in front.
fn must_be_named(label: &Label<'_>, ai: Ai) -> bool {
    let content = label.market.text.content.as_ref().filter(|_| label.market.text.parentheses.is_some());
    let field = label.market.field_with(ai);
    let is_meant = |field: &Field| !label.may_stand_elsewhere(field);
    content.zip(field).is_some_and(|(content, field)| content.value.contains(&field.name) && is_meant(field))
}

/// Whether an AI stands in parentheses somewhere on the label.
fn is_named(label: &Label<'_>, ai: Ai) -> bool {
    label.texts().any(|(_, run)| behind(&run.text, ai).is_some())
}

/// Whether a value stands right behind the digits of its AI.
fn stands_bare(text: &str, ai: Ai, value: &str) -> bool {
    if text.len() <= value.len() {
        return false;
    }
    let mut before = text.match_indices(value).filter_map(|(at, _)| text.get(..at));
    before.any(|before| before.ends_with(|c: char| c.is_ascii_digit()) && before.ends_with(&ai.to_string()))
}
