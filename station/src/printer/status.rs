//! What printers answer, read from bytes that may be cut, late or no answer at all.
//!
//! Fields and bits are those of Zebra's programming guide (`~HS`, `~HQES`, SGD `getvar`).

use std::ops::Range;

use super::condition::{Condition, Effect};

const STX: u8 = 2;
const ETX: u8 = 3;
/// Bytes of the longest frame and the longest quoted answer; what is longer is none.
const LONGEST: usize = 1024;
/// Fields of the three frames of `~HS`.
const FRAMES: [usize; 3] = [12, 11, 2];

/// What a printer says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// What it reports, each once, what stops printing first.
    pub conditions: Vec<Condition>,
    /// What it has to do.
    pub work: Work,
    /// Graphics in its memory, if it tells; none are left after it was switched off.
    pub graphics: Option<u32>,
}

/// What a printer has to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Work {
    /// Nothing is left to print, and no format is half received.
    Idle,
    /// Something is.
    Busy {
        /// Formats that it holds.
        formats: u32,
        /// Labels left of the format that is printed.
        left: u32,
    },
    /// It does not tell.
    #[default]
    Unknown,
}

impl Status {
    /// What it cannot print for, if there is something.
    #[must_use]
    pub fn obstacle(&self) -> Option<Condition> {
        self.conditions.iter().copied().find(|condition| condition.effect() != Effect::Advice)
    }

    /// What it says of itself, and what it says otherwise.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.conditions.extend(other.conditions);
        self.conditions.sort_by_key(|condition| (condition.effect(), *condition));
        self.conditions.dedup();
        let work = if self.work == Work::Unknown { other.work } else { self.work };
        Self { work, graphics: self.graphics.or(other.graphics), ..self }
    }

    fn of(conditions: Vec<Condition>) -> Self {
        Self::default().and(Self { conditions, ..Self::default() })
    }
}

/// Something read, and where in the bytes it ends.
pub type Read<T> = Option<(T, usize)>;

/// Reads the first whole answer to `~HS`: three frames of 12, 11 and 2 fields, the firmware's additions
/// behind them. `None` while there is none.
#[must_use]
pub fn host_status(bytes: &[u8]) -> Read<Status> {
    let frames: Vec<(Vec<&str>, usize)> = frames(bytes).map(|(text, end)| (fields(text), end)).collect();
    let whole =
        frames.windows(3).find(|three| three.iter().zip(FRAMES).all(|((fields, _), least)| fields.len() >= least))?;
    let [(first, _), (second, _), (_, end)] = whole else { return None };
    let conditions = [
        (first, 1, Condition::PaperOut),
        (first, 2, Condition::Paused),
        (first, 5, Condition::BufferFull),
        (first, 6, Condition::Diagnostics),
        (first, 9, Condition::SettingsLost),
        (first, 10, Condition::HeadCold),
        (first, 11, Condition::HeadHot),
        (second, 2, Condition::HeadOpen),
        (second, 3, Condition::RibbonOut),
        (second, 7, Condition::LabelWaiting),
    ];
    let set = conditions.into_iter().filter(|(frame, at, _)| frame.get(*at) == Some(&"1"));
    let mut status = Status::of(set.map(|(_, _, condition)| condition).collect());
    let number = |frame: &[&str], at: usize| frame.get(at).and_then(|field| field.parse::<u32>().ok());
    status.work = match (number(first, 4), number(first, 7), number(second, 8)) {
        (Some(0), Some(0), Some(0)) => Work::Idle,
        (Some(formats), Some(_), Some(left)) => Work::Busy { formats, left },
        _ => Work::Unknown,
    };
    status.graphics = number(second, 10);
    Some((status, *end))
}

/// Bits of an answer to `~HQES`, and what each means: group 1 of the errors.
const ERRORS: [(u32, Condition); 17] = [
    (0x1, Condition::PaperOut),
    (0x2, Condition::RibbonOut),
    (0x4, Condition::HeadOpen),
    (0x8, Condition::CutterFault),
    (0x10, Condition::HeadHot),
    (0x20, Condition::MotorHot),
    (0x40, Condition::HeadElement),
    (0x80, Condition::HeadUnknown),
    (0x100, Condition::Firmware),
    (0x200, Condition::HeadThermistor),
    (0x1000, Condition::Jam),
    (0x2000, Condition::Jam),
    (0x4000, Condition::Jam),
    (0x8000, Condition::Jam),
    (0x1_0000, Condition::Paused),
    (0x2_0000, Condition::Jam),
    (0xC_0000, Condition::MarkMissing),
];

/// The same of the warnings; the bits above are sensors of kiosk printers, which ask for nothing.
const WARNINGS: [(u32, Condition); 4] = [
    (0x1, Condition::Calibrate),
    (0x2, Condition::CleanHead),
    (0x4, Condition::ReplaceHead),
    (0x8, Condition::PaperLow),
];

/// Reads the first whole answer to `~HQES`. `None` while there is none.
#[must_use]
pub fn errors_and_warnings(bytes: &[u8]) -> Read<Status> {
    const HEAD: &[u8] = b"PRINTER STATUS";
    let mut from = 0;
    loop {
        from += find(bytes.get(from..)?, HEAD)?.end;
        // One that was cut may have another behind it.
        let next = bytes.get(from..).and_then(|rest| find(rest, HEAD)).map_or(bytes.len(), |next| from + next.start);
        let own = bytes.get(..next)?;
        let errors = masks(own, from, b"ERRORS:");
        let warnings = errors.as_ref().and_then(|errors| masks(own, errors.end, b"WARNINGS:"));
        let (Some(errors), Some(warnings)) = (errors, warnings) else { continue };
        let mut conditions = meant(&ERRORS, errors.group_1);
        conditions.extend(meant(&WARNINGS, warnings.group_1));
        let known = ERRORS.iter().fold(0, |all, (bits, _)| all | bits);
        let unknown = u64::from(errors.group_2) << 32 | u64::from(errors.group_1 & !known);
        if unknown != 0 || errors.flag && errors.group_1 == 0 {
            conditions.push(Condition::Unknown(unknown));
        }
        return Some((Status::of(conditions), warnings.end));
    }
}

fn meant(table: &[(u32, Condition)], bits: u32) -> Vec<Condition> {
    table.iter().filter(|(mask, _)| bits & mask != 0).map(|(_, condition)| *condition).collect()
}

/// A line of an answer to `~HQES`: its flag, its two groups of bits, and where it ends.
struct Masks {
    flag: bool,
    group_2: u32,
    group_1: u32,
    end: usize,
}

fn masks(bytes: &[u8], from: usize, title: &[u8]) -> Option<Masks> {
    let begin = from + find(bytes.get(from..)?, title)?.end;
    let line = bytes.get(begin..)?;
    // What is not yet ended may have digits to come.
    let length = line.iter().take(LONGEST).position(|byte| matches!(byte, b'\r' | b'\n' | &ETX))?;
    let mut words = std::str::from_utf8(line.get(..length)?).ok()?.split_ascii_whitespace();
    let flag = words.next()? == "1";
    let mut group = || words.next().filter(|word| word.len() == 8).and_then(|word| u32::from_str_radix(word, 16).ok());
    Some(Masks { flag, group_2: group()?, group_1: group()?, end: begin + length })
}

/// Reads the first quoted answer to a question of an SGD variable; `"?"` says that there is none such.
/// `None` while there is no answer.
#[must_use]
pub fn quoted(bytes: &[u8]) -> Read<String> {
    let mut begin = 0;
    loop {
        begin += bytes.get(begin..)?.iter().position(|byte| *byte == b'"')? + 1;
        let rest = bytes.get(begin..)?;
        let length = rest.iter().take(LONGEST).position(|byte| matches!(byte, b'"' | b'\r' | b'\n' | &STX | &ETX));
        match length.map(|length| (rest.get(length), rest.get(..length), begin + length + 1)) {
            Some((Some(b'"'), Some(text), end)) => return Some((String::from_utf8_lossy(text).into_owned(), end)),
            // A quote that does not end is the rest of something else.
            Some(_) => {}
            None if rest.len() < LONGEST => return None,
            None => {}
        }
    }
}

/// Reads the first whole answer to `~HI`: model, firmware, dots a millimetre, memory.
#[must_use]
pub fn identity(bytes: &[u8]) -> Read<String> {
    let mut frames = frames(bytes).map(|(text, end)| (fields(text), end));
    let (fields, end) = frames.find(|(fields, _)| {
        (4..=6).contains(&fields.len()) && fields.get(1).is_some_and(|firmware| firmware.starts_with(['V', 'v', 'X']))
    })?;
    fields.first().filter(|model| !model.is_empty()).map(|model| ((*model).to_owned(), end))
}

/// The frames among bytes, each with where it ends. One that another begins within was cut.
fn frames(bytes: &[u8]) -> impl Iterator<Item = (&str, usize)> {
    let mut begin = None;
    bytes.iter().enumerate().filter_map(move |(at, byte)| match *byte {
        STX => {
            begin = Some(at + 1);
            None
        }
        ETX => {
            let from = begin.take().filter(|from| at - from <= LONGEST)?;
            std::str::from_utf8(bytes.get(from..at)?).ok().map(|text| (text, at + 1))
        }
        _ => None,
    })
}

fn fields(frame: &str) -> Vec<&str> {
    frame.split(',').map(str::trim).collect()
}

fn find(bytes: &[u8], what: &[u8]) -> Option<Range<usize>> {
    let at = bytes.windows(what.len()).position(|window| window == what)?;
    Some(at..at + what.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(text: &str) -> Vec<u8> {
        [&[STX], text.as_bytes(), &[ETX], b"\r\n"].concat()
    }

    /// An answer to `~HS` as the guide forms it, with some fields set.
    fn hs(first: &str, second: &str) -> Vec<u8> {
        [frame(first), frame(second), frame("1234,0")].concat()
    }

    fn told(bytes: &[u8]) -> (Vec<Condition>, Work) {
        let (status, _) = host_status(bytes).unwrap();
        (status.conditions, status.work)
    }

    const READY: (&str, &str) = ("030,0,0,0406,000,0,0,0,000,0,0,0", "001,0,0,0,1,2,6,0,00000000,1,003");

    #[test]
    fn a_printer_is_idle_only_where_nothing_is_left_to_do() {
        let work = |formats: &str, partial: &str, left: &str| {
            let first = format!("030,0,0,0406,{formats},0,0,{partial},000,0,0,0");
            told(&hs(&first, &format!("001,0,0,0,1,2,6,0,{left},1,003"))).1
        };
        assert_eq!(work("000", "0", "00000000"), Work::Idle);
        assert_eq!(work("002", "0", "00000000"), Work::Busy { formats: 2, left: 0 });
        assert_eq!(work("000", "1", "00000000"), Work::Busy { formats: 0, left: 0 });
        assert_eq!(work("000", "0", "00000007"), Work::Busy { formats: 0, left: 7 });
        assert_eq!(work("xyz", "0", "00000000"), Work::Unknown);
    }

    #[test]
    fn every_flag_of_the_guide_is_told() {
        let flags = [
            ("030,1,0,0406,000,0,0,0,000,0,0,0", READY.1, Condition::PaperOut),
            ("030,0,1,0406,000,0,0,0,000,0,0,0", READY.1, Condition::Paused),
            ("030,0,0,0406,000,1,0,0,000,0,0,0", READY.1, Condition::BufferFull),
            ("030,0,0,0406,000,0,1,0,000,0,0,0", READY.1, Condition::Diagnostics),
            ("030,0,0,0406,000,0,0,0,000,1,0,0", READY.1, Condition::SettingsLost),
            ("030,0,0,0406,000,0,0,0,000,0,1,0", READY.1, Condition::HeadCold),
            ("030,0,0,0406,000,0,0,0,000,0,0,1", READY.1, Condition::HeadHot),
            (READY.0, "001,0,1,0,1,2,6,0,00000000,1,003", Condition::HeadOpen),
            (READY.0, "001,0,0,1,1,2,6,0,00000000,1,003", Condition::RibbonOut),
            (READY.0, "001,0,0,0,1,1,6,1,00000000,1,003", Condition::LabelWaiting),
        ];
        for (first, second, condition) in flags {
            assert_eq!(told(&hs(first, second)).0, [condition]);
        }
        assert_eq!(told(&hs(READY.0, READY.1)).0, []);
    }

    #[test]
    fn a_print_mode_may_be_a_letter_and_firmware_may_add_fields() {
        for second in ["001,0,0,0,1,K,6,0,00000000,1,003", "001,0,0,0,1,2,6,0,00000000,1,003,9,9"] {
            let (status, _) = host_status(&hs(READY.0, second)).unwrap();
            assert_eq!((status.work, status.graphics), (Work::Idle, Some(3)));
        }
    }

    #[test]
    fn an_answer_is_whole_at_its_third_end_and_not_before() {
        let answer = hs(READY.0, READY.1);
        let end = answer.len() - 2;
        assert!((0..end).all(|length| host_status(&answer[..length]).is_none()));
        assert_eq!(host_status(&answer).unwrap().1, end);
    }

    #[test]
    fn an_answer_is_found_behind_the_rest_of_another_and_within_noise() {
        let paused = hs("030,0,1,0406,000,0,0,0,000,0,0,0", READY.1);
        let rest = [frame(READY.1), frame("1234,0")].concat();
        let cut = frame("030,0,0,0406").split_last_chunk::<3>().unwrap().0.to_vec();
        for before in [rest, cut, b"\xff\x00\"?\"\r\n".to_vec(), frame("PRINTER STATUS")] {
            assert_eq!(told(&[before, paused.clone()].concat()).0, [Condition::Paused]);
        }
    }

    /// The two examples of the guide.
    #[test]
    fn the_masks_of_the_guides_examples_are_read() {
        let first = b"\x02\r\n  PRINTER STATUS\r\n  ERRORS:     1 00000000 00000005\r\n  WARNINGS:    1 00000000 00000002\r\n\x03";
        let conditions = |bytes: &[u8]| errors_and_warnings(bytes).unwrap().0.conditions;
        assert_eq!(conditions(first), [Condition::PaperOut, Condition::HeadOpen, Condition::CleanHead]);
        let second = b"PRINTER STATUS\nERRORS:  1 00000000 0000000B\nWARNINGS: 0 00000000 00000000\n";
        let three = [Condition::PaperOut, Condition::RibbonOut, Condition::CutterFault];
        assert_eq!(conditions(second), three);
        assert!((0..second.len()).all(|length| errors_and_warnings(&second[..length]).is_none()));
        let cut = &second[..40];
        assert_eq!(conditions(&[cut, b"\r\n", second].concat()), three);
    }

    /// Nibbles as the guide's table has them.
    #[test]
    fn every_error_of_the_guide_is_told_and_so_is_what_it_does_not_name() {
        let told = |group_2: &str, group_1: &str| {
            let answer = format!("PRINTER STATUS\nERRORS: 1 {group_2} {group_1}\nWARNINGS: 0 00000000 00000000\n");
            errors_and_warnings(answer.as_bytes()).unwrap().0.conditions
        };
        for (bits, condition) in [
            ("00000010", Condition::HeadHot),
            ("00000020", Condition::MotorHot),
            ("00000040", Condition::HeadElement),
            ("00000080", Condition::HeadUnknown),
            ("00000100", Condition::Firmware),
            ("00000200", Condition::HeadThermistor),
            ("00004000", Condition::Jam),
            ("00010000", Condition::Paused),
            ("00080000", Condition::MarkMissing),
            ("00000800", Condition::Unknown(0x800)),
            ("00000000", Condition::Unknown(0)),
        ] {
            assert_eq!(told("00000000", bits), [condition]);
        }
        assert_eq!(told("00000001", "00000001"), [Condition::PaperOut, Condition::Unknown(1 << 32)]);
    }

    #[test]
    fn quoted_answers_are_read_one_by_one() {
        assert_eq!(quoted(b"\r\n\"31084\"\r\n\"?\""), Some(("31084".to_owned(), 9)));
        assert_eq!(quoted(b"\"?\""), Some(("?".to_owned(), 3)));
        assert_eq!(quoted(b"\"31"), None);
        assert_eq!(quoted(b"cut\"\r\n\"7\""), Some(("7".to_owned(), 9)));
        assert_eq!(quoted(&[b'"'; 1]), None);
        assert_eq!(quoted(&[b"\"".as_slice(), &[b'x'; 5000]].concat()), None);
    }

    #[test]
    fn a_model_is_read_from_its_frame() {
        assert_eq!(identity(&frame("ZT230-203dpi,V72.19.6Z,8,8192KB")).unwrap().0, "ZT230-203dpi");
        assert_eq!(identity(&hs(READY.0, READY.1)), None);
    }
}
