//! Batches in clean form: every code of every market comes through every kind of file.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use quietzone::batch::{Conversion, Data, Failure, Inspection};
use quietzone::gs1::{Ai, check_digit};
use quietzone::market::{Field, Market};

/// A small generator of numbers (Knuth's MMIX constants); tests want the same ones every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

fn value(field: &Field, dice: &mut Dice) -> String {
    let digits =
        |count: usize, dice: &mut Dice| (0..count).map(|_| char::from(b'0' + dice.below(10) as u8)).collect::<String>();
    if field.is_gtin() || field.ai == Ai::new("00") {
        let mut body = digits(field.max - 1, dice);
        if let Some(first) = field.begins_with.as_deref() {
            body.replace_range(..1, &first[..1]);
        }
        return format!("{body}{}", check_digit(&body).unwrap());
    }
    if field.is_date() {
        return format!("27{:02}{:02}", 1 + dice.below(12), 1 + dice.below(28));
    }
    let letters: Vec<char> =
        ('!'..='z').filter(|c| field.encodable().contains(*c) && field.alphabet.contains(*c)).collect();
    let length = field.min + dice.below(field.max - field.min + 1);
    (0..length).map(|_| letters[dice.below(letters.len())]).collect()
}

fn codes(market: &Market, count: usize, dice: &mut Dice) -> Vec<String> {
    let mut codes = BTreeSet::new();
    while codes.len() < count {
        // What varies in presence comes and goes.
        let mut kinds = BTreeSet::new();
        let mut give = |field: &Field| {
            // Of a kind that the maker puts behind codes there is one.
            let is_first = field.trailing.as_ref().is_none_or(|kind| !kinds.contains(&kind.family));
            let is_there = !field.optional || is_first && dice.below(2) == 0;
            kinds.extend(field.trailing.as_ref().filter(|_| is_there).map(|kind| kind.family.clone()));
            is_there.then(|| value(field, dice))
        };
        let values: Vec<Option<String>> = market.structure.fields().iter().map(&mut give).collect();
        let of = |field: &Field| market.structure.fields().iter().position(|other| other.name == field.name);
        let reading = market.structure.assemble(|field| values[of(field).unwrap()].clone());
        codes.insert(String::from_utf8(reading.unwrap().code.message().to_vec()).unwrap());
    }
    codes.into_iter().collect()
}

fn convert(market: &str, data: &Path, output: &Path) {
    let batch = Inspection::new(Data::of(data), market);
    let conversion = Conversion::new(batch, output);
    match conversion.run(&()) {
        Ok((seen, written)) => {
            assert!(written, "{market}: {} to {}: {:?}", data.display(), output.display(), seen.findings)
        }
        Err(Failure(found)) => panic!("{market}: {found:?}"),
    }
}

#[test]
fn random_codes_of_every_market_come_through_every_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut dice = Dice(1);
    for market in Market::all() {
        let id = market.id.as_str();
        let sent = codes(&market, 12, &mut dice);
        fs::write(path("sent.txt"), sent.join("\n")).unwrap();
        for step in
            [["sent.txt", "a.csv"], ["a.csv", "a.xlsx"], ["a.xlsx", "b.csv"], ["b.csv", "a.txt"], ["a.xlsx", "a.json"]]
        {
            convert(id, &path(step[0]), &path(step[1]));
        }
        let back: Vec<String> = fs::read_to_string(path("a.txt")).unwrap().lines().map(str::to_owned).collect();
        assert_eq!(back, sent, "{id}");
        let json: serde_json::Value = serde_json::from_str(&fs::read_to_string(path("a.json")).unwrap()).unwrap();
        let back: Vec<&str> = json.as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
        assert_eq!(back, sent, "{id}");
    }
}

/// Whatever is written for the separator, a code is read as it was issued, or refused; never as
/// another one.
#[test]
fn random_codes_come_through_every_stand_in() {
    const STAND_INS: [&str; 12] =
        ["<GS>", "[GS]", "{GS}", "<FNC1>", "{FNC1}", "^FNC1", "\\x1d", "\\u001d", "\\\\u001d", "_x001D_", "␝", "~029"];
    let mut dice = Dice(2);
    for market in Market::all() {
        let id = &market.id;
        for sent in codes(&market, 20, &mut dice) {
            for (stand_in, front) in
                STAND_INS.iter().flat_map(|s| [(s, String::new()), (s, "]d2".to_owned()), (s, (*s).to_owned())])
            {
                let text = format!("{front}{}", sent.replace('\u{1d}', stand_in));
                match market.structure.read(&text) {
                    Ok((reading, _)) => {
                        let back = String::from_utf8(reading.code.message().to_vec()).unwrap();
                        assert_eq!(back, sent, "{id}: {text}");
                    }
                    // Where lengths vary, some of what is in a value may stand for a separator too.
                    Err(faults) => {
                        let varies = market.structure.fields().iter().any(|field| !field.is_fixed());
                        assert!(varies, "{id}: {text}: {faults:?}");
                    }
                }
            }
        }
    }
}
