//! Which properties of elements the reader of drawings does right, and with which values. All others
//! would change the picture somewhere else.

use svgtypes::{
    Color, FontShorthand, Length, LengthListParser, Paint, PaintOrder, Transform, TransformOrigin, parse_font_families,
};

/// Properties that change nothing in a drawing on paper, or nothing that is not told by itself.
const IDLE: [&str; 45] = [
    "all-space-treatment",
    "block-progression",
    "buffered-rendering",
    "color-interpolation-filters",
    "color-rendering",
    "color-scheme",
    "cursor",
    "enable-background",
    "flood-color",
    "flood-opacity",
    "font-synthesis",
    "hyphens",
    "image-rendering",
    "isolation",
    "lighting-color",
    "line-break",
    "line-height",
    "mask-type",
    "orphans",
    "outline",
    "outline-offset",
    "outline-style",
    "overflow-wrap",
    "pointer-events",
    "shape-rendering",
    "solid-color",
    "solid-opacity",
    "tab-size",
    "text-align",
    "text-align-last",
    "text-overflow",
    "text-rendering",
    "touch-action",
    "user-select",
    "viewport-fill",
    "widows",
    "will-change",
    "word-break",
    "word-wrap",
    "font-optical-sizing",
    "font-variation-settings",
    "background-color",
    "clip-path",
    "shape-margin",
    "text-wrap",
];

/// Properties with the values that are done right.
const WORDS: [(&str, &[&str]); 68] = [
    (
        "alignment-baseline",
        &[
            "auto",
            "baseline",
            "before-edge",
            "text-before-edge",
            "middle",
            "central",
            "after-edge",
            "text-after-edge",
            "ideographic",
            "alphabetic",
            "hanging",
            "mathematical",
        ],
    ),
    ("animation", &["none"]),
    ("animation-name", &["none"]),
    ("appearance", &["none"]),
    ("background", &["none", "transparent"]),
    ("background-image", &["none"]),
    ("clip", &["auto"]),
    ("clip-rule", &["nonzero", "evenodd"]),
    ("direction", &["ltr"]),
    (
        "display",
        &[
            "none",
            "inline",
            "block",
            "inline-block",
            "list-item",
            "run-in",
            "compact",
            "marker",
            "table",
            "inline-table",
            "flex",
            "grid",
            "contents",
            "initial",
        ],
    ),
    (
        "dominant-baseline",
        &[
            "auto",
            "ideographic",
            "alphabetic",
            "hanging",
            "mathematical",
            "central",
            "middle",
            "text-after-edge",
            "text-before-edge",
        ],
    ),
    ("fill-rule", &["nonzero", "evenodd"]),
    ("font-feature-settings", &["normal"]),
    ("font-kerning", &["auto", "normal", "none"]),
    ("font-size-adjust", &["none"]),
    (
        "font-stretch",
        &[
            "normal",
            "wider",
            "narrower",
            "ultra-condensed",
            "extra-condensed",
            "condensed",
            "semi-condensed",
            "semi-expanded",
            "expanded",
            "extra-expanded",
            "ultra-expanded",
        ],
    ),
    ("font-style", &["normal", "italic", "oblique"]),
    ("font-variant", &["normal", "small-caps"]),
    ("font-variant-alternates", &["normal"]),
    ("font-variant-caps", &["normal"]),
    ("font-variant-east-asian", &["normal"]),
    ("font-variant-ligatures", &["normal"]),
    ("font-variant-numeric", &["normal"]),
    ("font-variant-position", &["normal"]),
    (
        "font-weight",
        &["normal", "bold", "bolder", "lighter", "100", "200", "300", "400", "500", "600", "700", "800", "900"],
    ),
    ("glyph-orientation-horizontal", &["auto", "0", "0deg"]),
    ("glyph-orientation-vertical", &["auto"]),
    ("kerning", &["auto", "0"]),
    ("mask-border", &["none"]),
    ("mask-image", &["none"]),
    (
        "mix-blend-mode",
        &[
            "normal",
            "multiply",
            "screen",
            "overlay",
            "darken",
            "lighten",
            "color-dodge",
            "color-burn",
            "hard-light",
            "soft-light",
            "difference",
            "exclusion",
            "hue",
            "saturation",
            "color",
            "luminosity",
        ],
    ),
    ("color-interpolation", &["auto", "sRGB"]),
    ("clipPathUnits", &["userSpaceOnUse", "objectBoundingBox"]),
    ("gradientUnits", &["userSpaceOnUse", "objectBoundingBox"]),
    ("maskContentUnits", &["userSpaceOnUse", "objectBoundingBox"]),
    ("maskUnits", &["userSpaceOnUse", "objectBoundingBox"]),
    ("markerUnits", &["strokeWidth", "userSpaceOnUse"]),
    ("patternContentUnits", &["userSpaceOnUse", "objectBoundingBox"]),
    ("patternUnits", &["userSpaceOnUse", "objectBoundingBox"]),
    ("spreadMethod", &["pad", "reflect", "repeat"]),
    ("offset-path", &["none"]),
    ("overflow", &["visible", "hidden", "auto", "scroll"]),
    ("perspective", &["none"]),
    ("rotate", &["none"]),
    ("scale", &["none"]),
    ("stroke-linecap", &["butt", "round", "square"]),
    ("stroke-linejoin", &["miter", "miter-clip", "round", "bevel"]),
    ("text-anchor", &["start", "middle", "end"]),
    ("text-combine-upright", &["none"]),
    ("text-decoration-fill", &["none"]),
    ("text-decoration-skip-ink", &["auto"]),
    ("text-decoration-stroke", &["none"]),
    ("text-decoration-style", &["solid"]),
    ("text-decoration-thickness", &["auto"]),
    ("text-emphasis", &["none"]),
    ("text-indent", &["0", "0px", "0pt", "0%"]),
    ("text-orientation", &["mixed"]),
    ("text-shadow", &["none"]),
    ("text-transform", &["none"]),
    ("text-underline-position", &["auto"]),
    ("transform-box", &["view-box"]),
    ("translate", &["none"]),
    ("unicode-bidi", &["normal"]),
    ("vector-effect", &["none"]),
    ("visibility", &["visible", "hidden", "collapse"]),
    ("writing-mode", &["lr", "lr-tb", "horizontal-tb", "tb", "tb-rl", "vertical-rl"]),
    ("zoom", &["1", "normal"]),
    ("transform-style", &["flat"]),
];

/// Properties of numbers and lengths.
const LENGTHS: [&str; 12] = [
    "fill-opacity",
    "font-size",
    "letter-spacing",
    "opacity",
    "stroke-dashoffset",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "stop-opacity",
    "word-spacing",
    "baseline-shift",
    "text-decoration-offset",
];

/// Properties that take the value of the element around by a word.
const INHERITED: [&str; 30] = [
    "alignment-baseline",
    "baseline-shift",
    "clip-rule",
    "color",
    "direction",
    "display",
    "dominant-baseline",
    "fill",
    "fill-opacity",
    "fill-rule",
    "font-family",
    "font-kerning",
    "font-size",
    "font-stretch",
    "font-style",
    "font-variant",
    "font-weight",
    "kerning",
    "letter-spacing",
    "marker-end",
    "marker-mid",
    "marker-start",
    "opacity",
    "overflow",
    "stroke",
    "stroke-linecap",
    "stroke-linejoin",
    "visibility",
    "word-spacing",
    "writing-mode",
];

/// The same, of lines and of text.
const INHERITED_TOO: [&str; 8] = [
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "text-decoration",
    "font-optical-sizing",
];

/// Attributes that are lengths.
const SIZES: [&str; 20] = [
    "x",
    "y",
    "width",
    "height",
    "r",
    "rx",
    "ry",
    "cx",
    "cy",
    "x1",
    "y1",
    "x2",
    "y2",
    "textLength",
    "startOffset",
    "refX",
    "refY",
    "markerWidth",
    "markerHeight",
    "font-size",
];

/// Properties by which an element is painted with another.
pub(super) const LINKS: [&str; 5] = ["clip-path", "fill", "filter", "mask", "stroke"];

/// Whether a property with a value is done right, or is none that CSS or SVG know as an attribute.
pub(super) fn is_read(name: &str, value: &str, is_css: bool) -> bool {
    let value = value.trim();
    let lower = value.to_ascii_lowercase();
    if name.starts_with("--") || IDLE.contains(&name) || !is_css && matches!(name, "mix-blend-mode" | "font-kerning") {
        return true;
    }
    if let Some(rest) = name.strip_prefix('-') {
        let of_matter = ["mask", "clip", "filter", "text-stroke", "text-fill", "transform", "background"];
        return lower == "none" || !rest.starts_with("webkit") || !of_matter.iter().any(|part| rest.contains(part));
    }
    if ["var(", "calc(", "env(", "attr(", "min(", "max(", "clamp("].iter().any(|function| lower.contains(function)) {
        return !is_css && !is_known(name);
    }
    if value == "inherit" && is_known(name) {
        return INHERITED.contains(&name) || INHERITED_TOO.contains(&name);
    }
    if let Some((_, words)) = WORDS.iter().find(|(known, _)| *known == name) {
        // Names that are attributes of their own.
        return words.contains(&value) || !is_css && matches!(name, "rotate" | "scale" | "background" | "animation");
    }
    let is_length = |value: &str| value.parse::<Length>().is_ok();
    match name {
        // What stands behind is of the element itself.
        "fill" | "stroke" => Paint::from_str(value.split("icc-color(").next().unwrap_or_default().trim()).is_ok(),
        "color" => value.parse::<Color>().is_ok(),
        "stop-color" => {
            let colour = value.split("icc-color(").next().unwrap_or_default().trim();
            colour == "currentColor" || colour.parse::<Color>().is_ok()
        }
        "letter-spacing" | "word-spacing" if value == "normal" => true,
        "baseline-shift" if ["baseline", "sub", "super"].contains(&value) => true,
        "font-size" if ["larger", "smaller"].contains(&value) => true,
        name if LENGTHS.contains(&name) => is_length(value),
        "stroke-dasharray" => value == "none" || LengthListParser::from(value).all(|length| length.is_ok()),
        "paint-order" => value.parse::<PaintOrder>().is_ok(),
        "marker" | "marker-start" | "marker-mid" | "marker-end" => value == "none" || value.starts_with("url("),
        "text-decoration" | "text-decoration-line" => value
            .split_whitespace()
            .all(|word| ["none", "underline", "overline", "line-through", "solid"].contains(&word)),
        "font-family" => parse_font_families(value).is_ok_and(|families| !families.is_empty()),
        "font" => !is_css || FontShorthand::from_str(value).is_ok(),
        // CSS wants commas, and units that the reader does not know.
        "transform" if is_css => {
            let plain = value.starts_with("matrix(") || value.starts_with("scale(");
            let numbers = value.split(['(', ')']).nth(1).unwrap_or_default();
            value == "none"
                || plain && value.parse::<Transform>().is_ok() && !numbers.trim().contains(|c: char| c.is_whitespace())
        }
        "transform" => value == "none" || value.parse::<Transform>().is_ok(),
        "transform-origin" => value.parse::<TransformOrigin>().is_ok(),
        name if !is_css && SIZES.contains(&name) => {
            value == "auto" || LengthListParser::from(value).all(|length| length.is_ok())
        }
        // What follows is told by itself: by the element, or by the whole of its text.
        "mask"
        | "filter"
        | "text-decoration-color"
        | "white-space"
        | "shape-inside"
        | "shape-subtract"
        | "shape-padding"
        | "inline-size" => true,
        _ => !is_css,
    }
}

/// Whether SVG knows it as a property.
fn is_known(name: &str) -> bool {
    let more = [
        "fill",
        "stroke",
        "color",
        "stroke-dasharray",
        "paint-order",
        "marker",
        "transform",
        "transform-origin",
        "font",
    ];
    WORDS.iter().any(|(known, _)| *known == name)
        || LENGTHS.contains(&name)
        || more.contains(&name)
        || name.starts_with("marker-")
        || name.starts_with("text-decoration")
}
