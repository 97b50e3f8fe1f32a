//! A printer that is spoken to over a line of the test's own: nothing waits, and every step can fail.

use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use proptest::prelude::*;
use quietzone::diagnostic::Diagnostic;
use quietzone_station::printer::status::{errors_and_warnings, host_status, identity, quoted};
use quietzone_station::printer::{Address, Answer, Condition, Cut, Dial, Language, Line, Talk, Waits, What, Work};

/// What a printer does next.
#[derive(Clone, Debug)]
enum Step {
    Says(&'static str),
    IsSilent,
    Closes,
    Breaks,
    /// Takes so many bytes and no more.
    Takes(usize),
}

#[derive(Clone, Default)]
struct Script {
    steps: Arc<Mutex<VecDeque<Step>>>,
    sent: Arc<Mutex<Vec<u8>>>,
}

impl Script {
    fn of(steps: &[Step]) -> Self {
        let script = Self::default();
        script.then(steps);
        script
    }

    fn then(&self, steps: &[Step]) {
        self.steps.lock().unwrap().extend(steps.iter().cloned());
    }

    fn sent(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.sent.lock().unwrap())).unwrap()
    }

    fn zebra(&self) -> Talk {
        let address = "tcp://10.0.0.5".parse().unwrap();
        // What is behind a late answer is waited for an eighth of this.
        let waits = Waits { answer: Duration::from_millis(80), ..Waits::default() };
        Talk::connect("zebra-1", (&address, Language::Zpl), self, waits).unwrap()
    }
}

impl Dial for Script {
    fn dial(&self, _: &Address, _: Duration) -> io::Result<Box<dyn Line>> {
        Ok(Box::new(self.clone()))
    }
}

impl Line for Script {
    fn send(&mut self, bytes: &[u8], _: Duration) -> Result<(), Cut> {
        let mut steps = self.steps.lock().unwrap();
        let taken = match steps.front() {
            Some(Step::Takes(taken)) => *taken,
            _ => usize::MAX,
        };
        if taken == usize::MAX || bytes.is_empty() {
            self.sent.lock().unwrap().extend(bytes);
            return Ok(());
        }
        steps.pop_front();
        self.sent.lock().unwrap().extend(&bytes[..taken]);
        Err(Cut { taken, error: ErrorKind::TimedOut.into() })
    }

    fn receive(&mut self, into: &mut Vec<u8>, _: Duration) -> io::Result<usize> {
        match self.steps.lock().unwrap().pop_front() {
            Some(Step::Says(text)) => {
                into.extend(text.as_bytes());
                Ok(text.len())
            }
            Some(Step::Closes) => Ok(0),
            Some(Step::Breaks) => Err(ErrorKind::ConnectionReset.into()),
            Some(Step::IsSilent | Step::Takes(_)) | None => Err(ErrorKind::TimedOut.into()),
        }
    }

    fn finish(&mut self, _: Duration) -> io::Result<()> {
        match self.steps.lock().unwrap().pop_front() {
            Some(Step::Breaks) => Err(ErrorKind::ConnectionReset.into()),
            Some(Step::IsSilent) => Err(ErrorKind::TimedOut.into()),
            _ => Ok(()),
        }
    }
}

use Step::{Breaks, Closes, IsSilent, Says, Takes};

const READY: &str =
    "\x02030,0,0,0406,000,0,0,0,000,0,0,0\x03\r\n\x02001,0,0,0,1,2,6,0,00000000,1,003\x03\r\n\x021234,0\x03\r\n";
const OUT: &str =
    "\x02030,1,0,0406,002,0,0,0,000,0,0,0\x03\r\n\x02001,0,0,0,1,2,6,0,00000000,1,003\x03\r\n\x021234,0\x03\r\n";
const ERRORS: &str =
    "\x02\r\n  PRINTER STATUS\r\n  ERRORS:     1 00000000 00000005\r\n  WARNINGS:    1 00000000 00000002\r\n\x03";
const NONE: &str =
    "\x02\r\n  PRINTER STATUS\r\n  ERRORS:     0 00000000 00000000\r\n  WARNINGS:    0 00000000 00000000\r\n\x03";

#[test]
fn both_answers_make_one_status() {
    let script = Script::of(&[Says(OUT), Says(ERRORS)]);
    let status = script.zebra().status().unwrap().told().unwrap();
    let conditions = [Condition::PaperOut, Condition::HeadOpen, Condition::CleanHead];
    assert_eq!(status.conditions, conditions);
    assert_eq!(status.work, Work::Busy { formats: 2, left: 0 });
    assert_eq!((status.graphics, status.obstacle()), (Some(3), Some(Condition::PaperOut)));
    assert_eq!(script.sent(), "~HS\r\n~HQES\r\n");
}

#[test]
fn an_answer_may_come_in_pieces() {
    let (a, b) = READY.split_at(40);
    let script = Script::of(&[Says(a), Says(b), Says(NONE)]);
    assert_eq!(script.zebra().status().unwrap().told().unwrap().work, Work::Idle);
}

#[test]
fn a_printer_that_never_answers_is_not_asked_a_third_time() {
    let script = Script::default();
    let mut zebra = script.zebra();
    for asked in ["~HS\r\n~HQES\r\n", "~HS\r\n~HQES\r\n", "", ""] {
        assert_eq!(zebra.status().unwrap(), Answer::Silent);
        assert_eq!(script.sent(), asked);
    }
}

#[test]
fn a_printer_that_has_answered_is_asked_again_however_long_it_is_silent() {
    let script = Script::of(&[Says(READY), Says(NONE)]);
    let mut zebra = script.zebra();
    assert!(zebra.status().unwrap().told().is_some());
    for _ in 0..5 {
        assert_eq!(zebra.status().unwrap(), Answer::Silent);
    }
    script.sent();
    script.then(&[IsSilent, Says(READY), Says(NONE)]);
    assert!(zebra.status().unwrap().told().is_some());
}

#[test]
fn an_answer_that_comes_late_is_not_taken_for_the_next() {
    // Silent; then both answers come, the late one and ours.
    let script = Script::of(&[Says("\"100\"\r\n")]);
    let mut zebra = script.zebra();
    assert_eq!(zebra.odometer().unwrap(), Answer::Told(100));
    assert_eq!(zebra.odometer().unwrap(), Answer::Silent);
    script.then(&[IsSilent, Says("\"101\"\r\n"), Says("\"102\"\r\n")]);
    assert_eq!(zebra.odometer().unwrap(), Answer::Told(102));
    // One that came before the next question was asked is dropped.
    assert_eq!(zebra.odometer().unwrap(), Answer::Silent);
    script.then(&[Says("\"103\"\r\n"), IsSilent, Says("\"104\"\r\n"), IsSilent]);
    assert_eq!(zebra.odometer().unwrap(), Answer::Told(104));
}

#[test]
fn a_serial_number_of_digits_that_comes_late_is_no_count() {
    let script = Script::default();
    let mut zebra = script.zebra();
    assert_eq!(zebra.identity().unwrap().id, None);
    script.then(&[IsSilent, Says("\"99112233\"\r\n"), Says("\"7\"\r\n")]);
    assert_eq!(zebra.odometer().unwrap(), Answer::Told(7));
    // Nothing is owed any more, so nothing is waited for behind an answer.
    script.then(&[IsSilent, Says("\"8\"\r\n"), Breaks]);
    assert_eq!(zebra.odometer().unwrap(), Answer::Told(8));
}

#[test]
fn a_printer_without_a_count_says_so_once() {
    let script = Script::of(&[Says("\"?\"\r\n")]);
    let mut zebra = script.zebra();
    assert_eq!(zebra.odometer().unwrap(), Answer::Silent);
    assert_eq!(script.sent(), "! U1 getvar \"odometer.total_label_count\"\r\n");
    assert_eq!(zebra.odometer().unwrap(), Answer::Silent);
    assert_eq!(script.sent(), "");
}

#[test]
fn a_printer_tells_who_it_is() {
    let script = Script::of(&[Says("\"52J163001234\"\r\n"), Says("\x02ZT230-203dpi,V72.19.6Z,8,8192KB\x03\r\n")]);
    let identity = script.zebra().identity().unwrap();
    assert_eq!((identity.id.as_deref(), identity.model.as_deref()), (Some("52J163001234"), Some("ZT230-203dpi")));
}

#[test]
fn no_question_stands_within_a_format() {
    let script = Script::of(&[Takes(4)]);
    let mut zebra = script.zebra();
    let stalled = zebra.send(b"^XA^FS^XZ").unwrap_err();
    assert!(matches!(stalled.what, What::Stalled { taken: 4 }), "{stalled:?}");
    assert_eq!(zebra.status().unwrap(), Answer::Silent);
    zebra.send(b"FS^XZ").unwrap();
    script.then(&[Says(READY), Says(NONE)]);
    assert!(zebra.status().unwrap().told().is_some());
    assert_eq!(script.sent(), "^XA^FS^XZ~HS\r\n~HQES\r\n");
}

#[test]
fn a_question_that_was_half_taken_is_ended_before_anything_else() {
    let script = Script::of(&[Takes(2)]);
    let mut zebra = script.zebra();
    assert_eq!(zebra.odometer().unwrap(), Answer::Silent);
    zebra.send(b"^XA^XZ").unwrap();
    assert_eq!(script.sent(), "! U1 getvar \"odometer.total_label_count\"\r\n^XA^XZ");
}

#[test]
fn a_line_that_breaks_is_told_with_what_to_do() {
    for steps in [vec![Breaks], vec![Closes], vec![Says(READY), Closes], vec![Says("\x02030,1"), Breaks]] {
        let trouble = Script::of(&steps).zebra().status().unwrap_err();
        assert!(matches!(trouble.what, What::Lost { .. }), "{steps:?}");
        let told = Diagnostic::from(trouble);
        assert!(told.to_string().contains("PRN05: the line to the printer “zebra-1” at tcp://10.0.0.5 was lost"));
        assert!(told.help.is_some());
    }
    let unclosed = Script::of(&[IsSilent]).zebra().close().unwrap_err();
    assert!(matches!(unclosed.what, What::Unclosed));
    assert!(Script::default().zebra().close().is_ok());
}

#[test]
fn what_a_printer_pours_out_is_bounded_in_time_and_memory() {
    struct Chatter;
    impl Line for Chatter {
        fn send(&mut self, _: &[u8], _: Duration) -> Result<(), Cut> {
            Ok(())
        }
        fn receive(&mut self, into: &mut Vec<u8>, _: Duration) -> io::Result<usize> {
            into.extend([b'"'; 3000]);
            assert!(into.len() < 100_000);
            Ok(3000)
        }
        fn finish(&mut self, _: Duration) -> io::Result<()> {
            Ok(())
        }
    }
    struct Chatting;
    impl Dial for Chatting {
        fn dial(&self, _: &Address, _: Duration) -> io::Result<Box<dyn Line>> {
            Ok(Box::new(Chatter))
        }
    }
    let waits = Waits { answer: Duration::from_millis(60), ..Waits::default() };
    let mut zebra = Talk::connect("z", (&"tcp://h:1".parse().unwrap(), Language::Zpl), &Chatting, waits).unwrap();
    assert_eq!(zebra.status().unwrap(), Answer::Silent);
    assert_eq!(zebra.odometer().unwrap(), Answer::Silent);
}

proptest! {
    /// Whatever stands before a whole answer, it is found; whatever comes, nothing panics.
    #[test]
    fn answers_are_found_behind_anything_that_is_not_one(noise in "[\\x00-\\x7f]{0,300}") {
        let bytes = [noise.as_bytes(), b"\x03", READY.as_bytes()].concat();
        prop_assert!(host_status(&bytes).is_some());
        for read_end in [host_status(&bytes).map(|(_, end)| end), errors_and_warnings(&bytes).map(|(_, end)| end),
            quoted(&bytes).map(|(_, end)| end), identity(&bytes).map(|(_, end)| end)].into_iter().flatten() {
            prop_assert!(read_end <= bytes.len());
        }
    }
}
