//! Sorting more than memory holds: sorted runs go to a temporary file that only its owner can read and that
//! has no name, and are merged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

use crate::world::{Passing, Stored, World};

/// Bytes that are sorted in memory at a time.
const RUN: usize = 4 << 20;
/// Bytes that are read ahead of all runs together.
const AHEAD: usize = 4 << 20;

/// Takes items with their keys, which are all different.
pub(crate) struct Sorter {
    /// The items of the run under way: key and value.
    bytes: Vec<u8>,
    items: Vec<Item>,
    file: BufWriter<Passing>,
    /// Where runs end in the file.
    ends: Vec<u64>,
    run: usize,
}

/// Where an item stands: its key begins, its value begins, it ends.
#[derive(Clone, Copy)]
struct Item {
    key: usize,
    value: usize,
    end: usize,
}

/// What was sorted, to be read.
pub(crate) struct Sorted {
    stored: Stored,
    ends: Vec<u64>,
}

impl Sorter {
    pub(crate) fn new(world: &World) -> io::Result<Self> {
        let file = BufWriter::with_capacity(1 << 16, world.passing()?);
        Ok(Self { bytes: Vec::new(), items: Vec::new(), file, ends: Vec::new(), run: RUN })
    }

    /// Takes an item.
    pub(crate) fn push(&mut self, key: &[u8], value: &[u8]) -> io::Result<()> {
        if self.bytes.len() + key.len() + value.len() > self.run && !self.items.is_empty() {
            self.spill()?;
        }
        let begin = self.bytes.len();
        self.bytes.extend_from_slice(key);
        self.bytes.extend_from_slice(value);
        self.items.push(Item { key: begin, value: begin + key.len(), end: self.bytes.len() });
        Ok(())
    }

    /// Writes the run under way.
    fn spill(&mut self) -> io::Result<()> {
        let bytes = std::mem::take(&mut self.bytes);
        let of = |begin: usize, end: usize| bytes.get(begin..end).unwrap_or_default();
        self.items.sort_unstable_by(|a, b| of(a.key, a.value).cmp(of(b.key, b.value)));
        let mut end = self.ends.last().copied().unwrap_or(0);
        for item in self.items.drain(..) {
            end += put(&mut self.file, of(item.key, item.value))? + put(&mut self.file, of(item.value, item.end))?;
        }
        self.ends.push(end);
        self.bytes = bytes;
        self.bytes.clear();
        Ok(())
    }

    /// All items, in the order of their keys.
    pub(crate) fn sorted(mut self) -> io::Result<Sorted> {
        self.spill()?;
        let stored = self.file.into_inner().map_err(io::IntoInnerError::into_error)?.stored()?;
        Ok(Sorted { stored, ends: self.ends })
    }
}

impl Sorted {
    /// Gives every key with its value.
    pub(crate) fn each<E: From<io::Error>>(
        mut self,
        mut take: impl FnMut(&[u8], &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let ahead = (AHEAD / self.ends.len().max(1)).max(1 << 12);
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        let mut runs: Vec<Run> =
            begins.zip(&self.ends).map(|(at, end)| Run { at, end: *end, buffer: Vec::new(), read: 0 }).collect();
        let mut heads = BinaryHeap::new();
        for (number, run) in runs.iter_mut().enumerate() {
            if let Some(key) = run.next(&mut self.stored, ahead)? {
                heads.push(Reverse((key, number)));
            }
        }
        while let Some(Reverse((key, number))) = heads.pop() {
            let Some(run) = runs.get_mut(number) else { continue };
            let value = run.next(&mut self.stored, ahead)?.ok_or_else(cut)?;
            take(&key, &value)?;
            if let Some(key) = run.next(&mut self.stored, ahead)? {
                heads.push(Reverse((key, number)));
            }
        }
        Ok(())
    }
}

/// A sorted run being read.
struct Run {
    /// What of it is not in the buffer yet.
    at: u64,
    end: u64,
    buffer: Vec<u8>,
    read: usize,
}

impl Run {
    /// The next piece, a key or a value; nothing at the end.
    fn next(&mut self, stored: &mut Stored, ahead: usize) -> io::Result<Option<Vec<u8>>> {
        let rest = |run: &Self| run.buffer.len() - run.read;
        if rest(self) == 0 && self.at == self.end {
            return Ok(None);
        }
        self.fill(stored, 4, ahead)?;
        let length = self.take(4)?;
        let length =
            usize::try_from(u32::from_le_bytes(length.try_into().unwrap_or_default())).map_err(io::Error::other)?;
        self.fill(stored, length, ahead)?;
        self.take(length).map(Some)
    }

    /// Sees to it that so many bytes are in the buffer.
    fn fill(&mut self, stored: &mut Stored, wanted: usize, ahead: usize) -> io::Result<()> {
        let has = self.buffer.len() - self.read;
        if has >= wanted {
            return Ok(());
        }
        self.buffer.drain(..self.read);
        self.read = 0;
        let more = u64::try_from(ahead.max(wanted - has)).map_err(io::Error::other)?.min(self.end - self.at);
        stored.seek(SeekFrom::Start(self.at))?;
        let read = stored.take(more).read_to_end(&mut self.buffer)?;
        self.at += read as u64;
        if self.buffer.len() < wanted { Err(cut()) } else { Ok(()) }
    }

    fn take(&mut self, length: usize) -> io::Result<Vec<u8>> {
        let piece = self.buffer.get(self.read..self.read + length).ok_or_else(cut)?.to_vec();
        self.read += length;
        Ok(piece)
    }
}

/// Pieces of bytes that are written one after the other, to be read in the same order.
pub(crate) struct Pieces {
    file: BufWriter<Passing>,
}

/// Such pieces, to be read as often as they are wanted.
#[derive(Debug)]
pub(crate) struct Written(Stored);

impl Pieces {
    pub(crate) fn new(world: &World) -> io::Result<Self> {
        Ok(Self { file: BufWriter::with_capacity(1 << 16, world.passing()?) })
    }

    pub(crate) fn push(&mut self, piece: &[u8]) -> io::Result<()> {
        put(&mut self.file, piece).map(drop)
    }

    pub(crate) fn written(self) -> io::Result<Written> {
        self.file.into_inner().map_err(io::IntoInnerError::into_error)?.stored().map(Written)
    }
}

impl Written {
    /// Gives every piece, until `take` wants no more.
    pub(crate) fn each(&self, mut take: impl FnMut(&[u8]) -> bool) -> io::Result<()> {
        let mut reader = BufReader::with_capacity(1 << 16, self.0.again()?);
        let mut piece = Vec::new();
        loop {
            let mut length = [0; 4];
            match reader.read_exact(&mut length) {
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
                read => read?,
            }
            piece.resize(usize::try_from(u32::from_le_bytes(length)).map_err(io::Error::other)?, 0);
            reader.read_exact(&mut piece)?;
            if !take(&piece) {
                return Ok(());
            }
        }
    }
}

/// Writes a piece with its length, and gives the bytes.
fn put(out: &mut impl Write, piece: &[u8]) -> io::Result<u64> {
    let length = u32::try_from(piece.len()).map_err(io::Error::other)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(piece)?;
    Ok(u64::from(length) + 4)
}

fn cut() -> io::Error {
    io::ErrorKind::UnexpectedEof.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_memory_does_not_hold_is_sorted_all_the_same() {
        let world = World::default();
        for run in [1, 40, 1000, RUN] {
            let mut sorter = Sorter { run, ..Sorter::new(&world).unwrap() };
            // 7919 is a prime, so every number comes once.
            let numbers = (0..5000_u32).map(|n| n * 7919 % 5000);
            numbers
                .for_each(|n| sorter.push(&n.to_be_bytes(), format!("{n}").repeat(n as usize % 9).as_bytes()).unwrap());
            let mut next = 0_u32;
            let sorted = sorter.sorted().unwrap().each(|key, value| {
                assert_eq!(key, next.to_be_bytes());
                assert_eq!(value, format!("{next}").repeat(next as usize % 9).as_bytes());
                next += 1;
                Ok::<(), io::Error>(())
            });
            sorted.unwrap();
            assert_eq!(next, 5000, "{run}");
        }
    }
}
