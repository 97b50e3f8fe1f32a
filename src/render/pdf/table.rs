//! Objects by their numbers: where each begins, told in a cross-reference stream
//! (ISO 32000-1, 7.5.8) at the end of the file.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::Ref;

use crate::say;

/// Bytes of a row: its type, a place, an index.
const WIDTHS: [usize; 3] = [1, 5, 2];
const ROW: usize = 8;

/// Numbers given to objects, four bytes each. Objects that stand in the file themselves come
/// there in the order of their numbers, so that a length tells where the next one begins.
#[derive(Debug)]
pub(super) struct ObjectTable {
    entries: Vec<Entry>,
    /// Where the first object begins.
    start: u64,
    /// Where objects whose numbers were reserved begin; they come last.
    late: Vec<u64>,
}

/// The length of an object, or with [`IN_STREAM`] the number of the stream it is in.
type Entry = u32;
const IN_STREAM: u32 = 1 << 31;

impl ObjectTable {
    /// An empty table for a file whose first object begins at `start`. The first numbers are kept
    /// for objects that are written last.
    pub(super) fn new(start: u64, reserved: usize) -> Self {
        Self { entries: vec![0; reserved + 1], start, late: vec![0; reserved + 1] }
    }

    /// The number that the next object gets, plus `ahead`.
    pub(super) fn next(&self, ahead: usize) -> io::Result<Ref> {
        let number = i32::try_from(self.entries.len() + ahead);
        number.map(Ref::new).map_err(|_| io::Error::other(say!("too many objects for one PDF")))
    }

    /// Notes that the next object has so many bytes.
    pub(super) fn add(&mut self, length: usize) -> io::Result<()> {
        let length = u32::try_from(length).ok().filter(|length| length & IN_STREAM == 0);
        self.entries.push(length.ok_or_else(|| io::Error::other(say!("an object is too large for one PDF")))?);
        Ok(())
    }

    /// Notes that so many objects are in a stream, which is the one that follows them.
    pub(super) fn add_stream(&mut self, count: usize, length: usize) -> io::Result<()> {
        let stream = self.next(count)?.get().unsigned_abs();
        self.entries.resize(self.entries.len() + count, IN_STREAM | stream);
        self.add(length)
    }

    /// Notes where an object with a reserved number begins.
    pub(super) fn add_late(&mut self, number: Ref, position: u64) {
        if let Some(place) = usize::try_from(number.get()).ok().and_then(|number| self.late.get_mut(number)) {
            *place = position;
        }
    }

    /// The cross-reference stream that begins at a position, as an object; `root` is what else
    /// its dictionary holds.
    pub(super) fn stream(&self, position: u64, root: &str) -> io::Result<Vec<u8>> {
        let number = self.next(0)?;
        let rows = self.rows(position)?;
        let [kind, place, index] = WIDTHS;
        let mut object = format!(
            "{number} 0 obj\n<</Type/XRef/Size {}/W[{kind} {place} {index}]{root}/Length {}/Filter/FlateDecode\
             /DecodeParms<</Predictor 12/Columns {ROW}>>>>stream\n",
            self.entries.len() + 1,
            rows.len(),
            number = number.get(),
        )
        .into_bytes();
        object.extend_from_slice(&rows);
        object.extend_from_slice(b"\nendstream\nendobj\n");
        Ok(object)
    }

    /// The rows, each as its difference from the row above (PNG's predictor “up”), deflated.
    fn rows(&self, position: u64) -> io::Result<Vec<u8>> {
        let mut out = ZlibEncoder::new(Vec::new(), Compression::new(6));
        let mut above = [0_u8; ROW];
        let mut put = |kind: u8, place: u64, index: u16| {
            let [_, _, _, a, b, c, d, e] = place.to_be_bytes();
            let [high, low] = index.to_be_bytes();
            let row = [kind, a, b, c, d, e, high, low];
            let mut line = [2; ROW + 1];
            for ((change, new), old) in line.iter_mut().skip(1).zip(row).zip(above) {
                *change = new.wrapping_sub(old);
            }
            above = row;
            out.write_all(&line)
        };
        put(0, 0, u16::MAX)?;
        for late in self.late.iter().skip(1) {
            put(1, *late, 0)?;
        }
        let mut begins = self.start;
        let mut index = 0;
        for entry in self.entries.iter().skip(self.late.len()) {
            if entry & IN_STREAM == 0 {
                put(1, begins, 0)?;
                begins += u64::from(*entry);
                index = 0;
            } else {
                put(2, (entry & !IN_STREAM).into(), index)?;
                index += 1;
            }
        }
        put(1, position, 0)?;
        out.finish()
    }
}
