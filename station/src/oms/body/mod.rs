//! The bodies of orders and reports: JSON text, made once. What is signed is what is sent.

mod aggregation;
mod made;
mod order;
mod report;

pub use aggregation::{Unit, aggregation_body};
pub use made::Made;
pub use order::{Ordered, Wish, mark_word, order_body};
pub use report::{Report, Reported, report_body};
