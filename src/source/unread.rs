//! Kinds of file that are known and not read, and what to ask for instead.

use super::input::Input;
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::{InWords, Sentence, name};

/// Files that portals and people send, and that hold no codes we could read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    Pdf,
    PostScript,
    /// A picture, by the name of its format.
    Picture(&'static str),
    WebPage,
    XmlSheet,
    Xml,
    Numbers,
    Word,
    Rtf,
    Slides,
    BinaryWorkbook,
    OldSheet,
    /// An archive, by the name of its format.
    Archive(&'static str),
    Database,
    Mail,
    Binary,
}

impl InWords for Unread {
    fn in_words(&self) -> Sentence {
        match self {
            Unread::Pdf => say!("the file is a PDF: it shows symbols, and does not hold the codes as text"),
            Unread::PostScript => {
                say!("the file is EPS or PostScript: it draws symbols, and does not hold the codes as text")
            }
            Unread::Picture(format) => {
                say!("the file is a picture ({format}): it does not hold the codes as text", format = name(*format))
            }
            Unread::WebPage => say!("the file is a web page (HTML), not a workbook and not a text of codes"),
            Unread::XmlSheet => {
                say!("the file is a spreadsheet in XML (such as “XML Spreadsheet 2003”), not a workbook we read")
            }
            Unread::Xml => say!("the file is XML, not a workbook and not a text of codes"),
            Unread::Numbers => say!("the file is a document of Apple (Numbers, Pages), not a workbook we read"),
            Unread::Word => say!("the file is a text document (Word, Writer), not a workbook and not a text of codes"),
            Unread::Rtf => say!("the file is a text document (RTF), not a workbook and not a text of codes"),
            Unread::Slides => say!("the file is a presentation, not a workbook and not a text of codes"),
            Unread::BinaryWorkbook => say!("the file is a binary workbook (.xlsb), not a workbook we read"),
            Unread::OldSheet => say!("the file is a sheet of an old spreadsheet program, not a workbook we read"),
            Unread::Archive(format) => {
                say!("the file is an archive ({format}); of archives only ZIP is read", format = name(*format))
            }
            Unread::Database => say!("the file is a database, not a workbook and not a text of codes"),
            Unread::Mail => say!("the file is an e-mail message, not a workbook and not a text of codes"),
            Unread::Binary => say!("the file is neither text nor a workbook"),
        }
    }
}

impl Unread {
    /// What to do, and what to ask the portal for.
    fn help(self) -> Sentence {
        match self {
            Unread::Pdf | Unread::PostScript | Unread::Picture(_) => say!(
                "download the order from the portal again and choose CSV or text (not PDF, not EPS); where it is no longer offered, ask for the same order as CSV or JSON"
            ),
            Unread::WebPage | Unread::XmlSheet | Unread::Xml | Unread::OldSheet => say!(
                "ask the portal for CSV, text or .xlsx; a spreadsheet program that opens and saves this file may lose the separators in the codes"
            ),
            Unread::Numbers | Unread::BinaryWorkbook => {
                say!("ask the portal for CSV, text or .xlsx, or save the document as .xlsx in its own program")
            }
            Unread::Word | Unread::Rtf | Unread::Slides | Unread::Mail => say!(
                "ask the portal for CSV, text or .xlsx; codes that are copied out of a document lose their separators"
            ),
            Unread::Archive(_) => say!("unpack it and give the file of codes that is in it"),
            Unread::Database | Unread::Binary => {
                say!("ask the portal, or whoever sent the file, for the codes as CSV, text or .xlsx")
            }
        }
    }

    /// The finding.
    pub(super) fn refused(self, input: &Input) -> Diagnostic {
        input.error(self.in_words()).help(self.help())
    }
}
