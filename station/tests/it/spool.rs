//! CUPS itself, started for a test, with a queue that puts what it takes into a folder.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use quietzone_station::printer::spool::{Cups, Document, Handled, Queue, Spool, Ticket};

/// What the queue prints with: a document becomes a file with its number and title. While a file `paper-out` is
/// there it waits, and while `fail` is there it fails.
const BACKEND: &str = r#"#!/bin/sh
[ $# -eq 0 ] && exit 0
where="${DEVICE_URI#folder:}"
[ $# -ge 6 ] && cat "$6" > "$where/.now" || cat > "$where/.now"
while [ -e "$where/paper-out" ]; do sleep 0.02; done
[ -e "$where/fail" ] && exit 1
mv "$where/.now" "$where/$(printf %05d "$1") $3"
"#;

/// A CUPS of its own, which ends with the test.
pub struct Server {
    folder: tempfile::TempDir,
    cupsd: Child,
}

impl Server {
    /// Starts one with a queue “labels”; nothing where there is none on this machine.
    pub fn start(policy: &str) -> Option<Self> {
        let is_required = std::env::var_os("QUIETZONE_JUDGES").is_some_and(|judges| judges == "required");
        if !Path::new("/usr/sbin/cupsd").exists() || !Path::new("/usr/lib/cups/daemon/cups-exec").exists() {
            assert!(!is_required, "there is no cupsd; install cups-daemon and cups-client");
            eprintln!("skipped: there is no cupsd on this machine");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        for name in ["root", "spool", "cache", "state", "tmp", "bin/backend", "out"] {
            fs::create_dir_all(at(name)).unwrap();
        }
        fs::set_permissions(at("out"), fs::Permissions::from_mode(0o777)).unwrap();
        fs::write(at("bin/backend/folder"), BACKEND).unwrap();
        fs::set_permissions(at("bin/backend/folder"), fs::Permissions::from_mode(0o755)).unwrap();
        std::os::unix::fs::symlink("/usr/lib/cups/daemon", at("bin/daemon")).unwrap();
        let here = folder.path().display();
        let everybody = "Order allow,deny\nAllow all\n";
        let settings = format!(
            "Listen {here}/cups.sock\nDefaultAuthType None\nWebInterface No\nJobRetryInterval 1\n<Location />\n{everybody}</Location>\n<Location /admin>\n{everybody}</Location>\n<Policy default>\n<Limit All>\n{everybody}</Limit>\n</Policy>\n"
        );
        let files = format!(
            "ServerRoot {here}/root\nServerBin {here}/bin\nRequestRoot {here}/spool\nCacheDir {here}/cache\nStateDir {here}/state\nTempDir {here}/tmp\nAccessLog {here}/access\nErrorLog {here}/error\nPageLog {here}/page\n"
        );
        fs::write(at("root/cupsd.conf"), settings).unwrap();
        fs::write(at("root/cups-files.conf"), files).unwrap();
        let mut command = Command::new("/usr/sbin/cupsd");
        command.arg("-f").arg("-c").arg(at("root/cupsd.conf")).arg("-s").arg(at("root/cups-files.conf"));
        let cupsd = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let server = Self { folder, cupsd };
        let until = Instant::now() + Duration::from_secs(10);
        let uri = format!("folder:{}", server.out().display());
        let policy = format!("printer-error-policy={policy}");
        while !server.ran("lpadmin", &["-p", "labels", "-E", "-v", &uri, "-m", "raw", "-o", &policy]) {
            if Instant::now() > until {
                assert!(
                    !is_required,
                    "cupsd does not start: {:?}",
                    fs::read_to_string(server.folder.path().join("error"))
                );
                eprintln!("skipped: cupsd does not start here");
                return None;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(server)
    }

    pub fn socket(&self) -> String {
        self.folder.path().join("cups.sock").display().to_string()
    }

    /// Where documents come out.
    pub fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// Its queue, as a program of CUPS asks for it.
    pub fn ran(&self, program: &str, arguments: &[&str]) -> bool {
        let mut command = Command::new(program);
        command.args(arguments).env("CUPS_SERVER", self.socket()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }

    pub fn queue(&self) -> Cups {
        Cups::queue("labels").at(&self.socket())
    }

    /// What came out, by title, in order.
    pub fn papers(&self) -> Vec<(String, Vec<u8>)> {
        let mut names: Vec<PathBuf> = fs::read_dir(self.out()).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.retain(|path| path.file_name().unwrap().as_encoded_bytes()[0].is_ascii_digit());
        names.sort();
        let title = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap()[6..].to_owned();
        names.iter().map(|path| (title(path), fs::read(path).unwrap())).collect()
    }

    /// Sets or takes away what happens to the queue.
    pub fn set(&self, name: &str, is_so: bool) {
        let path = self.out().join(name);
        if is_so { fs::File::create(path).unwrap().flush().unwrap() } else { fs::remove_file(path).unwrap() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.cupsd.kill();
        let _ = self.cupsd.wait();
    }
}

/// Waits, not for ever, until a document is in a state.
fn becomes(queue: &mut Cups, ticket: Ticket, wanted: Handled) {
    let until = Instant::now() + Duration::from_secs(20);
    loop {
        let state = queue.state(ticket).unwrap();
        if state == wanted {
            return;
        }
        assert!(Instant::now() < until, "{ticket:?} is {state:?} and not {wanted:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_document_comes_out_byte_for_byte_under_its_title() {
    let Some(server) = Server::start("abort-job") else { return };
    let mut queue = server.queue();
    assert_eq!(queue.look().unwrap(), Queue::default());
    let all: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    let first = queue.submit("job 3 label 17", Document::Raw(&all)).unwrap();
    becomes(&mut queue, first, Handled::Taken);
    let mut file = all.as_slice();
    let second = queue.submit("job 3, sheets 1 to 40", Document::Pdf(&mut file, 70_000)).unwrap();
    becomes(&mut queue, second, Handled::Taken);
    assert_eq!(
        server.papers(),
        [("job 3 label 17".to_owned(), all.clone()), ("job 3, sheets 1 to 40".to_owned(), all)]
    );
}

#[test]
fn what_a_queue_does_not_print_is_told() {
    let Some(server) = Server::start("abort-job") else { return };
    let mut queue = server.queue();
    server.set("paper-out", true);
    let waits = queue.submit("one", Document::Raw(b"1")).unwrap();
    becomes(&mut queue, waits, Handled::UnderWay);
    let behind = queue.submit("two", Document::Raw(b"2")).unwrap();
    becomes(&mut queue, behind, Handled::Waits);
    queue.cancel(behind).unwrap();
    becomes(&mut queue, behind, Handled::Broken);
    server.set("fail", true);
    server.set("paper-out", false);
    becomes(&mut queue, waits, Handled::Broken);
    assert_eq!(server.papers(), []);
    assert!(server.ran("cupsdisable", &["labels"]));
    assert!(queue.look().unwrap().is_stopped);
    let held = queue.submit("three", Document::Raw(b"3")).unwrap();
    becomes(&mut queue, held, Handled::Held);
    let unknown = Cups::queue("nobody").at(&server.socket()).look().unwrap_err();
    assert!(unknown.to_string().contains("no queue “nobody”"), "{unknown}");
    assert!(server.queue().state(Ticket(4711)).unwrap_err().to_string().contains("job 4711"));
}

#[test]
fn a_queue_that_tries_again_is_known_by_its_error_policy() {
    let Some(server) = Server::start("retry-job") else { return };
    assert!(server.queue().look().unwrap().tries_again);
    assert!(server.ran("lpadmin", &["-p", "labels", "-o", "printer-error-policy=stop-printer"]));
    assert!(!server.queue().look().unwrap().tries_again);
    assert!(server.ran("lpadmin", &["-p", "labels", "-o", "printer-error-policy=abort-job"]));
    assert!(!server.queue().look().unwrap().tries_again);
}

#[test]
fn nobody_at_the_socket_is_told() {
    let nobody = Cups::queue("labels").at("/nowhere/cups.sock").look().unwrap_err();
    assert!(nobody.to_string().starts_with("CUPS cannot be reached: "), "{nobody}");
}
