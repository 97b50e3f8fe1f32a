//! The printer that somebody means: by its name, or by an address in place of one.

use std::path::Path;

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::outside;
use quietzone::world::World;

use super::address::Address;
use super::profile::Profile;
use super::profiles::Profiles;

/// The printer of a name that the file in a folder has, or of an address that is written in its place.
///
/// # Errors
/// There is none of that name; the address is none; the file of printers cannot be read.
pub fn named(world: &World, folder: &Path, named: &str) -> Result<Profile, Failure> {
    if Address::BEGINNINGS.iter().any(|beginning| named.starts_with(beginning)) {
        let wrong = |wrong| Diagnostic::error(rules::REQUEST, wrong);
        let mut profile = Profile::new("printer", named.parse().map_err(wrong)?).map_err(wrong)?;
        named.clone_into(&mut profile.name);
        return Ok(profile);
    }
    let profiles = Profiles::open(world, folder).map_err(Failure)?;
    Ok(profiles.get(named)?.clone())
}

/// The printer that a job is to go on with: one that is named now, or the one it had before.
///
/// # Errors
/// As [`named`].
pub fn named_or_before(world: &World, folder: &Path, asked: Option<&str>, before: &str) -> Result<Profile, Failure> {
    named(world, folder, asked.unwrap_or(before)).map_err(|failure| match asked {
        Some(_) => failure,
        None => {
            let message = say!("the printer “{printer}” of this job is not known any more", printer = outside(before));
            Diagnostic::error(rules::REQUEST, message).help(say!("name another with --printer")).into()
        }
    })
}
