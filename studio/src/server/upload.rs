//! Files that are dropped on the page: kept in the folder, for their owner alone, and never over another.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http_body_util::BodyExt;
use hyper::Response;
use hyper::StatusCode;
use hyper::body::{Body, Bytes, Incoming};
use percent_encoding::percent_decode_str;
use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{file, system};
use quietzone::world::{Stored, World};
use serde_json::json;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::answer::{Told, of, refused};
use super::thread::on_a_thread;
use crate::calls::Answer;
use crate::desk::Desk;

/// Bytes of a file.
const MOST: u64 = 1 << 30;
/// How long is waited for its next bytes.
const HEARD: Duration = Duration::from_secs(10);
/// Files of one name.
const SAME: u32 = 1000;

/// Takes a file, and tells the name that it has: another one where something else stands under its own.
pub(super) async fn kept(name: &str, body: Incoming, desk: &Arc<Desk>) -> Response<Told> {
    let Ok(name) = percent_decode_str(name).decode_utf8() else { return refused(StatusCode::BAD_REQUEST) };
    let path = match desk.path(&name) {
        Ok(path) => path,
        Err(why) => return of(Err(why.into())),
    };
    if body.size_hint().lower() > MOST {
        return refused(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let (give, take) = mpsc::channel(4);
    let world = desk.world().clone();
    let writing = tokio::spawn(on_a_thread(move || {
        let kept = written(&world, &path, take)?;
        Ok(Answer::Json(json!({ "name": kept.to_string_lossy() })))
    }));
    match (heard(body, give).await, writing.await) {
        (Err(status), _) => refused(status),
        (Ok(()), Ok(written)) => of(written),
        (Ok(()), Err(_)) => refused(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// Hears a body to its end. Where it breaks off, the end is not told.
async fn heard(mut body: Incoming, give: mpsc::Sender<Piece>) -> Result<(), StatusCode> {
    let mut all = 0;
    loop {
        let frame = timeout(HEARD, body.frame()).await.map_err(|_| StatusCode::REQUEST_TIMEOUT)?;
        let Some(frame) = frame else { break };
        let Ok(bytes) = frame.map_err(|_| StatusCode::BAD_REQUEST)?.into_data() else { continue };
        all += bytes.len() as u64;
        if all > MOST {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        if give.send(Piece::Bytes(bytes)).await.is_err() {
            // Why it cannot be written is told by who writes.
            return Ok(());
        }
    }
    let _ = give.send(Piece::End).await;
    Ok(())
}

enum Piece {
    Bytes(Bytes),
    End,
}

/// Two files that come at once get two names.
static NAMING: Mutex<()> = Mutex::new(());

/// Writes pieces into a file that is not there yet; tells its path, or that of one that is the same already.
fn written(world: &World, path: &Path, mut take: mpsc::Receiver<Piece>) -> Result<PathBuf, Failure> {
    let cannot = |error: io::Error| {
        let message = say!("{path} cannot be written: {error}", path = file(path), error = system(&error));
        Failure::from(Diagnostic::error(rules::OUTPUT, message))
    };
    let mut passing = world.passing().map_err(cannot)?;
    loop {
        match take.blocking_recv() {
            Some(Piece::Bytes(bytes)) => passing.write_all(&bytes).map_err(cannot)?,
            Some(Piece::End) => break,
            None => return Err(cannot(io::Error::from(io::ErrorKind::UnexpectedEof))),
        }
    }
    let whole = passing.stored().map_err(cannot)?;
    let _alone = NAMING.lock().unwrap_or_else(PoisonError::into_inner);
    for number in 1..=SAME {
        let named = numbered(path, number);
        match world.open(&named) {
            Ok(there) => {
                if is_same(there, whole.again().map_err(cannot)?).map_err(cannot)? {
                    return Ok(named);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let mut output = world.create(&named, true).map_err(cannot)?;
                io::copy(&mut whole.again().map_err(cannot)?, &mut output).map_err(cannot)?;
                output.finish().map_err(cannot)?;
                return Ok(named);
            }
            Err(error) => return Err(cannot(error)),
        }
    }
    Err(cannot(io::Error::from(io::ErrorKind::AlreadyExists)))
}

/// A name with a number: `codes-2.xlsx`.
fn numbered(path: &Path, number: u32) -> PathBuf {
    if number == 1 {
        return path.to_path_buf();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    path.with_file_name(format!("{stem}-{number}{ending}"))
}

fn is_same(mut one: Stored, mut other: Stored) -> io::Result<bool> {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    loop {
        left.clear();
        right.clear();
        (&mut one).take(1 << 16).read_to_end(&mut left)?;
        (&mut other).take(1 << 16).read_to_end(&mut right)?;
        if left != right || left.is_empty() {
            return Ok(left == right);
        }
    }
}
