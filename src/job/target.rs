//! What files an output is to be.

use std::path::{Path, PathBuf};

use super::kind::{FileKind, Forms};
use super::paging::Parts;
use super::request::Request;
use crate::batch::{Holds, Pattern, refused, rules};
use crate::diagnostic::Diagnostic;
use crate::render::Format;
use crate::render::pdf::{About, Pdf};
use crate::render::png::Png;
use crate::render::svg::Svg;
use crate::render::tspl::Tspl;
use crate::render::zpl::Zpl;
use crate::say;
use crate::scene::{Likeness, Stock};
use crate::sentence::{InWords, Sentence, file, outside};
use crate::source::Record;
use crate::template::Numbers;
use crate::world::PathKind;

/// Files of a kind, and what each holds.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) kind: FileKind,
    pub(super) forms: Forms,
    /// The output as it was named; nothing where labels go to no files.
    pub(super) output: PathBuf,
    pub(super) pattern: Pattern,
    pub(super) holds: Holds,
    /// Labels in a part.
    pub(super) part_size: Option<u64>,
}

/// What is done with a format, whichever it is.
pub(super) trait Work {
    /// What it comes to.
    type Done;

    fn with<F: Format>(self, format: &F) -> Result<Self::Done, Diagnostic>;
}

impl Target {
    /// One file with a name of its own.
    pub(super) fn plain(kind: FileKind, forms: Forms, output: &Path) -> Self {
        let pattern = Pattern::plain(output);
        Self { kind, forms, output: output.to_path_buf(), pattern, holds: Holds::All, part_size: None }
    }

    /// Whether it is for a printer that may keep what many labels have alike.
    pub(super) fn stores_what_recurs(&self) -> bool {
        self.kind == FileKind::Zpl && self.holds != Holds::Label && self.forms.zpl.stores_what_recurs()
    }

    /// What it is written by as ZPL.
    pub(super) fn zpl<'s>(&self, stock: &'s Stock) -> Result<Zpl<'s>, Diagnostic> {
        Zpl::new(stock, self.forms.zpl).map_err(|error| refused(error.in_words()))
    }

    /// Does something with its format; `recalled` is what labels recall from a printer's memory.
    pub(super) fn with<W: Work>(
        &self,
        stock: &Stock,
        about: &About,
        recalled: &[Likeness],
        work: W,
    ) -> Result<W::Done, Diagnostic> {
        match self.kind {
            FileKind::Pdf => work.with(&Pdf::new(stock, self.forms.pdf, about.clone()).fitted(self.forms.fit)),
            FileKind::Png => {
                work.with(&Png::new(stock).map_err(|error| Diagnostic::error(rules::OUTPUT, error.in_words()))?)
            }
            FileKind::Svg => {
                let wrong = |error| Diagnostic::error(rules::OUTPUT, say!("{error}", error = outside(error)));
                work.with(&Svg::new(stock, self.forms.svg).map_err(wrong)?)
            }
            FileKind::Tspl => work.with(&Tspl::new(stock, self.forms.tspl).map_err(|error| refused(error.in_words()))?),
            FileKind::Zpl => work.with(&self.zpl(stock)?.recalling(recalled)),
        }
    }

    /// Whether its files have names; labels that go to an outlet alone need none.
    pub(super) fn has_names(&self) -> bool {
        !self.output.as_os_str().is_empty()
    }

    /// What begins on a page of its own.
    pub(super) fn parts(&self) -> Parts {
        self.part_size.map_or(Parts::One, Parts::Every)
    }

    /// The name of the file of a part, from 1, where what its first label says is in it.
    pub(super) fn name_of_part(&self, label: (&Record, &Numbers), part: u64) -> Option<PathBuf> {
        (self.holds == Holds::Part && self.pattern.has_record()).then(|| self.pattern.of_part(label, part))
    }

    /// The name of the file of this number, from 1, or of the record's own.
    pub(super) fn name(&self, number: u64, label: Option<(&Record, &Numbers)>) -> PathBuf {
        match (self.holds, label) {
            (Holds::All, _) => self.output.clone(),
            (Holds::Label, Some((record, numbers))) => self.pattern.name(record, numbers),
            (Holds::Label | Holds::Sheet | Holds::Part, _) => self.pattern.numbered(number),
        }
    }
}

/// A title by the name of a file.
pub(super) fn title(path: &Path) -> String {
    path.file_stem().map(|stem| file(stem).to_string()).unwrap_or_default()
}

/// What is said of an ending that names no format.
pub(super) fn no_format(output: &Path) -> Sentence {
    say!("the ending of “{path}” names no format we write; use .pdf, .svg, .zpl, .tspl or .png", path = file(output))
}

/// The files of a request, by the output's ending and the pattern of its name.
pub(super) fn target(request: &Request, has_sheets: bool) -> Result<Target, Diagnostic> {
    let forms = request.forms;
    let Some(output) = &request.output else {
        // Without an output labels are judged as they would be printed in a PDF.
        let kind = request.to.unwrap_or(FileKind::Pdf);
        let plain = Target { part_size: request.part_size, ..Target::plain(kind, forms, Path::new("")) };
        let is_grouped = request.group_by.is_some() && !(kind == FileKind::Pdf && has_sheets);
        let holds = match kind {
            FileKind::Pdf | FileKind::Zpl | FileKind::Tspl if is_grouped || request.part_size.is_some() => Holds::Part,
            FileKind::Pdf | FileKind::Zpl | FileKind::Tspl => Holds::All,
            FileKind::Png | FileKind::Svg if has_sheets => Holds::Sheet,
            FileKind::Png | FileKind::Svg => Holds::Label,
        };
        return Ok(Target { holds, ..plain });
    };
    let is_stream = request.world.kind(output).is_ok_and(|kind| kind == PathKind::Stream);
    let kind = request.to.or(FileKind::of(output)).ok_or_else(|| match is_stream {
        true => {
            let message = say!("{output} has no ending that says what is to be written", output = file(output));
            refused(message).help(say!("say it with --to pdf, --to zpl, --to tspl, --to svg or --to png"))
        }
        false => refused(no_format(output)),
    })?;
    let pattern = Pattern::new(&output.to_string_lossy()).map_err(refused)?;
    if kind == FileKind::Pdf && request.group_by.is_none() && (pattern.has_record() || pattern.has_sheet()) {
        return Err(refused(say!(
            "a PDF holds all labels, or with --part-size so many, so its name has no {{…}} in it but {{part}}"
        )));
    }
    let holds = match kind {
        FileKind::Png | FileKind::Svg if has_sheets && pattern.has_record() => {
            return Err(refused(say!(
                "a file holds a sheet of labels, so name it by {{sheet}} and by nothing of a label"
            )));
        }
        FileKind::Png | FileKind::Svg if has_sheets => Holds::Sheet,
        FileKind::Pdf if request.group_by.is_some() && has_sheets && pattern.is_plain() => Holds::All,
        FileKind::Pdf | FileKind::Zpl | FileKind::Tspl if request.group_by.is_some() && !pattern.is_plain() => {
            Holds::Part
        }
        FileKind::Pdf | FileKind::Zpl | FileKind::Tspl if pattern.has_part() => match request.part_size {
            Some(size) if size > 0 => Holds::Part,
            _ => return Err(refused(say!("{{part}} needs --part-size, the labels in a file"))),
        },
        FileKind::Pdf => Holds::All,
        FileKind::Zpl | FileKind::Tspl if !pattern.has_record() => Holds::All,
        FileKind::Png | FileKind::Svg | FileKind::Zpl | FileKind::Tspl => Holds::Label,
    };
    if pattern.has_sheet() && holds != Holds::Sheet {
        return Err(refused(say!("{{sheet}} is for PNG and SVG files of a template with a [sheet]")));
    }
    if (pattern.has_part() && holds != Holds::Part) || (request.part_size.is_some() && !pattern.has_part()) {
        return Err(refused(say!(
            "--part-size is for PDF, ZPL and TSPL files with {{part}} in their name, such as 'out/{{part}}.zpl'"
        )));
    }
    if let Some(field) = &request.group_by {
        grouped(field, &pattern, holds, has_sheets)?;
    }
    Ok(Target { kind, forms, output: output.clone(), pattern, holds, part_size: request.part_size })
}

/// Whether files can be told apart by groups.
fn grouped(group: &str, pattern: &Pattern, holds: Holds, has_sheets: bool) -> Result<(), Diagnostic> {
    let field = || outside(group);
    match holds {
        Holds::Label => Err(refused(say!(
            "every label is a file of its own here, so --group-by has nothing to do; put {{{field}}} into the name of the files",
            field = field()
        ))),
        Holds::All if !has_sheets => Err(refused(say!(
            "--group-by makes a file of each group; put {{{field}}} or {{part}} into the name of the output",
            field = field()
        ))),
        _ if !pattern.has_only(|other| other == group) => Err(refused(say!(
            "a file holds a group of labels, so its name takes {{{field}}} and {{part}}, and nothing else of a label",
            field = field()
        ))),
        _ => Ok(()),
    }
}
