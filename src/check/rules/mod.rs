//! The rules, one a file.

mod dv01;
mod md01;
mod md02;
mod pl01;
mod pl02;
mod qz01;
mod qz03;
mod tx01;
mod tx02;
mod tx03;

use super::Check;

/// Every rule, by its code.
pub static ALL: &[Check] = &[
    dv01::CHECK,
    md01::CHECK,
    md02::CHECK,
    pl01::CHECK,
    pl02::CHECK,
    qz01::CHECK,
    qz03::CHECK,
    tx01::CHECK,
    tx02::CHECK,
    tx03::CHECK,
];
