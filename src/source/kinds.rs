//! Kinds of file, told by their first bytes, whatever their name ends in.
//!
//! **A new kind goes here**: its first bytes in [`SIGNATURES`], or what stands at the beginning of its text
//! in [`markup`], and its words in
//! `unread.rs`. One that is read is a [`Kind`], and has its arm in
//! `content.rs`.

use encoding_rs::{UTF_16BE, UTF_16LE};
use zip::ZipArchive;

use super::input::Input;
use super::unread::Unread;
use super::workbook::WorkbookKind;
use crate::diagnostic::Diagnostic;
use crate::world::guarded;

/// Bytes by which a kind is told.
pub(super) const HEAD: u64 = 4096;
/// Most files of a zip file whose names are looked at.
const MAX_NAMES: usize = 10_000;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A workbook.
    Workbook(WorkbookKind),
    /// A zip file that is no document of a program.
    Zip,
    /// Text, of whatever sort.
    Text,
    /// What is known, and not read.
    Unread(Unread),
}

/// The kind of a file.
pub(super) fn kind(input: &Input) -> Result<Kind, Diagnostic> {
    let head = input.head(HEAD)?;
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") || head.starts_with(b"PK\x07\x08") {
        return Ok(guarded(|| zipped(input, &head)).unwrap_or(Kind::Zip));
    }
    match of(&head) {
        // Whoever names an encoding says that it is text.
        Kind::Unread(Unread::Binary) if input.encoding().is_some() => Ok(Kind::Text),
        kind => Ok(kind),
    }
}

/// The kind that the first bytes of a file show; zip files are told by what is in them.
pub(super) fn of(head: &[u8]) -> Kind {
    if let Some(kind) = WorkbookKind::of(head) {
        return Kind::Workbook(kind);
    }
    if let Some((_, _, unread)) = SIGNATURES.iter().find(|(at, bytes, _)| starts(head, *at, bytes)) {
        return Kind::Unread(*unread);
    }
    if let Some(unread) = looked_at(head).or_else(|| markup(head)) {
        return Kind::Unread(unread);
    }
    Kind::Text
}

/// Where bytes stand that tell a kind, and the kind.
const SIGNATURES: &[(usize, &[u8], Unread)] = &[
    (0, b"%PDF-", Unread::Pdf),
    (0, b"%!PS", Unread::PostScript),
    (0, b"\x04%!PS", Unread::PostScript),
    (0, b"\xC5\xD0\xD3\xC6", Unread::PostScript),
    (0, b"\x89PNG\r\n\x1A\n", Unread::Picture("PNG")),
    (0, b"\xFF\xD8\xFF", Unread::Picture("JPEG")),
    (0, b"GIF87a", Unread::Picture("GIF")),
    (0, b"GIF89a", Unread::Picture("GIF")),
    (0, b"II*\0", Unread::Picture("TIFF")),
    (0, b"MM\0*", Unread::Picture("TIFF")),
    (8, b"WEBP", Unread::Picture("WebP")),
    (4, b"ftyphei", Unread::Picture("HEIC")),
    (4, b"ftypmif1", Unread::Picture("HEIC")),
    (4, b"ftypavif", Unread::Picture("AVIF")),
    (4, b"jP  \r\n", Unread::Picture("JPEG 2000")),
    (0, b"8BPS", Unread::Picture("Photoshop")),
    (0, b"AT&TFORM", Unread::Picture("DjVu")),
    (40, b" EMF", Unread::Picture("EMF")),
    (0, b"\xD7\xCD\xC6\x9A", Unread::Picture("WMF")),
    (0, b"\0\0\x01\0", Unread::Picture("ICO")),
    (0, b"{\\rtf", Unread::Rtf),
    (0, b"Rar!\x1A\x07", Unread::Archive("RAR")),
    (0, b"7z\xBC\xAF\x27\x1C", Unread::Archive("7z")),
    (0, b"\x1F\x8B\x08", Unread::Archive("gzip")),
    (0, b"\xFD7zXZ\0", Unread::Archive("xz")),
    (0, b"\x28\xB5\x2F\xFD", Unread::Archive("zstd")),
    (0, b"MSCF\0\0\0\0", Unread::Archive("CAB")),
    (4, b"1AY&SY", Unread::Archive("bzip2")),
    (257, b"ustar", Unread::Archive("tar")),
    // Sheets of Excel 2 to 4, which no compound file holds.
    (0, b"\x09\x00\x04\x00", Unread::OldSheet),
    (0, b"\x09\x02\x06\x00", Unread::OldSheet),
    (0, b"\x09\x04\x06\x00", Unread::OldSheet),
    (0, b"ID;PWXL", Unread::OldSheet),
    (0, b"ID;PSCALC", Unread::OldSheet),
    (0, b"TABLE\r\n0,1", Unread::OldSheet),
    (0, b"SQLite format 3\0", Unread::Database),
    (4, b"Standard Jet DB\0", Unread::Database),
    (4, b"Standard ACE DB\0", Unread::Database),
];

fn starts(head: &[u8], at: usize, bytes: &[u8]) -> bool {
    head.get(at..).is_some_and(|rest| rest.starts_with(bytes))
}

/// What a few bytes are too common to tell.
fn looked_at(head: &[u8]) -> Option<Unread> {
    // The head of a bitmap is as long as one of these, and two words before it are zero.
    let is_bitmap = head.starts_with(b"BM")
        && head.get(6..10) == Some(&[0; 4])
        && matches!(head.get(14..18), Some([12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]));
    if is_bitmap {
        return Some(Unread::Picture("BMP"));
    }
    // Readers look for the mark of a PDF in the first kilobyte.
    let first = head.get(..1024).unwrap_or(head);
    if first.windows(7).any(|at| matches!(at, [b'\n' | b'\r', b'%', b'P', b'D', b'F', b'-', b'0'..=b'9'])) {
        return Some(Unread::Pdf);
    }
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // A text in UTF-16 has its zeros at one of two places.
    let is_wide = head.starts_with(&[0xFF, 0xFE])
        || head.starts_with(&[0xFE, 0xFF])
        || (even + odd) * 5 > head.len() * 2 && even.abs_diff(odd) * 2 > even + odd;
    (even + odd > 8 && !is_wide).then_some(Unread::Binary)
}

/// What a text that begins with a tag is.
fn markup(head: &[u8]) -> Option<Unread> {
    let text = match head {
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => UTF_16LE.decode(head).0,
        [0xFE, 0xFF, ..] | [0, b'<', ..] => UTF_16BE.decode(head).0,
        _ => String::from_utf8_lossy(head),
    };
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_ascii_lowercase();
    let any = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if text.starts_with("mime-version:") || text.starts_with("from: ") && any(&["\nmime-version:"]) {
        return Some(if any(&["text/html", "multipart/related"]) { Unread::WebPage } else { Unread::Mail });
    }
    if text.starts_with("{\\rtf") {
        return Some(Unread::Rtf);
    }
    let begins = |tags: &[&str]| {
        tags.iter().any(|tag| {
            let rest = text.strip_prefix('<').and_then(|rest| rest.strip_prefix(tag));
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        })
    };
    if begins(&["?xml", "!--", "workbook", "ss:workbook"]) {
        return Some(if any(&["office:spreadsheet", "progid=\"excel.sheet\"", "opendocument.spreadsheet"]) {
            Unread::XmlSheet
        } else if any(&["progid=\"word.document\"", "<w:worddocument", "opendocument.text"]) {
            Unread::Word
        } else if any(&["<svg"]) {
            Unread::Picture("SVG")
        } else if any(&["<html", "<!doctype html", "<table", "<body"]) {
            Unread::WebPage
        } else {
            Unread::Xml
        });
    }
    if begins(&["svg"]) {
        return Some(Unread::Picture("SVG"));
    }
    let pages =
        ["!doctype", "html", "head", "body", "table", "meta", "style", "script", "div", "title", "center", "tr"];
    begins(&pages).then_some(Unread::WebPage)
}

/// What a zip file is, by the names of the files in it.
fn zipped(input: &Input, head: &[u8]) -> Kind {
    let first = head.get(30..).unwrap_or_default();
    let workbook = |_| Kind::Workbook(WorkbookKind::Xlsx);
    let Ok(zip) = input.reader().map_err(drop).and_then(|reader| ZipArchive::new(reader).map_err(drop)) else {
        // Cut off, so that only the first name is known: what it shows tells how to say so.
        let parts: [&[u8]; 5] = [b"[Content_Types]", b"_rels/", b"xl/", b"docProps/", b"customXml/"];
        if first.starts_with(b"mimetype") {
            return Kind::Workbook(WorkbookKind::Ods);
        }
        let known = matches!(input.ending(), "xlsx" | "xlsm" | "xltx" | "ods");
        return if known { Some(()) } else { parts.iter().find(|part| first.starts_with(part)).map(drop) }
            .map_or(Kind::Zip, workbook);
    };
    let plain = |name: &str| name.to_lowercase().replace('\\', "/");
    let names: Vec<String> = zip.file_names().take(MAX_NAMES).flatten().map(|name| plain(&name)).collect();
    let any = |test: &dyn Fn(&str) -> bool| names.iter().any(|name| test(name));
    if first.starts_with(b"mimetype") {
        let says = |kind: &[u8]| first.windows(kind.len()).any(|at| at == kind);
        return if says(b"opendocument.text") {
            Kind::Unread(Unread::Word)
        } else if says(b"opendocument.presentation") {
            Kind::Unread(Unread::Slides)
        } else if says(b"epub") {
            Kind::Unread(Unread::WebPage)
        } else {
            Kind::Workbook(WorkbookKind::Ods)
        };
    }
    if any(&|name| name == "xl/workbook.bin") {
        Kind::Unread(Unread::BinaryWorkbook)
    } else if any(&|name| name.starts_with("xl/")) {
        Kind::Workbook(WorkbookKind::Xlsx)
    } else if any(&|name| name.starts_with("word/")) {
        Kind::Unread(Unread::Word)
    } else if any(&|name| name.starts_with("ppt/") || name.ends_with(".apxl")) {
        Kind::Unread(Unread::Slides)
    } else if any(&|name| name.ends_with(".iwa") || name == "index.zip" || name.starts_with("quicklook/")) {
        Kind::Unread(Unread::Numbers)
    } else if any(&|name| name == "content.xml") && any(&|name| name == "meta-inf/manifest.xml") {
        Kind::Workbook(WorkbookKind::Ods)
    } else if any(&|name| name == "[content_types].xml" || name == "_rels/.rels") {
        Kind::Workbook(WorkbookKind::Xlsx)
    } else {
        Kind::Zip
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_their_first_bytes() {
        let gs = "\u{1d}";
        let wide = |text: &str| -> Vec<u8> {
            [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
        };
        for (head, kind) in [
            (b"%PDF-1.4\n%".to_vec(), Kind::Unread(Unread::Pdf)),
            (b"\r\n%PDF-1.7".to_vec(), Kind::Unread(Unread::Pdf)),
            (b"%!PS-Adobe-3.0 EPSF-3.0".to_vec(), Kind::Unread(Unread::PostScript)),
            (b"\xFF\xD8\xFF\xE0".to_vec(), Kind::Unread(Unread::Picture("JPEG"))),
            (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec(), Kind::Unread(Unread::Picture("BMP"))),
            (b"{\\rtf1\\ansi".to_vec(), Kind::Unread(Unread::Rtf)),
            (b"<html><body>".to_vec(), Kind::Unread(Unread::WebPage)),
            (wide("\r\n<Table border=1>"), Kind::Unread(Unread::WebPage)),
            (
                b"\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>".to_vec(),
                Kind::Unread(Unread::XmlSheet),
            ),
            (b"<?xml version=\"1.0\"?><introduce/>".to_vec(), Kind::Unread(Unread::Xml)),
            (b"<svg xmlns=\"\">".to_vec(), Kind::Unread(Unread::Picture("SVG"))),
            (b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\0\0".to_vec(), Kind::Unread(Unread::Binary)),
            (format!("0104600999000171215abc{gs}91EE12").into_bytes(), Kind::Text),
            (b"<GS>0104600999000171215abc".to_vec(), Kind::Text),
            (b"<trade>;code".to_vec(), Kind::Text),
            (b"ID;Product;Code\n".to_vec(), Kind::Text),
            (b"BM;code\n".to_vec(), Kind::Text),
            (wide("\u{41a}\u{43e}\u{434}\r\n01"), Kind::Text),
        ] {
            assert_eq!(of(&head), kind, "{}", String::from_utf8_lossy(&head));
        }
    }
}
