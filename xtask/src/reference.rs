//! `docs/reference/`: what the program itself knows of commands, keys, rules, markets and sentences.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use quietzone::market::Market;
use quietzone::report::market;
use quietzone::template::Template;
use serde_json::Value;

use crate::{Done, languages};

/// Columns of the help that is shown.
const WIDTH: usize = 100;
const MADE: &str = "<!-- Made by `cargo xtask reference`; do not edit. -->";

/// Writes every page, or says which is not as it would be written.
pub(crate) fn run(root: &Path, check: bool) -> Done {
    let pages = [
        ("commands.md", commands()),
        ("template.md", template()),
        ("rules.md", rules()),
        ("markets.md", markets()),
        ("studio.md", studio()),
    ];
    let pages = pages.map(|(name, text)| (format!("docs/reference/{name}"), text));
    let mut stale = Vec::new();
    for (name, text) in pages.into_iter().chain(languages::files(root)?) {
        let path = root.join(&name);
        if fs::read_to_string(&path).is_ok_and(|now| now == text) {
            continue;
        }
        if check {
            stale.push(name);
        } else {
            fs::write(&path, text)?;
        }
    }
    match stale.as_slice() {
        [] => Ok(()),
        stale => Err(format!("not as written by `cargo xtask reference`: {}", stale.join(", ")).into()),
    }
}

fn commands() -> String {
    let mut page = format!("# Commands\n\n{MADE}\n");
    let mut root = quietzone_cli::command().term_width(WIDTH);
    root.build();
    command(&mut root, &mut page);
    page
}

fn command(told: &mut clap::Command, page: &mut String) {
    let name = told.get_bin_name().unwrap_or_else(|| told.get_name()).to_owned();
    let help = told.render_long_help().to_string();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    put(page, format_args!("\n## {name}\n\n```text\n{}\n```\n", help.join("\n").trim_end()));
    for inner in told.get_subcommands_mut().filter(|inner| inner.get_name() != "help") {
        command(inner, page);
    }
}

fn template() -> String {
    let mut page = format!("# Keys of a template\n\n{MADE}\n");
    let schema = Template::schema();
    keys("the file", &schema, &mut page);
    page
}

/// The keys of a table, then those of the tables within it.
fn keys(name: &str, table: &Value, page: &mut String) {
    let Some(properties) = table["properties"].as_object() else { return };
    let required: Vec<&str> = table["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let about = table["description"].as_str().unwrap_or_default();
    put(page, format_args!("\n## {name}\n\n{about}\n\n| key | value | |\n|---|---|---|\n"));
    for (key, value) in properties {
        let must = if required.contains(&key.as_str()) { " (required)" } else { "" };
        let about = value["description"].as_str().unwrap_or_default();
        put(page, format_args!("| `{key}`{must} | {} | {about} |\n", kind(value)));
    }
    for (key, value) in properties {
        let inner = if value["type"] == "array" { &value["items"] } else { value };
        match inner["oneOf"].as_array() {
            Some(tables) if tables.iter().any(|table| table["properties"].is_object()) => {
                for table in tables {
                    let tag = table.pointer("/properties/type/const").and_then(Value::as_str).unwrap_or_default();
                    keys(&format!("[[{key}]] type = \"{tag}\""), table, page);
                }
            }
            _ if value["type"] == "array" => keys(&format!("[[{key}]]"), inner, page),
            _ => keys(&format!("[{key}]"), inner, page),
        }
    }
}

/// What a key takes, in short.
fn kind(value: &Value) -> String {
    if let Some(word) = value["const"].as_str() {
        return format!("`\"{word}\"`");
    }
    if let Some(words) = value["enum"].as_array() {
        return words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    }
    match (value["type"].as_str(), &value["minimum"], &value["maximum"]) {
        (Some("integer"), Value::Null, _) => "whole number".to_owned(),
        (Some("integer"), least, most) => format!("{least} to {most}"),
        (Some("boolean"), ..) => "`true` or `false`".to_owned(),
        (Some("string"), ..) => match value["pattern"].as_str() {
            Some(pattern) if pattern.contains("mm|cm") => "length".to_owned(),
            _ => "text".to_owned(),
        },
        (Some("array"), ..) => "list".to_owned(),
        (Some("object"), ..) => "table".to_owned(),
        _ => "text, or list of texts".to_owned(),
    }
}

fn rules() -> String {
    let mut page = format!("# Rules\n\n{MADE}\n");
    for listed in quietzone_cli::rules() {
        let manual = listed.manual();
        let (title, text) = manual.split_once("\n\n").unwrap_or((&manual, ""));
        put(&mut page, format_args!("\n## {title}\n\n*{}*\n", listed.judged));
        if !text.trim().is_empty() {
            put(&mut page, format_args!("\n{}\n", text.trim_end()));
        }
    }
    page
}

fn markets() -> String {
    let mut page = format!("# Markets\n\n{MADE}\n");
    for known in Market::listed() {
        put(&mut page, format_args!("\n## {}\n\n```text\n{}\n```\n", known.id, market::text(&known)));
    }
    page
}

fn studio() -> String {
    let mut page = format!("# Calls of the studio\n\n{MADE}\n\n| call | |\n|---|---|\n");
    for call in quietzone_studio::calls() {
        put(&mut page, format_args!("| `{}` | {} |\n", call.name, call.about.replace('|', "\\|")));
    }
    page
}

/// Writing to a string cannot fail.
fn put(page: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = page.write_fmt(text);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    #[test]
    fn the_reference_and_the_catalogues_say_what_the_program_says() {
        super::run(&crate::root(), true).unwrap();
    }
}
