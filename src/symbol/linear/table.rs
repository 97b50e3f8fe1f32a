//! X-dimensions and heights by the use of a symbol: the GS1 symbol specification tables (GS1 General
//! Specifications, 5.12.3) for linear symbols, and other measures of them. The tables are known from a
//! second hand.

use super::LinearKind;
use crate::symbol::Application;
use crate::units::Length;

/// How far guards go below the other bars, in modules.
pub const GUARD_MODULES: i64 = 5;

/// How thick a bearer bar of ITF-14 is on what is not printed by plates, in narrow elements at least; there
/// it runs above and below only (GS1 General Specifications, 5.3.2.4).
pub const BEARER_MODULES: i64 = 2;

/// How thick bearer bars of ITF-14 are that plates print, at any X-dimension: 4.83 mm, all around bars and
/// quiet zones, and touching the bars.
pub const BEARER_OF_PLATES: Length = Length::from_micrometres(4_830);

/// How long a GS1-128 symbol may be with its quiet zones: 165.10 mm (GS1 General Specifications, 5.4.4.3).
pub const LONGEST_GS1_128: Length = Length::from_micrometres(165_100);

/// What a GS1 symbol specification table says of a linear symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinearSizes {
    /// The number of the table.
    pub table: u8,
    /// The least, wished and greatest X-dimension; of ITF-14 that of a narrow element.
    pub x: [Length; 3],
    /// The least height of the bars, where the table is known to say one; of EAN-13, EAN-8 and UPC-A that
    /// of the wished X-dimension (see [`LinearSizes::height_at`]).
    pub height: Option<Length>,
    /// Whether sources tell the wished and the greatest X-dimension differently, so that nothing is to be
    /// held against them: ITF-14 in table 6, 0.495 and 0.495 mm in one, 0.330 and 0.660 mm in another.
    pub disputed: bool,
    kind: LinearKind,
}

impl LinearSizes {
    /// The least height of the bars at an X-dimension: EAN-13, EAN-8 and UPC-A grow with it, the others
    /// do not.
    #[must_use]
    pub fn height_at(&self, x: Length) -> Option<Length> {
        let [_, wished, _] = self.x;
        self.height.map(|height| if self.kind.is_ean() { height.scale(x.emu(), wished.emu()) } else { height })
    }
}

/// Least, wished and greatest X-dimension, and height, in micrometres.
type Row = ([i64; 3], Option<i64>);

/// Points of sale, and beside them distribution.
const POINT_OF_SALE: [i64; 3] = [264, 330, 660];
const SCANNED_AFAR: [i64; 3] = [495, 660, 660];
const DISTRIBUTION: Row = ([495, 495, 1016], Some(31_750));
/// Of EAN-13 and UPC-A, and of EAN-8, where a module is 0.330 mm wide.
const EAN_13: i64 = 22_850;
const EAN_8: i64 = 18_230;

/// What the table of a use says of a symbology; [`None`] where it does not list it.
#[must_use]
pub fn sizes(kind: LinearKind, application: Application) -> Option<LinearSizes> {
    let nominal = match kind {
        LinearKind::Ean13 | LinearKind::UpcA => Some(EAN_13),
        LinearKind::Ean8 => Some(EAN_8),
        LinearKind::Itf14 | LinearKind::Gs1128 => None,
    };
    let row = match nominal {
        Some(height) => ean(application, height),
        None => long(kind, application),
    };
    let disputed = kind == LinearKind::Itf14 && application == Application::Healthcare;
    row.map(|(x, height)| LinearSizes {
        table: application.table(),
        x: x.map(Length::from_micrometres),
        height: height.map(Length::from_micrometres),
        disputed,
        kind,
    })
}

/// The rows of EAN-13, UPC-A and EAN-8, by the height where a module is 0.330 mm wide.
fn ean(application: Application, height: i64) -> Option<Row> {
    match application {
        Application::Retail | Application::Pharmacy => Some((POINT_OF_SALE, Some(height))),
        Application::Distribution | Application::RetailDistribution | Application::PharmacyDistribution => {
            Some((SCANNED_AFAR, Some(2 * height)))
        }
        Application::General => Some((POINT_OF_SALE, None)),
        Application::Healthcare => Some(([170, 330, 660], None)),
        Application::Logistic | Application::DirectMarking => None,
    }
}

/// The rows of ITF-14 and GS1-128.
fn long(kind: LinearKind, application: Application) -> Option<Row> {
    match application {
        Application::Distribution | Application::PharmacyDistribution => Some(DISTRIBUTION),
        Application::General => Some(([250, 495, 495], Some(12_700))),
        Application::Logistic if kind == LinearKind::Gs1128 => Some(([495, 495, 940], Some(31_750))),
        Application::Healthcare => Some(([170, 495, 495], Some(12_700))),
        Application::Pharmacy => Some((POINT_OF_SALE, Some(12_700))),
        Application::Retail | Application::RetailDistribution | Application::Logistic | Application::DirectMarking => {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_of_ean_grow_with_the_module_and_others_do_not() {
        // GS1 General Specifications, symbol specification table 1: 18.28 and 22.85 mm at 0.264 and 0.330 mm.
        let retail = sizes(LinearKind::Ean13, Application::Retail).unwrap();
        assert_eq!(retail.height_at(Length::from_micrometres(264)), Some(Length::from_micrometres(18_280)));
        assert_eq!(retail.height_at(Length::from_micrometres(330)), Some(Length::from_micrometres(22_850)));
        let afar = sizes(LinearKind::Ean8, Application::Distribution).unwrap();
        assert_eq!(afar.height_at(Length::from_micrometres(660)), Some(Length::from_micrometres(36_460)));
        let both = sizes(LinearKind::UpcA, Application::RetailDistribution).unwrap();
        assert_eq!(
            (both.table, both.height_at(Length::from_micrometres(495))),
            (3, Some(Length::from_micrometres(34_275)))
        );
        let logistic = sizes(LinearKind::Gs1128, Application::Logistic).unwrap();
        assert_eq!(
            (logistic.table, logistic.height_at(Length::from_micrometres(940))),
            (5, Some(Length::from_micrometres(31_750)))
        );
    }

    #[test]
    fn tables_that_do_not_list_a_symbology_say_nothing() {
        assert_eq!(sizes(LinearKind::Itf14, Application::Retail), None);
        assert_eq!(sizes(LinearKind::UpcA, Application::Logistic), None);
        assert_eq!(sizes(LinearKind::Gs1128, Application::DirectMarking), None);
        assert!(sizes(LinearKind::Itf14, Application::Healthcare).unwrap().disputed);
    }
}
