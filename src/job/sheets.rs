//! Labels of a job made again and set on sheets: a document of any of them, block by block.

use super::again::{Again, Own, on_all_cores};
use super::margins::Margins;
use super::outlet::Stand;
use super::paging::{Begins, Paging, Parts};
use crate::batch::{Failure, Holds, refused, rules};
use crate::diagnostic::Diagnostic;
use crate::render::pdf::{About, Content, Pdf, PdfBench};
use crate::render::{Format, Which};
use crate::say;
use crate::template::{Numbers, SheetNumbers};

impl Again {
    /// What sets labels on sheets, in documents of this title.
    ///
    /// # Errors
    /// The design has no sheet.
    pub fn sheets(&self, title: &str) -> Result<Sheets<'_>, Failure> {
        if self.plan.stock().page.sheet.is_none() {
            return Err(refused(say!("the template has no [sheet]")).into());
        }
        let about = About { title: title.to_owned(), ..About::default() };
        Ok(Sheets { pdf: Pdf::new(self.plan.stock(), self.forms.pdf, about), again: self, title: title.to_owned() })
    }
}

impl Again {
    /// Where a label stands that has a place on a sheet, each from 1; nothing where the design has no such place.
    #[must_use]
    pub fn stand(&self, sheet: u64, place: u64) -> Option<Stand> {
        let on = self.plan.stock().page.sheet.as_ref()?;
        let at = usize::try_from(place.checked_sub(1)?).ok().filter(|at| *at < on.places.len())?;
        let (row, column) = on.row_and_column(at);
        Some(Stand { sheet, place, row: row as u64 + 1, column: column as u64 + 1 })
    }
}

/// Sets labels on sheets.
pub struct Sheets<'a> {
    pdf: Pdf<'a>,
    again: &'a Again,
    title: String,
}

impl<'a> Sheets<'a> {
    /// Begins a document of labels, given by their numbers in the job, in order; so many sheets of the job come
    /// before its first. Labels of other groups begin a sheet. Gives the first bytes too.
    ///
    /// # Errors
    /// The document cannot be begun.
    pub fn begin(
        &'a self,
        labels: impl IntoIterator<Item = u64>,
        before: u64,
    ) -> Result<(Document<'a>, Vec<u8>), Diagnostic> {
        let (stock, groups) = (self.again.plan.stock(), &self.again.shared.groups);
        let mut begins = (!groups.is_empty()).then(|| Begins::new(stock, None));
        let (mut total, mut group) = (0, None);
        for label in labels {
            if let Some(begins) = &mut begins {
                let own = Some(groups.partition_point(|first| *first <= label));
                if group != own {
                    begins.group(total);
                    group = own;
                }
            }
            total += 1;
        }
        let parts = begins.map_or(Parts::One, |mut begins| {
            begins.end(total);
            begins.into()
        });
        let mut head = Vec::new();
        let file = self.pdf.begin(&mut head).map_err(|why| Diagnostic::error(rules::OUTPUT, why))?;
        let paging = Paging::new(stock, Holds::All, total, parts);
        let margins = Margins::new(self.again.plan.margin(), &self.title);
        Ok((Document { sheets: self, paging, margins, before, file, done: 0, labels: total }, head))
    }
}

/// A document of labels on sheets under way.
pub struct Document<'a> {
    sheets: &'a Sheets<'a>,
    paging: Paging<'a>,
    margins: Margins<'a>,
    before: u64,
    file: <Pdf<'a> as Format>::File,
    done: u64,
    /// Labels that it comes to have.
    labels: u64,
}

impl Document<'_> {
    /// Sheets that it comes to have.
    #[must_use]
    pub fn pages(&self) -> u64 {
        self.paging.pages()
    }

    /// Lets it have the labels of its first sheets alone; tells how many these are. The sheets are numbered as if it
    /// had all.
    pub fn only(&mut self, pages: u64) -> u64 {
        let (mut within, mut beyond) = (0, self.paging.total);
        while within < beyond {
            let middle = within.midpoint(beyond);
            if self.paging.slot(middle).page < pages { within = middle + 1 } else { beyond = middle }
        }
        self.labels = within;
        within
    }

    /// Where its label of this number, from 0, stands: the sheet is that of the job.
    #[must_use]
    pub fn stand(&self, label: u64) -> SheetNumbers {
        let slot = self.paging.slot(label);
        SheetNumbers {
            sheet: self.before + slot.page + 1,
            sheets: self.before + self.pages(),
            place: slot.place as u64 + 1,
        }
    }

    /// The content of a label that is to stand there, as it stands in the document.
    ///
    /// # Errors
    /// It cannot be made, although it was.
    pub fn content(&self, own: &Own, label: u64) -> Result<Vec<u8>, Diagnostic> {
        Ok(self.piece(own, label, &mut PdfBench::default())?.stream().to_vec())
    }

    /// Makes the next labels, on as many threads as the machine has cores if they are many, and writes them.
    ///
    /// # Errors
    /// A label cannot be made, although it was; there are more than were told.
    pub fn add(&mut self, owns: &[Own], out: &mut Vec<u8>) -> Result<(), Diagnostic> {
        if self.done + owns.len() as u64 > self.labels {
            return Err(Diagnostic::internal("job: more labels than a document was begun for"));
        }
        let (this, done) = (&*self, self.done);
        let made = on_all_cores(owns, |first, owns| {
            let mut bench = PdfBench::default();
            let labels = (done + first as u64..).zip(owns);
            let pieces: Result<Vec<_>, _> = labels.map(|(label, own)| this.piece(own, label, &mut bench)).collect();
            Ok((pieces?, bench))
        })?;
        let mut owns = owns.iter();
        for (pieces, bench) in made {
            for (piece, own) in pieces.into_iter().zip(owns.by_ref()) {
                let position = self.paging.position(self.done);
                self.margin(own, position, out)?;
                let written = self.sheets.pdf.label(&mut self.file, piece, position, out);
                written.map_err(|why| Diagnostic::error(rules::OUTPUT, why))?;
                self.done += 1;
            }
            self.sheets.pdf.used(&mut self.file, bench);
        }
        Ok(())
    }

    /// Ends the document.
    ///
    /// # Errors
    /// Labels are missing; a font cannot be embedded.
    pub fn end(self, out: &mut Vec<u8>) -> Result<(), Diagnostic> {
        if self.done != self.labels {
            return Err(Diagnostic::internal("job: fewer labels than a document was begun for"));
        }
        self.sheets.pdf.end(self.file, out).map_err(|why| Diagnostic::error(rules::OUTPUT, why))
    }

    /// Draws in the margins of the sheet that the next label ends.
    fn margin(&mut self, own: &Own, position: u64, out: &mut Vec<u8>) -> Result<(), Diagnostic> {
        let is_last = self.paging.ends_sheet(self.done);
        if !self.margins.asks(is_last) {
            return Ok(());
        }
        let again = self.sheets.again;
        let (number, total, stand) = (own.number, again.shared.labels, Some(self.stand(self.done)));
        let numbers = Numbers { number, row: own.row.into(), total, stand };
        let items = self.margins.see(&again.record(own)?, numbers, is_last)?;
        if items.is_empty() {
            return Ok(());
        }
        let drawn = self.sheets.pdf.margin(&mut self.file, items, position, out);
        drawn.map_err(|why| Diagnostic::error(rules::OUTPUT, why))
    }

    fn piece(&self, own: &Own, label: u64, bench: &mut PdfBench) -> Result<Content, Diagnostic> {
        let (record, scene) = self.sheets.again.scene(own, Some(self.stand(label)))?;
        let which = Which { position: self.paging.position(label), number: own.number, row: own.row.into() };
        Ok(self.sheets.pdf.piece(scene, &record.code, which, bench))
    }
}
