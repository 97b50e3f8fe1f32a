//! A progress bar, on a terminal only.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::report;
use crate::diagnostic::Diagnostic;
use crate::job::{Stage, Watch};

/// Shows progress, and, on demand, every finding as it comes.
pub(super) struct Show {
    bar: Mutex<Option<(Stage, ProgressBar)>>,
    visible: bool,
    every_finding: bool,
}

impl Show {
    pub(super) fn new(quiet: bool, every_finding: bool) -> Self {
        let visible = !quiet && std::io::stderr().is_terminal();
        Self { bar: Mutex::new(None), visible, every_finding }
    }

    /// Takes the bar away.
    pub(super) fn clear(&self) {
        if let Ok(mut bar) = self.bar.lock()
            && let Some((_, bar)) = bar.take()
        {
            bar.finish_and_clear();
        }
    }
}

impl Watch for Show {
    fn progress(&self, stage: Stage, done: u64, of: Option<u64>) {
        let Some(mut bar) = self.bar.lock().ok().filter(|_| self.visible) else { return };
        if bar.as_ref().is_none_or(|(known, _)| *known != stage) {
            if let Some((_, old)) = bar.take() {
                old.finish_and_clear();
            }
            *bar = Some((stage, start(stage, of)));
        }
        if let Some((_, bar)) = bar.as_ref() {
            bar.set_position(done);
        }
    }

    fn found(&self, found: &Diagnostic) {
        if self.every_finding {
            report::line(found);
        }
    }
}

fn start(stage: Stage, of: Option<u64>) -> ProgressBar {
    let (bar, form) = match of {
        Some(total) => (ProgressBar::new(total), "{msg} [{bar:40}] {human_pos} of {human_len}, {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {msg} {human_pos}"),
    };
    if let Ok(style) = ProgressStyle::with_template(form) {
        bar.set_style(style);
    }
    bar.set_message(match stage {
        Stage::Survey => "checking rows",
        Stage::Emit => "making labels",
    });
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
