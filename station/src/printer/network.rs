//! Lines over TCP.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::address::{Address, Tcp};
use super::line::{Cut, Dial, Line};

/// The shortest time that the system waits; none at all would mean for ever.
const SHORTEST: Duration = Duration::from_millis(1);
/// Bytes taken at a time of what comes.
const PIECE: usize = 4096;

/// The network of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Network;

impl Dial for Network {
    fn dial(&self, address: &Address, wait: Duration) -> io::Result<Box<dyn Line>> {
        let Address::Tcp(address) = address else { return Err(ErrorKind::Unsupported.into()) };
        let until = Instant::now() + wait;
        let mut why = io::Error::from(ErrorKind::NotFound);
        for place in places(address, wait)? {
            match TcpStream::connect_timeout(&place, left(until)) {
                Ok(stream) => {
                    // A question is not to wait for more to be sent with it.
                    stream.set_nodelay(true)?;
                    return Ok(Box::new(Wire(stream)));
                }
                Err(error) => why = timed(error),
            }
        }
        Err(why)
    }
}

/// The numbers that a host's name stands for. The system cannot be told how long that may take, so it is
/// asked apart.
fn places(address: &Tcp, wait: Duration) -> io::Result<Vec<SocketAddr>> {
    if let Ok(number) = address.host.parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(number, address.port)]);
    }
    let (host, port) = (address.host.clone(), address.port);
    let (give, take) = mpsc::channel();
    thread::spawn(move || {
        // Nobody may be waiting any more.
        let _ = give.send((host.as_str(), port).to_socket_addrs().map(Iterator::collect));
    });
    take.recv_timeout(wait).unwrap_or_else(|_| Err(ErrorKind::TimedOut.into()))
}

struct Wire(TcpStream);

impl Line for Wire {
    fn send(&mut self, bytes: &[u8], wait: Duration) -> Result<(), Cut> {
        let mut taken = 0;
        let cut = |taken, error| Err(Cut { taken, error: timed(error) });
        if let Err(error) = self.0.set_write_timeout(Some(wait.max(SHORTEST))) {
            return cut(taken, error);
        }
        while let Some(rest) = bytes.get(taken..).filter(|rest| !rest.is_empty()) {
            match self.0.write(rest) {
                Ok(0) => return cut(taken, ErrorKind::WriteZero.into()),
                Ok(some) => taken += some,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return cut(taken, error),
            }
        }
        Ok(())
    }

    fn receive(&mut self, into: &mut Vec<u8>, wait: Duration) -> io::Result<usize> {
        self.0.set_read_timeout(Some(wait.max(SHORTEST)))?;
        let mut piece = [0; PIECE];
        loop {
            match self.0.read(&mut piece) {
                Ok(some) => {
                    into.extend(piece.iter().take(some));
                    return Ok(some);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(timed(error)),
            }
        }
    }

    fn finish(&mut self, wait: Duration) -> io::Result<()> {
        self.0.shutdown(Shutdown::Write)?;
        let until = Instant::now() + wait;
        let mut last = Vec::new();
        while self.receive(&mut last, left(until))? > 0 {
            last.clear();
            if Instant::now() >= until {
                return Err(ErrorKind::TimedOut.into());
            }
        }
        Ok(())
    }
}

fn left(until: Instant) -> Duration {
    until.saturating_duration_since(Instant::now()).max(SHORTEST)
}

/// Systems call a time-out by two names.
fn timed(error: io::Error) -> io::Error {
    if error.kind() == ErrorKind::WouldBlock { ErrorKind::TimedOut.into() } else { error }
}
