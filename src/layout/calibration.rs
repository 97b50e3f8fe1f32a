//! The page that shows how far a printer moves, shrinks or stretches what it prints.

use super::lettering::Lettering;
use super::shape::{Painted, line, rectangle};
use super::{area::Pin, rules};
use crate::diagnostic::{Diagnostic, Place};
use crate::say;
use crate::scene::{
    Angle, Blank, Bounds, Drawing, Face, GlyphRun, Id, Ids, Ink, Item, Page, Part, Point, Process, Resources, Role,
    Scene, Stock, Stroke, Turn,
};
use crate::sentence::{Sentence, length, outside};
use crate::template::Anchor;
use crate::units::{Length, Resolution};

/// How far the crosses stand from the edges of the paper.
pub const CROSS: Length = Length::from_mm(15);
/// The length of an arm of a cross.
const ARM: Length = Length::from_mm(5);
/// How long the rules are.
const RULE: i64 = 100;
/// Lines that are measured.
const THIN: Length = Length::from_micrometres(100);
/// Outlines of labels.
const OUTLINE: Length = Length::from_micrometres(150);
/// The smallest page: it has room for the rules and what is said.
const LEAST: (Length, Length) = (Length::from_mm(180), Length::from_mm(240));
/// A point of 1/72 inch.
const POINT: Length = Length::from_emu(12_700);
/// Dots of a picture of it, an inch.
const PREVIEW: u32 = 300;

/// A page to be printed and measured.
#[derive(Clone, Debug)]
pub struct Calibration {
    /// The printer that it is for, as people call it.
    pub printer: String,
    /// Width and height of the paper.
    pub paper: (Length, Length),
    /// The labels of a sheet that it is held against.
    pub labels: Vec<Bounds>,
}

impl Calibration {
    /// The page as a label of its own.
    ///
    /// # Errors
    /// The paper is smaller than 180 × 240 mm.
    pub fn set(&self) -> Result<(Stock, Scene), Diagnostic> {
        let (width, height) = self.paper;
        if width < LEAST.0 || height < LEAST.1 {
            let message = say!(
                "a page of rules needs paper of {width} × {height}",
                width = length(LEAST.0, 0),
                height = length(LEAST.1, 0)
            );
            return Err(Diagnostic::error(rules::SHEET, message));
        }
        let internal = || Diagnostic::internal("layout/calibration.rs: its font");
        let preview = Resolution::from_dpi(PREVIEW).map_err(|_| internal())?;
        let mut resources = Resources { inks: Ids::new(), ..Resources::default() };
        let black = resources.inks.push(Ink::BLACK);
        let grey = resources.inks.push(Ink::Process(Process([0, 0, 0, 400])));
        let letters = Lettering::bundled("sans", false).ok_or_else(internal)?;
        let face = resources.faces.push(letters.face().clone());
        let mut sheet = Drawn { letters, face, black, grey, items: Vec::new() };
        self.labels.iter().for_each(|label| sheet.outline(label));
        sheet.crosses(width, height);
        sheet.rules(width);
        sheet.text(&self.told(), Point { x: Length::from_mm(50), y: Length::from_mm(72) });
        let stock = Stock::new(Page::artwork(width, height, preview), resources, Blank::default());
        Ok((stock, Scene::of(sheet.items)))
    }

    /// What to do with the page.
    fn told(&self) -> Vec<Sentence> {
        let (width, height) = self.paper;
        let printer = || outside(&self.printer);
        let across = length(width - CROSS * 2, 0);
        let down = length(height - CROSS * 2, 0);
        vec![
            say!("Calibration of {printer}", printer = printer()),
            say!("1. Print this page at 100 % (“actual size”), on plain paper, from the tray of the labels."),
            say!("2. Measure from the left edge of the paper to the upright line of the cross at the top left,"),
            say!("    and from the top edge to its level line. Both should be {cross}.", cross = length(CROSS, 0)),
            say!("3. Measure from this cross to the one at the top right, which should be {across},", across),
            say!("    and to the one at the bottom left, which should be {down}.", down),
            say!("4. Type the four numbers, in millimetres, in this order:"),
            say!("    quietzone sheet calibrate {printer} --measured LEFT,TOP,ACROSS,DOWN", printer = printer()),
            say!("    It tells what to set. Then print a page with --as-set, and measure it once more."),
            say!("Hold the page and a sheet of labels against a window: the outlines should meet the labels."),
            say!("Sheets are cut up to 0.5 mm off, so what stands on a label should keep 1 mm from its edges."),
        ]
    }
}

/// What is drawn.
struct Drawn {
    letters: Lettering,
    face: Id<Face>,
    black: Id<Ink>,
    grey: Id<Ink>,
    items: Vec<Item>,
}

impl Drawn {
    fn draw(&mut self, drawing: Drawing) {
        self.items.push(Item { part: Part::new("calibration", Role::Design, Place::Nowhere), drawing });
    }

    fn line(&mut self, from: Point, to: Point) {
        self.draw(line(from, to, THIN, self.black, None));
    }

    fn outline(&mut self, label: &Bounds) {
        let at = Point { x: label.left, y: label.top };
        let pin = Pin { at, anchor: Anchor::TopLeft, turn: Turn::None, angle: Angle::NONE };
        let stroke = Some(Stroke { ink: self.grey, width: OUTLINE });
        let area = pin.area(label.width(), label.height());
        let drawn = rectangle(&area, Length::ZERO, Painted { fill: None, stroke }, None);
        drawn.into_iter().for_each(|drawing| self.draw(drawing));
    }

    /// A cross near each corner of the paper.
    fn crosses(&mut self, width: Length, height: Length) {
        for x in [CROSS, width - CROSS] {
            for y in [CROSS, height - CROSS] {
                self.line(Point { x: x - ARM, y }, Point { x: x + ARM, y });
                self.line(Point { x, y: y - ARM }, Point { x, y: y + ARM });
            }
        }
    }

    /// A rule across and one down, with a tick a millimetre.
    fn rules(&mut self, width: Length) {
        let across = Point { x: (width - Length::from_mm(RULE)) / 2, y: Length::from_mm(45) };
        let down = Point { x: Length::from_mm(35), y: Length::from_mm(72) };
        let at = |from: Point, along: Length, beside: Length, is_down: bool| match is_down {
            false => Point { x: from.x + along, y: from.y + beside },
            true => Point { x: from.x + beside, y: from.y + along },
        };
        for (from, is_down) in [(across, false), (down, true)] {
            let end = at(from, Length::from_mm(RULE), Length::ZERO, is_down);
            self.line(from, end);
            for mm in 0..=RULE {
                let tick = if mm % 10 == 0 {
                    -5
                } else if mm % 5 == 0 {
                    -3
                } else {
                    -2
                };
                let along = Length::from_mm(mm);
                let tip = at(from, along, Length::from_mm(tick), is_down);
                self.line(at(from, along, Length::ZERO, is_down), tip);
                if mm % 10 == 0 {
                    let number = if mm == RULE && !is_down { format!("{mm} mm") } else { mm.to_string() };
                    let beside = if is_down { Length::from_mm(-11) } else { Length::from_mm(-6) };
                    let nudge = if is_down { Length::from_mm(1) } else { Length::from_mm(-1) };
                    self.words(&number, POINT * 7, at(from, along + nudge, beside, is_down));
                }
            }
        }
    }

    /// Lines of text below one another.
    fn text(&mut self, told: &[Sentence], from: Point) {
        let mut y = from.y;
        for (at, sentence) in told.iter().enumerate() {
            let size = if at == 0 { POINT * 14 } else { POINT * 9 };
            y += size;
            self.words(&sentence.to_string(), size, Point { x: from.x, y });
            y += size / 2;
        }
    }

    /// A line of text that begins at a point of its baseline.
    fn words(&mut self, text: &str, size: Length, origin: Point) {
        let (glyphs, _) = self.letters.line(text, size);
        self.draw(Drawing::Text(GlyphRun {
            face: self.face,
            size,
            letter_spacing: Length::ZERO,
            origin,
            turn: Turn::None,
            angle: Angle::NONE,
            ink: self.black,
            text: text.into(),
            glyphs,
        }));
    }
}
