//! Judging a scene that no template made: as it is when a drawing of others was read.

use std::sync::Arc;

use quietzone::check::{Label, Scope, judge};
use quietzone::diagnostic::{Diagnostic, Place};
use quietzone::gs1::{Code, ElementString};
use quietzone::market::Market;
use quietzone::scene::{
    Blank, Drawing, Face, Glyph, GlyphRun, Id, Ink, Item, Page, Part, Path, Point, Process, Resources, Role, Scene,
    Stand, Stock, Symbol, Turn,
};
use quietzone::symbol::{Encoder, Reduction, Separator, SymbolSize};
use quietzone::units::{Length, Resolution};
use quietzone::world::fonts;

const CODE: &str = "(01)08691234567890(21)ABC(17)271231(10)X2";

fn mm(mm: i64) -> Length {
    Length::from_mm(mm)
}

fn place(page: u32) -> Place {
    Place::Page { file: "carton.pdf".into(), page, at: (mm(20), mm(20)) }
}

/// A page of a drawing: a Data Matrix symbol of 0.4 mm modules at 20 mm, in black, and what else there is.
struct Sheet {
    stock: Stock,
    face: Id<Face>,
    black: Id<Ink>,
    dark: Id<Ink>,
    code: Code,
    symbol: Item,
}

impl Sheet {
    fn new() -> Self {
        let mut resources = Resources::default();
        let face = Face::new(fonts::bundled("sans", false).unwrap()).unwrap();
        let face = resources.faces.push(Arc::new(face));
        let black = resources.inks.push(Ink::BLACK);
        let dark = resources.inks.push(Ink::Process(Process([0, 0, 0, 900])));
        let page = Page::artwork(mm(70), mm(60), Resolution::from_dpi(300).unwrap());
        let code = Code::Gs1(ElementString::parse(CODE).unwrap());
        let (size, separator) = (SymbolSize::new(24, 24).unwrap(), Separator::Fnc1);
        let matrix = Encoder { separator }.encode(&code, size).unwrap();
        let origin = Point { x: mm(20), y: mm(20) };
        let stand = Stand { origin, module: mm(2) / 5, reduction: Reduction::NONE, turn: Turn::None, ink: black };
        let symbol = Drawing::Symbol(Symbol::data_matrix(matrix, size, separator, stand));
        let part = Part::new("symbol 1", Role::Data, place(1));
        let mut stock = Stock::new(page, resources, Blank::default());
        stock.code = Some(part.clone());
        Self { stock, face, black, dark, code, symbol: Item { part, drawing: symbol } }
    }

    fn text(&self, says: &str, x: Length, y: Length) -> Item {
        let face = self.stock.resources.faces.get(self.face);
        let glyph = |(at, c): (usize, char)| {
            let id = face.nominal(c).unwrap();
            let (cid, cluster) = (face.cid(id, Some(c)).unwrap(), u32::try_from(at).unwrap());
            Glyph { id, cid, advance: face.advance(id), x_offset: 0, y_offset: 0, cluster }
        };
        let run = GlyphRun {
            face: self.face,
            size: mm(2),
            letter_spacing: Length::ZERO,
            origin: Point { x, y },
            turn: Turn::None,
            angle: quietzone::scene::Angle::NONE,
            ink: self.black,
            text: says.into(),
            glyphs: says.char_indices().map(glyph).collect(),
        };
        Item { part: Part::new("text 1", Role::Data, place(1)), drawing: Drawing::Text(run) }
    }

    fn ground(&self, ink: Id<Ink>) -> Item {
        let segments = Path::rectangle(Point { x: mm(10), y: mm(10) }, mm(40), mm(40), Length::ZERO);
        let path = Path { segments, fill: Some(ink), ..Path::default() };
        Item { part: Part::new("area 1", Role::Art, place(1)), drawing: Drawing::Path(path) }
    }

    fn found(&self, market: &str, items: Vec<Item>, scope: Scope) -> Vec<Diagnostic> {
        let (market, scene) = (Market::load(market).unwrap(), Scene::of(items));
        judge(&Label::new(&market, &self.stock, &scene, &self.code), scope)
    }

    /// What weighs more than a note.
    fn codes(&self, items: Vec<Item>) -> Vec<&'static str> {
        let found = self.found("tr-its", items, Scope::Design);
        let grave = found.iter().filter(|found| found.severity > quietzone::diagnostic::Severity::Note);
        grave.map(|found| found.rule.code).collect()
    }
}

#[test]
fn a_symbol_that_stands_free_is_clean() {
    let sheet = Sheet::new();
    assert_eq!(sheet.codes(vec![sheet.symbol.clone()]), [""; 0]);
    assert_eq!(sheet.codes(vec![sheet.symbol.clone(), sheet.text("(21)ABC", mm(35), mm(25))]), [""; 0]);
}

#[test]
fn a_text_too_near_is_told_with_the_page_of_the_drawing() {
    let sheet = Sheet::new();
    // The symbol ends at 29.6 mm, its quiet zone at 30.
    let near = sheet.text("(21)ABC", mm(30) - mm(1) / 5, mm(25));
    let found = sheet.found("tr-its", vec![sheet.symbol.clone(), near], Scope::Design);
    let [found] = found.iter().filter(|found| found.rule.code == "QZ01").collect::<Vec<_>>()[..] else {
        panic!("{found:?}")
    };
    assert_eq!((found.element.as_deref(), &found.place), (Some("text 1"), &place(1)));
    assert_eq!(found.place.to_string(), "carton.pdf, page 1, 20.00 mm from the left and 20.00 mm from the top");
    assert!(found.message.to_string().contains("“symbol 1”, within its quiet zone of 0.40 mm"), "{}", found.message);
}

#[test]
fn a_dark_ground_and_a_cover_are_found() {
    let sheet = Sheet::new();
    let on = |ink| sheet.codes(vec![sheet.ground(ink), sheet.symbol.clone()]);
    assert!(on(sheet.dark).contains(&"CT01"), "{:?}", on(sheet.dark));
    let under = sheet.codes(vec![sheet.symbol.clone(), sheet.ground(sheet.black)]);
    assert!(under.contains(&"PL01"), "{under:?}");
}

#[test]
fn what_the_code_lacks_in_print_is_told_at_what_shows_it() {
    let sheet = Sheet::new();
    let texts = vec![sheet.text("(21)ABC", mm(5), mm(5))];
    let found = sheet.found("tr-its", texts, Scope::Record);
    let lacking = found.iter().find(|found| found.rule.code == "TX03").unwrap_or_else(|| panic!("{found:?}"));
    assert_eq!((lacking.element.as_deref(), &lacking.place), (Some("symbol 1"), &place(1)));
}
