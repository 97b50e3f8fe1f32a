//! Texts of a drawing that records fill.

use std::borrow::Cow;
use std::collections::BTreeSet;

use usvg::{AlignmentBaseline, DominantBaseline, Paint, Text, TextAnchor, TextChunk, TextFlow, TextSpan, WritingMode};

use super::around::{Around, Filled, OPEN, gather};
use super::trace::Traced;
use super::translate::painted;
use super::{Inks, Svg, encoding};
use crate::layout::area::ElementArea;
use crate::say;
use crate::scene::{Affine, Angle, Ink, Point, Turn};
use crate::sentence::{Sentence, outside};
use crate::template::Align;
use crate::units::Length;

/// What an expression ends with.
const CLOSE: &str = "}}";
/// How far lines may stand from where equal steps would have them, as a part of the size of their letters.
const EVEN: f32 = 1e-3;

/// Lines of a text object, as they stand on the label.
#[derive(Debug)]
pub(in crate::layout) struct Wording {
    /// The id that the reader gives the object.
    pub(in crate::layout) object: String,
    /// The id that the file gives it.
    pub(in crate::layout) id: Option<String>,
    /// The line of the file in which it begins.
    pub(in crate::layout) line: u32,
    /// What it says, with expressions.
    pub(in crate::layout) text: String,
    /// The font, as templates call it, and whether it is the bold one.
    pub(in crate::layout) font: (String, bool),
    pub(in crate::layout) size: Length,
    pub(in crate::layout) line_height: Option<Length>,
    pub(in crate::layout) letter_spacing: Option<Length>,
    pub(in crate::layout) align: Align,
    /// Where its first baseline begins, ends or has its middle.
    pub(in crate::layout) at: Point,
    pub(in crate::layout) turn: Turn,
    pub(in crate::layout) angle: Angle,
    pub(in crate::layout) ink: Ink,
}

/// Why a text that is to be filled cannot be, and the line in which it begins.
pub(in crate::layout) type Ill = (Sentence, u32);

/// A line of a text object, in its units.
struct Line<'a> {
    words: &'a str,
    x: f32,
    y: f32,
    anchor: TextAnchor,
    span: &'a TextSpan,
    font: (String, bool),
}

impl Svg {
    /// Whether texts of a file may be there to be filled.
    pub(in crate::layout) fn may_be_filled(path: &str, bytes: &[u8]) -> bool {
        encoding::text(path, bytes).is_ok_and(|text| text.contains(OPEN))
    }

    /// The text of a file.
    pub(in crate::layout) fn text<'a>(path: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, Sentence> {
        encoding::text(path, bytes)
    }

    /// The line of a text that is to be filled and was not taken.
    pub(in crate::layout) fn unfilled(&self) -> Option<u32> {
        self.filled().first().map(|filled| filled.line)
    }

    fn filled(&self) -> Vec<Filled<'_>> {
        let mut found = Vec::new();
        gather(&self.trace, self.tree.root(), &Around::default(), &mut found);
        found
    }

    /// The texts with expressions as they stand in a box on the label, bar those in objects that are taken.
    ///
    /// # Errors
    /// Those that cannot be set from record to record as they are drawn.
    pub(in crate::layout) fn wordings(
        &self,
        area: ElementArea,
        taken: &BTreeSet<String>,
        inks: &mut dyn Inks,
    ) -> Result<Vec<Wording>, Vec<Ill>> {
        let (mut wordings, mut ill) = (Vec::new(), Vec::new());
        for Filled { text, effect, line } in self.filled() {
            let traced = self.traced(text);
            let around = std::iter::successors(traced, |traced| traced.around.as_deref());
            if around.filter_map(|traced| traced.id.as_deref()).any(|id| taken.contains(id)) {
                continue;
            }
            // Copies have no ids.
            let is_used = traced.is_none_or(|traced| self.trace.is_used(traced));
            let used = is_used.then(|| say!("a “use” draws it"));
            match effect.or(used).map_or_else(|| self.lines(text, area, inks), Err) {
                Ok(lines) => wordings.extend(lines),
                Err(why) => ill.push((why, line)),
            }
        }
        if ill.is_empty() { Ok(wordings) } else { Err(ill) }
    }

    fn traced(&self, text: &Text) -> Option<&Traced> {
        self.trace.of_id(text.id()).map(|traced| &**traced)
    }

    fn lines(&self, text: &Text, area: ElementArea, inks: &mut dyn Inks) -> Result<Vec<Wording>, Sentence> {
        if text.writing_mode() != WritingMode::LeftToRight {
            return Err(say!("it does not run from left to right"));
        }
        if text.rotate().iter().any(|angle| *angle != 0.0) {
            return Err(say!("its letters are turned one by one"));
        }
        let map = self.fitted(area).map(text.abs_transform());
        let Affine { a, b, c, d, .. } = map;
        let scale = a.hypot(b);
        let askew = f64::from(EVEN) * scale;
        if (a - d).abs() > askew || (b + c).abs() > askew {
            return Err(say!("it is slanted, mirrored, or stretched to one side"));
        }
        let degrees = b.atan2(a).to_degrees();
        let quarter = (degrees / 90.0).round();
        let is_quarter = (degrees - quarter * 90.0).abs() < 5e-4;
        let turn = Turn::ALL.get(quarter.rem_euclid(4.0) as usize).copied().filter(|_| is_quarter);
        let (turn, angle) = turn.map_or((Turn::None, Angle::degrees(degrees)), |turn| (turn, Angle::NONE));
        let traced = self.traced(text);
        let length = |units: f32| Length::from_emu((f64::from(units) * scale).round() as i64);
        let mut wordings: Vec<Wording> = Vec::new();
        for (lines, step) in in_steps(self.placed(text)?) {
            let Some(first) = lines.first() else { continue };
            let (x, y) = (f64::from(first.x), f64::from(first.y));
            let emu = |length: f64| Length::from_emu(length.round() as i64);
            let words: Vec<&str> = lines.iter().map(|line| line.words).collect();
            wordings.push(Wording {
                object: text.id().to_owned(),
                id: traced.and_then(|traced| traced.id.clone()),
                line: traced.map_or(1, |traced| traced.line),
                text: words.join("\n"),
                font: first.font.clone(),
                size: length(first.span.font_size().get()),
                line_height: step.map(length),
                letter_spacing: Some(first.span.letter_spacing()).filter(|space| *space != 0.0).map(length),
                align: match first.anchor {
                    TextAnchor::Start => Align::Left,
                    TextAnchor::Middle => Align::Center,
                    TextAnchor::End => Align::Right,
                },
                at: Point { x: emu(a * x + c * y + map.e), y: emu(b * x + d * y + map.f) },
                turn,
                angle,
                ink: ink(first.span, traced, inks)?,
            });
        }
        Ok(wordings)
    }

    /// The lines of a text, each in its place and of one style.
    fn placed<'t>(&self, text: &'t Text) -> Result<Vec<Line<'t>>, Sentence> {
        let (mut lines, mut first, mut low): (Vec<Line<'_>>, usize, f32) = (Vec::new(), 0, 0.0);
        for chunk in text.chunks() {
            let count = chunk.text().chars().count();
            let own = first..first + count;
            let moved = |list: &[f32], at: usize| list.get(at).copied().unwrap_or(0.0);
            // A first letter that is moved moves its line; others would be moved within it.
            let within = own.clone().skip(1);
            if within.clone().any(|at| moved(text.dx(), at) != 0.0 || moved(text.dy(), at) != 0.0) {
                return Err(say!("its letters are moved one by one"));
            }
            let x = match (chunk.x(), lines.is_empty()) {
                (Some(x), _) => x,
                (None, true) => 0.0,
                (None, false) => return Err(say!("a part of it begins where another ends, at another height")),
            };
            let y = chunk.y().unwrap_or(low) + moved(text.dy(), own.start);
            low = y;
            let x = x + moved(text.dx(), own.start);
            first = own.end;
            let words = chunk.text().trim_end();
            if words.is_empty() {
                continue;
            }
            if words.matches(OPEN).count() != words.matches(CLOSE).count() {
                return Err(say!(
                    "“{words}” is parted from the rest of its expression: each expression stands in one line, and its letters are not placed one by one",
                    words = outside(words)
                ));
            }
            let span = self.style(chunk)?;
            let font = self.typefaces.called(span.font());
            let font = font.ok_or_else(|| {
                let setting = || {
                    say!("its font is a setting of a variable font; name a font of that weight and width in [fonts]")
                };
                self.typefaces.lacking(span.font(), words).unwrap_or_else(setting)
            })?;
            lines.push(Line { words, x, y, anchor: chunk.anchor(), span, font });
        }
        Ok(lines)
    }

    /// The one style of a line.
    fn style<'t>(&self, chunk: &'t TextChunk) -> Result<&'t TextSpan, Sentence> {
        let mut spans = chunk.spans().iter();
        let Some(span) = spans.next() else { return Err(say!("a line of it has no letters")) };
        let colour = |span: &TextSpan| span.fill().map(|fill| (fill.paint().clone(), fill.opacity()));
        let same = |other: &TextSpan| {
            other.font() == span.font()
                && other.font_size() == span.font_size()
                && other.letter_spacing() == span.letter_spacing()
                && other.is_visible() == span.is_visible()
                && colour(other) == colour(span)
        };
        if !spans.all(same) {
            return Err(say!("a line of it has letters of several styles"));
        }
        if matches!(chunk.text_flow(), TextFlow::Path(_)) {
            return Err(say!("it runs along a path"));
        }
        for span in chunk.spans() {
            let decoration = span.decoration();
            let is_decorated = decoration.underline().or(decoration.overline()).or(decoration.line_through()).is_some();
            let is_level = span.baseline_shift().iter().all(|shift| *shift == usvg::BaselineShift::Baseline)
                && matches!(span.dominant_baseline(), DominantBaseline::Auto | DominantBaseline::Alphabetic)
                && matches!(
                    span.alignment_baseline(),
                    AlignmentBaseline::Auto | AlignmentBaseline::Baseline | AlignmentBaseline::Alphabetic
                );
            let why = if span.text_length().is_some() {
                say!("“textLength” stretches it")
            } else if span.word_spacing() != 0.0 {
                say!("it has its own space between words")
            } else if span.small_caps() {
                say!("it is in small capitals")
            } else if is_decorated {
                say!("it has a line at its words")
            } else if span.stroke().is_some() {
                say!("its letters have an outline")
            } else if !is_level {
                say!("it stands above or below its line")
            } else if !span.is_visible() {
                say!("it is hidden")
            } else {
                continue;
            };
            return Err(why);
        }
        Ok(span)
    }
}

/// Lines that follow one another in equal steps and one style, and the step where there is one.
fn in_steps(lines: Vec<Line<'_>>) -> Vec<(Vec<Line<'_>>, Option<f32>)> {
    let mut runs: Vec<(Vec<Line<'_>>, Option<f32>)> = Vec::new();
    for line in lines {
        if let Some((run, step)) = runs.last_mut()
            && let Some(down) = run.last().and_then(|last| line.below(last, *step))
        {
            *step = Some(step.unwrap_or(down));
            run.push(line);
        } else {
            runs.push((vec![line], None));
        }
    }
    runs
}

impl Line<'_> {
    /// How far it stands below another line that it goes on with, in steps as they are known.
    fn below(&self, last: &Self, step: Option<f32>) -> Option<f32> {
        let (down, near) = (self.y - last.y, EVEN * self.span.font_size().get());
        let is_even = step.map_or(down > near, |step| (down - step).abs() <= near);
        (is_even && (self.x - last.x).abs() <= near && self.looks_like(last)).then_some(down)
    }

    fn looks_like(&self, other: &Self) -> bool {
        let fill = |span: &TextSpan| span.fill().map(|fill| fill.paint().clone());
        self.anchor == other.anchor
            && self.font == other.font
            && self.span.font_size() == other.span.font_size()
            && self.span.letter_spacing() == other.span.letter_spacing()
            && fill(self.span) == fill(other.span)
    }
}

/// The ink of letters.
fn ink(span: &TextSpan, traced: Option<&Traced>, inks: &mut dyn Inks) -> Result<Ink, Sentence> {
    let Some(fill) = span.fill() else { return Err(say!("it has no colour")) };
    let Paint::Color(colour) = fill.paint() else { return Err(say!("its colour is a gradient or a pattern")) };
    if fill.opacity().get() < 1.0 {
        return Err(say!("it is not opaque"));
    }
    Ok(inks.ink(&painted(traced, [colour.red, colour.green, colour.blue], |traced| &traced.fill)))
}
