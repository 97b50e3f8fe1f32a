//! Labels as SVG: what is drawn of each, and the file around it.

use std::collections::BTreeSet;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use ::png::EncodingError;

use super::definitions::Definitions;
use super::names;
use super::path::{self, Mm, Outlines, Thin};
use crate::document::Choice;
use crate::render::markup::Escaped;
use crate::render::{png, put};
use crate::scene::{
    Drawing, Each, Face, FixedRun, Glyph, GlyphRun, Id, Ink, Item, Jpeg, JpegColours, Layer, Picture, Placed, Point,
    Process, Scene, Stock, Symbol, Turn,
};
use crate::sentence::outside;
use crate::units::Length;

/// CSS names of the widths of fonts, by their class; the normal one needs none.
const STRETCHES: [&str; 10] = [
    "",
    "ultra-condensed",
    "extra-condensed",
    "condensed",
    "semi-condensed",
    "",
    "semi-expanded",
    "expanded",
    "extra-expanded",
    "ultra-expanded",
];

/// How a shared letter is referred to, up to its name.
const LETTER: &str = "xlink:href=\"#letter-";

/// How text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Text {
    /// As outlines: it looks the same everywhere.
    #[default]
    Outlines,
    /// As text in a named font: it can be edited, and is substituted where the font lacks.
    Live,
    /// As outlines, each letter once in a file: short, for pictures to look at. Programs that cut or
    /// print may not know letters that are used so.
    Shared,
}

/// How labels are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// How text is written.
    pub text: Text,
    /// Whether what processing steps work on is drawn: die lines, varnish and the like.
    pub technical: bool,
}

impl From<Text> for Form {
    fn from(text: Text) -> Self {
        Self { text, technical: false }
    }
}

/// Makes SVG files; shared between threads.
#[derive(Debug)]
pub struct SvgMaker<'a> {
    pub(super) stock: &'a Stock,
    form: Form,
    /// What all labels share, drawn.
    fixed: Each<FixedRun, Fragment>,
    /// Pictures as data in an address.
    pictures: Each<Picture, String>,
}

/// A label drawn, to be set into its file.
#[derive(Clone, Debug, Default)]
pub struct Fragment {
    drawn: String,
    /// What it refers to.
    defs: Definitions,
}

impl<'a> SvgMaker<'a> {
    /// A maker for the labels of a job.
    ///
    /// # Errors
    /// A picture cannot be written.
    pub fn new(stock: &'a Stock, form: impl Into<Form>) -> Result<Self, EncodingError> {
        let pictures = stock.resources.pictures.try_each(|picture| address(picture))?;
        let mut maker = Self { stock, form: form.into(), fixed: Each::new(), pictures };
        maker.fixed = stock.fixed.each(|items| maker.items(items));
        Ok(maker)
    }

    /// A label.
    #[must_use]
    pub fn label(&self, scene: &Scene) -> Fragment {
        let mut label = Fragment::default();
        for layer in &scene.layers {
            match layer {
                Layer::Own(items) => label.add(&self.items(items)),
                Layer::Fixed(run) => {
                    let fixed = self.fixed.get(*run);
                    if self.stock.page.sheet.is_some() {
                        put(
                            &mut label.drawn,
                            format_args!("<use xlink:href=\"#fixed-{}\"/>\n", self.stock.fixed.number(*run)),
                        );
                    } else {
                        label.add(fixed);
                    }
                }
            }
        }
        label
    }

    /// What stands in the margins of a sheet.
    pub(super) fn margin(&self, items: &[Item]) -> Fragment {
        self.items(items)
    }

    /// A file with one label, or with the labels of a sheet, each with its top left corner, and what stands in its
    /// margins.
    #[must_use]
    pub fn page<'f>(&self, labels: impl IntoIterator<Item = (Point, &'f Fragment)>, margin: &Fragment) -> String {
        let page = &self.stock.page;
        let labels: Vec<_> = labels.into_iter().collect();
        let mut defs = Definitions::default();
        labels.iter().for_each(|(_, label)| defs.join(&label.defs));
        defs.join(&margin.defs);
        let defined = defs.text();
        let alone = page.sheet.is_none().then(|| {
            let drawn: String = labels.iter().map(|(_, label)| label.drawn.as_str()).collect();
            names::with_ids(drawn, &defined)
        });
        let (width, height) = page.size();
        let seen =
            if page.sheet.is_some() { Point::default() } else { Point { x: page.media().left, y: page.media().top } };
        let mut file = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        put(
            &mut file,
            format_args!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" \
                 width=\"{w}mm\" height=\"{h}mm\" viewBox=\"{x} {y} {w} {h}\"",
                w = Mm(width),
                h = Mm(height),
                x = Mm(seen.x),
                y = Mm(seen.y)
            ),
        );
        if page.bleed.is_some() && page.sheet.is_none() {
            // The view box that shows the label as it is cut.
            put(&mut file, format_args!(" data-trim=\"0 0 {} {}\"", Mm(page.width), Mm(page.height)));
        }
        file.push_str(alone.as_deref().map_or("", |drawn| names::namespaces([drawn, &defined])));
        file.push_str(">\n");
        if let Some(drawn) = &alone {
            self.letters([drawn, &defined], &mut file);
            defs.write(&mut file);
            file.push_str(drawn);
        }
        if let Some(sheet) = &page.sheet {
            self.definitions(defs, &mut file);
            for (corner, Fragment { drawn, .. }) in labels {
                let (x, y) = (Mm(corner.x), Mm(corner.y));
                put(
                    &mut file,
                    format_args!("<g transform=\"translate({x} {y})\" clip-path=\"url(#label)\">\n{drawn}</g>\n"),
                );
            }
            file.push_str(&margin.drawn);
            if !sheet.marks.is_empty() {
                file.push_str("<path id=\"crop-marks\" d=\"");
                for bar in &sheet.marks {
                    let (x, y) = (Mm(bar.corner.x), Mm(bar.corner.y));
                    let (w, h) = (Mm(bar.width), Mm(bar.height));
                    put(&mut file, format_args!("M{x} {y}h{w}v{h}h-{w}z"));
                }
                file.push_str("\"/>\n");
            }
        }
        file.push_str("</svg>\n");
        file
    }

    /// What the labels of a sheet share.
    fn definitions(&self, mut defs: Definitions, file: &mut String) {
        let bled = self.stock.page.bled();
        file.push_str("<defs>\n<clipPath id=\"label\"><rect");
        if self.stock.page.bleed.is_some() {
            put(file, format_args!(" x=\"{}\" y=\"{}\"", Mm(bled.left), Mm(bled.top)));
        }
        put(file, format_args!(" width=\"{}\" height=\"{}\"/></clipPath>\n", Mm(bled.width()), Mm(bled.height())));
        self.fixed.values().for_each(|fixed| defs.join(&fixed.defs));
        file.push_str(&defs.text());
        for (number, Fragment { drawn, .. }) in self.fixed.values().enumerate() {
            put(file, format_args!("<g id=\"fixed-{number}\">\n{drawn}</g>\n"));
        }
        file.push_str("</defs>\n");
    }

    /// The outlines of letters that what is drawn refers to.
    fn letters(&self, drawn: [&str; 2], file: &mut String) {
        let names = drawn.iter().flat_map(|drawn| drawn.split(LETTER).skip(1));
        let names = names.filter_map(|rest| rest.split('"').next()?.split_once('-'));
        let used: BTreeSet<(usize, u16)> =
            names.filter_map(|(face, glyph)| Some((face.parse().ok()?, glyph.parse().ok()?))).collect();
        if used.is_empty() {
            return;
        }
        file.push_str("<defs>\n");
        for (face, glyph) in used {
            put(file, format_args!("<path id=\"letter-{face}-{glyph}\" d=\""));
            if let Some(face) = self.stock.resources.faces.values().nth(face) {
                face.outline(glyph, &mut Outlines::new(file, 0.0, 0));
            }
            file.push_str("\"/>\n");
        }
        file.push_str("</defs>\n");
    }

    fn items(&self, items: &[Item]) -> Fragment {
        let Fragment { mut drawn, mut defs } = Fragment::default();
        for of_element in items.chunk_by(|a, b| a.part.id == b.part.id) {
            let mut group = String::new();
            for item in of_element {
                self.drawing(&item.drawing, &mut group, &mut defs);
            }
            if let (Some(first), false) = (of_element.first(), group.is_empty()) {
                // On a sheet the same element is there many times, and an id must be one.
                let name = if self.stock.page.sheet.is_some() { "data-element" } else { "id" };
                put(
                    &mut drawn,
                    format_args!(
                        "<g {name}=\"{}\">\n{group}</g>\n",
                        Escaped::xml(&outside(&first.part.id).to_string())
                    ),
                );
            }
        }
        Fragment { drawn, defs }
    }

    pub(super) fn drawing(&self, drawing: &Drawing, out: &mut String, defs: &mut Definitions) {
        match drawing {
            Drawing::Path(path) => self.path(path, out),
            Drawing::Text(run) => self.text(run, out),
            Drawing::Symbol(symbol) => self.symbol(symbol, out),
            Drawing::Picture(placed) => self.picture(placed, out),
            Drawing::Shade(shade) => self.shade(shade, out, defs),
            Drawing::Group(grouped) => self.group(*grouped, out, defs),
        }
    }

    /// What stands for an ink; `None` for those that are not drawn.
    pub(super) fn shown(&self, ink: Id<Ink>) -> Option<Process> {
        let ink = self.stock.ink(ink);
        if self.form.technical { ink.shown() } else { ink.process() }
    }

    /// The attribute for an area or line in an ink, with a leading space; [`None`] for inks that print
    /// nothing.
    fn paint(&self, attribute: &str, ink: Id<Ink>) -> Option<String> {
        let [red, green, blue] = self.shown(ink)?.to_rgb();
        let ink = self.stock.ink(ink);
        let mut paint = format!(" {attribute}=\"#{red:02x}{green:02x}{blue:02x}\"");
        if let Some(separation) = ink.separation() {
            put(&mut paint, format_args!(" data-ink=\"{}\"", Escaped::xml(separation.name)));
        }
        if let Ink::Step { step, .. } = ink {
            put(&mut paint, format_args!(" data-step=\"{}\"", step.word()));
            if attribute == "fill" {
                // What lies below is seen through it.
                paint.push_str(" fill-opacity=\"0.4\"");
            }
        }
        Some(paint)
    }

    fn path(&self, path: &crate::scene::Path, out: &mut String) {
        let fill = path.fill.and_then(|ink| self.paint("fill", ink));
        let stroke = path.stroke.and_then(|stroke| Some((self.paint("stroke", stroke.ink)?, stroke.width)));
        if fill.is_none() && stroke.is_none() {
            return;
        }
        out.push_str("<path");
        out.push_str(fill.as_deref().unwrap_or(" fill=\"none\""));
        if path.even_odd && fill.is_some() {
            out.push_str(" fill-rule=\"evenodd\"");
        }
        if let Some((paint, width)) = stroke {
            put(out, format_args!("{paint} stroke-width=\"{}\"", Mm(width)));
        }
        out.push_str(" d=\"");
        path::segments(&path.segments, out);
        out.push_str("\"/>\n");
    }

    /// Runs of modules as rectangles in module units, all of one path: edges they share leave no
    /// seam.
    fn symbol(&self, symbol: &Symbol, out: &mut String) {
        let Some(paint) = self.paint("fill", symbol.ink()) else { return };
        if let Some(areas) = symbol.areas() {
            put(out, format_args!("<path{paint} d=\""));
            for area in areas {
                let [x, y, width, height] = [area.left, area.top, area.width(), area.height()].map(Mm);
                put(out, format_args!("M{x} {y}h{width}v{height}h-{width}z"));
            }
            out.push_str("\"/>\n");
            return;
        }
        let (x, y) = (Mm(symbol.origin().x), Mm(symbol.origin().y));
        let (width, height) = symbol.cell();
        put(out, format_args!("<path{paint} transform=\"translate({x} {y}) scale({}", Mm(width)));
        if height != width {
            put(out, format_args!(" {}", Mm(height)));
        }
        out.push_str(")\" d=\"");
        for (row, column, length) in symbol.modules().runs() {
            put(out, format_args!("M{column} {row}h{length}v1h-{length}z"));
        }
        out.push_str("\"/>\n");
    }

    fn text(&self, run: &GlyphRun, out: &mut String) {
        let face = self.stock.resources.faces.get(run.face);
        let Some(paint) = self.paint("fill", run.ink) else { return };
        let (x, y) = (Mm(run.origin.x), Mm(run.origin.y));
        match self.form.text {
            Text::Outlines | Text::Shared => {
                let per_unit = run.size.to_mm() / f64::from(face.units_per_em);
                let (cos, sin) = run.cos_sin();
                let [a, b, d] = [cos, sin, -cos].map(|turn| Thin(turn * per_unit));
                let shared = self.form.text == Text::Shared;
                put(
                    out,
                    format_args!(
                        "<{}{paint} aria-label=\"{}\" transform=\"matrix({a} {b} {b} {d} {x} {y})\"{}",
                        if shared { "g" } else { "path" },
                        Escaped::xml(&run.text),
                        if shared { ">" } else { " d=\"" },
                    ),
                );
                let spacing = run.letter_spacing.to_mm() / per_unit;
                let mut pen = 0.0;
                for glyph in &run.glyphs {
                    let (x, y) = (pen + f64::from(glyph.x_offset), glyph.y_offset);
                    if !shared {
                        face.outline(glyph.id, &mut Outlines::new(out, x, y));
                    } else if face.extent(glyph.id).is_some() {
                        let (id, x) = (glyph.id, (x * 100.0).round() / 100.0);
                        put(
                            out,
                            format_args!(
                                "<use {LETTER}{}-{id}\" x=\"{x}\" y=\"{y}\"/>",
                                self.stock.resources.faces.number(run.face)
                            ),
                        );
                    }
                    pen += f64::from(glyph.advance) + spacing;
                }
                out.push_str(if shared { "</g>\n" } else { "\"/>\n" });
            }
            Text::Live => {
                let families: Vec<String> =
                    face.families.iter().map(|name| format!("'{}'", name.replace(['\'', '\\'], ""))).collect();
                put(out, format_args!("<text{paint} font-family=\"{}\"", Escaped::xml(&families.join(", "))));
                if face.is_bold {
                    out.push_str(" font-weight=\"bold\"");
                }
                if let Some(stretch) = STRETCHES.get(usize::from(face.width_class)).filter(|name| !name.is_empty()) {
                    put(out, format_args!(" font-stretch=\"{stretch}\""));
                }
                put(out, format_args!(" font-size=\"{}\"", Mm(run.size)));
                if run.letter_spacing != Length::ZERO {
                    put(out, format_args!(" letter-spacing=\"{}\"", Mm(run.letter_spacing)));
                }
                let added = word_spacing(run, face);
                if added != Length::ZERO {
                    put(out, format_args!(" word-spacing=\"{}\"", Mm(added)));
                }
                put(out, format_args!(" transform=\"translate({x} {y}){}", rotate(run.turn)));
                if !run.angle.is_none() {
                    put(out, format_args!(" rotate({})", f64::from(run.angle.thousandths()) / 1000.0));
                }
                put(out, format_args!("\" xml:space=\"preserve\">{}</text>\n", Escaped::xml(&run.text)));
            }
        }
    }

    fn picture(&self, placed: &Placed, out: &mut String) {
        let (x, y) = (Mm(placed.origin.x), Mm(placed.origin.y));
        let (w, h) = (Mm(placed.width()), Mm(placed.height()));
        let place = match placed.turn() {
            Some(turn) => format!("translate({x} {y}){}", rotate(turn)),
            None => {
                let along = |way: Length, side: Length| Thin(way.emu() as f64 / side.emu().max(1) as f64);
                let [a, b] = [placed.across.x, placed.across.y].map(|way| along(way, placed.width()));
                let [c, d] = [placed.down.x, placed.down.y].map(|way| along(way, placed.height()));
                format!("matrix({a} {b} {c} {d} {x} {y})")
            }
        };
        let address = self.pictures.get(placed.picture);
        put(
            out,
            format_args!(
                "<image width=\"{w}\" height=\"{h}\" preserveAspectRatio=\"none\" transform=\"{place}\" \
                 xlink:href=\"{address}\"/>\n",
            ),
        );
    }
}

impl Fragment {
    /// Draws another part over it.
    fn add(&mut self, other: &Fragment) {
        self.drawn.push_str(&other.drawn);
        self.defs.join(&other.defs);
    }
}

/// A picture as data in an address.
fn address(picture: &Picture) -> Result<String, EncodingError> {
    Ok(match picture.jpeg() {
        Some(Jpeg { bytes, colours: JpegColours::Grey | JpegColours::Rgb }) => {
            format!("data:image/jpeg;base64,{}", BASE64_STANDARD.encode(bytes))
        }
        _ => format!("data:image/png;base64,{}", BASE64_STANDARD.encode(png::picture(picture)?)),
    })
}

/// What the spaces of a justified line have beyond their own width.
fn word_spacing(run: &GlyphRun, face: &Face) -> Length {
    let is_space =
        |glyph: &&Glyph| run.text.get(glyph.cluster as usize..).is_some_and(|rest| rest.starts_with([' ', '\u{a0}']));
    let spaces = run.glyphs.iter().filter(is_space);
    let (count, added) = spaces.fold((0, 0), |(count, added), glyph| {
        (count + 1, added + i64::from(glyph.advance) - i64::from(face.advance(glyph.id)))
    });
    if added <= 0 { Length::ZERO } else { run.size.scale(added, i64::from(face.units_per_em) * count) }
}

fn rotate(turn: Turn) -> &'static str {
    match turn {
        Turn::None => "",
        Turn::Quarter => " rotate(90)",
        Turn::Half => " rotate(180)",
        Turn::ThreeQuarters => " rotate(270)",
    }
}
