//! What a document asks for besides codes: its attributes, what each must look like, and filling them in.

mod ask;
mod fill;
mod kind;

pub use ask::{Ask, Attribute, Demand, When};
pub(super) use fill::weighed;
pub use fill::{Filled, Form};
pub use kind::Kind;
