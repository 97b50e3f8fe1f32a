use super::super::numbers::{Number, numbers};
use super::super::{Label, Mark, check};
use crate::diagnostic::Diagnostic;
use crate::gs1::{Gtin, GtinError};
use crate::say;
use crate::scene::Role;
use crate::sentence::{name, outside};

check! {
    /// A GTIN that is typed into a text, beside a barcode or instead of the field, is copied by hand. Its last
    /// digit is reckoned from the others (GS1 General Specifications, 7.9), so a slip is seen. What counts is a
    /// number of 8, 12, 13 or 14 digits, together or in groups, that plainly is a GTIN: behind (01), (02) or a
    /// word such as GTIN, EAN, UPC or штрихкод, in an element that is named so, or a text that is nothing else and
    /// begins with a GS1 prefix of the market's country. Other numbers of as many digits are no GTINs: registers,
    /// taxes and telephones have them too.
    ///
    /// To mend it, take it from the record, `(01){{ gtin }}`, or type it anew.
    CHECK = "TX13", "a GTIN that is typed has a right check digit", Design, run;
}

/// Words before a GTIN, and in the names of elements that show one.
const CAPTIONS: [&str; 14] = [
    "gtin",
    "gtin-8",
    "gtin-12",
    "gtin-13",
    "gtin-14",
    "ean",
    "ean-8",
    "ean-13",
    "upc",
    "upc-a",
    "barcode",
    "гтин",
    "штрихкод",
    "штрих-код",
];

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let wrong = numbers_typed(label).filter_map(|(mark, digits)| {
        let Err(GtinError::CheckDigit { found: last, right }) = Gtin::with_leading_zeros(&digits) else { return None };
        let message = say!(
            "the check digit of the GTIN {gtin} is {last}, it should be {right}",
            gtin = outside(&digits),
            last = name(last.to_string()),
            right = name(right.to_string())
        );
        let finding = Diagnostic::warning(CHECK.rule, message)
            .help(say!("take it from the record, “(01){{{{ gtin }}}}”, or type it anew"));
        Some(label.about(&mark, finding))
    });
    wrong.collect()
}

/// The numbers in texts that plainly are GTINs.
fn numbers_typed<'a>(label: &'a Label<'_>) -> impl Iterator<Item = (Mark<'a>, String)> {
    label.texts().flat_map(move |(mark, run)| {
        let plain = move |number: &Number<'_>| {
            is_captioned(number.before) || is_named(&mark) || is_alone(label, &mark, &number.digits, &run.text)
        };
        numbers(&run.text).into_iter().filter(plain).map(move |number| (mark, number.digits))
    })
}

/// Those that the design itself says, and no record.
pub(super) fn typed<'a>(label: &'a Label<'_>) -> impl Iterator<Item = (Mark<'a>, String)> {
    numbers_typed(label).filter(|(mark, _)| mark.item.part.role == Role::Design)
}

/// Whether what stands before a number says that it is a GTIN.
fn is_captioned(before: &str) -> bool {
    let before = before.trim_end();
    if before.ends_with("(01)") || before.ends_with("(02)") {
        return true;
    }
    let before = before.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    CAPTIONS.iter().any(|caption| {
        let plain = caption.replace('-', "");
        let spaced = caption.replace('-', " ");
        [*caption, &plain, &spaced].into_iter().any(|caption| {
            let front = before.strip_suffix(caption);
            front.is_some_and(|front| !front.ends_with(char::is_alphanumeric))
        })
    })
}

/// Whether an element is named as one that shows a GTIN: `gtin`, `ean13-text`.
fn is_named(mark: &Mark<'_>) -> bool {
    let id = mark.item.part.id.to_lowercase();
    let mut words = id.split(|c: char| !c.is_alphabetic());
    mark.item.part.role == Role::Design && words.any(|word| CAPTIONS.contains(&word))
}

/// Whether a typed number is all of a text and begins as the GTINs of the market's country do.
fn is_alone(label: &Label<'_>, mark: &Mark<'_>, digits: &str, text: &str) -> bool {
    let is_all = text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
    let body = if digits.len() == 14 { digits.get(1..) } else { Some(digits) };
    let is_home = |body: &str| label.market.prefixes.iter().any(|prefix| body.starts_with(prefix.as_str()));
    mark.item.part.role == Role::Design && is_all && digits.len() != 12 && body.is_some_and(is_home)
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    /// Check digits by the table of GS1: 4780999000149 and 04780999000149 are right, 96385074 is of the standard's own
    /// example, 614141000036 of its guide to UPC.
    #[test]
    fn what_plainly_is_a_gtin_is_reckoned() {
        let found = |says: &str| {
            let body = sample::lines(&[says]);
            sample::judged(
                "uz-pharma",
                &body,
                "(01)04780999000149(21)ABCDEFGHIJKLM(91)ABCD(92)AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                |label| run(label).len(),
            )
        };
        for right in [
            "(01)04780999000149",
            "GTIN 4780999000149",
            "EAN: 4 780999 000149",
            "EAN-8 9638 5074",
            "UPC 614141000036",
            "4780999000149",
            "ОГРН 1027700132190",
            "4790999000140",
            "тел. 998712345678",
            "20271231",
            "478099900014",
        ] {
            assert_eq!(found(right), 0, "{right}");
        }
        for wrong in [
            "(01)04780999000140",
            "(01) 4780999000140",
            "GTIN 4780999000140",
            "EAN-13: 4 780999 000140",
            "EAN 8 96385071",
            "UPC-A: 614141000037",
            "4780999000140",
            "14780999000149",
            "Штрихкод: 4780999000140",
            "(01)04780999000140 (21)A 12345678",
        ] {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
    }
}
