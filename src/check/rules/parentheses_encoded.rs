use super::super::said::behind;
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::sentence::name;

check! {
    /// The parentheses around AIs are for people. Forms of office programs are known to encode them: the
    /// symbol then says “(01)…(21)…” letter by letter, and no system knows the code. A code that is given
    /// so as a whole is read as people mean it and encoded without them; what is told here is an AI of the
    /// market in parentheses inside a value, such as a serial `ABC(17)271231`, in which the next field was
    /// swallowed. Serials may hold parentheses and digits by chance, about one in a million of them an AI,
    /// so this is a warning and not an error.
    ///
    /// To mend it, look at the cell that the code came from, and export the codes anew.
    CHECK = "TX12", "parentheses are not encoded", Record, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(elements) = label.code.elements().filter(|_| label.code.message().contains(&b'(')) else {
        return Vec::new();
    };
    let ais = || label.market.structure.fields().iter().filter_map(|field| field.ai);
    let swallowed = elements.iter().filter_map(|(ai, value)| {
        let inside = ais().find(|inside| behind(value, *inside).is_some())?;
        let message = say!(
            "the value of ({ai}) holds “({inside})”, as if parentheses had been encoded",
            ai = name(ai.to_string()),
            inside = name(inside.to_string())
        );
        let finding = Diagnostic::error(CHECK.rule, message)
            .help(say!("look at the cell that the code came from; parentheses around AIs do not belong into a code"));
        Some(label.about_code(finding.weighing(Severity::Warning)))
    });
    swallowed.collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::judged;
    use super::*;

    #[test]
    fn ais_in_parentheses_inside_a_value_are_found() {
        let found = |serial: &str| {
            let code =
                format!("010487099900011621{serial}\u{1d}91ab12\u{1d}92AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCdE=");
            judged("kz-pharma", "", &code, run)
        };
        let swallowed = found("ABCDE(92)1234");
        assert_eq!(swallowed.len(), 1);
        assert_eq!(
            swallowed[0].message.to_string(),
            "the value of (21) holds “(92)”, as if parentheses had been encoded"
        );
        assert_eq!(swallowed[0].severity, Severity::Warning);
        for serial in ["ABCDEFGHIJKLM", "ABCDE(30)1234", "ABC(921)12345", "ABCDE(92A1234", "ABCDEFGHI)(21"] {
            assert_eq!(found(serial), [], "{serial}");
        }
    }
}
