use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::scene::Pictured;
use crate::sentence::{decimal, outside};

check! {
    /// A Data Matrix within a picture is the same on every label: it is the code of no record, and what it says is
    /// not read here, which cannot be judged from here and is told once of each picture. Its size, place and quiet
    /// zone are judged by what the template says of it, `role = "datamatrix"` with `modules`.
    ///
    /// Modules are squares. A picture whose box gives modules that are wider than high, or the other way about, by
    /// more than a fiftieth was stretched, or its `modules` or `zoned` are said wrongly, and whatever is judged by
    /// them is wrong with it: an error.
    ///
    /// To mend it, let an element of the type `datamatrix` set the code of each record; keep in the picture what is
    /// meant to be the same on all, and scan it.
    CHECK = "PL12", "a Data Matrix in a picture is told for what it is", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    label.pictured().flat_map(|symbol| [Some(constant(label, symbol)), stretched(label, symbol)]).flatten().collect()
}

fn constant(label: &Label<'_>, symbol: &Pictured) -> Diagnostic {
    let element = outside(&symbol.part.id);
    let message =
        say!("the Data Matrix in “{element}” is the same on every label, and what it says is not read", element);
    let help =
        say!("an element of the type “datamatrix” sets the code of each record; scan what is meant to be the same");
    let found = Diagnostic::error(CHECK.rule, message).help(help).weighing(Severity::Unjudged);
    label.about_place(&symbol.part, &symbol.bounds, found)
}

fn stretched(label: &Label<'_>, symbol: &Pictured) -> Option<Diagnostic> {
    let (width, height) = symbol.cell();
    if (width - height).emu().abs() * 50 <= width.max(height).emu() {
        return None;
    }
    let millimetres = |side: crate::units::Length| decimal(side.to_mm(), 3);
    let message = say!(
        "{columns} columns and {rows} rows on this picture have modules of {width} × {height} mm, which are no squares",
        columns = symbol.columns,
        rows = symbol.rows,
        width = millimetres(width),
        height = millimetres(height)
    );
    let help = say!("correct “modules”, write zoned = true if the picture holds the quiet zone, or do not stretch it");
    let found = Diagnostic::error(CHECK.rule, message).help(help);
    Some(label.about_place(&symbol.part, &symbol.bounds, found))
}
