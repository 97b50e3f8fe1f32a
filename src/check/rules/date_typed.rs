use super::super::dates::impossible_dates;
use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::gs1::Date;
use crate::say;
use crate::sentence::outside;

check! {
    /// A date behind a word for expiry or production (those that the market knows for columns, and common ones:
    /// EXP, MFG, SKT, годен до, изготовлено, ishlab chiqarilgan …), or six digits behind a date's AI in
    /// parentheses, that no calendar has: 31.02.2027, 13/2027, (17)271332. Day and month may stand in either
    /// order. Inspectors and customs refuse such a date; practice, and so a warning.
    ///
    /// To mend it, take the date from the record: `{{ expiry | date('MM/YYYY') }}`.
    CHECK = "TX14", "a date beside an expiry or production word is in the calendar", Design, run;
}

/// AIs of dates: production, packaging, best before, sell by, expiry.
const AIS: [&str; 5] = ["(11)", "(13)", "(15)", "(16)", "(17)"];

/// Words for expiry and production, in small letters.
const CAPTIONS: [&str; 38] = [
    "exp",
    "exp date",
    "expiry",
    "expiry date",
    "expires",
    "use by",
    "best before",
    "bbe",
    "mfg",
    "mfd",
    "mfg date",
    "manufactured",
    "prod",
    "production date",
    "packed",
    "годен",
    "годен до",
    "годна до",
    "годно до",
    "срок годности",
    "срок годности до",
    "использовать до",
    "употребить до",
    "хранить до",
    "изготовлено",
    "изготовлен",
    "дата изготовления",
    "дата производства",
    "произведено",
    "дата выработки",
    "упаковано",
    "дата розлива",
    "skt",
    "üretim tarihi",
    "ishlab chiqarilgan",
    "ishlab chiqarilgan sana",
    "yaroqlilik muddati",
    "өндірілген күні",
];

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let known = columns(label);
    let above = |text: &str| {
        let mut pairs = label.neighbours().filter(|(_, _, below)| std::ptr::eq(&*below.text, text));
        pairs.next().map(|(_, above, _)| &*above.text)
    };
    let mut found = Vec::new();
    for (mark, run) in label.texts() {
        let plain = impossible_dates(&run.text).filter(|(before, _)| {
            let before = if before.trim().is_empty() { above(&run.text).unwrap_or_default() } else { before };
            is_captioned(before, &known)
        });
        for date in plain.map(|(_, date)| date).chain(behind_ais(&run.text)) {
            let message = say!("“{date}” is no date of the calendar", date = outside(date));
            let finding = Diagnostic::warning(CHECK.rule, message)
                .help(say!("take it from the record: “{{{{ expiry | date('MM/YYYY') }}}}”"));
            found.push(label.about(&mark, finding));
        }
    }
    found
}

/// What the market knows as headers of columns of dates, in small letters.
fn columns(label: &Label<'_>) -> Vec<String> {
    let fields = label.market.structure.fields().iter().filter(|field| field.is_date()).map(|field| &field.columns);
    let others = label.market.companions.iter().filter(|other| other.is_date).map(|other| &other.columns);
    fields.chain(others).flatten().map(|column| column.to_lowercase()).collect()
}

/// Whether a text ends in a word for expiry or production, and marks behind it.
fn is_captioned(before: &str, known: &[String]) -> bool {
    let before = before.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let mut captions = CAPTIONS.into_iter().chain(known.iter().map(String::as_str));
    captions.any(|caption| before.strip_suffix(caption).is_some_and(|front| !front.ends_with(char::is_alphanumeric)))
}

/// Six digits behind the AI of a date that are none.
fn behind_ais(text: &str) -> impl Iterator<Item = &str> {
    AIS.into_iter().flat_map(move |ai| text.match_indices(ai)).filter_map(|(at, ai)| {
        let behind = text.get(at + ai.len()..)?.trim_start();
        let digits = behind.get(..behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len()))?;
        (digits.len() == 6 && Date::from_yymmdd(digits).is_none()).then_some(digits)
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    #[test]
    fn dates_that_no_calendar_has_are_found_behind_their_words() {
        let found = |says: &str| {
            sample::judged("tr-its", &sample::lines(&[says]), "(01)08691234567890(21)ABC(17)271231(10)X2", |label| {
                run(label).len()
            })
        };
        for right in [
            "EXP 31.12.2027",
            "EXP 12/31/2027",
            "EXP 2027-02-28",
            "годен до 02.2028",
            "(17)271200",
            "LOT 31.02.2027",
            "EXP 24 ay, tel. 12-34-56",
            "MFG 29.02.2028",
            "EXP 0.5 mg",
            "EXP 500.250",
            "EXPERT 31.02.2027",
        ] {
            assert_eq!(found(right), 0, "{right}");
        }
        for wrong in [
            "EXP 31.02.2027",
            "EXP: 13/2027",
            "SKT: 31.04.2027",
            "Годен до: 29.02.2027",
            "MFG. 2027-13-01",
            "(17)271332",
            "(01)08691234567890 (17)270229",
            "Son Kullanma Tarihi 00.2027",
            "EXP 13/27",
            r"EXP\n31.06.2027",
        ] {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
    }
}
