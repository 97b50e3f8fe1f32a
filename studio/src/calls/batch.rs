//! The codes that are worked at, as one open batch.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use quietzone::batch::{Failure, Watch, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::market::MarketId;
use quietzone::say;
use quietzone::sentence::{InWords, Tongue, tongue};
use quietzone::template::Template;
use quietzone::world;

use super::work::Work;
use crate::desk::{Batch, Desk};

/// Opens the codes that are worked at; those that are open already are at hand at once.
///
/// # Errors
/// No codes are chosen, or they cannot be read; their market is not known.
pub(crate) fn batch(desk: &Desk, work: &Work, watch: &dyn Watch) -> Result<Arc<Batch>, Failure> {
    let Some(data) = work.codes(desk)? else {
        let message = say!("no codes are chosen yet");
        return Err(Diagnostic::error(rules::REQUEST, message)
            .help(say!("choose a file of codes on the page “Start”"))
            .into());
    };
    let market = market(desk, work)?;
    desk.batches.open(&key(desk, work, &market), (data, market), desk.world(), watch)
}

/// The market that is said, or that of the template; else it is to be found.
pub(crate) fn market(desk: &Desk, work: &Work) -> Result<MarketId, Failure> {
    if let Some(market) = &work.market {
        return Ok(market.as_str().into());
    }
    let Some(template) = &work.template else { return Ok(MarketId::Auto) };
    let path = desk.path(template)?;
    let text = world::read_text(desk.world(), &path, world::MAX_FILE)
        .map_err(|error| Diagnostic::error(rules::REQUEST, error.in_words()))?;
    let market = Template::parse(template, text)?.market;
    // A market file stands beside its template.
    let beside = path.parent().unwrap_or(Path::new("")).join(&market);
    Ok(if market.ends_with(".toml") { beside.to_string_lossy().into_owned() } else { market }.as_str().into())
}

/// All that an open batch depends on: its files and its order as they are now, and how they are read.
fn key(desk: &Desk, work: &Work, market: &MarketId) -> String {
    // What is kept of rows is told already.
    let language = tongue().map_or("en", Tongue::tag);
    let mut key = format!("{language} {market:?} {:?} {}", work.words_of_data(), work.fetched(desk));
    for file in &work.data {
        let path = desk.whole(Path::new(file));
        for path in std::iter::once(path.clone()).chain(desk.world().folder(Path::new(file)).unwrap_or_default()) {
            let Ok(about) = desk.whole(&path).metadata() else { continue };
            let time = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            // Writing into a text does not fail.
            let _ = write!(key, " {} {time:?}", about.len());
        }
    }
    key
}
