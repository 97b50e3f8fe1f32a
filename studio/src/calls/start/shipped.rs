//! The templates that come along.

use std::io;
use std::path::Path;
use std::sync::Arc;

use quietzone::batch::{Data, Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::job::{Design, FileKind, Memory, Request, run_to};
use quietzone::market::Market;
use quietzone::say;
use quietzone::sentence::{InWords, file, outside, titled, worded};
use quietzone::template::{Device, SHIPPED, Shipped, Template};
use quietzone::world::{Memory as Files, Stored, World};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::calls::{Answer, read};
use crate::desk::{Desk, cannot_write, keep};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
    #[serde(default)]
    sample: bool,
}

pub(super) fn templates(_: &Arc<Desk>, _: Value) -> Result<Answer, Failure> {
    let all: Vec<Value> = SHIPPED.iter().map(described).collect::<Result<_, Failure>>()?;
    Ok(json!({ "templates": all }).into())
}

fn described(one: &Shipped) -> Result<Value, Failure> {
    let template = Template::parse(one.name, one.text.to_owned()).map_err(Failure)?;
    let market = Market::load(&template.market)?;
    let device = match template.device {
        Device::Printer(head) => say!("{head}", head),
        Device::Artwork { .. } => say!("press artwork"),
    };
    Ok(json!({
        "name": one.name,
        "about": worded(&one.about()),
        "market": template.market,
        "title": titled(&market.title).to_string(),
        "width": template.width.to_mm(),
        "height": template.height.to_mm(),
        "device": device.to_string(),
        "sheet": template.sheet.is_some(),
        "sample": one.sample,
    }))
}

pub(super) fn picture(_: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let Named { name, .. } = read(asked)?;
    let one = of(&name)?;
    let files = Files::default();
    let pictures = one.art.iter().copied();
    for (path, bytes) in pictures.chain([(one.sample, one.codes), ("template.toml", one.text.as_bytes())]) {
        files.put(path, bytes.to_vec());
    }
    let mut request = Request::new("template.toml");
    request.world = World::of(files);
    (request.data, request.to) = (Some(Data::of(one.sample)), Some(FileKind::Svg));
    // The first label, or the first sheet; row 1 has the headers.
    let labels = Design::of(request.clone())?.places().unwrap_or(1);
    let rows = format!("2-{}", labels.saturating_add(1));
    request.rows = Some(rows.parse().map_err(|why| Diagnostic::error(rules::REQUEST, why))?);
    let mut drawn = Memory::default();
    run_to(&request, &mut drawn, &())?;
    let bytes = drawn.files.pop().ok_or_else(|| Diagnostic::internal("studio: the picture of a template"))?;
    Ok(Answer::Bytes { kind: "image/svg+xml", bytes })
}

pub(super) fn take(desk: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let Named { name, sample } = read(asked)?;
    let one = of(&name)?;
    for (path, bytes) in one.art {
        beside(desk, Path::new(path), bytes)?;
    }
    let kept = |name: &str, bytes: &[u8]| keep(desk.world(), Path::new(name), &Stored::of_bytes(bytes.to_vec()), false);
    let template = kept(&format!("{name}.toml"), one.text.as_bytes())?;
    let codes = if sample { Some(kept(&format!("sample-{}", one.sample), one.codes)?) } else { None };
    let told = |path: &Path| path.to_string_lossy().into_owned();
    Ok(json!({ "template": told(&template), "codes": codes.as_deref().map(told) }).into())
}

/// Puts a picture where the template names it.
fn beside(desk: &Desk, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    match quietzone::world::read(desk.world(), path, quietzone::world::MAX_FILE) {
        Ok(there) if there == bytes => return Ok(()),
        Ok(_) => {
            let message = say!(
                "{picture} is there already, and is another picture than that of the template",
                picture = file(path)
            );
            return Err(Diagnostic::error(rules::OUTPUT, message)
                .help(say!("give the picture in the folder another name first"))
                .into());
        }
        Err(quietzone::world::FileError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(Diagnostic::error(rules::OUTPUT, error.in_words()).into()),
    }
    keep(desk.world(), path, &Stored::of_bytes(bytes.to_vec()), false).and_then(|kept| {
        if kept == path { Ok(()) } else { Err(cannot_write(path, &io::ErrorKind::AlreadyExists.into())) }
    })
}

fn of(name: &str) -> Result<&'static Shipped, Diagnostic> {
    SHIPPED.iter().find(|one| one.name == name).ok_or_else(|| {
        Diagnostic::error(rules::REQUEST, say!("no template “{name}” comes along", name = outside(name)))
    })
}
