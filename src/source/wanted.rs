//! What a job asks of its data.

use std::sync::Arc;

use super::hidden::HiddenRows;
use crate::diagnostic::Place;
use crate::market::Fixing;

/// Which row holds the headers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeaderRow {
    /// It is looked for.
    #[default]
    Found,
    /// This one.
    At(u32),
    /// None: every row is data.
    Absent,
}

/// What a job asks of its data.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Which row holds the headers.
    pub header_row: HeaderRow,
    /// Headers (or letters) of the column with the whole code, most wanted first; empty to find
    /// it by its content.
    pub code: Vec<String>,
    /// Columns that were named as those of the codes: each a header, letters, or several of them
    /// (`A,C` or `A-E`). All are read.
    pub codes: Vec<String>,
    /// Headers of columns with parts of the code, by field name.
    pub parts: Vec<(String, Vec<String>)>,
    /// Fields to print beside what the code itself gives.
    pub fields: Vec<WantedField>,
    /// Names that mean something else than a column of the data: none may be headed so.
    pub taken: Vec<&'static str>,
    /// What rows are picked and put in order by.
    pub picked: Picked,
    /// Characters of fields whose columns hold numbers, by field name.
    pub widths: Vec<(String, usize)>,
    /// What is to be done with rows that the file hides; to be asked if left out.
    pub hidden: Option<HiddenRows>,
    /// What may be done to codes that are invalid otherwise.
    pub fixing: Fixing,
}

/// One field to print.
#[derive(Debug, Default)]
pub struct WantedField {
    /// Its name.
    pub name: String,
    /// Headers to look for, most wanted first.
    pub headers: Vec<String>,
    /// Whether it is a date.
    pub is_date: bool,
    /// Whether a record without it is rejected.
    pub required: bool,
    /// Whether it may have no source at all.
    pub optional: bool,
    /// What is taken for records without it.
    pub default: Option<String>,
    /// The value given for the whole job.
    pub set: Option<String>,
    /// The element of a template that asks for it, and where it does.
    pub used: Option<(Arc<str>, Place)>,
}

/// What rows are picked and put in order by.
#[derive(Clone, Debug, Default)]
pub struct Picked {
    /// Fields with the values they must have; of several values of one field any will do.
    pub wheres: Vec<(String, String)>,
    /// Fields that rows are put in order by, the first above all others.
    pub sort: Vec<String>,
    /// The field whose values part the rows.
    pub group: Option<String>,
}

impl Picked {
    /// The fields that rows are put in order by, with the option that names them: that of the groups is above all.
    pub(super) fn order(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let group = self.group.iter().map(|field| ("--group-by", field));
        group.chain(self.sort.iter().map(|field| ("--sort", field)))
    }
}
