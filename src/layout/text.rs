//! Text: shaping, breaking, fitting.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::shaper::{Shaper, Unshapeable};
use crate::scene::Glyph;
use crate::units::Length;

/// Why text cannot be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TextError {
    Unshapeable(Unshapeable),
    /// Width and height of the text at its smallest.
    TooLarge {
        width: Length,
        height: Length,
    },
}

impl From<Unshapeable> for TextError {
    fn from(error: Unshapeable) -> Self {
        TextError::Unshapeable(error)
    }
}

/// A line of text, shaped; the width is in font units.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) glyphs: Vec<Glyph>,
    /// Whether it is the last of its paragraph.
    pub(super) is_last: bool,
}

/// What a text is to fit into.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) size: Length,
    pub(super) smallest: Length,
    pub(super) width: Option<Length>,
    pub(super) height: Option<Length>,
    pub(super) wrap: bool,
    pub(super) line_height: Option<Length>,
    pub(super) letter_spacing: Length,
}

/// A text that was set.
#[derive(Clone, Debug)]
pub(super) struct Set {
    pub(super) size: Length,
    pub(super) letter_spacing: Length,
    pub(super) line_height: Length,
    pub(super) lines: Vec<Line>,
}

/// The lines of a text at a size, each with whether it is the last of its paragraph.
struct Attempt<'t> {
    lines: Vec<(&'t str, bool)>,
    letter_spacing: Length,
    line_height: Length,
}

/// What is made wider in justified lines.
const SPACES: [char; 2] = [' ', '\u{a0}'];

/// Text is shrunk in steps of a tenth of a point.
const STEP: Length = Length::from_emu(1_270);

impl Shaper {
    /// Sets a text into a frame: at its size, or shrunk as far as the frame allows.
    pub(super) fn set(&self, text: &str, frame: &Frame, code: bool) -> Result<Set, TextError> {
        let paragraphs: Vec<&str> = text.split('\n').collect();
        let shaped =
            paragraphs.iter().map(|p| Ok((*p, self.shape(p, code)?))).collect::<Result<Vec<_>, Unshapeable>>()?;
        // Steps down from the wished size: none if it fits, else as few as will do.
        let steps = (frame.size - frame.smallest).emu().div_euclid(STEP.emu());
        let at = |step: i64| {
            self.attempt(&shaped, frame, if step > steps { frame.smallest } else { frame.size - STEP * step })
        };
        let (mut too_few, mut enough) = (-1, steps + 1);
        if at(0).is_ok() {
            enough = 0;
        } else {
            at(enough)?;
            too_few = 0;
        }
        while enough - too_few > 1 {
            let middle = too_few + (enough - too_few) / 2;
            if at(middle).is_ok() { enough = middle } else { too_few = middle }
        }
        let size = if enough > steps { frame.smallest } else { frame.size - STEP * enough };
        let Attempt { lines, letter_spacing, line_height } = at(enough)?;
        let glyphs = |line: &str| match shaped.iter().find(|(paragraph, _)| *paragraph == line) {
            Some((_, glyphs)) => Ok(glyphs.clone()),
            None => self.shape(line, code),
        };
        let lines =
            lines.into_iter().map(|(line, is_last)| Ok(Line { glyphs: glyphs(line)?, text: line.to_owned(), is_last }));
        Ok(Set { size, letter_spacing, line_height, lines: lines.collect::<Result<_, Unshapeable>>()? })
    }

    /// The lines of a text at one size, if it fits.
    fn attempt<'t>(
        &self,
        shaped: &[(&'t str, Vec<Glyph>)],
        frame: &Frame,
        size: Length,
    ) -> Result<Attempt<'t>, TextError> {
        let letter_spacing = frame.letter_spacing.scale(size.emu(), frame.size.emu());
        let line_height = match frame.line_height {
            Some(height) => height.scale(size.emu(), frame.size.emu()),
            None => size.scale(6, 5),
        };
        let mut lines = Vec::new();
        for (text, glyphs) in shaped {
            match frame.width.filter(|_| frame.wrap) {
                Some(width) => {
                    let measure = |advance, count| self.measure(advance, count, size, letter_spacing);
                    let parts = broken(text, glyphs, width, &measure);
                    let last = parts.len();
                    lines.extend((1..).zip(parts).map(|(at, (line, width))| (line, width, at == last)));
                }
                None => lines.push((*text, self.width(glyphs, size, letter_spacing), true)),
            }
        }
        let widest = lines.iter().map(|(_, width, _)| *width).fold(Length::ZERO, Length::max);
        let height = line_height * i64::try_from(lines.len()).unwrap_or(i64::MAX);
        if frame.width.is_some_and(|limit| widest > limit) || frame.height.is_some_and(|limit| height > limit) {
            return Err(TextError::TooLarge { width: widest, height });
        }
        let lines = lines.into_iter().map(|(line, _, is_last)| (line, is_last)).collect();
        Ok(Attempt { lines, letter_spacing, line_height })
    }

    /// The width of glyphs; no letter space behind the last.
    pub(super) fn width(&self, glyphs: &[Glyph], size: Length, letter_spacing: Length) -> Length {
        let advance = glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
        self.measure(advance, glyphs.len(), size, letter_spacing)
    }

    /// Makes a line as wide as its box by wider spaces. Units of the font that no space can have a share of
    /// go to the first ones.
    pub(super) fn justify(&self, line: &mut Line, size: Length, letter_spacing: Length, width: Length) {
        let lacking = width - self.width(&line.glyphs, size, letter_spacing);
        let units = lacking.scale(self.face.units_per_em.into(), size.emu().max(1)).emu();
        let is_space =
            |glyph: &Glyph| line.text.get(glyph.cluster as usize..).is_some_and(|rest| rest.starts_with(SPACES));
        let spaces = line.glyphs.iter().filter(|glyph| is_space(glyph)).count();
        let Ok(count @ 1..) = i64::try_from(spaces) else { return };
        let (share, mut rest) = (units.max(0) / count, units.max(0) % count);
        for glyph in line.glyphs.iter_mut().filter(|glyph| is_space(glyph)) {
            let more = share + i64::from(rest > 0);
            rest -= 1;
            glyph.advance = glyph.advance.saturating_add(i32::try_from(more).unwrap_or(0));
        }
    }

    /// The width of so many glyphs whose advances add up to `advance` font units.
    fn measure(&self, advance: i64, count: usize, size: Length, letter_spacing: Length) -> Length {
        let gaps = i64::try_from(count).unwrap_or(i64::MAX).saturating_sub(1).max(0);
        size.scale(advance, i64::from(self.face.units_per_em)) + letter_spacing * gaps
    }
}

/// A paragraph broken into lines no wider than `width` where it may be broken (UAX #14).
fn broken<'t>(
    text: &'t str,
    glyphs: &[Glyph],
    width: Length,
    measure: &dyn Fn(i64, usize) -> Length,
) -> Vec<(&'t str, Length)> {
    // Advances added up to each glyph; clusters rise, as text runs from left to right.
    let mut sums = vec![0];
    sums.extend(glyphs.iter().scan(0, |sum, glyph| {
        *sum += i64::from(glyph.advance);
        Some(*sum)
    }));
    let before = |byte: usize| glyphs.partition_point(|glyph| (glyph.cluster as usize) < byte);
    let sum = |glyph: usize| sums.get(glyph).copied().unwrap_or(0);
    let within = |from: usize, to: usize| {
        let (first, last) = (before(from), before(to));
        measure(sum(last) - sum(first), last.saturating_sub(first))
    };
    let trimmed = |from: usize, to: usize| text.get(from..to).map_or(to, |line| from + line.trim_end().len());
    let mut lines = Vec::new();
    let (mut start, mut end) = (0, 0);
    for (at, kind) in linebreaks(text) {
        if end > start && within(start, trimmed(start, at)) > width {
            lines.push((start, end));
            start = end;
        }
        end = at;
        if kind == BreakOpportunity::Mandatory && at < text.len() {
            lines.push((start, end));
            start = end;
        }
    }
    lines.push((start, text.len()));
    lines
        .into_iter()
        .map(|(from, to)| (text.get(from..trimmed(from, to)).unwrap_or_default(), within(from, trimmed(from, to))))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scene::Face;
    use crate::world::fonts;

    fn shaper(name: &str) -> Shaper {
        Shaper::new(Arc::new(Face::new(fonts::bundled(name, false).unwrap()).unwrap()), true)
    }

    fn frame(width_mm: i64) -> Frame {
        let size = Length::from_emu(7 * 12_700);
        Frame {
            size,
            smallest: size,
            width: Some(Length::from_mm(width_mm)),
            height: None,
            wrap: false,
            line_height: None,
            letter_spacing: Length::ZERO,
        }
    }

    #[test]
    fn letters_of_all_markets_are_set() {
        for name in fonts::names() {
            let set = shaper(name).set(
                "Ұлттық дәрі · oʻzbekcha gʻisht · İlaç şişe · Ёжик №5 ₸",
                &Frame { width: None, ..frame(1) },
                false,
            );
            assert_eq!(set.unwrap().lines.len(), 1, "{name}");
        }
    }

    #[test]
    fn a_missing_glyph_names_its_character() {
        assert_eq!(shaper("mono").set("a漢", &frame(50), false).unwrap_err(), Unshapeable::Missing('漢').into());
        assert!(matches!(
            shaper("sans").set("שלום", &frame(50), false),
            Err(TextError::Unshapeable(Unshapeable::RightToLeft(_)))
        ));
    }

    #[test]
    fn text_that_does_not_fit_is_refused_or_shrunk() {
        let sans = shaper("sans");
        let wide = "W".repeat(13);
        assert!(matches!(sans.set(&wide, &frame(20), true), Err(TextError::TooLarge { .. })));
        let set = sans.set(&wide, &Frame { smallest: Length::from_emu(4 * 12_700), ..frame(20) }, true).unwrap();
        let line = &set.lines[0];
        assert!(set.size < frame(20).size && sans.width(&line.glyphs, set.size, Length::ZERO) <= Length::from_mm(20));
        assert!(sans.width(&line.glyphs, set.size + STEP, Length::ZERO) > Length::from_mm(20));
    }

    #[test]
    fn long_text_is_broken_where_it_may_be() {
        let sans = shaper("sans");
        let set =
            sans.set("Парацетамол таблетки 500 мг №20\nҚазақстан", &Frame { wrap: true, ..frame(22) }, false).unwrap();
        let lines: Vec<&str> = set.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(lines.concat().replace(' ', ""), "Парацетамолтаблетки500мг№20Қазақстан");
        assert!(lines.len() >= 3 && lines.iter().all(|line| line.trim() == *line), "{lines:?}");
    }

    #[test]
    fn a_codes_letters_are_not_kerned_together() {
        let sans = shaper("sans");
        let width = |text: &str, code| {
            sans.set(text, &Frame { width: None, ..frame(1) }, code).unwrap().lines[0]
                .glyphs
                .iter()
                .map(|g| g.advance)
                .sum::<i32>()
        };
        let alone: i32 = "AVTofi".chars().map(|c| width(&c.to_string(), true)).sum();
        assert_eq!(width("AVTofi", true), alone);
        assert_ne!(width("AVTofi", false), alone);
    }
}
