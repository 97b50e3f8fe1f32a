//! How a file of codes is read, for all commands that read one.

use std::path::PathBuf;

use clap::ValueEnum;
use encoding_rs::Encoding;

use quietzone::batch::{ColumnChoice, Data, Inspection, field_and_length, field_and_value};
use quietzone::market::Fixing;
use quietzone::say;
use quietzone::sentence::{Sentence, outside};
use quietzone::source::{HeaderRow, HiddenRows};

#[derive(Debug, clap::Args)]
pub(crate) struct Source {
    /// The sheet of a workbook that has several.
    #[arg(long, value_name = "NAME", requires = "codes")]
    sheet: Option<String>,
    /// The encoding of a text file that is neither UTF-8 nor tells its own: windows-1251,
    /// windows-1254, utf-16le.
    #[arg(long, value_name = "NAME", value_parser = encoding, requires = "codes")]
    encoding: Option<&'static Encoding>,
    /// Where the code stands (a header or column letters), or one of its parts or another field:
    /// --column 'Код' or --column 21=SN or --column batch='Серия'. What the maker puts behind codes, such
    /// as a weight (3103), is named so too; --column 3103= leaves the codes as they were issued.
    #[arg(long, value_name = "NAME or AI=NAME", requires = "codes")]
    column: Vec<String>,
    /// How long every value of a part or field was before a spreadsheet made numbers of them, such
    /// as 21=13 or batch=6: lost leading zeros are put back. Without it, numbers are refused.
    #[arg(long, value_name = "AI=LENGTH", value_parser = field_and_length, requires = "codes")]
    width: Vec<(String, usize)>,
    /// The row that holds the headers; rows above it are titles. Without it, it is looked for in the
    /// first 20 rows.
    #[arg(long, value_name = "ROW", value_parser = clap::value_parser!(u32).range(1..), requires = "codes", conflicts_with = "no_header")]
    header_row: Option<u32>,
    /// The file has no headers: its first row is data. Columns are named by their letters.
    #[arg(long, requires = "codes")]
    no_header: bool,
    /// What is to be done with rows of a workbook that are hidden, by a filter or by hand. Without it,
    /// hidden rows with data are refused.
    #[arg(long, value_enum, value_name = "WHAT", requires = "codes")]
    hidden: Option<Hidden>,
    /// Only rows whose part of the code (by AI or name) or column has this value, such as gtin=04870999000116
    /// or 'Серия=A123'. May be given more than once: for one field any of the values will do, of several fields
    /// all must fit. A row whose code cannot be read is kept, and told.
    #[arg(long = "where", value_name = "FIELD=VALUE", value_parser = field_and_value, requires = "codes")]
    wheres: Vec<(String, String)>,
    /// Take Cyrillic and Greek letters that look like Latin ones for them, in codes that are valid
    /// then and not before. Each one is told.
    #[arg(long)]
    fix_lookalikes: bool,
    /// Read codes that a reader typed on a keyboard with the Russian, Kazakh or Turkish layout as it
    /// would have typed them on an English one, where they are valid then and not before.
    #[arg(long)]
    fix_layout: bool,
}

/// What is to be done with hidden rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Hidden {
    /// They are rows as the others are.
    Print,
    /// They are left out, and counted.
    Skip,
}

impl Source {
    /// The files, read so.
    pub(crate) fn of(&self, files: &[PathBuf]) -> Data {
        let mut data = Data::of(files.first().cloned().unwrap_or_default());
        data.more = files.get(1..).unwrap_or_default().to_vec();
        data.sheet = self.sheet.clone();
        data.encoding = self.encoding;
        data.columns = self.column.iter().map(|text| ColumnChoice::from(text.as_str())).collect();
        data.widths = self.width.clone();
        data.header_row = match (self.header_row, self.no_header) {
            (Some(row), _) => HeaderRow::At(row),
            (None, true) => HeaderRow::Absent,
            (None, false) => HeaderRow::Found,
        };
        data.hidden = self.hidden.map(|hidden| match hidden {
            Hidden::Print => HiddenRows::Print,
            Hidden::Skip => HiddenRows::Skip,
        });
        data.fixing = self.fixing();
        data.wheres = self.wheres.clone();
        data
    }

    /// What may be done to codes that are invalid otherwise.
    pub(crate) fn fixing(&self) -> Fixing {
        Fixing { look_alikes: self.fix_lookalikes, layout: self.fix_layout, separator: None }
    }

    /// A look at files of codes of a market.
    pub(crate) fn inspection(&self, data: &[PathBuf], market: &str) -> Inspection {
        Inspection::new(self.of(data), market)
    }
}

fn encoding(name: &str) -> Result<&'static encoding_rs::Encoding, Sentence> {
    quietzone::source::encoding(name)
        .ok_or_else(|| say!("“{name}” is no encoding; windows-1251 and utf-16le are some", name = outside(name)))
}
