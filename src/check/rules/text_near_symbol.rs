use super::super::advice::{at_least, to};
use super::super::{Label, Mark, SeenSymbol, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::market::{Demanded, Field};
use crate::say;
use crate::scene::Bounds;
use crate::sentence::{Sentence, outside};
use crate::units::Length;

check! {
    /// Whoever cannot read a symbol looks beside it. Turkey asks that GTIN and serial always stand next to
    /// it (guidance, art. 11(1) and 11(3)); elsewhere it is practice, and a note. How near that is no act
    /// says. What is taken here is 10 mm from symbol to text: as much as the Turkish guidance keeps between
    /// the symbol and a linear barcode, a gap that it gives to this text (art. 9(1)). A text on another face
    /// is not next to the symbol, however near the faces lie on the flat blank.
    ///
    /// Where a value stands on the label several times, the nearest counts; where there are several symbols,
    /// one of them is enough. What is not printed at all is told by TX03.
    CHECK = "TX11", "the readable text stands next to its symbol", Design, run;
}

/// As far as a text may stand off and still be next to a symbol.
const NEAR: Length = Length::from_mm(10);
/// What stands next to the symbol where no act names fields.
const CUSTOM: [&str; 2] = ["gtin", "serial"];

/// How far a text is from a symbol, the nearest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Distance {
    Gap(Length),
    OtherFace,
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let demand = label.market.text.beside.as_ref();
    let severity = demand.and_then(Demanded::severity).unwrap_or(Severity::Note);
    let names: Vec<&str> = demand.map_or(CUSTOM.to_vec(), |demand| demand.value.iter().map(|name| &**name).collect());
    let fields = names.iter().filter_map(|name| label.market.field(name));
    let far = fields.filter_map(|field| {
        let (distance, mark, symbol) = nearest(label, field)?;
        let must = demand.is_some();
        let finding = match distance {
            Distance::Gap(gap) if gap <= NEAR => return None,
            Distance::Gap(gap) => Diagnostic::error(CHECK.rule, far_off(field, gap, must))
                .measured(gap.to_micrometres(), NEAR.to_micrometres(), "mm")
                .along(to(&symbol))
                .help(say!("move it {by} nearer: 10 mm is taken for next to the symbol", by = at_least(gap - NEAR))),
            Distance::OtherFace => Diagnostic::error(CHECK.rule, on_other_face(field, must))
                .help(say!("print it on the face of the symbol, not more than 10 mm from it")),
        };
        let finding = finding.because(demand.map(|demand| demand.origin.reference()));
        Some(label.about(&mark, finding.weighing(severity)))
    });
    far.collect()
}

fn far_off(field: &Field, gap: Length, must: bool) -> Sentence {
    let field = outside(field);
    if must {
        say!("{field} is printed {gap} from the symbol; it must stand next to it", field, gap)
    } else {
        say!("{field} is printed {gap} from the symbol; it is practice to print it next to it", field, gap)
    }
}

fn on_other_face(field: &Field, must: bool) -> Sentence {
    let field = outside(field);
    if must {
        say!("{field} is printed on another face than the symbol; it must stand next to it", field)
    } else {
        say!("{field} is printed on another face than the symbol; it is practice to print it next to it", field)
    }
}

/// The text that shows a field and stands nearest to a symbol.
fn nearest<'l>(label: &'l Label<'_>, field: &Field) -> Option<(Distance, Mark<'l>, Bounds)> {
    let value = label.market.structure.value(label.code, field)?;
    let texts = label.texts().filter(|(_, run)| run.text.contains(value));
    let face = |mark: &Mark<'_>| label.face(&mark.bounds).map(|panel| &panel.id);
    let distances = texts.filter_map(|(mark, _)| {
        let to = |seen: SeenSymbol<'_>| {
            let (across, down) = seen.mark.bounds.gaps(&mark.bounds);
            let is_near = face(&seen.mark) == face(&mark);
            (if is_near { Distance::Gap(across.max(down)) } else { Distance::OtherFace }, seen.mark.bounds)
        };
        let (distance, symbol) = label.symbols().map(to).min_by_key(|(distance, _)| *distance)?;
        Some((distance, mark, symbol))
    });
    distances.min_by_key(|(distance, ..)| *distance)
}
