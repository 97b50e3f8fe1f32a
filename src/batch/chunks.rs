//! Work on rows in parallel, taken in order.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::diagnostic::Diagnostic;
use crate::source::{Row, Table};

/// Rows in a chunk; a constant, so that nothing depends on the number of threads.
const CHUNK: usize = 64;
/// Chunks under way for each thread.
const AHEAD: usize = 4;

/// Why a pass over the rows ended early.
#[derive(Debug)]
pub(crate) enum Stopped<E> {
    /// The source cannot be read.
    Source(Box<Diagnostic>),
    /// The consumer gave up.
    Consumer(E),
}

/// Reads a table on one thread, works on its chunks on others, and gives the results to
/// `consume` in the order of the rows. At most a few chunks a thread are under way at a time.
pub(crate) fn in_order<R: Send, E>(
    table: &Table,
    threads: usize,
    work: impl Fn(usize, Vec<Row>) -> R + Sync,
    mut consume: impl FnMut(R) -> Result<(), E>,
) -> Result<(), Stopped<E>> {
    let threads = threads.max(1);
    let (permits, permit_taker) = sync_channel::<()>(threads * AHEAD);
    let (chunks, chunk_taker) = sync_channel::<(usize, Vec<Row>)>(threads * AHEAD);
    let (results, result_taker) = sync_channel::<(usize, R)>(threads * AHEAD);
    let chunk_taker = Arc::new(Mutex::new(chunk_taker));
    thread::scope(|scope| {
        let reader = scope.spawn(move || read(table, &permits, &chunks));
        for _ in 0..threads {
            let (chunk_taker, results, work) = (chunk_taker.clone(), results.clone(), &work);
            scope.spawn(move || {
                while let Some((index, rows)) = take(&chunk_taker) {
                    if results.send((index, work(index, rows))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(results);
        drop(chunk_taker);
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        let mut stopped = None;
        for (index, result) in &result_taker {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                // The reader may have ended already, and then nobody waits for a permit.
                let _ = permit_taker.try_recv();
                if stopped.is_none() {
                    stopped = consume(result).err();
                }
            }
            if stopped.is_some() {
                break;
            }
        }
        // Closed channels make the reader and the workers end.
        drop(permit_taker);
        drop(result_taker);
        let read = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        match (stopped, read) {
            (Some(error), _) => Err(Stopped::Consumer(error)),
            (None, Err(error)) => Err(Stopped::Source(Box::new(error))),
            (None, Ok(())) => Ok(()),
        }
    })
}

/// As [`in_order`], for a consumer that never gives up.
pub(crate) fn all_in_order<R: Send>(
    table: &Table,
    threads: usize,
    work: impl Fn(Vec<Row>) -> R + Sync,
    mut consume: impl FnMut(R),
) -> Result<(), Diagnostic> {
    let consume = |result| {
        consume(result);
        Ok::<(), std::convert::Infallible>(())
    };
    in_order(table, threads, |_, rows| work(rows), consume).map_err(|stopped| match stopped {
        Stopped::Source(error) => *error,
        Stopped::Consumer(never) => match never {},
    })
}

/// As many threads as are wanted, or as the machine has cores.
pub(crate) fn threads(wanted: Option<usize>) -> usize {
    wanted.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from))
}

fn take(chunks: &Mutex<Receiver<(usize, Vec<Row>)>>) -> Option<(usize, Vec<Row>)> {
    chunks.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Sends the rows of a table in chunks, each when a permit is free.
fn read(table: &Table, permits: &SyncSender<()>, chunks: &SyncSender<(usize, Vec<Row>)>) -> Result<(), Diagnostic> {
    let mut chunk = Vec::with_capacity(CHUNK);
    let mut index = 0;
    let mut send = |rows: Vec<Row>| {
        let sent = permits.send(()).is_ok() && chunks.send((index, rows)).is_ok();
        index += 1;
        if sent { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    table.rows(&mut |row| {
        chunk.push(row);
        if chunk.len() < CHUNK {
            ControlFlow::Continue(())
        } else {
            send(std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK)))
        }
    })?;
    if !chunk.is_empty() {
        let _ = send(chunk);
    }
    Ok(())
}
