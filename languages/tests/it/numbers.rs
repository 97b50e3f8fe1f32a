//! Forms for numbers: those of the program are those that the catalogues' heads say, by Python's gettext.

use std::process::Command;

use quietzone::say;
use quietzone::sentence::{count, length, told_in};
use quietzone::units::Length;
use quietzone_languages::Language;

use crate::{LANGUAGES, catalogue};

const COUNTS: &str = "import gettext, sys\nform = gettext.c2py(sys.argv[1])\nprint(*[form(n) for n in range(1200)])";

#[test]
fn the_form_of_every_number_is_that_of_the_catalogue() {
    for tag in LANGUAGES {
        let rules = catalogue(tag).metadata.plural_rules;
        let ran = Command::new("python3").args(["-c", COUNTS, &rules.expr]).output();
        let Some(ran) = ran.ok().filter(|ran| ran.status.success()) else {
            assert!(std::env::var_os("QUIETZONE_JUDGES").is_none(), "python3 is needed");
            println!("skipped: there is no python3");
            return;
        };
        let told = String::from_utf8(ran.stdout).unwrap();
        let language = Language::of(tag).unwrap();
        let wanted: Vec<usize> = told.split_whitespace().map(|form| form.parse().unwrap()).collect();
        assert_eq!(wanted.len(), 1200);
        for (count, form) in wanted.into_iter().enumerate() {
            assert_eq!(language.form_of(count as u64), form, "{tag}, {count}");
            assert!(form < rules.nplurals);
        }
    }
}

#[test]
fn numbers_agree_and_lengths_have_the_sign_of_the_language() {
    let errors = |n: u64| say!("{n} error" | "{n} errors", n = count(n));
    let told = |tag: &str, n| told_in(Language::of(tag).unwrap().tongue(), || errors(n).to_string());
    let russian = [1, 2, 5, 11, 21, 22, 111, 1_000_001].map(|n| told("ru", n));
    let wanted =
        ["1 ошибка", "2 ошибки", "5 ошибок", "11 ошибок", "21 ошибка", "22 ошибки", "111 ошибок", "1000001 ошибка"];
    assert_eq!(russian, wanted);
    assert_eq!(told("tr", 5), "5 hata");
    let gap = say!("{gap}", gap = length(Length::from_emu(9144), 3));
    let of = |language: Language| told_in(language.tongue(), || gap.to_string());
    assert_eq!(Language::ALL.map(of), ["0.254 mm", "0,254\u{a0}мм", "0,254\u{a0}мм", "0,254\u{a0}mm", "0,254\u{a0}mm"]);
}

#[test]
fn a_locale_names_its_language() {
    for (locale, tag) in
        [("ru_RU.UTF-8", "ru"), ("kk-KZ", "kk"), ("uz_UZ@cyrillic", "uz"), ("TR", "tr"), ("en-GB", "en"), ("kk", "kk")]
    {
        assert_eq!(Language::of(locale).unwrap().tag(), tag);
    }
    for other in ["C", "POSIX", "de_DE", "", "rus"] {
        assert_eq!(Language::of(other), None);
    }
}
