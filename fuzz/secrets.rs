//! No tail, token or control character in what the program tells.
//!
//! The bytes choose a batch of codes, what is wrong with it, where secrets stand besides, and a command.
//! The fuzz target and `cli/tests/it/secrets.rs` share this file.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "inputs.rs"]
mod inputs;

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use inputs::{Choices, GOODS, Goods, Kept, file};
use quietzone_cli::Console;

/// Characters of a secret that nobody may be told.
const WINDOW: usize = 12;
const MARKET_FILE: &str = include_str!("../src/market/kz-pharma.toml");
const TEMPLATE: &str = "market = 'MARKET'\n\
    label = { width = '60 mm', height = '40 mm', device = '300 dpi' }\n\
    [data]\noptional = ['batch', 'expiry', 'product', 'DATA']\n\
    [[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '2 mm'\ny = '2 mm'\nwidth = '24 mm'\nheight = '24 mm'\n\
    [[element]]\ntype = 'text'\nid = 'ID'\nx = '30 mm'\ny = '2 mm'\nwidth = '28 mm'\nsize = '6 pt'\ntext = \"TEXT\"\nEXTRA\n";

/// Runs a command on what the bytes choose; no twelve characters of a secret and no control character
/// may stand in what it tells.
pub fn secrets(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut case = Case::new(bytes, folder.path());
    let command = case.command();
    let told = run(&command);
    let told_of = |what: &str| format!("{what} of {command:?}\nsecrets {:?}\n", case.kept.0);
    let unsaid: HashSet<Vec<char>> = case.kept.0.iter().flat_map(|secret| windows(secret)).collect();
    for (what, text) in ["standard output", "standard error"].into_iter().zip(&told) {
        assert_keeps(&unsaid, text, &told_of(what));
        let raw = text.replace("\r\n", "\n").chars().find(|c| is_raw(*c));
        assert!(raw.is_none(), "{raw:?} on {}{text}", told_of(what));
    }
    for output in ["overlay.svg", "out.pdf"] {
        let Ok(bytes) = fs::read(folder.path().join(output)) else { continue };
        for text in texts(&bytes, output.ends_with("pdf")) {
            assert_keeps(&unsaid, &text, &told_of(output));
        }
    }
}

fn windows(text: &str) -> Vec<Vec<char>> {
    text.chars().collect::<Vec<_>>().windows(WINDOW).map(<[char]>::to_vec).collect()
}

fn assert_keeps(unsaid: &HashSet<Vec<char>>, text: &str, what: &str) {
    let plain = text.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=").replace("\\/", "/");
    let plain = plain.replace("&#x2F;", "/").replace("&#x3D;", "=");
    let leak = windows(&plain).into_iter().find(|window| unsaid.contains(window));
    let leak = leak.map(|window| window.into_iter().collect::<String>());
    let line = plain.lines().find(|line| leak.as_ref().is_some_and(|leak| line.contains(leak)));
    assert!(leak.is_none(), "{leak:?} stands in {what}{}", line.unwrap_or(&plain));
}

/// Whether a character cannot be seen and moves what is seen.
fn is_raw(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{200b}')
}

/// A picture as it is; of a PDF what it says of itself, with every stream unpacked, and what has two bytes
/// a letter.
fn texts(bytes: &[u8], is_pdf: bool) -> Vec<String> {
    let mut texts = vec![String::from_utf8_lossy(bytes).into_owned()];
    if !is_pdf {
        return texts;
    }
    let mut rest = bytes;
    while let Some(at) = rest.windows(6).position(|near| near == b"stream") {
        rest = &rest[at + 6..];
        let mut unpacked = Vec::new();
        let _ = flate2::read::ZlibDecoder::new(rest.trim_ascii_start()).read_to_end(&mut unpacked);
        texts.push(String::from_utf8_lossy(&unpacked).into_owned());
    }
    // Colours and labels may be called as they are.
    let objects = texts.iter().flat_map(|text| text.split("endobj"));
    let objects = objects.filter(|object| object.contains("/Producer") || object.contains("xmpmeta"));
    objects.flat_map(|object| [object.to_owned(), object.replace('\0', "")]).collect()
}

/// A stream that is kept.
#[derive(Clone, Default)]
struct Stream(Arc<Mutex<Vec<u8>>>);

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic in a write").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn run(command: &[String]) -> [String; 2] {
    let [out, err] = [Stream::default(), Stream::default()];
    let arguments = ["quietzone".to_owned()].into_iter().chain(command.iter().cloned()).map(OsString::from);
    quietzone_cli::run(arguments, &Console::new(out.clone(), err.clone()));
    [out, err].map(|stream| String::from_utf8_lossy(&stream.0.lock().expect("no panic in a write")).into_owned())
}

/// One try: a folder with files, and the secrets in them.
struct Case<'b> {
    choices: Choices<'b>,
    folder: &'b Path,
    goods: Goods,
    kept: Kept,
    /// A secret that stands where none belongs.
    stray: String,
}

impl<'b> Case<'b> {
    fn new(bytes: &'b [u8], folder: &'b Path) -> Self {
        let mut choices = Choices::new(bytes);
        let goods = choices.of(&GOODS);
        let mut kept = Kept::default();
        let stray = match choices.pick(6) {
            0 => {
                let token = format!("eyJ{}.eyJ{}", choices.random(40), choices.random(60));
                kept.0.push(token.clone());
                token
            }
            1 | 2 => kept.code(&mut choices, goods),
            _ => kept.tail(&mut choices, goods),
        };
        Self { choices, folder, goods, kept, stray }
    }

    /// The stray secret, at a place where one may stand or not.
    fn or_stray(&mut self, usual: &str) -> String {
        if self.choices.once_in(6) { self.stray.clone() } else { usual.to_owned() }
    }

    /// A file whose name holds the stray secret or not.
    fn write(&mut self, name: &str, ending: &str, content: &[u8]) -> String {
        let stray = self.or_stray(name).replace(['/', '\0'], "-");
        // What was put in for a slash parts the secret.
        let name: String = stray.chars().take(60).collect();
        let path = self.folder.join(format!("{name}.{ending}"));
        fs::write(&path, content).expect("a temporary file");
        path.display().to_string()
    }

    fn rows(&mut self) -> Vec<Vec<String>> {
        let columns = 1 + self.choices.pick(3);
        let mut rows = Vec::new();
        if self.choices.pick(3) < 2 {
            let usual = ["Код", "Серия", "GTIN"];
            rows.push(usual[..columns].iter().map(|name| self.or_stray(name)).collect());
        }
        for _ in 0..2 + self.choices.pick(3) {
            let code = self.kept.code(&mut self.choices, self.goods);
            let usual = [code.as_str(), "A123", "04600999000171"];
            let mut row: Vec<String> = usual[..columns].iter().map(|cell| self.or_stray(cell)).collect();
            if self.choices.once_in(8) {
                row.push(self.stray.clone());
            }
            rows.push(row);
        }
        if self.choices.once_in(6) && rows.len() > 2 {
            rows[2] = rows[1].clone();
        }
        rows
    }

    fn data(&mut self, name: &str) -> String {
        let (rows, sheet) = (self.rows(), self.or_stray("Коды").replace('/', "-"));
        let (ending, content) = file(&mut self.choices, &rows, &sheet, &self.stray);
        let ending = if self.choices.once_in(8) { "xls" } else { ending };
        self.write(name, ending, &content)
    }

    fn market(&mut self) -> String {
        match self.choices.pick(8) {
            0..=4 => self.goods.market.to_owned(),
            5 => "auto".to_owned(),
            6 => self.or_stray("xx-none"),
            _ => {
                let from = [
                    "\"kz-pharma\"",
                    "Kazakhstan: medicines",
                    "\"flyer\"",
                    "\"digits\"",
                    "ai = \"21\"",
                    "confidence",
                    "\"serial\"",
                    "\"batch\"",
                    "Серия",
                    "Track-and-trace",
                    "\"none\"",
                    "length = 13",
                ];
                let stray = self.stray.replace('"', "'");
                let from = self.choices.of(&from);
                let to = if from.starts_with('"') { format!("\"{stray}\"") } else { stray };
                let text = MARKET_FILE.replacen(from, &to, 1 + self.choices.pick(2));
                self.write("market", "toml", text.as_bytes())
            }
        }
    }

    fn template(&mut self) -> String {
        let market = if self.goods.market == "gs1" { "ru-lp" } else { self.goods.market };
        let stray = self.stray.clone();
        let mut text = TEMPLATE.replace("MARKET", &self.or_stray(market));
        for (place, usual) in [("DATA", "note"), ("ID", "words")] {
            text = text.replacen(place, &self.or_stray(usual).replace('\'', "-"), 1);
        }
        let words = match self.choices.pick(8) {
            1 => stray.replace(['"', '\\'], "-"),
            2 => format!("{{{{ {} }}}}", stray.replace(['"', '\\'], "-")),
            3 => format!("{{{{ serial | {} }}}}", stray.replace(['"', '\\'], "-")),
            4 => stray.clone(),
            5 => "{{ tail }}".to_owned(),
            _ => "{{ product }} {{ batch }}".to_owned(),
        };
        let extra = match self.choices.pick(12) {
            1 => format!("'{stray}' = 1"),
            2 => format!("font = '{stray}'"),
            3 => format!("size = '{stray}'"),
            4 => format!("[[element]]\ntype = 'image'\nid = 'it'\nfile = '{stray}'"),
            5 => format!("# {stray}\nwhen = '{stray}'"),
            6 => format!("{stray} = '"),
            7 => format!("[[allow]]\nrule = 'QZ03'\nreason = '{stray}'"),
            8 => format!("[inks]\nbrand = 'spot(\"{stray}\", cmyk(1, 0, 0, 0))'"),
            _ => String::new(),
        };
        let text = text.replace("TEXT", &words).replace("EXTRA", &extra);
        self.write("label", "toml", text.as_bytes())
    }

    /// Options of reading, some of them with the stray secret.
    fn options(&mut self, command: &mut Vec<String>, with_batch: bool) {
        let stray = self.stray.clone();
        let (option, value) = match self.choices.pick(if with_batch { 26 } else { 16 }) {
            1 => ("--column", stray),
            2 => ("--column", format!("21={stray}")),
            3 => ("--column", format!("{stray}=A")),
            4 => ("--column", self.choices.of(&["A", "B", "C", "Код"]).to_owned()),
            5 => ("--sheet", stray),
            6 => ("--width", stray),
            7 => ("--encoding", stray),
            8 => ("--data", stray),
            9 => (
                ["--no-header", "--fix-layout", "--fix-lookalikes", "--all-findings"][self.choices.pick(4)],
                String::new(),
            ),
            10 => ("--data", self.data("more")),
            11 => ("--header-row", self.choices.of(&["1", "2", "99", "x"]).to_owned()),
            12 => ("--column", "A-C".to_owned()),
            13 => ("--data", self.folder.display().to_string()),
            16 => ("--rows", stray),
            17 => ("--set", stray),
            18 => ("--set", format!("batch={stray}")),
            19 => ("--set", format!("{stray}=1")),
            20 | 21 => {
                let lookup = self.data("lookup");
                command.extend(["--lookup".to_owned(), lookup]);
                ("--key", self.or_stray("gtin"))
            }
            22 => ("--allow", stray),
            23 => ("--dpi", stray),
            24 => ("--market", self.market()),
            25 => ("--rows", "2-3".to_owned()),
            _ => return,
        };
        command.push(option.to_owned());
        command.extend(Some(value).filter(|value| !value.is_empty()));
    }

    fn command(&mut self) -> Vec<String> {
        let path = |name: &str| self.folder.join(name).display().to_string();
        let [overlay, pdf, clean] = ["overlay.svg", "out.pdf", "clean.txt"].map(path);
        let kind = self.choices.pick(16);
        let mut command: Vec<String> = match kind {
            0..=4 => {
                let format = self.choices.of(&["text", "json", "csv"]);
                vec![
                    "inspect".into(),
                    "--data".into(),
                    self.data("codes"),
                    "--market".into(),
                    self.market(),
                    "--format".into(),
                    format.into(),
                ]
            }
            5 | 6 => {
                let format = self.choices.of(&["text", "json"]);
                let code = self.kept.code(&mut self.choices, self.goods);
                let mut command = vec!["inspect".into(), code, "--format".into(), format.into()];
                match self.choices.pick(4) {
                    1 => command.extend(["--market".into(), self.market()]),
                    2 => command.extend(["--printed".into(), self.stray.clone()]),
                    _ => (),
                }
                return command;
            }
            7 | 8 => {
                let format = self.choices.of(&["text", "json", "sarif", "html"]);
                let mut command = vec![
                    "check".into(),
                    self.template(),
                    "--format".into(),
                    format.into(),
                    "--overlay".into(),
                    overlay,
                ];
                if self.choices.pick(4) == 0 {
                    return command;
                }
                command.extend(["--data".into(), self.data("codes")]);
                command
            }
            9..=11 => {
                let format = self.choices.of(&["text", "json"]);
                let output = if self.choices.once_in(8) { path_of(self.folder, &self.stray) } else { pdf };
                let mut command = vec![
                    "render".into(),
                    self.template(),
                    "--data".into(),
                    self.data("codes"),
                    "-o".into(),
                    output,
                    "--format".into(),
                    format.into(),
                ];
                command.extend(self.choices.once_in(2).then(|| "--skip-bad".into()));
                command
            }
            12 | 13 => {
                let format = self.choices.of(&["text", "json"]);
                vec![
                    "convert".into(),
                    "--data".into(),
                    self.data("codes"),
                    "--market".into(),
                    self.market(),
                    "-o".into(),
                    clean,
                    "--format".into(),
                    format.into(),
                ]
            }
            _ => {
                let format = self.choices.of(&["text", "json"]);
                let code = self.kept.code(&mut self.choices, self.goods);
                let mut command = match self.choices.pick(5) {
                    0 => vec!["size".into(), code, "--market".into(), self.market()],
                    1 => vec!["symbol".into(), code, "-o".into(), path_of(self.folder, "symbol.svg")],
                    2 => vec![
                        "symbol".into(),
                        code,
                        "--market".into(),
                        self.market(),
                        "-o".into(),
                        path_of(self.folder, "symbol.pdf"),
                    ],
                    3 => vec!["market".into(), "show".into(), self.market()],
                    _ => vec![code],
                };
                command.extend(["--format".into(), format.into()]);
                return command;
            }
        };
        self.options(&mut command, (7..=11).contains(&kind));
        command
    }
}

fn path_of(folder: &Path, name: &str) -> String {
    folder.join(name.replace('\0', "-")).display().to_string()
}
