//! What a job asks of its data.

use super::hidden::HiddenRows;
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
}
