//! The language that is spoken: `--lang`, `QUIETZONE_LANG`, or the user's; and help told in it.

use std::env;
use std::ffi::OsString;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command};
use quietzone::batch::rules;
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{Argument, Sentence, list, name, outside, worded};
use quietzone_languages::Language;

/// The variable that names a language, as `--lang` does.
const VARIABLE: &str = "QUIETZONE_LANG";
/// The option that does.
const OPTION: &str = "--lang";

/// What can be typed behind `--lang`.
pub(crate) fn values() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(Language::ALL.map(Language::tag))
}

/// The language of this process, if the command names none.
///
/// # Errors
/// The variable names one that is not spoken.
pub(crate) fn of_process() -> Result<Language, Diagnostic> {
    match env::var(VARIABLE) {
        Ok(named) if !named.is_empty() => Language::of(&named).ok_or_else(|| unknown(&named)),
        _ => Ok(Language::of_system()),
    }
}

fn unknown(named: &str) -> Diagnostic {
    let (variable, tag) = (name(VARIABLE), outside(named).shortened(20));
    Diagnostic::error(
        rules::REQUEST,
        say!("{variable} asks for the language “{tag}”, which is not spoken", variable, tag),
    )
    .help(say!("the languages are {all}", all = list(Language::ALL.map(|language| name(language.tag())))))
}

/// The language that a command names, so that its own mistakes are told in it too.
pub(crate) fn asked(typed: &[OsString]) -> Option<Language> {
    let typed = || typed.iter().map(|word| word.to_string_lossy());
    let behind = typed().zip(typed().skip(1)).find(|(word, _)| word == OPTION).map(|(_, tag)| tag);
    let joined = || typed().find_map(|word| Some(word.strip_prefix(OPTION)?.strip_prefix('=')?.to_owned()));
    Language::of(behind.as_deref().map_or_else(joined, |tag| Some(tag.to_owned())).as_deref()?)
}

/// A command whose help is told in the language that is spoken.
pub(crate) fn helped(mut command: Command) -> Command {
    command.build();
    translated(command)
}

fn translated(mut command: Command) -> Command {
    let told = |text: Option<&clap::builder::StyledStr>| text.map(|text| worded(&text.to_string()).into_owned());
    let texts =
        [command.get_about(), command.get_long_about(), command.get_after_help(), command.get_after_long_help()];
    let [about, long_about, after, long_after] = texts.map(told);
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(about) = long_about {
        command = command.long_about(about);
    }
    if let Some(after) = after {
        command = command.after_help(after);
    }
    if let Some(after) = long_after {
        command = command.after_long_help(after);
    }
    let headings = [say!("Commands"), say!("Arguments"), say!("Options")];
    let [commands, arguments, options] = headings.map(|heading| heading.to_string());
    command
        .subcommand_help_heading(commands)
        .help_template(format!(
            "{{before-help}}{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
            say!("Usage:")
        ))
        .mut_args(|argument| explained(argument, [&arguments, &options]))
        .mut_subcommands(translated)
}

/// An argument with its help, and behind it what can be given and what is taken if nothing is.
fn explained(argument: Arg, [arguments, options]: [&String; 2]) -> Arg {
    let heading = match argument.get_help_heading() {
        Some(heading) => worded(heading).into_owned(),
        None if argument.is_positional() => arguments.clone(),
        None => options.clone(),
    };
    let notes: String = notes(&argument).iter().map(|note| format!(" {note}")).collect();
    let [short, long] = [argument.get_help(), argument.get_long_help()]
        .map(|text| text.map(|text| format!("{}{notes}", worded(&text.to_string()))));
    let values = each_value(&argument);
    let mut argument = argument.help_heading(heading).hide_default_value(true).hide_possible_values(true);
    if let Some(long) = long.or_else(|| short.clone().filter(|_| !values.is_empty())) {
        argument = argument.long_help([vec![long], values].concat().join("\n"));
    }
    match short {
        Some(short) => argument.help(short),
        None => argument,
    }
}

/// What the parser would write in brackets behind the help of an argument.
fn notes(argument: &Arg) -> Vec<Sentence> {
    if !argument.get_action().takes_values() {
        return Vec::new();
    }
    let mut notes = Vec::new();
    let defaults: Vec<Argument> =
        argument.get_default_values().iter().map(|value| as_typed(&value.to_string_lossy())).collect();
    if !defaults.is_empty() && !argument.is_hide_default_value_set() {
        notes.push(say!("[default: {value}]", value = list(defaults)));
    }
    let values: Vec<Argument> = argument
        .get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| as_typed(value.get_name()))
        .collect();
    if !values.is_empty() && !argument.is_hide_possible_values_set() {
        notes.push(say!("[one of: {values}]", values = list(values)));
    }
    notes
}

/// The values of an argument that have a help of their own, a line each.
fn each_value(argument: &Arg) -> Vec<String> {
    let shown = argument.get_possible_values().into_iter().filter(|value| !value.is_hide_set());
    shown
        .filter_map(|value| Some(format!("- {}: {}", value.get_name(), worded(&value.get_help()?.to_string()))))
        .collect()
}

/// Something that is typed as it stands.
fn as_typed(text: &str) -> Argument {
    name(text.to_owned())
}
