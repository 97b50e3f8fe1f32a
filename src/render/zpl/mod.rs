//! ZPL II for thermal printers: exact dots, one `^XA … ^XZ` a label.
//!
//! Everything is sent as graphics, so that no printer font, code page or rotation decides what
//! is printed; symbols may be left to the printer's own `^BX`, `^BE`, `^B8`, `^BU`, `^B2` and `^BC` on request. What all labels
//! share is sent once, at the head of every file, and deleted at its end; so is what many labels have alike, before the
//! first that has it. Heads stand again every so many labels, for a printer that was switched off meanwhile.
//!
//! Every label says its size, its home and that it is printed once. Nothing is sent that writes
//! to flash or overrides what the operator has set: media, darkness, speed, calibration.

mod format;
mod graphic;
mod maker;
mod native;
mod native_bars;
mod options;
mod recurring;
mod stored;

pub use format::Zpl;
pub use graphic::Graphics;
pub use maker::{ZplLabel, ZplMaker, printer};
pub use options::{Fixed, Options, SymbolForm, ZplError};
pub use recurring::Alike;
pub use stored::Held;
