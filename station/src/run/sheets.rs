//! Printing on sheets: a run makes one document of what waits. It is whole on the disk before its labels are
//! claimed, with its length and digest, and has its name after that; so it is certain after a crash whether it has.

use std::ffi::OsString;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::job::{Again, Document, Own, Sheets};
use quietzone::render::pdf::Fit;
use quietzone::say;
use quietzone::sentence::{Sentence, file, outside, system};
use quietzone::template::Free;
use quietzone::units::Length;
use quietzone::world::folder_of;

use super::digest::Digest;
use super::tray::{Standing, Tray};
use super::work::{Ended, Waiting, Why, Work, number};
use crate::ledger::{Claim, Fate, Job, Stack, Stood, Trouble};

/// Labels that are made at once.
const BLOCK: usize = 2000;

/// Where the sheets of a run go, and what they are.
#[derive(Clone, Copy, Debug)]
pub struct Pile<'a> {
    /// The file; where something has its name, a number is added to it.
    pub path: &'a Path,
    /// The free places of the first sheet, where it is half-used.
    pub free: Option<&'a Free>,
    /// How pages are moved and scaled to meet the paper.
    pub fit: Fit,
}

/// What keeps a run from going on.
pub(super) enum Halt {
    Failed(Failure),
    Ends(Why),
    /// What waits has changed, or the name was taken.
    Again,
}

impl<E: Into<Failure>> From<E> for Halt {
    fn from(failure: E) -> Self {
        Halt::Failed(failure.into())
    }
}

/// Prints what waits into a file of sheets. What an earlier run left is reconciled first.
///
/// # Errors
/// The design cannot be made, a file cannot be read, the ledger cannot be used.
pub fn print_sheets(work: Work<'_>, pile: Pile<'_>, tray: &mut dyn Tray) -> Result<Ended, Failure> {
    let path = std::path::absolute(pile.path).map_err(|error| unwritten(pile.path, &error))?;
    let mut run = Run { work, part: part(work, &path)?, path: &path, tray, pile };
    tell_fit(work, &pile.fit);
    let mut ended = Ended { sent: 0, in_doubt: run.reconcile()?, why: Why::Through };
    loop {
        match run.print() {
            Ok(0) => return Ok(ended),
            Ok(sent) => {
                ended.sent += sent;
                // It was the first sheet alone that was half-used.
                run.pile.free = None;
            }
            Err(Halt::Again) => {}
            Err(Halt::Ends(why)) => return Ok(Ended { why, ..ended }),
            Err(Halt::Failed(failure)) => return Err(failure),
        }
    }
}

struct Run<'a> {
    work: Work<'a>,
    path: &'a Path,
    /// The file under way.
    part: PathBuf,
    tray: &'a mut dyn Tray,
    pile: Pile<'a>,
}

impl Run<'_> {
    /// Prints all that waits; tells how many labels left.
    fn print(&mut self) -> Result<u64, Halt> {
        let numbers = waiting(self.work)?;
        if numbers.is_empty() {
            return Ok(0);
        }
        let work = self.work;
        let job = work.ledger.job(work.hold.job)?;
        let again = design(work, self.pile.free, self.pile.fit)?;
        let sheets = again.sheets(&title(&job).to_string())?;
        let to = self.free_name()?;
        let made = self.made(&sheets, &numbers, u64::from(job.sheets));
        let (labels, stack) = match made {
            Ok((labels, made)) => (labels, Stack { to: to.to_string_lossy().into_owned(), ..made }),
            Err(halt) => {
                // Where that fails too, the next run takes it away.
                let _ = self.tray.remove(&self.part);
                return Err(halt);
            }
        };
        match super::done(work.world, |op| work.ledger.claim_sheets(op, work.hold, &work.by, &labels, &stack))? {
            Claim::Taken => {}
            claim => {
                self.removed()?;
                return Err(if claim == Claim::Stop { Halt::Ends(Why::Stopped) } else { Halt::Again });
            }
        }
        if let Err(error) = self.tray.name(&self.part, &to) {
            let is_taken = error.kind() == io::ErrorKind::AlreadyExists;
            return match self.settle(&stack)?.0 {
                Fate::There => Ok(labels.len() as u64),
                Fate::Missing if is_taken => Err(Halt::Again),
                Fate::Missing | Fate::Unknown => Err(Halt::Ends(Why::Trouble(unwritten(&to, &error).into()))),
            };
        }
        let sent = super::done(work.world, |op| work.ledger.fate(op, work.hold, stack.sheets.0, Fate::There))?;
        work.progress.sent(sent, sent);
        self.told(&stack);
        if to != self.path {
            work.progress.told(&say!("{path} was there already, and is left as it is", path = file(self.path)));
        }
        Ok(labels.len() as u64)
    }

    /// Makes the document under its passing name: where each label stands in it, and what it is.
    fn made(&mut self, sheets: &Sheets<'_>, numbers: &[u32], before: u64) -> Result<(Vec<Stood>, Stack), Halt> {
        let wrong = |error: io::Error| Halt::Ends(Why::Trouble(unwritten(self.path, &error).into()));
        self.tray.create(&self.part).map_err(wrong)?;
        let tray = &mut *self.tray;
        let made = compose(self.work, (sheets, before, None), numbers, &mut |bytes| tray.write(bytes).map_err(wrong))?;
        self.tray.sync().map_err(wrong)?;
        Ok(made)
    }

    /// A name that nothing has: the one that was asked for, or with a number behind it.
    fn free_name(&self) -> Result<PathBuf, Halt> {
        let mut number = 1_u32;
        loop {
            let path = if number == 1 { self.path.to_path_buf() } else { numbered(self.path, number) };
            match self.tray.stands(&path) {
                Ok(Standing::Nothing) => return Ok(path),
                Ok(Standing::File(_)) => number = number.saturating_add(1),
                Ok(Standing::Other) => {
                    let message = say!("{path} is no file that sheets can be written into", path = file(&path));
                    return Err(Halt::Ends(Why::Trouble(Diagnostic::error(rules::OUTPUT, message).into())));
                }
                Err(error) => return Err(Halt::Ends(Why::Trouble(unwritten(&path, &error).into()))),
            }
        }
    }

    /// Finds out what became of sheets that an earlier run left open; tells how many labels are in doubt.
    fn reconcile(&mut self) -> Result<u64, Failure> {
        let mut in_doubt = 0;
        for stack in self.work.ledger.stacks(self.work.hold.job)? {
            if stack.fate.is_none() {
                in_doubt += self.settle(&stack)?.1;
            }
        }
        self.removed()?;
        Ok(in_doubt)
    }

    /// Finds out what became of sheets, and tells the ledger; tells how many labels are in doubt.
    fn settle(&mut self, stack: &Stack) -> Result<(Fate, u64), Failure> {
        let to = Path::new(&stack.to);
        let part = part(self.work, to)?;
        let fate = match (self.is(to, stack)?, self.is(&part, stack)?) {
            (true, _) => Fate::There,
            (false, true) => Fate::Missing,
            (false, false) => Fate::Unknown,
        };
        let work = self.work;
        let labels = super::done(work.world, |op| work.ledger.fate(op, work.hold, stack.sheets.0, fate))?;
        self.tray.remove(&part).map_err(|error| unwritten(&part, &error))?;
        match fate {
            Fate::There => self.told(stack),
            Fate::Missing => {}
            Fate::Unknown => {
                let message =
                    say!("{path} is gone, and nobody can tell whether its sheets were printed", path = file(to));
                work.progress.told(&message);
            }
        }
        Ok((fate, if fate == Fate::Unknown { labels } else { 0 }))
    }

    /// Whether a file is the document of sheets.
    fn is(&self, path: &Path, stack: &Stack) -> Result<bool, Failure> {
        let wrong = |error: io::Error| {
            let message = say!("{path} cannot be read: {error}", path = file(path), error = system(&error));
            Failure::from(Diagnostic::error(rules::OUTPUT, message))
        };
        if self.tray.stands(path).map_err(wrong)? != Standing::File(stack.length) {
            return Ok(false);
        }
        let (mut bytes, mut digest) = (self.tray.read(path).map_err(wrong)?, Digest::default());
        let mut buffer = vec![0; 1 << 16];
        loop {
            match bytes.read(&mut buffer).map_err(wrong)? {
                0 => return Ok(digest.value() == stack.digest),
                read => digest.add(buffer.get(..read).unwrap_or_default()),
            }
        }
    }

    fn removed(&mut self) -> Result<(), Failure> {
        self.tray.remove(&self.part).map_err(|error| unwritten(&self.part, &error).into())
    }

    /// Tells where sheets are.
    fn told(&self, stack: &Stack) {
        let (first, last) = stack.sheets;
        let path = Path::new(&stack.to);
        let message = match last.saturating_sub(first) {
            0 => say!("sheet {first} is in {path}", first, path = file(path)),
            _ => say!("sheets {first} to {last} are in {path}", first, last, path = file(path)),
        };
        self.work.progress.told(&message);
    }
}

/// The name of the file under way: it tells the job and its ledger from others that print in the same folder.
fn part(work: Work<'_>, path: &Path) -> Result<PathBuf, Trouble> {
    let mut digest = Digest::default();
    digest.add(work.ledger.about()?.place.as_bytes());
    Ok(folder_of(path).join(format!(".quietzone-{:016x}-{}.part", digest.value(), work.hold.job)))
}

/// A path with a number behind the name of its file: `out-2.pdf`.
fn numbered(path: &Path, number: u32) -> PathBuf {
    let mut name = path.file_stem().map(OsString::from).unwrap_or_default();
    name.push(format!("-{number}"));
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

/// Labels that wait and are meant, in order.
pub(super) fn waiting(work: Work<'_>) -> Result<Vec<u32>, Trouble> {
    let (mut waiting, mut numbers) = (Waiting::of(work), Vec::new());
    loop {
        let next = waiting.next(BLOCK)?;
        if next.is_empty() {
            return Ok(numbers);
        }
        for own in &next {
            numbers.push(number(own)?);
        }
    }
}

/// The design of a job for sheets of which the first may be half-used.
pub(super) fn design(work: Work<'_>, free: Option<&Free>, fit: Fit) -> Result<Again, Failure> {
    work.design_with(|request| {
        request.free = free.cloned();
        request.forms.fit = fit;
    })
}

/// The title of documents of a job: everybody may see it.
pub(super) fn title(job: &Job) -> Sentence {
    let template = Path::new(&job.template).file_stem().map(|stem| file(stem).to_string()).unwrap_or_default();
    say!("{template}, job {job}", template = outside(template), job = job.id.0)
}

/// Makes a document of labels, or of so many of their sheets: where each stands in it, and what it is. Its sheets
/// come behind others of the job.
pub(super) fn compose(
    work: Work<'_>,
    (sheets, before, most): (&Sheets<'_>, u64, Option<u64>),
    numbers: &[u32],
    write: &mut dyn FnMut(&[u8]) -> Result<(), Halt>,
) -> Result<(Vec<Stood>, Stack), Halt> {
    let (mut document, mut bytes) = sheets.begin(numbers.iter().map(|number| u64::from(*number)), before)?;
    let within = most.map_or(numbers.len() as u64, |pages| document.only(pages));
    let within = usize::try_from(within).unwrap_or(usize::MAX);
    let numbers = numbers.get(..within).unwrap_or(numbers);
    let labels = stood(&document, numbers)?;
    let (Some(first), Some(last)) = (labels.first(), labels.last()) else {
        return Err(Diagnostic::internal("station: sheets without labels").into());
    };
    let stack = Stack { sheets: (first.sheet, last.sheet), to: String::new(), length: 0, digest: 0, fate: None };
    let mut digest = Digest::default();
    let (mut waiting, mut left) = (Waiting::of(work), numbers);
    while !left.is_empty() {
        if work.progress.is_stopped() {
            return Err(Halt::Ends(Why::Stopped));
        }
        let owns = waiting.next(BLOCK.min(left.len()))?;
        let (now, behind) = left.split_at_checked(owns.len()).ok_or(Halt::Again)?;
        if !is_the_same(&owns, now)? {
            return Err(Halt::Again);
        }
        left = behind;
        document.add(&owns, &mut bytes)?;
        digest.add(&bytes);
        write(&bytes)?;
        bytes.clear();
        work.progress.sent((numbers.len() - left.len()) as u64, numbers.len() as u64);
    }
    document.end(&mut bytes)?;
    digest.add(&bytes);
    write(&bytes)?;
    Ok((labels, Stack { length: digest.length(), digest: digest.value(), ..stack }))
}

/// Where labels stand.
fn stood(document: &Document<'_>, numbers: &[u32]) -> Result<Vec<Stood>, Diagnostic> {
    let small =
        |number: u64| u32::try_from(number).map_err(|_| Diagnostic::internal("station: more sheets than numbers"));
    let labels = (0..).zip(numbers).map(|(label, number)| {
        let stand = document.stand(label);
        Ok(Stood { number: *number, sheet: small(stand.sheet)?, place: small(stand.place)? })
    });
    labels.collect()
}

/// Tells how pages are moved and scaled, if they are.
pub(super) fn tell_fit(work: Work<'_>, fit: &Fit) {
    if fit.is_none() {
        return;
    }
    let Fit { right, down, across, along } = *fit;
    let horizontal = match right < Length::ZERO {
        true => say!("{length} to the left", length = -right),
        false => say!("{length} to the right", length = right),
    };
    let vertical = match down < Length::ZERO {
        true => say!("{length} up", length = -down),
        false => say!("{length} down", length = down),
    };
    let (across, along) = (outside(across.to_string()), outside(along.to_string()));
    let message = say!(
        "every page is moved {horizontal} and {vertical}, and scaled {across} across and {along} down, as the printer's profile says",
        horizontal,
        vertical,
        across,
        along
    );
    work.progress.told(&message);
}

/// Whether labels are those of some numbers.
fn is_the_same(owns: &[Own], numbers: &[u32]) -> Result<bool, Diagnostic> {
    for (own, expected) in owns.iter().zip(numbers) {
        if number(own)? != *expected {
            return Ok(false);
        }
    }
    Ok(!owns.is_empty())
}

fn unwritten(path: &Path, error: &io::Error) -> Diagnostic {
    let message = say!("{path} cannot be written: {error}", path = file(path), error = system(error));
    Diagnostic::error(rules::OUTPUT, message)
}
