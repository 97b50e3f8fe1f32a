//! Templates: one TOML file in millimetres that a packaging designer can read.
//!
//! Reading guarantees that every key is known, every length has a unit, every ink and font that
//! an element names exists, ids are unique, and every expression can be parsed. All mistakes of
//! a file come back together, each with its line.
//!
//! ```
//! use quietzone::template::Template;
//!
//! let wrong = Template::parse("label.toml", "market = 1\n[label]\nwidth = '60 m'\n".to_owned()).unwrap_err();
//! assert!(wrong.iter().any(|found| found.place.to_string() == "label.toml:3:9"));
//! ```

mod art;
mod at;
mod blank;
mod bleed;
mod codes;
mod design;
mod element_keys;
mod expression;
mod free;
mod inks;
mod keys;
mod margin;
mod measure;
mod numbers;
mod panels;
mod plain;
mod read;
mod sheet;
mod shipped;
mod starter;
mod stocks;

pub use art::{Art, ArtKey, ArtKeyError, ArtLine, ProfileFile, folded};
pub use at::At;
pub use codes::{Bearer, LinearCode, QrSymbol};
pub use design::{
    Align, Allowed, Anchor, Barcode, Data, DataMatrix, Device, Element, ElementKind, Figures, FontFile, Paint,
    PictureFile, Role, Sample, SeamInk, Template, Text, Weight,
};
pub use expression::{Condition, Engine, ExpressionError, Fields, KeptFields, OfSheet, Phrase, SheetFields, rules};
pub use free::Free;
pub use margin::{ENDS, Edge, MarginLine, OF_SHEET, Side};
pub use numbers::{Numbers, SheetNumbers};
pub use panels::{FacePoint, FacePoints};
pub use read::MAX_ELEMENTS;
pub use sheet::{Order, Run, Sheet, Step};
pub use shipped::{SHIPPED, Shipped};
pub use starter::{starter, starter_comments};
pub use stocks::LabelStock;
