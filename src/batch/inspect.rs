//! A look at a batch of codes without making anything of it.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::candidates::{Candidate, Fitting, best, the_best};
use super::chunks::{in_order, threads};
use super::counts::{Counted, Counting, RowCounts, unexpected};
use super::data::{ColumnChoice, Data};
use super::duplicates::{Fingerprint, repeated_units, said};
use super::faults::{Failure, WholeBatch};
use super::opened::Opened;
use super::orders::Products;
use super::rules;
use super::seen::{EachRow, SeenRow};
use super::watch::{Stage, Watch};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::market::{Companion, Fixing, Market, MarketId};
use crate::say;
use crate::sentence::{name, outside};
use crate::source::{HiddenRows, Kept, Mapping, Picked, Row, RowKind, Wanted, WantedField};
use crate::world::World;

/// What is to be looked at.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Inspection {
    /// The codes.
    pub data: Data,
    /// The market.
    pub market: MarketId,
    /// How many threads work; as many as the machine has cores if left out.
    pub threads: Option<usize>,
    /// The world that files are read in.
    pub world: World,
}

/// What was seen.
#[derive(Debug)]
#[non_exhaustive]
pub struct Looked {
    /// The market.
    pub market: String,
    /// Whether the market was found out from the codes.
    pub is_auto: bool,
    /// Rows with data.
    pub rows: u64,
    /// Rows whose code can be printed, each code counted once.
    pub good: u64,
    /// What becomes of every row of the file.
    pub counts: RowCounts,
    /// Rows whose code was mended.
    pub mended: u64,
    /// What was found.
    pub findings: Findings,
    /// Rows that are bad, by their number.
    pub bad: Vec<u32>,
    /// Those of them that are bad only beside another, in order.
    pub(crate) twins: Vec<(u32, WholeBatch)>,
    /// The list of rejected rows, where one was written.
    pub rejects: Option<PathBuf>,
}

impl Looked {
    /// Rows that cannot be printed.
    #[must_use]
    pub fn bad(&self) -> u64 {
        self.rows.saturating_sub(self.good)
    }
}

/// What one chunk gave.
#[derive(Default)]
struct LookedChunk {
    rows: u64,
    good: u64,
    counted: Counted,
    products: Products,
    mended: u64,
    codes: Vec<Fingerprint>,
    bad: Vec<u32>,
    found: Vec<Diagnostic>,
    /// The rows, where they are asked for.
    listed: Vec<SeenRow>,
}

impl Inspection {
    /// A look at codes of a market.
    #[must_use]
    pub fn new(data: Data, market: impl Into<MarketId>) -> Self {
        Self { data, market: market.into(), threads: None, world: World::default() }
    }

    /// Reads the batch.
    ///
    /// # Errors
    /// A market with mistakes, data that cannot be read, columns that cannot be found. Bad rows
    /// are no failure; they are in what was seen.
    pub fn run(&self, watch: &dyn Watch) -> Result<Looked, Failure> {
        let opened = self.open()?;
        Ok(self.look(&opened, None, watch)?)
    }

    /// Reads the batch, and gives every row that is not blank to `each`.
    ///
    /// # Errors
    /// As [`Inspection::run`]; what `each` says.
    pub fn run_each(&self, each: &mut dyn EachRow, watch: &dyn Watch) -> Result<Looked, Failure> {
        let opened = self.open()?;
        Ok(self.look(&opened, Some(each), watch)?)
    }

    /// The one market that reads most of the first rows.
    ///
    /// # Errors
    /// None reads any, or several read as many: they are named.
    pub(crate) fn market_of_data(&self) -> Result<Market, Failure> {
        let (candidates, of) = self.candidates()?;
        Ok(the_best(candidates, of)?)
    }

    /// The markets that read most of the first rows, the likeliest first: codes that are made the same are of one
    /// only by what goods they mark, which their owner knows.
    ///
    /// # Errors
    /// The data is standard input, which is read once.
    pub fn fitting(&self) -> Result<Vec<Fitting>, Failure> {
        let (candidates, of) = self.candidates()?;
        Ok(best(candidates).into_iter().map(|candidate| candidate.fitting(of)).collect())
    }

    /// The markets that read any of the first rows, of so many.
    fn candidates(&self) -> Result<(Vec<Candidate>, usize), Failure> {
        if self.data.files().any(|file| file == Path::new("-")) {
            return Err(Diagnostic::error(
                rules::REQUEST,
                say!("--market auto needs a file; standard input is read once"),
            )
            .into());
        }
        let mut of = 0;
        // Which rows are asked for, and what is to be mended, is another question.
        let data = Data {
            wheres: Vec::new(),
            hidden: self.data.hidden.or(Some(HiddenRows::Print)),
            fixing: Fixing { look_alikes: true, layout: true, ..self.data.fixing },
            ..self.data.clone()
        };
        let any = Self { data, ..self.clone() };
        let any = any.at_hand().unwrap_or(any);
        let mut candidate = |market: Market| {
            let Opened { market, table, mapping } = any.open_as(market).ok()?;
            let sample = table.sample().ok()?;
            let (mut rows, mut at_home, mut seen) = (0, 0, 0);
            for row in sample.iter().filter(|row| mapping.is_data(row)) {
                seen += 1;
                let Some(code) = mapping.issued(row, &table, &market) else { continue };
                rows += 1;
                at_home += usize::from(market.is_home_of(&code));
            }
            of = seen.max(of);
            (rows > 0).then_some(Candidate { market, rows, at_home })
        };
        let fitting = Market::all().filter_map(&mut candidate).collect();
        Ok((fitting, of))
    }

    /// The first rows kept, so that a large workbook is not opened for each market; nothing where what is read of
    /// the files could depend on the market.
    fn at_hand(&self) -> Option<Self> {
        let open = Market::load("gs1").ok()?;
        let table = self.data.open(&self.world, &open).ok()?;
        let first = Kept::first(table, self.data.header_row, &self.world).ok()?;
        let kept = Self { data: self.data.read_from(Arc::new(first)), ..self.clone() };
        let Opened { market, table, mapping } = kept.open_as(open).ok()?;
        let is_read = |row: &Row| mapping.is_data(row) && mapping.issued(row, &table, &market).is_some();
        table.sample().ok()?.iter().any(is_read).then_some(kept)
    }

    pub(crate) fn open(&self) -> Result<Opened, Failure> {
        let market = match &self.market {
            MarketId::Auto => self.market_of_data()?,
            MarketId::Named(id) => Market::load_in(&self.world, id)?,
        };
        let known = |key: &str| market.part(key).is_some() || market.companion(key).is_some();
        let columns = self.data.columns.iter().filter_map(|choice| match choice {
            ColumnChoice::Field(key, _) => Some(("--column", key)),
            ColumnChoice::Code(_) => None,
        });
        let widths = self.data.widths.iter().map(|(key, _)| ("--width", key));
        if let Some((option, key)) = columns.chain(widths).find(|(_, key)| !known(key)) {
            let message = say!(
                "{option} names “{key}”, which is neither part of a code of {market} nor stands beside it",
                option = name(option),
                key = outside(key),
                market = name(market.id)
            );
            return Err(Diagnostic::error(rules::REQUEST, message).into());
        }
        self.open_as(market)
    }

    fn open_as(&self, market: Market) -> Result<Opened, Failure> {
        let mut table = self.data.open(&self.world, &market)?;
        let mapping = Mapping::find(&mut table, &market, &self.wanted(&market)?, None)?;
        Ok(Opened { market, table, mapping })
    }

    pub(crate) fn look(
        &self,
        opened: &Opened,
        mut each: Option<&mut dyn EachRow>,
        watch: &dyn Watch,
    ) -> Result<Looked, Diagnostic> {
        let Opened { market, table, mapping } = opened;
        let mut seen = Looked {
            market: market.id.clone(),
            is_auto: self.market == MarketId::Auto,
            rows: 0,
            good: 0,
            counts: RowCounts::default(),
            mended: 0,
            findings: Findings::default(),
            bad: Vec::new(),
            twins: Vec::new(),
            rejects: None,
        };
        for note in table.notes().iter().chain(mapping.notes()) {
            watch.found(note);
            seen.findings.add(note.clone());
        }
        let has_list = each.is_some();
        let (mut codes, mut counting, mut products) = (Vec::new(), Counting::default(), Products::default());
        in_order(
            table,
            threads(self.threads),
            watch,
            |_, rows| look(opened, &rows, has_list),
            |part| {
                seen.rows += part.rows;
                seen.good += part.good;
                counting.add(part.counted);
                products.join(&part.products);
                seen.mended += part.mended;
                seen.bad.extend(part.bad);
                codes.extend(part.codes);
                for found in part.found {
                    watch.found(&found);
                    seen.findings.add(found);
                }
                if let Some(each) = &mut each {
                    part.listed.into_iter().try_for_each(|row| each.row(row))?;
                }
                watch.progress(Stage::Survey, seen.rows, None);
                Ok(ControlFlow::Continue(()))
            },
        )?;
        for (row, why) in repeated_units(codes) {
            let found = why.diagnostic(row, table, market);
            watch.found(&found);
            if let Some(each) = &mut each {
                each.repeated(row, &found)?;
            }
            seen.findings.add(found);
            seen.good -= 1;
            seen.bad.push(row);
            seen.twins.push((row, why));
        }
        let unmet = mapping.unmet().map(|message| Diagnostic::warning(rules::NO_ROWS, message));
        for note in products.finding(market, table).into_iter().chain(unmet) {
            watch.found(&note);
            seen.findings.add(note);
        }
        seen.counts = counting.counts(seen.good, seen.bad.len() as u64);
        if let Some(found) = unexpected(&seen.counts, table) {
            watch.found(&found);
            seen.findings.add(found);
        }
        Ok(seen)
    }

    fn wanted(&self, market: &Market) -> Result<Wanted, Diagnostic> {
        // A column named for something that is no part of the code is one beside it.
        let named = |companion: &Companion| {
            self.data.columns.iter().find_map(|choice| match choice {
                ColumnChoice::Field(key, name) if **key == *companion.name => Some(vec![name.clone()]),
                _ => None,
            })
        };
        let companion = |companion: &Companion| WantedField {
            name: companion.name.to_string(),
            headers: named(companion).unwrap_or_else(|| companion.columns.clone()),
            is_date: companion.is_date,
            optional: true,
            ..WantedField::default()
        };
        let mut wanted = Wanted {
            fields: market.companions.iter().map(companion).collect(),
            widths: self.data.widths(market)?,
            fixing: self.data.fixing,
            header_row: self.data.header_row,
            hidden: self.data.hidden,
            picked: Picked { wheres: self.data.wheres.clone(), ..Picked::default() },
            ..Wanted::default()
        };
        for choice in &self.data.columns {
            match choice {
                ColumnChoice::Code(name) => wanted.codes.push(name.clone()),
                ColumnChoice::Field(key, name) => {
                    wanted.parts.extend(market.part(key).map(|field| (field.name.to_string(), vec![name.clone()])));
                }
            }
        }
        Ok(wanted)
    }
}

/// Looks at the rows of a chunk, and lists them if they are asked for.
fn look(opened: &Opened, rows: &[Row], has_list: bool) -> LookedChunk {
    let Opened { market, table, mapping } = opened;
    let kind = |row: &Row| opened.kind(row);
    let mut part = LookedChunk { counted: Counted::of(rows, table, kind), ..LookedChunk::default() };
    for row in rows {
        let kind = opened.kind(row);
        if kind != Some(RowKind::Data) {
            let found = mapping.aside(row, table);
            if has_list {
                part.listed.push(SeenRow::aside(opened, row, kind, found.iter().cloned().collect()));
            }
            part.found.extend(found);
            continue;
        }
        part.rows += 1;
        let read = mapping.record(row, table, market, None);
        if has_list {
            part.listed.push(SeenRow::of(opened, row, &read));
        }
        match read {
            Ok((record, found)) => {
                part.good += 1;
                part.codes.extend(Fingerprint::of_unit(market, &record, said(&record)));
                part.products.note(market, &record.code, row.number);
                if !found.is_empty() {
                    part.mended += u64::from(found.iter().any(|d| d.severity == Severity::Note));
                    part.found.extend(found);
                }
            }
            Err(found) => {
                part.bad.push(row.number);
                part.found.extend(found);
            }
        }
    }
    part
}
