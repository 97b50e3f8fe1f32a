//! The page that shows how far a printer of sheets moves, shrinks or stretches what it prints.

use std::io::{self, Write};

use super::paper::{Aligned, Hand, Paper, Pen};
use crate::diagnostic::Diagnostic;
use crate::render::pdf::Fit;
use crate::say;
use crate::scene::{Bounds, Point};
use crate::sentence::{Sentence, length, outside};
use crate::units::Length;

/// How far the first cross stands from the left edge and the top edge.
pub const CROSS: Length = Length::from_mm(20);
/// How far the others stand from the right edge and the bottom edge: where a page that comes out a tenth too large
/// still shows them.
const FAR: (Length, Length) = (Length::from_mm(30), Length::from_mm(37));
/// The length of an arm of a cross.
const ARM: Length = Length::from_mm(5);
/// How long the rules are, in millimetres.
const RULE: i64 = 100;
/// Lines that are measured.
const HAIR: Length = Length::from_micrometres(100);
/// Letters: 9 points.
const SIZE: Length = Length::from_emu(12_700 * 9);

/// A page to be printed and measured.
#[derive(Clone, Debug)]
pub struct Calibration {
    /// The printer that it is for, as people call it.
    pub printer: String,
    /// Width and height of the paper.
    pub paper: (Length, Length),
    /// The labels of a sheet that it is held against.
    pub labels: Vec<Bounds>,
    /// How the page is moved and scaled.
    pub fit: Fit,
}

impl Calibration {
    /// From the first cross to those beside and below it.
    #[must_use]
    pub fn apart(&self) -> [Length; 2] {
        [self.paper.0 - CROSS - FAR.0, self.paper.1 - CROSS - FAR.1]
    }

    /// Writes the page as a PDF.
    ///
    /// # Errors
    /// The inner one: the output cannot be written.
    pub fn write<W: Write>(&self, out: W) -> Result<io::Result<W>, Diagnostic> {
        let paper = Paper::new(self.paper)?;
        let mut pen = paper.pen();
        for label in &self.labels {
            let corner = Point { x: label.left, y: label.top };
            pen.frame(corner, (label.width(), label.height()), Length::ZERO, true);
        }
        let [across, down] = self.apart();
        for (x, y) in [(CROSS, CROSS), (CROSS + across, CROSS), (CROSS, CROSS + down), (CROSS + across, CROSS + down)] {
            pen.line(Point { x: x - ARM, y }, Point { x: x + ARM, y }, HAIR);
            pen.line(Point { x, y: y - ARM }, Point { x, y: y + ARM }, HAIR);
        }
        rule(&mut pen, Point { x: Length::from_mm(60), y: Length::from_mm(40) }, true);
        rule(&mut pen, Point { x: Length::from_mm(40), y: Length::from_mm(60) }, false);
        self.told(&mut pen);
        let title = say!("Calibration of {printer}", printer = outside(&self.printer)).to_string();
        Ok(paper.pages(out, self.fit).and_then(|mut pages| {
            pages.page(pen)?;
            pages.finish(title)
        }))
    }

    /// Says what to do with the page.
    fn told(&self, pen: &mut Pen<'_>) {
        let [across, down] = self.apart();
        let printer = || outside(&self.printer);
        let title = say!("Calibration of {printer}", printer = printer());
        let lines: [Sentence; 12] = [
            say!("1. Print this page at 100 % (“actual size”), on plain paper, from the tray of the labels."),
            say!("2. Measure from the left edge of the paper to the upright line of the cross at the top left,"),
            say!("    and from the top edge to its level line. Both should be {cross}.", cross = length(CROSS, 0)),
            say!(
                "3. Measure from this cross to the one at the top right, which should be {across},",
                across = length(across, 0)
            ),
            say!("    and to the one at the bottom left, which should be {down}.", down = length(down, 0)),
            say!("4. Type the four numbers, in millimetres, in this order:"),
            say!("    quietzone sheet calibrate {printer} --measured LEFT,TOP,ACROSS,DOWN", printer = printer()),
            say!("    It tells what to set. Then print a page made with --as-set, and measure once more."),
            say!(
                "The rules are 100 mm long. Where they differ from a steel rule, the paper shrank or the driver scales."
            ),
            say!("Hold the page and a sheet of labels against a window: the outlines should meet the labels."),
            say!("Where three crosses are right and the fourth is not, the paper is fed askew: mend the tray."),
            say!("Sheets are cut up to 0.5 mm off, so what stands on a label should keep 1 mm from its edges."),
        ];
        let (x, mut y, room) = (Length::from_mm(50), Length::from_mm(66), self.paper.0 - Length::from_mm(58));
        pen.words((Point { x, y }, Aligned::Left), (Hand::Bold, SIZE * 3 / 2), room, &title.to_string());
        y += Length::from_mm(8);
        for line in lines {
            pen.words((Point { x, y }, Aligned::Left), (Hand::Plain, SIZE), room, &line.to_string());
            y += Length::from_mm(5);
        }
    }
}

/// A rule of 100 mm, with a tick a millimetre.
fn rule(pen: &mut Pen<'_>, begin: Point, is_across: bool) {
    let at = |along: Length, beside: Length| match is_across {
        true => Point { x: begin.x + along, y: begin.y - beside },
        false => Point { x: begin.x - beside, y: begin.y + along },
    };
    pen.line(at(Length::ZERO, Length::ZERO), at(Length::from_mm(RULE), Length::ZERO), HAIR);
    for mm in 0..=RULE {
        let place = Length::from_mm(mm);
        let tick = Length::from_mm(match mm % 10 {
            0 => 5,
            5 => 4,
            _ => 2,
        });
        pen.line(at(place, tick), at(place, Length::ZERO), HAIR);
        if mm % 10 == 0 {
            let number = if mm == RULE && is_across { format!("{mm} mm") } else { mm.to_string() };
            let Point { x, y } = at(place, Length::from_mm(6));
            let (stand, aligned) = match is_across {
                true => (Point { x, y }, Aligned::Centre),
                false => (Point { x, y: y + Length::from_mm(1) }, Aligned::Right),
            };
            pen.words((stand, aligned), (Hand::Plain, SIZE), Length::from_mm(15), &number);
        }
    }
}
