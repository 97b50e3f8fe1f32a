//! Filling a form in: everything that is wrong is told at once.

use quietzone::diagnostic::{Diagnostic, Rule, Severity};
use quietzone::document::nearest;
use quietzone::say;
use quietzone::sentence::{Argument, Sentence, any_of, name, outside, value};
use serde_json::{Map, Value as Json};

use super::super::confidence::Confidence;
use super::super::rules;
use super::ask::{Ask, Attribute, Demand, When};

/// What a document of one kind asks of a group of goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The group, by the word of its system.
    pub group: String,
    /// What is asked for, in the order of the body.
    pub asks: Vec<Ask>,
    /// How sure it is which attributes there are, and what they look like.
    pub confidence: Confidence,
}

/// A form that is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// The attributes, in the order of the form.
    pub attributes: Map<String, Json>,
    /// What may be wrong, and what is asked for in some cases.
    pub told: Vec<Diagnostic>,
}

impl Form {
    /// Every attribute, in the order of the body.
    pub fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.asks.iter().flat_map(|ask| &ask.any)
    }

    /// Whether there is an attribute of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.attribute(name).is_some()
    }

    /// The attribute of a name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes().find(|attribute| attribute.name == name)
    }

    /// Fills in what is given, names with values.
    ///
    /// # Errors
    /// All that is missing, unknown and wrong.
    pub fn fill(&self, given: &[(String, String)]) -> Result<Filled, Vec<Diagnostic>> {
        self.fill_in(given, &[])
    }

    /// Fills in what is given where more is known of the document, which no attribute says.
    ///
    /// # Errors
    /// As [`Form::fill`].
    pub fn fill_in(&self, given: &[(String, String)], known: &[(&str, &str)]) -> Result<Filled, Vec<Diagnostic>> {
        let mut found = Vec::new();
        let mut values = Map::new();
        for (at, (word, text)) in given.iter().enumerate() {
            let Some(attribute) = self.attribute(word) else {
                // Where it is not sure which attributes there are, it goes out as it is said.
                found.push(self.unknown(word));
                values.insert(word.clone(), text.as_str().into());
                continue;
            };
            if given.iter().take(at).any(|(before, _)| before == word) {
                found.push(Diagnostic::error(rules::VALUE, say!("{name} is said twice", name = name(word.clone()))));
            }
            match attribute.kinds.iter().find_map(|kind| kind.value(text)) {
                Some(value) => drop(values.insert(word.clone(), value)),
                None => {
                    values.insert(word.clone(), text.as_str().into());
                    found.push(self.wrong(attribute, text));
                }
            }
        }
        let said = Said { given, known };
        let mut attributes = Map::new();
        for ask in &self.asks {
            found.extend(self.judge(ask, &said));
            for attribute in &ask.any {
                attributes.extend(values.remove_entry(&attribute.name));
            }
        }
        attributes.extend(values);
        if found.iter().any(|one| one.severity == Severity::Error) {
            return Err(found);
        }
        Ok(Filled { attributes, told: found })
    }

    /// What is wrong with what is said for one thing that is asked for.
    fn judge(&self, ask: &Ask, said: &Said<'_>) -> Option<Diagnostic> {
        let here: Vec<&Attribute> = ask.any.iter().filter(|attribute| said.of(&attribute.name).is_some()).collect();
        let is_asked = ask.when.as_ref().is_none_or(|when| said.holds(when));
        let refuses = ask.when.as_ref().is_some_and(|when| when.unless || ask.demand == Demand::May);
        let names = |attributes: &[&Attribute]| any_of(attributes.iter().map(|of| name(of.name.clone())));
        match here.as_slice() {
            [] if is_asked && ask.demand != Demand::May => Some(self.missing(ask)),
            [first, ..] if !is_asked && refuses => {
                let when = ask.when.as_ref().map(|when| name(when.name.clone()))?;
                Some(weighed(
                    ask.confidence,
                    rules::VALUE,
                    say!(
                        "{group} takes no {name} with this {when}",
                        group = name(self.group.clone()),
                        name = name(first.name.clone()),
                        when
                    ),
                ))
            }
            [_, _, ..] => Some(weighed(
                ask.confidence,
                rules::VALUE,
                say!(
                    "{group} takes one of {names}, and not several",
                    group = name(self.group.clone()),
                    names = names(&ask.any.iter().collect::<Vec<_>>())
                ),
            )),
            _ => None,
        }
    }

    fn missing(&self, ask: &Ask) -> Diagnostic {
        let group = name(self.group.clone());
        let ways = any_of(ask.any.iter().map(way));
        if ask.demand == Demand::InCases {
            let message = say!("{group} asks for {ways} in cases that the operator's text names", group, ways);
            return Diagnostic {
                severity: Severity::Note,
                ..Diagnostic::warning(rules::MISSING, message).help(say!("if yours is such a case, say it"))
            };
        }
        let message = match ask.any.as_slice() {
            [one] => say!(
                "{group} asks for {name}, {looks}: say it with {way}",
                group,
                name = name(one.name.clone()),
                looks = looks(one),
                way = way(one)
            ),
            several => say!(
                "{group} asks for one of {names}: say it with {ways}",
                group,
                names = any_of(several.iter().map(|one| name(one.name.clone()))),
                ways
            ),
        };
        weighed(ask.confidence, rules::MISSING, message)
    }

    fn wrong(&self, attribute: &Attribute, text: &str) -> Diagnostic {
        let message = say!(
            "{name} is {looks}, and “{text}” is not",
            name = name(attribute.name.clone()),
            looks = looks(attribute),
            text = value(text)
        );
        weighed(self.confidence, rules::VALUE, message).help(say!("say it with {way}", way = way(attribute)))
    }

    fn unknown(&self, word: &str) -> Diagnostic {
        let group = name(self.group.clone());
        let message = say!("{group} has no attribute “{word}” here", group, word = outside(word).shortened(60));
        let found = weighed(self.confidence, rules::UNKNOWN, message);
        match nearest(word, self.attributes().map(|attribute| attribute.name.as_str())) {
            Some(near) => found.help(say!("did you mean {near}?", near = name(near.to_owned()))),
            None => {
                let known = any_of(self.attributes().map(|attribute| name(attribute.name.clone())));
                found.help(say!("it may have {known}", known))
            }
        }
    }
}

/// What is said, and what is known besides.
struct Said<'a> {
    given: &'a [(String, String)],
    known: &'a [(&'a str, &'a str)],
}

impl<'a> Said<'a> {
    fn of(&self, name: &str) -> Option<&'a str> {
        self.given.iter().find(|(word, _)| word == name).map(|(_, text)| text.as_str())
    }

    fn holds(&self, when: &When) -> bool {
        let known = || self.known.iter().find(|(word, _)| *word == when.name).map(|(_, text)| *text);
        let is_so = self
            .of(&when.name)
            .or_else(known)
            .is_some_and(|text| when.values.is_empty() || when.values.iter().any(|value| value == text));
        is_so != when.unless
    }
}

/// What an attribute looks like.
fn looks(attribute: &Attribute) -> Argument {
    any_of(attribute.kinds.iter().map(|kind| Argument::from(kind.looks())))
}

/// How an attribute is said.
fn way(attribute: &Attribute) -> Argument {
    let example = attribute.kinds.first().map(super::kind::Kind::example).unwrap_or_default();
    name(format!("--set {}={example}", attribute.name))
}

/// An error where the fact behind it is sure, else a warning.
pub(in super::super) fn weighed(confidence: Confidence, rule: Rule, message: Sentence) -> Diagnostic {
    match confidence {
        Confidence::High => Diagnostic::error(rule, message),
        Confidence::Medium | Confidence::Low => Diagnostic::warning(rule, message),
    }
}
