//! Where the ledger of a machine stands.

use std::fs;
use std::path::{Path, PathBuf};

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{file, system};

use super::rules;

/// Names another folder than the machine's.
pub const VARIABLE: &str = "QUIETZONE_LEDGER";

/// The folder of a ledger: the ledger itself, its counter, its printers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder(PathBuf);

impl Folder {
    /// The folder that is named, or the one that all users of the machine share; made if it is missing.
    ///
    /// # Errors
    /// It cannot be made, or stands on a network drive, where locks do not hold.
    pub fn open(named: Option<&Path>) -> Result<Self, Diagnostic> {
        let path = named.map_or_else(of_machine, Path::to_path_buf);
        let cannot = |error: &std::io::Error| {
            let message = say!(
                "the folder {folder} of the ledger cannot be made: {error}",
                folder = file(&path),
                error = system(error)
            );
            let help = say!(
                "let somebody who may make it for all who print, or name another with --ledger FOLDER or in {variable}",
                variable = quietzone::sentence::name(VARIABLE)
            );
            Diagnostic::error(rules::LEDGER, message).help(help)
        };
        if !path.is_dir() {
            make(&path).map_err(|error| cannot(&error))?;
        }
        let real = fs::canonicalize(&path).map_err(|error| cannot(&error))?;
        if is_remote(&real) {
            let message = say!(
                "the ledger cannot stand in {folder}, which is on a network drive: two stations could print one code",
                folder = file(&path)
            );
            return Err(Diagnostic::error(rules::LEDGER, message).help(say!("name a folder on a disk of this machine")));
        }
        Ok(Self(real))
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

/// The folder that all users of the machine share.
fn of_machine() -> PathBuf {
    if cfg!(windows) {
        let data = std::env::var_os("ProgramData").map_or_else(|| PathBuf::from(r"C:\ProgramData"), PathBuf::from);
        data.join("quietzone")
    } else if cfg!(target_os = "macos") {
        PathBuf::from("/Library/Application Support/quietzone")
    } else {
        PathBuf::from("/var/lib/quietzone")
    }
}

/// Makes a folder that its group may write to and others not read.
#[cfg(unix)]
pub(super) fn make(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    fs::DirBuilder::new().recursive(true).mode(0o770).create(path)?;
    // What the mask took from the group is given back; new files belong to the group of the folder.
    fs::set_permissions(path, fs::Permissions::from_mode(0o2770))
}

#[cfg(not(unix))]
pub(super) fn make(path: &Path) -> std::io::Result<()> {
    fs::create_dir_all(path)
}

/// Lets the group of the folder write a file, and nobody else read it. Who does not own it may not say so, and
/// need not.
#[cfg(unix)]
pub(super) fn share(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o660));
}

#[cfg(not(unix))]
pub(super) fn share(_: &Path) {}

/// Whether a folder stands on another machine.
#[cfg(target_os = "linux")]
fn is_remote(path: &Path) -> bool {
    /// NFS, SMB, CIFS, SMB2, NCP, AFS, Coda, Ceph, 9P, Lustre, GPFS, and what FUSE brings.
    const REMOTE: [u64; 12] = [
        0x6969,
        0x517b,
        0xff53_4d42,
        0xfe53_4d42,
        0x564c,
        0x5346_414f,
        0x7375_7245,
        0x00c3_6400,
        0x0102_1997,
        0x0bd0_0bd0,
        0x4750_4653,
        0x6573_5546,
    ];
    let kind = rustix::fs::statfs(path).map(|about| u64::try_from(about.f_type).unwrap_or_default() & 0xffff_ffff);
    kind.is_ok_and(|kind| REMOTE.contains(&kind))
}

/// Whether a folder stands on another machine: its path without links begins with the name of one.
#[cfg(not(target_os = "linux"))]
fn is_remote(path: &Path) -> bool {
    let path = path.to_string_lossy();
    path.starts_with(r"\\?\UNC\") || (path.starts_with(r"\\") && !path.starts_with(r"\\?\"))
}
