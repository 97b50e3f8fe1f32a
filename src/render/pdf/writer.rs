//! The document around the pages, written front to back.

use std::io::{self, Write};
use std::sync::Arc;

use pdf_writer::{Chunk, Filter, Finish, Name, Ref, TextStr};

use super::content::{Content, ContentMaker, marks};
use super::font::{self, UsedGlyphs};
use super::group::{self, Mixing};
use super::operators::Digits;
use super::plates::{Pass, Plates};
use super::shared::Shared;
use super::table::ObjectTable;
use super::{About, Fit, boxes, deflate, layer, parts, picture, shading};
use crate::render::{Fnv, put};
use crate::say;
use crate::scene::{Group, Ink, Separation, Slot, Stock};
use crate::sentence::{file, outside, series};

/// The numbers of the objects that are written last and referred to before.
const PAGES: i32 = 1;
const RESOURCES: i32 = 2;
/// Pages under one node of the page tree.
const FAN_OUT: usize = 256;

/// Writes a document label by label.
pub struct PdfWriter<'a, W: Write> {
    out: W,
    stock: &'a Stock,
    table: ObjectTable,
    position: u64,
    /// The page of the labels under way.
    page: u64,
    pages: u64,
    /// The pages of the node under way: the first of each page's contents, and how many.
    node: Vec<(i32, usize)>,
    /// Contents of the page under way.
    contents: usize,
    /// Numbers of the nodes of the page tree.
    nodes: Vec<i32>,
    /// What every page's content begins with.
    before: Vec<Ref>,
    shared: Shared,
    plates: Plates,
    used: UsedGlyphs,
    hash: Fnv,
}

impl<'a, W: Write> PdfWriter<'a, W> {
    /// Begins a document.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn new(mut out: W, stock: &'a Stock, maker: &ContentMaker<'_>) -> io::Result<Self> {
        let header = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
        out.write_all(header)?;
        let position = header.len() as u64;
        let mut writer = Self {
            out,
            stock,
            table: ObjectTable::new(position, 2),
            position,
            page: 0,
            pages: 0,
            node: Vec::with_capacity(FAN_OUT),
            contents: 0,
            nodes: Vec::new(),
            before: Vec::new(),
            shared: Shared::default(),
            plates: Plates::of(stock),
            used: UsedGlyphs::default(),
            hash: Fnv::default(),
        };
        for (number, items) in stock.fixed.values().enumerate() {
            let colours = maker.fixed(items, Pass::Colours, &mut writer.used);
            let form = writer.form(&colours)?;
            writer.shared.forms.push((number, form));
            if items.iter().any(|item| writer.plates.draws(&item.drawing, &stock.resources, Pass::Steps)) {
                let steps = maker.fixed(items, Pass::Steps, &mut writer.used);
                let form = writer.form(&steps)?;
                writer.shared.steps.push((number, form));
            }
        }
        writer.groups(maker)?;
        let marks = match (&stock.page.sheet, &stock.page.surround) {
            (Some(sheet), _) if !sheet.marks.is_empty() => Some(marks(sheet)),
            (None, Some(surround)) => Some(maker.surround(surround, &mut writer.used)),
            _ => None,
        };
        if let Some(marks) = marks {
            let marks = writer.content(&marks)?;
            writer.before.push(marks);
        }
        Ok(writer)
    }

    /// The same, with pages that are moved and scaled.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn fitted(mut self, fit: Fit) -> io::Result<Self> {
        if !fit.is_none() {
            let (_, height) = self.stock.page.size();
            let fit = self.content(&fit.content(height))?;
            self.before.insert(0, fit);
        }
        Ok(self)
    }

    /// Writes a deflated content that pages share.
    fn content(&mut self, data: &[u8]) -> io::Result<Ref> {
        let id = self.table.next(0)?;
        let mut chunk = Chunk::new();
        chunk.stream(id, data).filter(Filter::FlateDecode);
        self.object(&chunk)?;
        Ok(id)
    }

    /// Writes a form of a fixed run. It is in no group, which would keep overprint within it.
    fn form(&mut self, data: &[u8]) -> io::Result<Ref> {
        let id = self.table.next(0)?;
        let mut chunk = Chunk::new();
        let mut form = chunk.form_xobject(id, data);
        form.filter(Filter::FlateDecode);
        form.bbox(boxes::of_content(&self.stock.page)).pair(Name(b"Resources"), Ref::new(RESOURCES));
        form.finish();
        self.object(&chunk)?;
        Ok(id)
    }

    /// Writes the forms of groups that are mixed with what is below them, and of masks.
    fn groups(&mut self, maker: &ContentMaker<'_>) -> io::Result<()> {
        let resources = &self.stock.resources;
        let of_masks = resources.groups_of_masks();
        for (id, group) in resources.groups.iter() {
            if !group.is_mixed() || !self.plates.draws_group(group, resources, Pass::Colours) {
                continue;
            }
            let number = id.number();
            let mixing = if group.blends_within(resources) { Mixing::Apart } else { Mixing::Below };
            let colours = maker.group(group, false, &mut self.used);
            let form = self.group(group, mixing, &colours)?;
            self.shared.groups.push((number, form));
            if of_masks.get(number).is_some_and(|is_found| *is_found) {
                let mixing = if mixing == Mixing::Apart { Mixing::Grey } else { mixing };
                let greys = maker.group(group, true, &mut self.used);
                let form = self.group(group, mixing, &greys)?;
                self.shared.greys.push((number, form));
            }
            let mask = match group.mask {
                Some(mask) => {
                    let greys = maker.mask(mask, &mut self.used);
                    Some(self.group(resources.groups.get(mask), Mixing::Grey, &greys)?)
                }
                None => None,
            };
            self.shared.mixed.push((id, mask));
        }
        Ok(())
    }

    /// Writes a form of a group.
    fn group(&mut self, group: &Group, mixing: Mixing, data: &[u8]) -> io::Result<Ref> {
        let id = self.table.next(0)?;
        self.object(&group::form(id, group, mixing, data, Ref::new(RESOURCES), self.stock))?;
        Ok(id)
    }

    /// Writes the next label, with its number from 0, which tells its page; pages where none of its labels
    /// would stand are left out.
    ///
    /// # Errors
    /// The output cannot be written, or the document has more pages than PDF can number.
    pub fn label(&mut self, content: &Content, number: u64) -> io::Result<()> {
        let slot = self.turn_to(number)?;
        self.part(content)?;
        if slot.last { self.page() } else { Ok(()) }
    }

    /// Writes what stands in the margins of the page of the label that is written next.
    ///
    /// # Errors
    /// The output cannot be written, or the document has more pages than PDF can number.
    pub fn margin(&mut self, content: &Content, next: u64) -> io::Result<()> {
        self.turn_to(next)?;
        self.part(content)
    }

    /// Begins the page of a label where it is not under way.
    fn turn_to(&mut self, number: u64) -> io::Result<Slot> {
        let slot = self.stock.slot(number);
        if self.contents > 0 && slot.page != self.page {
            self.page()?;
        }
        self.page = slot.page;
        Ok(slot)
    }

    /// Writes a content of the page under way.
    fn part(&mut self, content: &Content) -> io::Result<()> {
        let data = content.0.as_slice();
        self.stream("", data)?;
        // A stream ends with a check sum of what is in it.
        self.hash.write(data.last_chunk::<4>().unwrap_or(&[0; 4]));
        self.contents += 1;
        Ok(())
    }

    /// Notes glyphs that pages used.
    pub fn used(&mut self, glyphs: UsedGlyphs) {
        self.used.merge(glyphs);
    }

    /// Ends the document and gives back the output and its length in bytes.
    ///
    /// # Errors
    /// The output cannot be written, or a font cannot be subset.
    pub fn finish(mut self, about: &About) -> io::Result<(W, u64)> {
        if self.contents > 0 {
            self.page()?;
        }
        if !self.node.is_empty() {
            self.node()?;
        }
        self.fonts()?;
        for (number, placed) in self.stock.resources.pictures.values().enumerate() {
            let ids = [self.table.next(0)?, self.table.next(1)?];
            let press = self.stock.resources.press.as_deref();
            let chunks = picture::embed(placed, ids, press).ok_or_else(|| {
                io::Error::other(say!(
                    "the picture {file} cannot be shown in the inks of the press",
                    file = file(placed.name())
                ))
            })?;
            for chunk in chunks {
                self.object(&chunk)?;
            }
            self.shared.pictures.extend(ids.first().map(|id| (number, *id)));
        }
        self.inks()?;
        self.gradients()?;
        self.layers()?;
        self.art_layers()?;
        let root = self.root(about)?;
        let shared = self.shared.dictionary(Ref::new(RESOURCES), self.plates, &self.stock.resources);
        self.late(RESOURCES, &shared)?;
        self.tree()?;
        let end = self.cross_references(&root)?;
        Ok((self.out, end))
    }

    /// The output, of which what is written may be taken away.
    pub(super) fn out(&mut self) -> &mut W {
        &mut self.out
    }

    /// Writes an object that has the next number.
    fn object(&mut self, chunk: &Chunk) -> io::Result<()> {
        self.table.add(chunk.len())?;
        self.write(chunk.as_bytes())
    }

    /// Writes an object with a reserved number.
    fn late(&mut self, number: i32, chunk: &Chunk) -> io::Result<()> {
        self.table.add_late(Ref::new(number), self.position);
        self.write(chunk.as_bytes())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.position += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    /// Writes a deflated stream that has the next number.
    fn stream(&mut self, keys: &str, data: &[u8]) -> io::Result<()> {
        let begins = self.position;
        let [mut number, mut length] = <[Digits; 2]>::default();
        let number = number.whole(self.table.next(0)?.get().unsigned_abs());
        let length = length.whole(u32::try_from(data.len()).unwrap_or(u32::MAX));
        let head = [number, b" 0 obj\n<<", keys.as_bytes(), b"/Length ", length, b"/Filter/FlateDecode>>stream\n"];
        for part in head.into_iter().chain([data, b"\nendstream\nendobj\n"]) {
            self.write(part)?;
        }
        self.table.add(usize::try_from(self.position - begins).unwrap_or(usize::MAX))
    }

    /// Ends the page whose labels are there.
    fn page(&mut self) -> io::Result<()> {
        let next = self.table.next(0)?.get();
        let count = std::mem::take(&mut self.contents);
        let first = i32::try_from(count).ok().and_then(|count| next.checked_sub(count));
        self.node.push((first.ok_or_else(|| io::Error::other(say!("the document has too many objects")))?, count));
        self.pages += 1;
        if self.node.len() == FAN_OUT { self.node() } else { Ok(()) }
    }

    /// Writes the pages of a node and the node itself, in one object stream.
    fn node(&mut self) -> io::Result<()> {
        let pages = std::mem::take(&mut self.node);
        let first = self.table.next(0)?.get();
        let id = self.table.next(pages.len())?.get();
        let mut kids = String::new();
        let (mut places, mut objects) = (String::new(), String::new());
        let mut keys = boxes::of_pages(&self.stock.page);
        if self.plates.is_press && !self.shared.mixed.is_empty() {
            // Colours are mixed as they are printed, and not as they are shown.
            keys.push_str("/Group<</S/Transparency/CS/DeviceCMYK>>");
        }
        for ((contents, count), page) in pages.iter().zip(first..) {
            put(&mut places, format_args!("{page} {} ", objects.len()));
            put(&mut kids, format_args!("{page} 0 R "));
            put(&mut objects, format_args!("<</Type/Page/Parent {id} 0 R{keys}/Resources {RESOURCES} 0 R/Contents"));
            match (self.before.as_slice(), count) {
                ([], 1) => put(&mut objects, format_args!(" {contents} 0 R>>\n")),
                (before, count) => {
                    objects.push('[');
                    for content in before.iter().map(|id| id.get()).chain((*contents..).take(*count)) {
                        put(&mut objects, format_args!("{content} 0 R "));
                    }
                    objects.push_str("]>>\n");
                }
            }
        }
        put(&mut places, format_args!("{id} {}\n", objects.len()));
        put(
            &mut objects,
            format_args!("<</Type/Pages/Parent {PAGES} 0 R/Count {}/Kids[{}]>>\n", pages.len(), kids.trim_end()),
        );
        self.nodes.push(id);
        self.object_stream(pages.len() + 1, &places, &objects)
    }

    /// Writes an object stream (ISO 32000-1, 7.5.7): numbers and places, then the objects.
    fn object_stream(&mut self, count: usize, places: &str, objects: &str) -> io::Result<()> {
        let data = deflate([places, objects].concat().as_bytes());
        let number = self.table.next(count)?.get();
        let head = format!(
            "{number} 0 obj\n<</Type/ObjStm/N {count}/First {}/Length {}/Filter/FlateDecode>>stream\n",
            places.len(),
            data.len()
        );
        let object = [head.as_bytes(), &data, b"\nendstream\nendobj\n"].concat();
        self.table.add_stream(count, object.len())?;
        self.write(&object)
    }

    fn fonts(&mut self) -> io::Result<()> {
        for (number, face) in self.stock.resources.faces.values().enumerate() {
            let first = self.table.next(0)?;
            let ids = [0, 1, 2, 3, 4, 5].map(|ahead| Ref::new(first.get().saturating_add(ahead)));
            let chunks = font::embed(number, face, &self.used, ids).map_err(io::Error::other)?;
            for chunk in &chunks {
                self.object(chunk)?;
            }
            self.shared.fonts.extend(chunks.first().map(|_| (number, first)));
        }
        Ok(())
    }

    /// Separation colour spaces of inks beside those of the process; tints of an ink have one.
    fn inks(&mut self) -> io::Result<()> {
        let mut known: Vec<(&str, Ref)> = Vec::new();
        for (number, ink) in self.stock.resources.inks.values().enumerate() {
            let Some(Separation { name, alternate, .. }) = ink.separation() else { continue };
            // Only artwork has plates for processing steps.
            if matches!(ink, Ink::Step { .. }) && !self.plates.layered {
                continue;
            }
            if let Some((_, space)) = known.iter().find(|(known, _)| *known == name) {
                self.shared.inks.push((number, *space));
                continue;
            }
            let [space_id, function_id] = [self.table.next(0)?, self.table.next(1)?];
            let mut chunk = Chunk::new();
            let mut separation = chunk.color_space(space_id).separation(Name(name.as_bytes()));
            separation.alternate_color_space().device_cmyk();
            separation.tint_ref(function_id);
            separation.finish();
            self.object(&chunk)?;
            let mut chunk = Chunk::new();
            let mut function = chunk.exponential_function(function_id);
            function.domain([0.0, 1.0]).c0([0.0; 4]).c1(parts(alternate)).n(1.0);
            function.finish();
            self.object(&chunk)?;
            self.shared.inks.push((number, space_id));
            known.push((name, space_id));
        }
        Ok(())
    }

    /// Shadings of gradients.
    fn gradients(&mut self) -> io::Result<()> {
        let inks = &self.stock.resources.inks;
        for (number, gradient) in self.stock.resources.gradients.values().enumerate() {
            let ink = shading::ink_of(gradient, inks);
            let paints = |ink| [Pass::Colours, Pass::Steps].iter().any(|pass| self.plates.paints(inks.get(ink), *pass));
            let Some(ink) = ink.filter(|ink| paints(*ink)) else { continue };
            let own = inks.number(ink);
            let space = self.shared.inks.iter().find(|(number, _)| *number == own).map(|(_, space)| *space);
            let id = self.table.next(0)?;
            let shading = shading::embed(id, gradient, inks, space).ok_or_else(|| {
                let broken =
                    say!("gradient {number} has stops or inks between which nothing can be mixed", number = number + 1);
                io::Error::other(broken)
            })?;
            self.object(&shading)?;
            self.shared.shadings.push((number, id));
        }
        Ok(())
    }

    /// A layer for each separation of a processing step (ISO 19593-1, 5).
    fn layers(&mut self) -> io::Result<()> {
        if !self.plates.layered {
            return Ok(());
        }
        let mut known: Vec<(&str, Ref)> = Vec::new();
        for (number, ink) in self.stock.resources.inks.values().enumerate() {
            let Some((Separation { name, .. }, step)) = ink.separation().zip(ink.step()) else { continue };
            let layer = match known.iter().find(|(known, _)| *known == name) {
                Some((_, layer)) => *layer,
                None => {
                    let id = self.table.next(0)?;
                    self.object(&layer::group(id, name, step))?;
                    known.push((name, id));
                    id
                }
            };
            self.shared.layers.push((number, layer));
        }
        Ok(())
    }

    /// The layers that the drawings of artwork have, the topmost first, as programs list them.
    fn art_layers(&mut self) -> io::Result<()> {
        if !self.plates.is_press {
            return Ok(());
        }
        let resources = &self.stock.resources;
        let draws = |group: &&Arc<Group>| self.plates.draws_group(group, resources, Pass::Colours);
        let used: Vec<_> = resources.groups.values().filter(draws).filter_map(|group| group.layer).collect();
        let of_steps = resources.inks.values().filter_map(|ink| ink.step().and(ink.separation()));
        let mut names = layer::Names::new(of_steps.map(|separation| separation.name));
        let all: Vec<_> = resources.layers.iter().filter(|(id, _)| used.contains(id)).collect();
        let mut all: Vec<_> = all.into_iter().map(|(id, layer)| (id.number(), names.unique(&layer.name))).collect();
        all.reverse();
        for (number, name) in all {
            let id = self.table.next(0)?;
            self.object(&layer::of_art(id, &name))?;
            self.shared.art.push((number, id));
        }
        Ok(())
    }

    /// Writes the root of the page tree.
    fn tree(&mut self) -> io::Result<()> {
        let mut chunk = Chunk::new();
        let mut pages = chunk.pages(Ref::new(PAGES));
        let kids = self.nodes.iter().map(|node| Ref::new(*node));
        pages.count(i32::try_from(self.pages).unwrap_or(i32::MAX)).kids(kids);
        pages.finish();
        self.late(PAGES, &chunk)
    }

    /// Writes the catalog and what is said of the document, and gives the keys that lead there.
    fn root(&mut self, about: &About) -> io::Result<String> {
        let (catalog_id, info_id) = (self.table.next(0)?, self.table.next(1)?);
        let mut chunk = Chunk::new();
        let mut catalog = chunk.indirect(catalog_id).start::<pdf_writer::writers::Catalog<'_>>();
        catalog.pages(Ref::new(PAGES));
        // A viewer that scales to fit would change every module.
        catalog.viewer_preferences().pair(Name(b"PrintScaling"), Name(b"None"));
        let layers = self.shared.all_layers();
        if !layers.is_empty() {
            layer::list(&layers, &mut catalog);
        }
        catalog.finish();
        self.object(&chunk)?;

        let mut chunk = Chunk::new();
        let mut info = chunk.indirect(info_id).start::<pdf_writer::writers::DocumentInfo<'_>>();
        info.title(TextStr(&about.title));
        if !about.allowed.is_empty() {
            let findings = series(about.allowed.iter().map(outside));
            info.keywords(TextStr(&say!("allowed findings: {findings}", findings).in_english()));
        }
        info.producer(TextStr(concat!("quietzone ", env!("CARGO_PKG_VERSION"))));
        info.finish();
        self.object(&chunk)?;
        Ok(format!("/Root {} 0 R/Info {} 0 R", catalog_id.get(), info_id.get()))
    }

    /// The cross-reference stream and the end of the file (ISO 32000-1, 7.5.8).
    fn cross_references(&mut self, root: &str) -> io::Result<u64> {
        let start = self.position;
        let id = format!("{:016X}{:016X}", self.hash.value(), start);
        let stream = self.table.stream(start, &format!("{root}/ID[<{id}><{id}>]"))?;
        self.write(&stream)?;
        self.write(format!("startxref\n{start}\n%%EOF\n").as_bytes())?;
        Ok(self.position)
    }
}
