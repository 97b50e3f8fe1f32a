//! Names of XML and SVG that several readers know.

/// The namespace of SVG.
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";
/// The namespace of links.
pub(super) const XLINK: &str = "http://www.w3.org/1999/xlink";
/// Elements whose text is not drawn.
pub(super) const SILENT: [&str; 5] = ["desc", "metadata", "script", "style", "title"];
