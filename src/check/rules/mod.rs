//! The rules, one a file.

mod ct01;
mod ct02;
mod ct03;
mod ct04;
mod ct05;
mod ct06;
mod dv01;
mod dv02;
mod ln01;
mod md01;
mod md02;
mod md03;
mod pl01;
mod pl02;
mod pl03;
mod pl04;
mod pl05;
mod pl06;
mod pl07;
mod pl08;
mod qz01;
mod qz02;
mod qz03;
mod qz04;
mod qz05;
mod sz01;
mod sz02;
mod sz03;
mod sz04;
mod tx01;
mod tx02;
mod tx03;
mod tx04;
mod tx05;
mod tx07;
mod tx08;
mod tx09;
mod tx10;
mod tx11;
mod tx12;
mod wn01;
mod wn02;
mod wn03;

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
    dv02::CHECK,
    ln01::CHECK,
    md01::CHECK,
    md02::CHECK,
    md03::CHECK,
    pl01::CHECK,
    pl02::CHECK,
    pl03::CHECK,
    pl04::CHECK,
    pl05::CHECK,
    pl06::CHECK,
    pl07::CHECK,
    pl08::CHECK,
    qz01::CHECK,
    qz02::CHECK,
    qz03::CHECK,
    qz04::CHECK,
    qz05::CHECK,
    sz01::CHECK,
    sz02::CHECK,
    sz03::CHECK,
    sz04::CHECK,
    tx01::CHECK,
    tx02::CHECK,
    tx03::CHECK,
    tx04::CHECK,
    tx05::CHECK,
    tx07::CHECK,
    tx08::CHECK,
    tx09::CHECK,
    tx10::CHECK,
    tx11::CHECK,
    tx12::CHECK,
    wn01::CHECK,
    wn02::CHECK,
    wn03::CHECK,
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
