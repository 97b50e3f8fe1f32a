//! What is answered: whole, or a piece after the other.

use std::convert::Infallible;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use hyper::{Response, StatusCode};
use quietzone::batch::Failure;
use quietzone::report::json;
use quietzone::world::Stored;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

use crate::calls::Answer;

/// Bytes of a piece.
const PIECE: usize = 64 << 10;
/// Nothing from elsewhere, nothing that stands in the page itself, and the page in no other.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const FIXED: [(HeaderName, &str); 7] = [
    (CACHE_CONTROL, "no-store"),
    (CONTENT_SECURITY_POLICY, POLICY),
    (REFERRER_POLICY, "no-referrer"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The bytes of an answer.
#[derive(Debug)]
pub(super) enum Told {
    Whole(Option<Bytes>),
    Pieces(mpsc::Receiver<io::Result<Bytes>>),
}

impl Body for Told {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match self.get_mut() {
            Told::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Told::Pieces(pieces) => pieces.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data))),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Told::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Told::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Told::Pieces(_) => SizeHint::default(),
        }
    }
}

/// An answer of a kind.
pub(super) fn whole(status: StatusCode, kind: &'static str, bytes: impl Into<Bytes>) -> Response<Told> {
    with(status, kind, Told::Whole(Some(bytes.into())))
}

/// No answer but a status and why.
pub(super) fn refused(status: StatusCode) -> Response<Told> {
    whole(status, "text/plain; charset=utf-8", status.canonical_reason().unwrap_or_default())
}

/// What a call came to.
pub(super) fn of(came: Result<Answer, Failure>) -> Response<Told> {
    match came {
        Ok(Answer::Json(value)) => said(StatusCode::OK, &value),
        Ok(Answer::Bytes { kind, bytes }) => whole(StatusCode::OK, kind, bytes),
        Ok(Answer::File { kind, file }) => with(StatusCode::OK, kind, Told::Pieces(pieces(file))),
        Err(Failure(found)) => {
            let found: Vec<Value> = found.iter().map(json::finding).collect();
            said(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "findings": found }))
        }
    }
}

fn said(status: StatusCode, value: &Value) -> Response<Told> {
    whole(status, "application/json; charset=utf-8", value.to_string())
}

fn with(status: StatusCode, kind: &'static str, told: Told) -> Response<Told> {
    let mut response = Response::new(told);
    *response.status_mut() = status;
    for (name, value) in FIXED {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// A file in pieces, no more of them at hand than are taken.
fn pieces(mut file: Stored) -> mpsc::Receiver<io::Result<Bytes>> {
    let (give, take) = mpsc::channel(2);
    spawn_blocking(move || {
        loop {
            let mut piece = Vec::with_capacity(PIECE);
            let read = (&mut file).take(PIECE as u64).read_to_end(&mut piece);
            let is_last = !matches!(read, Ok(bytes) if bytes > 0);
            let piece = match read {
                Ok(0) => return,
                Ok(_) => Ok(piece.into()),
                Err(error) => Err(error),
            };
            if give.blocking_send(piece).is_err() || is_last {
                return;
            }
        }
    });
    take
}

/// Nothing fails where an answer is made.
pub(super) type Made = Result<Response<Told>, Infallible>;
