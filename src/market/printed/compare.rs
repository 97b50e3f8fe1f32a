//! A printed text, line by line, beside the code.

use super::known::Known;
use super::line::{self, Reading, Target, compact, has_digits};
use super::verdict::{Printed, PrintedField, Verdict};
use crate::gs1::{Code, ElementString, GS};
use crate::market::structure::Structure;

/// Longest line that is read, in characters; the longest codes have half of it.
const MAX_LINE: usize = 300;

impl Printed {
    /// Holds a printed text against a code of a structure.
    ///
    /// Values may be grouped by spaces, words may stand around elements in parentheses, and a
    /// line ends an element. Lines of more than 300 characters are not read.
    #[must_use]
    pub fn compare(structure: &Structure, code: &Code, text: &str) -> Self {
        if let Some(elements) = code.elements().filter(|_| structure.is_open()) {
            return Self::compare_elements(elements, text);
        }
        let known = structure.fields().iter().map(|field| Known {
            ai: field.ai,
            name: Some(field.name.clone()),
            label: field.to_string(),
            is_secret: field.is_secret,
            lengths: field.min..=field.max,
            encoded: structure.value(code, field),
        });
        let known: Vec<Known<'_>> = known.collect();
        match code {
            Code::Gs1(_) => with(&known, text, |line| line::read(&known, line)),
            Code::Plain(_) => with(&known, text, |line| plain(structure, line)),
        }
    }

    /// Holds a printed text against GS1 data of no known market.
    #[must_use]
    pub fn compare_elements(elements: &ElementString, text: &str) -> Self {
        let known = elements.iter().map(|(ai, value)| Known {
            ai: Some(ai),
            name: None,
            label: format!("({ai})"),
            is_secret: ai.is_secret(),
            lengths: ai.format().min..=ai.format().max,
            encoded: Some(value),
        });
        let known: Vec<Known<'_>> = known.collect();
        with(&known, text, |line| line::read(&known, line))
    }
}

/// Whether a line says nothing but elements in parentheses, each as the symbol says it; words
/// without digits may stand around them. Most lines do, and this tells it without trying every way
/// to read them, as [`Printed::compare`] does.
#[must_use]
pub fn repeats(elements: &ElementString, line: &str) -> bool {
    let mut rest = line;
    let mut count = 0;
    while let Some((words, element)) = rest.find('(').and_then(|at| rest.split_at_checked(at)) {
        let after = elements
            .iter()
            .find_map(|(ai, value)| ai.strip_from(element.strip_prefix('(')?)?.strip_prefix(')')?.strip_prefix(value));
        let ended = after.filter(|after| after.is_empty() || after.starts_with([' ', '(']));
        let Some(after) = ended.filter(|_| !has_digits(words)) else { return false };
        (rest, count) = (after, count + 1);
    }
    count > 0 && !has_digits(rest)
}

/// Reads a text line by line.
fn with(known: &[Known<'_>], text: &str, read: impl Fn(&str) -> Option<Reading>) -> Printed {
    let mut fields = Vec::new();
    let mut unread = Vec::new();
    let mut printed = vec![false; known.len()];
    let lines = text.lines().enumerate().flat_map(|(at, line)| line.split(GS).map(move |part| (at + 1, part.trim())));
    for (number, line) in lines.filter(|(_, line)| !line.is_empty()) {
        let Some(Reading { elements, leaves_digits, .. }) =
            Some(line).filter(|line| line.chars().count() <= MAX_LINE).and_then(&read)
        else {
            unread.push(number);
            continue;
        };
        if leaves_digits {
            unread.push(number);
        }
        for (target, value) in elements {
            match target {
                Target::Other(ai) => {
                    let verdict = Verdict::NotEncoded { printed: (!ai.is_secret()).then_some(value) };
                    fields.push(PrintedField { name: None, label: format!("({ai})"), verdict });
                }
                Target::Known(index) => {
                    fields.extend(known.get(index).map(|field| field.says(field.compare(&value))));
                    printed.get_mut(index).into_iter().for_each(|seen| *seen = true);
                }
            }
        }
    }
    let missing = known.iter().zip(printed).filter(|(field, printed)| !printed && field.encoded.is_some());
    fields.extend(missing.map(|(field, _)| field.says(Verdict::NotPrinted)));
    Printed { fields, unread }
}

/// The fields of a code without AIs, which is printed whole.
fn plain(structure: &Structure, line: &str) -> Option<Reading> {
    let code = structure.parse(&compact(line)).ok()?.code;
    let fields = structure.fields().iter().enumerate();
    let values = fields.map(|(at, field)| Some((Target::Known(at), structure.value(&code, field)?.to_owned())));
    values.collect::<Option<_>>().map(Reading::of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::market::Market;

    /// What a text says of a code, each field as a short line.
    fn said(market: &str, code: &str, text: &str) -> Vec<String> {
        let structure = Market::load(market).unwrap().structure;
        let code = structure.parse(code).unwrap().code;
        let printed = Printed::compare(&structure, &code, text);
        let unread = printed.unread.iter().map(|line| format!("unread {line}"));
        printed.fields.iter().map(short_line).chain(unread).collect()
    }

    fn short_line(field: &PrintedField) -> String {
        let verdict = match &field.verdict {
            Verdict::Same => "same".to_owned(),
            Verdict::Differs { position, printed, encoded } => {
                let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "?".into());
                format!("{position} {} {}", shown(printed), shown(encoded))
            }
            Verdict::NotEncoded { printed } => format!("not encoded {}", printed.as_deref().unwrap_or("?")),
            Verdict::Unreadable => "unreadable".into(),
            Verdict::NotPrinted => "not printed".into(),
        };
        format!("{}: {verdict}", field.label)
    }

    const PARCEL: &str = "0118691234567897215132342412";
    const UNIT: &str = "(01)08691234567890(21)1323424679(17)070119(10)X2512061322";

    #[test]
    fn the_misprint_of_the_turkish_guidance_is_another_serial() {
        let differs = "(21) serial: 1 B13234241234 5132342412";
        for text in [
            "011869123456789721B13234241234",
            "01 18691234567897\n21 B13234241234",
            "(01)18691234567897(21)B13234241234",
        ] {
            assert_eq!(said("tr-transport", PARCEL, text), ["(01) gtin: same", differs], "{text}");
        }
        let alone = said("tr-transport", PARCEL, "21B13234241234");
        assert_eq!(alone, [differs, "(01) gtin: not printed"]);
        for text in [PARCEL, "(01)18691234567897\n(21)5132342412", "GTIN (01) 1869 1234 567897  SN (21) 5132342412"] {
            assert_eq!(said("tr-transport", PARCEL, text), ["(01) gtin: same", "(21) serial: same"], "{text}");
        }
    }

    #[test]
    fn a_line_that_repeats_the_symbol_is_told_at_once() {
        let elements = ElementString::parse(UNIT).unwrap();
        let repeats = |line: &str| repeats(&elements, line);
        for line in
            ["(21)1323424679", "(01)08691234567890 (21)1323424679", "SN (21)1323424679", "(10)X2512061322(17)070119"]
        {
            assert!(repeats(line), "{line}");
        }
        for line in ["", "Aspirin", "(21)132342467", "(21)13234246790", "(21) 1323424679", "(21)1323424679 9", "(30)1"]
        {
            assert!(!repeats(line), "{line}");
        }
    }

    proptest::proptest! {
        /// What is told at once is what reading in every way tells.
        #[test]
        fn a_line_told_at_once_holds_no_difference(parts in proptest::collection::vec(0..12_usize, 0..6)) {
            let pieces = [
                "(01)08691234567890", "(21)1323424679", "(17)070119", "(10)X2512061322", " ", "SN ", "(21)", "(30)5",
                "1323424679", "(", ") x", "(17)070120",
            ];
            let line: String = parts.iter().map(|part| pieces[*part]).collect();
            let structure = Market::load("tr-its").unwrap().structure;
            let code = structure.parse(UNIT).unwrap().code;
            let is_right = |field: &PrintedField| matches!(field.verdict, Verdict::Same | Verdict::NotPrinted);
            let read = Printed::compare(&structure, &code, &line);
            if repeats(&ElementString::parse(UNIT).unwrap(), &line) {
                proptest::prop_assert!(read.fields.iter().all(is_right) && read.unread.is_empty(), "{}: {:?}", line, read);
            }
        }
    }

    #[test]
    fn what_is_left_out_does_not_differ() {
        let left = said("tr-its", UNIT, "(01)08691234567890\n(21)1323424679");
        assert_eq!(
            left,
            ["(01) gtin: same", "(21) serial: same", "(17) expiry: not printed", "(10) batch: not printed"]
        );
        let structure = Market::load("tr-its").unwrap().structure;
        let code = structure.parse(UNIT).unwrap().code;
        assert_eq!(Printed::compare(&structure, &code, "(21)1323424679").faults(), []);
    }

    #[test]
    fn every_element_is_held_against_its_own_field() {
        let said = |text: &str| said("tr-its", UNIT, text);
        // Without separators the serial's end is told by what agrees with the symbol.
        assert_eq!(
            said("0108691234567890211323424678170701191 0X2512061322"),
            ["(01) gtin: same", "(21) serial: 10 1323424678 1323424679", "(17) expiry: same", "(10) batch: same"]
        );
        assert_eq!(said("(10)X25120613")[0], "(10) batch: 10 X25120613 X2512061322");
        assert_eq!(said("(10)X25120613222")[0], "(10) batch: 12 X25120613222 X2512061322");
        assert_eq!(said("(01)8691234567890")[0], "(01) gtin: 1 8691234567890 08691234567890");
        assert_eq!(said("(37)10 (10)X2512061322")[..2], ["(37): not encoded 10", "(10) batch: same"]);
        assert_eq!(said("(21)")[0], "(21) serial: unreadable");
        assert_eq!(
            said("(21)1323424679\n(21)1323424670")[..2],
            ["(21) serial: same", "(21) serial: 10 1323424670 1323424679"]
        );
        assert_eq!(said("SKT 01.2007\n(10)X2512061322").last().unwrap(), "unread 1");
        assert_eq!(said(&"21".repeat(151)).last().unwrap(), "unread 1");
        assert!(said(&"21".repeat(150))[0].starts_with("(21) serial: 1 "));
        assert_eq!(said("(21)1323424679 9 (10)X2512061322").last().unwrap(), "unread 1");
        assert_eq!(said("").len(), 4);
    }

    #[test]
    fn serials_may_look_like_anything() {
        let tail = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCdE=";
        for serial in ["91ab92(21)x21", "(91)21(01)xyz", "0121910192919"] {
            let code = format!("010487099900011621{serial}\u{1d}91ab12\u{1d}92{tail}");
            for text in [format!("(01)04870999000116(21){serial}"), format!("010487099900011621{serial}")] {
                let said = said("kz-pharma", &code, &text);
                assert_eq!(said[..2], ["(01) gtin: same", "(21) serial: same"], "{text}");
            }
        }
    }

    #[test]
    fn secrets_are_never_shown() {
        let code = "0104870999000116219ab91CD91ef9x\u{1d}91ab12\u{1d}92AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCdE=";
        let structure = Market::load("kz-pharma").unwrap().structure;
        let encoded = structure.parse(code).unwrap().code;
        let printed =
            Printed::compare(&structure, &encoded, "(91)ab13(92)AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCdF=");
        let faults = printed.faults();
        let message = faults.iter().map(|fault| fault.message.to_string()).next_back().unwrap();
        assert_eq!(message, "(92) tail differs from the encoded data at position 43");
        let all = format!("{printed:?} {faults:?}");
        assert!(!all.contains("AbC") && !all.contains("ab1"), "{all}");
        let pack = "04780101164394TF&csaNNW1kK0tL";
        assert_eq!(said("uz-tobacco-pack", pack, pack), ["gtin: same", "serial: same", "check: same"]);
        let other = said("uz-tobacco-pack", pack, "04780101164394 TF&csaM NW1kK0tM");
        assert_eq!(other, ["gtin: same", "serial: 7 TF&csaM TF&csaN", "check: 8 ? ?"]);
    }

    #[test]
    fn faults_name_field_position_and_values() {
        let structure = Market::load("tr-transport").unwrap().structure;
        let code = structure.parse(PARCEL).unwrap().code;
        let faults = Printed::compare(&structure, &code, "21B13234241234\nhello").faults();
        assert_eq!(
            faults[0].message.to_string(),
            "(21) serial differs from the encoded data at position 1: printed is “B13234241234”, encoded is “5132342412”"
        );
        assert_eq!((faults[0].rule.code, faults[0].field.as_deref()), ("COD11", Some("serial")));
        assert_eq!((faults[1].severity, faults.len()), (Severity::Warning, 2));
        assert!(faults[1].message.to_string().starts_with("line 2 "), "{}", faults[1].message);
        let nothing = Printed::compare(&structure, &code, "hello").faults();
        assert_eq!((nothing.len(), nothing[0].severity), (1, Severity::Error));
        let elements = ElementString::parse(PARCEL).unwrap();
        let faults = Printed::compare_elements(&elements, "21B13234241234").faults();
        assert!(
            faults[0].message.to_string().starts_with("(21) differs from the encoded data at position 1"),
            "{faults:?}"
        );
    }
}
