//! A system behind TLS: its certificate is held against the roots of the machine, or those of a file.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use quietzone_station::oms::emulator::{Emulator, Settings};

use super::common::*;

/// Ends what is behind TLS when the test ends.
struct Tls(Child);

impl Drop for Tls {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Takes TLS off and hands on what is said.
const PROXY: &str = "
import socket, ssl, sys, threading
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1], sys.argv[2])
listener = socket.create_server(('127.0.0.1', 0))
print(listener.getsockname()[1], flush=True)
def pipe(a, b):
    try:
        while data := a.recv(65536):
            b.sendall(data)
    except OSError:
        pass
    finally:
        try: b.shutdown(socket.SHUT_WR)
        except OSError: pass
def serve(raw):
    try:
        line = context.wrap_socket(raw, server_side=True)
    except OSError:
        return
    inner = socket.create_connection(('127.0.0.1', int(sys.argv[3])))
    threading.Thread(target=pipe, args=(line, inner), daemon=True).start()
    pipe(inner, line)
    line.close()
while True:
    raw, _ = listener.accept()
    threading.Thread(target=serve, args=(raw,), daemon=True).start()
";

/// A root and a certificate of this machine, made by openssl; nothing where there is none.
fn certificates(folder: &Path) -> Option<()> {
    let openssl = |arguments: &[&str]| {
        let done = Command::new("openssl").args(arguments).current_dir(folder).output().ok()?;
        done.status.success().then_some(())
    };
    fs::write(folder.join("names"), "subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n").unwrap();
    for root in ["root", "other"] {
        let (key, file) = (format!("{root}.key"), format!("{root}.pem"));
        openssl(&[
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            &format!("/CN={root}"),
            "-days",
            "2",
            "-keyout",
            &key,
            "-out",
            &file,
            "-addext",
            "basicConstraints=critical,CA:TRUE",
        ])?;
    }
    openssl(&["req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=oms", "-keyout", "oms.key", "-out", "oms.csr"])?;
    openssl(&[
        "x509",
        "-req",
        "-in",
        "oms.csr",
        "-CA",
        "root.pem",
        "-CAkey",
        "root.key",
        "-CAcreateserial",
        "-days",
        "2",
        "-extfile",
        "names",
        "-out",
        "oms.pem",
    ])
}

#[test]
fn a_system_is_talked_to_only_where_its_certificate_is_trusted() {
    let folder = Folder::new();
    if certificates(folder.path()).is_none() {
        assert!(std::env::var_os("QUIETZONE_JUDGES").is_none(), "openssl is needed here");
        eprintln!("skipped: openssl is not here");
        return;
    }
    let suz = Emulator::start(Settings::default(), 0).unwrap();
    let port = suz.address().rsplit(':').next().unwrap().to_owned();
    let python = Command::new("python3")
        .args(["-c", PROXY, "oms.pem", "oms.key", &port])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut python) = python else {
        assert!(std::env::var_os("QUIETZONE_JUDGES").is_none(), "python3 is needed here");
        eprintln!("skipped: python3 is not here");
        return;
    };
    let mut line = String::new();
    BufReader::new(python.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let _tls = Tls(python);
    let url = format!("https://127.0.0.1:{}", line.trim());
    let token = folder.write("token", suz.machine().token());
    let oms_id = suz.machine().oms_id().to_owned();
    let ledger = folder.file("ledger");
    let oms = |arguments: &[&str]| quietzone(&[&["oms"], arguments, &["--ledger", &ledger]].concat());
    let connect = ["connect", "plant-1", "--family", "suz", "--url", &url, "--oms-id", &oms_id];
    let ping = || oms(&["ping", "--token-file", &token]);
    assert_eq!(oms(&connect).code, 0);
    ping().assert_says(2, &["OMS04", "certificate"]);
    assert_eq!(oms(&[&connect[..], &["--ca", &folder.file("other.pem")]].concat()).code, 0);
    ping().assert_says(2, &["OMS04", "certificate"]);
    assert_eq!(oms(&[&connect[..], &["--ca", &folder.file("root.pem")]].concat()).code, 0);
    assert!(ping().out.contains("the system answers, and takes the token"));
    let empty = folder.write("empty.pem", "nothing");
    oms(&[&connect[..], &["--ca", &empty]].concat()).assert_says(2, &["OMS01", "it holds none"]);
    oms(&[&connect[..], &["--ca", &folder.file("none.pem")]].concat()).assert_says(2, &["OMS01", "none.pem"]);
}
