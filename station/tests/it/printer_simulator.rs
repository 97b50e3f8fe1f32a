//! The printer of ours, spoken to as any other, and what happens to it.

use std::time::{Duration, Instant};

use quietzone_station::printer::simulator::{Fault, Happening, Paper, Settings, Silence, When};
use quietzone_station::printer::{
    Address, Answer, Condition, Language, Network, Simulator, Status, Talk, Waits, What, Work,
};

/// Long enough for a busy machine; nothing takes that long.
fn waits() -> Waits {
    let long = Duration::from_secs(2);
    Waits { dial: long, answer: long, stall: long, finish: long }
}

fn printer(settings: Settings) -> Simulator {
    Simulator::start(settings).unwrap()
}

fn with(faults: &[(When, Happening)]) -> Settings {
    Settings {
        faults: faults.iter().map(|(when, what)| Fault { when: *when, what: *what }).collect(),
        ..Settings::default()
    }
}

fn zebra(printer: &Simulator) -> Talk {
    Talk::connect("ours", (&Address::Tcp(printer.address()), Language::Zpl), &Network, waits()).unwrap()
}

/// One that does not wait long for what will not come.
fn hasty(printer: &Simulator) -> Talk {
    let short = Duration::from_millis(50);
    let waits = Waits { answer: short, stall: short, ..waits() };
    Talk::connect("ours", (&Address::Tcp(printer.address()), Language::Zpl), &Network, waits).unwrap()
}

fn label(number: u32) -> Vec<u8> {
    format!("^XA^JZN^FO10,10^FDlabel {number}^FS^PQ1^XZ\n").into_bytes()
}

fn send(zebra: &mut Talk, labels: std::ops::RangeInclusive<u32>) {
    labels.for_each(|number| zebra.send(&label(number)).unwrap());
}

/// What stands on papers: their numbers, torn ones below zero, those of others zero.
fn on(papers: &[Paper]) -> Vec<i32> {
    let number = |paper: &Paper| {
        let text = String::from_utf8(paper.format.clone()).unwrap();
        let digits = text.split("label ").nth(1).map_or("0", |rest| rest.split('^').next().unwrap());
        digits.parse::<i32>().unwrap() * if paper.whole { 1 } else { -1 }
    };
    papers.iter().map(number).collect()
}

/// Waits, not for long, for something to come true.
fn until(what: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(2);
    while !what() {
        assert!(Instant::now() < end, "it did not come true");
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn status(zebra: &mut Talk) -> Status {
    (0..40).find_map(|_| zebra.status().unwrap().told()).unwrap()
}

#[test]
fn labels_come_out_in_order_and_are_counted() {
    let ours = printer(Settings { odometer: 100, ..Settings::default() });
    let mut zebra = zebra(&ours);
    assert_eq!(zebra.odometer().unwrap(), Answer::Told(100));
    assert_eq!(zebra.identity().unwrap().id.as_deref(), Some("QZSIM0001"));
    send(&mut zebra, 1..=20);
    until(|| ours.odometer() == 120);
    assert_eq!(zebra.odometer().unwrap(), Answer::Told(120));
    assert_eq!(status(&mut zebra), Status { work: Work::Idle, graphics: Some(0), conditions: Vec::new() });
    zebra.close().unwrap();
    assert_eq!(on(&ours.papers()), (1..=20).collect::<Vec<_>>());
}

#[test]
fn a_paper_stands_for_itself_with_the_graphics_that_the_printer_had() {
    let ours = printer(Settings::default());
    let mut zebra = zebra(&ours);
    let one = b"^XA^FO0,0^XGR:QZA.GRF,1,1^FS^PQ2^XZ";
    zebra.send(b"~DGR:QZA.GRF,2,1,FFFF\n").unwrap();
    zebra.send(one).unwrap();
    assert_eq!(status(&mut zebra).graphics, Some(1));
    zebra.send(b"^XA\n^IDR:QZA.GRF^FS\n^XZ\n").unwrap();
    zebra.send(one).unwrap();
    until(|| ours.papers().len() == 4);
    let papers: Vec<String> = ours.papers().iter().map(|paper| String::from_utf8(paper.alone()).unwrap()).collect();
    let (full, bare) =
        ("~DGR:QZA.GRF,2,1,FFFF\n^XA^FO0,0^XGR:QZA.GRF,1,1^FS^PQ2^XZ\n", "^XA^FO0,0^XGR:QZA.GRF,1,1^FS^PQ2^XZ\n");
    assert_eq!(papers, [full, full, bare, bare]);
}

#[test]
fn a_torn_label_comes_again_only_where_the_printer_was_not_told_otherwise() {
    for (command, papers) in [("^JZN", vec![1, -2, 3]), ("^JZY", vec![1, -2, 2, 3]), ("", vec![1, -2, 2, 3])] {
        let ours = printer(with(&[(When::Within(2), Happening::PaperOut)]));
        let mut zebra = zebra(&ours);
        for number in 1..=3 {
            let text = String::from_utf8(label(number)).unwrap().replace("^JZN", command);
            zebra.send(text.as_bytes()).unwrap();
        }
        until(|| ours.papers().len() == 2);
        let now = status(&mut zebra);
        assert_eq!(now.obstacle(), Some(Condition::PaperOut));
        assert_eq!(zebra.odometer().unwrap(), Answer::Told(31_085));
        ours.happen(Happening::PaperIn);
        until(|| on(&ours.papers()) == papers);
        assert_eq!(status(&mut zebra).conditions, []);
    }
}

#[test]
fn a_power_cycle_loses_what_was_held_and_breaks_the_line() {
    let ours = printer(with(&[(When::Within(2), Happening::PowerCycle)]));
    let mut one = zebra(&ours);
    one.send(b"~DGR:A.GRF,1,1,FF").unwrap();
    // Sent at once, so that the printer holds them when it goes off.
    one.send(&(1..=5).flat_map(label).collect::<Vec<_>>()).unwrap();
    until(|| ours.papers().len() == 2);
    let lost = (0..100).find_map(|_| one.status().err()).unwrap();
    assert!(matches!(lost.what, What::Lost { .. }), "{lost:?}");
    let mut two = zebra(&ours);
    let now = status(&mut two);
    assert_eq!((now.work, now.graphics), (Work::Idle, Some(0)));
    send(&mut two, 6..=6);
    until(|| on(&ours.papers()).last() == Some(&6));
    assert_eq!(on(&ours.papers())[..2], [1, -2]);
}

#[test]
fn a_line_that_breaks_within_a_label_leaves_half_of_it_or_nothing() {
    let all: Vec<u8> = (1..=3).flat_map(label).collect();
    let half = label(1).len() as u64 + 20;
    for keeps_half in [false, true] {
        let ours = printer(Settings { keeps_half, ..with(&[(When::Bytes(half), Happening::Reset)]) });
        let mut one = zebra(&ours);
        let _ = one.send(&all);
        until(|| ours.papers().len() == 1);
        assert!((0..100).find_map(|_| one.status().err()).is_some());
        let mut two = zebra(&ours);
        let within = status(&mut two).work;
        // A reset forgets the half; only what is closed in order may be kept.
        assert_eq!(within, Work::Idle);
        send(&mut two, 2..=2);
        until(|| on(&ours.papers()) == [1, 2]);
    }
}

#[test]
fn a_half_label_of_a_line_that_was_closed_runs_into_the_next_unless_it_is_cancelled() {
    for cancels in [false, true] {
        let ours = printer(Settings { keeps_half: true, ..Settings::default() });
        let mut one = zebra(&ours);
        one.send(&label(1)[..20]).unwrap();
        one.close().unwrap();
        let mut two = zebra(&ours);
        assert_eq!(status(&mut two).work, Work::Busy { formats: 0, left: 0 });
        if cancels {
            two.cancel_half().unwrap();
        }
        send(&mut two, 2..=2);
        until(|| ours.papers().len() == 1);
        assert_eq!(ours.papers()[0].format == label(2).trim_ascii_end(), cancels);
    }
}

#[test]
fn a_stall_is_told_and_what_is_left_may_be_sent_later() {
    let ours =
        printer(Settings { buffer: 2, ..with(&[(When::Bytes(10), Happening::Stall(Duration::from_millis(400)))]) });
    let mut zebra = hasty(&ours);
    // More than the buffers of two systems hold.
    let long = [b"^XA^FO1,1^FDlabel 1^FX".as_slice(), &vec![b'x'; 12 << 20], b"^XZ"].concat();
    let stalled = zebra.send(&long).unwrap_err();
    let What::Stalled { taken } = stalled.what else { panic!("{stalled:?}") };
    assert!(taken > 0 && taken < long.len());
    assert_eq!(zebra.status().unwrap(), Answer::Silent);
    let mut at = taken;
    while let Err(trouble) = zebra.send(&long[at..]) {
        let What::Stalled { taken } = trouble.what else { panic!("{trouble:?}") };
        at += taken;
    }
    until(|| ours.papers().len() == 1);
    assert_eq!(ours.papers()[0].format, long);
}

#[test]
fn a_full_buffer_holds_back_what_is_sent() {
    let ours = printer(Settings { buffer: 2, ..Settings::default() });
    ours.happen(Happening::Pause);
    let mut zebra = hasty(&ours);
    send(&mut zebra, 1..=2);
    assert_eq!(status(&mut zebra).conditions, [Condition::Paused, Condition::BufferFull]);
    send(&mut zebra, 3..=3);
    // Nothing behind the third is read any more.
    assert_eq!(zebra.status().unwrap(), Answer::Silent);
    ours.happen(Happening::Resume);
    until(|| on(&ours.papers()) == [1, 2, 3]);
    assert_eq!(status(&mut zebra).work, Work::Idle);
}

#[test]
fn a_printer_may_be_silent_in_error_or_for_ever() {
    let ours = printer(Settings { silence: Silence::InError, ..Settings::default() });
    let mut one = hasty(&ours);
    assert_eq!(status(&mut one).work, Work::Idle);
    ours.happen(Happening::HeadOpen);
    assert_eq!(one.status().unwrap(), Answer::Silent);
    ours.happen(Happening::HeadClose);
    assert_eq!(status(&mut one).conditions, []);
    ours.happen(Happening::Deaf);
    assert_eq!(one.status().unwrap(), Answer::Silent);
    assert_eq!(one.odometer().unwrap(), Answer::Silent);
    send(&mut one, 1..=1);
    until(|| on(&ours.papers()) == [1]);
}

#[test]
fn another_host_may_print_in_between() {
    let ours = printer(with(&[(When::Before(2), Happening::OtherHost(3))]));
    let mut zebra = zebra(&ours);
    send(&mut zebra, 1..=2);
    until(|| ours.papers().len() == 5);
    assert_eq!(on(&ours.papers()), [1, 0, 0, 0, 2]);
    assert_eq!(zebra.odometer().unwrap(), Answer::Told(31_089));
}

#[test]
fn nobody_at_an_address_is_told_at_once() {
    let address = Address::Tcp(printer(Settings::default()).address());
    let trouble = Talk::connect("ours", (&address, Language::Zpl), &Network, waits()).err().unwrap();
    assert!(matches!(trouble.what, What::Unreachable(_)));
    let told = quietzone::diagnostic::Diagnostic::from(trouble);
    assert!(told.to_string().contains("PRN04: the printer “ours” cannot be reached at tcp://127.0.0.1:"), "{told}");
}
