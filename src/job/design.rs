//! A design at hand: labels of single codes, and of batches.

use std::path::Path;
use std::sync::Arc;

use super::kind::FileKind;
use super::numbers::counted;
use super::outlet::{Memory, Outlet};
use super::request::{Outcome, Request, TemplateFrom};
use super::run::{device, market, opened, read, run, run_to};
use crate::batch::{ColumnChoice, Data, Failure, Watch, refused};
use crate::diagnostic::{Column, Diagnostic, Place, Severity};
use crate::layout::impose;
use crate::market::Market;
use crate::say;
use crate::scene::{Bounds, Point};
use crate::sentence::{list, outside};
use crate::source::{Cell, Row, RowSink, Source};
use crate::template::{Device, Template};
use crate::units::{Length, Resolution};
use crate::world::World;

/// The name of the column with the code.
const CODE: &str = "code";

/// The design of a label, read and ready.
///
/// ```
/// # fn main() -> Result<(), quietzone::batch::Failure> {
/// let design = quietzone::job::Design::open("templates/kz-pharma-carton.toml")?;
/// let code = "010487099900011621A=1(91)b;_'xy\u{1d}91EE05\u{1d}92dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE=";
/// let label = design.label(code)?.with("batch", "A1");
/// assert!(label.pdf()?.starts_with(b"%PDF"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Design {
    pub(super) asked: Request,
    pub(super) market: Arc<Market>,
    /// The fields beside the code that the template prints.
    names: Vec<String>,
    /// Labels on a sheet; nothing where they stand on none.
    places: Option<u32>,
}

/// Width and height of a paper, and the labels on it.
pub type LabelSheet = ((Length, Length), Vec<Bounds>);

impl Design {
    /// Opens a template on the machine.
    ///
    /// # Errors
    /// It cannot be read, or has mistakes; so has its market.
    pub fn open(template: impl AsRef<Path>) -> Result<Self, Failure> {
        Self::of(Request::new(template.as_ref()))
    }

    /// A design of the text of a template, for pictures and fonts as if it stood at a path.
    ///
    /// # Errors
    /// It has mistakes; so has its market.
    pub fn of_text(path: impl AsRef<Path>, text: impl Into<String>) -> Result<Self, Failure> {
        Self::of(Request::new(TemplateFrom::Text { path: path.as_ref().to_path_buf(), text: text.into() }))
    }

    /// The design of a request, with all that the request says of labels.
    ///
    /// # Errors
    /// As [`Design::open`].
    pub fn of(asked: Request) -> Result<Self, Failure> {
        let (path, text) = read(&asked)?;
        let template = opened(&asked, &path, text.clone())?;
        let market = market(&asked, &template)?;
        let names = beside(&asked, &template, &market)?;
        let places = template.sheet.as_ref().map(|sheet| sheet.across.count.saturating_mul(sheet.down.count));
        Ok(Self {
            places,
            asked: Request { template: TemplateFrom::Text { path, text }, ..asked },
            market: Arc::new(market),
            names,
        })
    }

    /// The same design in another world. A template that takes places from drawings is opened in the world of its
    /// request, which must have these too.
    #[must_use]
    pub fn within(mut self, world: &World) -> Self {
        self.asked.world = world.clone();
        // Drawings there may have other texts; what is wrong with them is told with the first label.
        let names = read(&self.asked).and_then(|(path, text)| {
            let template = opened(&self.asked, &path, text)?;
            beside(&self.asked, &template, &self.market)
        });
        self.names = names.unwrap_or(self.names);
        self
    }

    /// The same design for another printer.
    #[must_use]
    pub fn on(mut self, device: Resolution) -> Self {
        self.asked.device = Some(device);
        self
    }

    /// Its market.
    #[must_use]
    pub fn market(&self) -> &Market {
        &self.market
    }

    /// The fields beside the code that its template prints.
    #[must_use]
    pub fn fields(&self) -> &[String] {
        &self.names
    }

    /// Labels on a sheet; nothing where its template has no sheet.
    #[must_use]
    pub fn places(&self) -> Option<u32> {
        self.places
    }

    /// Its sheet: width and height of the paper, and the labels on it; nothing where its template has no sheet.
    ///
    /// # Errors
    /// The labels do not fit the paper.
    pub fn sheet(&self) -> Result<Option<LabelSheet>, Failure> {
        let (path, text) = read(&self.asked)?;
        let template = opened(&self.asked, &path, text)?;
        let head = match device(&self.asked, &template) {
            Device::Printer(head) => Some(head),
            Device::Artwork { .. } => None,
        };
        let (sheet, _) = impose(&template, head, None)?;
        Ok(sheet.map(|sheet| {
            let (width, height) = (template.width, template.height);
            let label = |at: &Point| Bounds { left: at.x, top: at.y, right: at.x + width, bottom: at.y + height };
            ((sheet.width, sheet.height), sheet.places.iter().map(label).collect())
        }))
    }

    /// Its template, with the text that was read.
    #[must_use]
    pub fn template(&self) -> &TemplateFrom {
        &self.asked.template
    }

    /// What the design breaks, by the widest code that its market allows.
    ///
    /// # Errors
    /// The design cannot be laid out.
    pub fn judge(&self) -> Result<Vec<Diagnostic>, Failure> {
        run(&self.asked, &()).map(|outcome| outcome.design)
    }

    /// The label of a code: as scanned, as a file shows it, or with its AIs in parentheses. Fields that the
    /// template prints beside the code are given by [`SingleLabel::with`].
    ///
    /// # Errors
    /// The code is no code of the market; every fault is told.
    pub fn label(&self, code: &str) -> Result<SingleLabel<'_>, Failure> {
        match self.market.structure.read(code) {
            Ok(_) => Ok(SingleLabel { design: self, code: code.to_owned(), fields: Vec::new() }),
            Err(faults) => Err(faults.into_iter().map(Diagnostic::from).collect::<Vec<_>>().into()),
        }
    }

    /// The labels of many codes.
    #[must_use]
    pub fn batch(&self, data: Data) -> Batch<'_> {
        Batch { design: self, data }
    }
}

/// The label of one code.
#[derive(Clone, Debug)]
pub struct SingleLabel<'a> {
    design: &'a Design,
    code: String,
    fields: Vec<(String, String)>,
}

impl SingleLabel<'_> {
    /// The same label with the value of a field beside the code, such as `batch`.
    #[must_use]
    pub fn with(mut self, field: &str, value: &str) -> Self {
        self.fields.push((field.to_owned(), value.to_owned()));
        self
    }

    /// The label as a PDF.
    ///
    /// # Errors
    /// The design or the label breaks a rule, or cannot be drawn.
    pub fn pdf(&self) -> Result<Vec<u8>, Failure> {
        self.file(FileKind::Pdf)
    }

    /// The label as a picture of dots.
    ///
    /// # Errors
    /// As [`SingleLabel::pdf`].
    pub fn png(&self) -> Result<Vec<u8>, Failure> {
        self.file(FileKind::Png)
    }

    /// The label as a drawing.
    ///
    /// # Errors
    /// As [`SingleLabel::pdf`].
    pub fn svg(&self) -> Result<Vec<u8>, Failure> {
        self.file(FileKind::Svg)
    }

    /// The label as commands of a printer.
    ///
    /// # Errors
    /// As [`SingleLabel::pdf`]; the design is for no printer.
    pub fn zpl(&self) -> Result<Vec<u8>, Failure> {
        self.file(FileKind::Zpl)
    }

    /// What the label breaks, the gravest first.
    ///
    /// # Errors
    /// The label cannot be laid out.
    pub fn judge(&self) -> Result<Vec<Diagnostic>, Failure> {
        run(&self.request()?, &()).map(found)
    }

    fn file(&self, kind: FileKind) -> Result<Vec<u8>, Failure> {
        let mut memory = Memory::default();
        let outcome = run_to(&Request { to: Some(kind), ..self.request()? }, &mut memory, &())?;
        match memory.files.pop() {
            Some(file) => Ok(file),
            None => Err(Failure(found(outcome).into_iter().filter(|d| d.severity == Severity::Error).collect())),
        }
    }

    fn request(&self) -> Result<Request, Failure> {
        let names = &self.design.names;
        if let Some((strange, _)) = self.fields.iter().find(|(field, _)| !names.contains(field)) {
            let used = list(names.iter().map(outside));
            let message = say!("the template uses no field “{field}”; it uses {used}", field = outside(strange), used);
            return Err(refused(message).into());
        }
        let (headers, cells): (Vec<_>, Vec<_>) =
            self.fields.iter().map(|(field, value)| (Cell::text(field), Cell::text(value))).unzip();
        let one = One {
            name: Arc::from("the code"),
            headers: Row::new(0, [vec![Cell::text(CODE)], headers].concat()),
            row: Row::new(1, [vec![Cell::text(&self.code)], cells].concat()),
        };
        let named = self.fields.iter().map(|(field, _)| ColumnChoice::Field(field.clone(), field.clone()));
        let columns = named.chain([ColumnChoice::Code(CODE.to_owned())]).collect();
        let data = Data { columns, ..Data::from(Arc::new(one)) };
        Ok(Request { data: Some(data), ..self.design.asked.clone() })
    }
}

/// The labels of many codes.
#[derive(Clone, Debug)]
pub struct Batch<'a> {
    design: &'a Design,
    data: Data,
}

impl Batch<'_> {
    /// What the rows and the design break; nothing is written.
    ///
    /// # Errors
    /// The data cannot be read, or the design not be laid out.
    pub fn judge(&self, watch: &dyn Watch) -> Result<Outcome, Failure> {
        run(&self.request(), watch)
    }

    /// Writes the labels into files, named as [`Request::output`] says.
    ///
    /// # Errors
    /// As [`run`](super::run).
    pub fn write(&self, output: impl AsRef<Path>, watch: &dyn Watch) -> Result<Outcome, Failure> {
        run(&Request { output: Some(output.as_ref().to_path_buf()), ..self.request() }, watch)
    }

    /// Gives the labels to an outlet.
    ///
    /// # Errors
    /// As [`run_to`](super::run_to).
    pub fn write_to(&self, kind: FileKind, outlet: &mut dyn Outlet, watch: &dyn Watch) -> Result<Outcome, Failure> {
        run_to(&Request { to: Some(kind), ..self.request() }, outlet, watch)
    }

    fn request(&self) -> Request {
        Request { data: Some(self.data.clone()), ..self.design.asked.clone() }
    }
}

/// The fields beside the code that a template prints.
fn beside(asked: &Request, template: &Template, market: &Market) -> Result<Vec<String>, Failure> {
    let used = template.names_used();
    let counted = counted(&used, asked, template, market)?;
    let is_beside =
        |name: &String| market.field(name).is_none() && !name.starts_with("ai") && !counted.contains(&name.as_str());
    Ok(used.into_iter().filter(is_beside).collect())
}

/// Everything that was found, the design's first.
fn found(outcome: Outcome) -> Vec<Diagnostic> {
    let rows = outcome.findings.groups().into_iter().flat_map(|group| group.first.to_vec());
    outcome.design.iter().cloned().chain(rows).collect()
}

/// A source of one code.
#[derive(Debug)]
struct One {
    name: Arc<str>,
    headers: Row,
    row: Row,
}

impl Source for One {
    fn name(&self) -> &Arc<str> {
        &self.name
    }

    fn rows(&self, each: RowSink<'_>) -> Result<(), Diagnostic> {
        // There is no other row to go on with.
        let _ = each(self.row.clone());
        Ok(())
    }

    fn place(&self, _: u32, _: Option<&Column>) -> Place {
        Place::Nowhere
    }

    fn headers(&self) -> Option<&Row> {
        Some(&self.headers)
    }
}
