//! What `check` and `render` are told alike: the market, the device, the rows and their data.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::source::Source;
use quietzone::batch::{Failure, RowSet, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::job::Request;
use quietzone::market::MarketId;
use quietzone::say;
use quietzone::sentence::outside;
use quietzone::source::Source as Rows;
use quietzone::units::Resolution;

#[derive(Debug, clap::Args)]
pub(crate) struct Batch {
    /// Only these rows, as numbered in the file, such as 1-100,250, or 7313- for all from there; of one
    /// of several files order.csv:1-100, once for each file.
    #[arg(long, value_name = "ROWS", requires = "codes")]
    rows: Vec<RowSet>,
    #[command(flatten)]
    source: Source,
    /// A value for every label, such as batch=A123.
    #[arg(long, value_name = "FIELD=VALUE", requires = "codes")]
    set: Vec<String>,
    /// A second file that gives what the data lacks, one row a product.
    #[arg(long, value_name = "FILE", requires = "codes")]
    lookup: Option<PathBuf>,
    /// The field rows of the lookup file are found by.
    #[arg(long, value_name = "FIELD", default_value = "gtin", requires = "lookup")]
    key: String,
    /// Another market than the template's: its name, the path of a market file, or auto.
    #[arg(long, value_name = "ID")]
    market: Option<String>,
    /// Another printer than the template's: 203, 300, 600, or '12 dots/mm'.
    #[arg(long, value_name = "DPI")]
    dpi: Option<Resolution>,
    /// Let labels break a rule, such as QZ03. It is told in the summary and written into a PDF.
    #[arg(long, value_name = "RULE")]
    allow: Vec<String>,
    /// A picture of the label with quiet zones and findings marked: .svg, .png or .pdf.
    #[arg(long, value_name = "OUT")]
    overlay: Option<PathBuf>,
    /// List every finding, not only the first of each kind.
    #[arg(long)]
    pub(crate) all_findings: bool,
    /// How many threads work [default: as many as there are cores]. The output does not depend
    /// on it.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
}

impl Batch {
    /// What is asked of a job, without an output. An order stands in place of files.
    pub(crate) fn request(
        &self,
        template: &Path,
        data: &[PathBuf],
        order: Option<Arc<dyn Rows>>,
    ) -> Result<Request, Failure> {
        let pair = |text: &String| {
            let (key, value) = text.split_once('=').ok_or_else(|| {
                let message = say!("--set takes FIELD=VALUE, such as batch=A123, not “{text}”", text = outside(text));
                Diagnostic::error(rules::REQUEST, message)
            })?;
            Ok((key.trim().to_owned(), value.to_owned()))
        };
        let has_codes = !data.is_empty() || order.is_some();
        let data = has_codes.then(|| {
            let mut data = self.source.of(data);
            data.sources = order.into_iter().collect();
            data
        });
        let mut request = Request::new(template);
        request.data = data;
        request.rows = RowSet::joined(&self.rows);
        request.sets = self.set.iter().map(pair).collect::<Result<_, Diagnostic>>()?;
        request.lookup = self.lookup.clone().map(|path| (path, self.key.clone()));
        request.market = self.market.as_deref().map(MarketId::from);
        request.device = self.dpi;
        request.allow = self.allow.clone();
        request.overlay = self.overlay.clone();
        request.threads = self.threads.map(usize::from);
        Ok(request)
    }
}
