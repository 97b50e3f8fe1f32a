//! The bundled fonts. System fonts are never looked at.

/// A font family that comes with the program.
struct Family {
    name: &'static str,
    regular: &'static [u8],
    bold: &'static [u8],
}

const FAMILIES: [Family; 3] = [
    Family {
        name: "sans",
        regular: include_bytes!("../../fonts/DejaVuSans.ttf"),
        bold: include_bytes!("../../fonts/DejaVuSans-Bold.ttf"),
    },
    Family {
        name: "condensed",
        regular: include_bytes!("../../fonts/DejaVuSansCondensed.ttf"),
        bold: include_bytes!("../../fonts/DejaVuSansCondensed-Bold.ttf"),
    },
    Family {
        name: "mono",
        regular: include_bytes!("../../fonts/DejaVuSansMono.ttf"),
        bold: include_bytes!("../../fonts/DejaVuSansMono-Bold.ttf"),
    },
];

/// The names of the bundled families.
#[must_use]
pub fn names() -> [&'static str; 3] {
    FAMILIES.map(|family| family.name)
}

/// The file of a bundled family in a weight.
#[must_use]
pub fn bundled(name: &str, bold: bool) -> Option<&'static [u8]> {
    let family = FAMILIES.iter().find(|family| family.name == name)?;
    Some(if bold { family.bold } else { family.regular })
}
