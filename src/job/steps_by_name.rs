//! What layers of drawings are, by the names that designers and their programs give them.

/// What the name of a layer says.
pub(super) struct Named {
    /// What templates call its ink.
    pub(super) key: &'static str,
    /// That ink, as templates write it, for a separation of a name.
    pub(super) ink: fn(&str) -> String,
}

/// Words that stand alone in a name, and parts that are sure wherever they stand.
type Names = (&'static [&'static str], &'static [&'static str]);

/// The names met in files of labels and cartons; those of kinds that others contain come first.
const STEPS: [(Names, Named); 10] = [
    ((&[], &["kisscut"]), Named { key: "kiss-cut", ink: |name| technical(name, "0, 100, 100, 0", "partial cutting") }),
    (
        (&["perf", "перфорация"], &["perforation", "perfcut"]),
        Named { key: "perforation", ink: |name| technical(name, "0, 60, 100, 0", "perforating") },
    ),
    (
        (
            &["crease", "creases", "creasing", "rill", "falz", "fold", "folds", "биговка", "сгиб", "сгибы"],
            &["cordonatura", "foldline", "creaseline"],
        ),
        Named { key: "crease", ink: |name| technical(name, "100, 0, 0, 0", "creasing") },
    ),
    (
        (&["glue", "клей", "yelim"], &["gluelap", "gluearea", "coldseal"]),
        Named { key: "glue", ink: |name| technical(name, "0, 0, 100, 0", "gluing") },
    ),
    (
        (
            &["die", "cut", "stans", "stanse", "stanz", "stanze", "shtamp", "штамп", "taglio", "высечка", "вырубка"],
            &["dieline", "diecut", "cutcontour", "thrucut", "cutline", "fustella"],
        ),
        Named { key: "die", ink: |name| technical(name, "0, 100, 0, 0", "cutting") },
    ),
    ((&["braille", "брайль"], &[]), Named { key: "braille", ink: |name| format!("braille(\"{name}\")") }),
    (
        (&["emboss", "embossing", "тиснение"], &[]),
        Named { key: "embossing", ink: |name| format!("embossing(\"{name}\")") },
    ),
    ((&["foil", "hotfoil", "фольга"], &["hotfoil"]), Named { key: "foil", ink: |name| format!("foil(\"{name}\")") }),
    (
        (&["varnish", "lack", "lak", "vernice", "gloss", "лак"], &["glossvarnish", "uvvarnish", "spotvarnish"]),
        Named { key: "varnish", ink: |name| format!("varnish(\"{name}\")") },
    ),
    (
        (&["bianco", "белила"], &["opaquewhite", "whiteink", "whiteunderprint", "underwhite"]),
        Named { key: "white", ink: |name| format!("white(\"{name}\")") },
    ),
];

fn technical(name: &str, cmyk: &str, step: &str) -> String {
    format!("technical(\"{name}\", cmyk({cmyk}), {step})")
}

/// What the name of a layer says, if anything.
pub(super) fn step(name: &str) -> Option<&'static Named> {
    // A capital within a word begins one: “CutContour”.
    let mut spaced = String::new();
    let mut was_small = false;
    for c in name.chars() {
        if c.is_uppercase() && was_small {
            spaced.push(' ');
        }
        was_small = c.is_lowercase();
        spaced.push(c);
    }
    let words: Vec<String> =
        spaced.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let whole = words.concat();
    if whole == "white" {
        return STEPS.iter().map(|(_, named)| named).find(|named| named.key == "white");
    }
    let is = |(own, parts): &Names| {
        words.iter().any(|word| own.contains(&word.as_str())) || parts.iter().any(|part| whole.contains(part))
    };
    STEPS.iter().find(|(names, _)| is(names)).map(|(_, named)| named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Ink;

    #[test]
    fn layers_are_told_by_the_names_met_in_files() {
        for (name, key) in [
            ("Dieline", Some("die")),
            ("Die Line", Some("die")),
            ("CutContour", Some("die")),
            ("Thru-cut", Some("die")),
            ("STANZE", Some("die")),
            ("Штамп", Some("die")),
            ("Fustella esterna", Some("die")),
            ("KissCut", Some("kiss-cut")),
            ("Cordonatura", Some("crease")),
            ("Fold lines", Some("crease")),
            ("PerfCutContour", Some("perforation")),
            ("Gluelap", Some("glue")),
            ("Water Based Gloss Varnish", Some("varnish")),
            ("Лак", Some("varnish")),
            ("White", Some("white")),
            ("WHITE_UNDERPRINT", Some("white")),
            ("Black", None),
            ("White background", None),
            ("Artwork", None),
            ("Execute", None),
            ("Studies", None),
        ] {
            assert_eq!(step(name).map(|named| named.key), key, "{name}");
        }
    }

    #[test]
    fn inks_of_layers_are_inks() {
        for (_, named) in &STEPS {
            assert!((named.ink)("Layer 1").parse::<Ink>().is_ok(), "{}", (named.ink)("Layer 1"));
        }
    }
}
