//! What a picture of a judged label is drawn with: colours, lines, hatching, letters.

use std::sync::Arc;

use crate::diagnostic::{Place, Severity};
use crate::layout::Lettering;
use crate::scene::{
    Angle, Bounds, Course, Drawing, Face, GlyphRun, Id, Ink, Item, Part, Path, Point, Process, Role, Segment, Stroke,
    Turn,
};
use crate::units::Length;

/// What a colour says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// White: under lines and letters, so that they are seen on dark print.
    Paper,
    /// Around the label.
    Table,
    /// Words.
    Word,
    /// A zone that must stay blank.
    Zone,
    /// A zone that had better stay blank.
    Advice,
    /// The area of a zone, below the print.
    Tint,
    /// Cuts, folds, faces: what the blank is.
    Blank,
    Note,
    Warning,
    Unjudged,
    Error,
}

impl Tone {
    /// All, by their number.
    pub(super) const ALL: [Tone; 11] = [
        Tone::Paper,
        Tone::Table,
        Tone::Word,
        Tone::Zone,
        Tone::Advice,
        Tone::Tint,
        Tone::Blank,
        Tone::Note,
        Tone::Warning,
        Tone::Unjudged,
        Tone::Error,
    ];

    pub(super) fn colour(self) -> Process {
        Process(match self {
            Tone::Paper => [0, 0, 0, 0],
            Tone::Table => [20, 10, 0, 70],
            Tone::Word => [100, 50, 0, 820],
            Tone::Zone => [900, 0, 720, 330],
            Tone::Advice => [450, 0, 380, 180],
            Tone::Tint => [80, 0, 70, 0],
            Tone::Blank => [450, 250, 0, 420],
            Tone::Note => [900, 500, 0, 140],
            Tone::Warning => [0, 540, 1000, 60],
            Tone::Unjudged => [60, 920, 0, 190],
            Tone::Error => [0, 920, 880, 130],
        })
    }
}

impl From<Severity> for Tone {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Note => Tone::Note,
            Severity::Warning => Tone::Warning,
            Severity::Unjudged => Tone::Unjudged,
            Severity::Error => Tone::Error,
        }
    }
}

/// The greatest width of a line: on a large blank, too, it must not hide a module.
const THICKEST: Length = Length::from_emu(6_500);

/// How a line runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dash {
    Solid,
    Dashed,
    Dotted,
}

/// What a pen draws with: the regular font and the bold one, an ink for each tone, and the colour of the
/// blank.
pub(super) struct Desk {
    pub(super) fonts: [(Lettering, Id<Face>); 2],
    pub(super) tones: [Id<Ink>; Tone::ALL.len()],
    pub(super) paper: Id<Ink>,
}

/// The pen.
pub(super) struct Pen<'a> {
    desk: &'a Desk,
    /// Width of a line.
    pub(super) line: Length,
    /// Size of letters.
    pub(super) letter: Length,
    /// What all of it is a part of.
    part: Arc<Part>,
    /// What was drawn.
    items: Vec<Item>,
}

impl<'a> Pen<'a> {
    /// A pen that suits a label of so many square millimetres: letters grow with the square root of its
    /// side, since a large drawing is looked at in parts.
    pub(super) fn new(desk: &'a Desk, area: f64) -> Self {
        let side = area.sqrt().clamp(5.0, 2000.0);
        let letter = Length::from_emu((side.sqrt() * 0.172 * 36_000.0).round() as i64);
        let part = Part::new("overlay", Role::Design, Place::Nowhere);
        Self { desk, line: (letter / 10).min(THICKEST), letter, part, items: Vec::new() }
    }

    /// Everything that was drawn since.
    pub(super) fn take(&mut self) -> Vec<Item> {
        std::mem::take(&mut self.items)
    }

    /// So many hundredths of the size of letters.
    pub(super) fn letters(&self, hundredths: i64) -> Length {
        self.letter.scale(hundredths, 100)
    }

    /// The ink of a tone.
    pub(super) fn ink(&self, tone: Tone) -> Id<Ink> {
        let [paper, table, word, zone, advice, tint, blank, note, warning, unjudged, error] = self.desk.tones;
        match tone {
            Tone::Paper => paper,
            Tone::Table => table,
            Tone::Word => word,
            Tone::Zone => zone,
            Tone::Advice => advice,
            Tone::Tint => tint,
            Tone::Blank => blank,
            Tone::Note => note,
            Tone::Warning => warning,
            Tone::Unjudged => unjudged,
            Tone::Error => error,
        }
    }

    fn draw(&mut self, drawing: Drawing) {
        self.items.push(Item { part: self.part.clone(), drawing });
    }

    /// An area.
    pub(super) fn fill(&mut self, segments: Vec<Segment>, tone: Tone) {
        let fill = Some(self.ink(tone));
        self.draw(Drawing::Path(Path { segments, fill, even_odd: true, stroke: None }));
    }

    /// An area in the colour of the blank.
    pub(super) fn paper(&mut self, segments: Vec<Segment>) {
        let fill = Some(self.desk.paper);
        self.draw(Drawing::Path(Path { segments, fill, ..Path::default() }));
    }

    /// A line.
    pub(super) fn stroke(&mut self, segments: Vec<Segment>, tone: Tone, width: Length) {
        let stroke = Some(Stroke { ink: self.ink(tone), width });
        self.draw(Drawing::Path(Path { segments, stroke, ..Path::default() }));
    }

    /// A line on a wider white one, so that it is seen on any print.
    pub(super) fn cased(&mut self, segments: Vec<Segment>, tone: Tone, width: Length) {
        self.stroke(segments.clone(), Tone::Paper, width * 2 + self.line / 2);
        self.stroke(segments, tone, width);
    }

    /// A straight line.
    pub(super) fn run(&mut self, from: Point, to: Point, dash: Dash, tone: Tone, width: Length) {
        let segments = self.dashes(from, to, dash);
        self.cased(segments, tone, width);
    }

    /// A line of any course.
    pub(super) fn follow(&mut self, course: &Course, dash: Dash, tone: Tone, width: Length) {
        if course.is_square() {
            return self.run(course.from(), course.to(), dash, tone, width);
        }
        // Of three pieces, so many are drawn.
        let (longest, drawn) = match dash {
            Dash::Solid => return self.cased(course.path(), tone, width),
            Dash::Dashed => (self.letters(35), 2),
            Dash::Dotted => (self.letters(14), 1),
        };
        let points = course.points(self.line / 4, longest);
        let pieces = points.windows(2).enumerate().filter(|(number, _)| number % 3 < drawn);
        let segments = pieces.filter_map(|(_, piece)| match *piece {
            [from, to] => Some([Segment::Move(from), Segment::Line(to)]),
            _ => None,
        });
        self.cased(segments.flatten().collect(), tone, width);
    }

    /// The edge of a box.
    pub(super) fn frame(&mut self, bounds: &Bounds, dash: Dash, tone: Tone, width: Length) {
        let Bounds { left, top, right, bottom } = *bounds;
        let segments = match dash {
            Dash::Solid => rectangle(bounds),
            _ => [
                (left, top, right, top),
                (right, top, right, bottom),
                (right, bottom, left, bottom),
                (left, bottom, left, top),
            ]
            .into_iter()
            .flat_map(|(x, y, to_x, to_y)| self.dashes(Point { x, y }, Point { x: to_x, y: to_y }, dash))
            .collect(),
        };
        self.cased(segments, tone, width);
    }

    /// The dashes of a level or upright line; both ends have one.
    fn dashes(&self, from: Point, to: Point, dash: Dash) -> Vec<Segment> {
        let (on, off) = match dash {
            Dash::Solid => return vec![Segment::Move(from), Segment::Line(to)],
            Dash::Dashed => (self.letters(70), self.letters(35)),
            Dash::Dotted => (self.letters(14), self.letters(26)),
        };
        let length = absolute(to.x - from.x).max(absolute(to.y - from.y));
        let gaps = ((length - on).emu() / (on + off).emu().max(1)).clamp(1, 2000);
        let at = |part: Length| Point {
            x: from.x + (to.x - from.x).scale(part.emu(), length.emu()),
            y: from.y + (to.y - from.y).scale(part.emu(), length.emu()),
        };
        // The last dash ends where the line does, so the gaps are a little wider or narrower.
        let step = |number: i64| (length - on).scale(number, gaps);
        (0..=gaps)
            .flat_map(|number| [Segment::Move(at(step(number))), Segment::Line(at((step(number) + on).min(length)))])
            .collect()
    }

    /// Lines across a box.
    pub(super) fn hatch(&mut self, bounds: &Bounds, tone: Tone) {
        let (width, height) = (bounds.width(), bounds.height());
        let step = self.letters(90).max((width + height) / 400);
        let mut segments = Vec::new();
        let mut along = step;
        while along < width + height {
            let x = (along - height).max(Length::ZERO);
            let y = along.min(height);
            segments.push(Segment::Move(Point { x: bounds.left + x, y: bounds.top + y }));
            let x = along.min(width);
            let y = (along - width).max(Length::ZERO);
            segments.push(Segment::Line(Point { x: bounds.left + x, y: bounds.top + y }));
            along += step;
        }
        if !segments.is_empty() {
            self.stroke(segments, tone, self.line.scale(6, 10));
        }
    }

    /// The width of a line of text.
    pub(super) fn measure(&self, text: &str, bold: bool, size: Length) -> Length {
        self.font(bold).0.line(text, size).1
    }

    fn font(&self, bold: bool) -> &'a (Lettering, Id<Face>) {
        let [regular, heavy] = &self.desk.fonts;
        if bold { heavy } else { regular }
    }

    /// A line of text whose baseline begins at a point; gives its width.
    pub(super) fn text(&mut self, text: &str, bold: bool, size: Length, at: Point, tone: Tone) -> Length {
        self.turned(text, bold, size, at, Turn::None, tone)
    }

    fn turned(&mut self, text: &str, bold: bool, size: Length, origin: Point, turn: Turn, tone: Tone) -> Length {
        let (font, face) = self.font(bold);
        let (glyphs, width) = font.line(text, size);
        let (ink, letter_spacing) = (self.ink(tone), Length::ZERO);
        let run = GlyphRun {
            face: *face,
            size,
            letter_spacing,
            origin,
            turn,
            angle: Angle::NONE,
            ink,
            text: text.into(),
            glyphs,
        };
        self.draw(Drawing::Text(run));
        width
    }

    /// A word on a white plate in the middle of a box, which it fills when it is long.
    pub(super) fn plate(&mut self, text: &str, middle: Point, upright: bool, tone: Tone) -> Bounds {
        let size = self.letters(85);
        let (half_width, half_height) = (self.measure(text, false, size) / 2 + size / 4, size * 5 / 8);
        let (across, down) = if upright { (half_height, half_width) } else { (half_width, half_height) };
        let bounds =
            Bounds { left: middle.x - across, top: middle.y - down, right: middle.x + across, bottom: middle.y + down };
        self.fill(rounded(&bounds, size / 4), Tone::Paper);
        // Capitals and digits are nearly three quarters of the size high.
        let (along, below) = (half_width - size / 4, size.scale(36, 100));
        match upright {
            true => {
                let origin = Point { x: middle.x + below, y: middle.y + along };
                self.turned(text, false, size, origin, Turn::ThreeQuarters, tone);
            }
            false => {
                let origin = Point { x: middle.x - along, y: middle.y + below };
                self.turned(text, false, size, origin, Turn::None, tone);
            }
        }
        bounds
    }

    /// The size of a plate with a word.
    pub(super) fn plate_size(&self, text: &str) -> (Length, Length) {
        let size = self.letters(85);
        (self.measure(text, false, size) + size / 2, size * 5 / 4)
    }

    /// The head of an arrow that ends at a point and comes from another on the same level or upright line.
    pub(super) fn arrow(&mut self, tip: Point, from: Point, tone: Tone) {
        let (long, half) = (self.letters(50), self.letters(17));
        let sign = |length: Length| length.emu().signum();
        let (dx, dy) = (sign(from.x - tip.x), sign(from.y - tip.y));
        let corner =
            |side: i64| Point { x: tip.x + long * dx + half * dy * side, y: tip.y + long * dy + half * dx * side };
        let head = vec![Segment::Move(tip), Segment::Line(corner(1)), Segment::Line(corner(-1)), Segment::Close];
        self.fill(head, tone);
    }
}

/// A length without its sign.
pub(super) fn absolute(length: Length) -> Length {
    length.max(-length)
}

/// The edge of a box.
pub(super) fn rectangle(bounds: &Bounds) -> Vec<Segment> {
    rounded(bounds, Length::ZERO)
}

/// The edge of a box with rounded corners.
pub(super) fn rounded(bounds: &Bounds, radius: Length) -> Vec<Segment> {
    Path::rectangle(Point { x: bounds.left, y: bounds.top }, bounds.width(), bounds.height(), radius)
}

/// What lies between the edges of two boxes, one around the other.
pub(super) fn ring(outer: &Bounds, inner: &Bounds) -> Vec<Segment> {
    rectangle(outer).into_iter().chain(rectangle(inner)).collect()
}
