//! Labels listed on their way to where they go.

use std::path::Path;

use super::line::Line;
use super::list::{ControlList, Form};
use crate::diagnostic::Diagnostic;
use crate::job::{Label, Outlet, Part, Refusal};
use crate::market::Value;
use crate::say;
use crate::source::Record;
use crate::world::World;

/// Gives labels on, and lists each that was taken. The list is begun with the first file.
pub struct Listed<'a> {
    outlet: &'a mut dyn Outlet,
    form: &'a Form,
    world: &'a World,
    path: &'a Path,
    list: Option<ControlList<'a>>,
    /// The last label that was taken.
    last: u64,
}

impl<'a> Listed<'a> {
    /// Lists the labels that an outlet takes in a file of this name.
    #[must_use]
    pub fn new(outlet: &'a mut dyn Outlet, form: &'a Form, world: &'a World, path: &'a Path) -> Self {
        Self { outlet, form, world, path, list: None, last: 0 }
    }

    fn refused(&self, why: Diagnostic) -> Refusal {
        Refusal::new(self.last, why)
    }
}

/// What a record says under a name, without its tail.
fn told(record: Option<&Record>, names: &[&str]) -> String {
    let values = names.iter().filter_map(|name| match record?.field(name)? {
        Value::Text(text) => Some(text.clone()),
        Value::Date(date) => Some(date.to_string()),
        Value::Nothing => None,
    });
    values.into_iter().next().unwrap_or_default()
}

impl Outlet for Listed<'_> {
    fn head(&mut self, part: &Part<'_>, bytes: &[u8]) -> Result<(), Refusal> {
        self.outlet.head(part, bytes)?;
        if self.list.is_none() {
            self.list = Some(self.form.list(self.world, self.path).map_err(|why| self.refused(why))?);
        }
        Ok(())
    }

    fn label(&mut self, label: &Label<'_>) -> Result<(), Refusal> {
        self.outlet.label(label)?;
        self.last = label.number;
        let Some(stand) = label.stand else {
            let message = say!("a control list is for labels on sheets, and the template has no [sheet]");
            return Err(self.refused(crate::batch::refused(message)));
        };
        let Some(list) = &mut self.list else {
            return Err(self.refused(Diagnostic::internal("report/control: a label without a head")));
        };
        let [gtin, serial, batch, expiry] =
            [&["gtin"][..], &["serial", "sscc"], &["batch"], &["expiry"]].map(|names| told(label.record, names));
        let line = Line {
            number: label.number,
            sheet: stand.sheet,
            place: stand.place,
            row: stand.row,
            column: stand.column,
            gtin: &gtin,
            serial: &serial,
            batch: &batch,
            expiry: &expiry,
        };
        list.push(&line).map_err(|why| Refusal::new(self.last, why))
    }

    fn tail(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.outlet.tail(bytes)
    }

    fn most_files(&self) -> Option<u64> {
        self.outlet.most_files()
    }

    fn finish(&mut self) -> Result<(), Refusal> {
        self.outlet.finish()?;
        self.list.take().map_or(Ok(()), ControlList::finish).map_err(|why| self.refused(why))
    }
}
