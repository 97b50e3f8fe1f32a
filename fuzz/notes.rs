//! What a ledger keeps of orders, in memory.

use std::sync::{Mutex, MutexGuard};

use quietzone_station::ledger::orders::{Connection, Fetched, Orders, Part, PartId, Requested, Stored};
use quietzone_station::ledger::{Answer, Operation, Time};

/// Parts with their codes, and the journal.
#[derive(Debug, Default)]
pub struct Notes(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    parts: Vec<(Fetched, Stored, Vec<String>)>,
    journal: Vec<(Time, Requested)>,
}

/// Codes are shown nowhere.
impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("notes")
    }
}

impl Notes {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().expect("no panic with notes in hand")
    }
}

impl Orders for Notes {
    fn connect(&self, _: Operation, _: &Connection) -> Answer<()> {
        Ok(())
    }

    fn disconnect(&self, _: Operation, _: &str) -> Answer<()> {
        Ok(())
    }

    fn connections(&self) -> Answer<Vec<Connection>> {
        Ok(Vec::new())
    }

    fn part(&self, _: Operation, part: &Part, said: &str) -> Answer<PartId> {
        let parts = &mut self.kept().parts;
        if let Some((known, ..)) = parts.iter_mut().find(|(known, ..)| known.part == *part) {
            known.said = said.to_owned();
            return Ok(known.id);
        }
        let id = PartId(u32::try_from(parts.len()).expect("few parts"));
        let known = Fetched { id, part: part.clone(), said: said.to_owned(), codes: 0, time: Time(0) };
        parts.push((known, Stored::default(), Vec::new()));
        Ok(id)
    }

    fn ask(&self, _: Operation, part: PartId, codes: u32) -> Answer<()> {
        self.kept().parts[part.0 as usize].1.asked = Some((codes, Time(0)));
        Ok(())
    }

    fn settled(&self, _: Operation, part: PartId) -> Answer<()> {
        self.kept().parts[part.0 as usize].1.asked = None;
        Ok(())
    }

    fn store(&self, _: Operation, part: PartId, block: &str, codes: &[String]) -> Answer<u64> {
        let (known, stored, all) = &mut self.kept().parts[part.0 as usize];
        stored.blocks.push((block.to_owned(), u32::try_from(codes.len()).expect("few codes")));
        all.extend_from_slice(codes);
        stored.asked = None;
        stored.codes = all.len() as u64;
        known.codes = stored.codes;
        Ok(stored.codes)
    }

    fn stored(&self, part: PartId) -> Answer<Stored> {
        Ok(self.kept().parts[part.0 as usize].1.clone())
    }

    fn codes(&self, part: PartId, behind: u32, most: u32) -> Answer<Vec<String>> {
        let all = &self.kept().parts[part.0 as usize].2;
        Ok(all.iter().skip(behind as usize).take(most as usize).cloned().collect())
    }

    fn left(&self, part: PartId, behind: u32, most: u32) -> Answer<Vec<(u32, String)>> {
        let codes = self.codes(part, behind, most)?;
        Ok((behind + 1..).zip(codes).collect())
    }

    fn forget_order(&self, _: Operation, _: &str, _: bool) -> Answer<u64> {
        Ok(0)
    }

    fn parts(&self) -> Answer<Vec<Fetched>> {
        Ok(self.kept().parts.iter().map(|(known, ..)| known.clone()).collect())
    }

    fn requested(&self, _: Operation, request: &Requested) -> Answer<()> {
        self.kept().journal.push((Time(0), request.clone()));
        Ok(())
    }

    fn requests(&self, most: u32) -> Answer<Vec<(Time, Requested)>> {
        Ok(self.kept().journal.iter().rev().take(most as usize).cloned().collect())
    }
}
