//! Batches whose rows are kept, and rows told one by one.

use std::path::{Path, PathBuf};

use quietzone::batch::{ColumnChoice, Data, EachRow, Inspection, SeenRow};
use quietzone::diagnostic::Diagnostic;
use quietzone::job::{FileKind, Memory, Request, run_to};
use quietzone::market::MarketId;
use quietzone::report::look;
use quietzone::source::RowKind;
use quietzone::world::{Memory as Files, World};

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// All rows, with what is told of those that are bad beside another.
#[derive(Default)]
struct Listed {
    rows: Vec<SeenRow>,
    repeated: Vec<(u32, String)>,
}

impl EachRow for Listed {
    fn row(&mut self, row: SeenRow) -> Result<(), Diagnostic> {
        self.rows.push(row);
        Ok(())
    }

    fn repeated(&mut self, number: u32, found: &Diagnostic) -> Result<(), Diagnostic> {
        self.repeated.push((number, found.message.to_string()));
        Ok(())
    }
}

#[test]
fn a_batch_that_is_kept_is_told_as_its_files_are() {
    for (files, market) in [
        (&["samples/kz-pharma.xlsx"][..], "kz-pharma"),
        (&["samples/kz-pharma.txt"], "kz-pharma"),
        (&["samples/order.zip"], "kz-pharma"),
        (&["samples/ru-dairy.csv", "samples/ru-milk.csv"], "ru-milk"),
        (&["samples/tr-its.xlsx"], "tr-its"),
    ] {
        let mut data = Data::of(at(files[0]));
        data.more = files[1..].iter().map(|file| at(file)).collect();
        let look = Inspection::new(data, market);
        let told = |look: &Inspection| {
            look.run(&()).map_or_else(|failure| failure.to_string(), |seen| look::seen_json(&seen).to_string())
        };
        match look.keep(&()) {
            Ok(kept) => assert_eq!(told(&Inspection::new(kept.data(), market)), told(&look), "{files:?}"),
            Err(failure) => assert_eq!(failure.to_string(), told(&look), "{files:?}"),
        }
    }
}

#[test]
fn the_label_of_a_row_that_is_kept_is_the_one_it_has_beside_all_others() {
    let template = at("templates/kz-pharma-58x40-203.toml");
    let label = |data: Data, rows: &str| {
        let mut request = Request::new(&template);
        (request.data, request.rows, request.to) = (Some(data), Some(rows.parse().unwrap()), Some(FileKind::Zpl));
        request.sets = vec![("batch".into(), "A1".into()), ("expiry".into(), "2027-12-31".into())];
        let mut memory = Memory::default();
        run_to(&request, &mut memory, &()).unwrap();
        memory.files
    };
    // Longer than what is looked at to tell what stands where, with a title above the headers.
    let codes = std::fs::read_to_string(at("samples/kz-pharma.txt")).unwrap();
    let rows: String =
        (0..5).flat_map(|_| codes.lines()).map(|code| format!("\"{}\"\tbox\n", code.replace('"', "\"\""))).collect();
    let files = Files::default();
    files.put("codes.tsv", format!("Order 4711\t\nКод\tbox\n{rows}").into_bytes());
    let mut look = Inspection::new(Data::of("codes.tsv"), "kz-pharma");
    look.world = World::of(files);
    look.data.columns = vec![ColumnChoice::Code("Код".into())];
    let kept = look.keep(&()).unwrap();
    for row in ["3", "61", "102", "103", "104", "250", "302"] {
        let alone = label(kept.row(row.parse().unwrap()), row);
        assert!(!alone.is_empty() && alone == label(kept.data(), row), "row {row}");
    }
}

#[test]
fn rows_are_told_one_by_one_without_tails() {
    let mut codes: Vec<String> =
        std::fs::read_to_string(at("samples/kz-pharma.txt")).unwrap().lines().map(str::to_owned).collect();
    codes[2].truncate(40);
    codes[4] = codes[0].clone();
    let files = Files::default();
    files.put("codes.txt", codes.join("\n").into_bytes());
    let mut look = Inspection::new(Data::of("codes.txt"), MarketId::from("kz-pharma"));
    look.world = World::of(files);
    let mut listed = Listed::default();
    let seen = look.run_each(&mut listed, &()).unwrap();
    assert_eq!((listed.rows.len(), seen.rows), (60, 60));
    assert_eq!(listed.repeated.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [5]);
    let good = listed.rows.iter().filter(|row| row.is_good).count();
    assert_eq!((good as u64, seen.good), (59, 58), "a twin is good by itself");
    let bad: Vec<(u32, &str)> =
        listed.rows.iter().filter(|row| !row.is_good).map(|row| (row.in_file, row.found[0].rule.code)).collect();
    assert_eq!(bad.len(), 1);
    assert_eq!(bad[0].0, 3);
    for (row, code) in listed.rows.iter().zip(&codes) {
        assert_eq!(row.kind, Some(RowKind::Data));
        let said: Vec<&str> = row.says.iter().map(|(_, text)| text.as_str()).collect();
        let tail = code.rsplit("\u{1d}92").next().unwrap();
        assert!(said.iter().all(|text| !text.contains(tail)), "{:?}", row.place);
        if row.is_good {
            assert_eq!(said[..2], [&code[2..16], &code[18..31]], "GTIN and serial, {:?}", row.place);
        }
    }
}

#[test]
fn the_likeliest_market_of_codes_that_many_markets_make_comes_first() {
    let fitting = |file: &str| Inspection::new(Data::of(at(file)), MarketId::Auto).fitting().unwrap();
    let medicines = fitting("samples/kz-pharma.xlsx");
    assert_eq!((&*medicines[0].market, medicines[0].rows, medicines[0].of), ("kz-pharma", 60, 60));
    assert!(medicines.len() > 1 && medicines[0].at_home == 60, "{medicines:?}");
    assert_eq!(fitting("samples/tr-its.xlsx")[0].market, "tr-its");
    assert_eq!(fitting("samples/ru-tobacco.csv")[0].market, "ru-tobacco-pack", "no GS1 data");
    assert!(fitting("samples/products.xlsx").is_empty());
}
