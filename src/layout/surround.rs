//! What stands around an artwork: crop, fold and registration marks, and the slug line.

use std::sync::Arc;

use super::rules;
use super::shape::line;
use super::shaper::{Shaper, Unshapeable};
use crate::diagnostic::{Diagnostic, Place};
use crate::say;
use crate::scene::{
    Angle, Bounds, Drawing, Face, GlyphRun, Id, Ink, Item, Page, Part, Path, Point, Process, Resources, Role, Seam,
    SeamKind, SpotKind, Stock, Stroke, Surround, Turn,
};
use crate::sentence::outside;
use crate::units::Length;
use crate::world::fonts;

/// Space between the bleed and the marks, between them and the slug line, and around all.
const GAP: Length = Length::from_mm(1);
/// Length of a mark.
const LONG: Length = Length::from_mm(6);
/// Width of its line: a quarter of a point.
const HAIR: Length = Length::from_emu(12_700 / 4);
/// The circle of a registration mark.
const CIRCLE: Length = Length::from_mm(5);
/// How far the middle of a registration mark keeps from other marks.
const APART: Length = Length::from_mm(4);
/// A dash of a fold mark, which has three, and the space behind it.
const DASH: Length = Length::from_emu(43_200);
/// The font size of the slug line: six points.
const SLUG: Length = Length::from_emu(6 * 12_700);

/// Surrounds labels that stand alone on their pages, by marks and by a line below.
pub(super) fn surround(stock: &mut Stock, has_marks: bool, slug: Option<&str>) -> Result<(), Diagnostic> {
    let all = stock.resources.inks.push(Ink::Spot {
        name: "All".to_owned(),
        alternate: Process([1000; 4]),
        kind: SpotKind::Colour,
        reflectance: None,
        tint: 1000,
    });
    let mut media = stock.page.bled();
    let mut drawings = Vec::new();
    if has_marks {
        drawings = marks(&stock.page, &stock.blank.seams, Stroke { ink: all, width: HAIR });
        media = media.grown(GAP + LONG + GAP);
    }
    if let Some(slug) = slug {
        let (run, below) = set(slug, all, &mut stock.resources, media)?;
        drawings.push(Drawing::Text(run));
        media = below;
    }
    let part = Part::new("marks", Role::Design, Place::Nowhere);
    let items = drawings.into_iter().map(|drawing| Item { part: part.clone(), drawing });
    stock.page.surround = Some(Surround { media, items: items.collect() });
    Ok(())
}

/// Sets the slug line below a page, which grows to hold it.
fn set(text: &str, ink: Id<Ink>, resources: &mut Resources, page: Bounds) -> Result<(GlyphRun, Bounds), Diagnostic> {
    let face = fonts::bundled("condensed", false).and_then(|data| Face::new(data).ok()).map(Arc::new);
    let face = face.ok_or_else(|| Diagnostic::internal("layout/surround.rs: its font"))?;
    let shaper = Shaper::new(face.clone(), true);
    let glyphs = shaper.shape(text, false).map_err(|error| match error {
        Unshapeable::Missing(letter) | Unshapeable::RightToLeft(letter) | Unshapeable::Broken(letter) => {
            let message = say!("the slug line has no letter for “{letter}”", letter = outside(letter));
            Diagnostic::error(rules::GLYPH, message).help(say!("name the job in Latin, Greek or Cyrillic letters"))
        }
        Unshapeable::Unembeddable(_) | Unshapeable::Unreadable => Diagnostic::internal("layout/surround.rs: letters"),
    })?;
    let em = |units: i32| SLUG.scale(units.into(), i64::from(face.units_per_em));
    let (ascent, height) = (em(face.ascent), em(face.ascent) + em(face.descent));
    let width = shaper.width(&glyphs, SLUG, Length::ZERO);
    let (origin, bottom) = (Point { x: Length::ZERO, y: page.bottom + ascent }, page.bottom + height + GAP);
    let media = Bounds { right: page.right.max(width + GAP), bottom, ..page };
    let face = resources.faces.push(face);
    let (size, letter_spacing, turn) = (SLUG, Length::ZERO, Turn::None);
    Ok((
        GlyphRun { face, size, letter_spacing, origin, turn, angle: Angle::NONE, ink, text: text.into(), glyphs },
        media,
    ))
}

/// Crop marks in line with the trim, fold marks in line with folds, and a registration mark in the middle of
/// each side.
fn marks(page: &Page, seams: &[Seam], stroke: Stroke) -> Vec<Drawing> {
    let (trim, inner) = (page.trim(), page.bled().grown(GAP));
    let outer = inner.grown(LONG);
    let is_square = |seam: &&Seam| seam.kind == SeamKind::Fold && seam.course.is_square();
    let folds = || seams.iter().filter(is_square).map(|seam| seam.course.bounds());
    let sorted = |mut places: Vec<Length>| {
        places.sort();
        places.dedup();
        places
    };
    let upright = sorted(folds().filter(|fold| fold.width() == Length::ZERO).map(|fold| fold.left).collect());
    let level = sorted(folds().filter(|fold| fold.height() == Length::ZERO).map(|fold| fold.top).collect());
    let mut drawings = Vec::new();
    let mut side = |(from, to): (Length, Length), folds: &[Length], at: &dyn Fn(Length, Length) -> Point| {
        let mut draw = |along: Length, begin: Length, end: Length| {
            drawings.push(line(at(along, begin), at(along, end), stroke.width, stroke.ink, None));
        };
        [from, to].into_iter().for_each(|corner| draw(corner, Length::ZERO, LONG));
        for fold in folds {
            (0..3).map(|dash| DASH * 2 * dash).for_each(|begin| draw(*fold, begin, begin + DASH));
        }
        let centre = clear((from, to), folds);
        draw(centre, Length::ZERO, LONG);
        let middle = LONG / 2;
        drawings.push(line(at(centre - middle, middle), at(centre + middle, middle), stroke.width, stroke.ink, None));
        let Point { x, y } = at(centre, middle);
        let corner = Point { x: x - CIRCLE / 2, y: y - CIRCLE / 2 };
        let segments = Path::ellipse(corner, CIRCLE, CIRCLE);
        drawings.push(Drawing::Path(Path { segments, stroke: Some(stroke), ..Path::default() }));
    };
    side((trim.left, trim.right), &upright, &|x, deep| Point { x, y: outer.top + deep });
    side((trim.left, trim.right), &upright, &|x, deep| Point { x, y: outer.bottom - deep });
    side((trim.top, trim.bottom), &level, &|y, deep| Point { x: outer.left + deep, y });
    side((trim.top, trim.bottom), &level, &|y, deep| Point { x: outer.right - deep, y });
    drawings
}

/// The place nearest to the middle of a side that keeps off other marks; the middle where there is none.
fn clear((from, to): (Length, Length), folds: &[Length]) -> Length {
    let middle = (from + to) / 2;
    let keeps_off = |place: &Length| {
        let others = folds.iter().copied().chain([from, to]);
        others.into_iter().all(|other| (*place - other).max(other - *place) >= APART)
    };
    let steps = (to - from).emu() / 2 / GAP.emu();
    let places = (0..=steps).flat_map(|step| [middle + GAP * step, middle - GAP * step]);
    places.into_iter().find(keeps_off).unwrap_or(middle)
}
