//! How a file of codes is read, for all commands that read one.

use std::path::Path;

use encoding_rs::Encoding;

use crate::job::{ColumnChoice, Inspection};

#[derive(Debug, clap::Args)]
pub(super) struct Source {
    /// The sheet of a workbook that has several.
    #[arg(long, value_name = "NAME", requires = "data")]
    pub(super) sheet: Option<String>,
    /// The encoding of a text file that is neither UTF-8 nor tells its own: windows-1251,
    /// windows-1254, utf-16le.
    #[arg(long, value_name = "NAME", value_parser = encoding, requires = "data")]
    pub(super) encoding: Option<&'static Encoding>,
    /// Where the code stands (a header or column letters), or one of its parts or another field:
    /// --column 'Код' or --column 21=SN or --column batch='Серия'.
    #[arg(long, value_name = "NAME or AI=NAME", requires = "data")]
    column: Vec<String>,
}

impl Source {
    pub(super) fn columns(&self) -> Vec<ColumnChoice> {
        self.column.iter().map(|text| column(text)).collect()
    }

    /// A look at a file of codes of a market.
    pub(super) fn inspection(&self, data: &Path, market: &str) -> Inspection {
        Inspection {
            data: data.to_path_buf(),
            market: market.to_owned(),
            sheet: self.sheet.clone(),
            encoding: self.encoding,
            columns: self.columns(),
            threads: None,
        }
    }
}

fn encoding(name: &str) -> Result<&'static encoding_rs::Encoding, String> {
    crate::source::encoding(name).ok_or_else(|| format!("“{name}” is no encoding; windows-1251 and utf-16le are some"))
}

/// `21=SN` and `batch=Серия` name a part or a field; anything else is the header of the codes.
fn column(text: &str) -> ColumnChoice {
    let is_name = |key: &str| !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    match text.split_once('=') {
        Some((key, name)) if is_name(key.trim()) => ColumnChoice::Field(key.trim().to_owned(), name.to_owned()),
        _ => ColumnChoice::Code(text.to_owned()),
    }
}
