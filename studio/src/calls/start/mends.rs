//! What mends what was found: the options that its help names, as changes of what is worked at.

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{Sentence, name, outside};
use quietzone::source::{Input, rules, sheets};
use quietzone::world::PathKind;
use serde_json::{Value, json};

use crate::calls::work::Work;
use crate::desk::Desk;

/// Encodings that are offered; any other can be typed on the command line.
const ENCODINGS: [&str; 5] = ["windows-1251", "windows-1254", "koi8-r", "utf-16le", "utf-8"];

/// A change that mends something.
struct Mend {
    label: Sentence,
    how: How,
}

enum How {
    /// This is set, by the names of [`Work`].
    Set(Value),
    /// The value of a key is asked for; what stands before it, and what can be chosen.
    Ask { key: &'static str, before: String, choices: Vec<String> },
}

impl Mend {
    fn done(label: Sentence, set: Value) -> Self {
        Self { label, how: How::Set(set) }
    }

    fn asked(label: Sentence, key: &'static str, choices: Vec<String>) -> Self {
        Self { label, how: How::Ask { key, before: String::new(), choices } }
    }

    fn told(self) -> Value {
        let label = self.label.to_string();
        match self.how {
            How::Set(set) => json!({ "label": label, "set": set }),
            How::Ask { key, before, choices } => {
                json!({ "label": label, "ask": key, "before": before, "choices": choices })
            }
        }
    }
}

/// A finding as JSON with what mends it.
pub(super) fn with_mends(mut found: Value, mends: Vec<Value>) -> Value {
    if let Value::Object(found) = &mut found {
        found.insert("mends".to_owned(), mends.into());
    }
    found
}

/// What mends some findings, each once. Options have the same name in every language.
pub(super) fn mended_by<'a>(desk: &Desk, work: &Work, found: impl IntoIterator<Item = &'a Diagnostic>) -> Vec<Value> {
    let mut mends: Vec<Value> = Vec::new();
    for help in found.into_iter().flat_map(advice) {
        for told in named(desk, work, &help).into_iter().map(Mend::told) {
            if !mends.contains(&told) {
                mends.push(told);
            }
        }
    }
    mends
}

/// Where options are named: in the help, and of columns in the message too.
fn advice(found: &Diagnostic) -> impl Iterator<Item = String> {
    let message = (found.rule == rules::COLUMNS).then(|| found.message.in_english());
    message.into_iter().chain(found.help.as_ref().map(Sentence::in_english))
}

/// The field that nothing gives, where that is what was found.
pub(super) fn lacking(found: &Diagnostic) -> Option<String> {
    let help = found.help.as_ref()?.in_english();
    let (_, said) = options(&help).find(|(option, _)| *option == "--set")?;
    said.split_once('=').map(|(field, _)| field.to_owned())
}

/// What the options in a help come to.
fn named(desk: &Desk, work: &Work, help: &str) -> Vec<Mend> {
    let mut mends = Vec::new();
    for (option, value) in options(help) {
        match option {
            "--fix-lookalikes" if !work.fix_lookalikes => {
                mends.push(Mend::done(
                    say!("Take letters that look like Latin ones for them"),
                    json!({ "fix_lookalikes": true }),
                ));
            }
            "--fix-layout" if !work.fix_layout => {
                mends.push(Mend::done(say!("Read the keys as on an English keyboard"), json!({ "fix_layout": true })));
            }
            "--hidden" if value == "skip" => {
                mends.push(Mend::done(say!("Leave hidden rows out"), json!({ "hidden": "skip" })));
            }
            "--hidden" => mends.push(Mend::done(say!("Take hidden rows as the others"), json!({ "hidden": "print" }))),
            "--no-header" if !work.no_header => mends.push(Mend::done(
                say!("The file has no headers: all rows are data"),
                json!({ "no_header": true, "header_row": null }),
            )),
            "--header-row" => mends.push(header_row(value)),
            "--sheet" => mends.push(sheet(desk, work)),
            "--encoding" => {
                mends.push(Mend::asked(say!("Read the text as:"), "encoding", ENCODINGS.map(str::to_owned).to_vec()))
            }
            "--column" => mends.extend(column(work, value)),
            "--width" => mends.extend(width(work, value)),
            _ => {}
        }
    }
    mends
}

/// Every option of a text with the word behind it.
fn options(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_matches(['.', ';', ':', ','])).collect();
    let next: Vec<&str> = words.iter().skip(1).copied().chain([""]).collect();
    words.into_iter().zip(next).filter(|(word, _)| word.starts_with("--"))
}

fn header_row(value: &str) -> Mend {
    match value.parse::<u32>() {
        Ok(row) => {
            Mend::done(say!("Row {row} holds the headers", row), json!({ "header_row": row, "no_header": false }))
        }
        Err(_) => Mend::asked(say!("The headers stand in row:"), "header_row", Vec::new()),
    }
}

/// The column of codes or of a field: those that are named, or one to be typed.
fn column(work: &Work, value: &str) -> Option<Mend> {
    if let Some((key, "NAME")) = value.split_once('=')
        && key != "AI"
    {
        let label = say!("Take {field} from column:", field = outside(key));
        return Some(Mend { label, how: How::Ask { key: "column", before: format!("{key}="), choices: Vec::new() } });
    }
    if value.contains("NAME") || value.is_empty() {
        return Some(Mend::asked(say!("The codes stand in column:"), "column", Vec::new()));
    }
    let mut columns = work.column.clone();
    columns.retain(|known| value.contains('=') && known.contains('='));
    columns.push(value.to_owned());
    let set = json!({ "column": columns });
    Some(match value.split_once('=') {
        Some((key, "")) => {
            Mend::done(say!("Leave the codes as they were issued, without {ai}", ai = name(key.to_owned())), set)
        }
        Some((key, column)) => {
            Mend::done(say!("Take {field} from column {column}", field = outside(key), column = outside(column)), set)
        }
        None if value.contains([',', '-']) => {
            Mend::done(say!("Read the codes of the columns {columns}", columns = outside(value)), set)
        }
        None => Mend::done(say!("Read the codes of column {column}", column = outside(value)), set),
    })
}

/// The length that numbers had: the one that is named, or one to be typed.
fn width(work: &Work, value: &str) -> Option<Mend> {
    let (key, length) = value.split_once('=')?;
    if work.width.iter().any(|known| known.split_once('=').is_some_and(|(known, _)| known == key)) {
        return None;
    }
    let mut widths = work.width.clone();
    widths.push(value.to_owned());
    let set = json!({ "width": widths });
    match length.parse::<u32>() {
        Ok(length) => Some(Mend::done(
            say!("Put lost zeros back: {field} has {length} characters", field = outside(key), length),
            set,
        )),
        Err(_) => {
            let label = say!("Put lost zeros back; {field} has so many characters:", field = outside(key));
            let before = format!("{key}=");
            Some(Mend { label, how: How::Ask { key: "width", before, choices: Vec::new() } })
        }
    }
}

/// A sheet: one of those that there are, or one to be typed where they cannot be told.
fn sheet(desk: &Desk, work: &Work) -> Mend {
    match all_sheets(desk, work) {
        Ok(all) => Mend::asked(say!("Read this sheet:"), "sheet", all),
        Err(why) => {
            let label = say!("Read the sheet of this name, since they cannot be listed ({why}):", why = why.message);
            Mend::asked(label, "sheet", Vec::new())
        }
    }
}

/// The sheets of the workbooks that are worked at.
fn all_sheets(desk: &Desk, work: &Work) -> Result<Vec<String>, Diagnostic> {
    let mut all = Vec::new();
    for name in &work.data {
        let path = desk.path(name)?;
        // Those of a folder are told apart by their files.
        if desk.world().kind(&path).is_ok_and(|kind| kind == PathKind::Folder) {
            continue;
        }
        let names = sheets(&Input::open(desk.world(), &path)?)?;
        all.extend(names.into_iter().filter(|name| !all.contains(name)).collect::<Vec<_>>());
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;

    use super::*;
    use crate::desk::Settings;

    #[test]
    fn a_workbook_whose_sheets_cannot_be_listed_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::new(&Settings::new(folder.path())).unwrap();
        let whole = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../samples/kz-pharma.xlsx")).unwrap();
        fs::write(folder.path().join("whole.xlsx"), &whole).unwrap();
        fs::write(folder.path().join("half.xlsx"), &whole[..whole.len() / 2]).unwrap();
        let mends = |name: &str| {
            let work = Work { data: vec![name.to_owned()], ..Work::default() };
            named(&desk, &work, "choose one with --sheet NAME").into_iter().map(Mend::told).collect::<Vec<_>>()
        };
        let good = mends("whole.xlsx");
        assert!(good.len() == 1 && good[0]["choices"].as_array().is_some_and(|all| !all.is_empty()), "{good:?}");
        let why = sheets(&Input::open(desk.world(), std::path::Path::new("half.xlsx")).unwrap()).unwrap_err();
        let bad = mends("half.xlsx");
        assert!(bad.len() == 1 && bad[0]["label"].as_str().unwrap().contains(&why.message.to_string()), "{bad:?}");
    }
}
