//! Bleed: how far artwork goes on beyond the trim.

use super::design::Device;
use super::measure::not_negative;
use crate::document::{TomlTable, rules};
use crate::say;
use crate::scene::Margins;
use crate::sentence::name;
use crate::units::Length;

/// The widest bleed.
const MOST: Length = Length::from_mm(20);
/// What is said of all sides, then of one.
const KEYS: [&str; 5] = ["bleed", "bleed_left", "bleed_top", "bleed_right", "bleed_bottom"];

/// Reads the bleed of each side; a side that says nothing has that of all. `None` where none is said at all.
pub(super) fn read(label: &TomlTable<'_>, device: Option<Device>) -> Option<Margins> {
    let said = KEYS.iter().find_map(|key| label.text(key))?;
    if let Some(Device::Printer(_)) = device {
        let message = say!("a printer with dots prints no bleed: “{key}” is for artwork", key = name("bleed"));
        label.reader().error(rules::VALUE, said.span, message);
    }
    let [all, left, top, right, bottom] = KEYS.map(|key| side(label, key));
    let side = |one: Option<Length>| one.or(all).unwrap_or_default();
    Some(Margins { left: side(left), top: side(top), right: side(right), bottom: side(bottom) })
}

fn side(label: &TomlTable<'_>, key: &'static str) -> Option<Length> {
    let length = not_negative(label, key)?;
    if length > MOST {
        let span = label.text(key).map_or(label.span(), |text| text.span);
        let message = say!("“{key}” must be at most {most}", key = name(key), most = MOST);
        label.reader().error(rules::VALUE, span, message);
        return None;
    }
    Some(length)
}
