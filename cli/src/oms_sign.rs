//! Who signs documents, and a token by a signature.

use std::io::Write;
use std::path::{Path, PathBuf};

use quietzone::batch::{Failure, rules as batch};
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{file, system as system_of};
use quietzone::world::World;
use quietzone_station::ledger::Sqlite;
use quietzone_station::ledger::orders::Connection;
use quietzone_station::oms::{OrderId, System, Web, Wire, by_command, true_api};

/// How documents are signed.
#[derive(Debug, clap::Args)]
pub(crate) struct Signing {
    /// A command of the shell that signs: {in} is the file of the bytes, {out} the one it writes a detached CMS
    /// into, Base64 or DER; without {out} it tells the signature. Without it, what wants a signature waits in the
    /// portal to be signed.
    #[arg(long, value_name = "COMMAND")]
    sign_command: Option<String>,
}

impl Signing {
    /// The signature of bytes, Base64 in one line; nothing where no command is named.
    pub(crate) fn signature(&self, folder: &Path, bytes: &[u8]) -> Result<Option<String>, Failure> {
        self.sign_command.as_ref().map(|command| by_command(command, folder, bytes)).transpose()
    }
}

/// A token by a signature.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  quietzone oms token --device 1cecc8fb-… --sign-command 'cryptcp -sign -thumbprint … {in} {out}' -o token\n  quietzone oms ping --token-file token\n\nThe token lives 10 hours. A new one kills the one before."
)]
pub(crate) struct Sign {
    /// The device (omsConnection), from the cabinet of СУЗ.
    #[arg(long, value_name = "ID")]
    device: OrderId,
    /// The address of True API.
    #[arg(long, value_name = "URL", default_value = "https://markirovka.crpt.ru")]
    true_api: String,
    /// A command of the shell that signs {in} into {out}, attached.
    #[arg(long, value_name = "COMMAND")]
    sign_command: String,
    /// The firm's INN, where one person signs for several.
    #[arg(long, value_name = "INN")]
    inn: Option<String>,
    /// The file of the token, which only you may read.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

impl Sign {
    /// Gets a token, and writes it into a file.
    pub(crate) fn token(&self, ledger: &Sqlite, connection: &Connection) -> Result<(), Failure> {
        let system = System::of(&connection.family, &connection.country)?;
        let at = Connection { url: self.true_api.trim().trim_end_matches('/').to_owned(), ..connection.clone() };
        let (web, world) = (Web::of(&at)?, World::default());
        let wire = Wire::new(connection, system, &web, ledger, &world);
        let challenge = true_api::challenge(&wire).map_err(Diagnostic::from)?;
        let signature = by_command(&self.sign_command, ledger.folder().path(), challenge.words.as_bytes())?;
        let device = self.device.as_str();
        let token = true_api::sign_in(&wire, &challenge, device, &signature, self.inn.as_deref());
        let token = token.map_err(Diagnostic::from)?;
        write_private(&self.output, format!("{}\n", token.secret()).as_bytes())
    }
}

/// Writes a file that its owner alone may read, whole or not at all.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let cannot = |error: std::io::Error| {
        let message = say!("{file} cannot be written: {error}", file = file(path), error = system_of(&error));
        Diagnostic::error(batch::OUTPUT, message)
    };
    let mut written = World::default().create(path, true).map_err(cannot)?;
    written.write_all(bytes).map_err(cannot)?;
    Ok(written.finish().map_err(cannot)?)
}
