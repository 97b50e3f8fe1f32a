//! The rules, one a file.

mod ct01;
mod ct02;
mod ct03;
mod ct04;
mod ct05;
mod ct06;
mod dv01;
mod md01;
mod md02;
mod pl01;
mod pl02;
mod qz01;
mod qz02;
mod qz03;
mod tx01;
mod tx02;
mod tx03;

use super::{Check, Label};
use crate::diagnostic::Diagnostic;

/// Every rule, by its code.
pub static ALL: &[Check] = &[
    ct01::CHECK,
    ct02::CHECK,
    ct03::CHECK,
    ct04::CHECK,
    ct05::CHECK,
    ct06::CHECK,
    dv01::CHECK,
    md01::CHECK,
    md02::CHECK,
    pl01::CHECK,
    pl02::CHECK,
    qz01::CHECK,
    qz02::CHECK,
    qz03::CHECK,
    tx01::CHECK,
    tx02::CHECK,
    tx03::CHECK,
];

/// Tells once what two rules find: QZ02 is silent on symbols of which QZ01 or PL01 tells.
pub(super) fn tell_once(label: &Label<'_>, found: &mut Vec<Diagnostic>) {
    let code = qz02::CHECK.rule.code;
    if !found.iter().any(|finding| finding.rule.code == code) {
        return;
    }
    let told: Vec<_> = label
        .symbols()
        .filter(|seen| qz01::tells(label, seen) || pl01::tells(label, seen))
        .map(|seen| seen.mark.item.element.clone())
        .collect();
    found.retain(|finding| {
        finding.rule.code != code || !finding.element.as_ref().is_some_and(|element| told.contains(element))
    });
}
