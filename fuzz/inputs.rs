//! Files and codes with crypto tails in them, damaged as the chooser's bytes say.

#[path = "choices.rs"]
mod choices;

use std::io::{Cursor, Write};
use std::iter;

pub use choices::Choices;
use choices::LETTERS;

const GS: char = '\u{1d}';
/// How a separator comes, if not as itself.
const SEPARATORS: [&str; 14] =
    ["<GS>", "<GS> ", " ", "#", "|", "^]", "&#29;", "%1D", "(GS)", "\\u001d", "\\F", "_x001D_", "\u{241d}", ""];
/// Letters that look alike, and keys of a Russian keyboard.
const LOOK_ALIKES: [(&str, &str); 2] = [
    ("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху"),
    ("QWERTYUIOPASDFGHJKLZXCVBNMqwertyuiopasdfghjklzxcvbnm/", "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬйцукенгшщзфывапролдячсмить."),
];

/// A market whose codes have tails, and how its codes begin.
#[derive(Clone, Copy)]
pub struct Goods {
    pub market: &'static str,
    gtin: &'static str,
    tail: usize,
}

pub const GOODS: [Goods; 6] = [
    Goods { market: "kz-pharma", gtin: "04870999000116", tail: 44 },
    Goods { market: "ru-lp", gtin: "04600999000171", tail: 44 },
    Goods { market: "ru-pharma", gtin: "04600999000171", tail: 44 },
    Goods { market: "uz-pharma", gtin: "04780999000149", tail: 44 },
    Goods { market: "ru-shoes", gtin: "04600999000171", tail: 88 },
    Goods { market: "gs1", gtin: "04600999000171", tail: 44 },
];

/// What must not be told, as it came and as it was damaged.
#[derive(Default)]
pub struct Kept(pub Vec<String>);

impl Kept {
    pub fn tail(&mut self, choices: &mut Choices<'_>, goods: Goods) -> String {
        let tail = format!("{}=", choices.random(goods.tail - 1));
        self.0.push(tail.clone());
        tail
    }

    /// A code of the goods, damaged or not.
    pub fn code(&mut self, choices: &mut Choices<'_>, goods: Goods) -> String {
        let tail = self.tail(choices, goods);
        let serial = choices.random(13).replace(['+', '/'], "_");
        let key = choices.random(4).replace(['+', '/'], "k");
        let code = format!("01{}21{serial}{GS}91{key}{GS}92{tail}", goods.gtin);
        match choices.pick(20) {
            0..=4 => code,
            5 => damaged_end(code, choices),
            6 => code.chars().skip(3 + choices.pick(30)).collect(),
            7 => format!("{code}{code}"),
            8 => format!("\"{code}\""),
            9 => format!("«{code}»"),
            10 | 11 => self.typed(&code, choices),
            12 | 13 => code.replace(GS, choices.of(&SEPARATORS)),
            14 => inserted(
                &code,
                choices.of(&["\u{1b}[31m", "\u{1e}", "\0", "\u{202e}", "\u{200b}", " ", "\"", ";"]),
                choices,
            ),
            15 => self.in_base64(&code),
            16 => format!("=\"{code}\""),
            17 => format!("(01){}(21){serial}(91){key}(92){tail}", goods.gtin),
            18 => format!("[01]{}[21]{serial}[91]{key}[92]{tail}", goods.gtin),
            _ => tail,
        }
    }

    /// As a reader types it on a keyboard of another layout, or a person with other letters.
    fn typed(&mut self, code: &str, choices: &mut Choices<'_>) -> String {
        let (latin, other) = choices.of(&LOOK_ALIKES);
        let typed = |text: &str| -> String {
            let letter = |c| latin.chars().zip(other.chars()).find_map(|(a, b)| (a == c).then_some(b)).unwrap_or(c);
            text.chars().map(letter).collect()
        };
        let tails: Vec<String> = self.0.iter().map(|tail| typed(tail)).collect();
        self.0.extend(tails);
        typed(code)
    }

    fn in_base64(&mut self, code: &str) -> String {
        let encoded = base64(code.as_bytes());
        // Behind the GTIN and the serial.
        self.0.push(encoded.chars().skip(60).collect());
        encoded
    }
}

fn damaged_end(code: String, choices: &mut Choices<'_>) -> String {
    let length = code.chars().count() - choices.pick(50);
    code.chars().take(length).collect()
}

fn inserted(code: &str, what: &str, choices: &mut Choices<'_>) -> String {
    let at = choices.pick(code.len());
    format!("{}{what}{}", &code[..at], &code[at..])
}

pub fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        text.extend((0..=three.len()).map(|at| char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize])));
    }
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// The cells of a table, a name for its sheet, and what its kind of file makes of them.
pub fn file(choices: &mut Choices<'_>, rows: &[Vec<String>], sheet: &str, secret: &str) -> (&'static str, Vec<u8>) {
    let joined = |cell: &str, quote: bool| {
        let line = |row: &Vec<String>| {
            let cells =
                row.iter().map(|text| if quote { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() });
            cells.collect::<Vec<_>>().join(cell)
        };
        rows.iter().map(line).collect::<Vec<_>>().join("\n").into_bytes()
    };
    let (ending, mut file) = match choices.pick(18) {
        0 => ("csv", joined(",", true)),
        1 => ("csv", joined(";", false)),
        2 => ("tsv", joined("\t", false)),
        3 => ("txt", joined("\n", false)),
        4 => ("json", codes_of_an_order(choices, rows, secret)),
        5 => ("json", objects(choices, rows, secret)),
        6 => ("json", rows.iter().map(|row| json(&row.join(","))).collect::<Vec<_>>().join("\n").into_bytes()),
        7 => {
            ("txt", rows.iter().map(|row| base64(row.concat().as_bytes())).collect::<Vec<_>>().join("\n").into_bytes())
        }
        8 | 9 => ("xlsx", xlsx(choices, rows, sheet, secret)),
        10 | 11 => ("ods", ods(rows, sheet)),
        12 => ("zip", zip(&[("a.csv", &joined(",", true)), (&format!("{sheet}.csv"), &joined(";", false))])),
        13 => ("html", format!("<html><table><tr><td>{secret}").into_bytes()),
        14 => ("xml", format!("<?xml version=\"1.0\"?><{secret}>").into_bytes()),
        15 => ("txt", utf16(&String::from_utf8_lossy(&joined("\n", false)))),
        _ => ("csv", joined(choices.of(&["|", " ", "\u{1e}", "\u{0}"]), false)),
    };
    match choices.pick(12) {
        1 => file.truncate(file.len() - file.len().min(1 + choices.pick(200))),
        2 => drop(file.drain(..file.len().min(choices.pick(200)))),
        3 => {
            let at = file.len() * choices.pick(100) / 100;
            file.insert(at, choices.of(b"\"'{}[]<>&\x1b\x1d\xff\0"));
        }
        4 => file.extend_from_within(..file.len() / 2),
        _ => (),
    }
    (ending, file)
}

/// As some spreadsheet programs write text.
fn utf16(text: &str) -> Vec<u8> {
    iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn json(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

fn codes_of_an_order(choices: &mut Choices<'_>, rows: &[Vec<String>], secret: &str) -> Vec<u8> {
    let codes: Vec<String> = rows.iter().map(|row| json(&row.concat())).collect();
    let list = json(choices.of(&["codes", secret]));
    format!("{{\"omsId\":{},{list}:[{}]}}", json(choices.of(&["1", secret])), codes.join(",")).into_bytes()
}

fn objects(choices: &mut Choices<'_>, rows: &[Vec<String>], secret: &str) -> Vec<u8> {
    let key = choices.of(&["code", "cis", secret]);
    let entry = |row: &Vec<String>| {
        let cells = row.iter().enumerate().map(|(n, cell)| match n {
            0 => format!("{}:{}", json(key), json(cell)),
            n => format!("\"c{n}\":{}", json(cell)),
        });
        format!("{{{}}}", cells.collect::<Vec<_>>().join(","))
    };
    format!("[{}]", rows.iter().map(entry).collect::<Vec<_>>().join(",")).into_bytes()
}

fn xml(text: &str) -> String {
    text.chars().fold(String::new(), |mut xml, c| {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '"' => xml.push_str("&quot;"),
            c if c.is_control() => xml.push_str(&format!("_x{:04X}_", u32::from(c))),
            c => xml.push(c),
        }
        xml
    })
}

fn xlsx(choices: &mut Choices<'_>, rows: &[Vec<String>], sheet: &str, secret: &str) -> Vec<u8> {
    let hidden = choices.once_in(4);
    let formula = choices.once_in(4);
    let rows = rows.iter().zip(1..).map(|(row, number)| {
        let cells = row.iter().zip('A'..).map(|(cell, column)| match (formula, number) {
            (true, 2) => format!("<c r=\"{column}{number}\"><f>\"{}\"</f></c>", xml(secret)),
            _ => format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{}</t></is></c>", xml(cell)),
        });
        let attribute = if hidden && number == 3 { " hidden=\"1\"" } else { "" };
        format!("<row r=\"{number}\"{attribute}>{}</row>", cells.collect::<String>())
    });
    let sheet_xml = format!("<worksheet><sheetData>{}</sheetData></worksheet>", rows.collect::<String>());
    let second = choices.once_in(4);
    let name = if second { xml(secret) } else { "B".to_owned() };
    let book = format!(
        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"{}\" sheetId=\"1\" r:id=\"a\"/><sheet name=\"{name}\" sheetId=\"2\" r:id=\"b\"/></sheets></workbook>",
        xml(sheet)
    );
    let other = if second { sheet_xml.as_str() } else { "<worksheet><sheetData/></worksheet>" };
    zip(&[
        ("_rels/.rels", b"<Relationships><Relationship Id='r' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>"),
        ("xl/_rels/workbook.xml.rels", b"<Relationships><Relationship Id='a' Type='x/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='b' Type='x/worksheet' Target='worksheets/sheet2.xml'/></Relationships>"),
        ("xl/worksheets/sheet1.xml", sheet_xml.as_bytes()),
        ("xl/worksheets/sheet2.xml", other.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
    ])
}

fn ods(rows: &[Vec<String>], sheet: &str) -> Vec<u8> {
    let rows = rows.iter().map(|row| {
        let cells = row.iter().map(|cell| {
            format!("<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>", xml(cell))
        });
        format!("<table:table-row>{}</table:table-row>", cells.collect::<String>())
    });
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"{}\">{}</table:table></office:spreadsheet></office:body></office:document-content>",
        xml(sheet),
        rows.collect::<String>()
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest><manifest:file-entry/></manifest:manifest>"),
        ("content.xml", content.as_bytes()),
    ])
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(*name, options).expect("a file in a zip file");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("a zip file").into_inner()
}
