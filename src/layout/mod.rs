//! From a template and a record to a scene.
//!
//! What is the same on every label is laid out once, as maximal runs in paint order; elements
//! never push one another, so a run stays where it is. Everything is measured here and nowhere
//! later. On a printer, symbols, straight lines and baselines are moved to whole dots.
//!
//! ```
//! use std::path::Path;
//! use quietzone::layout::{Plan, Setting};
//! use quietzone::market::{Market, Value};
//! use quietzone::{template::Template, world::Folder};
//!
//! let path = "templates/kz-pharma-carton.toml";
//! let template = Template::parse(path, std::fs::read_to_string(path)?).map_err(|found| format!("{found:?}"))?;
//! let (market, folder) = (Market::load(&template.market)?, Folder::of(Path::new(path)));
//! let constants = ["batch", "expiry", "product"].map(|name| (name.into(), Value::Nothing));
//! let device = template.device;
//! let setting = Setting { template: &template, folder: &folder, device, market: &market, constants: &constants, free: None };
//! let plan = Plan::new(setting).map_err(|found| format!("{found:?}"))?;
//! assert_eq!(plan.stock().page.width, template.width);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod area;
mod art_inks;
mod bar_sizes;
mod bare;
mod bars;
mod complete;
mod die_line;
mod drawing;
mod gallery;
mod icc;
mod jpeg;
mod kept;
mod lettering;
mod letters;
mod lines;
mod margin;
mod parts;
mod picture;
mod plan;
mod prepare;
mod qr;
mod setting;
mod shape;
mod shaper;
mod sheet;
mod sizes;
mod spot;
mod stamp;
mod stand;
mod steps;
mod surround;
mod symbol;
mod text;

/// The rules of this room.
pub mod rules {
    crate::diagnostic::rules! {
        /// A length in dots on a device without dots.
        DOTS = "DEV01", "lengths in dots need a device with dots";
        /// A font file that cannot be used.
        FONT = "FNT01", "font files can be read and embedded";
        /// A colour profile that cannot be used.
        PROFILE = "ICC01", "colour profiles are of presses and can be read";
        /// A picture that cannot be used.
        IMAGE = "IMG01", "pictures can be read and drawn";
        /// Something drawn where no label is.
        PLACE = "PLC01", "what is drawn stands on the label";
        /// A sheet whose labels do not fit it.
        SHEET = "SHT01", "the sheet holds its labels where the printer can print";
        /// A label of a code that no goods have, without room to say so.
        STAMP = "SMP01", "labels of example codes have room for their stamp";
        /// A symbol that cannot be printed within its demands.
        SYMBOL_SIZE = "SYM01", "the symbol has a size that the device can print and its place holds";
        /// A code that does not fit the symbol's modules.
        SYMBOL_DATA = "SYM02", "the code fits the symbol";
        /// A symbol over the edge of the label.
        SYMBOL_PLACE = "SYM03", "the symbol and its quiet zone stand on the label";
        /// Text larger than its box, or over the edge of the label.
        TEXT_FIT = "TXT01", "text fits its box and the label";
        /// A character the font does not have.
        GLYPH = "TXT02", "the font has every character";
    }
}

pub use bare::{CodeKind, CodeQuestion, LoneCode};
pub use bars::BarcodeSize;
pub use complete::complete;
pub use drawing::inventory::{DrawnObject, Inventory, Meant, Pixels};
pub use gallery::Shown;
pub use lettering::Lettering;
pub use margin::SheetMargin;
pub use plan::Plan;
pub use setting::Setting;
pub(crate) use sheet::impose;
pub use sizes::{Choice, LEAST_MODULE, SizeQuestion, Verdict};
