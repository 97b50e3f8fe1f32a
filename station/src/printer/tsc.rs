//! What printers answer that speak TSPL. Bits and letters are those of TSC's manual of the language.

use super::condition::Condition;
use super::status::{Read, Status, Work};

const STX: u8 = 2;
const ETX: u8 = 3;
/// Bytes of an answer to `<ESC>!S`.
const FRAME: usize = 8;

/// The bits of the byte that `<ESC>!?` is answered with.
const STATE: [(u8, Condition); 7] = [
    (0x01, Condition::HeadOpen),
    (0x02, Condition::Jam),
    (0x04, Condition::PaperOut),
    (0x08, Condition::RibbonOut),
    (0x10, Condition::Paused),
    (0x40, Condition::HeadOpen),
    (0x80, Condition::Unknown(0x80)),
];
/// That it prints.
const PRINTS: u8 = 0x20;

/// Reads the answer to `<ESC>!?`, which is one byte; what answers `<ESC>!S` and came late is passed over.
#[must_use]
pub fn state(bytes: &[u8]) -> Read<Status> {
    let mut from = 0;
    loop {
        let rest = bytes.get(from..)?;
        match (rest.first()?, frame_at(rest)) {
            (_, Some(_)) => from += FRAME,
            // Such a frame has begun; a lone byte of a jam is one too.
            (&STX, None) if (2..FRAME).contains(&rest.len()) => return None,
            // What ends a line between two answers.
            (b'\r' | b'\n', None) if rest.len() > 1 => from += 1,
            (byte, None) => return Some((status(*byte), from + 1)),
        }
    }
}

fn status(byte: u8) -> Status {
    let conditions: Vec<Condition> = set(&STATE, byte).collect();
    let work = match (byte & PRINTS != 0, conditions.is_empty()) {
        (true, _) => Work::Busy { formats: 0, left: 1 },
        (false, true) => Work::Idle,
        // What it holds is not told.
        (false, false) => Work::Unknown,
    };
    Status { work, ..Status::default() }.and(Status { conditions, ..Status::default() })
}

fn set(table: &[(u8, Condition)], byte: u8) -> impl Iterator<Item = Condition> {
    table.iter().filter(move |(mask, _)| byte & mask != 0).map(|(_, condition)| *condition)
}

/// What the last three of the four bytes of an answer to `<ESC>!S` report, by their lower bits: warnings, errors of
/// the printer, errors of its paper.
const REPORTS: [&[(u8, Condition)]; 3] = [
    &[(0x01, Condition::PaperLow), (0x08, Condition::BufferFull)],
    &[
        (0x01, Condition::HeadHot),
        (0x02, Condition::MotorHot),
        (0x04, Condition::HeadElement),
        (0x08, Condition::CutterFault),
    ],
    &[
        (0x01, Condition::PaperOut),
        (0x02, Condition::Jam),
        (0x04, Condition::RibbonOut),
        (0x08, Condition::RibbonOut),
        (0x20, Condition::HeadOpen),
    ],
];

/// Reads the first whole answer to `<ESC>!S`: a letter of what it does and three bytes of what it reports.
#[must_use]
pub fn report(bytes: &[u8]) -> Read<Status> {
    let from = (0..bytes.len()).find(|from| bytes.get(*from..).is_some_and(|rest| frame_at(rest).is_some()))?;
    let [does, reports @ ..] = frame_at(bytes.get(from..)?)?;
    let mut conditions: Vec<Condition> =
        REPORTS.iter().zip(reports).flat_map(|(table, byte)| set(table, byte & 0x3F)).collect();
    let busy = Work::Busy { formats: 0, left: 1 };
    let work = match does {
        b'@' => Work::Idle,
        // It feeds, cuts, prints or makes its dots.
        b'B' | b'C' | b'F' | b'P' | b'W' => busy,
        b'L' => {
            conditions.push(Condition::LabelWaiting);
            busy
        }
        // It waits for a key, or is paused.
        b'`' | b'K' => {
            conditions.push(Condition::Paused);
            Work::Unknown
        }
        _ if conditions.is_empty() => {
            conditions.push(Condition::Unknown(u64::from(does)));
            Work::Unknown
        }
        _ => Work::Unknown,
    };
    Some((Status { work, ..Status::default() }.and(Status { conditions, ..Status::default() }), from + FRAME))
}

/// The four bytes of a whole frame that begins here: each has the bit 40 hex, as letters have.
fn frame_at(bytes: &[u8]) -> Option<[u8; 4]> {
    match *bytes.first_chunk::<FRAME>()? {
        [STX, a, b, c, d, ETX, b'\r', b'\n'] => {
            Some([a, b, c, d]).filter(|four| four.iter().all(|byte| byte & 0xC0 == 0x40))
        }
        _ => None,
    }
}

/// Reads the answer to `~!T`, a line of text.
#[must_use]
pub fn model(bytes: &[u8]) -> Read<String> {
    let begin = bytes.iter().position(u8::is_ascii_alphanumeric)?;
    let rest = bytes.get(begin..)?;
    let length = rest.iter().position(|byte| byte.is_ascii_control())?;
    Some((String::from_utf8_lossy(rest.get(..length)?).trim().to_owned(), begin + length + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bit_of_the_state_is_told() {
        for (byte, conditions, work) in [
            (0x00, &[][..], Work::Idle),
            (0x01, &[Condition::HeadOpen], Work::Unknown),
            (0x02, &[Condition::Jam], Work::Unknown),
            (0x04, &[Condition::PaperOut], Work::Unknown),
            (0x05, &[Condition::PaperOut, Condition::HeadOpen], Work::Unknown),
            (0x08, &[Condition::RibbonOut], Work::Unknown),
            (0x10, &[Condition::Paused], Work::Unknown),
            (0x20, &[], Work::Busy { formats: 0, left: 1 }),
            (0x40, &[Condition::HeadOpen], Work::Unknown),
            (0x80, &[Condition::Unknown(0x80)], Work::Unknown),
        ] {
            let (told, end) = state(&[byte]).unwrap();
            assert_eq!((told.conditions.as_slice(), told.work, end), (conditions, work, 1), "{byte:02x}");
        }
    }

    /// Letters as the manual's table has them.
    #[test]
    fn every_letter_of_the_report_is_told() {
        let of = |four: &[u8; 4]| {
            let (told, end) = report(&[b"\x02".as_slice(), four, b"\x03\r\n"].concat()).unwrap();
            assert_eq!(end, 8);
            (told.conditions, told.work)
        };
        let busy = Work::Busy { formats: 0, left: 1 };
        for (four, conditions, work) in [
            (b"@@@@", vec![], Work::Idle),
            (b"P@@@", vec![], busy),
            (b"W@@@", vec![], busy),
            (b"L@@@", vec![Condition::LabelWaiting], busy),
            (b"`@@@", vec![Condition::Paused], Work::Unknown),
            (b"E@@A", vec![Condition::PaperOut], Work::Unknown),
            (b"E@@B", vec![Condition::Jam], Work::Unknown),
            (b"E@@D", vec![Condition::RibbonOut], Work::Unknown),
            (b"E@@`", vec![Condition::HeadOpen], Work::Unknown),
            (b"E@A@", vec![Condition::HeadHot], Work::Unknown),
            (b"E@H@", vec![Condition::CutterFault], Work::Unknown),
            (b"@H@@", vec![Condition::BufferFull], Work::Idle),
            (b"E@@@", vec![Condition::Unknown(0x45)], Work::Unknown),
        ] {
            assert_eq!(of(four), (conditions, work), "{four:?}");
        }
    }

    #[test]
    fn a_late_report_is_not_taken_for_a_state() {
        let late = b"\x02@@@@\x03\r\n";
        assert_eq!(state(late), None);
        assert!((2..8).all(|length| state(&late[..length]).is_none()));
        assert_eq!(state(&[late.as_slice(), &[0x20]].concat()).unwrap().1, 9);
        assert_eq!(state(b"\x02").unwrap().0.conditions, [Condition::Jam]);
        assert_eq!(report(b"\x20\x02@@@"), None);
        assert_eq!(report(b"\x20\x02@@@@\x03\r\n").unwrap().1, 9);
        assert_eq!(report(b"\x02\x02@@@@\x03\r\n").unwrap().1, 9);
    }

    #[test]
    fn a_model_is_a_line() {
        assert_eq!(model(b"\r\nTTP-245C\r\n"), Some(("TTP-245C".to_owned(), 11)));
        assert_eq!(model(b"TTP-24"), None);
    }
}
