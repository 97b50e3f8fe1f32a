//! The list of what was made: which label stands where. It holds whole serials and no tails.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::rows::Batch;
use crate::batch::{Ending, Sink, Told, cannot_write, refused, shielded};
use crate::diagnostic::Diagnostic;
use crate::gs1::Date;
use crate::market::Value;
use crate::say;
use crate::sentence::file;
use crate::source::Record;
use crate::world::{World, folder_of};

/// Fields that stand beside the code in some markets and in it in others.
const BESIDE: [&str; 2] = ["batch", "expiry"];

/// A list being written: a line a label.
pub(super) struct Manifest {
    sink: Sink,
    path: PathBuf,
    world: World,
    /// Whether cells are shielded from spreadsheets.
    is_csv: bool,
}

/// What the data says of a label.
pub(super) struct Listed {
    row: u32,
    /// The file of the data, where there are several.
    data: Option<String>,
    fields: Vec<String>,
}

/// Where a label was put.
pub(super) struct Put<'a> {
    pub(super) number: u64,
    pub(super) file: &'a Path,
    pub(super) page: u64,
    /// Its place on a sheet, from 1.
    pub(super) place: Option<u64>,
}

/// The fields that are listed.
pub(super) struct Columns(Vec<Arc<str>>);

impl Columns {
    /// All that codes of the market say but keys and tails, and what stands beside them of batch and expiry.
    pub(super) fn of(batch: &Batch<'_>) -> Self {
        let fields = batch.market.structure.fields().iter().filter(|field| !field.is_secret);
        let mut names: Vec<Arc<str>> = fields.map(|field| field.name.clone()).collect();
        let beside = batch.mapping.names().filter(|name| BESIDE.contains(&&***name));
        let beside: Vec<Arc<str>> = beside.filter(|name| !names.contains(name)).cloned().collect();
        names.extend(beside);
        Self(names)
    }

    /// What is listed of a record.
    pub(super) fn listed(&self, batch: &Batch<'_>, record: &Record) -> Listed {
        let in_code = |name: &str| {
            let field = batch.market.field(name)?;
            let text = batch.market.structure.value(&record.code, field)?;
            let date = Date::from_yymmdd(text).filter(|_| field.is_date());
            Some(date.map_or_else(|| text.to_owned(), |date| date.to_string()))
        };
        let beside = |name: &str| match record.field(name) {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Date(date)) => date.to_string(),
            Some(Value::Nothing) | None => String::new(),
        };
        let fields = self.0.iter().map(|name| in_code(name).unwrap_or_else(|| beside(name))).collect();
        let (data, row) = batch.table.position(record.row);
        let several = batch.table.names().count() > 1;
        let data = batch.table.names().nth(data).filter(|_| several).map(str::to_owned);
        Listed { row, data, fields }
    }
}

impl Manifest {
    /// What a list is, by its ending; told before a long batch is read.
    ///
    /// # Errors
    /// Its name is that of no list, of another output, or of a file that is read.
    pub(super) fn ending(batch: &Batch<'_>, path: &Path) -> Result<Ending, Diagnostic> {
        let ending =
            Ending::of(path).filter(|ending| matches!(ending, Ending::Csv | Ending::Json)).ok_or_else(|| {
                refused(say!("the ending of the manifest “{path}” is neither .csv nor .json", path = file(path)))
            })?;
        batch.inputs.spare(batch.world, path)?;
        if batch.target.output == path || batch.rejects.as_deref() == Some(path) {
            return Err(refused(say!("{path} is named for two outputs", path = file(path))));
        }
        Ok(ending)
    }

    /// Begins the list of a batch.
    pub(super) fn create(batch: &Batch<'_>, path: &Path) -> Result<Self, Diagnostic> {
        let ending = Self::ending(batch, path)?;
        let data = (batch.table.names().count() > 1).then_some("data");
        let titles = ["label", "row"].into_iter().chain(data).map(str::to_owned);
        let Columns(fields) = Columns::of(batch);
        let titles = titles.chain(fields.iter().map(ToString::to_string));
        let titles = titles.chain(["file", "page", "place"].map(str::to_owned)).collect();
        let sink = Sink::new(batch.world, (ending, batch.csv), path, titles);
        let sink = sink.map_err(|error| cannot_write(path, &error))?;
        Ok(Self { sink, path: path.to_path_buf(), world: batch.world.clone(), is_csv: ending == Ending::Csv })
    }

    /// Lists a label.
    pub(super) fn label(&mut self, listed: &Listed, put: &Put<'_>) -> Result<(), Diagnostic> {
        let file = if put.file.as_os_str().is_empty() { "-".into() } else { put.file.to_string_lossy() };
        let texts = listed.data.iter().chain(&listed.fields).map(String::as_str);
        let texts: Vec<_> =
            texts.chain([&*file]).map(|text| if self.is_csv { shielded(text) } else { text.into() }).collect();
        let place = put.place.map_or(Told::Text(""), Told::Number);
        let cells: Vec<Told<'_>> = [Told::Number(put.number), Told::Number(listed.row.into())]
            .into_iter()
            .chain(texts.iter().map(|text| Told::Text(text)))
            .chain([Told::Number(put.page), place])
            .collect();
        self.sink.row(&cells).map_err(|error| cannot_write(&self.path, &error))
    }

    /// Ends the list, once all labels are where they belong.
    pub(super) fn finish(self) -> Result<(), Diagnostic> {
        let Self { sink, path, world, .. } = self;
        let done: io::Result<()> = sink.finish().and_then(|()| world.sync_folder(folder_of(&path)));
        done.map_err(|error| cannot_write(&path, &error))
    }
}
