//! The network: HTTPS by rustls with the roots of this machine.

use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{Sentence, file, outside};
use quietzone::world::{World, read_text};
use ureq::Agent;
use ureq::http::Request;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

use super::exchange::{Ask, Exchange, Reply};
use super::rules;
use crate::ledger::orders::Connection;

/// The largest answer that is read, in bytes: 150 000 of the longest codes, with room.
const LARGEST: u64 = 64 << 20;
/// The largest file of certificates, in bytes.
const LARGEST_FILE: u64 = 4 << 20;
/// How long a call may take to be answered at all.
const CONNECT: Duration = Duration::from_secs(30);

/// A system at an address.
#[derive(Debug)]
pub struct Web {
    agent: Agent,
    base: String,
}

impl Web {
    /// The system of a connection. Without TLS only this machine is talked to, unless the connection says that
    /// another may be: tokens and codes are read by all between.
    ///
    /// # Errors
    /// It has no such address; its file of certificates cannot be read.
    pub fn of(connection: &Connection) -> Result<Self, Diagnostic> {
        let base = base(&connection.url, connection.is_plain)?;
        let is_here = is_loopback(base.split_once("://").map_or("", |(_, host)| host));
        let roots = match &connection.ca {
            None => RootCerts::PlatformVerifier,
            Some(path) => RootCerts::Specific(Arc::new(certificates(Path::new(path))?)),
        };
        let tls = TlsConfig::builder().root_certs(roots).build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // A token goes where it was meant to go.
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A line is used once: what is sent over an old one may be lost, and a client might send it again.
            .max_idle_connections(0)
            .timeout_connect(Some(CONNECT))
            .user_agent(concat!("quietzone/", env!("CARGO_PKG_VERSION")))
            .tls_config(tls);
        let config = if is_here { config.proxy(None) } else { config };
        Ok(Self { agent: config.build().new_agent(), base })
    }
}

/// The certificates of a file in PEM, which are trusted in place of those of the system.
fn certificates(path: &Path) -> Result<Vec<Certificate<'static>>, Diagnostic> {
    let cannot = |why: Sentence| {
        let message = say!("the certificates of {file} cannot be read: {why}", file = file(path), why);
        Diagnostic::error(rules::SETTINGS, message)
            .help(say!("name a file in PEM with oms connect --ca, such as the root certificate of the state"))
    };
    let text = read_text(&World::default(), path, LARGEST_FILE).map_err(|error| cannot(words(&error)))?;
    let all: Result<Vec<_>, _> = parse_pem(text.as_bytes())
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(Ok(certificate)),
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        })
        .collect();
    match all {
        Ok(all) if all.is_empty() => Err(cannot(say!("it holds none"))),
        Ok(all) => Ok(all),
        Err(error) => Err(cannot(words(&error))),
    }
}

fn words(error: &dyn std::fmt::Display) -> Sentence {
    say!("{words}", words = outside(error.to_string()))
}

/// An address without what stands behind the host.
fn base(url: &str, is_plain: bool) -> Result<String, Diagnostic> {
    let url = url.trim().trim_end_matches('/');
    let refused = |help| {
        let message = say!("“{url}” is no address of an order management system", url = outside(url));
        Err(Diagnostic::error(rules::SETTINGS, message).help(help))
    };
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let is_host = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte));
    if !is_host {
        return refused(say!("write it as https://suzgrid.crpt.ru, without what stands behind the host"));
    }
    match scheme {
        "https" => Ok(url.to_owned()),
        "http" if is_plain || is_loopback(rest) => Ok(url.to_owned()),
        "http" => refused(say!(
            "without https all between read tokens and codes; connect with --plain-http where that is well, as in a network of your own"
        )),
        _ => refused(say!("write it as https://suzgrid.crpt.ru")),
    }
}

/// Whether a host with a port is this machine.
fn is_loopback(host: &str) -> bool {
    let host = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None => host.split(':').next().unwrap_or(host),
    };
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl Exchange for Web {
    fn exchange(&self, ask: &Ask<'_>) -> io::Result<Reply> {
        let url = format!("{}{}", self.base, ask.target);
        let mut request = Request::builder().method(ask.method.word()).uri(url);
        for (header, value) in ask.headers {
            request = request.header(*header, *value);
        }
        if let Some(credential) = &ask.credential {
            request = request.header(credential.header, credential.secret());
        }
        if let Some(signature) = ask.signature {
            request = request.header("X-Signature", signature);
        }
        let unfit = |_| ErrorKind::InvalidInput;
        let patience = Some(ask.patience);
        let sent = match ask.body {
            None => {
                let request = request.body(()).map_err(unfit)?;
                self.agent.run(self.agent.configure_request(request).timeout_global(patience).build())
            }
            Some(body) => {
                let request = request.body(body).map_err(unfit)?;
                self.agent.run(self.agent.configure_request(request).timeout_global(patience).build())
            }
        };
        let mut answer = sent.map_err(system)?;
        let status = answer.status().as_u16();
        let seconds = answer.headers().get("retry-after").and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let mut body = Vec::new();
        answer.body_mut().as_reader().take(LARGEST + 1).read_to_end(&mut body)?;
        if body.len() as u64 > LARGEST {
            return Err(ErrorKind::FileTooLarge.into());
        }
        Ok(Reply { status, retry_after: seconds.map(Duration::from_secs), body })
    }
}

/// What the client says, without the address: it may quote what was asked.
fn system(error: ureq::Error) -> io::Error {
    match error {
        ureq::Error::Io(error) => error,
        ureq::Error::Timeout(_) => ErrorKind::TimedOut.into(),
        ureq::Error::HostNotFound => io::Error::new(ErrorKind::NotFound, "no such host"),
        ureq::Error::ConnectionFailed => ErrorKind::ConnectionRefused.into(),
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::base;

    #[test]
    fn without_tls_only_this_machine_is_talked_to() {
        for url in [
            "https://suzgrid.crpt.ru",
            "https://suz.example:8443/",
            "http://127.0.0.1:80",
            "http://localhost:1",
            "http://[::1]:5",
        ] {
            assert!(base(url, false).is_ok(), "{url}");
        }
        for url in [
            "http://suzgrid.crpt.ru",
            "http://127.0.0.1.example.com",
            "http://127.0.0.1@example.com",
            "http://localhost.example",
            "ftp://a",
            "suzgrid.crpt.ru",
            "https://a/b?c",
            "https://",
            "",
        ] {
            assert!(base(url, false).is_err(), "{url}");
        }
        assert!(base("http://oms.local:8080", true).is_ok());
    }
}
