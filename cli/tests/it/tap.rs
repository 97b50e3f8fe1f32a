//! A line to a system that is listened to: what was asked and when, and what was answered.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Instant;

/// A request that came over the line.
#[derive(Clone, Debug)]
pub struct Asked {
    pub time: Instant,
    /// What is asked for: the path, and what stands behind it.
    pub what: String,
    /// The status of the answer; nothing while there is none.
    pub status: Option<u16>,
}

type Log = Arc<Mutex<Vec<Asked>>>;

/// The line, until it is dropped.
pub struct Tap {
    place: SocketAddr,
    log: Log,
    is_over: Arc<AtomicBool>,
}

impl Tap {
    /// A line to an address of this machine.
    pub fn to(address: &str) -> Self {
        let system: SocketAddr = address.strip_prefix("http://").unwrap().parse().unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let (log, is_over) = (Log::default(), Arc::new(AtomicBool::new(false)));
        let tap = Self { place: listener.local_addr().unwrap(), log: log.clone(), is_over: is_over.clone() };
        thread::spawn(move || {
            for line in listener.incoming().map(Result::unwrap) {
                if is_over.load(Ordering::SeqCst) {
                    return;
                }
                let log = log.clone();
                // Who asks may be killed at any moment, so that lines break.
                thread::spawn(move || drop(carried(&line, system, &log)));
            }
        });
        tap
    }

    /// Its address.
    pub fn address(&self) -> String {
        format!("http://{}", self.place)
    }

    /// All that was asked, in the order in which it came.
    pub fn asked(&self) -> Vec<Asked> {
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(self.place));
    }
}

/// Carries one request and its answer.
fn carried(mut line: &TcpStream, system: SocketAddr, log: &Log) -> io::Result<()> {
    let head = head(line)?;
    let text = String::from_utf8_lossy(&head);
    let what = text.split(' ').nth(1).unwrap_or_default().to_owned();
    let number = {
        let mut log = log.lock().unwrap();
        log.push(Asked { time: Instant::now(), what, status: None });
        log.len() - 1
    };
    let mut further = TcpStream::connect(system)?;
    further.write_all(&head)?;
    thread::scope(|scope| {
        scope.spawn(|| {
            drop(io::copy(&mut &*line, &mut &further));
            drop(further.shutdown(Shutdown::Write));
        });
        let mut answer = self::head(&further)?;
        let status = String::from_utf8_lossy(&answer).split(' ').nth(1).and_then(|status| status.parse().ok());
        log.lock().unwrap()[number].status = status;
        (&further).read_to_end(&mut answer)?;
        let told = line.write_all(&answer);
        drop(line.shutdown(Shutdown::Both));
        told
    })
}

/// What comes until the end of a head, and what came with it.
fn head(mut line: &TcpStream) -> io::Result<Vec<u8>> {
    let (mut head, mut some) = (Vec::new(), [0; 4096]);
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        match line.read(&mut some)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            length => head.extend_from_slice(&some[..length]),
        }
    }
    Ok(head)
}
