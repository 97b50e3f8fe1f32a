//! Commands in the languages of their users: what is told changes, and nothing else.

use std::process::Command;

use quietzone_cli::Console;
use quietzone_languages::Language;
use serde_json::Value;

use super::common::{Folder, at, program, quietzone, root, told};

/// Every command by the words that call it.
fn commands(command: &clap::Command, before: &[String]) -> Vec<Vec<String>> {
    let inner = command.get_subcommands().filter(|inner| inner.get_name() != "help").flat_map(|inner| {
        let words = [before, &[inner.get_name().to_owned()]].concat();
        [vec![words.clone()], commands(inner, &words)].concat()
    });
    inner.collect()
}

#[test]
fn the_help_of_every_command_is_told_in_every_language() {
    let mut all = vec![Vec::new()];
    all.extend(commands(&quietzone_cli::command(), &[]));
    assert!(all.len() > 60, "{}", all.len());
    let parser = [
        "Usage:",
        "Options:",
        "Commands:",
        "Arguments:",
        "[default",
        "[possible",
        "Possible values",
        "Print ",
        "[aliases",
    ];
    for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
        for words in &all {
            for help in ["--help", "-h"] {
                let typed: Vec<&str> =
                    words.iter().map(String::as_str).chain([help, "--lang", language.tag()]).collect();
                let (ours, english) = (quietzone(&typed), quietzone(&typed[..typed.len() - 2]));
                assert_eq!((ours.code, english.code), (0, 0), "{typed:?}: {}", ours.err);
                let left = parser.iter().find(|word| ours.out.contains(*word));
                assert!(left.is_none(), "{typed:?} says {left:?}:\n{}", ours.out);
                // What can be typed stands in both.
                for option in english.out.split_whitespace().filter(|word| word.starts_with("--")) {
                    let option = option.trim_end_matches([',', '.', ';', ')', ']', ':']);
                    assert!(ours.out.contains(option), "{typed:?} lacks {option}");
                }
            }
        }
    }
}

/// Commands that read what comes along and write nothing but what they tell.
const TOLD: [&[&str]; 16] = [
    &["rule", "list"],
    &["rule", "show", "QZ01"],
    &["market", "list"],
    &["market", "show", "ru-pharma"],
    &["market", "show", "kz-pharma"],
    &["sheet", "list"],
    &["size", "--market", "kz-pharma", "--box", "14x14mm"],
    &["inspect", "--data", "samples/kz-pharma.xlsx", "--market", "kz-pharma"],
    &["inspect", "--data", "samples/kz-pharma.txt", "--market", "ru-pharma"],
    &["inspect", "--data", "samples/none.xlsx"],
    &["inspect", "0104870999000117211323424679"],
    &["inspect", "https://id.gs1.org/01/04870999000116"],
    &["check", "templates/kz-pharma-carton.toml"],
    &["check", "templates/tr-its-folded.toml", "--dpi", "203"],
    &["render", "templates/kz-pharma-carton.toml"],
    &["rendre"],
];

/// Words that are neither typed, quoted nor names: Latin, of three small letters and more.
fn english_in(text: &str) -> Vec<String> {
    let (mut spoken, mut until) = (String::new(), None);
    for c in text.chars() {
        match until {
            Some(end) if c == end => until = None,
            Some(_) => {}
            None => match c {
                '«' => until = Some('»'),
                '“' => until = Some('”'),
                '`' => until = Some('`'),
                c => spoken.push(c),
            },
        }
    }
    let words = spoken.split(|c: char| c.is_whitespace() || "(),;!?…—".contains(c));
    let words = words.map(|word| word.trim_end_matches(['.', ':']));
    let latin = |word: &&str| {
        word.chars().all(|c| c.is_ascii_alphabetic()) && word.chars().filter(char::is_ascii_lowercase).count() > 2
    };
    words.filter(latin).map(str::to_owned).collect()
}

#[test]
fn no_english_word_is_left_in_what_commands_tell_in_russian_and_kazakh() {
    let list = std::fs::read_to_string(at("languages/tests/latin.txt")).unwrap();
    let mut allowed: Vec<String> =
        list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).map(str::to_owned).collect();
    // What is typed: commands; and what the system says.
    allowed.extend(commands(&quietzone_cli::command(), &[]).concat());
    allowed.extend(["No", "such", "file", "directory", "square", "rectangle", "rendre"].map(str::to_owned));
    for language in ["ru", "kk"] {
        for words in TOLD {
            let ours = quietzone(&[words, &["--lang", language]].concat());
            let left: Vec<String> = english_in(&format!("{}{}", ours.out, ours.err))
                .into_iter()
                .filter(|word| !allowed.contains(word))
                .collect();
            assert!(left.is_empty(), "{language} {words:?}: {left:?} in\n{}{}", ours.out, ours.err);
        }
    }
}

/// JSON without what is told to people: of texts, those are kept that programs go by.
fn bare(key: &str, value: &mut Value) {
    const FOR_PROGRAMS: [&str; 14] = [
        "rule", "code", "severity", "judged", "id", "file", "sheet", "header", "element", "market", "name", "ai",
        "unit", "pattern",
    ];
    match value {
        Value::Object(map) => map.iter_mut().for_each(|(key, value)| bare(key, value)),
        Value::Array(all) => all.iter_mut().for_each(|value| bare(key, value)),
        Value::String(_) if !FOR_PROGRAMS.contains(&key) => *value = Value::Null,
        _ => {}
    }
}

#[test]
fn exit_codes_keys_codes_and_places_are_the_same_in_every_language() {
    for words in TOLD {
        let english = quietzone(words);
        for language in ["ru", "kk", "uz", "tr"] {
            let ours = quietzone(&[words, &["--lang", language]].concat());
            assert_eq!(ours.code, english.code, "{words:?} {language}");
            let told = |told: &str| !told.trim().is_empty();
            assert_eq!((told(&ours.out), told(&ours.err)), (told(&english.out), told(&english.err)), "{words:?}");
            let json = [words, &["--format", "json"]].concat();
            let (first, second) = (quietzone(&json), quietzone(&[&json[..], &["--lang", language]].concat()));
            if serde_json::from_str::<Value>(&first.out).is_ok() {
                let [mut one, mut other] = [first.json(), second.json()];
                [&mut one, &mut other].into_iter().for_each(|value| bare("", value));
                assert_eq!(one, other, "{words:?} {language}");
            }
        }
    }
}

#[test]
fn a_finding_is_told_by_its_pattern_and_what_fills_it() {
    let words = ["check", "templates/kz-pharma-carton.toml", "--format", "json"];
    let of = |language: &str| quietzone(&[&words[..], &["--lang", language]].concat()).json()["findings"][0].clone();
    let (english, russian) = (of("en"), of("ru"));
    assert_eq!(english["said"], russian["said"]);
    assert_ne!(english["message"], russian["message"]);
    let (pattern, arguments) = (english["said"]["pattern"].as_str().unwrap(), &english["said"]["arguments"]);
    assert!(pattern.contains("{modules}") || arguments.as_object().is_some_and(|all| !all.is_empty()), "{english}");
    for (name, _) in arguments.as_object().unwrap() {
        assert!(pattern.contains(&format!("{{{name}}}")), "{pattern} has no {name}");
    }
}

/// Labels are for goods: whoever makes them, they have the same bytes.
#[test]
fn labels_have_the_same_bytes_in_every_language() {
    let folder = Folder::new();
    for ending in ["pdf", "svg", "zpl"] {
        let made = |language: &str| {
            let output = folder.path().join(format!("{language}.{ending}"));
            let words = [
                "render",
                "templates/kz-pharma-carton.toml",
                "--data",
                "samples/kz-pharma.xlsx",
                "--rows",
                "2-4",
                "--lang",
                language,
            ];
            let words = [&words[..], &["--allow", "MD02", "-o", output.to_str().unwrap()]].concat();
            let ran = quietzone(&words);
            assert!(ran.code < 2, "{}", ran.err);
            std::fs::read(if output.is_dir() { output.join("labels.svg") } else { output }).ok()
        };
        let english = made("en");
        for language in ["ru", "tr"] {
            assert_eq!(made(language), english, "{ending} {language}");
        }
    }
}

fn speaks(program: &mut Command) -> String {
    let ended = told(program.args(["rule", "show", "INT01"]).output().unwrap());
    assert_eq!(ended.code, 0, "{}", ended.err);
    ended.out.lines().next().unwrap().to_owned()
}

#[test]
fn the_option_goes_before_the_variable_and_the_variable_before_the_locale() {
    let of = |variables: &[(&str, &str)], more: &[&str]| {
        let mut program = program();
        for name in ["QUIETZONE_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"] {
            program.env_remove(name);
        }
        speaks(program.envs(variables.iter().copied()).args(more))
    };
    let [english, russian, turkish, kazakh] = ["en", "ru", "tr", "kk"]
        .map(|tag| quietzone(&["rule", "show", "INT01", "--lang", tag]).out.lines().next().unwrap().to_owned());
    assert_eq!([&english, &russian, &turkish, &kazakh].iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
    assert_eq!(of(&[], &[]), english);
    assert_eq!(of(&[("LANG", "C.UTF-8")], &[]), english);
    assert_eq!(of(&[("LANG", "de_DE.UTF-8")], &[]), english);
    assert_eq!(of(&[("LANG", "ru_RU.UTF-8")], &[]), russian);
    assert_eq!(of(&[("LANG", "ru_RU.UTF-8"), ("QUIETZONE_LANG", "tr")], &[]), turkish);
    assert_eq!(of(&[("LANG", "ru_RU.UTF-8"), ("QUIETZONE_LANG", "tr")], &["--lang", "kk"]), kazakh);
    assert_eq!(of(&[("LANG", "ru_RU.UTF-8")], &["--lang=en"]), english);
}

#[test]
fn a_language_that_is_not_spoken_ends_in_an_error_that_names_it() {
    let ended = told(program().env("QUIETZONE_LANG", "xx").args(["rule", "list"]).output().unwrap());
    ended.assert_says(2, &["QUIETZONE_LANG", "“xx”", "en, ru, kk, uz, tr"]);
    quietzone(&["rule", "list", "--lang", "xx"]).assert_says(2, &["“xx”", "--lang"]);
}

/// Two commands in one process do not speak each other's language.
#[test]
fn commands_side_by_side_are_told_each_in_its_own_language() {
    root();
    let tell = |tag: &'static str| {
        move || {
            (0..20)
                .map(|_| quietzone(&["check", "templates/kz-pharma-carton.toml", "--lang", tag]).err)
                .collect::<Vec<_>>()
        }
    };
    let threads = ["en", "ru", "uz"].map(|tag| std::thread::spawn(tell(tag)));
    for told in threads.map(|thread| thread.join().unwrap()) {
        assert!(told.iter().all(|one| *one == told[0]), "{told:#?}");
    }
    let own = Console::new(std::io::sink(), std::io::sink()).speaking(Language::Russian);
    assert_eq!(quietzone_cli::run(["quietzone", "rule", "list"].map(Into::into), &own), 0);
}
