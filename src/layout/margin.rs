//! Lines in the margins of sheets, set when the first and the last label of a sheet are known.

use std::sync::Arc;

use super::letters::{Letters, Loaded};
use super::lines::unshapeable;
use super::rules;
use super::setting::{Setting, on, unsaid};
use super::shape::line;
use super::shaper::Shaper;
use crate::diagnostic::{Diagnostic, Place};
use crate::document::Choice;
use crate::market::Value;
use crate::say;
use crate::scene::{
    Angle, Bounds, Drawing, Face, Glyph, GlyphRun, Id, Ink, Item, Part, Point, Role, Sheet, Stock, Turn,
};
use crate::sentence::{name, outside, sides};
use crate::template::{ENDS, Edge, Engine, MarginLine, OF_SHEET, OfSheet, Phrase, SheetFields, Side};
use crate::units::{Length, Resolution};

/// Font size where none is said, and the size that lines are shrunk to.
const SIZES: (Length, Length) = (Length::from_emu(7 * 12_700), Length::from_emu(5 * 12_700));
/// Text is shrunk in steps of a tenth of a point.
const STEP: Length = Length::from_emu(1_270);
/// Space between lines that stand beside one another.
const GAP: Length = Length::from_mm(4);
/// Space between words and the rule to sign on.
const RULE_GAP: Length = Length::from_mm(1);
/// Lengths of a rule to sign on in mm, the longest that has room.
const RULES: [i64; 5] = [60, 50, 40, 30, 20];
/// Thickness of the rule.
const RULE: Length = Length::from_micrometres(200);

/// What stands in the margins of each sheet.
#[derive(Clone, Debug)]
pub struct SheetMargin {
    engine: Arc<Engine>,
    constants: Vec<(Arc<str>, Value)>,
    rows: Vec<Row>,
    ink: Id<Ink>,
    device: Option<Resolution>,
}

/// Lines that stand beside one another.
#[derive(Clone, Debug)]
struct Row {
    edge: Edge,
    bounds: Bounds,
    baseline: Length,
    /// The left one, the one in the middle, the right one.
    lines: [Option<Words>; 3],
}

/// A line before it is known what it says.
#[derive(Clone, Debug)]
struct Words {
    phrase: Phrase,
    /// A field that it shows and not all labels share.
    stray: Option<String>,
    is_signed: bool,
    font: String,
    shaper: Arc<Shaper>,
    face: Id<Face>,
    size: Length,
    smallest: Length,
    part: Arc<Part>,
}

/// A line that is known.
struct Said<'a> {
    words: &'a Words,
    text: String,
    glyphs: Vec<Glyph>,
}

/// Sizes that lines are tried at.
#[derive(Clone, Copy)]
struct Trial {
    /// Steps down from the wished sizes.
    steps: i64,
    rule: Length,
}

impl SheetMargin {
    /// Makes the lines of a template's sheet ready; what is wrong with them is noted.
    pub(super) fn prepare(
        setting: Setting<'_>,
        stock: &mut Stock,
        letters: &mut Letters,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let Setting { template, constants, .. } = setting;
        let lines = template.sheet.as_ref().map(|sheet| sheet.margin.as_slice()).filter(|lines| !lines.is_empty())?;
        let sheet = stock.page.sheet.clone()?;
        let unprintable = template.sheet.as_ref().map(|sheet| sheet.unprintable).unwrap_or_default();
        let mut rows = Vec::new();
        for edge in [Edge::Top, Edge::Bottom] {
            let own: Vec<&MarginLine> = lines.iter().filter(|line| line.edge == edge).collect();
            let mut of_edge: Vec<[Option<Words>; 3]> = Vec::new();
            for line in &own {
                let place = template.place(&line.span);
                let words = match words(setting, line, &place, (stock, letters)) {
                    Ok(words) => words,
                    Err(error) => {
                        found.extend(error.map(|error| error.at(place)));
                        continue;
                    }
                };
                let at = column(line.align);
                let free = |row: &[Option<Words>; 3]| row.get(at).is_some_and(Option::is_none);
                if !of_edge.iter().any(free) {
                    of_edge.push([None, None, None]);
                }
                let row = of_edge.iter_mut().find(|row| free(row));
                if let Some(cell) = row.and_then(|row| row.get_mut(at)) {
                    *cell = Some(words);
                }
            }
            match stacked(of_edge, edge, room(stock, &sheet, unprintable, edge)) {
                Ok(stacked) => rows.extend(stacked),
                Err(error) => {
                    let place = own.first().map_or(Place::Nowhere, |line| template.place(&line.span));
                    found.push(error.at(place));
                }
            }
        }
        let ink = stock.resources.inks.id_of(Ink::BLACK);
        let (engine, constants) = (template.engine.clone(), constants.to_vec());
        Some(Self { engine, constants, rows, ink, device: stock.page.device })
    }

    /// What stands in the margins of a sheet, from the top left corner of the page.
    ///
    /// # Errors
    /// A line cannot be worked out or written in its font, or is wider than its margin.
    pub fn items(&self, sheet: OfSheet<'_>) -> Result<Vec<Item>, Diagnostic> {
        let number = sheet.numbers.get("sheet").unwrap_or(1);
        let fields = SheetFields::new(self.constants.clone(), sheet);
        let mut items = Vec::new();
        for row in &self.rows {
            let mut lines = [None, None, None];
            for (said, words) in lines.iter_mut().zip(&row.lines) {
                if let Some(words) = words {
                    *said = words.say(&self.engine, &fields).map_err(|error| error.at(words.part.place.clone()))?;
                }
            }
            let trial = row.trial(&lines, number)?;
            let widths = lines.each_ref().map(|line| line.as_ref().map_or(Length::ZERO, |line| line.width(trial)));
            for ((line, width), halves) in lines.iter().zip(widths).zip(0..) {
                if let Some(line) = line {
                    let left = row.bounds.left + (row.bounds.width() - width) * halves / 2;
                    items.extend(self.drawn(line, trial, Point { x: left, y: row.baseline }));
                }
            }
        }
        Ok(items)
    }

    /// A line from a point of its baseline.
    fn drawn(&self, said: &Said<'_>, trial: Trial, from: Point) -> Vec<Item> {
        let Said { words, text, glyphs } = said;
        let snap = |length: Length| self.device.map_or(length, |device| device.snap(length));
        let size = words.size_at(trial);
        let run = GlyphRun {
            face: words.face,
            size,
            letter_spacing: Length::ZERO,
            origin: Point { x: snap(from.x), y: snap(from.y) },
            turn: Turn::None,
            angle: Angle::NONE,
            ink: self.ink,
            text: text.as_str().into(),
            glyphs: glyphs.clone(),
        };
        let behind = from.x + words.shaper.width(glyphs, size, Length::ZERO) + RULE_GAP;
        let rule = words.is_signed.then(|| {
            let ends = (Point { x: behind, ..from }, Point { x: behind + trial.rule, ..from });
            line(ends.0, ends.1, RULE, self.ink, self.device)
        });
        let drawings = [Drawing::Text(run)].into_iter().chain(rule);
        drawings.map(|drawing| Item { part: words.part.clone(), drawing }).collect()
    }
}

impl Row {
    /// The largest sizes at which lines have room beside one another.
    fn trial(&self, lines: &[Option<Said<'_>>; 3], sheet: u64) -> Result<Trial, Diagnostic> {
        let most = lines.iter().flatten().map(|line| line.words.most_steps()).max().unwrap_or(0);
        let needed = |trial: Trial| {
            let [left, middle, right] = lines.each_ref().map(|line| line.as_ref().map(|line| line.width(trial)));
            let side = left.max(right).map_or(Length::ZERO, |side| (side + GAP) * 2);
            match (left, middle, right) {
                (_, Some(middle), _) => middle + side,
                (Some(left), None, Some(right)) => left + GAP + right,
                (left, None, right) => left.or(right).unwrap_or_default(),
            }
        };
        let trials = (0..=most).flat_map(|steps| RULES.map(|mm| Trial { steps, rule: Length::from_mm(mm) }));
        let mut least = Length::ZERO;
        for trial in trials {
            least = needed(trial);
            if least <= self.bounds.width() {
                return Ok(trial);
            }
        }
        let message = say!(
            "sheet {sheet}: what stands in the “{margin}” margin is {needed} even when shrunk as far as allowed, and it has {room}",
            sheet,
            margin = name(self.edge.word()),
            needed = sides(least, self.bounds.height()),
            room = sides(self.bounds.width(), self.bounds.height())
        );
        let place = lines.iter().flatten().next().map_or(Place::Nowhere, |line| line.words.part.place.clone());
        Err(Diagnostic::error(rules::TEXT_FIT, message).help(say!("say less, or give a smaller “shrink_to”")).at(place))
    }
}

impl Words {
    fn say(&self, engine: &Engine, fields: &SheetFields) -> Result<Option<Said<'_>>, Diagnostic> {
        if let Some(field) = &self.stray {
            let field = || outside(field);
            let message = say!("“{field}” is of each label, and a sheet has many", field = field());
            let help = say!(
                "write first.{field} or last.{field}, of the first and the last label of the sheet",
                field = field()
            );
            return Err(Diagnostic::error(rules::SHEET, message).help(help));
        }
        let text = engine.say_of_sheet(&self.phrase, fields).map_err(unsaid)?;
        if text.is_empty() && !self.is_signed {
            return Ok(None);
        }
        let glyphs = self.shaper.shape(&text, false).map_err(|error| unshapeable(&error, &self.font))?;
        Ok(Some(Said { words: self, text, glyphs }))
    }

    fn size_at(&self, trial: Trial) -> Length {
        (self.size - STEP * trial.steps).max(self.smallest)
    }

    fn most_steps(&self) -> i64 {
        ((self.size - self.smallest).emu() + STEP.emu() - 1).div_euclid(STEP.emu())
    }

    /// How far letters reach above and below the baseline.
    fn reach(&self) -> (Length, Length) {
        let Face { ascent, descent, units_per_em, .. } = *self.shaper.face;
        let em = |units: i32| self.size.scale(units.into(), units_per_em.into());
        (em(ascent), em(descent))
    }
}

impl Said<'_> {
    fn width(&self, trial: Trial) -> Length {
        let words = self.words.shaper.width(&self.glyphs, self.words.size_at(trial), Length::ZERO);
        if self.words.is_signed { words + RULE_GAP + trial.rule } else { words }
    }
}

fn column(align: Side) -> usize {
    match align {
        Side::Left => 0,
        Side::Center => 1,
        Side::Right => 2,
    }
}

/// A line made ready.
fn words(
    setting: Setting<'_>,
    line: &MarginLine,
    place: &Place,
    (stock, letters): (&mut Stock, &mut Letters),
) -> Result<Words, Option<Diagnostic>> {
    let Loaded { face, shaper } = letters.load(&setting, &line.font, false, &mut stock.resources)?;
    let length = |measure: Option<_>, other| measure.map_or(Ok(other), |measure| on(measure, stock.page.device));
    let (size, smallest) = (length(line.size, SIZES.0)?, length(line.shrink_to, SIZES.1)?);
    if size <= Length::ZERO {
        return Err(Some(Diagnostic::error(rules::TEXT_FIT, say!("text needs a size above zero"))));
    }
    let Setting { template, constants, .. } = setting;
    let is_shared =
        |name: &String| OF_SHEET.contains(&name.as_str()) || constants.iter().any(|(known, _)| **known == **name);
    let names = template.engine.names_of_phrase(&line.phrase);
    let stray = names.into_iter().find(|name| !ENDS.contains(&name.as_str()) && !is_shared(name));
    Ok(Words {
        phrase: line.phrase.clone(),
        stray,
        is_signed: line.is_signed,
        font: line.font.clone(),
        shaper,
        face,
        size,
        smallest: smallest.clamp(Length::from_emu(12_700).min(size), size),
        part: Part::new("margin", Role::Design, place.clone()),
    })
}

/// Where lines may stand in a margin: clear of labels, their bleed and crop marks.
fn room(stock: &Stock, sheet: &Sheet, unprintable: Length, edge: Edge) -> Bounds {
    let bleed = stock.page.bleed.unwrap_or_default();
    let places = || sheet.places.iter();
    let left = places().map(|at| at.x).min().unwrap_or_default();
    let right = places().map(|at| at.x + stock.page.width).max().unwrap_or(sheet.width);
    let above = places().map(|at| at.y - bleed.top).chain(sheet.marks.iter().map(|mark| mark.corner.y)).min();
    let below = places().map(|at| at.y + stock.page.height + bleed.bottom);
    let below = below.chain(sheet.marks.iter().map(|mark| mark.corner.y + mark.height)).max();
    let (top, bottom) = match edge {
        Edge::Top => (unprintable, above.unwrap_or_default()),
        Edge::Bottom => (below.unwrap_or(sheet.height), sheet.height - unprintable),
    };
    Bounds { left: left.max(unprintable), top, right: right.min(sheet.width - unprintable), bottom }
}

/// Puts rows below one another, in the middle of their margin.
fn stacked(rows: Vec<[Option<Words>; 3]>, edge: Edge, room: Bounds) -> Result<Vec<Row>, Diagnostic> {
    let reach = |row: &[Option<Words>; 3]| {
        row.iter()
            .flatten()
            .map(Words::reach)
            .fold((Length::ZERO, Length::ZERO), |most, one| (most.0.max(one.0), most.1.max(one.1)))
    };
    let high = rows.iter().map(reach).fold(Length::ZERO, |sum, (up, down)| sum + up + down);
    if high > room.height() {
        let message = say!(
            "the lines of the “{margin}” margin are {lines}, and between the labels and what the printer cannot print it has {room}",
            margin = name(edge.word()),
            lines = sides(room.width(), high),
            room = sides(room.width(), room.height().max(Length::ZERO))
        );
        let help = say!("give them a smaller “size”, or leave some out");
        return Err(Diagnostic::error(rules::SHEET, message).help(help));
    }
    let mut top = room.top + (room.height() - high) / 2;
    let rows = rows.into_iter().map(|lines| {
        let (up, down) = reach(&lines);
        let bounds = Bounds { top, bottom: top + up + down, ..room };
        top = bounds.bottom;
        Row { edge, bounds, baseline: bounds.top + up, lines }
    });
    Ok(rows.collect())
}
