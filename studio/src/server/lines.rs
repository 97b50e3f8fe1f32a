//! The lines that are open: so many at a time, and who has shown the secret before who has not.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::task::AbortHandle;
use tokio::time::sleep;

/// Lines at a time.
const MOST: usize = 128;
/// How long is waited for one of those that have shown the secret to end.
const PAUSE: Duration = Duration::from_millis(20);

/// All open lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines(Arc<Mutex<All>>);

#[derive(Debug, Default)]
struct All {
    next: u64,
    open: BTreeMap<u64, Open>,
}

#[derive(Debug, Default)]
struct Open {
    is_known: bool,
    handle: Option<AbortHandle>,
}

/// One of them; it is closed when this is dropped.
#[derive(Debug)]
pub(super) struct Line {
    lines: Lines,
    number: u64,
}

impl Lines {
    /// A place for a line. Where there is none, the oldest that has not shown the secret is cut off.
    pub(super) async fn open(&self) -> Line {
        loop {
            {
                let mut all = self.held();
                if all.open.len() >= MOST {
                    let stranger = all.open.iter().find(|(_, line)| !line.is_known).map(|(number, _)| *number);
                    if let Some(line) = stranger.and_then(|number| all.open.remove(&number))
                        && let Some(handle) = line.handle
                    {
                        handle.abort();
                    }
                }
                if all.open.len() < MOST {
                    all.next += 1;
                    let number = all.next;
                    all.open.insert(number, Open::default());
                    return Line { lines: self.clone(), number };
                }
            }
            sleep(PAUSE).await;
        }
    }

    /// How a line is cut off.
    pub(super) fn by(&self, number: u64, handle: AbortHandle) {
        if let Some(line) = self.held().open.get_mut(&number) {
            line.handle = Some(handle);
        }
    }

    fn held(&self) -> MutexGuard<'_, All> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// It has shown the secret.
    pub(super) fn is_known(&self) {
        if let Some(line) = self.lines.held().open.get_mut(&self.number) {
            line.is_known = true;
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.lines.held().open.remove(&self.number);
    }
}
