//! What recurs is kept in a printer's memory: any mix of it conserves the dots of every label.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use quietzone::batch::Data;
use quietzone::job::{self, FileKind, Request, TemplateFrom, run_to};
use quietzone::render::zpl::{Fixed, Graphics, Options};
use quietzone::world::{Memory, World};

const TEMPLATE: &str = "templates/kz-pharma-58x40-203.toml";
const INLINE: Options = Options {
    symbol: quietzone::render::zpl::SymbolForm::Graphic,
    graphics: Graphics::Hex,
    fixed: Fixed::Inline,
    comments: false,
    memory: 0,
    head_every: 0,
};

/// The files of a batch.
fn files(data: &str, zpl: Options, threads: usize, change: impl FnOnce(&mut Request)) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (path, memory) = (root.join(TEMPLATE), Memory::default());
    memory.put("data.tsv", data.as_bytes());
    let text = std::fs::read_to_string(&path).unwrap();
    let mut request = Request::new(TemplateFrom::Text { path, text });
    (request.world, request.beside) = (World::of(memory), Some(World::default()));
    (request.data, request.to) = (Some(Data::of(PathBuf::from("data.tsv"))), Some(FileKind::Zpl));
    (request.forms, request.threads) = (job::Forms { zpl, ..job::Forms::default() }, Some(threads));
    change(&mut request);
    let mut out = job::Memory::default();
    let outcome = run_to(&request, &mut out, &()).unwrap();
    assert!(outcome.summary.is_some(), "{:?}", outcome.findings);
    out.files.into_iter().map(|file| String::from_utf8(file).unwrap()).collect()
}

/// Rows of what is picked: batch, expiry and product by their numbers.
fn rows(picked: &[(u8, u8, u8)]) -> String {
    let codes = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/kz-pharma.txt")).unwrap();
    let row = |(code, (batch, expiry, product)): (&str, &(u8, u8, u8))| {
        let product = ["Ибупрофен 400 мг, № 20", "Парацетамол, таблеткалар 500 мг, № 10", ""][usize::from(product % 3)];
        let batch = if *batch == 0 { String::new() } else { format!("A{batch}") };
        format!("{code}\t{batch}\t2027-{:02}-28\t{product}\n", expiry % 12 + 1)
    };
    let rows: String = codes.lines().zip(picked).map(row).collect();
    format!("code\tbatch\texpiry\tproduct\n{rows}")
}

/// A printer's memory, as far as our files need it.
#[derive(Default)]
struct Printer {
    graphics: BTreeMap<String, Patch>,
    /// The most bytes of dots that were stored at a time.
    most: usize,
    labels: Vec<Drawn>,
}

type Patch = (usize, Vec<u8>);

/// The black dots of a label, and whether every graphic was there that it recalls.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Drawn(Vec<u8>, bool);

impl Printer {
    /// Takes a file, switched off and on before these labels.
    fn prints(file: &str, switched_off_before: &[usize]) -> Self {
        let mut printer = Self::default();
        let mut rest = file;
        while let Some(begin) = rest.find("~DG").into_iter().chain(rest.find("^XA")).min() {
            rest = &rest[begin..];
            if let Some(graphic) = rest.strip_prefix("~DGR:") {
                let end = graphic.find('\n').unwrap();
                let told: Vec<&str> = graphic[..end].splitn(4, ',').collect();
                printer.graphics.insert(told[0].to_owned(), patch(told[1], told[2], told[3]));
                let now = printer.graphics.values().map(|(_, bits)| bits.len()).sum();
                printer.most = printer.most.max(now);
                rest = &graphic[end..];
            } else {
                let end = rest.find("^XZ").unwrap();
                if rest[..end].contains("^PQ1") {
                    if switched_off_before.contains(&printer.labels.len()) {
                        printer.graphics.clear();
                    }
                    let drawn = printer.draw(&rest[..end]);
                    printer.labels.push(drawn);
                }
                let removed = rest[..end].split("^IDR:").skip(1).map(|name| name.split('^').next().unwrap());
                removed.for_each(|name| drop(printer.graphics.remove(name)));
                rest = &rest[end + 3..];
            }
        }
        printer
    }

    fn draw(&self, label: &str) -> Drawn {
        const ACROSS: usize = 464;
        let (mut dots, mut is_whole) = (vec![0; ACROSS * 320], true);
        for field in label.split("^FO").skip(1) {
            let (at, field) = field.split_once('^').unwrap();
            let (left, top) = at.split_once(',').unwrap();
            let (left, top): (usize, usize) = (left.parse().unwrap(), top.parse().unwrap());
            let field = field.split("^FS").next().unwrap();
            let patch = if let Some(name) = field.strip_prefix("XGR:") {
                self.graphics.get(name.split(',').next().unwrap()).cloned()
            } else {
                let told: Vec<&str> = field.strip_prefix("GFA,").unwrap().splitn(4, ',').collect();
                Some(self::patch(told[0], told[2], told[3]))
            };
            is_whole &= patch.is_some();
            let Some((across, bits)) = patch else { continue };
            for (at, byte) in bits.iter().enumerate().filter(|(_, byte)| **byte != 0) {
                for bit in (0..8).filter(|bit| byte >> (7 - bit) & 1 == 1) {
                    dots[(top + at / across) * ACROSS + left + at % across * 8 + bit] = 1;
                }
            }
        }
        Drawn(dots, is_whole)
    }
}

/// Hexadecimal digits with run lengths (ZPL II, `^GF`).
fn patch(total: &str, across: &str, data: &str) -> Patch {
    let (total, across): (usize, usize) = (total.parse().unwrap(), across.parse().unwrap());
    let (mut digits, mut count): (Vec<u8>, usize) = (Vec::new(), 0);
    for letter in data.bytes() {
        match letter {
            b'G'..=b'Y' => count += usize::from(letter - b'G') + 1,
            b'g'..=b'z' => count += (usize::from(letter - b'g') + 1) * 20,
            b',' => digits.resize(digits.len() / (2 * across) * 2 * across + 2 * across, 0),
            b':' => digits.extend_from_within(digits.len() - 2 * across..),
            _ => {
                let digit = char::from(letter).to_digit(16).unwrap() as u8;
                digits.extend(std::iter::repeat_n(digit, count.max(1)));
                count = 0;
            }
        }
    }
    assert_eq!(digits.len(), 2 * total);
    (across, digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

fn drawn(files: &[String]) -> Vec<Drawn> {
    files.iter().flat_map(|file| Printer::prints(file, &[]).labels).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]
    #[test]
    fn any_mix_of_what_recurs_conserves_the_dots(
        picked in prop::collection::vec((0_u8..3, 0_u8..3, 0_u8..3), 1..60),
        (memory, head_every, grouped) in (0_usize..24_000, 0_u64..9, any::<bool>()),
    ) {
        let options = Options { memory, head_every, fixed: Fixed::Stored, ..INLINE };
        let group = |request: &mut Request| if grouped { request.group_by = Some("gtin".to_owned()) };
        let data = rows(&picked);
        let (plain, kept) = (files(&data, INLINE, 1, group), files(&data, options, 1, group));
        prop_assert!(files(&data, options, 3, group) == kept, "threads make no difference");
        prop_assert!(drawn(&plain) == drawn(&kept));
        let fixed = files(&data, Options { memory: 0, ..options }, 1, group);
        let needed = fixed.iter().map(|file| Printer::prints(file, &[]).most).max().unwrap();
        for file in &kept {
            let printer = Printer::prints(file, &[]);
            prop_assert!(printer.most <= memory.max(needed), "{} bytes, {memory}", printer.most);
            prop_assert!(printer.graphics.is_empty(), "what is stored is taken out");
        }
    }
}

#[test]
fn a_printer_that_was_switched_off_prints_whole_labels_behind_the_next_head() {
    let picked: Vec<_> = (0..40).map(|row| (1 + row % 2, row % 3, 0)).collect();
    let options = Options { memory: 1 << 17, head_every: 7, fixed: Fixed::Stored, ..INLINE };
    let [file] = &files(&rows(&picked), options, 2, |_| {})[..] else { panic!("one file") };
    let whole = Printer::prints(file, &[]).labels;
    for off in 1..40 {
        let labels = Printer::prints(file, &[off]).labels;
        let lacking: Vec<usize> = (0..40).filter(|label| !labels[*label].1).collect();
        // It is switched off behind a head, if one stands there; that before label 7, 14, … counted from 0 makes good what is gone.
        let next = (off / 7 + 1) * 7;
        assert_eq!(lacking, (off..next.min(40)).collect::<Vec<_>>());
        assert!((next.min(40)..40).all(|label| labels[label] == whole[label]), "{off}");
    }
}

#[test]
fn nothing_of_a_unit_is_ever_kept() {
    // Serials are looked for in names and dots alone: what is stored is drawn from texts that all share.
    let picked = vec![(1, 1, 1); 60];
    let options = Options { memory: 1 << 17, fixed: Fixed::Stored, ..INLINE };
    let [file] = &files(&rows(&picked), options, 2, |_| {})[..] else { panic!("one file") };
    // Each label has two graphics of its own: the symbol and the serial.
    let labels: Vec<&str> = file.split("^PW").skip(1).map(|label| label.split("^PQ1").next().unwrap()).collect();
    assert_eq!(labels.len(), 60);
    assert!(labels.iter().all(|label| label.matches("^GFA,").count() >= 2));
    let own = |label: &&str| label.split("^GFA,").skip(1).map(str::to_owned).collect::<Vec<_>>();
    let first = own(&labels[0]);
    assert!(labels[1..].iter().all(|label| own(label)[0] != first[0] && own(label)[1] != first[1]));
}
