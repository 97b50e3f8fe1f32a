//! Where a printer stands, as people write it.

use std::fmt;
use std::net::Ipv6Addr;
use std::path::PathBuf;
use std::str::FromStr;

use quietzone::say;
use quietzone::sentence::{Sentence, is_unseen, name, outside};

/// The port at which label printers take labels.
pub const PORT: u16 = 9100;

/// Where labels go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A printer on the network.
    Tcp(Tcp),
    /// A device file of this machine, such as `/dev/usb/lp0`.
    Device(PathBuf),
    /// A queue of CUPS, by its name.
    Cups(String),
    /// A printer that Windows shares, by its path.
    Spool(PathBuf),
    /// A file, which is a printer too.
    File(PathBuf),
}

impl Address {
    /// How an address begins.
    pub const BEGINNINGS: [&str; 5] = ["tcp://", "device:", "cups:", "spool:", "file:"];

    /// Whether a printer stands there that answers nothing and takes each label as a document of its own.
    #[must_use]
    pub fn is_spooled(&self) -> bool {
        matches!(self, Address::Cups(_) | Address::Spool(_))
    }
}

/// A host and a port of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tcp {
    /// Its name or number, an IPv6 number without brackets.
    pub host: String,
    /// The port, from 1.
    pub port: u16,
}

impl FromStr for Address {
    type Err = Sentence;

    /// Reads `tcp://10.0.0.5`, `tcp://printer.local:6101`, `tcp://[fe80::1]:9100`, `device:/dev/usb/lp0`, `cups:Zebra`,
    /// `spool:\\PC\Zebra` or `file:out.zpl`.
    fn from_str(text: &str) -> Result<Self, Sentence> {
        if let Some(rest) = text.strip_prefix("tcp://") {
            return rest.parse().map(Address::Tcp);
        }
        if let Some(path) = text.strip_prefix("file:") {
            // `file:///tmp/out.zpl` is what programs write.
            let path = path.strip_prefix("//").filter(|path| path.starts_with('/')).unwrap_or(path);
            return match path {
                "" => Err(say!("the address names no file; write {example}", example = name("file:out.zpl"))),
                path if path.contains(is_unseen) => {
                    Err(say!("the name of the file “{path}” has characters that cannot be seen", path = outside(path)))
                }
                path => Ok(Address::File(path.into())),
            };
        }
        if let Some(path) = text.strip_prefix("device:") {
            return match path {
                path if path.is_empty() || path.contains(is_unseen) => {
                    Err(say!("the address names no device; write {example}", example = name("device:/dev/usb/lp0")))
                }
                path => Ok(Address::Device(path.into())),
            };
        }
        if let Some(queue) = text.strip_prefix("cups:") {
            // As CUPS bounds the names of its queues.
            let is_fit =
                |c: char| !c.is_whitespace() && !is_unseen(c) && !matches!(c, '/' | '\\' | '#' | '?' | '\'' | '"');
            return match queue {
                queue if queue.is_empty() || queue.len() > 127 || !queue.chars().all(is_fit) => {
                    Err(say!("the address names no queue of CUPS; write {example}", example = name("cups:Zebra")))
                }
                queue => Ok(Address::Cups(queue.to_owned())),
            };
        }
        if let Some(path) = text.strip_prefix("spool:") {
            let names = path.strip_prefix("\\\\").map(|path| path.split('\\').collect::<Vec<_>>());
            return match names.as_deref() {
                Some([host, printer]) if !host.is_empty() && !printer.is_empty() && !path.contains(is_unseen) => {
                    Ok(Address::Spool(path.into()))
                }
                _ => Err(say!(
                    "the address names no shared printer; write {example}, with the names of the computer and of the share",
                    example = name("spool:\\\\PC\\Zebra")
                )),
            };
        }
        Err(say!(
            "“{text}” is no address of a printer; write {network} for one on the network, {device} for one at this machine, {cups} or {spool} for a queue, or {file} for a file",
            text = outside(text),
            network = name("tcp://10.0.0.5"),
            device = name("device:/dev/usb/lp0"),
            cups = name("cups:QUEUE"),
            spool = name("spool:\\\\PC\\PRINTER"),
            file = name("file:out.zpl")
        ))
    }
}

impl FromStr for Tcp {
    type Err = Sentence;

    /// Reads `10.0.0.5`, `printer.local:6101` or `[fe80::1]:9100`.
    fn from_str(text: &str) -> Result<Self, Sentence> {
        let no_host = || {
            say!(
                "“{text}” names no host; write a name or a number, such as {example}, or an IPv6 number in brackets",
                text = outside(text),
                example = name("tcp://10.0.0.5")
            )
        };
        let (host, behind) = match text.strip_prefix('[') {
            Some(inner) => inner.split_once(']').filter(|(host, _)| is_ipv6(host)).ok_or_else(no_host)?,
            None => text.split_at(text.find(':').unwrap_or(text.len())),
        };
        if host.is_empty() || !(text.starts_with('[') || is_name(host)) {
            return Err(no_host());
        }
        let port = match behind.strip_prefix(':') {
            None if behind.is_empty() => PORT,
            None => return Err(no_host()),
            Some(port) => port.parse().ok().filter(|port| *port > 0 && !behind.contains('+')).ok_or_else(|| {
                say!(
                    "“{port}” is no port; write a number from 1 to 65535, or leave it out for {usual}",
                    port = outside(port),
                    usual = PORT
                )
            })?,
        };
        Ok(Self { host: host.to_owned(), port })
    }
}

/// Whether it is an IPv6 number, perhaps with the network card that it is reached by: `fe80::1%eth0`.
fn is_ipv6(host: &str) -> bool {
    let (number, card) = host.split_once('%').unwrap_or((host, "0"));
    number.parse::<Ipv6Addr>().is_ok() && !card.is_empty() && card.chars().all(|c| c.is_ascii_alphanumeric())
}

fn is_name(host: &str) -> bool {
    host.len() <= 253
        && !host.starts_with(['-', '.'])
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Address::Tcp(tcp) => write!(f, "tcp://{tcp}"),
            Address::Device(path) => write!(f, "device:{}", path.display()),
            Address::Cups(queue) => write!(f, "cups:{queue}"),
            Address::Spool(path) => write!(f, "spool:{}", path.display()),
            Address::File(path) => write!(f, "file:{}", path.display()),
        }
    }
}

impl fmt::Display for Tcp {
    /// The port is left out where it is the usual one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.host.contains(':') {
            true => write!(f, "[{}]", self.host)?,
            false => f.write_str(&self.host)?,
        }
        if self.port == PORT { Ok(()) } else { write!(f, ":{}", self.port) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_given_back_as_it_was_written() {
        for text in [
            "tcp://10.0.0.5",
            "tcp://zebra-1.labels.local:6101",
            "tcp://[fe80::1]",
            "tcp://[fe80::1%eth0]:9101",
            "tcp://принтер",
            "device:/dev/usb/lp0",
            "cups:Zebra_LP-2",
            "spool:\\\\PC\\Zebra 1",
            "file:out.zpl",
            "file:C:\\labels\\out.zpl",
        ] {
            assert_eq!(text.parse::<Address>().map(|address| address.to_string()), Ok(text.to_owned()));
        }
        let same = |a: &str, b: &str| a.parse::<Address>() == b.parse::<Address>();
        assert!(same("tcp://10.0.0.5:9100", "tcp://10.0.0.5") && same("file:///tmp/a.zpl", "file:/tmp/a.zpl"));
    }

    #[test]
    fn what_is_no_address_is_told_with_what_to_write() {
        for (text, told) in [
            ("10.0.0.5", "write tcp://10.0.0.5"),
            ("device:", "names no device"),
            ("cups:", "names no queue"),
            ("cups:a b", "names no queue"),
            ("cups:a/b", "names no queue"),
            ("spool:Zebra", "names no shared printer"),
            ("spool:\\\\PC", "names no shared printer"),
            ("spool:\\\\PC\\a\\b", "names no shared printer"),
            ("", "is no address"),
            ("usb://zebra", "is no address"),
            ("tcp://", "names no host"),
            ("tcp://:9100", "names no host"),
            ("tcp://fe80::1", "is no port"),
            ("tcp://[fe80::1", "names no host"),
            ("tcp://[10.0.0.5]", "names no host"),
            ("tcp://10.0.0.5/", "names no host"),
            ("tcp://user@10.0.0.5", "names no host"),
            ("tcp://10.0.0.5:0", "is no port"),
            ("tcp://10.0.0.5:+1", "is no port"),
            ("tcp://10.0.0.5:70000", "is no port"),
            ("tcp://10.0.0.5:", "is no port"),
            ("file:", "names no file"),
            ("file:a\u{1b}b", "cannot be seen"),
        ] {
            let error = text.parse::<Address>().unwrap_err().to_string();
            assert!(error.contains(told), "{text}: {error}");
        }
    }
}
