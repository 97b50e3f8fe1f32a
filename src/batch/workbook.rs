//! A workbook of text (ISO/IEC 29500), row by row.
//!
//! Every cell is an inline string, so that nothing in it is a number or a formula. Characters
//! that XML has not are written `_xHHHH_`, and every underscore that would begin such a word is
//! written `_x005F_`: a serial that ends in `_x001D` before a GS stays what it is.

use std::io::{self, Write};

use crate::render::markup::Escaped;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// What stands in a cell.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Told<'a> {
    Text(&'a str),
    Number(u64),
}

/// A workbook being written.
pub struct Workbook<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    row: String,
    number: u32,
}

const NAMESPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

impl<W: Write> Workbook<W> {
    /// Begins a workbook with one sheet, for codes.
    ///
    /// # Errors
    /// What the output says.
    pub fn new(output: W) -> io::Result<Self> {
        Self::named(output, "codes", &[])
    }

    /// Begins a workbook with one sheet of a name, and columns of so many letters.
    ///
    /// # Errors
    /// What the output says.
    pub(crate) fn named(output: W, name: &str, widths: &[u32]) -> io::Result<Self> {
        let mut zip = ZipWriter::new_stream(output);
        let parts = [
            (
                "[Content_Types].xml",
                format!(
                    "<Types xmlns=\"{PACKAGE}/content-types\">\
                     <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                     <Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPES}.sheet.main+xml\"/>\
                     <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{TYPES}.worksheet+xml\"/></Types>"
                ),
            ),
            (
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
                     Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
                     Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{NAMESPACE}\" xmlns:r=\"{RELATIONS}\"><sheets>\
                     <sheet name=\"{name}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
                ),
            ),
        ];
        for (name, text) in parts {
            zip.start_file(name, options())?;
            zip.write_all(HEAD.as_bytes())?;
            zip.write_all(text.as_bytes())?;
        }
        zip.start_file("xl/worksheets/sheet1.xml", options())?;
        write!(zip, "{HEAD}<worksheet xmlns=\"{NAMESPACE}\">")?;
        if !widths.is_empty() {
            write!(zip, "<cols>")?;
            for (column, width) in (1..).zip(widths) {
                write!(zip, "<col min=\"{column}\" max=\"{column}\" width=\"{width}\" customWidth=\"1\"/>")?;
            }
            write!(zip, "</cols>")?;
        }
        write!(zip, "<sheetData>")?;
        Ok(Self { zip, row: String::new(), number: 0 })
    }

    /// Writes the next row.
    ///
    /// # Errors
    /// What the output says.
    pub fn row<'v>(&mut self, values: impl Iterator<Item = &'v str>) -> io::Result<()> {
        self.write(values.map(Told::Text))
    }

    /// Writes the next row, whose numbers can be reckoned with.
    pub(crate) fn cells(&mut self, cells: &[Told<'_>]) -> io::Result<()> {
        self.write(cells.iter().copied())
    }

    fn write<'v>(&mut self, cells: impl Iterator<Item = Told<'v>>) -> io::Result<()> {
        self.number += 1;
        self.row.clear();
        self.row.push_str(&format!("<row r=\"{}\">", self.number));
        for cell in cells {
            match cell {
                Told::Text(text) => {
                    self.row.push_str("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">");
                    escape(text, &mut self.row);
                    self.row.push_str("</t></is></c>");
                }
                Told::Number(number) => self.row.push_str(&format!("<c><v>{number}</v></c>")),
            }
        }
        self.row.push_str("</row>");
        self.zip.write_all(self.row.as_bytes())
    }

    /// Ends the workbook and gives back the output.
    ///
    /// # Errors
    /// What the output says.
    pub fn finish(mut self) -> io::Result<W> {
        self.zip.write_all(b"</sheetData></worksheet>")?;
        Ok(self.zip.finish()?.into_inner())
    }
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

/// Text as the content of a cell.
fn escape(text: &str, out: &mut String) {
    for (at, c) in text.char_indices() {
        match c {
            '_' if text.get(at + 1..).is_some_and(begins_escape) => out.push_str("_x005F_"),
            '\t' | '\n' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push_str(&format!("_x{:04X}_", u32::from(c))),
            c => out.push_str(&Escaped::content(c.encode_utf8(&mut [0; 4])).to_string()),
        }
    }
}

/// Whether what follows an underscore makes it the beginning of `_xHHHH_`, or may once a
/// character behind it is written so.
fn begins_escape(rest: &str) -> bool {
    let Some(digits) = rest.strip_prefix('x') else { return false };
    digits.len() >= 4 && digits.bytes().take(4).all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        escape(text, &mut out);
        out
    }

    #[test]
    fn values_cannot_become_escapes() {
        assert_eq!(escaped("a\u{1d}b<&>"), "a_x001D_b&lt;&amp;&gt;");
        assert_eq!(escaped("_x001D_"), "_x005F_x001D_");
        assert_eq!(escaped("g_x001D\u{1d}9"), "g_x005F_x001D_x001D_9");
        assert_eq!(escaped("_x00 __xyz"), "_x00 __xyz");
    }
}
