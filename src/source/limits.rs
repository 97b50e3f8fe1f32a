//! How much of a file is read, whatever kind of file it is.

/// Most columns of a sheet (the format's own limit), and cells of a line.
pub(super) const MAX_COLUMNS: u32 = 16_384;
/// Most bytes of a cell's text, and of a line. A code has about a hundred.
pub(super) const MAX_TEXT: usize = 1 << 20;
/// Most files that are read as one batch (each is open).
pub(super) const MAX_FILES: usize = 200;
/// Most lists of different names in a JSON file.
pub(super) const MAX_LISTS: usize = 100;
/// Most keys of their entries.
pub(super) const MAX_FIELDS: usize = 1000;
/// Most cells of a sheet whose rows are streamed, the empty ones before others included.
pub(super) const MAX_CELLS: u64 = 20_000_000;
/// Most cells of the sheets of a workbook that is held in memory, the empty ones between others
/// included.
pub(super) const MAX_HELD_CELLS: u64 = 4_000_000;
/// Most bytes of text in the cells of a workbook that is held in memory.
pub(super) const MAX_HELD_TEXT: u64 = 128 << 20;
