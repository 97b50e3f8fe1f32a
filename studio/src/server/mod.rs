//! The server behind the page: on this machine alone, for who has its secret; lines, sizes and times bounded.

mod answer;
mod guard;
mod language;
mod lines;
mod page;
mod serve;
mod thread;
mod upload;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use quietzone::world::World;
use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::oneshot;

use crate::desk::{Desk, Settings};
use guard::Guard;
use serve::{Site, serve};

/// Calls that are worked on at a time; others wait.
const AT_A_TIME: usize = 8;
/// How long calls under way have at the end. Long work has as long as it needs.
const LAST: Duration = Duration::from_secs(10);

/// A studio that runs. It ends when it is dropped: runs of printing between two labels, other work before it writes.
#[derive(Debug)]
pub struct Studio {
    place: SocketAddr,
    key: String,
    desk: Arc<Desk>,
    /// The thread ends when this is dropped.
    end: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Studio {
    /// Starts it.
    ///
    /// # Errors
    /// The folder is not there, or the port is taken.
    pub fn start(settings: Settings) -> io::Result<Self> {
        let desk = Arc::new(Desk::new(&settings)?);
        let key = key()?;
        let runtime =
            runtime::Builder::new_current_thread().enable_io().enable_time().max_blocking_threads(AT_A_TIME).build()?;
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, settings.port)))?;
        let place = listener.local_addr()?;
        let site = Arc::new(Site::new(Guard::new(place.port(), key.clone()), desk.clone()));
        let (end, ended) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            runtime.spawn(serve(listener, site));
            // That nobody holds the other end any more is what is waited for.
            let _ = runtime.block_on(ended);
            runtime.shutdown_timeout(LAST);
        });
        Ok(Self { place, key, desk, end: Some(end), thread: Some(thread) })
    }

    /// The address of its page, with its secret. The browser does not send what stands behind the `#`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}/#key={}", self.place, self.key)
    }
}

impl Drop for Studio {
    fn drop(&mut self) {
        self.desk.tasks.end();
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A secret that nobody can guess.
fn key() -> io::Result<String> {
    let mut bytes = [0; 32];
    World::default().random(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
