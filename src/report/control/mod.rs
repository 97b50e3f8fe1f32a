//! Control lists: which label stands where on the sheets, to be ticked off when it is on its pack, with the counts
//! of each product for the declaration. They hold whole serials, and never a tail.

mod line;
mod list;
mod listed;
mod printed;

pub use line::{Heading, Line};
pub use list::{ControlList, Form};
pub use listed::Listed;
