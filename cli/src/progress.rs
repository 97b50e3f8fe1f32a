//! A progress bar, on a terminal only.

use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use quietzone::say;

use super::console::Console;
use quietzone::batch::{Stage, Watch};
use quietzone::diagnostic::Diagnostic;

/// What a bar shows, in the language of its library.
const BAR: &str = "{msg} [{bar:40}] {human_pos} / {human_len}, {eta}";

/// Shows progress, and, on demand, every finding as it comes.
pub(crate) struct Show<'c> {
    console: &'c Console,
    bar: Mutex<Option<(Stage, ProgressBar)>>,
    visible: bool,
    every_finding: bool,
}

impl<'c> Show<'c> {
    pub(crate) fn new(console: &'c Console, quiet: bool, every_finding: bool) -> Self {
        let visible = !quiet && console.is_terminal();
        Self { console, bar: Mutex::new(None), visible, every_finding }
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        if let Ok(mut bar) = self.bar.lock()
            && let Some((_, bar)) = bar.take()
        {
            bar.finish_and_clear();
        }
    }
}

impl Watch for Show<'_> {
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
            self.console.plain(&found.to_string());
        }
    }
}

fn start(stage: Stage, of: Option<u64>) -> ProgressBar {
    let (bar, form) = match of {
        Some(total) => (ProgressBar::new(total), BAR),
        None => (ProgressBar::new_spinner(), "{spinner} {msg} {human_pos}"),
    };
    if let Ok(style) = ProgressStyle::with_template(form) {
        bar.set_style(style);
    }
    bar.set_message(match stage {
        Stage::Survey => say!("checking rows").to_string(),
        Stage::Emit => say!("making labels").to_string(),
    });
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
