//! A printer of ours on this machine, for tests and for who has none: it takes ZPL or TSPL over TCP, answers what
//! printers answer, and keeps what would be on paper. What happens to printers can happen to it.
//!
//! ```
//! use quietzone_station::printer::simulator::{Settings, Simulator};
//!
//! let printer = Simulator::start(Settings::default())?;
//! assert!(printer.address().host == "127.0.0.1" && printer.papers().is_empty());
//! # Ok::<(), std::io::Error>(())
//! ```

mod heard;
mod machine;
mod paper;
mod settings;
mod stream;
mod tspl;

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::address::{Address, Tcp};
use heard::Heard;
use machine::Machine;
use stream::Stream;

pub use paper::Paper;
pub use settings::{Fault, Happening, OnPaper, Settings, Silence, When};
pub use tspl::picture;

/// How long is waited at most before it is looked whether anything happened.
const A_MOMENT: Duration = Duration::from_millis(5);
/// Bytes taken at a time.
const PIECE: usize = 16 << 10;

/// A printer that stops when it is dropped.
#[derive(Debug)]
pub struct Simulator {
    place: SocketAddr,
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    machine: Machine,
    is_over: bool,
}

impl Simulator {
    /// Switches a printer on. It listens on this machine only, and serves one line at a time.
    ///
    /// # Errors
    /// The port is taken.
    pub fn start(settings: Settings) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, settings.port))?;
        let place = listener.local_addr()?;
        let state = Mutex::new(State { machine: Machine::new(settings), is_over: false });
        let shared = Arc::new(Shared { state, changed: Condvar::new() });
        let (lines, prints) = (shared.clone(), shared.clone());
        let threads = vec![thread::spawn(move || serve(&listener, &lines)), thread::spawn(move || print(&prints))];
        Ok(Self { place, shared, threads })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> Tcp {
        Tcp { host: self.place.ip().to_string(), port: self.place.port() }
    }

    /// The same, as any printer has it.
    #[must_use]
    pub fn place(&self) -> Address {
        Address::Tcp(self.address())
    }

    /// What came out until now, unless it was given away.
    #[must_use]
    pub fn papers(&self) -> Vec<Paper> {
        self.shared.state().machine.papers.clone()
    }

    /// The most bytes of dots that it held as graphics at a time.
    #[must_use]
    pub fn most_memory(&self) -> u64 {
        self.shared.state().machine.most_memory
    }

    /// Labels it has printed in its life.
    #[must_use]
    pub fn odometer(&self) -> u64 {
        self.shared.state().machine.odometer
    }

    /// Lets something happen to it.
    pub fn happen(&self, what: Happening) {
        self.shared.state().machine.happen(what);
        self.shared.changed.notify_all();
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.shared.state().is_over = true;
        self.shared.changed.notify_all();
        // Wakes who waits for a line.
        let _ = TcpStream::connect(self.place);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pause<'s>(&self, state: MutexGuard<'s, State>) -> MutexGuard<'s, State> {
        self.changed.wait_timeout(state, A_MOMENT).unwrap_or_else(PoisonError::into_inner).0
    }
}

/// Serves lines, one behind another.
fn serve(listener: &TcpListener, shared: &Shared) {
    let mut stream = Stream::default();
    for line in listener.incoming() {
        let unbroken = {
            let state = shared.state();
            if state.is_over {
                return;
            }
            state.machine.broken
        };
        if let Ok(mut line) = line {
            // That a line breaks is what lines do.
            let _ = talk(&mut line, &mut stream, shared, unbroken);
        }
        let mut state = shared.state();
        if !state.machine.keeps_half() || state.machine.broken != unbroken {
            stream.drop_all();
        }
        state.machine.is_within = stream.is_within();
    }
}

/// Takes what comes over a line until it ends, or lines are broken.
fn talk(line: &mut TcpStream, stream: &mut Stream, shared: &Shared, unbroken: u64) -> io::Result<()> {
    line.set_read_timeout(Some(A_MOMENT))?;
    line.set_nodelay(true)?;
    let language = shared.state().machine.language();
    let mut piece = [0; PIECE];
    loop {
        let most = {
            let mut state = shared.state();
            while !state.is_over && state.machine.broken == unbroken && state.machine.is_stalled() {
                state = shared.pause(state);
            }
            if state.is_over || state.machine.broken != unbroken {
                return Ok(());
            }
            state.machine.until_fault().and_then(|most| usize::try_from(most).ok()).unwrap_or(PIECE).clamp(1, PIECE)
        };
        let came = match line.read(piece.get_mut(..most).unwrap_or_default()) {
            Ok(0) => return Ok(()),
            Ok(came) => came,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => continue,
            Err(error) => return Err(error),
        };
        stream.push(piece.get(..came).unwrap_or_default());
        while let Some(heard) = stream.take(language) {
            let mut state = shared.state();
            let needs_room = matches!(heard, Heard::Format(_) | Heard::Label(_));
            while needs_room && !state.machine.has_room() && !state.is_over && state.machine.broken == unbroken {
                state = shared.pause(state);
            }
            if state.is_over || state.machine.broken != unbroken {
                return Ok(());
            }
            let answer = state.machine.hear(heard);
            drop(state);
            shared.changed.notify_all();
            if let Some(answer) = answer {
                line.write_all(answer.as_bytes())?;
            }
        }
        let mut state = shared.state();
        state.machine.is_within = stream.is_within();
        state.machine.count(came);
    }
}

/// Prints what is there.
fn print(shared: &Shared) {
    let mut state = shared.state();
    while !state.is_over {
        let Some(label) = state.machine.begin() else {
            state = shared.pause(state);
            continue;
        };
        let half = state.machine.label_time() / 2;
        drop(state);
        shared.changed.notify_all();
        rest(half);
        shared.state().machine.within(label);
        rest(half);
        state = shared.state();
        state.machine.end(label);
    }
}

fn rest(time: Duration) {
    if !time.is_zero() {
        thread::sleep(time);
    }
}
