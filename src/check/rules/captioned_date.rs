use super::super::dates::plain_dates;
use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::market::Field;
use crate::say;
use crate::sentence::{name, outside};

check! {
    /// A text that names a date field of the code by one of its usual captions (those that the market
    /// knows for columns: EXP, SKT …) and shows a date in plain form must show the date of the code: month
    /// and year, and the day where one is printed. It is an error, as another date behind an AI is (TX01):
    /// a template with last batch's expiry in a fixed text prints it on every label. Where several dates
    /// stand in the text, one of them must be right.
    ///
    /// To mend it, take the date from the record: `{{ expiry | date('MM/YYYY') }}`.
    CHECK = "TX10", "a date beside its caption is the one in the symbol", Record, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for field in label.market.structure.fields() {
        let Some(date) = label.date(field) else { continue };
        let another = |text: &str| {
            let mut dates = plain_dates(text).peekable();
            dates.peek().is_some() && !dates.any(|plain| plain.may_mean(date))
        };
        let wrong = label.texts().filter(|(_, run)| another(&run.text) && is_captioned(&run.text, field));
        for (mark, _) in wrong.filter(|(mark, run)| !label.is_element(&run.text) && label.is_comparable(mark)) {
            let message = say!(
                "the date printed here is not that of {field} in the symbol, {date}",
                field = outside(field),
                date = name(date.to_string())
            );
            let finding = Diagnostic::error(CHECK.rule, message).help(say!(
                "take it from the record: “{{{{ {field} | date('MM/YYYY') }}}}”",
                field = outside(&field.name)
            ));
            found.push(label.about(&mark, finding));
        }
    }
    found
}

/// Whether a text names a field by a caption, as words of their own.
fn is_captioned(text: &str, field: &Field) -> bool {
    let text = text.to_lowercase();
    let is_edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    field.columns.iter().map(|caption| caption.to_lowercase()).any(|caption| {
        let mut places = text.match_indices(&caption).filter_map(|(at, found)| {
            let (before, rest) = text.split_at_checked(at)?;
            Some((before.chars().next_back(), rest.get(found.len()..)?.chars().next()))
        });
        places.any(|(before, after)| is_edge(before) && is_edge(after))
    })
}
