use super::super::advice::to;
use super::super::label::Known;
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::scene::Cover;
use crate::sentence::outside;

check! {
    /// Labels shift on a roll and sheets in a press: by about a millimetre on thermal printers. A quiet
    /// zone of one module is lawful; what stands nearer than two modules may come into it on a label
    /// that was printed a little off. This is practice and not law, so it is a note.
    CHECK = "QZ03", "the quiet zone has room for the printer's tolerance", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for seen in label.symbols() {
        let (lawful, wise) = (seen.zone(), seen.roomy());
        let ground = label.ground(&wise, seen.number);
        let near = ground.under.iter().chain(&ground.over);
        let near = near.filter(|mark| mark.cover(&lawful, label.stock) == Cover::None);
        let mut near: Vec<_> = near.filter_map(|mark| Some((mark.gap(&seen, label.stock)?, mark))).collect();
        near.sort_by_key(|(gap, _)| *gap);
        let mut known = Known::default();
        for (gap, mark) in near.into_iter().filter(|(_, mark)| known.is_first(mark)) {
            let message = say!(
                "this stands {gap} from the symbol “{symbol}”: that is lawful, and little where labels shift",
                gap,
                symbol = outside(&seen.mark.item.part.id)
            );
            let wise = seen.symbol.module() * 2;
            let note = Diagnostic::error(CHECK.rule, message)
                .measured(gap.to_micrometres(), wise.to_micrometres(), "mm")
                .along(to(&seen.mark.bounds))
                .help(say!("two modules, {wise}, are safer", wise));
            found.push(label.about(mark, note.weighing(Severity::Note)));
        }
    }
    found
}
