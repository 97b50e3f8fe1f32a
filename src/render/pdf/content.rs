//! Content streams: a scene's items as PDF operators.

use super::boxes;
use super::font::UsedGlyphs;
use super::operators::Operators;
use super::plates::{Laid, Pass, Plates};
use super::symbol::{self, SymbolForm};
use super::{light, parts, shading};
use crate::render::Deflater;
use crate::scene::{
    Affine, Drawing, Each, Face, FixedRun, GlyphRun, Group, Grouped, Id, Ink, Item, Layer, Path, Placed, Point, Scene,
    Segment, Shade, Sheet, Stock, Stroke, Surround, Turn,
};
use crate::units::Length;

/// Makes the content of labels; shared between threads.
#[derive(Debug)]
pub struct ContentMaker<'a> {
    stock: &'a Stock,
    form: SymbolForm,
    plates: Plates,
    /// Whether a fixed run has something on a layer.
    has_steps: Each<FixedRun, bool>,
}

/// A label as a content stream, deflated.
#[derive(Debug)]
pub struct Content(pub(super) Vec<u8>);

impl Content {
    /// The stream, as it stands in a document.
    #[must_use]
    pub fn stream(&self) -> &[u8] {
        &self.0
    }
}

/// A content stream being written; y grows upwards from the bottom of the label here.
struct Stream<'a, 'd> {
    stock: &'a Stock,
    form: SymbolForm,
    page: Operators<'d>,
    fill: Option<Id<Ink>>,
    stroke: Option<Id<Ink>>,
    plates: Plates,
    pass: Pass,
    laid: Laid,
    /// Whether it is a part of a mask: colours are greys there.
    is_grey: bool,
}

impl<'a> ContentMaker<'a> {
    /// A maker for the labels of a job.
    #[must_use]
    pub fn new(stock: &'a Stock, form: SymbolForm) -> Self {
        let plates = Plates::of(stock);
        let has_steps = stock
            .fixed
            .each(|items| items.iter().any(|item| plates.draws(&item.drawing, &stock.resources, Pass::Steps)));
        Self { stock, form, plates, has_steps }
    }

    /// A label with its top left corner at a point of the page; the glyphs it uses are noted.
    #[must_use]
    pub fn label(&self, scene: &Scene, corner: Point, used: &mut UsedGlyphs, deflater: &mut Deflater) -> Content {
        let mut stream = Stream::new(self, Pass::Colours, deflater);
        let is_trimmed = boxes::is_trimmed(&self.stock.page);
        if is_trimmed {
            stream.place(corner);
            // What hangs over a label's bleed is cut off there and not on its neighbour.
            stream.bled("re W n");
        }
        if self.plates.grounded {
            stream.page.op("0 0 0 0 k");
            stream.bled("re f");
        }
        self.layers(scene, 'X', &mut stream, used);
        if self.plates.layered {
            stream.pass = Pass::Steps;
            self.layers(scene, 'Y', &mut stream, used);
        }
        if is_trimmed {
            stream.page.op("Q");
        }
        Content(deflater.finish())
    }

    /// What stands around labels.
    pub(super) fn surround(&self, surround: &Surround, used: &mut UsedGlyphs) -> Vec<u8> {
        let mut deflater = Deflater::default();
        let mut stream = Stream::new(self, Pass::Colours, &mut deflater);
        stream.place(self.stock.slot(0).corner);
        stream.items(&surround.items, used);
        stream.page.op("Q");
        deflater.finish()
    }

    /// What stands in the margins of a sheet, from the top left corner of the page.
    pub(super) fn margin(&self, items: &[Item], used: &mut UsedGlyphs) -> Content {
        let mut deflater = Deflater::default();
        let mut stream = Stream::new(self, Pass::Colours, &mut deflater);
        stream.place(Point::default());
        stream.items(items, used);
        stream.page.op("Q");
        Content(deflater.finish())
    }

    /// What a pass paints of a scene; the forms of fixed runs have a letter.
    fn layers(&self, scene: &Scene, form: char, stream: &mut Stream<'_, '_>, used: &mut UsedGlyphs) {
        for layer in &scene.layers {
            match layer {
                Layer::Own(items) => stream.items(items, used),
                Layer::Fixed(run) if stream.pass == Pass::Steps && !self.has_steps.get(*run) => {}
                Layer::Fixed(run) => {
                    // A form begins with the state that is there.
                    stream.lay(Laid::Out);
                    stream.page.name(form, self.stock.fixed.number(*run)).op("Do");
                }
            }
        }
    }

    /// The content of a fixed run in a pass.
    pub(super) fn fixed(&self, items: &[Item], pass: Pass, used: &mut UsedGlyphs) -> Vec<u8> {
        let mut deflater = Deflater::default();
        Stream::new(self, pass, &mut deflater).items(items, used);
        deflater.finish()
    }

    /// What a group paints before it is clipped and mixed; `is_grey` within a mask.
    pub(super) fn group(&self, group: &Group, is_grey: bool, used: &mut UsedGlyphs) -> Vec<u8> {
        let mut deflater = Deflater::default();
        let mut stream = Stream { is_grey, ..Stream::new(self, Pass::Colours, &mut deflater) };
        stream.items(&group.items, used);
        deflater.finish()
    }

    /// A mask.
    pub(super) fn mask(&self, group: Id<Group>, used: &mut UsedGlyphs) -> Vec<u8> {
        let mut deflater = Deflater::default();
        let mut stream = Stream { is_grey: true, ..Stream::new(self, Pass::Colours, &mut deflater) };
        stream.group(&Grouped { group, shift: Point::default() }, used);
        deflater.finish()
    }
}

/// The crop marks of a sheet.
pub(super) fn marks(sheet: &Sheet) -> Vec<u8> {
    let mut deflater = Deflater::default();
    let mut page = Operators { out: &mut deflater };
    page.op("0 0 0 1 k");
    for bar in &sheet.marks {
        let bottom = sheet.height - bar.corner.y - bar.height;
        page.length(bar.corner.x).length(bottom).length(bar.width).length(bar.height).op("re");
    }
    page.op("f");
    deflater.finish()
}

impl<'a, 'd> Stream<'a, 'd> {
    fn new(maker: &ContentMaker<'a>, pass: Pass, out: &'d mut Deflater) -> Self {
        let ContentMaker { stock, form, plates, .. } = *maker;
        Self {
            stock,
            form,
            page: Operators { out },
            fill: None,
            stroke: None,
            plates,
            pass,
            laid: Laid::Out,
            is_grey: false,
        }
    }

    fn items(&mut self, items: &[Item], used: &mut UsedGlyphs) {
        for item in items {
            match &item.drawing {
                Drawing::Path(path) => self.path(path),
                Drawing::Text(run) => self.text(run, used),
                Drawing::Symbol(symbol) if self.paints(symbol.ink()) => {
                    self.fill_with(symbol.ink(), true);
                    symbol::draw(symbol, self.form, self.at(symbol.origin()), &mut self.page);
                    self.leave_layer();
                }
                Drawing::Symbol(_) => {}
                Drawing::Picture(placed) if self.pass == Pass::Colours => self.picture(placed),
                Drawing::Picture(_) => {}
                Drawing::Shade(shade) => self.shade(shade),
                Drawing::Group(grouped) => self.group(grouped, used),
            }
        }
    }

    /// Paints something in a state of its own.
    fn apart(&mut self, paint: impl FnOnce(&mut Self)) {
        let before = (self.fill, self.stroke, self.laid);
        self.page.op("q");
        paint(self);
        self.page.op("Q");
        (self.fill, self.stroke, self.laid) = before;
    }

    /// Begins what stands on a label whose top left corner is at a point of the page.
    fn place(&mut self, corner: Point) {
        let (_, height) = self.stock.page.size();
        let bottom = height - corner.y - self.stock.page.height;
        self.page.op("q");
        self.page.whole(1).whole(0).whole(0).whole(1).length(corner.x).length(bottom).op("cm");
    }

    /// The label with its bleed.
    fn bled(&mut self, operators: &str) {
        let bled = self.stock.page.bled();
        self.point(Point { x: bled.left, y: bled.bottom });
        self.page.length(bled.width()).length(bled.height()).op(operators);
    }

    fn at(&self, point: Point) -> (Length, Length) {
        (point.x, self.stock.page.height - point.y)
    }

    fn point(&mut self, point: Point) -> &mut Operators<'d> {
        let (x, y) = self.at(point);
        self.page.length(x).length(y);
        &mut self.page
    }

    /// Whether an ink is painted in this pass.
    fn paints(&self, ink: Id<Ink>) -> bool {
        self.plates.paints(self.stock.ink(ink), self.pass)
    }

    /// Sets the ink of areas, and how they lie; `slight` is what is no larger area.
    fn fill_with(&mut self, ink: Id<Ink>, slight: bool) {
        self.enter_layer(ink);
        self.lay(Laid::of_fill(self.stock.ink(ink), slight));
        self.fill_colour(ink);
    }

    fn fill_colour(&mut self, ink: Id<Ink>) {
        if self.fill.replace(ink) != Some(ink) {
            self.colour(ink, ["k", "g", "cs", "scn"]);
        }
    }

    fn stroke_colour(&mut self, ink: Id<Ink>) {
        if self.stroke.replace(ink) != Some(ink) {
            self.colour(ink, ["K", "G", "CS", "SCN"]);
        }
    }

    fn colour(&mut self, ink: Id<Ink>, [process, grey, space, tint]: [&str; 4]) {
        match (self.stock.ink(ink), self.stock.ink(ink).separation()) {
            (Ink::Process(ink), _) if self.is_grey => self.page.number(light(*ink)).op(grey),
            (Ink::Process(ink), _) => {
                for part in parts(*ink) {
                    self.page.number(part);
                }
                self.page.op(process);
            }
            (_, Some(separation)) => {
                self.page.name('C', self.stock.resources.inks.number(ink)).op(space);
                self.page.number(f32::from(separation.tint) / 1000.0).op(tint);
            }
            (_, None) => {}
        }
    }

    /// Sets how what follows lies upon what is there.
    fn lay(&mut self, laid: Laid) {
        if self.plates.overprints && !self.is_grey && self.laid != laid {
            self.page.name('G', laid.number()).op("gs");
            self.laid = laid;
        }
    }

    /// Begins what stands on the layer of an ink (ISO 32000-1, 8.11.3.2).
    fn enter_layer(&mut self, ink: Id<Ink>) {
        if self.pass == Pass::Steps {
            self.page.out.push(b"/OC ");
            self.page.name('L', self.stock.resources.inks.number(ink)).op("BDC");
        }
    }

    fn leave_layer(&mut self) {
        if self.pass == Pass::Steps {
            self.page.op("EMC");
        }
    }

    fn path(&mut self, path: &Path) {
        let fill = path.fill.filter(|ink| self.paints(*ink));
        let stroke = path.stroke.filter(|stroke| self.paints(stroke.ink));
        match (fill, stroke) {
            (None, None) => {}
            (Some(_), Some(_)) if self.pass == Pass::Steps => {
                // Each on its layer.
                self.paint(path, fill, None);
                self.paint(path, None, stroke);
            }
            _ => self.paint(path, fill, stroke),
        }
    }

    fn paint(&mut self, path: &Path, fill: Option<Id<Ink>>, stroke: Option<Stroke>) {
        if let Some(ink) = fill.or(stroke.map(|stroke| stroke.ink)) {
            self.enter_layer(ink);
        }
        let over = fill.map(|ink| Laid::of_fill(self.stock.ink(ink), path.is_rule()));
        let line = stroke.map(|stroke| Laid::of_stroke(self.stock.ink(stroke.ink)));
        // Both are painted in one go, and lie alike.
        self.lay(match (over, line) {
            (Some(over), Some(line)) if over != line => Laid::Out,
            (over, line) => over.or(line).unwrap_or(Laid::Out),
        });
        fill.into_iter().for_each(|ink| self.fill_colour(ink));
        stroke.into_iter().for_each(|stroke| self.stroke_colour(stroke.ink));
        self.outline(&path.segments);
        if let Some(stroke) = stroke {
            self.page.length(stroke.width).op("w");
            if path.segments.len() > 2 {
                self.page.whole(Stroke::MITRE_LIMIT).op("M");
            }
        }
        self.page.op(match (fill.is_some(), path.even_odd, stroke.is_some()) {
            (true, false, false) => "f",
            (true, true, false) => "f*",
            (true, false, true) => "B",
            (true, true, true) => "B*",
            (false, ..) => "S",
        });
        self.leave_layer();
    }

    fn outline(&mut self, segments: &[Segment]) {
        for segment in segments {
            let operator = match segment {
                Segment::Move(_) => "m",
                Segment::Line(_) => "l",
                Segment::Cubic(..) => "c",
                Segment::Close => "h",
            };
            segment.points().for_each(|point| {
                self.point(point);
            });
            self.page.op(operator);
        }
    }

    fn clip(&mut self, segments: &[Segment], even_odd: bool) {
        self.outline(segments);
        self.page.op(if even_odd { "W* n" } else { "W n" });
    }

    fn shade(&mut self, shade: &Shade) {
        let resources = &self.stock.resources;
        let ink = shading::ink_of(resources.gradients.get(shade.gradient), &resources.inks);
        let Some(ink) = ink.filter(|ink| self.paints(*ink)) else { return };
        self.enter_layer(ink);
        self.lay(Laid::of_fill(self.stock.ink(ink), false));
        self.apart(|stream| {
            stream.clip(&shade.segments, shade.even_odd);
            let Affine { a, b, c, d, e, f } = shade.place;
            let point = Length::POINT.emu() as f64;
            for part in [a, -b, c, -d, e, stream.stock.page.height.emu() as f64 - f] {
                stream.page.number((part / point) as f32);
            }
            stream.page.op("cm");
            stream.page.name('S', resources.gradients.number(shade.gradient)).op("sh");
        });
        self.leave_layer();
    }

    /// Paints a group: what it mixes with what is below comes from its form, all else stands here.
    fn group(&mut self, grouped: &Grouped, used: &mut UsedGlyphs) {
        let resources = &self.stock.resources;
        let group = resources.groups.get(grouped.group);
        if !self.plates.draws_group(group, resources, self.pass) {
            return;
        }
        let layer = group.layer.filter(|_| self.plates.is_press && self.pass == Pass::Colours && !self.is_grey);
        if let Some(layer) = layer {
            self.page.out.push(b"/OC ");
            self.page.name('O', resources.layers.number(layer)).op("BDC");
        }
        // Processing steps are whole whatever they lie in.
        let is_mixed = group.is_mixed() && self.pass == Pass::Colours;
        if is_mixed || !group.clips.is_empty() || grouped.shift != Point::default() {
            self.apart(|stream| stream.placed(group, grouped, is_mixed, used));
        } else {
            self.items(&group.items, used);
        }
        if layer.is_some() {
            self.page.op("EMC");
        }
    }

    fn placed(&mut self, group: &Group, grouped: &Grouped, is_mixed: bool, used: &mut UsedGlyphs) {
        let Point { x, y } = grouped.shift;
        if grouped.shift != Point::default() {
            self.page.whole(1).whole(0).whole(0).whole(1).length(x).length(-y).op("cm");
        }
        for clip in &group.clips {
            self.clip(&clip.segments, clip.even_odd);
        }
        if !is_mixed {
            return self.items(&group.items, used);
        }
        let number = self.stock.resources.groups.number(grouped.group);
        // A form begins with the state that is there.
        self.lay(Laid::Out);
        self.page.name('A', number).op("gs");
        self.page.name(if self.is_grey { 'N' } else { 'M' }, number).op("Do");
    }

    fn picture(&mut self, placed: &Placed) {
        let Placed { origin, across, down, .. } = *placed;
        self.lay(Laid::Out);
        self.page.op("q");
        // The image fills the unit square above its lower left corner.
        self.page.length(across.x).length(-across.y).length(-down.x).length(down.y);
        self.point(origin.moved(down)).op("cm");
        self.page.name('P', self.stock.resources.pictures.number(placed.picture)).op("Do");
        self.page.op("Q");
    }

    fn text(&mut self, run: &GlyphRun, used: &mut UsedGlyphs) {
        let face = self.stock.resources.faces.get(run.face);
        if !self.paints(run.ink) {
            return;
        }
        self.fill_with(run.ink, true);
        used.note(run);
        self.page.op("BT");
        self.page.name('F', self.stock.resources.faces.number(run.face)).length(run.size).op("Tf");
        if run.letter_spacing != Length::ZERO {
            self.page.length(run.letter_spacing).op("Tc");
        }
        if run.turn == Turn::None && run.angle.is_none() {
            self.point(run.origin).op("Td");
        } else {
            let (cos, sin) = run.cos_sin();
            for part in [cos, -sin, sin, cos] {
                // Seven digits turn a line of a metre to less than a micrometre; no zero is negative.
                self.page.number(((part * 1e7).round() / 1e7 + 0.0) as f32);
            }
            self.point(run.origin).op("Tm");
        }
        let plain = run.glyphs.iter().all(|g| g.x_offset == 0 && g.y_offset == 0 && g.advance == face.advance(g.id));
        if plain {
            self.page.string(run.glyphs.iter().flat_map(|glyph| glyph.cid.to_be_bytes())).op("Tj");
        } else {
            self.adjusted(run, face);
        }
        if run.letter_spacing != Length::ZERO {
            self.page.whole(0).op("Tc");
        }
        self.page.op("ET");
        self.leave_layer();
    }

    /// Shows glyphs that kerning or marks have moved.
    fn adjusted(&mut self, run: &GlyphRun, face: &Face) {
        let mut pending = 0; // font units to move left before the next glyph
        let mut raised = 0;
        for level in run.glyphs.chunk_by(|a, b| a.y_offset == b.y_offset) {
            let height = level.first().map_or(0, |glyph| glyph.y_offset);
            if height != raised {
                self.page.length(run.size.scale(height.into(), face.units_per_em.into())).op("Ts");
                raised = height;
            }
            self.page.out.push(b"[");
            for glyph in level {
                let shift = pending - glyph.x_offset;
                if shift != 0 {
                    self.page.number(shift as f32 * (1000.0 / f32::from(face.units_per_em)));
                }
                self.page.string(glyph.cid.to_be_bytes().into_iter());
                pending = glyph.x_offset + face.advance(glyph.id) - glyph.advance;
            }
            self.page.op("]TJ");
        }
        if raised != 0 {
            self.page.whole(0).op("Ts");
        }
    }
}
