//! A rule begun.

use std::fs;
use std::path::Path;

use crate::Done;

/// Writes the rule's file and its two fixtures, and puts its line into the list.
pub(crate) fn begin(root: &Path, code: &str, name: &str, title: &str) -> Done {
    let form = code.trim_end_matches(|c: char| c.is_ascii_digit());
    let capitals = (2..=3).contains(&form.len()) && form.bytes().all(|byte| byte.is_ascii_uppercase());
    if !capitals || code.len() != form.len() + 2 {
        return Err(format!("“{code}”: a code is two or three capitals and two digits").into());
    }
    if !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_') {
        return Err(format!("“{name}”: a file is named by small letters, digits and underscores").into());
    }
    let rules = root.join("src/check/rules");
    let list = rules.join("mod.rs");
    let text = fs::read_to_string(&list)?;
    let text = listed(&text, code, name, |file| {
        let source = fs::read_to_string(rules.join(format!("{file}.rs"))).ok()?;
        let (_, behind) = source.split_once("CHECK = \"")?;
        behind.split_once('"').map(|(code, _)| code.to_owned())
    })?;
    new(&rules.join(format!("{name}.rs")), &source(code, title))?;
    for (way, found) in [("pass", "clean".to_owned()), ("fail", format!("{code} error"))] {
        let fixture = root.join("tests/rules").join(format!("{}-{way}.toml", code.to_lowercase()));
        new(&fixture, &template(&found))?;
    }
    fs::write(&list, text)?;
    println!("now judge in it, write two labels that keep and break it by a hair, and run: cargo xtask bless");
    Ok(())
}

fn new(path: &Path, text: &str) -> Done {
    if path.exists() {
        return Err(format!("{} is there already", path.display()).into());
    }
    println!("{}", path.display());
    Ok(fs::write(path, text)?)
}

/// The list with one more file, in the order of the codes.
fn listed(
    text: &str,
    code: &str,
    name: &str,
    code_of: impl Fn(&str) -> Option<String>,
) -> Result<String, Box<dyn std::error::Error>> {
    let (head, rest) = text.split_once("\nrules! {\n").ok_or("rules/mod.rs has no list “rules!”")?;
    let (files, tail) = rest.split_once("\n}").ok_or("the list of rules/mod.rs does not end")?;
    let mut files: Vec<String> = files.lines().map(|file| file.trim().to_owned()).collect();
    let mut at = files.len();
    for (index, file) in files.iter().enumerate() {
        let known = code_of(file).ok_or_else(|| format!("{file}.rs declares no code"))?;
        if known == code {
            return Err(format!("{code} is {file}.rs").into());
        }
        if known.as_str() > code {
            at = index;
            break;
        }
    }
    files.insert(at, name.to_owned());
    let files: Vec<String> = files.iter().map(|file| format!("    {file}")).collect();
    Ok(format!("{head}\nrules! {{\n{}\n}}{tail}", files.join("\n")))
}

fn source(code: &str, title: &str) -> String {
    format!(
        "use super::super::{{Label, check}};\n\
         use crate::diagnostic::Diagnostic;\n\n\
         check! {{\n    \
             /// What is asked, and by whom: the act and clause, the standard, or practice.\n    \
             ///\n    \
             /// To mend it, say what to do.\n    \
             CHECK = \"{code}\", \"{title}\", Design, run;\n\
         }}\n\n\
         fn run(_: &Label<'_>) -> Vec<Diagnostic> {{\n    \
             Vec::new()\n\
         }}\n"
    )
}

fn template(found: &str) -> String {
    format!(
        "# expects: {found}\n\
         market = \"kz-pharma\"\n\n\
         [label]\nwidth = \"40 mm\"\nheight = \"30 mm\"\ndevice = \"artwork\"\n\n\
         [[element]]\ntype = \"datamatrix\"\nid = \"code\"\nx = \"5 mm\"\ny = \"5 mm\"\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_stands_in_the_order_of_the_codes() {
        let text = "//! x\nrules! {\n    aa\n    cc\n}\nend\n";
        let code = |file: &str| Some(if file == "aa" { "CT01" } else { "SZ02" }.to_owned());
        let with = |new: &str| listed(text, new, "new", code).unwrap();
        assert_eq!(with("QZ01"), "//! x\nrules! {\n    aa\n    new\n    cc\n}\nend\n");
        assert_eq!(with("WN01"), "//! x\nrules! {\n    aa\n    cc\n    new\n}\nend\n");
        assert!(listed(text, "SZ02", "new", code).is_err());
    }
}
