//! The public test suite of resvg: the pictures that stand beside its drawings are what is right.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Dots, astray, dots, drawn, in_parallel, kept, same};

/// What resvg draws otherwise, and we as meant: it reads no colours of profiles, and repeats tiles of whole dots, where
/// ours are as large as they are said to be (librsvg draws those without text as we do).
const BY_RESVG: &[&str] = &[
    "tests/painting/fill/icc-color.svg",
    "tests/painting/fill/valid-FuncIRI-with-a-fallback-ICC-color.svg",
    "tests/paint-servers/pattern/out-of-order-referencing.svg",
    "tests/paint-servers/pattern/pattern-on-child.svg",
    "tests/paint-servers/pattern/text-child.svg",
];

/// Counts the drawings of the suite that are drawn right, refused, and drawn wrong, which none may be.
///
///     QUIETZONE_RESVG=…/resvg/crates/resvg/tests cargo test -p quietzone --test it drawn::suite
///
/// With `QUIETZONE_RESVG_OUT` a folder gets a list of all, and both pictures of what is wrong.
#[test]
fn what_is_drawn_of_the_suite_of_resvg_is_drawn_right() {
    let Some(suite) = std::env::var_os("QUIETZONE_RESVG").map(PathBuf::from) else {
        return eprintln!("skipped: QUIETZONE_RESVG names no suite");
    };
    let only = std::env::var("QUIETZONE_RESVG_ONLY").unwrap_or_default();
    let out = std::env::var_os("QUIETZONE_RESVG_OUT").map(PathBuf::from);
    let mut drawings = Vec::new();
    find(&suite.join("tests"), &mut drawings);
    // Six have no picture of today's, and the suite itself leaves them out.
    let tried = fs::read_to_string(suite.join("integration/render.rs")).unwrap();
    let name = |path: &Path| path.strip_prefix(&suite).unwrap().with_extension("").display().to_string();
    drawings.retain(|path| tried.contains(&format!("{:?}", name(path))) && name(path).contains(&only));
    drawings.sort();
    let fonts = fonts(&suite.join("fonts"));
    let results = in_parallel(&drawings, |path| judged(path, &fonts));
    let (mut right, mut refused, mut wrong, mut list) = (0, 0, Vec::new(), String::new());
    for (path, result) in drawings.iter().zip(&results) {
        let name = path.strip_prefix(&suite).unwrap().display().to_string();
        let told = match result {
            Ok((ours, theirs)) if same(ours, theirs) || BY_RESVG.contains(&name.as_str()) => {
                right += 1;
                format!("right {}", astray(ours, theirs))
            }
            Ok((ours, theirs)) => {
                wrong.push(name.clone());
                if let Some(out) = &out {
                    let flat = name.replace('/', "_");
                    kept(ours, out.join(format!("{flat}.ours.png")));
                    kept(theirs, out.join(format!("{flat}.theirs.png")));
                }
                format!("wrong {}", astray(ours, theirs))
            }
            Err(why) => {
                refused += 1;
                format!("refused {}", why.lines().next().unwrap_or_default())
            }
        };
        list += &format!("{name}: {told}\n");
    }
    if let Some(out) = &out {
        fs::write(out.join("list.txt"), &list).unwrap();
    }
    eprintln!("{} drawings: {right} right, {refused} refused, {} wrong", drawings.len(), wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn judged(path: &Path, fonts: &[(&str, Vec<u8>)]) -> Result<(Dots, Dots), String> {
    let theirs = dots(&fs::read(path.with_extension("png")).map_err(|_| "no picture".to_owned())?);
    let size = (theirs.width, theirs.colours.len() / theirs.width);
    Ok((drawn(&fs::read(path).unwrap(), size, fonts)?, theirs))
}

fn find(folder: &Path, drawings: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            find(&path, drawings);
        } else if path.extension().is_some_and(|ending| ending == "svg") {
            drawings.push(path);
        }
    }
}

/// Its fonts, under the names that its generic families have.
fn fonts(folder: &Path) -> Vec<(&'static str, Vec<u8>)> {
    let named = [
        ("serif.ttf", "NotoSerif-Regular.ttf"),
        ("Times New Roman.ttf", "NotoSerif-Regular.ttf"),
        ("cursive.ttf", "Yellowtail-Regular.ttf"),
        ("fantasy.ttf", "SedgwickAveDisplay-Regular.ttf"),
        ("sans-serif.ttf", "NotoSans-Regular.ttf"),
        ("monospace.ttf", "NotoMono-Regular.ttf"),
        ("a.ttf", "NotoSans-Black.ttf"),
        ("b.ttf", "NotoSans-Bold.ttf"),
        ("c.ttf", "NotoSans-Italic.ttf"),
        ("d.ttf", "NotoSans-Light.ttf"),
        ("e.ttf", "NotoSans-Thin.ttf"),
        ("f.ttf", "Amiri-Regular.ttf"),
        ("g.ttf", "MPLUS1p-Regular.ttf"),
        ("h.ttf", "NotoSansDevanagari-Regular.ttf"),
        ("i.ttf", "NotoSansMalayalam-Regular.ttf"),
        ("j.ttf", "RobotoFlex.subset.ttf"),
        ("k.ttf", "SourceSansPro-Regular.ttf"),
        ("l.ttf", "NotoZnamennyMusicalNotation-Regular.ttf"),
    ];
    named.iter().map(|(name, file)| (*name, fs::read(folder.join(file)).unwrap())).collect()
}
