//! A studio in a folder of its own, and somebody who asks it byte for byte.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use quietzone_studio::{Settings, Studio};
use serde_json::Value;
use tempfile::TempDir;

/// A studio that runs.
pub struct Running {
    pub host: String,
    pub key: String,
    pub folder: PathBuf,
    _studio: Studio,
    _place: TempDir,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A file of the repository.
pub fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(path)
}

impl Running {
    pub fn start() -> Self {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("folder");
        fs::create_dir(&folder).unwrap();
        let mut settings = Settings::new(&folder);
        settings.ledger = Some(place.path().join("ledger"));
        let studio = Studio::start(settings).unwrap();
        let (host, key) = studio
            .address()
            .strip_prefix("http://")
            .unwrap()
            .split_once("/#key=")
            .map(|(host, key)| (host.to_owned(), key.to_owned()))
            .unwrap();
        Self { host, key, folder, _studio: studio, _place: place }
    }

    /// Puts files of the repository into the folder.
    pub fn with(self, files: &[&str]) -> Self {
        for path in files {
            fs::copy(at(path), self.folder.join(Path::new(path).file_name().unwrap())).unwrap();
        }
        self
    }

    pub fn line(&self) -> TcpStream {
        let line = TcpStream::connect(&self.host).unwrap();
        line.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        line
    }

    /// Sends bytes as they are, and takes what comes.
    pub fn raw(&self, bytes: &[u8]) -> Answer {
        let mut line = self.line();
        // Who is refused early may find the line closed.
        let _ = line.write_all(bytes);
        heard(line)
    }

    /// Asks with these headers, each ended by CR LF.
    pub fn ask(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Answer {
        let head = format!("{method} {path} HTTP/1.1\r\ncontent-length: {}\r\n{headers}\r\n", body.len());
        self.raw(&[head.as_bytes(), body].concat())
    }

    /// The headers that the page sends.
    pub fn own(&self) -> String {
        let Self { host, key, .. } = self;
        format!("host: {host}\r\norigin: http://{host}\r\nx-quietzone-key: {key}\r\ncontent-type: application/json\r\n")
    }

    /// Asks as the page does.
    pub fn call(&self, name: &str, asked: &Value) -> Answer {
        self.ask("POST", &format!("/call/{name}"), &self.own(), asked.to_string().as_bytes())
    }

    /// Asks for something that is answered.
    pub fn told(&self, name: &str, asked: &Value) -> Value {
        let answer = self.call(name, asked);
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        answer.json()
    }

    /// Long work to its end.
    pub fn done(&self, name: &str, asked: &Value) -> Value {
        let task = self.told(name, asked)["task"].clone();
        loop {
            let told = self.told("task", &serde_json::json!({ "task": task }));
            if told["ended"] == true {
                return told;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// What comes on a line until it is closed.
pub fn heard(mut line: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let _ = line.read_to_end(&mut bytes);
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    let raw = bytes.get(end + 4..).unwrap_or_default();
    let body = if head.contains("transfer-encoding: chunked") { pieces(raw) } else { raw.to_vec() };
    Answer { status, head, body }
}

fn pieces(mut raw: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = raw.windows(2).position(|two| two == b"\r\n") {
        let length = usize::from_str_radix(std::str::from_utf8(&raw[..end]).unwrap(), 16).unwrap();
        body.extend_from_slice(&raw[end + 2..end + 2 + length]);
        raw = &raw[end + 4 + length..];
    }
    body
}
