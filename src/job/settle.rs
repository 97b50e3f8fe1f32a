//! The sizes of the symbols, and the ground that they stand on.

use crate::check::Label;
use crate::diagnostic::Diagnostic;
use crate::gs1::{Code, PlainCode};
use crate::layout::Plan;
use crate::market::Market;

/// Solves the symbols of a plan, and knocks those out of their ground that would not stand out from it.
pub(super) fn settle(plan: &mut Plan, market: &Market, longest: Option<usize>) -> Result<(), Vec<Diagnostic>> {
    plan.settle(longest)?;
    if plan.asks_for_its_ground() {
        let none = Code::Plain(PlainCode::new(b""));
        let art = plan.art(&none);
        let dark = Label::new(market, plan.stock(), &art, &none).on_dark_ground();
        plan.knock_out(dark);
    }
    Ok(())
}
