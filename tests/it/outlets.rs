//! Where labels go: files, memory, streams, and outlets that refuse or are no longer wanted.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use quietzone::batch::{Data, Stage, Watch};
use quietzone::diagnostic::Diagnostic;
use quietzone::job::{
    Design, FileKind, Label, Memory, Outlet, Part, Refusal, Request, Stream, TemplateFrom, run, run_to,
};
use quietzone::say;

const TEMPLATE: &str = "templates/kz-pharma-58x40-203.toml";

fn request(output: Option<PathBuf>, to: Option<FileKind>) -> Request {
    let at = |path: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let mut request = Request::new(at(TEMPLATE));
    request.data = Some(Data::of(at("samples/kz-pharma.xlsx")));
    (request.output, request.to, request.threads) = (output, to, Some(2));
    request
}

/// Takes so many labels, and notes what it was given.
#[derive(Default)]
struct Choosy {
    most: u64,
    heads: u64,
    labels: Vec<(u64, u32, Option<String>)>,
    tails: u64,
}

impl Outlet for Choosy {
    fn head(&mut self, part: &Part<'_>, _: &[u8]) -> Result<(), Refusal> {
        self.heads += 1;
        assert_eq!(part.number, self.heads);
        Ok(())
    }

    fn label(&mut self, label: &Label<'_>) -> Result<(), Refusal> {
        if label.number > self.most {
            let why = Diagnostic::error(quietzone::batch::rules::OUTPUT, say!("the printer is out of paper"));
            return Err(Refusal::new(label.number - 1, why));
        }
        self.labels.push((label.number, label.row, label.unit.map(str::to_owned)));
        Ok(())
    }

    fn tail(&mut self, _: &[u8]) -> Result<(), Refusal> {
        self.tails += 1;
        Ok(())
    }
}

#[test]
fn an_outlet_that_refuses_a_label_ends_the_job_and_the_last_one_is_told() {
    let mut outlet = Choosy { most: 2, ..Choosy::default() };
    let failure = run_to(&request(None, Some(FileKind::Zpl)), &mut outlet, &()).unwrap_err();
    let [found] = failure.0.as_slice() else { panic!("{failure:?}") };
    assert_eq!(found.message.to_string(), "the printer is out of paper");
    assert_eq!(found.help.as_ref().map(ToString::to_string).as_deref(), Some("label 2 is the last that was taken"));
    assert_eq!((outlet.heads, outlet.labels.len(), outlet.tails), (1, 2, 0));
}

#[test]
fn labels_come_in_order_with_their_number_their_row_and_their_unit() {
    let mut outlet = Choosy { most: u64::MAX, ..Choosy::default() };
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/kz-pharma.txt");
    let sets = vec![("batch".to_owned(), "A1".to_owned()), ("expiry".to_owned(), "2027-12-31".to_owned())];
    let mut request = request(None, Some(FileKind::Zpl));
    (request.data, request.sets) = (Some(Data::of(&sample)), sets);
    let outcome = run_to(&request, &mut outlet, &()).unwrap();
    let labels = outcome.summary.unwrap().labels;
    assert_eq!((outlet.heads, outlet.labels.len() as u64, outlet.tails), (1, labels, 1));
    let text = fs::read_to_string(&sample).unwrap();
    for ((number, row, unit), (code, at)) in outlet.labels.iter().zip(text.lines().zip(1_u64..)) {
        // A line is 01, 14 digits, 21, 13 characters, the tail.
        assert_eq!((*number, u64::from(*row)), (at, at));
        assert_eq!(unit.as_deref(), Some(format!("{}\u{1d}{}", &code[2..16], &code[18..31]).as_str()));
    }
}

#[test]
fn memory_and_streams_hold_what_files_hold() {
    let folder = tempfile::tempdir().unwrap();
    for (kind, ending, files) in [
        (FileKind::Pdf, "a.pdf", 1),
        (FileKind::Zpl, "a.zpl", 1),
        (FileKind::Png, "a-{row}.png", 60),
        (FileKind::Svg, "b-{row}.svg", 60),
    ] {
        run(&request(Some(folder.path().join(ending)), None), &()).unwrap();
        let mut memory = Memory::default();
        run_to(&request(None, Some(kind)), &mut memory, &()).unwrap();
        assert_eq!(memory.files.len(), files, "{ending}");
        for (number, file) in memory.files.iter().enumerate() {
            let name = ending.replace("{row}", &(number + 2).to_string());
            assert!(fs::read(folder.path().join(&name)).unwrap() == *file, "{name}");
        }
        let mut bytes = Vec::new();
        let streamed = run_to(&request(None, Some(kind)), &mut Stream::new(&mut bytes), &());
        assert_eq!(streamed.is_ok(), files == 1, "{ending}: a stream takes one file");
        assert!(files > 1 || bytes == memory.files[0], "{ending}");
    }
}

#[test]
fn a_reader_that_goes_away_is_told_with_the_last_label() {
    /// Takes so many bytes.
    struct Pipe(usize);
    impl std::io::Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            if bytes.len() > self.0 {
                return Err(std::io::ErrorKind::BrokenPipe.into());
            }
            self.0 -= bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut whole = Vec::new();
    run_to(&request(None, Some(FileKind::Zpl)), &mut Stream::new(&mut whole), &()).unwrap();
    let failure =
        run_to(&request(None, Some(FileKind::Zpl)), &mut Stream::new(Pipe(whole.len() / 2)), &()).unwrap_err();
    let told = failure.0[0].help.as_ref().unwrap().to_string();
    let last: u64 = told.split(' ').nth(1).unwrap().parse().unwrap();
    let ended = whole[..whole.len() / 2].windows(3).filter(|end| *end == b"^XZ").count() as u64;
    // One ^XZ more may stand before the first label, in what stores its graphics.
    assert!((ended.saturating_sub(1)..=ended).contains(&last), "{told}; {ended} labels fit");
}

#[test]
fn a_job_can_be_cancelled_and_leaves_nothing() {
    /// Wants no more once labels are made.
    struct Impatient(AtomicU64, Stage);
    impl Watch for Impatient {
        fn progress(&self, stage: Stage, done: u64, _: Option<u64>) {
            if stage == self.1 {
                self.0.store(done, Ordering::Relaxed);
            }
        }
        fn found(&self, _: &Diagnostic) {}
        fn is_cancelled(&self) -> bool {
            self.0.load(Ordering::Relaxed) > 0
        }
    }
    let folder = tempfile::tempdir().unwrap();
    for stage in [Stage::Survey, Stage::Emit] {
        let output = folder.path().join("a.pdf");
        let failure = run(&request(Some(output), None), &Impatient(AtomicU64::new(0), stage)).unwrap_err();
        assert_eq!(failure.0[0].rule.code, "JOB05");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{stage:?}");
    }
}

#[test]
fn a_label_that_is_made_alone_is_the_first_of_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(TEMPLATE);
    let text = fs::read_to_string(&path).unwrap();
    let more = "[[element]]\ntype = \"text\"\nid = \"n\"\nx = \"1 mm\"\ny = \"37 mm\"\nsize = \"4 pt\"\n\
        text = \"{{ number }}/{{ total }}/{{ row }}\"\n";
    let mut request = Request::new(TemplateFrom::Text { path, text: format!("{text}\n{more}") });
    request.forms.svg = quietzone::render::svg::Text::Live.into();
    let design = Design::of(request).unwrap();
    assert!(design.judge().is_ok());
    let sample = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/kz-pharma.txt")).unwrap();
    let svg = design.label(sample.lines().next().unwrap()).unwrap().with("batch", "A").with("expiry", "2027-12-31");
    assert!(String::from_utf8(svg.svg().unwrap()).unwrap().contains(">1/1/1<"));
    assert!(design.label(sample.lines().next().unwrap()).unwrap().with("number", "7").svg().is_err(), "no field");
}
