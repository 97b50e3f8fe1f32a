//! Every sentence that people may read, found in the sources: what a translator translates.
//!
//! Patterns are those of `say!`; titles and manual pages of rules, descriptions of keys and the help
//! of commands are walked where they are declared.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;
use std::str::FromStr;

use proc_macro2::{TokenStream, TokenTree};
use quietzone::template::{SHIPPED, Template, starter_comments};
use serde_json::Value;
use toml::Table;

/// The folders whose sources make sentences.
const FOLDERS: [&str; 4] = ["src", "station/src", "studio/src", "cli/src"];

/// The manual pages of rules, which a language may lack.
const MANUALS: &str = "manuals";

/// A sentence as translators have it: the form for one or the only one, and that for many.
pub(crate) type Forms = (String, Option<String>);

/// All sentences, each with where it stands.
#[derive(Debug, Default)]
pub(crate) struct Sentences(pub(crate) BTreeMap<Forms, BTreeSet<String>>);

impl Sentences {
    /// What the sources say, and what they declare.
    pub(crate) fn all(root: &Path) -> Result<Self, Box<dyn Error>> {
        let mut all = Self::default();
        for folder in FOLDERS {
            for file in files(&root.join(folder), "rs")? {
                let text = fs::read_to_string(&file)?;
                let name = file.strip_prefix(root)?.display().to_string().replace('\\', "/");
                let patterns = patterns(&text).map_err(|error| format!("{name}: {error}"))?;
                patterns.into_iter().for_each(|forms| all.add(forms, &name));
            }
        }
        let mut alone = |text: &str, place: &str| all.add((text.to_owned(), None), place);
        for listed in quietzone_cli::rules() {
            [listed.rule.title, listed.judged].into_iter().for_each(|text| alone(text, "rules"));
            listed.paragraphs().iter().for_each(|text| alone(text, MANUALS));
        }
        SHIPPED.iter().for_each(|one| alone(&one.about(), "templates"));
        starter_comments().for_each(|text| alone(&text, "starter"));
        descriptions(&Template::schema(), &mut |text| alone(text, "template-keys"));
        for file in files(&root.join("src/market"), "toml")? {
            let market: Table = toml::from_str(&fs::read_to_string(&file)?)?;
            worded(&market.into(), &mut |text| alone(text, "markets"));
        }
        let mut command = quietzone_cli::command();
        command.build();
        helps(&command, &mut |text| alone(text, "help"));
        all.distinct()
    }

    fn add(&mut self, forms: Forms, place: &str) {
        if !forms.0.trim().is_empty() {
            self.0.entry(forms).or_default().insert(place.to_owned());
        }
    }

    /// Translators know a sentence by its first form.
    fn distinct(self) -> Result<Self, Box<dyn Error>> {
        let firsts: Vec<&String> = self.0.keys().map(|(one, _)| one).collect();
        let twice = firsts.windows(2).find_map(|pair| match pair {
            [a, b] if a == b => Some(a.as_str()),
            _ => None,
        });
        match twice {
            Some(twice) => Err(format!("“{twice}” stands with two kinds of forms; say one of them otherwise").into()),
            None => Ok(self),
        }
    }
}

/// Files of an ending below a folder, in order.
fn files(folder: &Path, ending: &str) -> Result<Vec<std::path::PathBuf>, Box<dyn Error>> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::path);
    let mut files = Vec::new();
    for path in entries.into_iter().map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(self::files(&path, ending)?);
        } else if path.extension().is_some_and(|of| of == ending) {
            files.push(path);
        }
    }
    Ok(files)
}

/// The patterns of `say!` in a source, but for those in its tests.
fn patterns(text: &str) -> Result<BTreeSet<Forms>, Box<dyn Error>> {
    let mut found = BTreeSet::new();
    walk(TokenStream::from_str(text).map_err(|error| error.to_string())?, &mut found)?;
    Ok(found)
}

fn walk(tokens: TokenStream, found: &mut BTreeSet<Forms>) -> Result<(), Box<dyn Error>> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let behind = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at)).map(ToString::to_string);
        if behind(2).as_deref() == Some("mod") && behind(1).as_deref() == Some("tests") {
            continue;
        }
        if behind(2).as_deref() == Some("say") && behind(1).as_deref() == Some("!") {
            found.extend(pattern(group.stream())?);
        }
        walk(group.stream(), found)?;
    }
    Ok(())
}

/// The forms of one call; none of the macro's own inner calls.
fn pattern(arguments: TokenStream) -> Result<Option<Forms>, Box<dyn Error>> {
    let mut tokens = arguments.into_iter();
    let one = match tokens.next() {
        Some(TokenTree::Literal(literal)) => unquoted(&literal.to_string())?,
        Some(TokenTree::Punct(punct)) if punct.as_char() == '@' => return Ok(None),
        other => return Err(format!("a pattern is written where it stands, not {other:?}").into()),
    };
    let many = match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Punct(bar)), Some(TokenTree::Literal(many))) if bar.as_char() == '|' => {
            Some(unquoted(&many.to_string())?)
        }
        _ => None,
    };
    Ok(Some((one, many)))
}

/// A string literal without its quotes and escapes.
fn unquoted(literal: &str) -> Result<String, Box<dyn Error>> {
    let inner = literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let inner = inner.ok_or_else(|| format!("{literal} is no plain string"))?;
    let mut text = String::new();
    let mut rest = inner.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match rest.next() {
            Some('\n') => while rest.next_if(|c| c.is_whitespace()).is_some() {},
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('u') => {
                let code: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
                text.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
            }
            Some(c) => text.push(c),
            None => return Err(format!("{literal} ends within an escape").into()),
        }
    }
    Ok(text)
}

fn descriptions(schema: &Value, found: &mut impl FnMut(&str)) {
    match schema {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if key == "description" => found(text),
                    value => descriptions(value, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| descriptions(value, found)),
        _ => {}
    }
}

/// What a market's file says to people: titles, what is asked and by which rules; and clauses that are in words.
fn worded(value: &toml::Value, found: &mut impl FnMut(&str)) {
    const KEYS: [&str; 4] = ["title", "says", "by", "clause"];
    match value {
        toml::Value::Table(table) => table.iter().for_each(|(key, value)| match value {
            toml::Value::String(text) if KEYS.contains(&key.as_str()) && has_words(text) => found(text),
            value => worded(value, found),
        }),
        toml::Value::Array(all) => all.iter().for_each(|value| worded(value, found)),
        _ => {}
    }
}

/// Whether English stands in a text: a word of four letters or more, an article or clause; «п. 5» has none.
fn has_words(text: &str) -> bool {
    let is_clause = ["art. ", "cl. "].iter().any(|clause| text.starts_with(clause));
    is_clause
        || text
            .split(|c: char| !c.is_ascii_alphabetic())
            .any(|word| word.len() > 3 && word.chars().skip(1).all(|c| c.is_ascii_lowercase()))
}

fn helps(command: &clap::Command, found: &mut impl FnMut(&str)) {
    let own = [command.get_about(), command.get_long_about(), command.get_after_help(), command.get_after_long_help()];
    own.into_iter().flatten().for_each(|text| found(&text.to_string()));
    for argument in command.get_arguments() {
        argument.get_help_heading().into_iter().for_each(&mut *found);
        let own = [argument.get_help(), argument.get_long_help()];
        own.into_iter().flatten().for_each(|text| found(&text.to_string()));
        let values = argument.get_possible_values();
        values.iter().filter_map(|value| value.get_help()).for_each(|text| found(&text.to_string()));
    }
    command.get_subcommands().for_each(|inner| helps(inner, found));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_found_with_their_forms_and_without_those_of_tests() {
        let source = r#"
            fn told() { f(say!("a “{b}”: \
                c", b = name(x))); say!("{n} row" | "{n} rows", n = count(1)); vec![say!("in\u{1d}side")] }
            macro_rules! m { () => { $crate::say!(@ name) } }
            mod tests { fn t() { say!("not this") } }
        "#;
        let found = patterns(source).unwrap();
        let forms = |one: &str, many: Option<&str>| (one.to_owned(), many.map(str::to_owned));
        let all = [forms("a “{b}”: c", None), forms("in\u{1d}side", None), forms("{n} row", Some("{n} rows"))];
        assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), BTreeSet::from(all));
        assert!(patterns("fn f() { say!(text) }").is_err());
    }
}
