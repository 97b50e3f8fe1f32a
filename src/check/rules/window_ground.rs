use super::super::contrast::{Asked, Foreground, unjudged};
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::scene::Applied;

check! {
    /// What is printed in a window on the packing line by ink jet or thermal transfer is black. Its contrast to
    /// the ground of the window is predicted as CT01 predicts that of a printed symbol, held against the same
    /// grade, and just as wide: what lies between surely enough and surely too little cannot be judged.
    ///
    /// A sticker brings its own ground, so nothing is said of it. What a laser does to a material, whether it
    /// darkens it or bares a lighter layer, is known to nobody but who has tried it: that cannot be judged.
    ///
    /// To mend it, leave the material of the window bare and white, or lay white ink under it.
    CHECK = "CT06", "the ground of a window is light enough for the code that comes", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(asked) = Asked::of(label.market) else { return Vec::new() };
    let judged =
        label.stock.blank.windows.iter().filter(|window| window.applied != Applied::Sticker).filter_map(|window| {
            let ground = label.ground(&window.bounds, usize::MAX);
            let found = match label.ground_shade(&window.bounds, &ground) {
                _ if window.applied == Applied::Laser => by_laser(),
                Ok(under) => asked.judge(CHECK.rule, Foreground::Window, &under, &label.black(&ground).ok()?)?,
                Err(unknown) => unjudged(CHECK.rule, Foreground::Window, &unknown),
            };
            Some(label.about_place(&window.part, &window.bounds, found))
        });
    judged.collect()
}

fn by_laser() -> Diagnostic {
    Diagnostic::error(CHECK.rule, say!("what a laser makes of this material cannot be judged from here"))
        .help(say!("have a sample marked, and its symbol contrast measured at 660 nm"))
        .weighing(Severity::Unjudged)
}
