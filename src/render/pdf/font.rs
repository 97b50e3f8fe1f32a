//! Fonts: which glyphs were used, and their subsets.
//!
//! Pages write two-byte codes that were fixed before any page was made. For TrueType outlines a
//! code is the CID and a CIDToGIDMap leads to the subset's glyph; for PostScript outlines the
//! CID is the subset's glyph number and an embedded CMap leads there from the code.

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Chunk, Filter, Finish, Name, Rect, Ref, Str};
use subsetter::{GlyphRemapper, subset};

use super::deflate;
use crate::say;
use crate::scene::{Face, GlyphRun};
use crate::sentence::{Sentence, outside};
use crate::world::guarded;

/// The glyphs that pages used, by face and code.
#[derive(Debug, Default)]
pub struct UsedGlyphs {
    faces: Vec<FaceUse>,
}

#[derive(Debug)]
struct FaceUse {
    /// A bit for every code that was noted.
    seen: Box<[u64]>,
    /// Code to glyph and text.
    glyphs: BTreeMap<u16, (u16, String)>,
}

const SYSTEM: SystemInfo<'static> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
const CMAP_NAME: Name<'static> = Name(b"Quietzone");

impl FaceUse {
    fn new() -> Self {
        Self { seen: vec![0; 1024].into_boxed_slice(), glyphs: BTreeMap::new() }
    }

    /// Notes a code; of several texts for one, the least is kept, whatever the order.
    fn note(&mut self, code: u16, glyph: u16, text: &str) {
        if let Some(word) = self.seen.get_mut(usize::from(code) / 64) {
            *word |= 1 << (code % 64);
        }
        let known = self.glyphs.entry(code).or_insert_with(|| (glyph, text.to_owned()));
        if text < known.1.as_str() {
            known.1 = text.to_owned();
        }
    }

    fn has(&self, code: u16) -> bool {
        self.seen.get(usize::from(code) / 64).is_some_and(|word| word & (1 << (code % 64)) != 0)
    }
}

impl UsedGlyphs {
    fn face(&mut self, number: usize) -> Option<&mut FaceUse> {
        if self.faces.len() <= number {
            self.faces.resize_with(number + 1, FaceUse::new);
        }
        self.faces.get_mut(number)
    }

    /// Notes the glyphs of a run.
    pub(super) fn note(&mut self, run: &GlyphRun) {
        let Some(face) = self.face(run.face.number()) else { return };
        for (index, glyph) in run.glyphs.iter().enumerate() {
            let nominal = !crate::scene::PRIVATE_CIDS.contains(&glyph.cid);
            if nominal && face.has(glyph.cid) {
                continue;
            }
            let start = glyph.cluster as usize;
            let end = run
                .glyphs
                .get(index + 1..)
                .unwrap_or(&[])
                .iter()
                .map(|g| g.cluster as usize)
                .find(|at| *at > start)
                .unwrap_or(run.text.len());
            let first = index
                .checked_sub(1)
                .and_then(|i| run.glyphs.get(i))
                .is_none_or(|before| before.cluster != glyph.cluster);
            // Of several glyphs for one stretch of text, the first stands for all of it.
            let text = if first { run.text.get(start..end).unwrap_or_default() } else { "" };
            face.note(glyph.cid, glyph.id, text);
        }
    }

    /// Adds what other pages used.
    pub fn merge(&mut self, other: UsedGlyphs) {
        for (number, theirs) in other.faces.into_iter().enumerate() {
            let Some(face) = self.face(number) else { continue };
            for (code, (glyph, text)) in theirs.glyphs {
                face.note(code, glyph, &text);
            }
        }
    }
}

/// Makes the objects of a face that pages used: font, descendant, descriptor, file, map, Unicode.
pub(super) fn embed(number: usize, face: &Face, used: &UsedGlyphs, ids: [Ref; 6]) -> Result<Vec<Chunk>, Sentence> {
    let Some(face_use) = used.faces.get(number).filter(|face_use| !face_use.glyphs.is_empty()) else {
        return Ok(Vec::new());
    };
    let glyphs = &face_use.glyphs;
    let [font_id, cid_id, descriptor_id, file_id, map_id, unicode_id] = ids;
    let mut old: Vec<u16> = glyphs.values().map(|(glyph, _)| *glyph).collect();
    old.sort_unstable();
    old.dedup();
    let remapper = GlyphRemapper::new_from_glyphs_sorted(&old);
    let new_glyph = |glyph: u16| remapper.get(glyph).unwrap_or(0);
    let program = match guarded(|| subset(face.data(), 0, &remapper)) {
        Some(Ok(program)) => program,
        Some(Err(error)) => {
            let (font, error) = (outside(&face.name), outside(error));
            return Err(say!("the font {font} cannot be embedded: {error}", font, error));
        }
        None => return Err(say!("the font {font} cannot be embedded: it makes no sense", font = outside(&face.name))),
    };
    let base = format!("{}+{}", tag(glyphs), face.name);
    let mut chunks = Vec::new();

    let mut chunk = Chunk::new();
    let mut font = chunk.type0_font(font_id);
    font.base_font(Name(base.as_bytes())).descendant_font(cid_id).to_unicode(unicode_id);
    if face.is_truetype {
        font.encoding_predefined(Name(b"Identity-H"));
    } else {
        font.encoding_cmap(map_id);
    }
    font.finish();
    chunks.push(chunk);

    let per_em = |units: i32| units as f32 * 1000.0 / f32::from(face.units_per_em);
    let mut widths: Vec<(u16, f32)> = glyphs
        .iter()
        .map(|(code, (glyph, _))| {
            let cid = if face.is_truetype { *code } else { new_glyph(*glyph) };
            (cid, per_em(face.advance(*glyph)))
        })
        .collect();
    widths.sort_by_key(|(cid, _)| *cid);
    widths.dedup_by_key(|(cid, _)| *cid);
    let mut chunk = Chunk::new();
    let mut cid = chunk.cid_font(cid_id);
    cid.subtype(if face.is_truetype { CidFontType::Type2 } else { CidFontType::Type0 });
    cid.base_font(Name(base.as_bytes())).system_info(SYSTEM).font_descriptor(descriptor_id).default_width(0.0);
    if face.is_truetype {
        cid.cid_to_gid_map_stream(map_id);
    }
    let mut table = cid.widths();
    for run in widths.chunk_by(|a, b| a.0 + 1 == b.0) {
        if let Some((first, _)) = run.first() {
            table.consecutive(*first, run.iter().map(|(_, width)| *width));
        }
    }
    table.finish();
    cid.finish();
    chunks.push(chunk);

    let mut chunk = Chunk::new();
    let mut descriptor = chunk.font_descriptor(descriptor_id);
    let [left, bottom, right, top] = face.bounds.map(per_em);
    descriptor
        .name(Name(base.as_bytes()))
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(left, bottom, right, top))
        .italic_angle(0.0);
    descriptor
        .ascent(per_em(face.ascent))
        .descent(-per_em(face.descent))
        .cap_height(per_em(face.cap_height))
        .stem_v(80.0);
    if face.is_truetype {
        descriptor.font_file2(file_id);
    } else {
        descriptor.font_file3(file_id);
    }
    descriptor.finish();
    chunks.push(chunk);

    let mut chunk = Chunk::new();
    if face.is_truetype {
        let data = deflate(&program);
        let mut stream = chunk.stream(file_id, &data);
        stream.filter(Filter::FlateDecode);
        stream.pair(Name(b"Length1"), i32::try_from(program.len()).unwrap_or(i32::MAX));
    } else {
        let data = deflate(cff(&program));
        chunk.stream(file_id, &data).filter(Filter::FlateDecode).pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    }
    chunks.push(chunk);

    let mut chunk = Chunk::new();
    if face.is_truetype {
        let data = deflate(&cid_to_gid(glyphs, new_glyph));
        chunk.stream(map_id, &data).filter(Filter::FlateDecode);
    } else {
        let text = code_to_cid(glyphs, new_glyph);
        let mut cmap = chunk.cmap(map_id, text.as_bytes());
        cmap.name(CMAP_NAME).system_info(SYSTEM);
    }
    chunks.push(chunk);

    let mut unicode = UnicodeCmap::new(CMAP_NAME, SYSTEM);
    for (code, (_, text)) in glyphs.iter().filter(|(_, (_, text))| !text.is_empty()) {
        unicode.pair_with_multiple(*code, text.chars());
    }
    let data = deflate(unicode.finish().as_slice());
    let mut chunk = Chunk::new();
    chunk.cmap(unicode_id, &data).filter(Filter::FlateDecode);
    chunks.push(chunk);
    Ok(chunks)
}

/// Two bytes for every CID up to the highest used: its glyph in the subset.
fn cid_to_gid(glyphs: &BTreeMap<u16, (u16, String)>, new_glyph: impl Fn(u16) -> u16) -> Vec<u8> {
    let highest = glyphs.keys().next_back().copied().unwrap_or(0);
    (0..=highest).flat_map(|cid| glyphs.get(&cid).map_or(0, |(glyph, _)| new_glyph(*glyph)).to_be_bytes()).collect()
}

/// A CMap from page codes to the subset's glyph numbers (ISO 32000-1, 9.7.5).
fn code_to_cid(glyphs: &BTreeMap<u16, (u16, String)>, new_glyph: impl Fn(u16) -> u16) -> String {
    let mut text = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> def\n\
         /CMapName /Quietzone def\n/CMapType 1 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let pairs: Vec<String> =
        glyphs.iter().map(|(code, (glyph, _))| format!("<{code:04X}> {}\n", new_glyph(*glyph))).collect();
    for block in pairs.chunks(100) {
        text.push_str(&format!("{} begincidchar\n{}endcidchar\n", block.len(), block.concat()));
    }
    text.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    text
}

/// The CFF table of an OpenType file, or the whole file if it is bare CFF.
fn cff(program: &[u8]) -> &[u8] {
    let table =
        skrifa::FontRef::from_index(program, 0).ok().and_then(|font| font.table_data(skrifa::Tag::new(b"CFF ")));
    table.map_or(program, |table| {
        program
            .get(offset_in(program, table.as_bytes())..)
            .and_then(|rest| rest.get(..table.as_bytes().len()))
            .unwrap_or(program)
    })
}

/// Where a part of a slice begins in it.
fn offset_in(whole: &[u8], part: &[u8]) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize)
}

/// Six capitals that stand for the subset (ISO 32000-1, 9.6.4), from the glyphs in it.
fn tag(glyphs: &BTreeMap<u16, (u16, String)>) -> String {
    let mut hash = crate::render::Fnv::default();
    glyphs.iter().for_each(|(code, (glyph, _))| hash.write(&[code.to_be_bytes(), glyph.to_be_bytes()].concat()));
    let mut rest = hash.value();
    (0..6)
        .map(|_| {
            let letter = char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0));
            rest /= 26;
            letter
        })
        .collect()
}
