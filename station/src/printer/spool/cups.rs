//! Queues of CUPS, which are spoken to over IPP: over the socket of this machine, or where `CUPS_SERVER` points to.

use std::env;
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use quietzone::say;
use quietzone::sentence::{outside, system};

use super::ipp::{Ask, Operation, Told};
use super::{Document, Handled, Queue, Spool, Ticket};

/// Where CUPS is said to be.
const SERVER: &str = "CUPS_SERVER";
/// Where it listens on this machine, if nothing else is said.
#[cfg(unix)]
const SOCKET: &str = "/run/cups/cups.sock";
const HOST: &str = "localhost:631";
/// How long it may take nothing, or give nothing.
const PATIENCE: Duration = Duration::from_secs(60);

/// A queue of CUPS.
#[derive(Clone, Debug)]
pub struct Cups {
    queue: String,
    user: String,
    server: Option<String>,
}

impl Cups {
    /// The queue of a name, for the user of this session.
    #[must_use]
    pub fn queue(queue: &str) -> Self {
        let user = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| env::var(name).ok());
        let user = user.filter(|user| !user.is_empty()).unwrap_or_else(|| "root".to_owned());
        let server = env::var(SERVER).ok().filter(|server| !server.is_empty());
        Self { queue: queue.to_owned(), user, server }
    }

    /// The same queue of another server: a socket by its path, a host, or a host and a port.
    #[must_use]
    pub fn at(self, server: &str) -> Self {
        Self { server: Some(server.to_owned()), ..self }
    }

    fn ask(&self, operation: Operation) -> Ask {
        Ask::of(operation, &self.queue, &self.user)
    }

    fn send(&self, ask: Ask, document: &mut dyn Read, length: u64) -> io::Result<Told> {
        let (wire, is_here) = wire(self.server.as_deref()).map_err(|error| {
            let message = say!("CUPS cannot be reached: {error}; look whether it runs", error = system(&error));
            io::Error::new(ErrorKind::NotConnected, message)
        })?;
        let answer = ask.over(wire, is_here.then_some(self.user.as_str()), &self.queue, (document, length));
        answer.map_err(|error| match error.kind() {
            // Systems call a time-out by two names.
            ErrorKind::WouldBlock => ErrorKind::TimedOut.into(),
            _ => error,
        })
    }

    fn tell(&self, ask: Ask) -> io::Result<Told> {
        self.send(ask, &mut io::empty(), 0)
    }
}

impl Spool for Cups {
    fn look(&mut self) -> io::Result<Queue> {
        let keys = ["printer-state", "printer-is-accepting-jobs", "printer-error-policy"];
        let told =
            self.tell(self.ask(Operation::PrinterAttributes).wanting(&keys)).map_err(|error| match error.kind() {
                ErrorKind::NotFound => io::Error::new(
                    ErrorKind::NotFound,
                    say!("CUPS has no queue “{queue}”; lpstat -e lists those it has", queue = outside(&self.queue)),
                ),
                _ => error,
            })?;
        Ok(Queue {
            // printer-state 5: stopped (RFC 8011, 5.4.11).
            is_stopped: told.number("printer-state") == Some(5),
            tries_again: ["retry-job", "retry-current-job"]
                .iter()
                .any(|policy| told.has("printer-error-policy", policy)),
        })
    }

    fn submit(&mut self, title: &str, document: Document<'_>) -> io::Result<Ticket> {
        let ask = self.ask(Operation::PrintJob);
        let told = match document {
            Document::Raw(mut bytes) => {
                let length = bytes.len() as u64;
                self.send(ask.titled(title, "application/vnd.cups-raw"), &mut bytes, length)?
            }
            Document::Pdf(file, length) => self.send(ask.titled(title, "application/pdf"), file, length)?,
        };
        let job = told.number("job-id");
        job.map(Ticket).ok_or_else(|| io::Error::new(ErrorKind::InvalidData, say!("CUPS gave no number of a job")))
    }

    fn state(&mut self, Ticket(job): Ticket) -> io::Result<Handled> {
        let ask = self.ask(Operation::JobAttributes).job(job).wanting(&["job-state"]);
        let told = self.tell(ask).map_err(|error| match error.kind() {
            ErrorKind::NotFound => io::Error::new(
                ErrorKind::NotFound,
                say!(
                    "CUPS does not know its job {job} any more; let it keep the history of jobs (PreserveJobHistory)",
                    job
                ),
            ),
            _ => error,
        })?;
        // RFC 8011, 5.3.7.
        Ok(match told.number("job-state") {
            Some(3) if self.look()?.is_stopped => Handled::Held,
            Some(3) => Handled::Waits,
            Some(4 | 6) => Handled::Held,
            Some(5) => Handled::UnderWay,
            Some(9) => Handled::Taken,
            _ => Handled::Broken,
        })
    }

    fn cancel(&mut self, Ticket(job): Ticket) -> io::Result<()> {
        self.tell(self.ask(Operation::CancelJob).job(job)).map(drop)
    }
}

/// A connection to CUPS, and whether its other end can see who we are.
fn wire(server: Option<&str>) -> io::Result<(Box<dyn Wire>, bool)> {
    #[cfg(unix)]
    {
        let path = server.unwrap_or(SOCKET);
        if path.starts_with('/') && (server.is_some() || std::path::Path::new(path).exists()) {
            let socket = std::os::unix::net::UnixStream::connect(path)?;
            socket.set_read_timeout(Some(PATIENCE))?;
            socket.set_write_timeout(Some(PATIENCE))?;
            return Ok((Box::new(socket), true));
        }
    }
    let host = server.map_or_else(
        || HOST.to_owned(),
        |server| match server.contains(':') {
            true => server.to_owned(),
            false => format!("{server}:631"),
        },
    );
    let stream = TcpStream::connect(host.as_str())?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok((Box::new(stream), false))
}

trait Wire: Read + Write {}

impl<T: Read + Write> Wire for T {}
