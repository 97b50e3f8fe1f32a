//! Shaping: from a line of text to glyphs.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, OnceLock, RwLock};

use harfrust::{Feature, FontRef, Script, ShapeOptions, ShapePlan, ShaperData, Tag, UnicodeBuffer, script};

use crate::scene::{Face, Glyph};
use crate::world::guarded;

/// A font that text is shaped with.
pub(super) struct Shaper {
    pub(super) face: Arc<Face>,
    data: Option<ShaperData>,
    /// Whether the font is one of ours, in which nothing but pairs of letters changes glyphs of
    /// ASCII text; the tests try that.
    tried: bool,
    /// Whether its figures are all as wide.
    is_tabular: bool,
    /// Shaping plans by script and by whether data of a code is shown.
    plans: RwLock<Vec<Arc<Plan>>>,
}

/// Why a line has no glyphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unshapeable {
    /// A character that the font does not have.
    Missing(char),
    /// A letter that is written from right to left.
    RightToLeft(char),
    /// A glyph beyond those that a document can hold.
    Unembeddable(u16),
    /// A character whose glyph makes no sense.
    Broken(char),
    /// The font shapes nothing.
    Unreadable,
}

/// What is known of shaping for a script, and for data of a code or other text.
struct Plan {
    script: Option<Script>,
    code: bool,
    plan: ShapePlan,
    /// The glyphs of characters that stand alone, from [`FIRST`]; [`None`] for those that are not
    /// one glyph.
    alone: Box<[OnceLock<Option<Glyph>>]>,
    /// Whether two characters side by side are the glyphs they are alone.
    pairs: Box<[AtomicU8]>,
}

/// The printable characters of ASCII: their first, and how many there are.
const FIRST: u8 = b' ';
const COUNT: usize = 95;
/// What is known of a pair.
const UNKNOWN: u8 = 0;
const APART: u8 = 1;
const TOGETHER: u8 = 2;

impl std::fmt::Debug for Shaper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Shaper({:?})", self.face)
    }
}

impl Shaper {
    /// A shaper for a font, which may be one that came along.
    pub(super) fn new(face: Arc<Face>, bundled: bool) -> Self {
        let font = FontRef::from_index(face.data(), 0).ok();
        let data = font.and_then(|font| guarded(|| ShaperData::new(&font)));
        Self { face, data, tried: bundled, is_tabular: false, plans: RwLock::default() }
    }

    /// A shaper whose figures are all as wide; [`None`] if the font has none such.
    pub(super) fn tabular(face: Arc<Face>, bundled: bool) -> Option<Self> {
        let shaper = Self { is_tabular: true, ..Self::new(face, bundled) };
        let advance =
            |figure: char| shaper.in_full(&figure.to_string(), false).ok()?.first().map(|glyph| glyph.advance);
        let first = advance('0')?;
        ('1'..='9').all(|figure| advance(figure) == Some(first)).then_some(shaper)
    }

    /// Shapes a line. With `code` ligatures and kerning are off, so that every character of a
    /// code stands for itself.
    pub(super) fn shape(&self, text: &str, code: bool) -> Result<Vec<Glyph>, Unshapeable> {
        self.by_pairs(text, code).map_or_else(|| self.in_full(text, code), Ok)
    }

    /// Shapes a line of ASCII from what is known of its characters and of each two side by side;
    /// [`None`] where that is not enough.
    fn by_pairs(&self, text: &str, code: bool) -> Option<Vec<Glyph>> {
        if !self.tried || self.is_tabular || !text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return None;
        }
        let latin = text.bytes().any(|byte| byte.is_ascii_alphabetic()).then_some(script::LATIN);
        let plan = self.plan(latin, code)?;
        let mut glyphs = Vec::with_capacity(text.len());
        let mut before = None;
        for (byte, cluster) in text.bytes().zip(0..) {
            if before.is_some_and(|before| !self.apart(&plan, before, byte)) {
                return None;
            }
            glyphs.push(Glyph { cluster, ..self.alone(&plan, byte)? });
            before = Some(byte);
        }
        Some(glyphs)
    }

    /// The glyph of a character that stands alone.
    fn alone(&self, plan: &Plan, byte: u8) -> Option<Glyph> {
        let known = plan.alone.get(usize::from(byte.checked_sub(FIRST)?))?;
        *known.get_or_init(|| match self.glyphs(plan, &char::from(byte).to_string()).ok()?.as_slice() {
            [one] => Some(*one),
            _ => None,
        })
    }

    /// Whether two characters side by side are the glyphs they are alone.
    fn apart(&self, plan: &Plan, first: u8, second: u8) -> bool {
        let place = usize::from(first - FIRST) * COUNT + usize::from(second - FIRST);
        let Some(known) = plan.pairs.get(place) else { return false };
        match known.load(Ordering::Relaxed) {
            UNKNOWN => {
                let pair = self.glyphs(plan, &[first, second].map(char::from).iter().collect::<String>());
                let alone = [(first, 0), (second, 1)]
                    .map(|(byte, cluster)| self.alone(plan, byte).map(|glyph| Glyph { cluster, ..glyph }));
                let apart = pair.is_ok_and(|pair| pair.into_iter().map(Some).eq(alone));
                known.store(if apart { APART } else { TOGETHER }, Ordering::Relaxed);
                apart
            }
            known => known == APART,
        }
    }

    /// Shapes any line.
    fn in_full(&self, text: &str, code: bool) -> Result<Vec<Glyph>, Unshapeable> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        if buffer.direction() != harfrust::Direction::LeftToRight
            && let Some(first) = text.chars().find(|c| c.is_alphabetic())
        {
            return Err(Unshapeable::RightToLeft(first));
        }
        let script = Some(buffer.script()).filter(|script| script.tag() != Tag::new(b"Zzzz"));
        let plan = self.plan(script, code).ok_or(Unshapeable::Unreadable)?;
        self.glyphs(&plan, text)
    }

    /// The plan for a script.
    fn plan(&self, script: Option<Script>, code: bool) -> Option<Arc<Plan>> {
        let known = |plans: &[Arc<Plan>]| plans.iter().find(|p| (p.script, p.code) == (script, code)).cloned();
        if let Some(plan) = self.plans.read().ok().and_then(|plans| known(&plans)) {
            return Some(plan);
        }
        let font = FontRef::from_index(self.face.data(), 0).ok()?;
        let shaper = self.data.as_ref()?.shaper(&font).build();
        let direction = harfrust::Direction::LeftToRight;
        let plan = guarded(|| ShapePlan::new(&shaper, direction, script, None, features(code, self.is_tabular)))?;
        let alone = (0..COUNT).map(|_| OnceLock::new()).collect();
        let pairs = (0..COUNT * COUNT).map(|_| AtomicU8::new(UNKNOWN)).collect();
        let plan = Arc::new(Plan { script, code, plan, alone, pairs });
        if let Ok(mut plans) = self.plans.write() {
            plans.push(plan.clone());
        }
        Some(plan)
    }

    /// Shapes a line by a plan.
    fn glyphs(&self, plan: &Plan, text: &str) -> Result<Vec<Glyph>, Unshapeable> {
        let (Some(data), Ok(font)) = (&self.data, FontRef::from_index(self.face.data(), 0)) else {
            return Err(Unshapeable::Unreadable);
        };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        if let Some(script) = plan.script {
            buffer.set_script(script);
        }
        let shaper = data.shaper(&font).build();
        let options = ShapeOptions::new().plan(Some(&plan.plan)).features(features(plan.code, self.is_tabular));
        let shaped = guarded(|| shaper.shape(buffer, options)).ok_or(Unshapeable::Unreadable)?;
        let mut glyphs = Vec::with_capacity(shaped.len());
        for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let character = text.get(info.cluster as usize..).and_then(|rest| rest.chars().next());
            let id = u16::try_from(info.glyph_id).map_err(|_| Unshapeable::Unreadable)?;
            if id == 0 {
                return Err(Unshapeable::Missing(character.unwrap_or('\u{fffd}')));
            }
            if !self.tried && !self.face.is_sound(id) {
                return Err(Unshapeable::Broken(character.unwrap_or('\u{fffd}')));
            }
            let cid = self.face.cid(id, character).ok_or(Unshapeable::Unembeddable(id))?;
            glyphs.push(Glyph {
                id,
                cid,
                advance: position.x_advance,
                x_offset: position.x_offset,
                y_offset: position.y_offset,
                cluster: info.cluster,
            });
        }
        Ok(glyphs)
    }
}

/// What is turned off in data of a code, and what makes figures as wide, which no kerning moves.
fn features(code: bool, is_tabular: bool) -> &'static [Feature] {
    static OFF: OnceLock<[Feature; 5]> = OnceLock::new();
    static TABULAR: OnceLock<[Feature; 6]> = OnceLock::new();
    let feature = |tag, value| Feature::new(Tag::new(tag), value, ..);
    let off = OFF.get_or_init(|| [b"kern", b"liga", b"clig", b"calt", b"dlig"].map(|tag| feature(tag, 0)));
    let tabular = TABULAR.get_or_init(|| {
        let [kern, liga, clig, calt, dlig] = *off;
        [feature(b"tnum", 1), kern, liga, clig, calt, dlig]
    });
    match (code, is_tabular) {
        (true, true) => tabular,
        (true, false) => off,
        (false, true) => tabular.get(..2).unwrap_or_default(),
        (false, false) => &[],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::world::fonts;

    fn shapers() -> Vec<Shaper> {
        let faces = fonts::names().into_iter().flat_map(|name| [false, true].map(|bold| fonts::bundled(name, bold)));
        faces.map(|data| Shaper::new(Arc::new(Face::new(data.unwrap()).unwrap()), true)).collect()
    }

    fn same(shaper: &Shaper, text: &str) {
        for code in [false, true] {
            assert_eq!(shaper.shape(text, code), shaper.in_full(text, code), "{shaper:?}, {code}: {text}");
        }
    }

    #[test]
    fn every_pair_is_shaped_as_in_full_between_others() {
        for shaper in shapers() {
            for first in b' '..=b'~' {
                let line: String = (b' '..=b'~').flat_map(|second| [first, second]).map(char::from).collect();
                same(&shaper, &line);
                for second in b' '..=b'~' {
                    // A pair alone, and where digits beside it name no script.
                    let pair: String = [first, second].map(char::from).iter().collect();
                    same(&shaper, &pair);
                }
            }
        }
    }

    #[test]
    fn lines_are_shaped_as_in_full() {
        for shaper in shapers() {
            for text in [
                "",
                " ",
                "(01)04870999000116",
                "(21)8n9urmqo&''O\"",
                "AVATAR To. LT Yo, fi ffi fl ffl ff ij st ct",
                "1/2 <= >= != -> => (c) ... --- www",
                "Ұлттық дәрі Серия A1",
                "oʻzbekcha gʻisht İlaç şişe ığ",
                "Ёжик №5 ₸ 12.2027",
                "e\u{301}a\u{308} o\u{ad}p",
            ] {
                same(&shaper, text);
            }
        }
    }

    proptest! {
        #[test]
        fn random_lines_are_shaped_as_in_full(text in "[ -~]{0,60}", other in "[ -~Ѐ-ӿÀ-žfiVAT]{0,40}") {
            for shaper in shapers() {
                same(&shaper, &text);
                same(&shaper, &other);
            }
        }
    }

    /// The test tests something: kerned pairs are there, and codes come from what is known.
    #[test]
    fn kerned_pairs_are_not_put_together_and_codes_are() {
        for shaper in shapers().into_iter().filter(|shaper| !shaper.face.name.contains("Mono")) {
            assert!(shaper.by_pairs("AV", false).is_none() && shaper.by_pairs("AV", true).is_some());
            assert!(shaper.by_pairs("(21)AVfi%_x", true).is_some());
        }
    }
}
