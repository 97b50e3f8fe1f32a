//! What a job's labels are made by beside their files, as the ledger keeps it.

use std::path::PathBuf;

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::job::{Design, Forms, Request, TemplateFrom};
use quietzone::market::MarketId;
use quietzone::render::pdf::SymbolForm as PdfSymbol;
use quietzone::render::zpl::{Fixed, Graphics, Options, SymbolForm};
use quietzone::say;
use quietzone::units::Resolution;
use quietzone::world::{Memory, World};
use serde_json::{Value as Json, json};

use crate::ledger::{JobId, Kept, Ledger, rules};

/// Writes the settings of a request.
pub(super) fn written(request: &Request) -> String {
    let market = match &request.market {
        Some(MarketId::Named(id)) => Json::from(id.as_str()),
        _ => Json::Null,
    };
    let zpl = request.forms.zpl;
    json!({
        "template": request.template.path().to_string_lossy(),
        "market": market,
        "device": request.device.map(device),
        "allow": request.allow,
        "symbol": match zpl.symbol { SymbolForm::Graphic => "graphic", SymbolForm::Native => "native" },
        "graphics": match zpl.graphics { Graphics::Z64 => "z64", Graphics::Hex => "hex" },
        "fixed": match zpl.fixed { Fixed::Stored => "stored", Fixed::Inline => "inline" },
        "comments": zpl.comments,
        "pdf_symbol": match request.forms.pdf { PdfSymbol::Vector => "vector", PdfSymbol::Mask => "mask" },
        "head_every": zpl.head_every,
    })
    .to_string()
}

/// A print head as it is read again: `203 dpi`, without the explanation.
fn device(head: Resolution) -> String {
    let told = head.to_string();
    told.split(" (").next().map(str::to_owned).unwrap_or(told)
}

/// The design of a job's labels, of what the ledger keeps of it.
///
/// # Errors
/// The ledger has no such job, or cannot be read.
pub fn design(ledger: &dyn Ledger, job: JobId) -> Result<Design, Failure> {
    Design::of(read(&ledger.kept(job)?)?)
}

/// The request that the labels were made by, in a world of what was kept alone.
pub(super) fn read(kept: &Kept) -> Result<Request, Diagnostic> {
    request(kept)
        .ok_or_else(|| Diagnostic::error(rules::LEDGER, say!("the ledger holds settings of a job that cannot be read")))
}

fn request(kept: &Kept) -> Option<Request> {
    let settings: Json = serde_json::from_str(&kept.settings).ok()?;
    let text = |key: &str| settings.get(key).and_then(Json::as_str);
    let path = text("template")?;
    let memory = Memory::default();
    for (path, bytes) in &kept.files {
        memory.put(path, bytes.as_slice());
    }
    let template = String::from_utf8(memory.get(path)?.to_vec()).ok()?;
    let mut request = Request::new(TemplateFrom::Text { path: PathBuf::from(path), text: template });
    request.market = text("market").map(|id| MarketId::Named(id.to_owned()));
    request.device = match settings.get("device")? {
        Json::Null => None,
        dots => Some(dots.as_str()?.parse().ok()?),
    };
    let allow = settings.get("allow")?.as_array()?.iter();
    request.allow = allow.map(|rule| rule.as_str().map(str::to_owned)).collect::<Option<_>>()?;
    let zpl = Options {
        symbol: if text("symbol")? == "native" { SymbolForm::Native } else { SymbolForm::Graphic },
        graphics: if text("graphics")? == "hex" { Graphics::Hex } else { Graphics::Z64 },
        fixed: if text("fixed")? == "inline" { Fixed::Inline } else { Fixed::Stored },
        comments: settings.get("comments")?.as_bool()?,
        // Jobs of earlier versions do not say it; nothing is chosen by the memory any more.
        head_every: settings.get("head_every").and_then(Json::as_u64).unwrap_or(Options::HEAD_EVERY),
        ..Options::default()
    };
    // Older ledgers know of no sheets.
    let pdf = if text("pdf_symbol") == Some("mask") { PdfSymbol::Mask } else { PdfSymbol::Vector };
    request.forms = Forms { zpl, pdf, ..Forms::default() };
    request.world = World::of(memory);
    Some(request)
}
