//! Kinds of files with labels, and the choices they leave.

use std::path::Path;

use crate::render::{pdf, svg, tspl, zpl};

/// How labels are written in formats that leave a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms {
    /// How symbols are drawn in PDF.
    pub pdf: pdf::SymbolForm,
    /// How pages of a PDF are moved and scaled to meet the paper.
    pub fit: pdf::Fit,
    /// How labels are written in SVG.
    pub svg: svg::Form,
    /// How labels are written in ZPL.
    pub zpl: zpl::Options,
    /// How labels are written in TSPL.
    pub tspl: tspl::Options,
}

/// A kind of files with labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileKind {
    /// A document with a page a label or a sheet.
    Pdf,
    /// A picture of dots.
    Png,
    /// A drawing.
    Svg,
    /// Commands of a thermal printer, as Zebra's understand them.
    Zpl,
    /// Commands of a thermal printer, as TSC's understand them.
    Tspl,
}

impl FileKind {
    /// Whether it is commands of a printer, of which a file holds many labels.
    pub(super) fn is_commands(self) -> bool {
        matches!(self, FileKind::Zpl | FileKind::Tspl)
    }

    /// The kind that a file's ending names.
    pub(super) fn of(output: &Path) -> Option<Self> {
        match output.extension()?.to_string_lossy().to_lowercase().as_str() {
            "pdf" => Some(FileKind::Pdf),
            "png" => Some(FileKind::Png),
            "svg" => Some(FileKind::Svg),
            "zpl" => Some(FileKind::Zpl),
            "tspl" => Some(FileKind::Tspl),
            _ => None,
        }
    }
}
