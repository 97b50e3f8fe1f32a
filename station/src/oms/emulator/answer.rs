//! The body of an answer on its way, which may break off.

use std::fmt::{self, Display};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// How long what was sent has to leave, before the line breaks.
const LEAVES: Duration = Duration::from_millis(50);

/// The line breaks on purpose.
#[derive(Debug)]
pub(super) struct Broken;

impl Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("broken on purpose")
    }
}

impl std::error::Error for Broken {}

/// A body, of which so many bytes are sent before the line breaks.
pub(super) struct Answer {
    length: u64,
    sent: Bytes,
    is_whole: bool,
    pause: Option<Pin<Box<Sleep>>>,
}

impl Answer {
    /// A body of which so many bytes are sent.
    pub(super) fn new(body: Bytes, sent: usize) -> Self {
        let is_whole = sent >= body.len();
        Self { length: body.len() as u64, sent: body.slice(..sent.min(body.len())), is_whole, pause: None }
    }
}

impl Body for Answer {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(mut self: Pin<&mut Self>, on: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        if !self.sent.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.sent)))));
        }
        if self.is_whole {
            return Poll::Ready(None);
        }
        ready!(self.pause.get_or_insert_with(|| Box::pin(sleep(LEAVES))).as_mut().poll(on));
        Poll::Ready(Some(Err(Broken)))
    }

    fn is_end_stream(&self) -> bool {
        self.is_whole && self.sent.is_empty()
    }

    /// The whole is announced.
    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length)
    }
}
