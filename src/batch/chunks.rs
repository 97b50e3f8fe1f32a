//! Work on rows in parallel, taken in order.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::watch::{Watch, stop_if_cancelled};
use crate::diagnostic::Diagnostic;
use crate::sentence::{told_in, tongue};
use crate::source::{Row, RowSink, Table};
use crate::world::caught;

/// Rows in a chunk; a constant, so that nothing depends on the number of threads.
pub(crate) const CHUNK: usize = 64;
/// Chunks under way for each thread.
const AHEAD: usize = 4;

/// What gives rows in order.
pub(crate) trait Readable: Sync {
    /// Gives every row to `each`, until it breaks.
    fn each_row(&self, each: RowSink<'_>) -> Result<(), Diagnostic>;
}

impl Readable for Table {
    fn each_row(&self, each: RowSink<'_>) -> Result<(), Diagnostic> {
        self.rows(each)
    }
}

/// Reads rows on one thread, works on its chunks on others, and gives the results to
/// `consume` in the order of the rows, until it has enough. At most a few chunks a thread are under way at a time.
///
/// # Errors
/// The source cannot be read; what `consume` says; the work was cancelled; a thread panicked.
pub(crate) fn in_order<R: Send>(
    rows: &dyn Readable,
    threads: usize,
    watch: &dyn Watch,
    work: impl Fn(usize, Vec<Row>) -> R + Sync,
    mut consume: impl FnMut(R) -> Result<ControlFlow<()>, Diagnostic>,
) -> Result<(), Diagnostic> {
    let threads = threads.max(1);
    let (permits, permit_taker) = sync_channel::<()>(threads * AHEAD);
    let (chunks, chunk_taker) = sync_channel::<(usize, Vec<Row>)>(threads * AHEAD);
    let (results, result_taker) = sync_channel::<(usize, Result<R, String>)>(threads * AHEAD);
    let chunk_taker = Arc::new(Mutex::new(chunk_taker));
    let tongue = tongue();
    thread::scope(|scope| {
        let reader = scope.spawn(move || told_in(tongue, || caught(|| read(rows, &permits, &chunks))));
        for _ in 0..threads {
            let (chunk_taker, results, work) = (chunk_taker.clone(), results.clone(), &work);
            scope.spawn(move || {
                while let Some((index, rows)) = take(&chunk_taker) {
                    let result = told_in(tongue, || caught(|| work(index, rows)));
                    let is_broken = result.is_err();
                    if results.send((index, result)).is_err() || is_broken {
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
        'taking: for (index, result) in &result_taker {
            match result {
                Ok(result) => drop(waiting.insert(index, result)),
                Err(place) => {
                    stopped = Some(Diagnostic::internal(&place));
                    break;
                }
            }
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                // The reader may have ended already, and then nobody waits for a permit.
                let _ = permit_taker.try_recv();
                match consume(result).and_then(|flow| stop_if_cancelled(watch).map(|()| flow)) {
                    Ok(ControlFlow::Continue(())) => {}
                    Ok(ControlFlow::Break(())) => break 'taking,
                    Err(error) => {
                        stopped = Some(error);
                        break 'taking;
                    }
                }
            }
        }
        // Closed channels make the reader and the workers end.
        drop(permit_taker);
        drop(result_taker);
        let read = match reader.join() {
            Ok(Ok(read)) => read,
            Ok(Err(place)) => Err(Diagnostic::internal(&place)),
            Err(_) => Err(Diagnostic::internal("?")),
        };
        match stopped {
            Some(error) => Err(error),
            None => read,
        }
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
fn read(
    rows: &dyn Readable,
    permits: &SyncSender<()>,
    chunks: &SyncSender<(usize, Vec<Row>)>,
) -> Result<(), Diagnostic> {
    let mut chunk = Vec::with_capacity(CHUNK);
    let mut index = 0;
    let mut send = |rows: Vec<Row>| {
        let sent = permits.send(()).is_ok() && chunks.send((index, rows)).is_ok();
        index += 1;
        if sent { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    rows.each_row(&mut |row| {
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

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;
    use crate::diagnostic::{Column, Place};
    use crate::market::Market;
    use crate::source::{Cell, Source};

    /// So many rows, of which one cannot be read for a fault of the program.
    #[derive(Debug)]
    struct Faulty {
        name: Arc<str>,
        rows: u32,
        faulty: Option<u32>,
    }

    impl Source for Faulty {
        fn name(&self) -> &Arc<str> {
            &self.name
        }

        fn rows(&self, each: RowSink<'_>) -> Result<(), Diagnostic> {
            for number in 1..=self.rows {
                assert!(self.faulty != Some(number), "a fault of the reader");
                if each(Row::new(number, vec![Cell::text("x")])).is_break() {
                    break;
                }
            }
            Ok(())
        }

        fn place(&self, _: u32, _: Option<&Column>) -> Place {
            Place::Nowhere
        }
    }

    fn table(rows: u32, faulty: Option<u32>) -> Table {
        let market = Market::load("kz-pharma").unwrap();
        let source: Arc<dyn Source> = Arc::new(Faulty { name: "rows".into(), rows, faulty });
        Table::open_all(Vec::new(), vec![source], None, &market.structure, false).unwrap()
    }

    /// Reads 100 000 rows with so many threads; what the work does with a chunk is given.
    fn run(table: &Table, threads: usize, work: impl Fn(usize) + Sync) -> Result<u64, Diagnostic> {
        let mut taken = 0;
        let count = |index, rows: Vec<Row>| {
            work(index);
            rows.len() as u64
        };
        in_order(table, threads, &(), count, |rows| {
            taken += rows;
            Ok(ControlFlow::Continue(()))
        })
        .map(|()| taken)
    }

    #[test]
    fn a_fault_of_a_thread_ends_the_work_and_is_told_as_one_of_the_program() {
        for threads in [1, 2, 7] {
            assert_eq!(run(&table(100_000, None), threads, |_| {}).unwrap(), 100_000);
            // One chunk, or every one.
            for fails in [|index: usize| index == 300, |_: usize| true] {
                let ended = run(&table(100_000, None), threads, |index| {
                    assert!(!fails(index), "a fault of the work");
                });
                assert_eq!(ended.unwrap_err().rule.code, "INT01", "{threads} threads");
            }
            let ended = run(&table(100_000, Some(70_000)), threads, |_| {});
            assert_eq!(ended.unwrap_err().rule.code, "INT01", "{threads} threads");
        }
    }
}
