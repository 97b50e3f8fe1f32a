//! The rules, one a file.

mod dv01;
mod dv02;
mod md01;
mod md02;
mod pl01;
mod pl02;
mod pl08;
mod qz01;
mod qz03;
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

use super::Check;

/// Every rule, by its code.
pub static ALL: &[Check] = &[
    dv01::CHECK,
    dv02::CHECK,
    md01::CHECK,
    md02::CHECK,
    pl01::CHECK,
    pl02::CHECK,
    pl08::CHECK,
    qz01::CHECK,
    qz03::CHECK,
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
];
