//! The printers that are known, in a file that a person may edit: what was written there by hand stays.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use quietzone::diagnostic::{Diagnostic, Place, SourceText};
use quietzone::document::{Choice, Key, Reader, Shape, TomlTable, ValueKind, nearest};
use quietzone::say;
use quietzone::sentence::{Sentence, list, name, outside, system};
use quietzone::units::{Length, Measure, Resolution};
use quietzone::world::{self, FileError, World};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::profile::{Confirm, IN_FLIGHT, MOST_IN_FLIGHT, Profile, Proof, Shift};
use super::rules;
use super::setting::{CutAt, Language, Scales};

/// The name of the file, in the ledger's folder.
pub const FILE: &str = "printers.toml";
/// The largest file that is read, in bytes.
const LARGEST: u64 = 1 << 20;
/// The list of printers in the file.
const PRINTER: &str = "printer";

/// What stands above the first printer of a new file.
const HEAD: &str = "# Printers of quietzone. `quietzone printer` writes this file; it may be edited too.\n\n";

static WHOLE: Shape = Shape {
    unknown: |key| say!("a file of printers has no key “{key}”", key),
    missing: |key| say!("this file of printers has no “{key}”", key),
    doc: "Printers, and how they print.",
    keys: &[Key::optional(PRINTER, ValueKind::Tables(&ONE), "A printer.")],
    shared: &[],
};

static ONE: Shape = Shape {
    unknown: |key| say!("a printer has no key “{key}”", key),
    missing: |key| say!("this printer has no “{key}”", key),
    doc: "A printer.",
    keys: &[
        Key::required("name", ValueKind::Text, "What people call it."),
        Key::required(
            "address",
            ValueKind::Text,
            "Where it stands: tcp://10.0.0.5, device:/dev/usb/lp0, cups:QUEUE, spool:\\\\PC\\PRINTER, or file:out.zpl.",
        ),
        Key::optional("dots", ValueKind::Text, "The dots of its head: 203 dpi."),
        Key::optional("width", ValueKind::Text, "The width that it prints, at most: 104 mm."),
        Key::optional(
            "language",
            ValueKind::Choice(Language::WORDS),
            "What it understands: zpl (if left out), or tspl.",
        ),
        Key::optional("inverted", ValueKind::Flag, "Whether the bit 1 burns in TSPL, as in some clones."),
        Key::optional("gap", ValueKind::Text, "The gap between labels that a printer is told in TSPL: 2 mm."),
        Key::optional("shift_right", ValueKind::Integer(-9999, 9999), "Dots that labels are moved to the right."),
        Key::optional("shift_down", ValueKind::Integer(-120, 120), "Dots that labels are moved down."),
        Key::optional("sheet_right", ValueKind::Text, "How far sheets are moved to the right: 0.8 mm."),
        Key::optional("sheet_down", ValueKind::Text, "How far sheets are moved down: -0.3 mm."),
        Key::optional(
            "sheet_scale",
            ValueKind::Text,
            "How sheets are stretched: 1.004, or 1.004,1.002 across and along.",
        ),
        Key::optional("cut", ValueKind::Text, "Where its cutter cuts: every:10 labels, or gtin between GTINs."),
        Key::optional("peel", ValueKind::Flag, "Whether each label is peeled off, and waits until it is taken."),
        Key::optional(
            "separator",
            ValueKind::Flag,
            "Whether a label that tells GTIN and number comes behind those of each GTIN.",
        ),
        Key::optional(
            "confirm",
            ValueKind::Choice(Confirm::WORDS),
            "What confirms that a label was printed: the operator, or the printer's own count.",
        ),
        Key::optional(
            "confirm_every",
            ValueKind::Integer(1, u32::MAX as i64),
            "Labels after which the operator is asked, if not only at the end.",
        ),
        Key::optional(
            "reprint_off",
            ValueKind::Flag,
            "Whether the printer is told not to print a label again that was partly printed (true if left out).",
        ),
        Key::optional("in_flight", ValueKind::Integer(1, MOST_IN_FLIGHT as i64), "Labels under way at a time."),
        Key::optional("proven", ValueKind::Table(&PROVEN), "What it has shown in a test; written by the program."),
    ],
    shared: &[],
};

static PROVEN: Shape = Shape {
    unknown: |key| say!("what a printer has shown has no key “{key}”", key),
    missing: |key| say!("what this printer has shown has no “{key}”", key),
    doc: "What a printer has shown in a test.",
    keys: &[
        Key::required("address", ValueKind::Text, "Where it stood."),
        Key::required("odometer", ValueKind::Integer(0, i64::MAX), "Its count of labels when the test had ended."),
        Key::optional("printer", ValueKind::Text, "Its serial number."),
        Key::optional("paper_out", ValueKind::Flag, "Whether its count is right when labels run out."),
        Key::required("when", ValueKind::Text, "When that was."),
    ],
    shared: &[],
};

/// The printers that are known.
#[derive(Debug)]
pub struct Profiles {
    world: World,
    path: PathBuf,
    document: DocumentMut,
    all: Vec<Profile>,
}

impl Profiles {
    /// Reads the file of printers in a folder; none are known where there is none.
    ///
    /// # Errors
    /// The file cannot be read, or has mistakes: each with its line.
    pub fn open(world: &World, folder: &Path) -> Result<Self, Vec<Diagnostic>> {
        let path = folder.join(FILE);
        let text = match world::read_text(world, &path, LARGEST) {
            Ok(text) => text,
            Err(FileError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(vec![Diagnostic::error(rules::FILE, error)]),
        };
        let source = Arc::new(SourceText { name: path.display().to_string(), text });
        let all = Reader::new(&source).read(&WHOLE, read)?;
        // What was read is TOML; the two readers are of one family.
        let document = source.text.parse().map_err(|_| vec![fault()])?;
        Ok(Self { world: world.clone(), path, document, all })
    }

    /// All printers, as they stand in the file.
    #[must_use]
    pub fn all(&self) -> &[Profile] {
        &self.all
    }

    /// The printer of a name.
    ///
    /// # Errors
    /// There is none; with the names that there are.
    pub fn get(&self, wanted: &str) -> Result<&Profile, Diagnostic> {
        if let Some(found) = self.all.iter().find(|printer| printer.name == wanted) {
            return Ok(found);
        }
        let error = Diagnostic::error(rules::UNKNOWN, say!("there is no printer “{wanted}”", wanted = outside(wanted)));
        let names = || self.all.iter().map(|printer| printer.name.as_str());
        let known = || list(names().map(outside));
        Err(error.help(match nearest(wanted, names()) {
            _ if self.all.is_empty() => say!(
                "no printer is known yet; name one with {command}",
                command = name("quietzone printer add NAME tcp://ADDRESS")
            ),
            Some(near) => {
                say!("did you mean “{near}”? The printers are {known}", near = outside(near), known = known())
            }
            None => say!("the printers are {known}", known = known()),
        }))
    }

    /// Adds a printer.
    ///
    /// # Errors
    /// One of that name is known, its settings cannot stand together, or the file cannot be written.
    pub fn add(&mut self, profile: Profile) -> Result<(), Diagnostic> {
        if self.all.iter().any(|printer| printer.name == profile.name) {
            let message = say!("there is a printer “{known}” already", known = outside(&profile.name));
            return Err(Diagnostic::error(rules::SETTINGS, message)
                .help(say!("change it with {command}", command = name("quietzone printer set"))));
        }
        let mut table = table(&profile, Table::new())?;
        if self.document.is_empty() && self.document.trailing().as_str().is_none_or(str::is_empty) {
            table.decor_mut().set_prefix(HEAD);
        }
        self.tables()?.push(table);
        self.all.push(profile);
        self.write()
    }

    /// Changes a printer. What it has shown holds for its address alone.
    ///
    /// # Errors
    /// None of that name is known, its settings cannot stand together, or the file cannot be written.
    pub fn set(&mut self, mut profile: Profile) -> Result<(), Diagnostic> {
        let before = self.get(&profile.name)?;
        if before.address != profile.address && before.proven == profile.proven {
            profile.proven = None;
        }
        let at = self.position(&profile.name).ok_or_else(fault)?;
        let here = self.tables()?.get_mut(at).ok_or_else(fault)?;
        *here = table(&profile, here.clone())?;
        self.all.iter_mut().filter(|printer| printer.name == profile.name).for_each(|here| *here = profile.clone());
        self.write()
    }

    /// Keeps what a printer has shown in a test. A test takes its time, and others may write meanwhile.
    ///
    /// # Errors
    /// It was moved during the test; the file cannot be written.
    pub fn prove(&mut self, tested: &Profile, proof: Option<Proof>) -> Result<(), Diagnostic> {
        let now = self.get(&tested.name)?.clone();
        if now.address != tested.address {
            let message = say!(
                "the address of the printer “{printer}” was changed during its test",
                printer = outside(&tested.name)
            );
            return Err(Diagnostic::error(rules::SETTINGS, message).help(say!("test it again")));
        }
        self.set(Profile { proven: proof, ..now })
    }

    /// Forgets a printer.
    ///
    /// # Errors
    /// None of that name is known, or the file cannot be written.
    pub fn remove(&mut self, wanted: &str) -> Result<Profile, Diagnostic> {
        let gone = self.get(wanted)?.clone();
        if let Some(at) = self.position(wanted) {
            self.tables()?.remove(at);
        }
        self.all.retain(|printer| printer.name != wanted);
        self.write()?;
        Ok(gone)
    }

    fn position(&self, wanted: &str) -> Option<usize> {
        self.all.iter().position(|printer| printer.name == wanted)
    }

    /// The printers in the file, in the order of `all`.
    fn tables(&mut self) -> Result<&mut ArrayOfTables, Diagnostic> {
        let item = self.document.entry(PRINTER).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        // A list in brackets says the same as tables under headings.
        let tables = std::mem::take(item).into_array_of_tables().map_err(|_| fault())?;
        *item = Item::ArrayOfTables(tables);
        item.as_array_of_tables_mut().ok_or_else(fault)
    }

    /// Writes the file, whole or not at all.
    fn write(&self) -> Result<(), Diagnostic> {
        let written = || -> io::Result<()> {
            let mut output = self.world.create(&self.path, false)?;
            output.write_all(self.document.to_string().as_bytes())?;
            output.finish()?;
            self.world.sync_folder(world::folder_of(&self.path))
        };
        written().map_err(|error| {
            Diagnostic::error(
                rules::FILE,
                say!("the file of printers cannot be written: {error}", error = system(&error)),
            )
            .at(Place::File(self.path.display().to_string().into()))
        })
    }
}

/// What the declared shape allows is not what the other reader of TOML finds.
fn fault() -> Diagnostic {
    Diagnostic::internal("station/src/printer/profiles.rs")
}

fn read(root: TomlTable<'_>) -> Option<Vec<Profile>> {
    let mut all: Vec<Profile> = Vec::new();
    for table in root.tables(PRINTER) {
        let Some(profile) = read_one(&table) else { continue };
        if all.iter().any(|known| known.name == profile.name) {
            let message = say!("the printer “{twice}” stands twice", twice = outside(&profile.name));
            table.reader().error(rules::SETTINGS, table.span(), message);
        }
        all.push(profile);
    }
    Some(all)
}

fn read_one(table: &TomlTable<'_>) -> Option<Profile> {
    let wrong = |span, message: Sentence| table.reader().error(rules::SETTINGS, span, message);
    let named = table.text("name")?;
    let address = table.parse("address");
    let dots = table.parse("dots");
    let width = table.parse::<Measure>("width");
    let mut profile = match Profile::new(named.value, address?.value) {
        Ok(profile) => profile,
        Err(message) => {
            wrong(named.span, message);
            return None;
        }
    };
    profile.dots = dots.map(|dots| dots.value);
    if let Some(width) = width {
        match width.value.on(profile.dots) {
            Some(length) => profile.width = Some(length),
            None => wrong(width.span, say!("a width in dots needs the dots of the head: dots = \"203 dpi\"")),
        }
    }
    let number = |key| table.integer(key).map(|number| number.value);
    let shift = (number("shift_right"), number("shift_down"));
    if let (Some(_), _) | (_, Some(_)) = shift {
        let dots = |number: Option<i64>| number.and_then(|number| i32::try_from(number).ok()).unwrap_or(0);
        profile.shift = Some(Shift { right: dots(shift.0), down: dots(shift.1) });
    }
    profile.language = table.choice("language").unwrap_or_default();
    profile.inverted = table.flag("inverted");
    profile.gap = table.parse("gap").map(|gap| gap.value);
    let moved = |key| {
        let length = table.parse::<Measure>(key)?;
        let moved = length.value.on(None);
        if moved.is_none() {
            wrong(length.span, say!("a sheet is moved by a length, such as 0.8 mm; it has no dots"));
        }
        moved
    };
    (profile.fit.right, profile.fit.down) =
        (moved("sheet_right").unwrap_or_default(), moved("sheet_down").unwrap_or_default());
    let scales = table.parse::<Scales>("sheet_scale").map(|scales| scales.value).unwrap_or_default();
    (profile.fit.across, profile.fit.along) = (scales.0, scales.1);
    profile.cut = table.parse::<CutAt>("cut").map(|cut| cut.value);
    (profile.peel, profile.separator) = (table.flag("peel"), table.flag("separator"));
    profile.confirm = table.choice("confirm").unwrap_or_default();
    profile.confirm_every = number("confirm_every").and_then(|every| u32::try_from(every).ok());
    profile.reprint_off = !table.has("reprint_off") || table.flag("reprint_off");
    profile.in_flight = number("in_flight").and_then(|labels| u32::try_from(labels).ok()).unwrap_or(IN_FLIGHT);
    let proven = table.table("proven").and_then(|proven| Some((proven.text("address")?.value, proof(&proven)?)));
    let here = profile.address.to_string();
    profile.proven = proven.filter(|(address, _)| *address == here).map(|(_, proof)| proof);
    if let Err(message) = profile.check() {
        table.reader().note(unproven(message).at(table.reader().place(table.span())));
    }
    Some(profile)
}

fn proof(proven: &TomlTable<'_>) -> Option<Proof> {
    Some(Proof {
        odometer: u64::try_from(proven.integer("odometer")?.value).ok()?,
        printer: proven.text("printer").map(|printer| printer.value.to_owned()),
        paper_out: proven.flag("paper_out"),
        when: proven.text("when")?.value.to_owned(),
    })
}

/// Settings that cannot stand together.
fn unproven(message: Sentence) -> Diagnostic {
    Diagnostic::error(rules::SETTINGS, message).help(say!(
        "run {command} first, where labels are to be confirmed by the printer's count",
        command = name("quietzone printer test")
    ))
}

/// A printer as a table of the file, of what stands there now.
fn table(profile: &Profile, mut table: Table) -> Result<Table, Diagnostic> {
    profile.check().map_err(unproven)?;
    let whole = |number: u32| value(i64::from(number));
    let fresh = Profile::new(&profile.name, profile.address.clone())
        .map_err(|message| Diagnostic::error(rules::SETTINGS, message))?;
    put(&mut table, "name", Some(value(&profile.name)));
    put(&mut table, "address", Some(value(profile.address.to_string())));
    put(&mut table, "dots", profile.dots.map(|dots| value(head(dots))));
    put(&mut table, "width", profile.width.map(|width| value(millimetres(width))));
    put(&mut table, "shift_right", profile.shift.map(|shift| value(i64::from(shift.right))));
    put(&mut table, "shift_down", profile.shift.map(|shift| value(i64::from(shift.down))));
    let is_said = |table: &Table, key: &str, is_so: bool| (is_so || table.contains_key(key)).then(|| value(is_so));
    let said = table.contains_key("language") || profile.language != fresh.language;
    put(&mut table, "language", said.then(|| value(profile.language.word())));
    let item = is_said(&table, "inverted", profile.inverted);
    put(&mut table, "inverted", item);
    put(&mut table, "gap", profile.gap.map(|gap| value(gap.to_string())));
    let moved = |length: Length| (length != Length::ZERO).then(|| value(millimetres(length)));
    put(&mut table, "sheet_right", moved(profile.fit.right));
    put(&mut table, "sheet_down", moved(profile.fit.down));
    let scales = Scales(profile.fit.across, profile.fit.along);
    put(&mut table, "sheet_scale", (scales != Scales::default()).then(|| value(scales.to_string())));
    put(&mut table, "cut", profile.cut.map(|cut| value(cut.to_string())));
    let item = is_said(&table, "peel", profile.peel);
    put(&mut table, "peel", item);
    let item = is_said(&table, "separator", profile.separator);
    put(&mut table, "separator", item);
    let said = table.contains_key("confirm") || profile.confirm != fresh.confirm;
    put(&mut table, "confirm", said.then(|| value(profile.confirm.word())));
    put(&mut table, "confirm_every", profile.confirm_every.map(whole));
    let said = table.contains_key("reprint_off") || profile.reprint_off != fresh.reprint_off;
    put(&mut table, "reprint_off", said.then(|| value(profile.reprint_off)));
    let said = table.contains_key("in_flight") || profile.in_flight != fresh.in_flight;
    put(&mut table, "in_flight", said.then(|| whole(profile.in_flight)));
    let proven = profile.proven.as_ref().map(|proof| {
        let mut proven = Table::new();
        put(&mut proven, "address", Some(value(profile.address.to_string())));
        put(&mut proven, "odometer", Some(value(i64::try_from(proof.odometer).unwrap_or(i64::MAX))));
        put(&mut proven, "printer", proof.printer.as_ref().map(value));
        put(&mut proven, "paper_out", Some(value(proof.paper_out)));
        put(&mut proven, "when", Some(value(&proof.when)));
        Item::Table(proven)
    });
    put(&mut table, "proven", proven);
    Ok(table)
}

/// Sets a key, if it does not say that already, or takes it away.
fn put(table: &mut Table, key: &str, item: Option<Item>) {
    let Some(item) = item else {
        table.remove(key);
        return;
    };
    match (table.get_mut(key), item) {
        // A comment behind the value stays.
        (Some(Item::Value(now)), Item::Value(mut new)) => {
            *new.decor_mut() = now.decor().clone();
            *now = new;
        }
        (Some(now), new) => *now = new,
        (None, new) => {
            table.insert(key, new);
        }
    }
}

/// A head as the file has it: `203 dpi`, without what is said of it in words.
fn head(dots: Resolution) -> String {
    let shown = dots.to_string();
    shown.split(" (").next().unwrap_or(&shown).to_owned()
}

/// A length as the file has it; six decimals of a millimetre tell every length.
fn millimetres(length: Length) -> String {
    let shown = format!("{:.6}", length.to_mm());
    format!("{} mm", shown.trim_end_matches('0').trim_end_matches('.'))
}
