//! The verdict on a design, in words.

use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::say;
use crate::sentence::{Sentence, count};

/// The verdict in words.
pub(super) struct Verdict {
    /// Its key, by which it is coloured.
    pub(super) class: &'static str,
    pub(super) headline: Sentence,
    /// How many findings there are of each weight.
    pub(super) counts: String,
}

impl Verdict {
    pub(super) fn of(found: &[Diagnostic], records: &Findings, laid_out: bool) -> Self {
        let in_records = records.groups().into_iter().map(|group| group.severity);
        let worst = found.iter().map(|finding| finding.severity).chain(in_records).max();
        let (class, headline) = match worst {
            Some(Severity::Error) if !laid_out => ("error", say!("This label cannot be made.")),
            Some(Severity::Error) => ("error", say!("Do not print this yet.")),
            Some(Severity::Unjudged) => ("unjudged", say!("No error was found, but something must be measured.")),
            Some(Severity::Warning) => ("warning", say!("No error was found; look at the warnings.")),
            Some(Severity::Note) => ("note", say!("No error was found; there is something to know.")),
            None => ("clean", say!("Nothing was found.")),
        };
        let weights = [Severity::Error, Severity::Unjudged, Severity::Warning, Severity::Note];
        let counts = weights.into_iter().filter_map(|severity| {
            let design = found.iter().filter(|finding| finding.severity == severity).count() as u64;
            let n = design + records.count(severity);
            (n > 0).then(|| counted(severity, n).to_string())
        });
        Self { class, headline, counts: counts.collect::<Vec<_>>().join(", ") }
    }
}

fn counted(severity: Severity, n: u64) -> Sentence {
    match severity {
        Severity::Error => say!("{n} error" | "{n} errors", n = count(n)),
        Severity::Unjudged => say!("{n} to be measured" | "{n} to be measured", n = count(n)),
        Severity::Warning => say!("{n} warning" | "{n} warnings", n = count(n)),
        Severity::Note => say!("{n} note" | "{n} notes", n = count(n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_label_is_said_to_be_clean() {
        let Verdict { class, headline, counts } = Verdict::of(&[], &Findings::default(), true);
        assert_eq!((class, headline.to_string(), counts.as_str()), ("clean", "Nothing was found.".into(), ""));
    }
}
