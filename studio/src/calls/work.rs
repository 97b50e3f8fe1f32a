//! What all pages work at: a template, codes, and how they are read. It is kept by the page, a tab its own.

use std::path::PathBuf;
use std::sync::Arc;

use quietzone::batch::{ColumnChoice, Data, Failure, RowSet, field_and_length, field_and_value, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::job::{Request, TemplateFrom};
use quietzone::market::{Fixing, MarketId};
use quietzone::say;
use quietzone::sentence::{InWords, Sentence, outside};
use quietzone::source::{HeaderRow, HiddenRows, Source, encoding};
use quietzone::units::Resolution;
use serde::{Deserialize, Serialize};

use crate::desk::Desk;

/// What a command line says of a batch, by the names of its options.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Work {
    /// The template, a file of the folder.
    pub(crate) template: Option<String>,
    /// Files of codes.
    pub(crate) data: Vec<String>,
    /// An order in the ledger, in place of files.
    pub(crate) order: Option<String>,
    pub(crate) sheet: Option<String>,
    pub(crate) encoding: Option<String>,
    /// Headers of codes, parts and fields: `Код`, `21=SN`.
    pub(crate) column: Vec<String>,
    /// Lengths of parts and fields: `21=13`.
    pub(crate) width: Vec<String>,
    pub(crate) header_row: Option<u32>,
    pub(crate) no_header: bool,
    pub(crate) hidden: Option<Hidden>,
    /// Values that rows must have: `gtin=04870999000116`.
    #[serde(rename = "where")]
    pub(crate) wheres: Vec<String>,
    pub(crate) fix_lookalikes: bool,
    pub(crate) fix_layout: bool,
    /// Rows: `1-100,250`.
    pub(crate) rows: Option<String>,
    /// Values for every label: `batch=A123`.
    pub(crate) set: Vec<String>,
    /// A file that gives what the data lacks.
    pub(crate) lookup: Option<String>,
    pub(crate) key: Option<String>,
    pub(crate) market: Option<String>,
    /// A print head: `203`, `12 dots/mm`.
    pub(crate) dpi: Option<String>,
    pub(crate) allow: Vec<String>,
}

/// What a call takes that asks for nothing else.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfWork {
    pub(crate) work: Work,
}

/// What is to be done with rows that a workbook hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Hidden {
    Print,
    Skip,
}

impl Work {
    /// What is asked of a job: all but an output.
    ///
    /// # Errors
    /// No template is chosen; something said makes no sense.
    pub(crate) fn request(&self, desk: &Desk) -> Result<Request, Failure> {
        let Some(template) = &self.template else {
            return Err(refused(say!("no template is chosen yet")).help(say!("choose one on the page “Start”")).into());
        };
        let mut request = Request::new(TemplateFrom::File(desk.path(template)?));
        request.world = desk.world().clone();
        request.data = self.codes(desk)?;
        request.rows = self.rows.as_deref().map(str::parse::<RowSet>).transpose().map_err(refused)?;
        request.sets = self.set.iter().map(|text| field_and_value(text)).collect::<Result<_, _>>().map_err(refused)?;
        if let Some(lookup) = &self.lookup {
            request.lookup = Some((desk.path(lookup)?, self.key.clone().unwrap_or_else(|| "gtin".to_owned())));
        }
        // A market file of the user’s is read in the folder, as all else is.
        request.market = self.market.as_deref().map(MarketId::from);
        let device = self.dpi.as_deref().map(str::parse::<Resolution>).transpose();
        request.device = device.map_err(|why| refused(why.in_words()))?;
        request.allow.clone_from(&self.allow);
        Ok(request)
    }

    /// The codes, if there are any.
    ///
    /// # Errors
    /// A file is not of the folder; how it is read makes no sense.
    pub(crate) fn codes(&self, desk: &Desk) -> Result<Option<Data>, Failure> {
        if let Some(order) = &self.order {
            let mut data = Data::from(stored(desk, order)?);
            data.wheres =
                self.wheres.iter().map(|text| field_and_value(text)).collect::<Result<_, _>>().map_err(refused)?;
            return Ok(Some(data));
        }
        let files: Vec<PathBuf> = self.data.iter().map(|name| desk.path(name)).collect::<Result<_, Diagnostic>>()?;
        let Some((first, more)) = files.split_first() else { return Ok(None) };
        let mut data = Data::of(first.clone());
        data.more = more.to_vec();
        data.sheet.clone_from(&self.sheet);
        let unknown = |name: &String| refused(say!("“{name}” is no encoding", name = outside(name)));
        data.encoding = self.encoding.as_ref().map(|name| encoding(name).ok_or_else(|| unknown(name))).transpose()?;
        data.columns = self.column.iter().map(|text| ColumnChoice::from(text.as_str())).collect();
        data.widths =
            self.width.iter().map(|text| field_and_length(text)).collect::<Result<_, _>>().map_err(refused)?;
        data.header_row = match (self.header_row, self.no_header) {
            (Some(row), _) => HeaderRow::At(row),
            (None, true) => HeaderRow::Absent,
            (None, false) => HeaderRow::Found,
        };
        data.hidden = self.hidden.map(|hidden| match hidden {
            Hidden::Print => HiddenRows::Print,
            Hidden::Skip => HiddenRows::Skip,
        });
        data.fixing = Fixing { look_alikes: self.fix_lookalikes, layout: self.fix_layout, separator: None };
        data.wheres =
            self.wheres.iter().map(|text| field_and_value(text)).collect::<Result<_, _>>().map_err(refused)?;
        Ok(Some(data))
    }

    /// How many codes the ledger has of the order. More come while it is worked at.
    #[cfg(feature = "oms")]
    pub(crate) fn fetched(&self, desk: &Desk) -> u64 {
        use quietzone_station::ledger::Orders;
        let Some(order) = &self.order else { return 0 };
        let parts = desk.room.ledger().and_then(|ledger| Ok(ledger.parts()?)).unwrap_or_default();
        parts.iter().filter(|known| known.part.order == *order).map(|known| known.codes).sum()
    }

    #[cfg(not(feature = "oms"))]
    pub(crate) fn fetched(&self, _: &Desk) -> u64 {
        0
    }

    /// The same as the words of a command line, the template first.
    pub(crate) fn words(&self) -> Vec<String> {
        let mut words: Vec<String> = self.template.clone().into_iter().collect();
        words.extend(self.words_of_data());
        let mut say = |option: &str, value: &String| words.extend([option.to_owned(), value.clone()]);
        self.rows.iter().for_each(|rows| say("--rows", rows));
        self.set.iter().for_each(|set| say("--set", set));
        self.lookup.iter().for_each(|lookup| say("--lookup", lookup));
        self.lookup.iter().zip(&self.key).for_each(|(_, key)| say("--key", key));
        self.market.iter().for_each(|market| say("--market", market));
        self.dpi.iter().for_each(|dpi| say("--dpi", dpi));
        self.allow.iter().for_each(|rule| say("--allow", rule));
        words
    }

    /// What says which codes are meant, and how they are read.
    pub(crate) fn words_of_data(&self) -> Vec<String> {
        let mut words = Vec::new();
        let mut say = |option: &str, value: String| words.extend([option.to_owned(), value]);
        if let Some(order) = &self.order {
            say("--order", order.clone());
            self.wheres.iter().for_each(|picked| say("--where", picked.clone()));
            words.push("--stored".to_owned());
            return words;
        }
        self.data.iter().for_each(|file| say("--data", file.clone()));
        self.sheet.iter().for_each(|sheet| say("--sheet", sheet.clone()));
        self.encoding.iter().for_each(|encoding| say("--encoding", encoding.clone()));
        self.column.iter().for_each(|column| say("--column", column.clone()));
        self.width.iter().for_each(|width| say("--width", width.clone()));
        self.header_row.iter().for_each(|row| say("--header-row", row.to_string()));
        if let Some(hidden) = self.hidden {
            say("--hidden", if hidden == Hidden::Print { "print" } else { "skip" }.to_owned());
        }
        self.wheres.iter().for_each(|picked| say("--where", picked.clone()));
        let switches = [
            (self.no_header && self.header_row.is_none(), "--no-header"),
            (self.fix_lookalikes, "--fix-lookalikes"),
            (self.fix_layout, "--fix-layout"),
        ];
        words.extend(switches.iter().filter(|(is_on, _)| *is_on).map(|(_, option)| (*option).to_owned()));
        words
    }
}

/// The codes of an order, as far as the ledger has them.
#[cfg(feature = "oms")]
fn stored(desk: &Desk, order: &str) -> Result<Arc<dyn Source>, Failure> {
    let order = order.parse().map_err(refused)?;
    Ok(Arc::new(quietzone_station::oms::OfOrder::of(desk.room.ledger()?, &order)?))
}

#[cfg(not(feature = "oms"))]
fn stored(_: &Desk, _: &str) -> Result<Arc<dyn Source>, Failure> {
    Err(refused(say!("this studio was made without order management systems")).into())
}

fn refused(message: Sentence) -> Diagnostic {
    Diagnostic::error(rules::REQUEST, message)
}
