//! A template to begin with, made of a drawing.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::steps_by_name::{Named, step};
use crate::batch::{Failure, refused};
use crate::layout::{DrawnObject, Inventory, Meant, Pixels};
use crate::market::Market;
use crate::say;
use crate::scene::{Face, Ink, Process};
use crate::sentence::{InWords, Sentence, count, file, list, name, outside, series, titled};
use crate::template::folded;
use crate::units::Length;
use crate::world::{self, World, folder_of};

/// Most fonts beside a drawing that are looked at.
const MOST_FONTS: usize = 100;
/// Most colours that a template tells.
const MOST_COLOURS: usize = 12;

/// A template that was made of a drawing.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The template.
    pub text: String,
    /// What was found in the drawing.
    pub found: Vec<Sentence>,
    /// What is left to whoever knows the pack.
    pub open: Vec<Sentence>,
}

/// Begins a template with a drawing: its size, its fonts, its inks, and codes at the objects that are named as their
/// places. It is to stand in `folder`, which holds the drawing or a folder of it.
///
/// # Errors
/// The market or the drawing cannot be read, the drawing has what cannot be drawn (every reason is told), or it stands
/// elsewhere.
pub fn draft(world: &World, drawing: &Path, market: &str, folder: &Path) -> Result<Draft, Failure> {
    let market_read = Market::load_in(world, market)?;
    let bytes = world::read(world, drawing, world::MAX_FILE).map_err(|error| refused(error.in_words()))?;
    let path = within(world, drawing, folder)?;
    let shown = drawing.display().to_string();
    let fonts = fonts(world, drawing);
    let data = fonts.iter().map(|font| (font.family.clone(), font.data.clone())).collect();
    let inventory = Inventory::of(&shown, &bytes, data).map_err(refused)?;
    if !inventory.refused.is_empty() {
        let what = series(inventory.refused);
        let message = say!("{file} has what cannot be drawn with inks: {what}", file = file(&shown), what);
        return Err(refused(message).into());
    }
    let used: Vec<(String, String)> = fonts
        .into_iter()
        .filter(|font| inventory.fonts.contains(&font.family))
        .map(|font| (font.family, beside(&path, &font.file)))
        .collect();
    let writer = Writer { path, used, text: String::new(), found: Vec::new(), open: Vec::new() };
    Ok(writer.write(&inventory, market, &market_read))
}

/// The path of a drawing from a folder, as templates write it.
fn within(world: &World, drawing: &Path, folder: &Path) -> Result<String, Failure> {
    let real = |path: &Path| {
        let told = |error| say!("{file} cannot be found: {error}", file = file(path), error = outside(error));
        world.real(path).map_err(|error| refused(told(error)))
    };
    let (drawn, home) = (real(drawing)?, real(folder)?);
    match drawn.strip_prefix(&home) {
        Ok(path) => {
            let parts = path.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
            Ok(parts.collect::<Vec<_>>().join("/"))
        }
        Err(_) => {
            let message = say!(
                "{drawing} stands outside {folder}, and a template takes drawings from its own folder only; write the template beside it",
                drawing = file(drawing),
                folder = file(folder)
            );
            Err(refused(message).into())
        }
    }
}

/// A font beside a drawing.
struct FontBeside {
    family: String,
    file: String,
    data: Vec<u8>,
}

/// The fonts that lie beside a drawing, each family once; what is no font is none.
fn fonts(world: &World, drawing: &Path) -> Vec<FontBeside> {
    let mut files: Vec<PathBuf> = world.folder(folder_of(drawing)).unwrap_or_default();
    files.retain(|file| {
        let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        ending.is_some_and(|ending| ending == "ttf" || ending == "otf")
    });
    files.sort();
    let mut found: Vec<FontBeside> = Vec::new();
    for path in files.into_iter().take(MOST_FONTS) {
        let Ok(data) = world::read(world, &path, world::MAX_FILE) else { continue };
        let Ok(face) = Face::new(data.clone()) else { continue };
        // Templates call a font by one name; that of the file says which weight it is.
        let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { continue };
        if face.broken_glyph().is_none() && !found.iter().any(|font| font.family == face.name) {
            found.push(FontBeside { family: face.name.clone(), file: name, data });
        }
    }
    found
}

/// A file in the folder of another.
fn beside(path: &str, file: &str) -> String {
    path.rsplit_once('/').map_or_else(|| file.to_owned(), |(folder, _)| format!("{folder}/{file}"))
}

struct Writer {
    /// The drawing, as the template names it.
    path: String,
    /// Fonts by name, with their files.
    used: Vec<(String, String)>,
    text: String,
    found: Vec<Sentence>,
    open: Vec<Sentence>,
}

impl Writer {
    fn write(mut self, inventory: &Inventory, market: &str, read: &Market) -> Draft {
        self.line(&format!(
            "# {}",
            say!("Made of {file}. Lines with “open:” are yours to decide.", file = file(&self.path))
        ));
        self.line("");
        self.line(&format!("market = {}", quoted(market)));
        self.label(inventory);
        self.fonts(inventory);
        self.inks(inventory);
        self.colours(inventory);
        self.image(inventory);
        self.codes(inventory, read);
        self.texts(inventory);
        Draft { text: self.text, found: self.found, open: self.open }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Notes what was found, in the template too.
    fn found(&mut self, found: Sentence) {
        self.line(&format!("# {found}"));
        self.found.push(found);
    }

    fn open(&mut self, open: Sentence) {
        self.line(&format!("# open: {open}"));
        self.open.push(open);
    }

    fn label(&mut self, inventory: &Inventory) {
        let Inventory { width, height, pixels, .. } = *inventory;
        self.line("\n[label]");
        self.found(say!("the drawing is {width} by {height}", width, height));
        match pixels {
            Some(Pixels::OfCss) => {
                self.open(say!(
                    "its size is in pixels, of which 96 were taken for an inch; is it the size of the pack?"
                ));
            }
            Some(Pixels::OfIllustrator) => {
                self.found(say!("its pixels are points, as Illustrator writes them: 72 an inch"));
            }
            None => {}
        }
        self.line(&format!("width = {}\nheight = {}\ndevice = \"artwork\"", millimetres(width), millimetres(height)));
        if inventory.reaches_edge {
            self.open(say!(
                "bleed: what is drawn ends at the edges of the drawing; draw it 3 mm further, and let the drawing stand that far beyond the label’s, with bleed = \"3 mm\""
            ));
        }
    }

    fn fonts(&mut self, inventory: &Inventory) {
        if !self.used.is_empty() {
            self.line("\n[fonts]");
            for (family, file) in self.used.clone() {
                self.line(&format!("{} = {}", quoted(&family), quoted(&file)));
            }
            let names = list(self.used.iter().map(|(family, _)| outside(family)));
            self.found.push(say!("fonts beside the drawing: {names}", names));
        }
        for lacking in inventory.lacking.clone() {
            self.open(say!("put its font beside the drawing and name it in [fonts]: {lacking}", lacking));
        }
    }

    fn inks(&mut self, inventory: &Inventory) {
        let layers = inventory.layers.iter().filter_map(|layer| {
            let Named { key, ink } = step(layer)?;
            let written = ink(layer);
            let told = say!("the layer “{layer}” is taken for {ink}", layer = outside(layer), ink = outside(&written));
            Some((format!("layer:{layer}"), (*key).to_owned(), written, told))
        });
        let swatches = inventory.swatches.iter().filter(|(swatch, _)| !is_numbered(swatch)).map(|(swatch, colour)| {
            let [red, green, blue] = *colour;
            let spot = spelled(swatch);
            let written = format!("spot(\"{spot}\", {})", Process::from_rgb(red, green, blue));
            let told = say!(
                "the swatch “{swatch}” is taken for the spot colour “{spot}”",
                swatch = outside(swatch),
                spot = outside(spot)
            );
            (format!("swatch:{swatch}"), slug(swatch), written, told)
        });
        let (mut inks, mut lines, mut told, mut unfit) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut plates: BTreeSet<String> = BTreeSet::new();
        for (of, key, ink, found) in layers.chain(swatches) {
            let plate = ink.parse::<Ink>().ok().and_then(|ink| ink.separation().map(|plate| plate.name.to_owned()));
            if plate.is_none_or(|plate| !plates.insert(plate)) {
                unfit.push(say!("“{name}” cannot name a plate, or names another already", name = outside(of)));
                continue;
            }
            let key = free(&key, &inks);
            lines.push((of, key.clone()));
            inks.push((key, ink));
            told.push(found);
        }
        unfit.into_iter().for_each(|unfit| self.open(unfit));
        if inks.is_empty() {
            return;
        }
        self.line("\n[inks]");
        for (key, ink) in &inks {
            self.line(&format!("{key} = {}", literal(ink)));
        }
        self.line("\n[art.inks]");
        for (of, key) in &lines {
            self.line(&format!("{} = {}", quoted(of), quoted(key)));
        }
        for told in told {
            self.found(told);
        }
        if inks.iter().any(|(key, _)| key == "white") {
            self.open(say!(
                "what does the white ink lie on? Say it as “substrate” in [label], such as \"foil\"; white board is taken until then"
            ));
        }
        self.open(say!("do these inks mean what is written here, and are their CMYK values those of the press?"));
    }

    fn colours(&mut self, inventory: &Inventory) {
        if inventory.colours.is_empty() {
            return;
        }
        self.line("");
        let all = count(inventory.colours.len());
        self.found(say!("it has {all} colour" | "it has {all} colours", all));
        for ([red, green, blue], times) in inventory.colours.iter().take(MOST_COLOURS) {
            let colour = name(format!("#{red:02x}{green:02x}{blue:02x}"));
            let told = say!("{colour}: once" | "{colour}: {times} times", colour, times = count(*times));
            self.line(&format!("#   {told}"));
        }
        // Greys are black alone whatever is said.
        let is_colour = |[red, green, blue]: &[u8; 3]| red != green || green != blue;
        let is_open = |(colour, layers): &([u8; 3], Vec<String>)| {
            is_colour(colour) && !layers.iter().any(|layer| step(layer).is_some())
        };
        if inventory.screen.iter().any(is_open) {
            self.open(say!("say in [art.inks] which inks these colours are, or name the profile of the press in [art]; until then they are converted as screens would have them"));
        }
    }

    fn image(&mut self, inventory: &Inventory) {
        let (width, height) = (millimetres(inventory.width), millimetres(inventory.height));
        let file = quoted(&self.path);
        self.line(&format!(
            "\n[[element]]\ntype = \"image\"\nid = \"art\"\nfile = {file}\nx = \"0 mm\"\ny = \"0 mm\"\nwidth = {width}\nheight = {height}"
        ));
    }

    fn codes(&mut self, inventory: &Inventory, market: &Market) {
        let has_matrix = inventory.places.iter().any(|place| place.meant == Meant::DataMatrix);
        let mut ids: BTreeSet<String> = BTreeSet::from(["art".to_owned()]);
        let (mut matrices, mut linears) = (0, 0);
        let mut places: Vec<&DrawnObject> = inventory.places.iter().collect();
        places.sort_by_key(|place| !is_area(&place.id));
        for place in places {
            let DrawnObject { id, meant, width, height } = place;
            let is_matrix = *meant == Meant::DataMatrix || *meant == Meant::Code && !has_matrix;
            let (kind, rest) = match meant {
                _ if is_matrix && matrices == 0 => ("datamatrix", ""),
                Meant::Linear if linears > 0 => {
                    self.line("");
                    self.open(say!("“{id}” may be the place of another linear barcode", id = outside(id)));
                    continue;
                }
                Meant::Linear => ("barcode", "\nsymbology = \"ean13\"\ndata = \"{{ gtin }}\""),
                Meant::Qr => ("qr", "\ndata = \"https://id.gs1.org/01/{{ gtin }}\""),
                Meant::DataMatrix | Meant::Code => {
                    self.line("");
                    self.open(say!(
                        "“{id}” may be the place of another code; one Data Matrix is on each label",
                        id = outside(id)
                    ));
                    continue;
                }
            };
            matrices += usize::from(is_matrix);
            linears += usize::from(kind == "barcode");
            let mut own = slug(id);
            while !ids.insert(own.clone()) {
                own.push('2');
            }
            self.line("");
            let (object, width, height) = (outside(id), *width, *height);
            self.found(match meant {
                _ if is_matrix => say!(
                    "“{object}”, {width} by {height}, is taken for the place of the Data Matrix",
                    object,
                    width,
                    height
                ),
                Meant::Qr => say!(
                    "“{object}”, {width} by {height}, is taken for the place of a QR symbol",
                    object,
                    width,
                    height
                ),
                _ => {
                    say!("“{object}”, {width} by {height}, is taken for the place of an EAN-13", object, width, height)
                }
            });
            let at = quoted(&format!("#{id}"));
            self.line(&format!("[[element]]\ntype = \"{kind}\"\nid = {}\nat = {at}{rest}", quoted(&own)));
            if *meant == Meant::Qr {
                self.open(say!("the link is that of GS1; does the brand have one of its own?"));
            }
        }
        if matrices == 0 {
            self.line("");
            let title = titled(&market.title);
            self.open(say!(
                "no object is named as the place of a Data Matrix (“dm-area”); codes of {title} need one",
                title
            ));
            self.line("# [[element]]\n# type = \"datamatrix\"\n# id = \"code\"\n# at = \"#dm-area\"");
        }
    }

    fn texts(&mut self, inventory: &Inventory) {
        if inventory.texts.is_empty() && inventory.ill.is_empty() {
            return;
        }
        self.line("");
        for (id, text) in &inventory.texts {
            let text = outside(text.replace('\n', " / ")).shortened(80);
            self.found(match id {
                Some(id) => say!("the text “{id}” is filled from record to record: {text}", id = outside(id), text),
                None => say!("a text is filled from record to record: {text}", text),
            });
        }
        for (why, line) in &inventory.ill {
            self.open(say!(
                "the text in line {line} of the drawing cannot be filled from record to record: {why}",
                line = *line,
                why = why.clone()
            ));
        }
    }
}

/// A key that no ink has yet.
fn free(key: &str, inks: &[(String, String)]) -> String {
    let numbered = (2..).map(|number| format!("{key}{number}"));
    let mut keys = std::iter::once(key.to_owned()).chain(numbered);
    keys.find(|key| !inks.iter().any(|(known, _)| known == key)).unwrap_or_else(|| key.to_owned())
}

/// A name as a bare key.
fn slug(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "ink".to_owned() } else { parts.join("-") }
}

/// The name of a swatch as the catalogue of its colour has it: ids have no blanks.
fn spelled(swatch: &str) -> String {
    let plain: String = swatch.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).collect();
    let Some(rest) = plain.strip_prefix("PANTONE") else { return swatch.to_owned() };
    let paper = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_suffix(paper) {
        Some(number) if !number.is_empty() && ["C", "U", "M", "CP", "UP"].contains(&paper) => {
            format!("PANTONE {number} {paper}")
        }
        _ => swatch.to_owned(),
    }
}

/// Whether the name of an object says that something is to stand there, and not what stands there.
fn is_area(id: &str) -> bool {
    let plain = folded(id);
    ["area", "place", "zone", "место", "зона", "joy"].iter().any(|word| plain.contains(word))
}

/// Whether a program and no person named a swatch.
fn is_numbered(name: &str) -> bool {
    let plain = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    ["swatch", "linearGradient", "radialGradient"].contains(&plain)
}

fn millimetres(length: Length) -> String {
    let micrometres = (length.emu() + 18).div_euclid(36);
    let (whole, rest) = (micrometres / 1000, micrometres % 1000);
    let written = format!("{whole}.{rest:03}");
    format!("\"{} mm\"", written.trim_end_matches('0').trim_end_matches('.'))
}

/// A text of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A text of TOML with quotes in it.
fn literal(text: &str) -> String {
    if text.contains(['\'']) || text.chars().any(char::is_control) { quoted(text) } else { format!("'{text}'") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_keys_and_texts() {
        assert_eq!(slug("PANTONE 286 C"), "pantone-286-c");
        assert_eq!(slug("Лак"), "ink");
        assert_eq!(quoted("a\"b\\\n"), "\"a\\\"b\\\\\\u000A\"");
        assert_eq!(literal("spot(\"A\", K)"), "'spot(\"A\", K)'");
        assert_eq!(millimetres(Length::from_micrometres(64_500)), "\"64.5 mm\"");
        assert_eq!(spelled("PANTONE286C"), "PANTONE 286 C");
        assert_eq!(spelled("PANTONE_2955_UP"), "PANTONE 2955 UP");
        for other in ["PANTONE-Reflex-Blue-C", "PANTONE", "PANTONE286", "brand_1"] {
            assert_eq!(spelled(other), other);
        }
        assert!(is_numbered("swatch123") && !is_numbered("PANTONE286C"));
    }
}
