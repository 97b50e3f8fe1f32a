//! Where a token comes from, or a name and a password: a file, a command, the environment. Never the command line,
//! which others see.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{file, name, outside, system};
use quietzone::world::{World, read_text};
use quietzone_station::oms::{Keys, Login, Token, Tokens, rules};

/// Holds a token.
const VARIABLE: &str = "QUIETZONE_TOKEN";
/// Hold a name and a password.
const LOGIN: (&str, &str) = ("QUIETZONE_LOGIN", "QUIETZONE_PASSWORD");
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
    /// The file that holds a name and a password in two lines, where the system gives tokens for these (xTrace)
    /// [default: the variables QUIETZONE_LOGIN and QUIETZONE_PASSWORD].
    #[arg(long, value_name = "FILE", global = true, conflicts_with_all = ["token_file", "token_command"])]
    login_file: Option<PathBuf>,
    /// A command of the shell that tells them, in two lines.
    #[arg(long, value_name = "COMMAND", global = true, conflicts_with_all = ["token_file", "token_command", "login_file"])]
    login_command: Option<String>,
}

impl Keys for Given {
    fn login(&self) -> Result<Option<Login>, Diagnostic> {
        let text = match (&self.login_file, &self.login_command) {
            (Some(path), _) => kept(path)?,
            (None, Some(command)) => told(command)?,
            (None, None) => {
                let is_token = self.token_file.is_some() || self.token_command.is_some();
                return match (std::env::var(LOGIN.0), std::env::var(LOGIN.1)) {
                    (Ok(name), Ok(password)) if !is_token => Login::new(&name, &password).map(Some),
                    _ => Ok(None),
                };
            }
        };
        let mut lines = text.lines();
        Login::new(lines.next().unwrap_or_default(), lines.next().unwrap_or_default()).map(Some)
    }
}

/// What a file of secrets holds.
fn kept(path: &Path) -> Result<String, Diagnostic> {
    read_text(&World::default(), path, LARGEST).map_err(|error| {
        refused(say!(
            "the token cannot be read from {file}: {error}",
            file = file(path),
            error = outside(error.to_string())
        ))
    })
}

impl Tokens for Given {
    fn token(&self) -> Result<Token, Diagnostic> {
        if let Some(path) = &self.token_file {
            return Token::new(&kept(path)?);
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
