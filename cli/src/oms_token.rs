//! Where the token of an order management system comes from: a file, a command, the environment. Never the
//! command line, which others see.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{file, name, system};
use quietzone::world::{World, read_text};
use quietzone_station::oms::{Token, Tokens, rules};

/// Holds a token.
const VARIABLE: &str = "QUIETZONE_TOKEN";
/// The largest file of a token, in bytes.
const LARGEST: u64 = 64 << 10;

#[derive(Debug, clap::Args)]
pub(crate) struct Given {
    /// The file that holds the token [default: the variable QUIETZONE_TOKEN]. It is read each time.
    #[arg(long, value_name = "FILE", global = true)]
    token_file: Option<PathBuf>,
    /// A command of the shell that tells the token.
    #[arg(long, value_name = "COMMAND", global = true, conflicts_with = "token_file")]
    token_command: Option<String>,
}

impl Tokens for Given {
    fn token(&self) -> Result<Token, Diagnostic> {
        if let Some(path) = &self.token_file {
            let text = read_text(&World::default(), path, LARGEST).map_err(|error| {
                refused(say!(
                    "the token cannot be read from {file}: {error}",
                    file = file(path),
                    error = quietzone::sentence::outside(error.to_string())
                ))
            })?;
            return Token::new(&text);
        }
        if let Some(command) = &self.token_command {
            return Token::new(&told(command)?);
        }
        match std::env::var(VARIABLE) {
            Ok(text) => Token::new(&text),
            Err(_) => Err(refused(say!("no token is given")).help(say!(
                "put it into the variable {variable}, or name --token-file FILE or --token-command COMMAND",
                variable = name(VARIABLE)
            ))),
        }
    }
}

/// What a command tells.
fn told(command: &str) -> Result<String, Diagnostic> {
    let (shell, switch) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let ended = Command::new(shell).args([switch, command]).stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let ended = ended
        .map_err(|error| refused(say!("the command for the token cannot be run: {error}", error = system(&error))))?;
    if !ended.status.success() {
        return Err(refused(say!("the command for the token failed")));
    }
    String::from_utf8(ended.stdout).map_err(|_| refused(say!("the command for the token told no text")))
}

fn refused(message: quietzone::sentence::Sentence) -> Diagnostic {
    Diagnostic::error(rules::SETTINGS, message)
}
