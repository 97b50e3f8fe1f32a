//! Lengths of a template, each with what it may be.

use crate::document::{Spanned, TomlTable, rules};
use crate::say;
use crate::scene::Point;
use crate::sentence::name;
use crate::units::{Length, Measure};

/// The longest side of a label or page.
const LONGEST: Length = Length::from_mm(2_000);

/// A length, which may be in dots and negative.
pub(super) fn any_sign(table: &TomlTable<'_>, key: &'static str) -> Option<Measure> {
    table.parse(key).map(|measure| measure.value)
}

/// A length that must not be negative.
pub(super) fn length(table: &TomlTable<'_>, key: &'static str) -> Option<Measure> {
    not_below_zero(table, key).map(|measure| measure.value)
}

/// A length that must be more than nothing.
pub(super) fn above_zero(table: &TomlTable<'_>, key: &'static str) -> Option<Measure> {
    let measure = not_below_zero(table, key)?;
    if matches!(measure.value, Measure::Absolute(Length::ZERO) | Measure::Dots(0)) {
        let message = say!("“{key}” must be more than zero", key = name(key));
        table.reader().error(rules::VALUE, measure.span, message);
        return None;
    }
    Some(measure.value)
}

fn not_below_zero(table: &TomlTable<'_>, key: &'static str) -> Option<Spanned<Measure>> {
    let measure = table.parse::<Measure>(key)?;
    let negative = match measure.value {
        Measure::Absolute(length) => length < Length::ZERO,
        Measure::Dots(dots) => dots < 0,
    };
    if negative {
        let message = say!("“{key}” cannot be negative", key = name(key));
        table.reader().error(rules::VALUE, measure.span, message);
        return None;
    }
    Some(measure)
}

/// A length that must not be in dots, because the label is the same on every device.
pub(super) fn absolute(table: &TomlTable<'_>, key: &'static str) -> Option<Length> {
    without_dots(table, key, table.parse(key)?)
}

/// Points from the top left corner of the label, which must not be in dots.
pub(super) fn points(table: &TomlTable<'_>, key: &'static str) -> Option<Vec<Point>> {
    let length = |text: Spanned<&str>| match text.value.parse::<Measure>() {
        Ok(value) => without_dots(table, key, Spanned { value, span: text.span }),
        Err(error) => {
            table.reader().error(rules::VALUE, text.span, error);
            None
        }
    };
    table.points(key).into_iter().map(|[x, y]| Some(Point { x: length(x)?, y: length(y)? })).collect()
}

fn without_dots(table: &TomlTable<'_>, key: &'static str, measure: Spanned<Measure>) -> Option<Length> {
    let length = measure.value.on(None);
    if length.is_none() {
        let message = say!("“{key}” cannot be in dots here; write millimetres", key = name(key));
        table.reader().error(rules::VALUE, measure.span, message);
    }
    length
}

/// A length that must be neither in dots nor negative.
pub(super) fn not_negative(table: &TomlTable<'_>, key: &'static str) -> Option<Length> {
    without_dots(table, key, not_below_zero(table, key)?)
}

/// A side of something: a length that was read, if it is more than nothing and at most 2 m.
pub(super) fn positive(table: &TomlTable<'_>, key: &'static str, length: Length) -> Option<Length> {
    if length > Length::ZERO && length <= LONGEST {
        return Some(length);
    }
    let span = table.text(key).map_or(table.span(), |text| text.span);
    let message = say!("“{key}” must be more than 0 and at most 2000 mm", key = name(key));
    table.reader().error(rules::VALUE, span, message);
    None
}
