//! Work that takes its time, away from the thread that listens.

use hyper::Response;
use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::sentence::{Tongue, told_in};
use quietzone::world::caught;
use tokio::task::spawn_blocking;

use super::answer::{Told, of};
use crate::calls::Answer;

/// Does what takes its time, and tells what it came to in a language; makes a panic an answer.
pub(super) async fn on_a_thread(
    tongue: Option<&'static dyn Tongue>,
    work: impl FnOnce() -> Result<Answer, Failure> + Send + 'static,
) -> Response<Told> {
    let broken = |place: String| Err(Diagnostic::internal(&place).into());
    let answered = spawn_blocking(move || told_in(tongue, || of(caught(work).unwrap_or_else(broken)))).await;
    answered.unwrap_or_else(|error| told_in(tongue, || of(broken(error.to_string()))))
}
