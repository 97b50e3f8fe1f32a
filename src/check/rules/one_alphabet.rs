use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::market::LookAlike;
use crate::say;
use crate::sentence::{name, outside};

check! {
    /// A Cyrillic А or a Greek Α looks like a Latin A, and is another character to every computer. A batch
    /// number typed with a wrong keyboard is printed well and found by nobody. Codes keep to their alphabets
    /// when they are read; this looks at the words of the printed text. A word of two alphabets is a
    /// warning where all letters of one of them look like letters of the other: what no eye can tell.
    ///
    /// To mend it, type the word again with one keyboard, in the data or in the template.
    CHECK = "TX09", "a word keeps to one alphabet", Record, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    // Most texts are of one alphabet, and that is seen at once.
    let has_latin = |text: &str| text.bytes().any(|byte| byte.is_ascii_alphabetic());
    let texts = label.texts().filter(|(_, run)| !run.text.is_ascii() && has_latin(&run.text));
    let mixed = texts.filter_map(|(mark, run)| {
        let word = run.text.split(|c: char| !c.is_alphanumeric()).find(|word| is_mixed(word))?;
        let foreign = word.chars().filter_map(LookAlike::of).next()?;
        let message = say!(
            "“{word}” mixes letters of two alphabets that look alike: {letter}",
            word = outside(word),
            letter = name(foreign.name())
        );
        let finding = Diagnostic::error(CHECK.rule, message).help(say!("type the word again in one alphabet"));
        Some(label.about(&mark, finding.weighing(Severity::Warning)))
    });
    mixed.collect()
}

/// Whether a word has Latin letters and Cyrillic or Greek ones, and all of one side look like the
/// other's.
fn is_mixed(word: &str) -> bool {
    let others = || word.chars().filter(|c| is_other(*c));
    let latin = || word.chars().filter(char::is_ascii_alphabetic);
    if word.is_ascii() || latin().next().is_none() || others().next().is_none() {
        return false;
    }
    let looks_other = |c: char| ('\u{370}'..='\u{52f}').filter_map(LookAlike::of).any(|other| other.latin == c);
    others().all(|c| LookAlike::of(c).is_some()) || latin().all(looks_other)
}

/// Whether a letter is Greek or Cyrillic.
fn is_other(c: char) -> bool {
    c.is_alphabetic() && ('\u{370}'..='\u{52f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_two_alphabets_that_look_alike_are_found() {
        for word in ["\u{410}B12", "A\u{412}\u{421}12", "T\u{430}блетки", "\u{391}B1", "12\u{421}X"] {
            assert!(is_mixed(word), "{word}");
        }
        for word in ["", "AB12", "АВ12", "Серия", "Wiфи", "şişe", "Жарамды", "μg", "oʻzbek"] {
            assert!(!is_mixed(word), "{word}");
        }
    }
}
