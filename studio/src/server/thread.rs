//! Work that takes its time, away from the thread that listens.

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::world::caught;
use tokio::task::spawn_blocking;

use crate::calls::Answer;

/// Does what takes its time, and makes a panic an answer.
pub(super) async fn on_a_thread(
    work: impl FnOnce() -> Result<Answer, Failure> + Send + 'static,
) -> Result<Answer, Failure> {
    let came = spawn_blocking(|| caught(work)).await.unwrap_or_else(|error| Err(error.to_string()));
    came.unwrap_or_else(|place| Err(Diagnostic::internal(&place).into()))
}
