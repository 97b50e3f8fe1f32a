use super::super::contrast::{Foreground, unjudged};
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::market::PlacementRule;
use crate::say;
use crate::scene::Substrate;

check! {
    /// Through transparent film a reader sees what lies behind it. Some acts forbid codes on transparent film or
    /// other outer wrapping (Uzbekistan for medicines, Russia for caviar and seafood): there it weighs what the
    /// act weighs. A white ink under symbol and quiet zone (“white("Opaque White")” in [inks]) hides the film,
    /// but the acts do not say whether that suffices, so it stays a warning.
    ///
    /// Elsewhere a symbol on film without white below it cannot be judged from here, nor can one on foil,
    /// metallised film or metallic ink: they mirror, and look dark or light by how the light falls. What was
    /// measured at 660 nm is taken as it is: “reflectance = 82” in [label], “660 nm = 70 %” in an ink.
    ///
    /// To mend it, put an area of white ink under symbol and quiet zone, best two layers of it.
    CHECK = "CT05", "the ground of the symbol is not transparent and does not mirror", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let film = label.stock.blank.substrate == Some(Substrate::TransparentFilm);
    let judged = label.grids().filter_map(|seen| {
        let zone = seen.zone();
        let ground = label.ground(&zone, seen.number);
        let no_film = label
            .market
            .placement
            .rules
            .iter()
            .find(|rule| film && !seen.is_qr() && rule.value == PlacementRule::NoFilm);
        let found = match no_film.and_then(|demand| Some((demand, demand.severity()?))) {
            Some((demand, severity)) => {
                let white = label.underlay(&ground).is_some();
                on_film(if white { severity.min(Severity::Warning) } else { severity }, white)
                    .because(Some(demand.origin.reference()))
            }
            None => match label.ground_shade(&zone, &ground) {
                Err(unknown) if unknown.is_left_to_ct05() => unjudged(CHECK.rule, Foreground::Symbol, &unknown),
                _ => return None,
            },
        };
        Some(label.about(&seen.mark, found))
    });
    judged.collect()
}

fn on_film(severity: Severity, white: bool) -> Diagnostic {
    let message = if white {
        say!(
            "the symbol stands on white ink on transparent film; the act forbids the film and does not speak of the ink"
        )
    } else {
        say!("the symbol stands on transparent film")
    };
    let found = Diagnostic::error(CHECK.rule, message);
    found.help(say!("print it on the package below, or on an opaque label")).weighing(severity)
}
