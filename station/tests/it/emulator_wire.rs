//! What the emulator looks like on the wire, to a client that knows nothing but TCP.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use quietzone_station::oms::emulator::{Call, Emulator, Family, Fault, Settings, Trouble};

/// How long a test waits for what must come.
const WAIT: Duration = Duration::from_secs(20);

fn line(emulator: &Emulator) -> TcpStream {
    let line = TcpStream::connect(emulator.address().strip_prefix("http://").unwrap()).unwrap();
    line.set_read_timeout(Some(WAIT)).unwrap();
    line
}

/// What is sent, and what came until the end, and how it ended.
fn sent(emulator: &Emulator, text: &str) -> (String, Option<ErrorKind>) {
    let mut line = line(emulator);
    line.write_all(text.as_bytes()).unwrap();
    let mut came = Vec::new();
    let ended = line.read_to_end(&mut came).err().map(|error| error.kind());
    (String::from_utf8(came).unwrap(), ended)
}

fn ping(emulator: &Emulator) -> String {
    let machine = emulator.machine();
    format!(
        "GET /api/v3/ping?omsId={} HTTP/1.1\r\nHost: here\r\nCLIENTTOKEN: {}\r\n\r\n",
        machine.oms_id(),
        machine.token()
    )
}

fn with(faults: Vec<Fault>) -> Emulator {
    Emulator::start(Settings { faults, ..Settings::default() }, 0).unwrap()
}

/// Status and the length that is announced, and the body.
fn parted(answer: &str) -> (&str, usize, &str) {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let length =
        head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ").map(str::to_owned));
    (head.lines().next().unwrap(), length.unwrap().parse().unwrap(), body)
}

#[test]
fn an_answer_is_whole_and_its_line_is_closed() {
    let suz = with(Vec::new());
    for text in [ping(&suz), ping(&suz).replace("HTTP/1.1", "HTTP/1.0")] {
        let (answer, ended) = sent(&suz, &text);
        let (status, length, body) = parted(&answer);
        assert!(status.ends_with(" 200 OK") && length == body.len() && ended.is_none(), "{answer} {ended:?}");
        assert!(answer.to_ascii_lowercase().contains("content-type: application/json"));
    }
    // Who says that nothing more comes is answered.
    let mut line = line(&suz);
    line.write_all(ping(&suz).as_bytes()).unwrap();
    line.shutdown(Shutdown::Write).unwrap();
    let mut answer = String::new();
    line.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("200 OK"), "{answer}");
}

#[test]
fn a_line_breaks_without_a_byte_before_and_behind_what_is_done() {
    for (what, is_done) in [(Trouble::Before, false), (Trouble::Behind, true)] {
        let suz = with(vec![Fault { what, at: Call::Close, number: 1 }]);
        let close = {
            let machine = suz.machine();
            let order = machine.orders().next().unwrap().id.to_owned();
            let body = format!("{{\"orderId\":\"{order}\"}}");
            format!(
                "POST /api/v3/order/close?omsId={} HTTP/1.1\r\nHost: here\r\nclientToken: {}\r\nContent-Type: application/json\r\n\
                 Content-Length: {}\r\n\r\n{body}",
                machine.oms_id(),
                machine.token(),
                body.len()
            )
        };
        assert_eq!(sent(&suz, &close), (String::new(), None), "{what:?}");
        // An order cannot be closed twice.
        let status = if is_done { " 400 " } else { " 200 " };
        assert!(sent(&suz, &close).0.contains(status), "{what:?}");
    }
}

#[test]
fn half_an_answer_comes_of_which_the_whole_was_announced() {
    let suz = with(vec![Fault { what: Trouble::Half, at: Call::Ping, number: 1 }]);
    let (answer, ended) = sent(&suz, &ping(&suz));
    let (status, length, body) = parted(&answer);
    assert!(status.contains(" 200 ") && body.len() == length / 2 && ended.is_none(), "{answer} {ended:?}");
}

#[test]
fn a_line_is_reset_behind_the_head() {
    let suz = with(vec![Fault { what: Trouble::Reset, at: Call::Ping, number: 1 }]);
    let (answer, ended) = sent(&suz, &ping(&suz));
    let (status, length, body) = parted(&answer);
    assert!(status.contains(" 200 ") && length > 0 && body.is_empty(), "{answer}");
    assert_eq!(ended, Some(ErrorKind::ConnectionReset));
}

#[test]
fn refusals_come_as_answers() {
    let faults = [Trouble::Refuse, Trouble::Many, Trouble::Token];
    let faults = faults.iter().zip(1..).map(|(what, number)| Fault { what: *what, at: Call::Ping, number });
    let suz = with(faults.collect());
    let text = ping(&suz);
    let answers: Vec<String> = (0..3).map(|_| sent(&suz, &text).0.to_ascii_lowercase()).collect();
    assert!(answers[0].contains(" 500 ") && answers[0].contains("retry-after: 1\r\n"), "{}", answers[0]);
    assert!(answers[1].contains(" 429 ") && answers[1].contains("retry-after: 2\r\n"), "{}", answers[1]);
    assert!(answers[2].contains(" 400 ") && answers[2].contains("1140"), "{}", answers[2]);
}

#[test]
fn answers_take_as_long_as_is_said() {
    let (delay, slow) = (Duration::from_millis(200), Duration::from_millis(600));
    let faults = vec![Fault { what: Trouble::Slow, at: Call::Ping, number: 2 }];
    let suz = Emulator::start(Settings { delay, slow, faults, ..Settings::default() }, 0).unwrap();
    for least in [delay, slow] {
        let begun = Instant::now();
        assert!(sent(&suz, &ping(&suz)).0.contains("200 OK"));
        assert!(begun.elapsed() >= least);
    }
}

#[test]
fn xtrace_says_406_with_nothing() {
    let xtrace = Emulator::start(Settings { family: Family::Xtrace, ..Settings::default() }, 0).unwrap();
    let (answer, _) = sent(&xtrace, "GET /api/orders HTTP/1.1\r\nHost: here\r\nAccept: application/json\r\n\r\n");
    let (status, length, body) = parted(&answer);
    assert!(status.contains(" 406 ") && (length, body) == (0, ""), "{answer}");
}

#[test]
fn what_is_too_long_or_no_request_is_refused_and_the_next_is_answered() {
    let suz = with(Vec::new());
    let long = "a".repeat(100 << 10);
    let many: String = (0..100).map(|number| format!("h{number}: 1\r\n")).collect();
    let body = format!(
        "POST /api/v3/order/close HTTP/1.1\r\nHost: here\r\nContent-Length: {}\r\n\r\n{}",
        2 << 20,
        "a".repeat(2 << 20)
    );
    for text in [
        format!("GET /{long} HTTP/1.1\r\nHost: here\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: here\r\nh: {long}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: here\r\n{many}\r\n"),
        "GET / HTTP/1.1\r\nHost: here\r\nh: \u{e4}\r\n\r\n".to_owned(),
        "no request at all\r\n\r\n".to_owned(),
        body,
    ] {
        let mut line = line(&suz);
        // It may hang up before all is said.
        let _ = line.write_all(text.as_bytes());
        let mut came = Vec::new();
        let ended = line.read_to_end(&mut came);
        let came = String::from_utf8_lossy(&came);
        assert!(came.contains("HTTP/1.1 4") || ended.is_err(), "{came}");
    }
    assert!(sent(&suz, &ping(&suz)).0.contains("200 OK"));
}

#[test]
fn who_says_nothing_keeps_nobody_from_asking_and_nobody_from_ending() {
    let suz = with(Vec::new());
    let silent: Vec<TcpStream> = (0..10).map(|_| line(&suz)).collect();
    let asked: Vec<_> = thread::scope(|scope| {
        let asking: Vec<_> = (0..8).map(|_| scope.spawn(|| sent(&suz, &ping(&suz)).0)).collect();
        asking.into_iter().map(|asking| asking.join().unwrap()).collect()
    });
    assert!(asked.iter().all(|answer| answer.contains("200 OK")));
    assert_eq!(suz.machine().asked(Call::Ping), 8);
    let begun = Instant::now();
    drop(suz);
    assert!(begun.elapsed() < WAIT);
    drop(silent);
}
