use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::scene::ScreenColours;
use crate::sentence::{count, file, list, name};

check! {
    /// Drawings (SVG) have colours of screens, red, green and blue, and a press has inks. What a colour is printed
    /// with is said by a line of `[art.inks]`, by the drawing itself (`icc-color(…)`, a swatch with the name of an
    /// ink), or by the colour profile of the press, `profile` in `[art]`. Other colours become process inks by plain
    /// complement, with what the three have in common as black: it is near on no press. This is told once a drawing, as a
    /// note, with the colours that it paints most; greys are black alone and not meant. Printers with dots are
    /// passed over.
    ///
    /// To mend it, give each colour its ink in `[art.inks]`: `"#0055a4" = "brand"`. Or ask the printer which
    /// profile the press is run by, and put its file beside the template.
    CHECK = "AR01", "what the colours of drawings are printed with is said", Design, run;
}

/// Most colours that are named.
const MOST: usize = 10;

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    if label.stock.page.device.is_some() {
        return Vec::new();
    }
    label.stock.screen_colours.iter().map(|of| told(label, of)).collect()
}

fn told(label: &Label<'_>, of: &ScreenColours) -> Diagnostic {
    let all = of.colours.len();
    let written = |[red, green, blue]: &[u8; 3]| name(format!("#{red:02x}{green:02x}{blue:02x}"));
    let colours = list(of.colours.iter().take(MOST).map(written));
    let file = file(&of.file);
    let message = if all > MOST {
        say!(
            "nothing says how {all} colours of {file} are printed: {colours}, and {more} more",
            all,
            file,
            colours,
            more = all - MOST
        )
    } else {
        say!(
            "nothing says how a colour of {file} is printed: {colours}"
                | "nothing says how {all} colours of {file} are printed: {colours}",
            all = count(all as u64),
            file,
            colours
        )
    };
    let help = say!(
        "name the ink of each in [art.inks], such as \"#0055a4\" = \"brand\", or the colour profile of the press as “profile” in [art]; until then they are mixed of process inks by plain complement"
    );
    let finding = Diagnostic::error(CHECK.rule, message).weighing(Severity::Note).help(help);
    let boxes = label.marks.iter().filter(|mark| mark.item.part.id == of.part.id).map(|mark| mark.bounds);
    match boxes.reduce(|all, one| all.joined(&one)) {
        Some(bounds) => label.about_place(&of.part, &bounds, finding),
        None => finding.about(&of.part.id).at(of.part.place.clone()),
    }
}
