//! The files of the folder: listed, and given to be saved or looked at.

use std::path::Path;
use std::time::UNIX_EPOCH;

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{file, system};
use quietzone::world::PathKind;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Call, read};
use crate::desk::Desk;

/// Files that are listed, and folders that are looked into below each other.
const MOST: usize = 5000;
const DEEP: usize = 4;

pub(super) const CALLS: &[Call] = &[
    Call::new(
        "files",
        "The files of the folder and of those in it: name, bytes, time, the latest first.",
        |desk, _| list(desk),
    ),
    Call::new("files.read", "A file of the folder, whole: {name}.", |desk, asked| {
        let path = desk.path(&read::<Named>(asked)?.name)?;
        let opened = desk.world().open(&path).map_err(|error| {
            let message = say!("{file} cannot be read: {error}", file = file(&path), error = system(&error));
            Diagnostic::error(rules::REQUEST, message)
        })?;
        Ok(Answer::File { kind: kind(&path), file: opened })
    }),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
}

/// What a browser takes a file for. It runs none of them: what is no picture or text is saved.
fn kind(path: &Path) -> &'static str {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "pdf" => "application/pdf",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" | "csv" | "toml" | "zpl" | "tspl" | "json" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn list(desk: &Desk) -> Result<Answer, Failure> {
    let mut found = Vec::new();
    let whole = look(desk, Path::new(""), DEEP, &mut found);
    found.sort_by(|one, other| other.time.total_cmp(&one.time).then_with(|| one.name.cmp(&other.name)));
    let files: Vec<Value> = found
        .into_iter()
        .map(|File { name, bytes, time }| json!({ "name": name, "bytes": bytes, "time": time }))
        .collect();
    Ok(json!({ "files": files, "whole": whole }).into())
}

struct File {
    name: String,
    bytes: u64,
    time: f64,
}

/// Finds files, those that are hidden and links out of the folder left out; tells whether these are all.
fn look(desk: &Desk, folder: &Path, deep: usize, found: &mut Vec<File>) -> bool {
    let Ok(mut names) = desk.world().folder(folder) else { return false };
    names.sort();
    let mut is_whole = true;
    for path in names {
        let Some(name) = path.to_str().filter(|name| desk.path(name).is_ok()) else { continue };
        match desk.world().kind(&path) {
            Ok(PathKind::Folder) if deep > 0 => is_whole &= look(desk, &path, deep - 1, found),
            Ok(PathKind::Folder) => is_whole = false,
            Ok(PathKind::File) if found.len() < MOST => {
                let Ok(about) = desk.whole(&path).metadata() else { continue };
                let since = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
                let time = since.map_or(0.0, |since| since.as_secs_f64());
                found.push(File { name: name.to_owned(), bytes: about.len(), time });
            }
            Ok(PathKind::File) => is_whole = false,
            Ok(PathKind::Stream) | Err(_) => {}
        }
    }
    is_whole
}
