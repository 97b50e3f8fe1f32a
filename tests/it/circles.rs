//! Files of a crate that import one another, found by reading their `use` lines and paths.
//!
//! A file imports another where it names an item that is declared there, be it by a `use`, by a path
//! in its code, or through a re-export of a module above. Declaring modules and re-exporting what
//! they have is no import; code that needs what was re-exported makes it one. Tests are not read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Files that import one another.
pub struct Circle {
    /// Their names.
    pub files: Names,
    /// What they import of each other: `a.rs → b.rs`.
    pub imports: Names,
}

/// Circles of the files below a folder of sources, in two lists: those of files beside one another,
/// and those of a module in a `mod.rs` with its own parts, which are told by that file.
pub fn circles(sources: &Path) -> [Vec<Circle>; 2] {
    let house = House::read(sources);
    let all = house.imports();
    let (own, beside): (Imports, Imports) =
        all.iter().copied().partition(|(from, to)| house.holds(*from, *to) || house.holds(*to, *from));
    let names = |files: &BTreeSet<usize>| files.iter().map(|file| house.files[*file].clone()).collect();
    let among = |files: &BTreeSet<usize>, imports: &Imports| {
        let within = imports.iter().filter(|(from, to)| files.contains(from) && files.contains(to));
        within.map(|(from, to)| format!("{} → {}", house.files[*from], house.files[*to])).collect()
    };
    let beside = rings(&beside).into_iter().map(|ring| Circle { files: names(&ring), imports: among(&ring, &all) });
    let closes = |(from, to): &&(usize, usize)| house.holds(*from, *to) && reach(*to, &all).contains(from);
    let modules: BTreeSet<usize> = own.iter().filter(closes).map(|(module, _)| *module).collect();
    let with_parts = modules.into_iter().map(|module| {
        let parts = (0..house.files.len()).filter(|part| *part == module || house.holds(module, *part)).collect();
        Circle { files: names(&BTreeSet::from([module])), imports: among(&parts, &own) }
    });
    [beside.collect(), with_parts.collect()]
}

/// Fails where other circles are found than these.
pub fn assert_circles(found: &[Circle], these: &[&[&str]]) {
    let strangers = found.iter().filter(|circle| !these.iter().any(|known| circle.files == *known));
    let told: Vec<String> = strangers.map(|circle| circle.imports.join("\n")).collect();
    assert!(told.is_empty(), "files that import one another:\n{}", told.join("\n\n"));
    let files: Vec<&Names> = found.iter().map(|circle| &circle.files).collect();
    assert_eq!(files, these);
}

/// Which file imports which, by their numbers.
type Imports = BTreeSet<(usize, usize)>;

/// Files each of which reaches all others of its ring.
fn rings(imports: &Imports) -> BTreeSet<BTreeSet<usize>> {
    let files: BTreeSet<usize> = imports.iter().map(|(from, _)| *from).collect();
    let reached: BTreeMap<usize, BTreeSet<usize>> = files.iter().map(|file| (*file, reach(*file, imports))).collect();
    let comes_back = |file: usize, at: usize| reached.get(&at).is_some_and(|reached| reached.contains(&file));
    let ring = |file: &usize| reached[file].iter().copied().filter(|at| comes_back(*file, *at)).collect();
    files.iter().map(ring).filter(|ring: &BTreeSet<usize>| !ring.is_empty()).collect()
}

/// The files that are reached from one by its imports.
fn reach(file: usize, imports: &Imports) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut open = vec![file];
    while let Some(at) = open.pop() {
        for (_, to) in imports.range((at, 0)..(at + 1, 0)) {
            if reached.insert(*to) {
                open.push(*to);
            }
        }
    }
    reached
}

/// Names of steps or files.
type Names = Vec<String>;

/// The path of a module below another.
fn below(module: &[String], name: &str) -> Names {
    module.iter().cloned().chain([name.to_owned()]).collect()
}

/// A name that a module has from elsewhere.
struct Use {
    /// Its name here; `*` for all there are.
    name: String,
    path: Names,
    is_public: bool,
}

/// A module, be it a file or a part of one.
#[derive(Default)]
struct Module {
    file: usize,
    uses: Vec<Use>,
    /// Paths in its code: `super::name::Item`.
    paths: Vec<Names>,
    /// All words of its code.
    words: BTreeSet<String>,
}

/// What a path leads to.
enum Found {
    Module(Names),
    /// An item, by the file that declares it.
    Item(usize),
}

/// A crate as it is written.
#[derive(Default)]
struct House {
    files: Vec<String>,
    modules: BTreeMap<Names, Module>,
    /// Macros for all, and the file of each; they stand at the root of the crate.
    macros: BTreeMap<String, usize>,
}

impl House {
    fn read(sources: &Path) -> Self {
        let mut house = Self::default();
        house.visit(sources, sources, &[]);
        assert!(!house.files.is_empty(), "sources are read");
        house
    }

    fn visit(&mut self, sources: &Path, folder: &Path, module: &[String]) {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let own = below(module, &name);
            if path.is_dir() {
                self.visit(sources, &path, &own);
            } else if path.extension().is_some_and(|ending| ending == "rs") && name != "tests" && name != "main" {
                let is_folder = name == "mod" || name == "lib";
                self.files.push(path.strip_prefix(sources).unwrap().display().to_string());
                self.take(&words(&fs::read_to_string(&path).unwrap()), if is_folder { module } else { &own });
            }
        }
    }

    /// Takes the code of a module that stands in the newest file.
    fn take(&mut self, code: &[String], path: &[String]) {
        let file = self.files.len() - 1;
        let mut module = Module { file, ..Module::default() };
        let mut rest = code;
        let mut is_public = false;
        while let Some((word, behind)) = rest.split_first() {
            let next = behind.first().map_or("", String::as_str);
            rest = match word.as_str() {
                "#" if behind.starts_with(&words("[cfg(test)]")) => past_item(behind),
                "pub" => {
                    is_public = true;
                    rest = if next == "(" { past_group(behind) } else { behind };
                    continue;
                }
                "use" => {
                    let end = behind.iter().position(|word| word == ";").unwrap();
                    tree(&behind[..end], &[], is_public, &mut module.uses);
                    &behind[end..]
                }
                "mod" if behind.get(1).is_some_and(|word| word == "{") => {
                    let after = past_group(&behind[1..]);
                    let body = &behind[2..behind.len() - after.len() - 1];
                    self.take(body, &below(path, next));
                    after
                }
                "mod" => &behind[1..],
                "#" if behind.starts_with(&words("[macro_export] macro_rules!")) => {
                    let named = &behind[words("[macro_export] macro_rules!").len()..];
                    self.macros.insert(named[0].clone(), file);
                    named
                }
                _ if is_name(word) => {
                    let steps = 1 + behind.chunks(2).take_while(|pair| pair[0] == "::" && is_step(pair)).count();
                    let named: Names = rest.iter().step_by(2).take(steps).cloned().collect();
                    module.words.insert(word.clone());
                    module.paths.extend((steps > 1).then_some(named));
                    &rest[2 * steps - 1..]
                }
                _ => behind,
            };
            is_public = false;
        }
        self.modules.insert(path.to_vec(), module);
    }

    /// Which file imports which.
    fn imports(&self) -> Imports {
        let mut imports = BTreeSet::new();
        for (path, module) in &self.modules {
            let mut add = |to: usize| {
                if to != module.file {
                    imports.insert((module.file, to));
                }
            };
            for import in &module.uses {
                if import.name == "*" {
                    assert!(import.is_public, "{}: name what is imported", self.files[module.file]);
                    continue;
                }
                if import.is_public && !module.words.contains(&import.name) {
                    continue;
                }
                match self.resolve(path, &import.path, &mut Vec::new()) {
                    Some(Found::Item(file)) => add(file),
                    // What is named of a module counts, where it is more than one file.
                    Some(Found::Module(of)) if !self.has_modules(&of) => add(self.modules[&of].file),
                    Some(Found::Module(of)) => {
                        let (name, above) = of.split_last().unwrap();
                        if let Some(Found::Item(file)) = self.reexported(above, name, &mut Vec::new()) {
                            add(file);
                        }
                    }
                    None => {}
                }
            }
            for named in &module.paths {
                if let Some(Found::Item(file)) = self.resolve(path, named, &mut Vec::new()) {
                    add(file);
                }
            }
        }
        imports
    }

    /// Whether a file is that of a module which another is a part of.
    fn holds(&self, file: usize, other: usize) -> bool {
        let folder = self.files[file].strip_suffix("mod.rs").or(self.files[file].strip_suffix("lib.rs"));
        folder.is_some_and(|folder| file != other && self.files[other].starts_with(folder))
    }

    fn has_modules(&self, path: &[String]) -> bool {
        self.modules.keys().any(|other| other.len() > path.len() && other.starts_with(path))
    }

    /// What a path leads to that stands in a module, if it stays in this crate.
    fn resolve(&self, module: &[String], path: &[String], asked: &mut Vec<(Names, String)>) -> Option<Found> {
        let mut at = module.to_vec();
        for (number, step) in path.iter().enumerate() {
            let below = below(&at, step);
            match step.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => drop(at.pop()?),
                _ if self.modules.contains_key(&below) => at = below,
                _ if at.is_empty() && number == 1 && self.macros.contains_key(step) => {
                    return Some(Found::Item(self.macros[step]));
                }
                _ => match self.reexported(&at, step, asked) {
                    Some(Found::Module(of)) => at = of,
                    Some(item) => return Some(item),
                    None if number == 0 => return None,
                    None => return Some(Found::Item(self.modules[&at].file)),
                },
            }
        }
        Some(Found::Module(at))
    }

    /// What a name is in a module that has it by a `use`.
    fn reexported(&self, module: &[String], name: &str, asked: &mut Vec<(Names, String)>) -> Option<Found> {
        let question = (module.to_vec(), name.to_owned());
        if asked.contains(&question) {
            return None;
        }
        asked.push(question);
        let import = self.modules[module].uses.iter().find(|import| import.name == name)?;
        self.resolve(module, &import.path, asked)
    }
}

/// The names of what follows `use`, each with its path.
fn tree(words: &[String], above: &[String], is_public: bool, uses: &mut Vec<Use>) {
    let mut path = above.to_vec();
    for (at, word) in words.iter().enumerate() {
        match word.as_str() {
            "{" => {
                let mut inner = &words[at + 1..words.len() - 1];
                while !inner.is_empty() {
                    let mut depth = 0;
                    let end = inner.iter().position(|word| {
                        depth += i32::from(word == "{") - i32::from(word == "}");
                        depth == 0 && word == ","
                    });
                    let end = end.unwrap_or(inner.len());
                    tree(&inner[..end], &path, is_public, uses);
                    inner = inner.get(end + 1..).unwrap_or_default();
                }
                return;
            }
            "as" => {
                uses.push(Use { name: words[at + 1].clone(), path, is_public });
                return;
            }
            "::" => {}
            _ => path.push(word.clone()),
        }
    }
    if path.last().is_some_and(|name| name == "self") {
        path.pop();
    }
    let name = path.last().cloned().unwrap_or_default();
    uses.push(Use { name, path, is_public });
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn is_step(pair: &[String]) -> bool {
    pair.get(1).is_some_and(|word| is_name(word))
}

/// What follows a group, which is what comes first: `{ … }`.
fn past_group(words: &[String]) -> &[String] {
    let mut depth = 0;
    let end = words.iter().position(|word| {
        depth += i32::from(["(", "[", "{"].contains(&word.as_str()));
        depth -= i32::from([")", "]", "}"].contains(&word.as_str()));
        depth == 0
    });
    &words[end.unwrap() + 1..]
}

/// What follows an item behind its attribute.
fn past_item(words: &[String]) -> &[String] {
    let mut rest = past_group(words);
    loop {
        rest = match rest[0].as_str() {
            ";" => return &rest[1..],
            "{" => return past_group(rest),
            "(" | "[" => past_group(rest),
            _ => &rest[1..],
        };
    }
}

/// The words and signs of Rust code, without comments, texts and numbers.
fn words(code: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            comment_length(rest)
        } else if let Some(length) = text_length(rest) {
            length
        } else if is_name(rest) {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            words.push(rest[..length].to_owned());
            length
        } else if first.is_ascii_digit() {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            words.push("::".to_owned());
            2
        } else {
            words.extend((!first.is_whitespace()).then(|| first.to_string()));
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    words
}

/// The bytes of the comment that code begins with; such may stand in each other.
fn comment_length(code: &str) -> usize {
    let mut depth = 0;
    let mut signs = code.char_indices().map(|(at, _)| at);
    while let Some(at) = signs.next() {
        if code[at..].starts_with("/*") || code[at..].starts_with("*/") {
            depth += if code[at..].starts_with('/') { 1 } else { -1 };
            signs.next();
        }
        if depth == 0 {
            return at + 2;
        }
    }
    code.len()
}

/// The bytes of the text or character that code begins with, or of the lifetime.
fn text_length(code: &str) -> Option<usize> {
    let body = code.strip_prefix('b').unwrap_or(code);
    let front = code.len() - body.len();
    if let Some(raw) = body.strip_prefix('r').filter(|raw| raw.starts_with(['"', '#'])) {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let end = format!("\"{}", "#".repeat(hashes));
        let inner = raw[hashes..].strip_prefix('"')?;
        return Some(front + 1 + hashes + 1 + inner.find(&end).unwrap() + end.len());
    }
    let quote = body.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
    let mut letters = body.char_indices().skip(1);
    let (_, second) = letters.next()?;
    let is_lifetime = quote == '\'' && second != '\\' && body.chars().nth(2) != Some('\'');
    if is_lifetime {
        return Some(front + 1);
    }
    let mut letters = body.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            _ if letter == quote => return Some(front + at + 1),
            _ => {}
        }
    }
    None
}
