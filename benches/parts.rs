//! What each step from a code to a label takes: `cargo bench --bench parts`.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use divan::{Bencher, black_box};
use quietzone::check::{Label, Scope, judge};
use quietzone::diagnostic::Place;
use quietzone::gs1::Code;
use quietzone::layout::{Plan, Setting};
use quietzone::market::{Market, Value};
use quietzone::render::Deflater;
use quietzone::render::pdf::{ContentMaker, SymbolForm, UsedGlyphs};
use quietzone::render::zpl::{Options, ZplMaker};
use quietzone::scene::{Point, Scene};
use quietzone::source::Record;
use quietzone::template::{Device, Template};
use quietzone::world::Folder;

const TEMPLATE: &str = "templates/kz-pharma-carton.toml";

fn main() {
    divan::main();
}

/// The first code of a sample, as a file has it.
fn text() -> String {
    fs::read_to_string("samples/kz-pharma.txt").unwrap().lines().next().unwrap().to_owned()
}

fn market() -> Market {
    Market::load("kz-pharma").unwrap()
}

/// A label ready to be laid out, given to a bench.
fn with_label(bench: impl FnOnce(&Plan, &Record, &Market)) {
    let (template, market) = (Template::parse(TEMPLATE, fs::read_to_string(TEMPLATE).unwrap()).unwrap(), market());
    let code = market.structure.read(&text()).unwrap().0.code;
    let nothing = ["batch", "expiry", "product"].map(|name| (Arc::from(name), Value::Nothing));
    let device = Device::Printer("300 dpi".parse().unwrap());
    let folder = Folder::of(Path::new(TEMPLATE));
    let setting =
        Setting { template: &template, folder: &folder, device, market: &market, constants: &nothing, free: None };
    let mut plan = Plan::new(setting).unwrap();
    plan.settle(Some(86)).unwrap();
    bench(&plan, &Record::of_code(1, code, &market, &nothing), &market);
}

fn with_scene(bench: impl FnOnce(&Plan, Scene, &Code)) {
    with_label(|plan, record, _| bench(plan, plan.scene(record, &|| Place::Nowhere).unwrap(), &record.code));
}

#[divan::bench]
fn read_a_code(bencher: Bencher) {
    let (market, text) = (market(), text());
    bencher.bench(|| market.structure.read(black_box(&text)).is_ok());
}

#[divan::bench]
fn lay_out_a_label(bencher: Bencher) {
    with_label(|plan, record, _| bencher.bench_local(|| plan.scene(black_box(record), &|| Place::Nowhere).is_ok()));
}

/// What judgement adds to each record: its texts against its code, and how far they reach.
#[divan::bench]
fn judge_a_record(bencher: Bencher) {
    with_label(|plan, record, market| {
        let scene = plan.texts(record, &|| Place::Nowhere).unwrap();
        bencher.bench_local(|| {
            let label = Label::new(market, plan.stock(), black_box(&scene), &record.code);
            judge(&label, Scope::Record)
        });
    });
}

/// What is asked once of a design.
#[divan::bench]
fn judge_a_design(bencher: Bencher) {
    with_label(|plan, record, market| {
        let scene = plan.scene(record, &|| Place::Nowhere).unwrap();
        bencher
            .bench_local(|| judge(&Label::new(market, plan.stock(), black_box(&scene), &record.code), Scope::Design));
    });
}

#[divan::bench(args = [SymbolForm::Vector, SymbolForm::Mask])]
fn write_pdf(bencher: Bencher, form: SymbolForm) {
    with_scene(|plan, scene, _| {
        let maker = ContentMaker::new(plan.stock(), form);
        let (mut used, mut deflater) = (UsedGlyphs::default(), Deflater::default());
        bencher.bench_local(|| maker.label(black_box(&scene), Point::default(), &mut used, &mut deflater));
    });
}

#[divan::bench]
fn write_zpl(bencher: Bencher) {
    with_scene(|plan, scene, code| {
        let maker = ZplMaker::new(plan.stock(), Options::default()).unwrap();
        let mut deflater = Deflater::default();
        bencher.bench_local(|| maker.label(black_box(&scene), code, &mut deflater));
    });
}
