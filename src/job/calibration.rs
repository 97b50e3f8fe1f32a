//! A page to measure a printer by.

use std::path::PathBuf;

use super::bare::write;
use super::kind::Forms;
use super::request::Request;
use super::run::{device, opened, read};
use crate::batch::Failure;
use crate::diagnostic::Diagnostic;
use crate::gs1::{Code, PlainCode};
use crate::layout::{Calibration, impose};
use crate::render::pdf::Fit;
use crate::scene::{Bounds, Point};
use crate::template::Device;
use crate::units::Length;
use crate::world::World;

/// A page of rules and crosses to draw.
#[derive(Clone, Debug)]
pub struct CalibrationPage {
    /// What stands on it.
    pub page: Calibration,
    /// How it is moved and scaled, in a PDF.
    pub fit: Fit,
    /// The output, by its ending; of a PDF lengths are exact.
    pub output: PathBuf,
    /// The world that the output goes to.
    pub world: World,
}

impl CalibrationPage {
    /// Draws it, and gives the bytes written.
    ///
    /// # Errors
    /// The paper is too small, the ending names no format, the output cannot be written.
    pub fn draw(&self) -> Result<u64, Diagnostic> {
        let (stock, scene) = self.page.set()?;
        let forms = Forms { fit: self.fit, ..Forms::default() };
        write((&self.world, forms), &self.output, (&stock, scene), &Code::Plain(PlainCode::new(&[])))
    }
}

/// The sheet of a template: width and height of its paper, and its labels; nothing where it has none.
///
/// # Errors
/// The template has mistakes.
pub fn labels_of_sheet(request: &Request) -> Result<Option<((Length, Length), Vec<Bounds>)>, Failure> {
    let (path, text) = read(request)?;
    let template = opened(request, &path, text)?;
    let head = match device(request, &template) {
        Device::Printer(head) => Some(head),
        Device::Artwork { .. } => None,
    };
    let (sheet, _) = impose(&template, head, None)?;
    Ok(sheet.map(|sheet| {
        let (width, height) = (template.width, template.height);
        let label = |at: &Point| Bounds { left: at.x, top: at.y, right: at.x + width, bottom: at.y + height };
        ((sheet.width, sheet.height), sheet.places.iter().map(label).collect())
    }))
}
