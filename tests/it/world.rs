//! Jobs in worlds without a disk: in memory, and where something fails.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use quietzone::batch::{Conversion, Data, Inspection};
use quietzone::job::{Request, run};
use quietzone::passed_on;
use quietzone::world::{Memory, Output, Outside, World};

fn bytes_of(path: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// A world with a template, its pictures' folder, and the sample in a file of its own name.
fn memory() -> Memory {
    let memory = Memory::default();
    memory.put("shop/carton.toml", bytes_of("templates/kz-pharma-carton.toml"));
    memory.put("shop/codes.xlsx", bytes_of("samples/kz-pharma.xlsx"));
    memory.put("shop/order/a.txt", bytes_of("samples/kz-pharma.txt"));
    memory
}

fn request(world: World, output: &str) -> Request {
    let mut request = Request::new("shop/carton.toml");
    request.data = Some(Data::of("shop/codes.xlsx"));
    (request.output, request.world) = (Some(output.into()), world);
    request
}

#[test]
fn a_job_in_memory_makes_the_bytes_that_it_makes_on_a_disk() {
    let memory = memory();
    for (output, files) in [("out/labels.pdf", 1), ("out/{row}.svg", 60)] {
        let before = memory.paths().len();
        let outcome = run(&request(World::of(memory.clone()), output), &()).unwrap();
        assert_eq!(outcome.summary.unwrap().files, files);
        assert_eq!(memory.paths().len() as u64, before as u64 + files);
    }
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    // The title of a document is the name of its template.
    let template = folder.path().join("carton.toml");
    fs::write(&template, bytes_of("templates/kz-pharma-carton.toml")).unwrap();
    let mut on_disk = Request::new(template);
    on_disk.data = Some(Data::of(at("samples/kz-pharma.xlsx")));
    on_disk.output = Some(folder.path().join("labels.pdf"));
    run(&on_disk, &()).unwrap();
    assert!(fs::read(folder.path().join("labels.pdf")).unwrap() == *memory.get("out/labels.pdf").unwrap());
}

#[test]
fn folders_and_conversions_need_no_disk() {
    let memory = memory();
    let mut batch = Inspection::new(Data::of("shop/order"), "kz-pharma");
    batch.world = World::of(memory.clone());
    let (seen, written) = Conversion::new(batch, "clean.txt").run(&()).unwrap();
    assert!(written && seen.good == 60);
    assert_eq!(&*memory.get("clean.txt").unwrap(), bytes_of("samples/kz-pharma.txt"));
}

#[test]
fn a_world_in_memory_has_a_clock_that_goes_on_by_waiting() {
    let memory = Memory::default();
    let before = memory.now();
    memory.wait(Duration::from_secs(7));
    assert_eq!(memory.now().duration_since(before).unwrap(), Duration::from_secs(7));
}

/// A world in which outputs can be begun and no more.
#[derive(Debug)]
struct Full(Memory);

impl Outside for Full {
    passed_on!(0: kind identity open standard_input folder real passing sync_folder now wait random);

    fn create(&self, _: &Path, _: bool) -> io::Result<Output> {
        Err(io::ErrorKind::StorageFull.into())
    }
}

#[test]
fn a_disk_without_room_is_told_with_the_file() {
    let memory = memory();
    let failure = run(&request(World::of(Full(memory.clone())), "out/labels.pdf"), &()).unwrap_err();
    assert!(failure.0[0].message.to_string().contains("cannot write out/labels.pdf"), "{}", failure.0[0]);
    assert_eq!(memory.paths().len(), 3);
}
