//! The Internet Printing Protocol (RFC 8010, RFC 8011), as far as a queue of this machine is spoken to.

use std::io::{self, ErrorKind, Read, Write};

use quietzone::say;
use quietzone::sentence::{name, outside};

/// Bytes of the longest answer that is read.
const LONGEST: u64 = 1 << 20;

/// What is asked for (RFC 8011, 5.4.15).
#[derive(Clone, Copy)]
pub(super) enum Operation {
    PrintJob = 0x02,
    CancelJob = 0x08,
    JobAttributes = 0x09,
    PrinterAttributes = 0x0B,
}

/// Kinds of values (RFC 8010, 3.5.2).
const GROUP: u8 = 0x01;
const END: u8 = 0x03;
const INTEGER: u8 = 0x21;
const ENUM: u8 = 0x23;
const NAME: u8 = 0x42;
const KEYWORD: u8 = 0x44;
const URI: u8 = 0x45;
const CHARSET: u8 = 0x47;
const LANGUAGE: u8 = 0x48;
const MIME: u8 = 0x49;

/// A request, without the document that may follow it.
pub(super) struct Ask(Vec<u8>);

impl Ask {
    /// Of a queue, for a user.
    pub(super) fn of(operation: Operation, queue: &str, user: &str) -> Self {
        // Version 2.0, and a number of the request that comes back in the answer.
        let mut ask = Self(vec![2, 0, 0, operation as u8, 0, 0, 0, 1, GROUP]);
        ask.put(CHARSET, "attributes-charset", b"utf-8");
        ask.put(LANGUAGE, "attributes-natural-language", b"en");
        ask.put(URI, "printer-uri", format!("ipp://localhost{}", path(queue)).as_bytes());
        ask.put(NAME, "requesting-user-name", user.as_bytes());
        ask
    }

    pub(super) fn job(mut self, job: u32) -> Self {
        self.put(INTEGER, "job-id", &job.to_be_bytes());
        self
    }

    pub(super) fn titled(mut self, title: &str, format: &str) -> Self {
        self.put(NAME, "job-name", title.as_bytes());
        self.put(MIME, "document-format", format.as_bytes());
        self
    }

    pub(super) fn wanting(mut self, keys: &[&str]) -> Self {
        for (at, key) in keys.iter().enumerate() {
            // Further values of one attribute have no name.
            self.put(KEYWORD, if at == 0 { "requested-attributes" } else { "" }, key.as_bytes());
        }
        self
    }

    fn put(&mut self, kind: u8, key: &str, value: &[u8]) {
        /// The longest name that the protocol takes.
        const MOST: usize = 1023;
        let value = value.get(..MOST).unwrap_or(value);
        self.0.push(kind);
        for part in [key.as_bytes(), value] {
            self.0.extend(u16::try_from(part.len()).unwrap_or(0).to_be_bytes());
            self.0.extend(part);
        }
    }

    /// Sends it with a document over a connection that ends with it (RFC 8010, 4), and reads what is answered.
    pub(super) fn over(
        mut self,
        mut wire: impl Read + Write,
        credential: Option<&str>,
        queue: &str,
        (document, length): (&mut dyn Read, u64),
    ) -> io::Result<Told> {
        self.0.push(END);
        let credential = credential.map(|user| format!("Authorization: PeerCred {user}\r\n")).unwrap_or_default();
        let head = format!(
            "POST {} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/ipp\r\n{credential}Content-Length: {}\r\n\r\n",
            path(queue),
            self.0.len() as u64 + length
        );
        wire.write_all(head.as_bytes())?;
        wire.write_all(&self.0)?;
        if io::copy(&mut document.take(length), &mut wire)? != length {
            return Err(io::Error::new(ErrorKind::UnexpectedEof, say!("the document is shorter than it was")));
        }
        wire.flush()?;
        let mut answer = Vec::new();
        wire.take(LONGEST).read_to_end(&mut answer)?;
        told(&answer)
    }
}

/// The path of a queue.
fn path(queue: &str) -> String {
    let mut path = "/printers/".to_owned();
    for byte in queue.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => path.push(char::from(byte)),
            _ => escaped(byte, &mut path),
        }
    }
    path
}

fn escaped(byte: u8, path: &mut String) {
    // Writing into a string does not fail.
    let _ = std::fmt::Write::write_fmt(path, format_args!("%{byte:02X}"));
}

/// What was answered: names and values of attributes.
#[derive(Debug)]
pub(super) struct Told(Vec<(String, Vec<u8>)>);

impl Told {
    /// The number of an attribute.
    pub(super) fn number(&self, key: &str) -> Option<u32> {
        let (_, value) = self.0.iter().find(|(known, value)| known == key && value.len() == 4)?;
        value.as_slice().try_into().ok().map(u32::from_be_bytes)
    }

    /// Whether an attribute has a word among its values.
    pub(super) fn has(&self, key: &str, word: &str) -> bool {
        self.0.iter().any(|(known, value)| known == key && value == word.as_bytes())
    }
}

/// Reads an answer.
fn told(answer: &[u8]) -> io::Result<Told> {
    let strange = || io::Error::new(ErrorKind::InvalidData, say!("CUPS gave an answer that is none of a print server"));
    let (mut head, mut body) = parted(answer).ok_or_else(strange)?;
    while head.starts_with("HTTP/1.1 100") {
        (head, body) = parted(body).ok_or_else(strange)?;
    }
    let status = head.split(' ').nth(1).and_then(|status| status.parse::<u16>().ok()).ok_or_else(strange)?;
    match status {
        200 => {}
        401 | 403 => {
            return Err(io::Error::new(ErrorKind::PermissionDenied, say!("CUPS does not let this user do so")));
        }
        status => return Err(io::Error::other(say!("CUPS refused with HTTP status {status}", status))),
    }
    let chunked;
    if head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
        chunked = unchunked(body).ok_or_else(strange)?;
        body = &chunked;
    }
    let status = u16::from_be_bytes(body.get(2..4).and_then(|two| two.try_into().ok()).ok_or_else(strange)?);
    let all = attributes(body.get(8..).ok_or_else(strange)?).ok_or_else(strange)?;
    let message = || {
        let said = all.iter().find(|(key, _)| key == "status-message");
        said.map(|(_, value)| String::from_utf8_lossy(value).into_owned()).unwrap_or_default()
    };
    match status {
        0..=0xFF => Ok(Told(all)),
        // client-error-forbidden, -not-authenticated, -not-authorized
        0x401..=0x403 => Err(io::Error::new(ErrorKind::PermissionDenied, say!("CUPS does not let this user do so"))),
        // client-error-not-found
        0x406 => Err(ErrorKind::NotFound.into()),
        // server-error-not-accepting-jobs
        0x506 => Err(io::Error::other(say!("the queue takes no jobs for now; let it with cupsaccept"))),
        status => Err(io::Error::other(say!(
            "CUPS refused with {status}: {message}",
            status = name(format!("0x{status:04x}")),
            message = outside(message())
        ))),
    }
}

/// Head and body of an answer.
fn parted(answer: &[u8]) -> Option<(&str, &[u8])> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some((std::str::from_utf8(answer.get(..end)?).ok()?, answer.get(end + 4..)?))
}

/// A body that came in chunks (RFC 9112, 7.1).
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let size = std::str::from_utf8(rest.get(..end)?).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        let data = end + 2;
        body.extend(rest.get(data..data.checked_add(size)?)?);
        rest = rest.get(data + size + 2..)?;
    }
}

/// Attributes up to the end of all groups (RFC 8010, 3.1).
fn attributes(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let mut rest = bytes;
    loop {
        let (kind, behind) = rest.split_first()?;
        rest = behind;
        match *kind {
            END => return Some(all),
            // A new group.
            0x00..=0x0F => {}
            _ => {
                let key = field(&mut rest)?;
                let value = field(&mut rest)?.to_vec();
                let key =
                    if key.is_empty() { all.last()?.0.clone() } else { String::from_utf8_lossy(key).into_owned() };
                debug_assert!(!matches!(*kind, INTEGER | ENUM) || value.len() == 4);
                all.push((key, value));
            }
        }
    }
}

/// Bytes behind their length.
fn field<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let (length, behind) = rest.split_first_chunk::<2>()?;
    let (field, behind) = behind.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    *rest = behind;
    Some(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The request of RFC 8010, A.6 (Get-Jobs) has the same head, group and values; bytes by hand.
    #[test]
    fn a_request_is_bytes_of_the_standard() {
        let ask = Ask::of(Operation::JobAttributes, "Zebra 1", "anna").job(147).wanting(&["job-state", "job-id"]);
        let expected = [
            b"\x02\x00\x00\x09\x00\x00\x00\x01\x01".as_slice(),
            b"\x47\x00\x12attributes-charset\x00\x05utf-8",
            b"\x48\x00\x1battributes-natural-language\x00\x02en",
            b"\x45\x00\x0bprinter-uri\x00\x22ipp://localhost/printers/Zebra%201",
            b"\x42\x00\x14requesting-user-name\x00\x04anna",
            b"\x21\x00\x06job-id\x00\x04\x00\x00\x00\x93",
            b"\x44\x00\x14requested-attributes\x00\x09job-state",
            b"\x44\x00\x00\x00\x06job-id",
        ];
        assert_eq!(ask.0, expected.concat());
    }

    #[test]
    fn an_answer_is_read_whole_in_chunks_or_not_at_all() {
        let body = b"\x02\x00\x00\x00\x00\x00\x00\x01\x01\x47\x00\x12attributes-charset\x00\x05utf-8\x02\x23\x00\x09job-state\x00\x04\x00\x00\x00\x09\x44\x00\x11job-state-reasons\x00\x01a\x44\x00\x00\x00\x01b\x03";
        let plain = [b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n".as_slice(), body].concat();
        let answer = told(&plain).unwrap();
        assert_eq!(answer.number("job-state"), Some(9));
        assert!(answer.has("job-state-reasons", "a") && answer.has("job-state-reasons", "b"));
        let size = format!("{:x}\r\n", body.len());
        let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".as_slice();
        let chunked = [head, size.as_bytes(), body, b"\r\n0\r\n\r\n"].concat();
        assert_eq!(told(&chunked).unwrap().number("job-state"), Some(9));
        assert!((0..plain.len()).all(|length| told(&plain[..length]).is_err()));
        let missing = b"HTTP/1.1 200 OK\r\n\r\n\x02\x00\x04\x06\x00\x00\x00\x01\x03";
        assert_eq!(told(missing).unwrap_err().kind(), ErrorKind::NotFound);
        assert_eq!(told(b"HTTP/1.1 403 Forbidden\r\n\r\n").unwrap_err().kind(), ErrorKind::PermissionDenied);
    }
}
