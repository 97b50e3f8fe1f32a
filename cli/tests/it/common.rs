//! What tests of the program share: running it, looking at what it wrote, and outside judges.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, LazyLock, Mutex};

use quietzone_cli::Console;
use tempfile::TempDir;

pub const KZ: &str = "templates/kz-pharma-carton.toml";
pub const CODES: &str = "samples/kz-pharma.txt";

/// The repository's folder, in which commands run: paths are as people type them there.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf();
        std::env::set_current_dir(&root).unwrap();
        root
    });
    &ROOT
}

/// A file of the repository.
pub fn at(path: &str) -> PathBuf {
    root().join(path)
}

/// What a command told, and its exit code.
#[derive(Debug)]
pub struct Told {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Told {
    /// What was told for programs.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }

    /// Fails unless the command ended so and said all of this on standard error.
    pub fn assert_says(&self, code: i32, expected: &[&str]) {
        assert_eq!(self.code, code, "{}", self.err);
        for part in expected {
            assert!(self.err.contains(part), "“{part}” is not in: {}", self.err);
        }
    }
}

/// A stream that is kept.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Kept {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// Runs a command here, as the program does.
pub fn quietzone(arguments: &[&str]) -> Told {
    root();
    let (out, err) = (Kept::default(), Kept::default());
    let all = ["quietzone"].iter().chain(arguments).map(Into::into);
    let code = quietzone_cli::run(all, &Console::new(out.clone(), err.clone()));
    Told { code: code.into(), out: out.text(), err: err.text() }
}

/// The program, in the repository's folder.
pub fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_quietzone"));
    program.current_dir(root()).env("QUIETZONE_LANG", "en");
    program
}

/// What a program that ended told.
pub fn told(ended: Output) -> Told {
    let [out, err] = [ended.stdout, ended.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    Told { code: ended.status.code().unwrap(), out, err }
}

/// Starts the program, gives it something to read, and waits for its end.
pub fn piped(arguments: &[&str], input: &[u8]) -> Told {
    let mut program = program();
    program.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    told(child.wait_with_output().unwrap())
}

/// Makes labels, if it can.
pub fn render(template: &str, data: &str, output: &Path, more: &[&str]) -> Told {
    quietzone(&[&["render", template, "--data", data, "-o", output.to_str().unwrap()], more].concat())
}

/// Makes labels of a template and a sample that come along.
pub fn rendered(template: &str, sample: &str, output: &Path, more: &[&str]) {
    let made = render(&format!("templates/{template}.toml"), &format!("samples/{sample}"), output, more);
    assert_eq!(made.code, 0, "{template}, {sample}: {}", made.err);
}

/// A folder for what a test writes.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with a file in it, and the path of that.
    pub fn with(name: &str, content: impl AsRef<[u8]>) -> (Self, String) {
        let folder = Self::new();
        let path = folder.write(name, content);
        (folder, path)
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The path of a file in it, as it is typed.
    pub fn file(&self, name: &str) -> String {
        self.path().join(name).to_str().unwrap().to_owned()
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        fs::write(self.path().join(name), content).unwrap();
        self.file(name)
    }

    /// The names of what is in it, sorted.
    pub fn names(&self) -> Vec<String> {
        names(self.path())
    }
}

/// The names of what is in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The templates in a folder of the repository, as they are typed.
pub fn templates(folder: &str) -> Vec<String> {
    let names = names(&at(folder)).into_iter().filter(|name| name.ends_with(".toml"));
    names.map(|name| format!("{folder}/{name}")).collect()
}

/// A text file of the repository.
pub fn text_of(path: &str) -> String {
    fs::read_to_string(at(path)).unwrap()
}

/// The good lines of the Kazakh sample.
pub fn codes() -> Vec<String> {
    text_of(CODES).split('\n').filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The good lines of the Kazakh sample so many times, at most 52, each time with other serials.
pub fn many(times: u8) -> String {
    let again = |n| codes().into_iter().map(move |line| with_serial(&line, char::from(b'A' + n % 26 + n / 26 * 32)));
    (0..times).flat_map(again).collect()
}

fn with_serial(line: &str, first: char) -> String {
    shorten(&line.replacen("21", &format!("21{first}"), 1)) + "\n"
}

/// Takes one character out of the serial of a code that has one too many.
pub fn shorten(line: &str) -> String {
    let gs = line.find('\u{1d}').unwrap();
    let mut line = line.to_owned();
    line.remove(gs - 1);
    line
}

/// Whether all judges are there; fails where they are obligatory.
pub fn present(judges: &[&[&str]]) -> bool {
    let lacking: Vec<&str> = judges
        .iter()
        .filter(|probe| {
            Command::new(probe[0])
                .args(&probe[1..])
                .output()
                .map_or(true, |run| probe.len() > 2 && !run.status.success())
        })
        .map(|probe| probe[0])
        .collect();
    if lacking.is_empty() {
        return true;
    }
    assert!(std::env::var("QUIETZONE_JUDGES").as_deref() != Ok("required"), "lacking: {lacking:?}");
    eprintln!("skipped: {lacking:?} not installed");
    false
}

pub const ZXING: &[&str] = &["python3", "-c", "import zxingcpp, PIL"];
pub const OPENPYXL: &[&str] = &["python3", "-c", "import openpyxl"];
pub const POPPLER: &[&str] = &["pdftoppm", "-v"];
pub const MUPDF: &[&str] = &["mutool", "-v"];
pub const GHOSTSCRIPT: &[&str] = &["gs", "--version"];
pub const QPDF: &[&str] = &["qpdf", "--version"];
pub const DMTX: &[&str] = &["dmtxread", "--version"];
pub const DMTX_WRITE: &[&str] = &["dmtxwrite", "--version"];
pub const ZPLKIT: &[&str] = &["python3", "-c", "import zplkit, PIL"];
pub const ZEBRASH: &[&str] = &["node", "-e", "require.resolve('zpl-renderer-js')"];
pub const RESVG: &[&str] = &["python3", "-c", "import resvg_py"];
pub const LIBRSVG: &[&str] = &["rsvg-convert", "--version"];

pub fn run(program: &str, arguments: &[&str]) -> Vec<u8> {
    let run = Command::new(program).current_dir(root()).args(arguments).output().unwrap();
    assert!(run.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    run.stdout
}

/// What the symbols of a sample must say, in hex, from its maker.
pub fn messages(data: &str) -> Vec<String> {
    let text = String::from_utf8(run("python3", &["samples/make.py", "--messages", data])).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// What zxing-cpp reads on pictures: identifier and content of every symbol.
pub fn read(pictures: &[PathBuf]) -> Vec<Vec<(String, String)>> {
    let paths: Vec<&str> = pictures.iter().map(|path| path.to_str().unwrap()).collect();
    let text = String::from_utf8(run("python3", &[&["tests/judges/zxing.py"], paths.as_slice()].concat())).unwrap();
    let symbols = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        line["symbols"].as_array().unwrap().iter().map(|s| (text(&s["sym"]), text(&s["hex"]))).collect()
    };
    text.lines().map(symbols).collect()
}

pub fn pictures(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    let number =
        |path: &Path| path.file_stem().unwrap().to_str().unwrap().rsplit('-').next().unwrap().parse::<u32>().unwrap();
    paths.sort_by_key(|path| number(path));
    paths
}

pub fn assert_read(pictures: &[PathBuf], messages: &[String], what: &str) {
    let read = read(pictures);
    assert_eq!(read.len(), messages.len(), "{what}");
    for (symbols, message) in read.iter().zip(messages) {
        assert_eq!(symbols.as_slice(), [("]d2".to_owned(), message.clone())], "{what}");
    }
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn unhex(text: &str) -> Vec<u8> {
    text.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// A message as libdmtx tells it, `~` for FNC1: in front of all, and in Turkey between fields too.
pub fn with_fnc1(template: &str, message: &str) -> String {
    let fnc1 = template.starts_with("tr-");
    let bytes = unhex(message).into_iter().map(|byte| if fnc1 && byte == 29 { 126 } else { byte });
    hex(&[126].into_iter().chain(bytes).collect::<Vec<u8>>())
}

/// Width, height and grey dots of an opaque PNG.
pub fn grey(path: &str) -> (usize, usize, Vec<u8>) {
    let mut decoder = png::Decoder::new(std::io::BufReader::new(fs::File::open(path).unwrap()));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut dots = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut dots).unwrap();
    let channels = frame.color_type.samples();
    let luma = |pixel: &[u8]| match pixel {
        [red, green, blue, ..] => {
            u8::try_from((u32::from(*red) * 299 + u32::from(*green) * 587 + u32::from(*blue) * 114) / 1000).unwrap()
        }
        _ => pixel[0],
    };
    (frame.width as usize, frame.height as usize, dots.chunks(channels).map(luma).collect())
}

/// The filled path with the most points: the symbol.
pub fn largest_path(trace: &str) -> &str {
    trace
        .split("<fill_path")
        .skip(1)
        .map(|rest| rest.split("</fill_path>").next().unwrap())
        .max_by_key(|path| path.len())
        .unwrap()
}

pub fn attribute<'a>(text: &'a str, name: &str) -> &'a str {
    text.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap()
}

/// Least and greatest x of a path's points.
pub fn extent(path: &str) -> (f64, f64) {
    let xs: Vec<f64> =
        path.split(" x=\"").skip(1).map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect();
    (xs.iter().copied().fold(f64::MAX, f64::min), xs.iter().copied().fold(f64::MIN, f64::max))
}

/// How often each message was read.
pub fn counted(messages: Vec<String>) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for message in messages {
        *counted.entry(message).or_insert(0) += 1;
    }
    counted
}
