//! The fonts that text of a drawing can be set in: those that come along and those of the template,
//! by the names that they give themselves and those that the template gives them.

use std::borrow::Cow;
use std::sync::Arc;

use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider, Tag};
use svgtypes::FontFamily;
use usvg::fontdb::{Database, ID, Source};
use usvg::{Font, FontStretch, FontStyle};

use crate::say;
use crate::sentence::{Sentence, outside, series};
use crate::world::fonts;

/// Most characters of a text that are told.
const TOLD: usize = 60;

/// Fonts, each known by its names.
#[derive(Debug, Default)]
pub struct Typefaces {
    database: Arc<Database>,
    faces: Vec<Typeface>,
}

#[derive(Debug)]
struct Typeface {
    id: ID,
    data: Arc<Cow<'static, [u8]>>,
    /// As templates call it.
    called: String,
    bold: bool,
    /// The names of its families, in small letters.
    families: Vec<String>,
    /// Names of its own, in small letters.
    names: Vec<String>,
    weight: Axis,
    /// How wide it is, in hundredths of the normal width.
    width: Axis,
    slanted: bool,
}

/// What a font can be set to, and what it is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Axis {
    least: f32,
    usual: f32,
    most: f32,
}

/// The widths of OS/2 and of CSS, in hundredths of the normal one.
const WIDTHS: [f32; 9] = [50.0, 62.5, 75.0, 87.5, 100.0, 112.5, 125.0, 150.0, 200.0];

impl Typefaces {
    /// The fonts that come along, and those that a template names.
    pub fn new(named: Vec<(String, Cow<'static, [u8]>)>) -> Self {
        let mut typefaces = Self { database: Arc::default(), faces: Vec::new() };
        for (name, data) in named {
            typefaces.add((&name, false), false, data);
        }
        for name in fonts::names() {
            for bold in [false, true] {
                if let Some(data) = fonts::bundled(name, bold) {
                    typefaces.add((name, bold), true, data.into());
                }
            }
        }
        typefaces
    }

    pub(super) fn database(&self) -> Arc<Database> {
        self.database.clone()
    }

    fn add(&mut self, (name, bold): (&str, bool), bundled: bool, data: Cow<'static, [u8]>) {
        let data = Arc::new(data);
        let Ok(font) = FontRef::from_index(&data, 0) else { return };
        let told = |id| font.localized_strings(id).english_or_first().map(|name| name.to_string().to_lowercase());
        let mut families: Vec<String> =
            [StringId::FAMILY_NAME, StringId::TYPOGRAPHIC_FAMILY_NAME].into_iter().filter_map(told).collect();
        let mut names: Vec<String> =
            [StringId::POSTSCRIPT_NAME, StringId::FULL_NAME].into_iter().filter_map(told).collect();
        if bundled { &mut families } else { &mut names }.push(name.to_lowercase());
        let axis = |tag: &[u8; 4], usual: f32| {
            let known = font.axes().get_by_tag(Tag::new(tag));
            known.map_or(Axis { least: usual, usual, most: usual }, |axis| Axis {
                least: axis.min_value(),
                usual,
                most: axis.max_value(),
            })
        };
        let os2 = font.os2();
        let weight = axis(b"wght", os2.as_ref().map_or(400.0, |os2| f32::from(os2.us_weight_class())));
        let class = os2.as_ref().map_or(5, |os2| os2.us_width_class());
        let width = axis(b"wdth", WIDTHS.get(usize::from(class).wrapping_sub(1)).copied().unwrap_or(100.0));
        let slanted = font.attributes().style != skrifa::attribute::Style::Normal;
        let index = Arc::make_mut(&mut self.database).load_font_source(Source::Binary(data.clone()));
        if let Some(id) = index.first() {
            self.faces.push(Typeface {
                id: *id,
                data: data.clone(),
                called: name.to_owned(),
                bold,
                families,
                names,
                weight,
                width,
                slanted,
            });
        }
    }

    /// The font that CSS means, or one that stands for it where there is none.
    pub(super) fn select(&self, font: &Font) -> Option<ID> {
        self.choose(font).ok().or_else(|| self.choose_by("dejavu sans", 400.0, 100.0, false).flatten())
    }

    /// What templates call the font that CSS means, and whether it is the bold one; `None` where it is a setting of
    /// a variable font that texts of templates cannot have.
    pub(super) fn called(&self, font: &Font) -> Option<(String, bool)> {
        let id = self.choose(font).ok()?;
        let face = self.faces.iter().find(|face| face.id == id)?;
        let is_usual = |axis: Axis, value: f32| axis.least == axis.most || axis.usual == value;
        let usual = is_usual(face.weight, f32::from(font.weight())) && is_usual(face.width, width_of(font));
        usual.then(|| (face.called.clone(), face.bold))
    }

    /// That a text cannot be set in its font.
    pub(super) fn lacking(&self, font: &Font, text: &str) -> Option<Sentence> {
        let lacking = self.choose(font).err()?;
        let text = outside(text.trim()).shortened(TOLD);
        let names = series(font.families().iter().map(|family| outside(plain(family)).shortened(TOLD)));
        Some(match lacking {
            Lacking::Family => {
                say!("text in the font {names}, which is neither bundled nor named in [fonts]: “{text}”", names, text)
            }
            Lacking::Style => {
                let style = style_of(font);
                say!(
                    "text in the font {names} with {style}, which is neither bundled nor named in [fonts]: “{text}”",
                    names,
                    style,
                    text
                )
            }
        })
    }

    /// The file of a font that has no axes.
    pub(super) fn data(&self, font: ID) -> Option<Cow<'static, [u8]>> {
        let face = self.faces.iter().find(|face| face.id == font)?;
        let has_axes = FontRef::from_index(&face.data, 0).is_ok_and(|font| !font.axes().is_empty());
        (!has_axes).then(|| face.data.as_ref().clone())
    }

    fn choose(&self, font: &Font) -> Result<ID, Lacking> {
        let width = width_of(font);
        let slanted = font.style() != FontStyle::Normal;
        for family in font.families() {
            let name = plain(family).to_lowercase();
            let stands_for = match family {
                FontFamily::SansSerif => "dejavu sans",
                FontFamily::Monospace => "dejavu sans mono",
                _ => "",
            };
            for name in [name.as_str(), stands_for] {
                match self.choose_by(name, f32::from(font.weight()), width, slanted) {
                    Some(Some(id)) => return Ok(id),
                    Some(None) => return Err(Lacking::Style),
                    None => {}
                }
            }
        }
        Err(Lacking::Family)
    }

    /// The font of a name; nothing within if there are such fonts, and none is as it should be. What is
    /// the same in all fonts of a name need not be asked for.
    fn choose_by(&self, name: &str, weight: f32, width: f32, slanted: bool) -> Option<Option<ID>> {
        let named = || self.faces.iter().filter(|face| face.families.iter().any(|family| family == name));
        let by_family = named().next().map(|first| {
            let all = |same: &dyn Fn(&Typeface) -> bool| named().all(same);
            let any_weight = weight == 400.0 && all(&|face| face.weight == first.weight);
            let any_width = width == 100.0 && all(&|face| face.width == first.width);
            let any_slant = !slanted && all(&|face| face.slanted);
            let fitting = named().find(|face| {
                (any_weight || face.weight.holds(weight))
                    && (any_width || face.width.holds(width))
                    && (any_slant || face.slanted == slanted)
            });
            fitting.map(|face| face.id)
        });
        let by_name = || {
            let face = self.faces.iter().find(|face| face.names.iter().any(|own| own == name))?;
            let fits = (weight == 400.0 || face.weight.holds(weight)) && (!slanted || face.slanted);
            Some(Some(face.id).filter(|_| fits && (width == 100.0 || face.width.holds(width))))
        };
        if by_family.flatten().is_some() { by_family } else { by_name().or(by_family) }
    }
}

/// Why there is no font.
enum Lacking {
    Family,
    Style,
}

impl Axis {
    fn holds(&self, value: f32) -> bool {
        (self.least..=self.most).contains(&value)
    }
}

fn plain(family: &FontFamily) -> String {
    family.to_string().trim_matches('"').to_owned()
}

fn width_of(font: &Font) -> f32 {
    match font.stretch() {
        FontStretch::UltraCondensed => 50.0,
        FontStretch::ExtraCondensed => 62.5,
        FontStretch::Condensed => 75.0,
        FontStretch::SemiCondensed => 87.5,
        FontStretch::Normal => 100.0,
        FontStretch::SemiExpanded => 112.5,
        FontStretch::Expanded => 125.0,
        FontStretch::ExtraExpanded => 150.0,
        FontStretch::UltraExpanded => 200.0,
    }
}

fn style_of(font: &Font) -> Sentence {
    let (weight, width) = (i64::from(font.weight()), width_of(font) as i64);
    match font.style() {
        FontStyle::Normal => say!("weight {weight}, width {width} %, upright", weight, width),
        FontStyle::Italic | FontStyle::Oblique => say!("weight {weight}, width {width} %, italic", weight, width),
    }
}
