//! The tests of the table of AIs by their names.

use super::{Outcome, check, code, coupon, date, iban, list, number, piece, place, text};

/// A test by the name the table gives it.
#[derive(Debug)]
pub(in crate::gs1) struct Linter {
    pub name: &'static str,
    pub run: fn(&str) -> Outcome,
}

const fn linter(name: &'static str, run: fn(&str) -> Outcome) -> Linter {
    Linter { name, run }
}

/// Every test of the table.
static LINTERS: [Linter; 34] = [
    linter("couponcode", coupon::couponcode),
    linter("couponposoffer", coupon::couponposoffer),
    linter("csum", check::csum),
    linter("csumalpha", check::csumalpha),
    linter("gcppos1", check::gcppos1),
    linter("gcppos2", check::gcppos2),
    linter("hasnondigit", text::hasnondigit),
    linter("hh", date::hh),
    linter("hhmi", date::hhmi),
    linter("hyphen", text::hyphen),
    linter("iban", iban::iban),
    linter("importeridx", code::importeridx),
    linter("iso3166", list::iso3166),
    linter("iso3166999", list::iso3166999),
    linter("iso3166alpha2", list::iso3166alpha2),
    linter("iso4217", list::iso4217),
    linter("iso5218", code::iso5218),
    linter("latitude", place::latitude),
    linter("longitude", place::longitude),
    linter("mediatype", code::mediatype),
    linter("mi", date::mi),
    linter("nonzero", number::nonzero),
    linter("nozeroprefix", number::nozeroprefix),
    linter("packagetype", list::packagetype),
    linter("pcenc", text::pcenc),
    linter("pieceoftotal", piece::pieceoftotal),
    linter("posinseqslash", piece::posinseqslash),
    linter("ss", date::ss),
    linter("winding", code::winding),
    linter("yesno", code::yesno),
    linter("yymmd0", date::yymmd0),
    linter("yymmdd", date::yymmdd),
    linter("yyyymmdd", date::yyyymmdd),
    linter("zero", number::zero),
];

/// The test of this name.
pub(in crate::gs1) fn linter_named(name: &str) -> Option<&'static Linter> {
    LINTERS.iter().find(|linter| linter.name == name)
}

#[cfg(test)]
mod tests;
