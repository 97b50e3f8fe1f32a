//! Which file of codes is meant, and how it is read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use encoding_rs::Encoding;

use super::rules;
use crate::diagnostic::Diagnostic;
use crate::market::{Fixing, Market};
use crate::say;
use crate::source::{HeaderRow, HiddenRows, Input, Source, Table};
use crate::world::{PathKind, World};

/// A file of codes.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Data {
    /// The file; `-` for standard input.
    pub file: PathBuf,
    /// More files, read behind it as one batch. Each of them, and the first, may be a folder or a ZIP
    /// file; their files are read in the order of their names.
    pub more: Vec<PathBuf>,
    /// Sources that are no files, read behind the files. Where the file has no name there are only these.
    pub sources: Vec<Arc<dyn Source>>,
    /// The workbook's sheet.
    pub sheet: Option<String>,
    /// The encoding of a text file, where it cannot be told.
    pub encoding: Option<&'static Encoding>,
    /// Where the code, its parts, or fields stand.
    pub columns: Vec<ColumnChoice>,
    /// Characters of a part of the code or of a field (by AI or name) whose column holds numbers:
    /// their leading zeros are put back.
    pub widths: Vec<(String, usize)>,
    /// Which row holds the headers.
    pub header_row: HeaderRow,
    /// What is to be done with rows that a workbook hides; to be asked if left out.
    pub hidden: Option<HiddenRows>,
    /// What may be done to codes that are invalid otherwise.
    pub fixing: Fixing,
    /// Fields of the codes (by AI or name) or columns, with the values that rows must have to be asked for; of
    /// several values of one field any will do.
    pub wheres: Vec<(String, String)>,
}

/// Where something stands in the data.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ColumnChoice {
    /// The whole code, by header or column letters.
    Code(String),
    /// A part of the code (by AI or name) or a field, by header or column letters.
    Field(String, String),
}

impl Data {
    /// A file that is read as it says of itself.
    #[must_use]
    pub fn of(file: impl Into<PathBuf>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// A source that is no file.
    #[must_use]
    pub fn from(source: Arc<dyn Source>) -> Self {
        Self { sources: vec![source], ..Self::default() }
    }

    /// The same columns and switches, of rows that were read already.
    pub(super) fn read_from(&self, rows: Arc<dyn Source>) -> Self {
        Self {
            file: PathBuf::new(),
            more: Vec::new(),
            sources: vec![rows],
            sheet: None,
            encoding: None,
            ..self.clone()
        }
    }

    /// Opens the file. Where columns are named it is a table, and not a code a line.
    pub(crate) fn open(&self, world: &World, market: &Market) -> Result<Table, Diagnostic> {
        let mut inputs = Vec::new();
        for path in self.files() {
            if world.kind(path).is_ok_and(|kind| kind == PathKind::Folder) {
                inputs.extend(Input::open_folder(world, path)?.into_iter().map(|input| (input, false)));
            } else {
                inputs.push((Input::open(world, path)?, true));
            }
        }
        let inputs = inputs.into_iter().map(|(input, is_named)| (input.in_encoding(self.encoding), is_named)).collect();
        Table::open_all(
            inputs,
            self.sources.clone(),
            self.sheet.as_deref(),
            &market.structure,
            !self.columns.is_empty(),
        )
    }

    /// All files that were named.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        let named = |path: &&Path| !path.as_os_str().is_empty();
        std::iter::once(&self.file).chain(&self.more).map(PathBuf::as_path).filter(named)
    }

    /// The widths by the names of fields.
    pub(crate) fn widths(&self, market: &Market) -> Result<Vec<(String, usize)>, Diagnostic> {
        let named = self.widths.iter().map(|(key, width)| {
            let Some(field) = market.part(key) else { return Ok((key.clone(), *width)) };
            if (field.min..=field.max).contains(width) {
                return Ok((field.name.to_string(), *width));
            }
            let message = say!(
                "--width gives {field} {width} characters, it has {min} to {max}",
                field,
                width = *width,
                min = field.min,
                max = field.max
            );
            Err(Diagnostic::error(rules::REQUEST, message).because(Some(field.reference.clone())))
        });
        named.collect()
    }
}
