//! Codes that come from no file: an order with blocks.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use quietzone::batch::{Data, Inspection};
use quietzone::diagnostic::{Column, Diagnostic, Place};
use quietzone::job::{FileKind, Memory, Request, run_to};
use quietzone::source::{Cell, Row, RowForm, RowSink, Source};

/// Codes of an order, in blocks of ten.
#[derive(Debug)]
struct Order {
    id: Arc<str>,
    codes: Vec<String>,
    quantity: u64,
}

impl Source for Order {
    fn name(&self) -> &Arc<str> {
        &self.id
    }

    fn rows(&self, each: RowSink<'_>) -> Result<(), Diagnostic> {
        for (code, number) in self.codes.iter().zip(1..) {
            if each(Row::new(number, vec![Cell::text(code)])).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn place(&self, row: u32, _: Option<&Column>) -> Place {
        let block = Arc::from(format!("block-{}", (row - 1) / 10 + 1));
        Place::Order { order: self.id.clone(), block, number: (row - 1) % 10 + 1 }
    }

    fn form(&self) -> RowForm {
        RowForm::Lines
    }

    fn expected(&self) -> Option<u64> {
        Some(self.quantity)
    }
}

fn order(id: &str, codes: Vec<String>, quantity: u64) -> Arc<dyn Source> {
    Arc::new(Order { id: Arc::from(id), codes, quantity })
}

fn codes() -> Vec<String> {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/kz-pharma.txt")).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn looked(data: Data) -> quietzone::batch::Looked {
    Inspection::new(data, "kz-pharma").run(&()).unwrap()
}

#[test]
fn labels_are_made_of_an_order_as_of_a_file() {
    let at = |path: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let made = |data: Data| {
        let mut memory = Memory::default();
        let mut request = Request::new(at("templates/kz-pharma-58x40-203.toml"));
        request.data = Some(data);
        request.to = Some(FileKind::Zpl);
        request.sets = vec![("batch".into(), "A1".into()), ("expiry".into(), "2027-12-31".into())];
        run_to(&request, &mut memory, &()).unwrap();
        memory.files
    };
    assert!(made(Data::from(order("4711", codes(), 60))) == made(Data::of(at("samples/kz-pharma.txt"))));
}

#[test]
fn a_code_of_an_order_is_named_by_its_block_and_its_number() {
    let mut all = codes();
    all[22].truncate(40);
    all.push(all[3].clone());
    let seen = looked(Data::from(order("4711", all, 61)));
    assert_eq!((seen.rows, seen.good), (61, 59));
    let told: Vec<String> = seen
        .findings
        .groups()
        .into_iter()
        .flat_map(|group| group.first.to_vec())
        .map(|d| d.place.to_string())
        .collect();
    assert!(told.contains(&"order 4711, block block-3, code 3".to_owned()), "{told:?}");
    assert!(told.contains(&"order 4711, block block-7, code 1".to_owned()), "{told:?}");
}

#[test]
fn an_order_that_lacks_codes_is_told_so() {
    let seen = looked(Data::from(order("4711", codes(), 61)));
    let rules: Vec<&str> = seen.findings.groups().into_iter().map(|group| group.rule.code).collect();
    assert!(rules.contains(&"SRC14"), "{rules:?}");
}

#[test]
fn two_orders_are_one_batch_and_a_twin_is_told_with_both() {
    let (all, mut data) = (codes(), Data::from(order("4711", codes()[..30].to_vec(), 30)));
    data.sources.push(order("4712", all[29..].to_vec(), 31));
    let seen = looked(data);
    assert_eq!((seen.rows, seen.good, seen.counts.file), (61, 60, 61));
    let twin = seen.findings.groups().into_iter().find(|group| group.rule.code == "DUP01").unwrap();
    assert_eq!(twin.first[0].place.to_string(), "order 4712, block block-1, code 1");
    assert!(twin.first[0].message.to_string().contains("order 4711, block block-3, code 10"));
}
