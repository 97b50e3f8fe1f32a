use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::scene::Pictured;
use crate::sentence::{decimal, outside};
use crate::symbol::{Matrix, is_sound};
use crate::units::Length;

check! {
    /// A Data Matrix within a picture is the same on every label: it is the code of no record, and what it says is
    /// not read here, which cannot be judged from here and is told once of each picture. Its size, place and quiet
    /// zone are judged by what the template says of it, `role = "datamatrix"` with `modules`.
    ///
    /// Modules are squares. A picture whose box gives modules that are wider than high, or the other way about, by
    /// more than a fiftieth was stretched, or its `modules` or `zoned` are said wrongly, and whatever is judged by
    /// them is wrong with it: an error.
    ///
    /// The middles of its modules are looked at, to see whether they are a Data Matrix of so many modules, turned or
    /// not, whose error correction agrees with its data. One that is so in a mirror is read by few readers: an error.
    /// What is none is a warning, as `modules` or `zoned` may be said wrongly, or the picture is too coarse.
    ///
    /// To mend it, let an element of the type `datamatrix` set the code of each record; keep in the picture what is
    /// meant to be the same on all, and scan it.
    CHECK = "PL12", "a Data Matrix in a picture is told for what it is", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let all = |symbol| [Some(constant(label, symbol)), stretched(label, symbol).or_else(|| misread(label, symbol))];
    label.pictured().flat_map(all).flatten().collect()
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
    let millimetres = |side: Length| decimal(side.to_mm(), 3);
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

/// What is wrong with what is seen of its modules.
fn misread(label: &Label<'_>, symbol: &Pictured) -> Option<Diagnostic> {
    let Pictured { columns, rows, .. } = *symbol;
    let dark = label.modules_of(symbol).unwrap_or_default();
    let mirrored: Vec<bool> = dark.chunks(columns.max(1) as usize).flat_map(|row| row.iter().rev()).copied().collect();
    let is_one = |dark: &[bool]| Matrix::new(rows, columns, dark).is_some_and(|grid| is_sound_turned(&grid));
    if is_one(&dark) {
        return None;
    }
    let found = if is_one(&mirrored) {
        Diagnostic::error(CHECK.rule, say!("the Data Matrix on this picture is mirrored: few readers read it"))
            .help(say!("mirror the picture, or take out the transformation that mirrors it"))
    } else {
        let message =
            say!("no sound Data Matrix of {rows} rows and {columns} columns is seen on this picture", rows, columns);
        let help =
            say!("see whether “modules” and “zoned” are right, and whether its modules are sharp and dark on light");
        Diagnostic::warning(CHECK.rule, message).help(help)
    };
    Some(label.about_place(&symbol.part, &symbol.bounds, found))
}

/// Whether a grid is a Data Matrix in one of four turns.
fn is_sound_turned(grid: &Matrix) -> bool {
    let mut turned = grid.clone();
    (0..4).any(|_| {
        let is_one = is_sound(&turned);
        turned = turned.turned();
        is_one
    })
}
