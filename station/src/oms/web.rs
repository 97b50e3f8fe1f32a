//! The network: HTTPS by rustls with the roots of this machine.

use std::io::{self, ErrorKind, Read};
use std::time::Duration;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::outside;
use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig};

use super::exchange::{Ask, Exchange, Method, Reply};
use super::rules;

/// The largest answer that is read, in bytes: 150 000 of the longest codes, with room.
const LARGEST: u64 = 64 << 20;
/// How long a call may take to be answered at all.
const CONNECT: Duration = Duration::from_secs(30);

/// A system at an address.
#[derive(Debug)]
pub struct Web {
    agent: Agent,
    base: String,
}

impl Web {
    /// The system at an address such as `https://suzgrid.crpt.ru`. Without TLS only this machine is talked to:
    /// tokens and codes would be read by all between.
    ///
    /// # Errors
    /// It is no such address.
    pub fn at(url: &str) -> Result<Self, Diagnostic> {
        let base = base(url)?;
        let is_here = base.starts_with("http://");
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
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

/// An address without what stands behind the host.
fn base(url: &str) -> Result<String, Diagnostic> {
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
        "http" if is_loopback(rest) => Ok(url.to_owned()),
        "http" => refused(say!("without https only this machine is talked to, such as http://127.0.0.1:8080")),
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
        let sent = match ask.method {
            Method::Get => self
                .agent
                .get(&url)
                .header(ask.header, ask.token.secret())
                .header("Accept", "application/json")
                .config()
                .timeout_global(Some(ask.patience))
                .build()
                .call(),
            Method::Post => self
                .agent
                .post(&url)
                .header(ask.header, ask.token.secret())
                .header("Accept", "application/json")
                .header("Content-Type", "application/json;charset=UTF-8")
                .config()
                .timeout_global(Some(ask.patience))
                .build()
                .send(ask.body.unwrap_or_default()),
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
            assert!(base(url).is_ok(), "{url}");
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
            assert!(base(url).is_err(), "{url}");
        }
    }
}
