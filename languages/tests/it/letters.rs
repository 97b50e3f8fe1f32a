//! Each language is written in its own letters, and no English is left in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::{LANGUAGES, catalogue, english, forms};
/// Letters of Kazakh that Russian lacks.
const KAZAKH: &str = "әғқңөұүһіӘҒҚҢӨҰҮҺІ";
/// What stands for ʻ and ʼ by mistake.
const APOSTROPHES: [char; 4] = ['\'', '’', '‘', '`'];

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

/// Whether a letter may stand in a sentence of a language. What the English has, such as a header that users have in
/// their files, may stand everywhere.
fn may_stand(language: &str, c: char) -> bool {
    match language {
        "ru" => !KAZAKH.contains(c),
        "kk" => true,
        _ => !is_cyrillic(c),
    }
}

#[test]
fn no_letter_of_another_alphabet_stands_in_a_sentence() {
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        for message in catalogue(language).messages() {
            let english = english(message).concat();
            for form in forms(message) {
                let foreign = form.chars().find(|c| !may_stand(language, *c) && !english.contains(*c));
                let mixed = form.split(|c: char| !c.is_alphabetic()).find(|word| {
                    word.chars().any(is_cyrillic)
                        && word.chars().any(|c| c.is_ascii_alphabetic())
                        && !english.contains(word)
                });
                if foreign.is_some() || mixed.is_some() {
                    wrong.push(format!("{language}: {form} ({foreign:?} {mixed:?})"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn uzbek_has_its_own_signs() {
    for message in catalogue("uz").messages() {
        for form in forms(message) {
            let letters: Vec<char> = form.chars().collect();
            let wrong = letters.windows(3).find(|three| {
                matches!(three[0], 'o' | 'g' | 'O' | 'G') && APOSTROPHES.contains(&three[1]) && three[2].is_alphabetic()
            });
            assert!(wrong.is_none(), "{form}: {wrong:?}");
        }
    }
}

/// The text without what is typed or quoted: what stands in quotes, code, options, commands, places, lines of
/// examples.
fn spoken(form: &str) -> String {
    let mut spoken = String::new();
    let prose = form.lines().filter(|line| !line.starts_with("  "));
    let mut until = None;
    for c in prose.collect::<Vec<_>>().join("\n").chars() {
        match until {
            Some(end) if c == end => until = None,
            Some(_) => {}
            None => match c {
                '«' => until = Some('»'),
                '“' => until = Some('”'),
                '`' => until = Some('`'),
                '"' => until = Some('"'),
                '{' => until = Some('}'),
                c => spoken.push(c),
            },
        }
    }
    spoken
}

/// Latin words of three letters and more in small letters, that stand as words: no path, option or key.
fn latin(spoken: &str) -> impl Iterator<Item = &str> {
    let words = spoken.split(|c: char| c.is_whitespace() || "(),;!?…—".contains(c));
    words.map(|word| word.trim_end_matches(['.', ':'])).filter(|word| {
        word.chars().filter(char::is_ascii_lowercase).count() > 2 && word.chars().all(|c| c.is_ascii_alphabetic())
    })
}

#[test]
fn no_english_word_is_left_in_cyrillic_languages() {
    let list = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/latin.txt")).unwrap();
    let allowed: BTreeSet<&str> =
        list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect();
    let mut left = BTreeSet::new();
    for language in ["ru", "kk"] {
        for message in catalogue(language).messages() {
            for form in forms(message) {
                let spoken = spoken(&form);
                left.extend(
                    latin(&spoken).filter(|word| !allowed.contains(word)).map(|word| format!("{word}: {form}")),
                );
            }
        }
    }
    assert!(left.is_empty(), "{}:\n{}", left.len(), left.into_iter().collect::<Vec<_>>().join("\n"));
}

/// In Latin languages a sentence is English if it is the same, and more than a name or two.
#[test]
fn no_sentence_is_left_as_it_was() {
    for language in LANGUAGES {
        let left: Vec<String> = catalogue(language)
            .messages()
            // What stands behind the entries of the starter are values that are typed.
            .filter(|message| message.source() != "starter")
            .filter(|message| forms(*message).contains(&message.msgid().to_owned()))
            .map(|message| message.msgid().to_owned())
            .filter(|english| latin(&spoken(english)).count() > 3)
            .collect();
        assert!(left.is_empty(), "{language}: {left:#?}");
    }
}
