//! The emulator on a port of this machine: HTTP/1.1, a request a line, sizes and times bounded.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

use super::super::exchange::Reply;
use super::Settings;
use super::fault::Trouble;
use super::machine::{Heard, Machine, global};

/// Bytes of a line of the head, of the whole head in lines, and of a body.
const LINE: u64 = 16 << 10;
const LINES: usize = 64;
const BODY: usize = 1 << 20;
/// How long is waited for what somebody says.
const WAIT: Duration = Duration::from_secs(10);

/// A СУЗ that stops when it is dropped.
#[derive(Debug)]
pub struct Emulator {
    place: SocketAddr,
    machine: Arc<Mutex<Machine>>,
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Emulator {
    /// Switches it on, on this machine only; port 0 takes a free one.
    ///
    /// # Errors
    /// The port is taken.
    pub fn start(settings: Settings, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let place = listener.local_addr()?;
        let machine = Arc::new(Mutex::new(Machine::new(settings, SystemTime::now())));
        let is_over = Arc::new(AtomicBool::new(false));
        let (shared, over) = (machine.clone(), is_over.clone());
        let thread = thread::spawn(move || serve(&listener, &shared, &over));
        Ok(Self { place, machine, is_over, thread: Some(thread) })
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}", self.place)
    }

    /// What it knows.
    pub fn machine(&self) -> MutexGuard<'_, Machine> {
        held(&self.machine)
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        // Wakes who waits for a call.
        let _ = TcpStream::connect(self.place);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn held(machine: &Mutex<Machine>) -> MutexGuard<'_, Machine> {
    machine.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes calls, one behind another.
fn serve(listener: &TcpListener, machine: &Mutex<Machine>, is_over: &AtomicBool) {
    for line in listener.incoming() {
        if is_over.load(Ordering::SeqCst) {
            return;
        }
        if let Ok(line) = line {
            // That a line breaks is what lines do.
            let _ = talk(&line, machine);
            let _ = line.shutdown(Shutdown::Both);
        }
    }
}

/// A request, as far as it matters.
struct Said {
    method: String,
    target: String,
    token: Option<String>,
    body: Vec<u8>,
}

fn talk(line: &TcpStream, machine: &Mutex<Machine>) -> io::Result<()> {
    line.set_read_timeout(Some(WAIT))?;
    line.set_write_timeout(Some(WAIT))?;
    let Some(said) = said(&mut BufReader::new(line))? else {
        let body = global(400, "Bad request").to_string().into_bytes();
        return send(line, &Reply { status: 400, retry_after: None, body }, false);
    };
    let heard = Heard { method: &said.method, target: &said.target, token: said.token.as_deref(), body: &said.body };
    let mut machine = held(machine);
    let trouble = machine.trouble(&heard);
    if let Some(Trouble::Before) = trouble {
        return Ok(());
    }
    if let Some(Trouble::Refuse) = trouble {
        return send(line, &failed(), false);
    }
    let reply = machine.answer(&heard, SystemTime::now());
    drop(machine);
    match trouble {
        Some(Trouble::Behind) => Ok(()),
        Some(Trouble::Fail) => send(line, &failed(), false),
        trouble => send(line, &reply, trouble == Some(Trouble::Half)),
    }
}

/// What gateways say.
fn failed() -> Reply {
    let body = br#"{"code":500,"description":"","error_message":"internal error"}"#.to_vec();
    Reply { status: 500, retry_after: Some(Duration::from_secs(1)), body }
}

/// What is said; nothing where it is no request, or too long.
fn said(input: &mut impl BufRead) -> io::Result<Option<Said>> {
    let Some(first) = read_line(input)? else { return Ok(None) };
    let mut words = first.split(' ');
    let (Some(method), Some(target), Some("HTTP/1.1" | "HTTP/1.0"), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Ok(None);
    };
    let (mut token, mut length) = (None, 0);
    for _ in 0..LINES {
        let Some(header) = read_line(input)? else { return Ok(None) };
        if header.is_empty() {
            if length > BODY {
                return Ok(None);
            }
            let mut body = vec![0; length];
            input.read_exact(&mut body)?;
            return Ok(Some(Said { method: method.to_owned(), target: target.to_owned(), token, body }));
        }
        let Some((key, value)) = header.split_once(':') else { return Ok(None) };
        if key.eq_ignore_ascii_case("clientToken") {
            token = Some(value.trim().to_owned());
        } else if key.eq_ignore_ascii_case("Content-Length") {
            let Ok(number) = value.trim().parse() else { return Ok(None) };
            length = number;
        } else if key.eq_ignore_ascii_case("Transfer-Encoding") {
            return Ok(None);
        }
    }
    Ok(None)
}

/// A line without its end; nothing where it is too long or no text.
fn read_line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    input.by_ref().take(LINE).read_until(b'\n', &mut line)?;
    let Some(line) = line.strip_suffix(b"\n") else { return Ok(None) };
    Ok(String::from_utf8(line.strip_suffix(b"\r").unwrap_or(line).to_vec()).ok())
}

fn send(mut line: &TcpStream, reply: &Reply, is_half: bool) -> io::Result<()> {
    let reason = if reply.status == 200 { "OK" } else { "Error" };
    let mut head = format!(
        "HTTP/1.1 {} {reason}\r\nContent-Type: application/json;charset=UTF-8\r\nContent-Length: {}\r\nConnection: close\r\n",
        reply.status,
        reply.body.len()
    );
    if let Some(wait) = reply.retry_after {
        head.push_str(&format!("Retry-After: {}\r\n", wait.as_secs()));
    }
    line.write_all(format!("{head}\r\n").as_bytes())?;
    let end = if is_half { reply.body.len() / 2 } else { reply.body.len() };
    line.write_all(reply.body.get(..end).unwrap_or_default())?;
    line.flush()
}
