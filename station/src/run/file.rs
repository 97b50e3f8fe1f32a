//! Printing into a file: labels are claimed in blocks, each with its place and digest, so that after a crash it
//! is certain which of them stand in the file.

use std::path::Path;

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{Sentence, count, file, system};

use super::store::Store;
use super::work::{Ended, Waiting, Why, Work, number};
use crate::ledger::{Block, Claim, State};
use quietzone::batch::rules;

/// Labels in a block.
const BLOCK: usize = 1000;

/// Prints what waits into a file. What an earlier run left is reconciled first.
///
/// # Errors
/// The design cannot be made, the ledger cannot be read.
pub fn print_file(work: Work<'_>, path: &Path, store: &mut dyn Store) -> Result<Ended, Failure> {
    reconcile(work, path, store)?;
    let again = work.design()?;
    let maker = again.zpl()?;
    let (head, tail) = (maker.head()?, maker.tail()?);
    let all = work.waiting()?;
    let mut waiting = Waiting::of(work);
    let mut sent = 0;
    let mut end = end(work)?;
    let mut next = waiting.next(BLOCK)?;
    let mut is_first = true;
    while !next.is_empty() {
        if work.progress.is_stopped() {
            return Ok(Ended { sent, in_doubt: 0, why: Why::Stopped });
        }
        let behind = waiting.next(BLOCK)?;
        let mut bytes = if is_first { head.clone() } else { Vec::new() };
        maker.labels(&next)?.iter().for_each(|label| bytes.extend_from_slice(label));
        if behind.is_empty() {
            bytes.extend_from_slice(&tail);
        }
        let numbers = next.iter().map(number).collect::<Result<Vec<_>, _>>()?;
        let block = block(&numbers, end, &bytes)?;
        let op = work.op()?;
        match super::again(|| work.ledger.claim(op, work.hold, &work.by, &numbers, Some(&block)))? {
            Claim::Stop => return Ok(Ended { sent, in_doubt: 0, why: Why::Stopped }),
            Claim::Changed => {
                waiting.again();
                next = waiting.next(BLOCK)?;
                continue;
            }
            Claim::Taken => {}
        }
        if let Err(error) = store.append(&bytes) {
            // Whole or not at all: what stands there of the block is taken out again.
            let why = unwritten(path, &error);
            // Where that fails too, the next run finds out.
            let _ = reconcile(work, path, store);
            return Ok(Ended { sent, in_doubt: 0, why: Why::Trouble(why.into()) });
        }
        work.mark(&numbers, State::Sent)?;
        end += bytes.len() as u64;
        sent += numbers.len() as u64;
        is_first = false;
        work.progress.sent(sent, all);
        next = behind;
    }
    Ok(Ended { sent, in_doubt: 0, why: Why::Through })
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
                let op = work.op()?;
                super::again(|| work.ledger.file_gone(op, work.hold))?;
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

fn block(numbers: &[u32], start: u64, bytes: &[u8]) -> Result<Block, Diagnostic> {
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
        return Err(Diagnostic::internal("station: a block without labels"));
    };
    Ok(Block { labels: (*first, *last), start, length: bytes.len() as u64, digest: digest(bytes), sent: false })
}

fn digest(bytes: &[u8]) -> u64 {
    use std::hash::Hasher;
    let mut hasher = siphasher::sip::SipHasher24::new_with_key(b"blocks of a file");
    hasher.write(bytes);
    hasher.finish()
}

fn unwritten(path: &Path, error: &std::io::Error) -> Diagnostic {
    let message = say!("{path} cannot be written: {error}", path = file(path), error = system(error));
    Diagnostic::error(rules::OUTPUT, message)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    let message = say!("{path} cannot be read: {error}", path = file(path), error = system(error));
    Diagnostic::error(rules::OUTPUT, message)
}
