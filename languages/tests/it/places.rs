//! The places of a sentence are those of its English pattern, in every form.

use std::collections::BTreeMap;

use crate::{LANGUAGES, catalogue, english, forms};

/// How often each place stands in a pattern. Braces that are doubled are braces.
fn places(pattern: &str) -> Result<BTreeMap<&str, usize>, String> {
    let (mut places, mut rest) = (BTreeMap::new(), pattern);
    while let Some(at) = rest.find(['{', '}']) {
        let from = &rest[at..];
        rest = if let Some(after) = from.strip_prefix("{{").or(from.strip_prefix("}}")) {
            after
        } else if let Some((name, after)) = from.strip_prefix('{').and_then(|from| from.split_once('}')) {
            *places.entry(name).or_default() += 1;
            after
        } else {
            return Err(format!("a brace stands alone in “{pattern}”"));
        };
    }
    Ok(places)
}

#[test]
fn every_form_has_the_places_of_the_english_and_pairs_its_braces() {
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        let catalogue = catalogue(language);
        // What is not made by the macro has no places: braces stand for themselves.
        let made = catalogue.messages().filter(|message| message.source().lines().any(|place| place.ends_with(".rs")));
        for message in made {
            let english = english(message);
            let wanted: Vec<_> = english.iter().map(|form| places(form).unwrap()).collect();
            for form in forms(message).iter().filter(|form| !form.is_empty()) {
                let held = places(form);
                if !held.as_ref().is_ok_and(|held| wanted.contains(held)) {
                    wrong.push(format!("{language}: {} → {form} {held:?}", english[0]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// A form for 1 may say “once” only where it is used for nothing but 1: in Russian it is used for 21 too.
#[test]
fn russian_forms_say_the_number_wherever_the_english_says_it_for_many() {
    let (catalogue, mut wrong) = (catalogue("ru"), Vec::new());
    for message in catalogue.messages().filter(|message| message.is_plural()) {
        let many = places(message.msgid_plural().unwrap()).unwrap();
        for form in forms(message) {
            let held = places(&form).unwrap();
            let lost: Vec<_> = many.keys().filter(|name| !held.contains_key(*name)).collect();
            if !lost.is_empty() {
                wrong.push(format!("{} → {form} lacks {lost:?}", message.msgid()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
