//! The picture of a label on its page.

use super::legend::{self, Below};
use super::pen::{self, Desk, Pen, Tone};
use super::room::Room;
use super::{blank, findings};
use crate::check::Label;
use crate::diagnostic::Diagnostic;
use crate::layout::Lettering;
use crate::scene::{
    Blank, Bounds, Drawing, Id, Ids, Ink, Item, Layer, Page, Path, Point, Process, Resources, Scene, SpotKind, Stock,
    Stroke, Substrate,
};
use crate::units::{Length, Resolution};

/// A picture of a label: a page of its own.
#[derive(Debug)]
pub(crate) struct Picture {
    /// What it is drawn with.
    pub(crate) stock: Stock,
    /// What is drawn.
    pub(crate) scene: Scene,
    /// Its own box, from the top left corner of the label.
    pub(crate) view: Bounds,
    /// Where on it each finding is, if anywhere.
    pub(crate) places: Vec<Option<Bounds>>,
}

/// Draws a label with what was found on it; `None` if there are no letters to write with.
pub(crate) fn picture(label: &Label<'_>, scene: &Scene, found: &[Diagnostic], below: Below) -> Option<Picture> {
    let fonts = [Lettering::bundled("condensed", false)?, Lettering::bundled("condensed", true)?];
    let (width, height) = (label.stock.page.width, label.stock.page.height);
    let area = width.to_mm() * height.to_mm();
    let mut faces = label.stock.resources.faces.clone();
    let mut inks = label.stock.resources.inks.each(laid_in_order);
    let desk = Desk {
        fonts: fonts.map(|font| {
            let face = faces.push(font.face().clone());
            (font, face)
        }),
        tones: Tone::ALL.map(|tone| inks.push(Ink::Process(tone.colour()))),
        paper: inks.push(Ink::Process(paper(label.stock.blank.substrate))),
    };
    let mut pen = Pen::new(&desk, area);
    let margin = pen.letters(260);
    let mut page = label.stock.page.bled().grown(margin);
    // The words below a narrow label are wider than the label.
    let lacking = (pen.letters(3600) - page.width()).max(Length::ZERO) / 2;
    (page.left, page.right) = (page.left - lacking, page.right + lacking);
    let mut room = Room::new(page);
    blank::over(label, found, &mut pen, &mut room);
    findings::draw(label, found, &mut pen, &mut room);
    let marks = pen.take();
    page.bottom = legend::draw(label, found, below, &page, margin, &mut pen);
    let words = pen.take();
    pen.fill(pen::rectangle(&page), Tone::Table);
    blank::under(label, &mut pen);
    let ground = pen.take();

    let corner = Point { x: -page.left, y: -page.top };
    let resources = Resources { faces, inks, ..label.stock.resources.clone() };
    let shown = Shown { inks: &resources.inks, outline: pen.ink(Tone::Blank), width: pen.line };
    let moved = |items: &[Item]| -> Vec<Item> {
        let leaves = items.iter().flat_map(|item| item.leaves(&label.stock.resources));
        leaves.map(|item| shown.item(item, corner)).collect()
    };
    let print = Page::artwork(page.width(), page.height(), preview(&page, label.stock.page.preview));
    let fixed = label.stock.fixed.each(|run| moved(run));
    let own = scene.layers.iter().map(|layer| match layer {
        Layer::Fixed(run) => Layer::Fixed(*run),
        Layer::Own(items) => Layer::Own(moved(items)),
    });
    let layers = [Layer::Own(moved(&ground))].into_iter().chain(own);
    let layers = layers.chain([Layer::Own(moved(&marks)), Layer::Own(moved(&words))]).collect();
    let stock = Stock { fixed, ..Stock::new(print, resources, Blank::default()) };
    let places = found.iter().map(|finding| findings::place_of(label, finding).map(|place| place.moved(corner)));
    Some(Picture { view: page, places: places.collect(), stock, scene: Scene { layers } })
}

/// An ink for a picture to look at, where white is painted as it lies and not last, as on plates.
fn laid_in_order(ink: &Ink) -> Ink {
    match ink {
        Ink::Spot { kind: SpotKind::White, .. } => ink.process().map_or_else(|| ink.clone(), Ink::Process),
        other => other.clone(),
    }
}

/// The dots of a picture to look at: 600 dpi, and fewer where there would be too many.
fn preview(page: &Bounds, otherwise: Resolution) -> Resolution {
    let inches = (page.width().to_mm() / 25.4) * (page.height().to_mm() / 25.4);
    let dpi = [600, 300, 150, 100].into_iter().find(|dpi| inches * f64::from(dpi * dpi) < MOST_DOTS).unwrap_or(72);
    Resolution::from_dpi(dpi).unwrap_or(otherwise)
}

/// More dots than that are more than anybody looks at.
const MOST_DOTS: f64 = 16e6;

/// The colour of a blank.
fn paper(substrate: Option<Substrate>) -> Process {
    Process(match substrate {
        Some(Substrate::KraftBoard) => [0, 130, 330, 200],
        Some(Substrate::Foil) => [30, 10, 0, 200],
        Some(Substrate::TransparentFilm) => [80, 20, 0, 10],
        _ => [0, 0, 0, 0],
    })
}

/// How inks are shown that print nothing: as outlines.
struct Shown<'a> {
    inks: &'a Ids<Ink>,
    outline: Id<Ink>,
    width: Length,
}

impl Shown<'_> {
    /// An item in its place on the page.
    fn item(&self, item: &Item, by: Point) -> Item {
        let drawing = match item.drawing.moved(by) {
            Drawing::Path(path) => Drawing::Path(self.path(path)),
            drawing => drawing,
        };
        Item { part: item.part.clone(), drawing }
    }

    fn path(&self, path: Path) -> Path {
        let is_unseen = |ink: Id<Ink>| matches!(self.inks.get(ink), Ink::Technical | Ink::Varnish);
        let stroke = path.stroke.filter(|stroke| !is_unseen(stroke.ink));
        let fill = path.fill.filter(|ink| !is_unseen(*ink));
        let unseen = path.fill.or(path.stroke.map(|stroke| stroke.ink)).is_some_and(is_unseen);
        let outline = Stroke { ink: self.outline, width: self.width };
        Path { stroke: stroke.or(unseen.then_some(outline)), fill, ..path }
    }
}
