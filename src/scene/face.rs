//! A font file.

use std::borrow::Cow;
use std::sync::OnceLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::DrawSettings;
pub use skrifa::outline::OutlinePen;
use skrifa::raw::TableProvider;
use skrifa::{FontRef, GlyphId, MetadataProvider, string::StringId};

use crate::say;
use crate::sentence::{InWords, Sentence, errors_in_words};
use crate::world::guarded;

/// CIDs that stand for glyphs without a character of their own: the range of surrogates and
/// the private use area, in which no nominal glyph is put.
pub const PRIVATE_CIDS: std::ops::RangeInclusive<u16> = 0xD800..=0xF8FF;

/// A font with the measures layout and renderers need. All measures are in font units.
pub struct Face {
    /// Its PostScript name.
    pub name: String,
    /// The names of its family: of the four-style family, then of the large one it belongs to.
    pub families: Vec<String>,
    /// Whether it is bold.
    pub is_bold: bool,
    /// How wide it is, from 1 (ultra-condensed) over 5 (normal) to 9 (OS/2 `usWidthClass`).
    pub width_class: u16,
    /// Font units in the em.
    pub units_per_em: u16,
    /// Height above the baseline.
    pub ascent: i32,
    /// Depth below the baseline, positive.
    pub descent: i32,
    /// Height of capitals.
    pub cap_height: i32,
    /// Bounding box of all glyphs: left, bottom, right, top.
    pub bounds: [i32; 4],
    /// Whether outlines are TrueType's (`glyf`) and not PostScript's (`CFF`).
    pub is_truetype: bool,
    data: Cow<'static, [u8]>,
    /// Advances of all glyphs.
    advances: Box<[u16]>,
    /// Nominal glyphs of the characters below [`COMMON`]; 0 for none.
    common: Box<[u16]>,
    /// Boxes around glyphs, each made when first asked for.
    extents: Box<[OnceLock<Result<Extent, Broken>>]>,
}

/// A glyph whose outline makes no sense.
#[derive(Clone, Copy, Debug)]
struct Broken;

/// The box around a glyph in font units: left, bottom, right, top; `None` for a blank one.
pub type Extent = Option<[f32; 4]>;

/// Latin, Greek and Cyrillic end below this code point.
const COMMON: u32 = 0x530;

/// Why a file is not a font we can use.
#[derive(Debug)]
pub enum FaceError {
    /// Not a font.
    NotAFont,
    /// No outlines.
    NoOutlines,
    /// The owner forbids embedding.
    Restricted,
}

impl InWords for FaceError {
    fn in_words(&self) -> Sentence {
        match self {
            FaceError::NotAFont => say!("the file is not a TrueType or OpenType font"),
            FaceError::NoOutlines => say!("the font has no outlines (it may be a bitmap or colour font)"),
            FaceError::Restricted => {
                say!("the font does not allow embedding in documents (its fsType says “restricted”)")
            }
        }
    }
}

errors_in_words!(FaceError);

impl Face {
    /// Reads a font file (the first font of a collection).
    ///
    /// # Errors
    /// Not a font, without outlines, or closed to embedding.
    pub fn new(data: impl Into<Cow<'static, [u8]>>) -> Result<Self, FaceError> {
        let data = data.into();
        guarded(|| Self::read(data)).unwrap_or(Err(FaceError::NotAFont))
    }

    fn read(data: Cow<'static, [u8]>) -> Result<Self, FaceError> {
        let font = FontRef::from_index(&data, 0).map_err(|_| FaceError::NotAFont)?;
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let is_truetype = font.glyf().is_ok();
        if metrics.units_per_em == 0 || font.maxp().is_err() {
            return Err(FaceError::NotAFont);
        }
        if !is_truetype && font.cff().is_err() {
            return Err(FaceError::NoOutlines);
        }
        if font.os2().is_ok_and(|os2| os2.fs_type() & 0xF == 2) {
            return Err(FaceError::Restricted);
        }
        let name = font.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first();
        let name: String = name
            .map(|n| n.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(60).collect())
            .unwrap_or_default();
        let named = |id| {
            let name = font.localized_strings(id).english_or_first()?;
            Some(name.chars().filter(|c| !c.is_control()).take(60).collect::<String>()).filter(|name| !name.is_empty())
        };
        let mut families: Vec<String> =
            [StringId::FAMILY_NAME, StringId::TYPOGRAPHIC_FAMILY_NAME].into_iter().filter_map(named).collect();
        families.dedup();
        let widths = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let advances = (0..metrics.glyph_count)
            .map(|glyph| widths.advance_width(GlyphId::from(glyph)).unwrap_or(0.0) as u16)
            .collect();
        let charmap = font.charmap();
        let glyph_of = |c: u32| charmap.map(c).and_then(|glyph| u16::try_from(glyph.to_u32()).ok()).unwrap_or(0);
        let common = (0..COMMON).map(glyph_of).collect();
        let bounds =
            metrics.bounds.map_or([0, 0, 1000, 1000], |b| [b.x_min, b.y_min, b.x_max, b.y_max].map(|v| v as i32));
        Ok(Self {
            families,
            is_bold: font.os2().is_ok_and(|os2| os2.us_weight_class() >= 600),
            width_class: font.os2().map_or(5, |os2| os2.us_width_class()),
            name: if name.is_empty() { "Font".to_owned() } else { name },
            units_per_em: metrics.units_per_em,
            ascent: metrics.ascent as i32,
            descent: -(metrics.descent as i32),
            cap_height: metrics.cap_height.map_or(metrics.ascent as i32, |height| height as i32),
            bounds,
            is_truetype,
            advances,
            common,
            extents: (0..metrics.glyph_count).map(|_| OnceLock::new()).collect(),
            data,
        })
    }

    /// The bytes of the file.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// The bytes of the file, for other readers of fonts.
    #[must_use]
    pub fn into_data(self) -> Cow<'static, [u8]> {
        self.data
    }

    /// The parsed file. It parsed when the face was made, so it parses again.
    fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.data, 0).ok()
    }

    /// The nominal glyph of a character.
    #[must_use]
    pub fn nominal(&self, c: char) -> Option<u16> {
        if let Some(glyph) = self.common.get(u32::from(c) as usize) {
            return (*glyph != 0).then_some(*glyph);
        }
        let glyph = self.font()?.charmap().map(c)?;
        u16::try_from(glyph.to_u32()).ok()
    }

    /// How far a glyph moves the pen by itself.
    #[must_use]
    pub fn advance(&self, glyph: u16) -> i32 {
        self.advances.get(usize::from(glyph)).copied().unwrap_or(0).into()
    }

    /// The box around a glyph's outline, control points of curves included. (What a font says of
    /// its glyphs itself is not always true.)
    #[must_use]
    pub fn extent(&self, glyph: u16) -> Extent {
        self.measured(glyph)?.ok().flatten()
    }

    /// Whether the font has a glyph, with an outline that makes sense.
    #[must_use]
    pub fn is_sound(&self, glyph: u16) -> bool {
        self.measured(glyph).is_some_and(|measured| measured.is_ok())
    }

    /// The first glyph whose outline makes no sense.
    #[must_use]
    pub fn broken_glyph(&self) -> Option<u16> {
        (0..u16::try_from(self.extents.len()).unwrap_or(u16::MAX)).find(|glyph| !self.is_sound(*glyph))
    }

    fn measured(&self, glyph: u16) -> Option<Result<Extent, Broken>> {
        let measure = || {
            let mut hull = Hull::default();
            let drawn = guarded(|| self.draw(glyph, &mut hull)).is_some_and(|drawn| drawn.is_ok());
            let finite = hull.0.is_none_or(|sides| sides.into_iter().all(f32::is_finite));
            if drawn && finite { Ok(hull.0) } else { Err(Broken) }
        };
        Some(*self.extents.get(usize::from(glyph))?.get_or_init(measure))
    }

    /// Draws a glyph's outline, in font units with y upwards. Of one that is not sound nothing is drawn.
    pub fn outline(&self, glyph: u16, pen: &mut impl OutlinePen) {
        if self.is_sound(glyph) {
            // It was drawn before, to be measured.
            let _ = self.draw(glyph, pen);
        }
    }

    fn draw(&self, glyph: u16, pen: &mut impl OutlinePen) -> Result<(), Broken> {
        let font = self.font().ok_or(Broken)?;
        let Some(outline) = font.outline_glyphs().get(GlyphId::from(glyph)) else { return Ok(()) };
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        outline.draw(settings, pen).map(|_| ()).map_err(|_| Broken)
    }

    /// The CID of a glyph that came from one character or not, or `None` when it has no room.
    #[must_use]
    pub fn cid(&self, glyph: u16, character: Option<char>) -> Option<u16> {
        let nominal =
            character.filter(|c| self.nominal(*c) == Some(glyph)).and_then(|c| u16::try_from(u32::from(c)).ok());
        match nominal {
            Some(cid) if cid != 0 && !PRIVATE_CIDS.contains(&cid) => Some(cid),
            _ => PRIVATE_CIDS.start().checked_add(glyph).filter(|cid| PRIVATE_CIDS.contains(cid)),
        }
    }
}

/// Collects the box around an outline.
#[derive(Default)]
struct Hull(Extent);

impl Hull {
    fn add(&mut self, x: f32, y: f32) {
        let [left, bottom, right, top] = self.0.unwrap_or([x, y, x, y]);
        self.0 = Some([left.min(x), bottom.min(y), right.max(x), top.max(y)]);
    }
}

impl OutlinePen for Hull {
    fn move_to(&mut self, x: f32, y: f32) {
        self.add(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.add(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.add(cx, cy);
        self.add(x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.add(ax, ay);
        self.add(bx, by);
        self.add(x, y);
    }

    fn close(&mut self) {}
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Face({})", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::fonts;

    const LETTERS: &str = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя\
        ӘҒҚҢӨҰҮҺІәғқңөұүһі ÇĞİÖŞÜçğıöşü ʻʼ‘’ ЎҚҒҲўқғҳ №₸₺₽«»“”„–—×°µ±≥≤";

    #[test]
    fn every_bundled_font_has_every_letter_of_the_markets() {
        for name in fonts::names() {
            for bold in [false, true] {
                let face = Face::new(fonts::bundled(name, bold).unwrap()).unwrap();
                let missing: String = LETTERS.chars().filter(|c| face.nominal(*c).is_none()).collect();
                assert_eq!(missing, "", "{name} bold={bold}");
                assert!(face.is_truetype && face.ascent > 0 && face.descent > 0);
            }
        }
    }

    #[test]
    fn cids_of_nominal_glyphs_are_code_points() {
        let face = Face::new(fonts::bundled("sans", false).unwrap()).unwrap();
        let glyph = face.nominal('Ә').unwrap();
        assert_eq!(face.cid(glyph, Some('Ә')), Some(0x4D8));
        assert_eq!(face.cid(glyph, Some('A')), Some(0xD800 + glyph));
        assert_eq!(face.cid(glyph, None), Some(0xD800 + glyph));
        assert_eq!(face.cid(60_000, None), None);
    }

    #[test]
    fn extents_reach_to_all_edges_of_a_letter() {
        let face = Face::new(fonts::bundled("sans", false).unwrap()).unwrap();
        let extent = |c| face.extent(face.nominal(c).unwrap());
        assert_eq!(extent(' '), None);
        let [_, bottom, _, top] = extent('H').unwrap();
        assert_eq!(bottom, 0.0);
        // Capitals of text fonts are some seven tenths of the em.
        assert!((0.6..0.8).contains(&(top / f32::from(face.units_per_em))), "{top}");
        let [_, below, ..] = extent('p').unwrap();
        let [_, _, _, above] = extent('Ё').unwrap();
        assert!(below < 0.0 && above > top);
    }

    #[test]
    fn nonsense_is_no_font() {
        assert!(matches!(Face::new(&b"not a font"[..]), Err(FaceError::NotAFont)));
        assert!(Face::new(vec![0; 100]).is_err());
    }
}
