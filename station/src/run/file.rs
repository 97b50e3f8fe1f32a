//! Printing into a file: labels are claimed in blocks, each with its place and digest, so that after a crash it
//! is certain which of them stand in the file.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::render::zpl::Held;
use quietzone::say;
use quietzone::sentence::{Sentence, count, file, system};
use quietzone::world::caught;

use super::digest::Digest;
use super::labels::LabelMaker;
use super::store::Store;
use super::work::{Ended, Waiting, Why, Work, number};
use crate::ledger::{Block, Claim, State};
use crate::printer::Profile;
use quietzone::batch::rules;

/// Labels in a block.
const BLOCK: usize = 1000;

/// Blocks that are made ahead of those that are written.
const AHEAD: usize = 2;

/// Labels of a block and their bytes.
type Labels = (Vec<u32>, Vec<u8>);
type Made = Result<Labels, Diagnostic>;

/// Prints what waits into a file. What an earlier run left is reconciled first.
///
/// # Errors
/// The design cannot be made, the ledger cannot be read.
pub fn print_file(work: Work<'_>, (profile, path): (&Profile, &Path), store: &mut dyn Store) -> Result<Ended, Failure> {
    reconcile(work, path, store)?;
    let again = work.design()?;
    let maker = LabelMaker::of(&again, profile)?;
    let all = work.waiting()?;
    let mut sent = 0;
    loop {
        let waiting = Waiting::of(work);
        let (blocks, made) = sync_channel::<Made>(AHEAD);
        // Labels are made while others wait for the disk.
        let why = thread::scope(|scope| {
            scope.spawn(|| make(&maker, waiting, blocks));
            write(work, (path, store), made, (&mut sent, all))
        })?;
        match why {
            None => {}
            // Labels may wait again that were printed before.
            Some(Why::Through) if !Waiting::of(work).is_through()? => {}
            Some(why) => return Ok(Ended { sent, in_doubt: 0, why }),
        }
    }
}

/// Makes the blocks of what waits, until nobody takes more.
fn make(maker: &LabelMaker<'_>, mut waiting: Waiting<'_>, blocks: SyncSender<Made>) {
    let mut held: Option<Held> = None;
    let mut made = || -> Result<Option<Labels>, Diagnostic> {
        let next = waiting.next(BLOCK)?;
        if next.is_empty() {
            return Ok(None);
        }
        let (mut bytes, mut now) = match held.take() {
            Some(held) => (Vec::new(), held),
            None => (maker.head()?, Held::default()),
        };
        for label in maker.made(&next)? {
            bytes.extend_from_slice(&maker.before(&label, &mut now));
            bytes.extend_from_slice(label.bytes());
        }
        if waiting.is_through()? {
            bytes.extend_from_slice(&maker.tail(&now)?);
        } else {
            held = Some(now);
        }
        Ok(Some((next.iter().map(number).collect::<Result<_, _>>()?, bytes)))
    };
    while let Some(block) = caught(&mut made).unwrap_or_else(|place| Err(Diagnostic::internal(&place))).transpose() {
        let is_broken = block.is_err();
        if blocks.send(block).is_err() || is_broken {
            break;
        }
    }
}

/// Claims blocks and writes them; tells why it ends, or nothing where what waits has changed.
fn write(
    work: Work<'_>,
    (path, store): (&Path, &mut dyn Store),
    made: Receiver<Made>,
    (sent, all): (&mut u64, u64),
) -> Result<Option<Why>, Failure> {
    let mut end = end(work)?;
    for block in made {
        let (numbers, bytes) = block?;
        if work.progress.is_stopped() {
            return Ok(Some(Why::Stopped));
        }
        let place = placed(&numbers, end, &bytes)?;
        match super::done(work.world, |op| work.ledger.claim(op, work.hold, &work.by, &numbers, Some(&place)))? {
            Claim::Stop => return Ok(Some(Why::Stopped)),
            Claim::Changed => return Ok(None),
            Claim::Taken => {}
        }
        if let Err(error) = store.append(&bytes) {
            // Whole or not at all: what stands there of the block is taken out again. Where that fails too, the
            // next run finds out.
            let _ = reconcile(work, path, store);
            return Ok(Some(Why::Trouble(unwritten(path, &error).into())));
        }
        work.mark(&numbers, State::Sent)?;
        end += bytes.len() as u64;
        *sent += numbers.len() as u64;
        work.progress.sent(*sent, all);
    }
    Ok(Some(Why::Through))
}

/// Finds out what an earlier run left of its last block: whole, it was sent; else it is taken out of the file,
/// and its labels wait again. Where the file is gone, what was claimed for it is in doubt.
///
/// # Errors
/// The file was changed by others; it cannot be read; the ledger cannot be written.
pub fn reconcile(work: Work<'_>, path: &Path, store: &mut dyn Store) -> Result<(), Failure> {
    let blocks = work.ledger.blocks(work.hold.job)?;
    let end = blocks.iter().filter(|block| block.sent).map(|block| block.start + block.length).max().unwrap_or(0);
    let open = blocks.iter().find(|block| !block.sent);
    let length = store.length().map_err(|error| unreadable(path, &error))?;
    let foreign = || -> Failure {
        let message = say!("{path} is not as this job left it", path = file(path));
        let help = say!("put it back as it was, or take it away: the job goes on in a new file then");
        Diagnostic::error(rules::OUTPUT, message).help(help).into()
    };
    match length {
        None => {
            if !blocks.is_empty() {
                super::done(work.world, |op| work.ledger.file_gone(op, work.hold))?;
                let message = say!("{path} is gone; the job goes on in a new file of that name", path = file(path));
                work.progress.told(&message);
            }
            store.create().map_err(|error| unwritten(path, &error))?;
            return Ok(());
        }
        Some(0) => {}
        Some(_) if blocks.is_empty() => {
            let message = say!("{path} exists, and does not belong to this job", path = file(path));
            return Err(Diagnostic::error(rules::OUTPUT, message)
                .help(say!("name another file, or take it away"))
                .into());
        }
        Some(length) if length < end => return Err(foreign()),
        Some(_) => {}
    }
    let length = length.unwrap_or(0);
    let Some(open) = open else {
        return if length > end { Err(foreign()) } else { Ok(()) };
    };
    let there = store.read(open.start, open.length + 1).map_err(|error| unreadable(path, &error))?;
    if there.len() as u64 > open.length {
        return Err(foreign());
    }
    let numbers: Vec<u32> = claimed(work, open)?;
    if there.len() as u64 == open.length && digest(&there) == open.digest {
        work.mark(&numbers, State::Sent)?;
    } else {
        store.truncate(open.start).map_err(|error| unwritten(path, &error))?;
        work.mark(&numbers, State::Waiting)?;
        let labels = count(numbers.len());
        work.progress.told(&taken_out(path, labels));
    }
    Ok(())
}

fn taken_out(path: &Path, labels: quietzone::sentence::Count) -> Sentence {
    say!(
        "{labels} label that stood in {path} by half was taken out and waits again"
            | "{labels} labels of which {path} had not all were taken out and wait again",
        labels,
        path = file(path)
    )
}

/// The labels of a block that are claimed still.
fn claimed(work: Work<'_>, block: &Block) -> Result<Vec<u32>, Failure> {
    let claimed = work.ledger.numbers(work.hold.job, State::Claimed)?;
    let (first, last) = block.labels;
    let of_block = crate::ledger::Numbers::of([first..=last]);
    Ok(claimed.both(&of_block).ranges().iter().cloned().flatten().collect())
}

/// Where the next block begins.
fn end(work: Work<'_>) -> Result<u64, Failure> {
    let blocks = work.ledger.blocks(work.hold.job)?;
    Ok(blocks.iter().map(|block| block.start + block.length).max().unwrap_or(0))
}

fn placed(numbers: &[u32], start: u64, bytes: &[u8]) -> Result<Block, Diagnostic> {
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
        return Err(Diagnostic::internal("station: a block without labels"));
    };
    Ok(Block { labels: (*first, *last), start, length: bytes.len() as u64, digest: digest(bytes), sent: false })
}

fn digest(bytes: &[u8]) -> u64 {
    let mut digest = Digest::default();
    digest.add(bytes);
    digest.value()
}

fn unwritten(path: &Path, error: &std::io::Error) -> Diagnostic {
    let message = say!("{path} cannot be written: {error}", path = file(path), error = system(error));
    Diagnostic::error(rules::OUTPUT, message)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    let message = say!("{path} cannot be read: {error}", path = file(path), error = system(error));
    Diagnostic::error(rules::OUTPUT, message)
}
