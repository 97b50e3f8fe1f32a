//! The document around the pages, written front to back.

use std::io::{self, Write};

use pdf_writer::{Chunk, Filter, Finish, Name, Rect, Ref, TextStr};

use super::content::{Content, ContentMaker, parts};
use super::font::{self, UsedGlyphs};
use super::{CATALOG, FAN_OUT, INFO, Ids, PAGES, RESOURCES, name, picture};
use crate::render::Fnv;
use crate::scene::{Ink, Stock};
use crate::units::Length;

/// Writes a document label by label.
pub struct PdfWriter<'a, W: Write> {
    out: W,
    stock: &'a Stock,
    ids: Ids,
    position: u64,
    /// Where each object begins, by number; 0 for none.
    offsets: Vec<u64>,
    labels: u64,
    pages: u64,
    /// The contents of the page under way.
    contents: Vec<Ref>,
    used: UsedGlyphs,
    hash: Fnv,
}

impl<'a, W: Write> PdfWriter<'a, W> {
    /// Begins a document.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn new(mut out: W, stock: &'a Stock) -> io::Result<Self> {
        let header = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
        out.write_all(header)?;
        let mut writer = Self {
            out,
            stock,
            ids: Ids::new(stock),
            position: header.len() as u64,
            offsets: Vec::new(),
            labels: 0,
            pages: 0,
            contents: Vec::new(),
            used: UsedGlyphs::default(),
            hash: Fnv::default(),
        };
        let maker = ContentMaker::new(stock);
        for (number, items) in stock.fixed.iter().enumerate() {
            let data = maker.fixed(items, &mut writer.used);
            let mut chunk = Chunk::new();
            let mut form = chunk.form_xobject(writer.ids.fixed(number), &data);
            form.filter(Filter::FlateDecode);
            form.bbox(box_of(stock.width, stock.height)).pair(Name(b"Resources"), Ref::new(RESOURCES));
            form.finish();
            writer.object(writer.ids.fixed(number), &chunk)?;
        }
        Ok(writer)
    }

    /// Writes the next label.
    ///
    /// # Errors
    /// The output cannot be written, or the document has more pages than PDF can number.
    pub fn label(&mut self, content: &Content) -> io::Result<()> {
        let slot = self.stock.slot(self.labels);
        let [_, page] = self.ids.page(slot.page).ok_or_else(|| io::Error::other("too many pages for one PDF"))?;
        let place = i32::try_from(slot.place).unwrap_or(0);
        let id = Ref::new(page + 1 + place);
        let mut chunk = Chunk::with_capacity(content.0.len() + 100);
        chunk.stream(id, &content.0).filter(Filter::FlateDecode);
        self.object(id, &chunk)?;
        self.hash.write(&content.0);
        self.contents.push(id);
        self.labels += 1;
        if slot.last { self.page() } else { Ok(()) }
    }

    /// Writes the page whose labels are there.
    fn page(&mut self) -> io::Result<()> {
        let Some([node, page]) = self.ids.page(self.pages) else { return Ok(()) };
        if self.pages > 0 && self.pages.is_multiple_of(FAN_OUT as u64) {
            self.node(self.pages - 1, FAN_OUT)?;
        }
        let mut chunk = Chunk::with_capacity(200);
        let mut dictionary = chunk.page(Ref::new(page));
        let (width, height) = self.stock.page();
        let size = box_of(width, height);
        dictionary.parent(Ref::new(node)).media_box(size).trim_box(size);
        match (self.has_marks(), self.contents.as_slice()) {
            (false, [only]) => drop(dictionary.contents(*only)),
            (marks, several) => {
                let first = marks.then_some(self.ids.marks());
                dictionary.contents_array(first.into_iter().chain(several.iter().copied()));
            }
        }
        dictionary.pair(Name(b"Resources"), Ref::new(RESOURCES));
        dictionary.finish();
        self.object(Ref::new(page), &chunk)?;
        self.contents.clear();
        self.pages += 1;
        Ok(())
    }

    fn has_marks(&self) -> bool {
        self.stock.sheet.as_ref().is_some_and(|sheet| !sheet.marks.is_empty())
    }

    /// Notes glyphs that pages used.
    pub fn used(&mut self, glyphs: UsedGlyphs) {
        self.used.merge(glyphs);
    }

    /// Ends the document and gives back the output and its length in bytes.
    ///
    /// # Errors
    /// The output cannot be written, or a font cannot be subset.
    pub fn finish(mut self, title: &str) -> io::Result<(W, u64)> {
        if !self.contents.is_empty() {
            self.page()?;
        }
        if self.pages > 0 {
            let rest = (self.pages - 1) % FAN_OUT as u64 + 1;
            self.node(self.pages - 1, i32::try_from(rest).unwrap_or(FAN_OUT))?;
        }
        self.fonts()?;
        for (number, placed) in self.stock.pictures.iter().enumerate() {
            for (chunk, id) in picture::embed(placed, self.ids.picture(number)).iter().zip(self.ids.picture(number)) {
                self.object(id, chunk)?;
            }
        }
        self.inks()?;
        self.marks()?;
        self.resources()?;
        self.root(title)?;
        let end = self.cross_references()?;
        Ok((self.out, end))
    }

    fn object(&mut self, id: Ref, chunk: &Chunk) -> io::Result<()> {
        let number = usize::try_from(id.get()).unwrap_or(0);
        if self.offsets.len() <= number {
            self.offsets.resize(number + 1, 0);
        }
        if let Some(offset) = self.offsets.get_mut(number) {
            *offset = self.position;
        }
        self.position += chunk.len() as u64;
        self.out.write_all(chunk.as_bytes())
    }

    /// The tree node of the pages up to `last`.
    fn node(&mut self, last: u64, count: i32) -> io::Result<()> {
        let Some([node, ..]) = self.ids.page(last) else { return Ok(()) };
        let mut chunk = Chunk::new();
        let mut pages = chunk.pages(Ref::new(node));
        pages.parent(Ref::new(PAGES)).count(count).kids((0..count).map(|index| self.ids.sibling(node, index)));
        pages.finish();
        self.object(Ref::new(node), &chunk)
    }

    fn fonts(&mut self) -> io::Result<()> {
        for (number, face) in self.stock.faces.iter().enumerate() {
            let ids = self.ids.face(number);
            let chunks = font::embed(number, face, &self.used, ids)
                .map_err(|error| io::Error::other(format!("the font {} cannot be embedded: {error}", face.name)))?;
            for (chunk, id) in chunks.iter().zip(ids) {
                self.object(id, chunk)?;
            }
        }
        Ok(())
    }

    /// Separation colour spaces of spot inks.
    fn inks(&mut self) -> io::Result<()> {
        for (number, ink) in self.stock.inks.iter().enumerate() {
            let Ink::Spot { name, alternate } = ink else { continue };
            let [space_id, function_id] = self.ids.ink(number);
            let mut chunk = Chunk::new();
            let mut separation = chunk.color_space(space_id).separation(Name(name.as_bytes()));
            separation.alternate_color_space().device_cmyk();
            separation.tint_ref(function_id);
            separation.finish();
            self.object(space_id, &chunk)?;
            let mut chunk = Chunk::new();
            let mut function = chunk.exponential_function(function_id);
            function.domain([0.0, 1.0]).c0([0.0; 4]).c1(parts(*alternate)).n(1.0);
            function.finish();
            self.object(function_id, &chunk)?;
        }
        Ok(())
    }

    /// The crop marks, which all pages share.
    fn marks(&mut self) -> io::Result<()> {
        let Some(sheet) = self.stock.sheet.as_ref().filter(|sheet| !sheet.marks.is_empty()) else { return Ok(()) };
        let data = ContentMaker::new(self.stock).marks(sheet);
        let mut chunk = Chunk::new();
        chunk.stream(self.ids.marks(), &data).filter(Filter::FlateDecode);
        self.object(self.ids.marks(), &chunk)
    }

    fn resources(&mut self) -> io::Result<()> {
        let mut chunk = Chunk::new();
        let mut resources = chunk.indirect(Ref::new(RESOURCES)).start::<pdf_writer::writers::Resources<'_>>();
        let written =
            |id: Ref| self.offsets.get(usize::try_from(id.get()).unwrap_or(0)).is_some_and(|offset| *offset > 0);
        let mut fonts = resources.fonts();
        for number in 0..self.stock.faces.len() {
            let [font, ..] = self.ids.face(number);
            if written(font) {
                fonts.pair(Name(name('F', number).as_bytes()), font);
            }
        }
        fonts.finish();
        let mut objects = resources.x_objects();
        for number in 0..self.stock.fixed.len() {
            objects.pair(Name(name('X', number).as_bytes()), self.ids.fixed(number));
        }
        for number in 0..self.stock.pictures.len() {
            let [image, _] = self.ids.picture(number);
            objects.pair(Name(name('P', number).as_bytes()), image);
        }
        objects.finish();
        let mut spaces = resources.insert(Name(b"ColorSpace")).dict();
        for (number, ink) in self.stock.inks.iter().enumerate() {
            if matches!(ink, Ink::Spot { .. }) {
                let [space, _] = self.ids.ink(number);
                spaces.pair(Name(name('C', number).as_bytes()), space);
            }
        }
        spaces.finish();
        resources.finish();
        self.object(Ref::new(RESOURCES), &chunk)
    }

    fn root(&mut self, title: &str) -> io::Result<()> {
        let mut chunk = Chunk::new();
        let nodes = self.pages.div_ceil(FAN_OUT as u64);
        let mut pages = chunk.pages(Ref::new(PAGES));
        let kids = (0..nodes).filter_map(|node| self.ids.page(node * FAN_OUT as u64)).map(|[node, _]| Ref::new(node));
        pages.count(i32::try_from(self.pages).unwrap_or(i32::MAX)).kids(kids);
        pages.finish();
        self.object(Ref::new(PAGES), &chunk)?;

        let mut chunk = Chunk::new();
        let mut catalog = chunk.indirect(Ref::new(CATALOG)).start::<pdf_writer::writers::Catalog<'_>>();
        catalog.pages(Ref::new(PAGES));
        // A viewer that scales to fit would change every module.
        catalog.viewer_preferences().pair(Name(b"PrintScaling"), Name(b"None"));
        catalog.finish();
        self.object(Ref::new(CATALOG), &chunk)?;

        let mut chunk = Chunk::new();
        let mut info = chunk.indirect(Ref::new(INFO)).start::<pdf_writer::writers::DocumentInfo<'_>>();
        info.title(TextStr(title)).producer(TextStr(concat!("quietzone ", env!("CARGO_PKG_VERSION"))));
        info.finish();
        self.object(Ref::new(INFO), &chunk)
    }

    /// The cross-reference table and trailer (ISO 32000-1, 7.5.4 and 7.5.5).
    fn cross_references(&mut self) -> io::Result<u64> {
        let start = self.position;
        let mut free: Vec<usize> =
            (1..self.offsets.len()).filter(|number| self.offsets.get(*number) == Some(&0)).collect();
        free.push(0);
        let mut next_free = free.iter().copied();
        let mut table =
            format!("xref\n0 {}\n{:010} 65535 f\r\n", self.offsets.len(), next_free.next().unwrap_or(0)).into_bytes();
        for offset in self.offsets.iter().skip(1) {
            match offset {
                0 => writeln!(table, "{:010} 00001 f\r", next_free.next().unwrap_or(0))?,
                offset => writeln!(table, "{offset:010} 00000 n\r")?,
            }
            if table.len() > 1 << 16 {
                self.out.write_all(&table)?;
                self.position += table.len() as u64;
                table.clear();
            }
        }
        let id = format!("{:016X}{:016X}", self.hash.value(), start);
        let size = self.offsets.len();
        write!(
            table,
            "trailer\n<< /Size {size} /Root {CATALOG} 0 R /Info {INFO} 0 R /ID [<{id}> <{id}>] >>\nstartxref\n{start}\n%%EOF\n"
        )?;
        self.out.write_all(&table)?;
        Ok(self.position + table.len() as u64)
    }
}

fn box_of(width: Length, height: Length) -> Rect {
    Rect::new(0.0, 0.0, width.to_pt(), height.to_pt())
}
