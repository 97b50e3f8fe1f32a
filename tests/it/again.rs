//! Labels made one by one are those that a job makes at once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use quietzone::batch::Data;
use quietzone::diagnostic::Diagnostic;
use quietzone::job::{Design, FileKind, Label, Outlet, Own, Part, Refusal, Request, Shared, TemplateFrom, run_to};
use quietzone::render::zpl::{Held, ZplLabel};
use quietzone::units::Resolution;
use quietzone::world::{Memory, World};

/// Keeps what a ledger would.
struct Keeper<'d> {
    design: &'d Design,
    shared: Shared,
    head: Vec<u8>,
    labels: Vec<(Own, Vec<u8>)>,
}

impl Outlet for Keeper<'_> {
    fn head(&mut self, part: &Part<'_>, bytes: &[u8]) -> Result<(), Refusal> {
        self.shared = part.shared.clone();
        self.head = bytes.to_vec();
        Ok(())
    }

    fn label(&mut self, label: &Label<'_>) -> Result<(), Refusal> {
        let own = self.design.own(label, &self.shared).ok_or_else(|| Refusal::new(0, Diagnostic::internal("test")))?;
        self.labels.push((own, label.bytes.to_vec()));
        Ok(())
    }

    fn tail(&mut self, _: &[u8]) -> Result<(), Refusal> {
        Ok(())
    }
}

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn the_same(template: &str, data: &str, change: impl FnOnce(&mut Request)) {
    let mut request = Request::new(at(template));
    (request.data, request.to) = (Some(Data::of(at(data))), Some(FileKind::Zpl));
    change(&mut request);
    let design = Design::of(request.clone()).unwrap();
    let mut keeper = Keeper { design: &design, shared: Shared::default(), head: Vec::new(), labels: Vec::new() };
    let outcome = run_to(&request, &mut keeper, &()).unwrap();
    assert!(keeper.labels.len() >= 8, "{template}: {:?}", outcome.design);
    let again = design.again(&keeper.shared).unwrap();
    let maker = again.zpl().unwrap();
    assert_eq!(maker.head().unwrap(), keeper.head, "{template}");
    let (owns, labels): (Vec<_>, Vec<_>) = keeper.labels.into_iter().unzip();
    assert_eq!(keeper.shared.labels, owns.len() as u64, "{template}");
    let made = |owns: &[Own]| {
        let mut held = Held::default();
        let label = |label: ZplLabel| [maker.before(&label, &mut held), label.text().as_bytes().to_vec()].concat();
        maker.labels(owns).unwrap().into_iter().map(label).collect::<Vec<_>>()
    };
    assert!(made(&owns) == labels, "{template}");
    // One alone is what it is among all, and brings what it recalls.
    let [alone] = &made(&owns[5..6])[..] else { panic!("{template}") };
    let [text] = &maker.labels(&owns[5..6]).unwrap()[..] else { panic!("{template}") };
    assert!([alone, &labels[5]].iter().all(|label| label.ends_with(text.text().as_bytes())), "{template}");
    let alone = String::from_utf8_lossy(alone);
    let recalled = alone.split("^XGR:").skip(1).map(|rest| rest.split('.').next().unwrap());
    let head = String::from_utf8_lossy(&keeper.head);
    recalled.for_each(|name| assert!([&head, &alone].iter().any(|zpl| zpl.contains(&format!("~DGR:{name}.")))));
}

#[test]
fn a_label_made_again_is_what_it_was() {
    the_same("templates/kz-pharma-58x40-203.toml", "samples/kz-pharma.xlsx", |_| {});
    the_same("templates/ru-pharma-58x40-300.toml", "samples/ru-pharma.csv", |_| {});
    let head = |request: &mut Request| request.device = Some(Resolution::from_dpi(203).unwrap());
    the_same("templates/tr-its-vial-38x15.toml", "samples/tr-its.xlsx", |_| {});
    the_same("templates/uz-pharma-carton.toml", "samples/uz-pharma.xlsx", head);
    let numbered = |request: &mut Request| {
        let path = at("templates/kz-pharma-58x40-203.toml");
        let more = "[[element]]\ntype = \"text\"\nid = \"n\"\nx = \"1 mm\"\ny = \"37 mm\"\nsize = \"4 pt\"\n\
            text = \"{{ number }}/{{ total }}/{{ row }}\"\n";
        let text = format!("{}\n{more}", std::fs::read_to_string(&path).unwrap());
        request.template = TemplateFrom::Text { path, text };
    };
    the_same("templates/kz-pharma-58x40-203.toml", "samples/kz-pharma.xlsx", numbered);
    let examples = |request: &mut Request| {
        let codes = std::fs::read_to_string(at("samples/kz-pharma.txt")).unwrap();
        let gtins: BTreeSet<&str> = codes.lines().filter_map(|line| line.get(2..16)).collect();
        let codes = gtins.iter().fold(codes.clone(), |codes, gtin| codes.replace(gtin, "09521234543213"));
        let template = std::fs::read_to_string(at("templates/kz-pharma-carton.toml")).unwrap();
        let world = Memory::default();
        world.put("t.toml", template.into_bytes());
        world.put("codes.txt", codes.into_bytes());
        request.template = TemplateFrom::File("t.toml".into());
        (request.world, request.data) = (World::of(world), Some(Data::of("codes.txt")));
    };
    the_same("templates/kz-pharma-carton.toml", "samples/kz-pharma.txt", examples);
    let looked_up = |request: &mut Request| {
        head(request);
        request.lookup = Some((at("samples/products.xlsx"), "gtin".to_owned()));
    };
    the_same("templates/kz-pharma-carton.toml", "samples/kz-pharma.txt", looked_up);
}

/// Sheets of labels made again, in one go and in blocks, against the document of the job.
fn the_same_sheets(group_by: Option<&str>) {
    let template = "templates/uz-relabel-a4.toml";
    let mut request = Request::new(at(template));
    (request.data, request.to) = (Some(Data::of(at("samples/uz-pharma.xlsx"))), Some(FileKind::Pdf));
    request.group_by = group_by.map(str::to_owned);
    request.skip_bad = true;
    let design = Design::of(request.clone()).unwrap();
    assert_eq!(design.places(), Some(24));
    let mut keeper = Keeper { design: &design, shared: Shared::default(), head: Vec::new(), labels: Vec::new() };
    run_to(&request, &mut keeper, &()).unwrap();
    let mut memory = quietzone::job::Memory::default();
    run_to(&request, &mut memory, &()).unwrap();
    assert!(keeper.labels.len() > 24 && (keeper.shared.groups.len() > 1) == group_by.is_some());
    let again = design.again(&keeper.shared).unwrap();
    let sheets = again.sheets("uz-relabel-a4").unwrap();
    let owns: Vec<Own> = keeper.labels.iter().map(|(own, _)| own.clone()).collect();
    for block in [7, owns.len()] {
        let (mut document, mut bytes) = sheets.begin(owns.iter().map(|own| own.number), 0).unwrap();
        owns.chunks(block).for_each(|owns| document.add(owns, &mut bytes).unwrap());
        document.end(&mut bytes).unwrap();
        assert!(bytes == memory.files[0], "{group_by:?}, blocks of {block}");
    }
}

#[test]
fn sheets_of_labels_made_again_are_those_of_the_job() {
    the_same_sheets(None);
    the_same_sheets(Some("gtin"));
}
