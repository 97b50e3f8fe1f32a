//! Files that are dropped on the page: kept in the folder, for their owner alone, and never over another.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use http_body_util::BodyExt;
use hyper::body::{Body, Bytes, Incoming};
use hyper::{Request, Response, StatusCode};
use percent_encoding::percent_decode_str;
use quietzone::batch::Failure;
use quietzone::sentence::told_in;
use quietzone::world::World;
use serde_json::json;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::answer::{Told, of, refused};
use super::language;
use super::thread::on_a_thread;
use crate::calls::Answer;
use crate::desk::{Desk, cannot_write, keep};

/// Bytes of a file.
const MOST: u64 = 1 << 30;
/// How long is waited for its next bytes.
const HEARD: Duration = Duration::from_secs(10);

/// Takes a file, and tells the name that it has: another one where something else stands under its own.
pub(super) async fn kept(name: &str, request: Request<Incoming>, desk: &Arc<Desk>) -> Response<Told> {
    let (tongue, body) = (language::of(request.headers()).tongue(), request.into_body());
    let Ok(name) = percent_decode_str(name).decode_utf8() else { return refused(StatusCode::BAD_REQUEST) };
    let path = match desk.path(&name) {
        Ok(path) => path,
        Err(why) => return told_in(tongue, || of(Err(why.into()))),
    };
    if body.size_hint().lower() > MOST {
        return refused(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let (give, take) = mpsc::channel(4);
    let world = desk.world().clone();
    let writing = tokio::spawn(on_a_thread(tongue, move || {
        let kept = written(&world, &path, take)?;
        Ok(Answer::Json(json!({ "name": kept.to_string_lossy() })))
    }));
    match (heard(body, give).await, writing.await) {
        (Err(status), _) => refused(status),
        (Ok(()), Ok(written)) => written,
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

/// Writes pieces into a file that is not there yet; tells its path, or that of one that is the same already.
fn written(world: &World, path: &Path, mut take: mpsc::Receiver<Piece>) -> Result<PathBuf, Failure> {
    let cannot = |error: io::Error| cannot_write(path, &error);
    let mut passing = world.passing().map_err(cannot)?;
    loop {
        match take.blocking_recv() {
            Some(Piece::Bytes(bytes)) => passing.write_all(&bytes).map_err(cannot)?,
            Some(Piece::End) => break,
            None => return Err(cannot(io::Error::from(io::ErrorKind::UnexpectedEof))),
        }
    }
    keep(world, path, &passing.stored().map_err(cannot)?, true)
}
