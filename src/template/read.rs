//! From TOML to a [`Template`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::design::{
    Align, Allowed, Barcode, Data, DataMatrix, Device, Element, ElementKind, FontFile, Paint, PictureFile, Role,
    Sample, SeamInk, Template, Text,
};
use super::element_keys::Type;
use super::expression::{self, Engine, ExpressionError};
use super::measure::{absolute, any_sign, length, positive};
use super::sheet::Sheet;
use super::{art, at, blank, bleed, codes, inks, keys, margin, panels, sheet};
use crate::diagnostic::{Diagnostic, SourceText};
use crate::document::{self, Choice, Reader, Spanned, TomlTable, rules};
use crate::say;
use crate::scene::{Angle, Ink, LinearKind, SeamKind, Turn};
use crate::sentence::{InWords, list, name, outside};
use crate::symbol::SymbolSize;
use crate::units::{Length, Measure, Resolution};
use crate::world::fonts;

/// Most elements a template may have.
pub const MAX_ELEMENTS: usize = 500;

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// Every mistake in it, each with its place.
    pub fn parse(name: &str, text: String) -> Result<Self, Vec<Diagnostic>> {
        let source = Arc::new(SourceText { name: name.to_owned(), text });
        Reader::new(&source).read(&keys::TEMPLATE, |root| template(root, source.clone()))
    }

    /// The JSON Schema of template files.
    #[must_use]
    pub fn schema() -> serde_json::Value {
        document::json_schema("quietzone label template", &keys::TEMPLATE)
    }
}

/// What elements may refer to.
struct Names<'a> {
    inks: &'a BTreeMap<String, Ink>,
    fonts: &'a BTreeMap<String, FontFile>,
}

fn template(root: TomlTable<'_>, source: Arc<SourceText>) -> Option<Template> {
    let inks = inks::read(&root);
    let fonts: BTreeMap<String, FontFile> = root
        .map("fonts")
        .into_iter()
        .filter_map(|(name, (_, files))| {
            let file = files.into_iter().next()?;
            Some((name.to_owned(), FontFile { file: file.value.to_owned(), span: file.span }))
        })
        .collect();
    let mut engine = Engine::default();
    let tables = root.tagged::<Type>("element");
    if tables.len() > MAX_ELEMENTS {
        root.reader().error(
            rules::VALUE,
            root.span(),
            say!("a template has at most {most} elements, this one has {all}", most = MAX_ELEMENTS, all = tables.len()),
        );
    }
    let mut ids = BTreeSet::new();
    let names = Names { inks: &inks, fonts: &fonts };
    let elements: Vec<Option<Element>> = tables
        .into_iter()
        .take(MAX_ELEMENTS)
        .map(|(tag, table)| {
            if let Some(id) = table.text("id").filter(|id| !ids.insert(id.value.to_owned())) {
                table.reader().error(
                    rules::VALUE,
                    id.span,
                    say!("the id “{id}” is used twice", id = outside(id.value)),
                );
            }
            element(tag, &table, &names, &mut engine)
        })
        .collect();
    let label = root.table("label");
    let device = label.and_then(|label| device(&label));
    let application = label.and_then(|label| label.choice("application"));
    let allow = root.tables("allow").into_iter().filter_map(|table| allowed(&table)).collect();
    let side = |name| label.and_then(|label| absolute(&label, name));
    let sheet = match root.table("sheet") {
        Some(table) => {
            let margin = margin::read(&table, &mut engine, |line| font(line, &names));
            sheet::read(&table).map(|sheet| Some(Sheet { margin, ..sheet }))
        }
        None => Some(None),
    };
    let stock = sheet.as_ref().and_then(|sheet| sheet.as_ref()?.stock);
    // What is said of the label is said once, by itself or by the stock of its sheet.
    let size = |name: &'static str, of_stock: Option<Length>| match (&label, of_stock) {
        (Some(label), Some(length)) if !label.has(name) => Some(length),
        (Some(label), None) if !label.has(name) => {
            if sheet.is_some() {
                label.lacks(name);
            }
            None
        }
        _ => side(name),
    };
    let (width, height) =
        (size("width", stock.map(|stock| stock.label.0)), size("height", stock.map(|stock| stock.label.1)));
    let sheet = match (sheet, width.zip(height)) {
        (Some(Some(sheet)), Some(sides)) => {
            let span = sheet.span.clone();
            match sheet.of_labels(sides) {
                Ok(sheet) => Some(Some(sheet)),
                Err(message) => {
                    root.reader().error(rules::VALUE, span, message);
                    None
                }
            }
        }
        (sheet, _) => sheet,
    };
    let mut blank = blank::read(&root, label.as_ref(), width.zip(height));
    let mut faces = panels::points(&root);
    let has_drawing = elements.iter().flatten().any(|element| matches!(element.kind, ElementKind::Image { .. }));
    // Drawings may add cuts and folds.
    if !(has_drawing && inks.values().any(|ink| matches!(ink, Ink::Step { .. }))) {
        match faces.take().map(|faces| faces.panels(&blank.seams)) {
            Some(Ok(panels)) => blank.panels = panels,
            Some(Err(wrong)) => {
                wrong.into_iter().for_each(|(span, message)| root.reader().error(rules::VALUE, span, message))
            }
            None => {}
        }
    }
    let seam_inks = label.map(|label| seam_inks(&label, &names)).unwrap_or_default();
    let corner_radius = side("corner_radius").or(stock.and_then(|stock| stock.radius)).unwrap_or_default();
    blank.stock_doubt = stock.filter(|stock| stock.is_doubtful()).map(|stock| stock.differ);
    let bleed = label.and_then(|label| bleed::read(&label, device));
    Some(Template {
        market: root.text("market")?.value.to_owned(),
        width: positive(&label?, "width", width?)?,
        height: positive(&label?, "height", height?)?,
        corner_radius,
        bleed,
        device: device?,
        art: root.table("art").map(|table| art::read(&table, &inks)).unwrap_or_default(),
        data: root.table("data").map(|table| data(&table)).unwrap_or_default(),
        sheet: sheet?,
        elements: elements.into_iter().collect::<Option<Vec<_>>>()?,
        taken: BTreeMap::new(),
        written: BTreeSet::new(),
        guessed: BTreeMap::new(),
        blank,
        faces,
        seam_inks,
        application,
        allow,
        inks,
        fonts,
        engine: Arc::new(engine),
        source,
    })
}

fn seam_inks(label: &TomlTable<'_>, names: &Names<'_>) -> Vec<SeamInk> {
    let keys = [("cut_ink", SeamKind::Cut), ("fold_ink", SeamKind::Fold), ("perforation_ink", SeamKind::Perforation)];
    let drawn = keys.into_iter().filter_map(|(key, kind)| {
        let span = label.text(key)?.span;
        Some(SeamInk { kind, ink: ink(label, key, names)?, span })
    });
    drawn.collect()
}

fn device(label: &TomlTable<'_>) -> Option<Device> {
    let text = label.text("device")?;
    if text.value != "artwork" {
        return Some(Device::Printer(label.parse("device")?.value));
    }
    let preview = match label.text("preview") {
        Some(_) => label.parse::<Resolution>("preview")?.value,
        None => Resolution::from_dpi(600).ok()?,
    };
    Some(Device::Artwork { preview })
}

fn allowed(table: &TomlTable<'_>) -> Option<Allowed> {
    let text = |name| table.text(name).map(|text| text.value.to_owned());
    Some(Allowed { rule: text("rule")?, element: text("element"), reason: text("reason")?, span: table.span() })
}

fn data(table: &TomlTable<'_>) -> Data {
    let list = |name| table.texts(name).into_iter().map(|text| text.value.to_owned()).collect();
    let columns = table
        .map("columns")
        .into_iter()
        .map(|(name, (_, headers))| (name.to_owned(), headers.into_iter().map(|h| h.value.to_owned()).collect()));
    let defaults = table
        .map("defaults")
        .into_iter()
        .filter_map(|(name, (_, values))| Some((name.to_owned(), values.first()?.value.to_owned())));
    let samples = |key| -> BTreeMap<String, Sample> {
        let given = table.map(key).into_iter().filter_map(|(name, (_, values))| {
            let Spanned { value, span } = values.into_iter().next()?;
            Some((name.to_owned(), Sample { text: value.to_owned(), span }))
        });
        given.collect()
    };
    Data {
        code: list("code"),
        columns: columns.collect(),
        defaults: defaults.collect(),
        required: list("required"),
        optional: list("optional"),
        dates: list("dates"),
        sample: samples("sample"),
        longest: samples("longest"),
    }
}

fn element(tag: Type, table: &TomlTable<'_>, names: &Names<'_>, engine: &mut Engine) -> Option<Element> {
    // Everything is read before anything is given up, so that all mistakes come together.
    let kind = match tag {
        Type::DataMatrix => datamatrix(table, names).map(ElementKind::DataMatrix),
        Type::Barcode => {
            let (ink, font) = (ink(table, "ink", names), font(table, names));
            codes::linear(table, engine, ink, font).map(ElementKind::Linear)
        }
        Type::Qr => codes::qr(table, engine, ink(table, "ink", names)).map(ElementKind::Qr),
        Type::Text => text(table, names, engine).map(ElementKind::Text),
        Type::Line => line(table, names),
        Type::Rectangle => rect(table, names),
        Type::Ellipse => size(table).zip(paint(table, names)).map(|(size, paint)| ElementKind::Ellipse { size, paint }),
        Type::Window => window(table),
        Type::Image => image(table, engine),
    };
    let told: Option<&[&'static str]> = match tag {
        Type::Line => None,
        Type::Barcode | Type::Qr => Some(&["width"]),
        Type::Text => Some(&["width", "height", "angle"]),
        _ => Some(&["width", "height"]),
    };
    let (place, turn) = (at::place(table, told), turn(table));
    let when = table.text("when").map(|when| {
        engine
            .condition(when.value)
            .map_err(|error| table.reader().error(expression::rules::EXPRESSION, when.span, error.in_words()))
            .ok()
    });
    let at::Place { x, y, at } = place?;
    Some(Element {
        id: table.text("id")?.value.into(),
        span: table.span(),
        x,
        y,
        at,
        drawing: None,
        anchor: table.choice("anchor").unwrap_or_default(),
        turn: turn?,
        when: match when {
            Some(when) => Some(when?),
            None => None,
        },
        kind: kind?,
    })
}

fn turn(table: &TomlTable<'_>) -> Option<Turn> {
    let Some(degrees) = table.integer("rotate") else { return Some(Turn::None) };
    let quarter = usize::try_from(degrees.value / 90).ok()?;
    let turn = (degrees.value % 90 == 0).then(|| Turn::ALL.get(quarter)).flatten();
    if turn.is_none() {
        table.reader().error(rules::VALUE, degrees.span, say!("“rotate” is 0, 90, 180 or 270"));
    }
    turn.copied()
}

fn datamatrix(table: &TomlTable<'_>, names: &Names<'_>) -> Option<DataMatrix> {
    let width = length(table, "width");
    let height = length(table, "height").or(width);
    Some(DataMatrix {
        place: width.zip(height),
        wished: length(table, "size"),
        modules: table.parse::<SymbolSize>("modules").map(|s| s.value),
        shape: table.choice("shape").unwrap_or_default(),
        separator: table.choice("separator"),
        smallest: length(table, "smallest"),
        module_min: length(table, "module_min"),
        module_max: length(table, "module_max"),
        quiet: table.integer("quiet_zone").and_then(|n| u32::try_from(n.value).ok()).unwrap_or(1),
        patch: table.has("patch").then(|| table.flag("patch")),
        reduce: length(table, "reduce"),
        ink: ink(table, "ink", names).unwrap_or_else(|| "K".to_owned()),
    })
}

fn text(table: &TomlTable<'_>, names: &Names<'_>, engine: &mut Engine) -> Option<Text> {
    let said = table.text("text");
    let phrase = said.clone().and_then(|said| {
        engine
            .phrase(said.value)
            .map_err(|error| table.reader().error(expression::rules::EXPRESSION, said.span, error.in_words()))
            .ok()
    });
    let font = font(table, names);
    let (width, wrap) = (length(table, "width"), table.flag("wrap"));
    if wrap && width.is_none() && !table.has("at") {
        table.reader().error(rules::MISSING, table.span(), say!("“wrap” needs a “width” to wrap to"));
    }
    let align = table.choice("align").unwrap_or_default();
    if align == Align::Justify && !wrap {
        table.reader().error(rules::MISSING, table.span(), say!("“justify” needs “wrap”, which makes its lines"));
    }
    if table.has("angle") && table.has("rotate") {
        table.reader().error(rules::VALUE, table.span(), say!("“angle” stands instead of “rotate”, not beside it"));
    }
    let size = length(table, "size");
    Some(Text {
        phrase: phrase?,
        span: said?.span,
        font: font.unwrap_or_else(|| "sans".to_owned()),
        weight: table.choice("weight").unwrap_or_default(),
        size: size?,
        shrink_to: length(table, "shrink_to"),
        width,
        height: length(table, "height"),
        wrap,
        align,
        line_height: length(table, "line_height"),
        letter_spacing: any_sign(table, "letter_spacing"),
        angle: table.number("angle").map(Angle::degrees).unwrap_or_default(),
        on_baseline: false,
        figures: table.choice("figures").unwrap_or_default(),
        ink: ink(table, "ink", names).unwrap_or_else(|| "K".to_owned()),
    })
}

fn line(table: &TomlTable<'_>, names: &Names<'_>) -> Option<ElementKind> {
    let (x, y) = (any_sign(table, "to_x"), any_sign(table, "to_y"));
    let thickness = length(table, "thickness");
    let ink = ink(table, "ink", names).unwrap_or_else(|| "K".to_owned());
    Some(ElementKind::Line { to: (x?, y?), thickness: thickness?, ink })
}

fn rect(table: &TomlTable<'_>, names: &Names<'_>) -> Option<ElementKind> {
    let (size, paint) = (size(table), paint(table, names));
    let radius = length(table, "radius").unwrap_or(Measure::Absolute(Length::ZERO));
    Some(ElementKind::Rectangle { size: size?, radius, paint: paint? })
}

fn image(table: &TomlTable<'_>, engine: &mut Engine) -> Option<ElementKind> {
    let size = size(table);
    let Spanned { value, span } = table.text("file")?;
    let file = if value.contains("{{") {
        let phrase = engine.phrase(value);
        let wrong = |error: ExpressionError| {
            table.reader().error(expression::rules::EXPRESSION, span.clone(), error.in_words());
        };
        if table.has("role") {
            let message = say!("a picture with a “role” is the same on every label: its quiet zones are judged once");
            table.reader().error(rules::VALUE, span.clone(), message);
        }
        phrase.map_err(wrong).ok().map(PictureFile::OfRecord)
    } else {
        Some(PictureFile::Fixed(value.to_owned()))
    };
    let role = barcode(table).map(|barcode| Role { barcode, zoned: table.flag("zoned") });
    Some(ElementKind::Image { file: file?, span, size: size?, role })
}

/// The barcode that a picture shows: a linear one with its module, or Data Matrix with its modules.
fn barcode(table: &TomlTable<'_>) -> Option<Barcode> {
    let role = table.text("role").map(|role| role.value);
    let (module, modules) = (length(table, "module"), table.parse::<SymbolSize>("modules"));
    let is_matrix = role == Some(Barcode::DATA_MATRIX);
    if is_matrix != table.has("modules") {
        let message = say!("role = \"datamatrix\" and “modules”, its rows and columns, go together");
        table.reader().error(rules::MISSING, table.span(), message);
    }
    if (role.is_some() && !is_matrix) != table.has("module") {
        let message = say!("“role” and “module”, its X-dimension, go together");
        table.reader().error(rules::MISSING, table.span(), message);
    }
    if is_matrix {
        return modules.map(|modules| Barcode::DataMatrix { modules: modules.value });
    }
    LinearKind::of(role?).zip(module).map(|(kind, module)| Barcode::Linear { kind, module })
}

fn window(table: &TomlTable<'_>) -> Option<ElementKind> {
    Some(ElementKind::Window {
        size: size(table)?,
        symbol: table.parse::<SymbolSize>("modules").map(|s| s.value),
        module: length(table, "module"),
        applied: table.choice("applied").unwrap_or_default(),
    })
}

/// The size of a box; that of an object of a drawing is known when the drawing is read.
fn size(table: &TomlTable<'_>) -> Option<(Measure, Measure)> {
    if table.has("at") {
        return Some((at::UNKNOWN, at::UNKNOWN));
    }
    for key in ["width", "height"].into_iter().filter(|key| !table.has(key)) {
        table.lacks(key);
    }
    length(table, "width").zip(length(table, "height"))
}

fn paint(table: &TomlTable<'_>, names: &Names<'_>) -> Option<Paint> {
    let fill = ink(table, "fill", names);
    let stroke = ink(table, "stroke", names);
    let thickness = length(table, "thickness");
    if table.has("stroke") != table.has("thickness") {
        table.reader().error(rules::MISSING, table.span(), say!("“stroke” and “thickness” go together"));
    } else if !table.has("fill") && !table.has("stroke") {
        table.reader().error(
            rules::MISSING,
            table.span(),
            say!("nothing would be drawn: give it a “fill”, or a “stroke” with its “thickness”"),
        );
    }
    Some(Paint { fill, stroke: stroke.zip(thickness) })
}

fn ink(table: &TomlTable<'_>, key: &str, names: &Names<'_>) -> Option<String> {
    let ink = table.text(key)?;
    if inks::find(names.inks, ink.value).is_none() {
        table.reader().error(rules::VALUE, ink.span, inks::unknown(names.inks, ink.value));
    }
    Some(ink.value.to_owned())
}

/// The font that a table names; one that is not there is noted.
fn font(table: &TomlTable<'_>, names: &Names<'_>) -> Option<String> {
    let font = table.text("font")?;
    if !names.fonts.contains_key(font.value) && !fonts::names().contains(&font.value) {
        let known = fonts::names().map(name).into_iter().chain(names.fonts.keys().map(|font| outside(font).into()));
        table.reader().error(
            rules::VALUE,
            font.span.clone(),
            say!(
                "there is no font “{font}”; there are {known}. Name a file in [fonts] to add one",
                font = outside(font.value),
                known = list(known)
            ),
        );
    }
    Some(font.value.to_owned())
}
