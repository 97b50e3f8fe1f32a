//! Every sentence is there in every language; only manual pages of rules may be told in English.

use std::collections::BTreeSet;

use polib::message::MessageView;
use quietzone::sentence::Tongue;
use quietzone_languages::Language;

use crate::{LANGUAGES, catalogue, english, forms, template};

/// Where the manual pages of rules stand.
const MANUALS: &str = "manuals";

#[test]
fn catalogues_have_the_sentences_there_are_and_no_others() {
    let keys =
        |catalogue: &polib::catalog::Catalog| -> BTreeSet<Vec<String>> { catalogue.messages().map(english).collect() };
    let there = keys(&template());
    assert!(there.len() > 4000, "{}", there.len());
    for language in LANGUAGES {
        let known = keys(&catalogue(language));
        let missing: Vec<_> = there.difference(&known).collect();
        let stale: Vec<_> = known.difference(&there).collect();
        assert!(
            missing.is_empty() && stale.is_empty(),
            "{language}: run `cargo xtask reference`: {missing:?} {stale:?}"
        );
    }
}

#[test]
fn all_but_manual_pages_is_told_in_every_language() {
    for language in LANGUAGES {
        let catalogue = catalogue(language);
        let lacking: Vec<_> =
            catalogue.messages().filter(|message| forms(*message).iter().any(String::is_empty)).collect();
        let (manuals, others): (Vec<&dyn MessageView>, Vec<&dyn MessageView>) =
            lacking.into_iter().partition(|message| message.source().lines().all(|place| place == MANUALS));
        let shown: Vec<_> = others.iter().map(|message| message.msgid()).collect();
        assert!(others.is_empty(), "{language} lacks {}: {shown:#?}", others.len());
        println!("{language}: {} paragraphs of manual pages are told in English", manuals.len());
        assert!(language != "ru" || manuals.is_empty(), "Russian is complete, manual pages included");
    }
}

/// What the program was made with is what the catalogues say.
#[test]
fn the_tables_of_the_program_say_what_the_catalogues_say() {
    for tag in LANGUAGES {
        let tongue: &dyn Tongue = Language::of(tag).unwrap().tongue().unwrap();
        let catalogue = catalogue(tag);
        for message in catalogue.messages().filter(|message| !forms(*message).iter().any(String::is_empty)) {
            let told = tongue.form(message.msgid(), message.is_plural().then_some(1));
            assert_eq!(told, Some(forms(message)[0].as_str()), "{tag}: {}", message.msgid());
        }
        assert_eq!(tongue.form("nobody ever says this", None), None);
    }
}
