//! Where people and programs are told: standard output, standard error, and whether somebody looks.

use std::io::{self, IsTerminal, Write};
#[cfg(feature = "oms")]
use std::io::{BufRead, BufReader, Read};
use std::sync::{Mutex, PoisonError};

use clap::error::{ContextKind, ContextValue};
use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::{Diagnostic, Findings};
use quietzone::report::{json, text};
use quietzone::say;
#[cfg(feature = "oms")]
use quietzone::sentence::Sentence;
use quietzone::sentence::{is_unseen, outside};
#[cfg(feature = "oms")]
use quietzone::world::World;
use quietzone_languages::Language;
use serde_json::{Value, json};

use crate::ended::{Ended, Format};
use crate::mistyped;

/// Bytes of an answer to a question.
#[cfg(feature = "oms")]
const ANSWER: u64 = 100;

/// The two streams that a command tells on.
pub struct Console {
    out: Mutex<Box<dyn Write + Send>>,
    err: Mutex<Box<dyn Write + Send>>,
    colours: [bool; 2],
    language: Language,
}

impl Console {
    /// The streams of this process.
    #[must_use]
    pub fn of_process() -> Self {
        let colours = [io::stdout().is_terminal(), io::stderr().is_terminal()];
        Self { colours, ..Self::new(io::stdout(), io::stderr()) }
    }

    /// Streams that are no terminal.
    #[must_use]
    pub fn new(out: impl Write + Send + 'static, err: impl Write + Send + 'static) -> Self {
        Self {
            out: Mutex::new(Box::new(out)),
            err: Mutex::new(Box::new(err)),
            colours: [false; 2],
            language: Language::English,
        }
    }

    /// These streams for commands that are told in a language, unless they name another.
    #[must_use]
    pub fn speaking(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// The language of commands that name none.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// Whether standard error is looked at by somebody.
    pub(crate) fn is_terminal(&self) -> bool {
        self.colours[1]
    }

    /// Tells what the parser of arguments says: help on standard output, mistakes on standard error.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub(crate) fn parsed(&self, told: clap::Error) -> Result<Ended, Failure> {
        if told.use_stderr() {
            self.each([&mistyped::found(&without_secrets(told))]);
            return Ok(Ended::CouldNotRun);
        }
        let text = told.render();
        let shown = if self.colours[0] { text.ansi().to_string() } else { text.to_string() };
        self.print(shown.trim_end_matches('\n')).map(|()| Ended::Clean)
    }

    /// Asks something that is answered by yes, and by nothing else.
    #[cfg(feature = "oms")]
    pub(crate) fn agrees(&self, question: &Sentence) -> bool {
        self.plain(&question.to_string());
        let mut line = String::new();
        let mut input = BufReader::new(World::default().standard_input()).take(ANSWER);
        input.read_line(&mut line).is_ok() && line.trim() == "yes"
    }

    /// Writes lines to standard output. That nobody reads on is no reason to fail.
    ///
    /// # Errors
    /// They cannot be written.
    pub(crate) fn print(&self, text: &str) -> Result<(), Failure> {
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        self.written(writeln!(out, "{text}").and_then(|()| out.flush()))
    }

    /// Writes an object to standard output.
    ///
    /// # Errors
    /// As [`Self::print`].
    pub(crate) fn print_json(&self, value: &Value) -> Result<(), Failure> {
        // What cannot be seen stands in texts alone, where JSON may write it by its number.
        let json = format!("{value:#}").chars().fold(String::new(), |mut json, c| {
            match c {
                c if c != '\n' && is_unseen(c) => json.push_str(&format!("\\u{:04x}", u32::from(c))),
                c => json.push(c),
            }
            json
        });
        self.print(&json)
    }

    /// What became of writing to standard output.
    pub(crate) fn written(&self, done: io::Result<()>) -> Result<(), Failure> {
        match done {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Diagnostic::error(
                rules::OUTPUT,
                say!("standard output cannot be written: {error}", error = outside(error)),
            )
            .into()),
            _ => Ok(()),
        }
    }

    /// Standard output, for what writes as it goes.
    pub(crate) fn output(&self) -> impl Write + '_ {
        Output(self)
    }

    /// Writes to standard error; that it is closed is no reason to fail.
    pub(crate) fn plain(&self, text: &str) {
        let _ = writeln!(self.err.lock().unwrap_or_else(PoisonError::into_inner), "{text}");
    }

    /// Tells findings one by one: those in a template with its line and a caret.
    pub(crate) fn each<'f>(&self, found: impl IntoIterator<Item = &'f Diagnostic>) {
        found.into_iter().for_each(|found| self.plain(&text::drawn(found, self.is_terminal())));
    }

    /// Tells findings over rows: for each rule how often, and the first places.
    pub(crate) fn grouped(&self, findings: &Findings, every_one_told: bool) {
        text::grouped(findings, every_one_told).iter().for_each(|line| self.plain(&line.to_string()));
    }

    /// Tells why a command could not run.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub(crate) fn failed(&self, found: &[Diagnostic], format: Format) -> Result<(), Failure> {
        self.tell(false, found, format)
    }

    /// Tells what a command found.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub(crate) fn found(&self, found: &[Diagnostic], format: Format) -> Result<(), Failure> {
        self.tell(true, found, format)
    }

    /// Tells why a command could not run, if it could not.
    pub(crate) fn ended(&self, format: Format, result: Result<Ended, Failure>) -> Ended {
        self.ended_with(result, |found| self.failed(found, format))
    }

    /// Tells in a command's own way why it could not run, if it could not; on standard error where
    /// that fails too.
    pub(crate) fn ended_with(
        &self,
        result: Result<Ended, Failure>,
        tell: impl FnOnce(&[Diagnostic]) -> Result<(), Failure>,
    ) -> Ended {
        result.unwrap_or_else(|Failure(found)| {
            if tell(&found).is_err() {
                self.each(&found);
            }
            Ended::CouldNotRun
        })
    }

    fn tell(&self, ran: bool, found: &[Diagnostic], format: Format) -> Result<(), Failure> {
        match format {
            Format::Text => {
                self.each(found);
                Ok(())
            }
            Format::Json => {
                let found: Vec<Value> = found.iter().map(json::finding).collect();
                self.print_json(&json!({ "ran": ran, "findings": found }))
            }
        }
    }
}

/// The parser's mistake with what was typed as words from outside: a code may stand among them.
fn without_secrets(mut told: clap::Error) -> clap::Error {
    let typed = |kind: ContextKind| {
        matches!(
            kind,
            ContextKind::InvalidSubcommand
                | ContextKind::InvalidArg
                | ContextKind::InvalidValue
                | ContextKind::TrailingArg
        )
    };
    let shown = |text: &String| outside(text).to_string();
    let contexts: Vec<(ContextKind, ContextValue)> = told
        .context()
        .filter(|(kind, _)| typed(*kind))
        .filter_map(|(kind, value)| match value {
            ContextValue::String(text) => Some((kind, ContextValue::String(shown(text)))),
            ContextValue::Strings(texts) => Some((kind, ContextValue::Strings(texts.iter().map(shown).collect()))),
            _ => None,
        })
        .collect();
    for (kind, value) in contexts {
        if told.get(kind) != Some(&value) {
            // What is suggested quotes it once more.
            told.insert(ContextKind::Suggested, ContextValue::None);
            told.insert(kind, value);
        }
    }
    told
}

struct Output<'c>(&'c Console);

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.out.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.out.lock().unwrap_or_else(PoisonError::into_inner).flush()
    }
}
