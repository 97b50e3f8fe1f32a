//! Which way a job is printed: over a line, into a file, on sheets, or by a queue.

use std::path::Path;
use std::time::Duration;

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::job::{Design, Request};
use quietzone::say;
use quietzone::sentence::{file, name};
use quietzone::template::Free;

use super::file::print_file;
use super::line::{Printer, print_line};
use super::pace::Pace;
use super::sheets::{Pile, print_sheets};
use super::spooled::{Queued, print_queued};
use super::store::OnDisk;
use super::tray::InFolder;
use super::work::{Ended, Work};
use crate::printer::spool::Cups;
use crate::printer::{Address, Profile, Waits, Ways};

/// How a run is to go.
#[derive(Clone, Copy, Debug, Default)]
pub struct How<'a> {
    /// Whether others may have printed on the printer since this ledger last did.
    pub others_print: bool,
    /// The free labels of a half-used sheet, which is the first one.
    pub free: Option<&'a Free>,
}

/// A request as the labels of a printer are made: for the dots of its head, unless the request names others.
///
/// # Errors
/// The template has mistakes; its labels cannot be printed there.
pub fn fitted(mut request: Request, printer: &Profile) -> Result<Request, Failure> {
    request.device = request.device.or(printer.dots);
    let mut design = request.clone();
    design.data = None;
    suits(Design::of(design)?.places(), &printer.address)?;
    Ok(request)
}

/// Prints what waits of a job that is held, on a printer of this machine or its network.
///
/// # Errors
/// Its labels cannot be printed there, or cannot be made; the ledger cannot be read or written.
pub fn print(work: Work<'_>, printer: &Profile, how: How<'_>) -> Result<Ended, Failure> {
    let (address, free, fit) = (&printer.address, how.free, printer.fit);
    let places = work.ledger.job(work.hold.job)?.places;
    suits(places, address)?;
    if places.is_none() && free.is_some() {
        let job = work.hold.job.0;
        let message = say!("--free and --start-at are for labels on sheets, and job {job} has none", job);
        return Err(Diagnostic::error(rules::REQUEST, message).into());
    }
    match address {
        Address::File(path) if places.is_some() => {
            print_sheets(work, Pile { path, free, fit }, &mut InFolder::default())
        }
        Address::Cups(queue) if places.is_some() => {
            let (spool, pace) = (&mut Cups::queue(queue), Duration::from_secs(1));
            print_queued(work, Queued { spool, name: &printer.name, free, fit, pace })
        }
        Address::File(path) => print_file(work, (printer, path), &mut OnDisk::at(path)),
        _ => {
            let (waits, pace, others_print) = (Waits::default(), Pace::default(), how.others_print);
            print_line(work, Printer { profile: printer, dial: &Ways, waits, pace, others_print })
        }
    }
}

/// Whether labels can be printed there, that stand so many on a sheet or on none.
fn suits(places: Option<u32>, address: &Address) -> Result<(), Diagnostic> {
    let is_pdf = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
    let message = match (places, address) {
        (None, _) | (Some(_), Address::Cups(_)) => return Ok(()),
        (Some(_), Address::File(path)) if is_pdf(path) => return Ok(()),
        (Some(_), Address::File(path)) => {
            say!("labels on sheets are printed as PDF, and “{path}” is no .pdf", path = file(path))
        }
        (Some(_), _) => say!("labels on sheets are printed as PDF, which is no language of label printers"),
    };
    let help = say!(
        "name a file or a queue for the sheets, such as --printer {file} or --printer {queue}",
        file = name("file:sheets.pdf"),
        queue = name("cups:laser")
    );
    Err(Diagnostic::error(rules::REQUEST, message).help(help))
}
