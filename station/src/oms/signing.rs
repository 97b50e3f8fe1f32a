//! Signatures of documents: by a command of the user's, or made elsewhere.
//!
//! What is signed is what is sent: the command gets a file of the very bytes, and may not change it. A PIN is never an
//! argument; the command asks for it where it wants one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{Sentence, file, name, outside, system as system_of};
use quietzone::world::{World, read};

use super::rules;

/// The largest signature, in bytes.
const LARGEST: u64 = 1 << 20;

/// Lets a command of the shell sign bytes, in a folder that only its owner reads: `{in}` stands for the file of the
/// bytes, `{out}` for that of the signature.
///
/// # Errors
/// It fails, changes the file, or gives no signature.
pub fn by_command(command: &str, folder: &Path, bytes: &[u8]) -> Result<String, Failure> {
    if !command.contains("{in}") {
        let message = say!("the command that signs does not say where the file stands");
        return Err(refused(message).help(say!("write {in} where its name belongs", in = name("{in}"))).into());
    }
    let place = Place::within(folder)?;
    let (input, output) = (place.0.join("document"), place.0.join("document.sig"));
    let cannot =
        |error: std::io::Error| refused(say!("a file to sign cannot be written: {error}", error = system_of(&error)));
    fs::write(&input, bytes).map_err(cannot)?;
    let quoted = |path: &Path| format!("\"{}\"", path.display());
    let line = command.replace("{in}", &quoted(&input)).replace("{out}", &quoted(&output));
    let (shell, switch) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    // It may ask for a PIN, so that it has the keyboard.
    let ended = Command::new(shell)
        .args([switch, &line])
        .stdin(Stdio::inherit())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .output();
    let ended = ended
        .map_err(|error| refused(say!("the command that signs cannot be run: {error}", error = system_of(&error))))?;
    if !ended.status.success() {
        return Err(refused(say!("the command that signs failed"))
            .help(say!("its own words stand above; nothing was sent"))
            .into());
    }
    if fs::read(&input).map_err(cannot)? != bytes {
        return Err(refused(say!("the command that signs changed the file that it signs"))
            .help(say!("nothing was sent"))
            .into());
    }
    // Some programs name the file of a signature by themselves.
    let written =
        [output, place.0.join("document.p7s"), place.0.join("document.sgn")].into_iter().find(|path| path.exists());
    let signature = match written {
        Some(path) => read(&World::default(), &path, LARGEST).map_err(|error| {
            refused(say!("the signature cannot be read: {error}", error = outside(error.to_string())))
        })?,
        None => ended.stdout,
    };
    Ok(in_one_line(&signature)?)
}

/// A signature as a header carries it: Base64 in one line, whatever it was written as.
///
/// # Errors
/// It is none.
pub fn in_one_line(signature: &[u8]) -> Result<String, Diagnostic> {
    let none = || {
        refused(say!("what the signature should be is none: neither Base64 nor DER"))
            .help(say!("ask for a detached CMS"))
    };
    let text = std::str::from_utf8(signature).ok().map(|text| {
        let lines = text.trim_start_matches('\u{feff}').lines().filter(|line| !line.starts_with("-----"));
        lines.flat_map(|line| line.split_whitespace()).collect::<String>()
    });
    match text {
        Some(text) if !text.is_empty() && STANDARD.decode(&text).is_ok() => Ok(text),
        // DER begins with a sequence.
        _ if signature.first() == Some(&0x30) && signature.len() > 8 => Ok(STANDARD.encode(signature)),
        _ => Err(none()),
    }
}

fn refused(message: Sentence) -> Diagnostic {
    Diagnostic::error(rules::SIGNATURE, message)
}

/// A folder of its owner that is gone when it is not needed any more.
struct Place(PathBuf);

impl Place {
    fn within(folder: &Path) -> Result<Self, Diagnostic> {
        let mut bytes = [0; 8];
        World::default().random(&mut bytes).map_err(|_| Diagnostic::internal("oms: no randomness"))?;
        let path = folder.join(format!("signing-{:016x}", u64::from_be_bytes(bytes)));
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path).map_err(|error| {
            refused(say!("{folder} cannot be made: {error}", folder = file(&path), error = system_of(&error)))
        })?;
        Ok(Self(path))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What cannot be taken away stands in a folder that only its owner reads.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_one_line_of_base64_however_it_was_written() {
        for written in [
            b"MIIBCgKCAQEA\nabcd\r\n".as_slice(),
            b"-----BEGIN CMS-----\nMIIBCgKCAQEA\nabcd\n-----END CMS-----\n",
            "\u{feff}MIIBCgKCAQEAabcd".as_bytes(),
        ] {
            assert_eq!(in_one_line(written).unwrap(), "MIIBCgKCAQEAabcd");
        }
        assert_eq!(in_one_line(&[0x30, 0x80, 1, 2, 3, 4, 5, 6, 7, 0xff]).unwrap(), "MIABAgMEBQYH/w==");
        for none in [b"".as_slice(), b"Signing, please wait", b"\xff\xfe", b"0"] {
            assert!(in_one_line(none).is_err());
        }
    }
}
