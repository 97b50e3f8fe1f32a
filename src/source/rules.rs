//! The rules of this room.

crate::diagnostic::rules! {
    /// The file cannot be read.
    FILE = "SRC01", "the data file can be read";
    /// The columns cannot be found, or more than one would do.
    COLUMNS = "SRC02", "exactly one column holds the codes, and every field has a source";
    /// A number where text must stand.
    NUMERIC = "SRC03", "codes, serials and batches are text, never numbers";
    /// A required value is missing.
    EMPTY = "SRC04", "required values are present";
    /// A date nobody understands.
    DATE = "SRC05", "dates are written in a known form";
    /// A cell that holds no value one could print.
    CELL = "SRC06", "cells hold text, numbers or dates";
    /// No line, or two, for a key in the lookup file.
    LOOKUP = "SRC07", "the lookup file has exactly one row for each key";
    /// Two sources disagree.
    CONFLICT = "SRC08", "a field has one value";
    /// A text file that is not UTF-8.
    ENCODING = "SRC09", "text files are UTF-8, or their encoding is known";
    /// Rows above or below the codes that are none: titles, headers under other names, totals.
    ROWS = "SRC10", "every row is data, or is told for what it is";
    /// A row that has more cells than the header, or a code in a second column.
    SURPLUS = "SRC11", "a row has the cells of its header";
    /// Rows, columns or a sheet that the workbook hides.
    HIDDEN = "SRC13", "what a workbook hides is told, and whether hidden rows are meant is said";
    /// An order gave other codes than it said it would.
    EXPECTED = "SRC14", "there are as many codes as were ordered";
    /// A number cut short, a date, an error or signs that a spreadsheet put in place of a value.
    SPOILT = "SRC12", "cells hold what was put in, and not what a spreadsheet made of it";
}
