//! File names: a pattern with `{row}`, `{field}`, `{sheet}` or `{part}` in it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::market::Value;
use crate::say;
use crate::sentence::{Sentence, file};
use crate::source::Record;
use crate::template::Numbers;

/// A pattern of file names.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(Vec<NamePiece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum NamePiece {
    Text(String),
    Row,
    Field(String),
    /// The number of the file.
    Sheet,
    Part,
}

/// What the names of the files of a pattern have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ends {
    /// Before the first part that differs from file to file, folders included.
    pub(crate) before: String,
    /// Behind the last such part.
    pub(crate) behind: String,
    /// Whether all that differs is one number.
    pub(crate) is_number: bool,
}

/// What a file of the output holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// All labels.
    All,
    /// One label.
    Label,
    /// A sheet.
    Sheet,
    /// A part of the labels.
    Part,
}

/// Longest part of a name that a value may give, in bytes.
const MAX_VALUE: usize = 120;

impl Pattern {
    pub(crate) fn new(text: &str) -> Result<Self, Sentence> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) =
                after.split_once('}').ok_or_else(|| say!("“{text}” has a {{ without its }}", text = file(text)))?;
            pieces.push(NamePiece::Text(before.to_owned()));
            pieces.push(match name.trim() {
                "row" => NamePiece::Row,
                "sheet" => NamePiece::Sheet,
                "part" => NamePiece::Part,
                "" => {
                    return Err(say!(
                        "“{text}” has an empty {{}}; write {{row}} or a field such as {{serial}}",
                        text = file(text)
                    ));
                }
                field => NamePiece::Field(field.to_owned()),
            });
            rest = behind;
        }
        pieces.push(NamePiece::Text(rest.to_owned()));
        Ok(Self(pieces))
    }

    /// The name of one file, as it stands.
    pub(crate) fn plain(path: &std::path::Path) -> Self {
        Self(vec![NamePiece::Text(path.to_string_lossy().into_owned())])
    }

    /// The fields it uses.
    pub(crate) fn fields(&self) -> BTreeSet<String> {
        self.0
            .iter()
            .filter_map(|piece| if let NamePiece::Field(name) = piece { Some(name.clone()) } else { None })
            .collect()
    }

    /// Whether every file would have the same name.
    pub(crate) fn is_plain(&self) -> bool {
        self.0.iter().all(|piece| matches!(piece, NamePiece::Text(_)))
    }

    /// Whether files are told apart by their sheet.
    pub(crate) fn has_sheet(&self) -> bool {
        self.0.contains(&NamePiece::Sheet)
    }

    /// Whether files are told apart by their part.
    pub(crate) fn has_part(&self) -> bool {
        self.0.contains(&NamePiece::Part)
    }

    /// Whether the name depends on the record.
    pub(crate) fn has_record(&self) -> bool {
        self.0.iter().any(|piece| matches!(piece, NamePiece::Row | NamePiece::Field(_)))
    }

    /// Whether names have numbers that are known only when labels are made, so that two may meet then.
    pub(crate) fn has_numbers(&self) -> bool {
        self.fields().iter().any(|field| Numbers::NAMES.contains(&field.as_str()))
    }

    /// What the names of its files have in common, where all that differs is in the file's own name.
    pub(crate) fn ends(&self) -> Option<Ends> {
        let text = |piece: &NamePiece| match piece {
            NamePiece::Text(text) => Some(text.clone()),
            _ => None,
        };
        let before = self.0.first().and_then(text).unwrap_or_default();
        let behind = self.0.last().and_then(text).unwrap_or_default();
        let in_folders = self.0.iter().skip(1).filter_map(text).any(|text| text.contains(std::path::is_separator));
        let mut differing = self.0.iter().filter(|piece| !matches!(piece, NamePiece::Text(_)));
        let first = differing.next();
        let is_number = !matches!(first, Some(NamePiece::Field(_))) && differing.next().is_none();
        (first.is_some() && !in_folders).then_some(Ends { before, behind, is_number })
    }

    /// The file name of a record's label.
    pub(crate) fn name(&self, record: &Record, numbers: &Numbers) -> PathBuf {
        self.filled(Some((record, numbers)), 0)
    }

    /// The name of the file of a part with a number (from 1), by what its first label says.
    pub(crate) fn of_part(&self, label: (&Record, &Numbers), number: u64) -> PathBuf {
        self.filled(Some(label), number)
    }

    /// Whether all that it takes from labels is a field.
    pub(crate) fn has_only(&self, is_it: impl Fn(&str) -> bool) -> bool {
        self.0.iter().all(|piece| match piece {
            NamePiece::Row => false,
            NamePiece::Field(name) => is_it(name),
            NamePiece::Text(_) | NamePiece::Sheet | NamePiece::Part => true,
        })
    }

    /// The name of a file with a number (from 1).
    pub(crate) fn numbered(&self, number: u64) -> PathBuf {
        self.filled(None, number)
    }

    fn filled(&self, label: Option<(&Record, &Numbers)>, number: u64) -> PathBuf {
        let piece = |piece: &NamePiece| match piece {
            NamePiece::Text(text) => text.clone(),
            NamePiece::Row => label.map_or(0, |(record, _)| record.row).to_string(),
            NamePiece::Sheet | NamePiece::Part => number.to_string(),
            NamePiece::Field(name) => match label.map(|(record, numbers)| (record.field(name), numbers)) {
                Some((Some(Value::Text(text)), _)) => tame(text),
                Some((Some(Value::Date(date)), _)) => date.to_yymmdd(),
                Some((None, numbers)) => numbers.get(name).map_or_else(|| "_".to_owned(), |number| number.to_string()),
                Some((Some(Value::Nothing), _)) | None => "_".to_owned(),
            },
        };
        let path: PathBuf = self.0.iter().map(piece).collect::<String>().into();
        match path.file_name().and_then(|name| name.to_str()) {
            Some(name) if !self.is_plain() && is_reserved(name) => path.with_file_name(format!("_{name}")),
            _ => path,
        }
    }
}

/// Whether Windows takes a file's name for a device, whatever its ending and its case.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |port: &str| {
        stem.strip_prefix(port)
            .is_some_and(|digit| digit.chars().count() == 1 && digit.chars().all(|c| "123456789¹²³".contains(c)))
    };
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}

/// A value as part of a file name: what some file system cannot hold becomes `_`.
fn tame(value: &str) -> String {
    let mut name: String =
        value.chars().map(|c| if c.is_control() || "/\\:*?\"<>|{}".contains(c) { '_' } else { c }).collect();
    while name.len() > MAX_VALUE {
        name.pop();
    }
    let edge = |c: char| c == '.' || c == ' ';
    if name.starts_with(edge) {
        name.replace_range(0..1, "_");
    }
    if name.ends_with(edge) {
        name.pop();
        name.push('_');
    }
    if name.is_empty() { "_".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gs1::{Code, PlainCode};

    #[test]
    fn values_cannot_lead_anywhere() {
        let name = |serial: &str| {
            let record = Record {
                row: 7,
                code: Code::Plain(PlainCode::new(b"")),
                fields: vec![("serial".into(), Value::Text(serial.into()))],
            };
            Pattern::new("out/{row}-{serial}.png")
                .unwrap()
                .name(&record, &Numbers::alone(7, None))
                .display()
                .to_string()
        };
        assert_eq!(name("../../etc"), "out/7-_._.._etc.png");
        assert_eq!(name("a/b\\c:d*e?f\"g<h>i|j"), "out/7-a_b_c_d_e_f_g_h_i_j.png");
        assert_eq!(name(".."), "out/7-__.png");
        assert_eq!(name("CON "), "out/7-CON_.png");
        let alone = |serial: &str| {
            let record = Record {
                row: 7,
                code: Code::Plain(PlainCode::new(b"")),
                fields: vec![("serial".into(), Value::Text(serial.into()))],
            };
            Pattern::new("out/{serial}.png").unwrap().name(&record, &Numbers::alone(7, None)).display().to_string()
        };
        for (reserved, other) in [
            ("con", "console"),
            ("Aux", "auxx"),
            ("nul.a", "nula"),
            ("COM1", "COM0"),
            ("lpt²", "LPT10"),
            ("CONOUT$", "CONOUT"),
        ] {
            assert_eq!(alone(reserved), format!("out/_{reserved}.png"));
            assert_eq!(alone(other), format!("out/{other}.png"));
        }
        assert!(Pattern::new("out/{row.png").is_err() && Pattern::new("{}").is_err());
    }
}
