//! Pictures of one label, and which label is shown.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::job::{Design, FileKind, Outcome, Peak, Request, Sight, TemplateFrom, run};
use quietzone::proof::Proof;
use quietzone::report::json as told;
use quietzone::say;
use quietzone::scene::{Bounds, Point};
use quietzone::sentence::outside;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::batch::batch;
use super::super::work::Work;
use super::super::{Answer, read};
use crate::desk::{Desk, Sort};

/// One label, and how it is shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Shown {
    work: Work,
    /// The text of the template that is not saved yet.
    text: Option<String>,
    /// The row of the label, by its number among all rows of the codes; the design alone without it.
    row: Option<u32>,
    view: View,
    /// The plates that are shown; all if left out.
    plates: Option<Vec<String>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum View {
    /// With what was found.
    #[default]
    Proof,
    /// As a drawing.
    Plain,
    /// In the dots of its device.
    Dots,
}

impl Shown {
    fn request(&self, desk: &Desk) -> Result<Request, Failure> {
        let mut work = self.work.clone();
        if self.row.is_none() {
            // The design alone.
            (work.data, work.order, work.set, work.lookup, work.key) = Default::default();
        }
        work.rows = self.row.map(|row| row.to_string());
        let mut request = work.request(desk)?;
        with_text(&mut request, self.text.as_ref());
        if let Some(row) = self.row {
            // The row is at hand, whatever it takes to read the files.
            request.data = Some(batch(desk, &self.work, &())?.kept.row(row));
        }
        request.threads = Some(1);
        Ok(request)
    }
}

fn with_text(request: &mut Request, text: Option<&String>) {
    if let Some(text) = text {
        request.template = TemplateFrom::Text { path: request.template.path().to_path_buf(), text: text.clone() };
    }
}

pub(super) fn preview(desk: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let shown: Shown = read(asked)?;
    let mut request = shown.request(desk)?;
    request.proof = true;
    let kind = if shown.view == View::Dots { FileKind::Png } else { FileKind::Svg };
    request.sight = Some(Sight::Label(kind, shown.plates.clone()));
    let outcome = run(&request, &())?;
    Ok(answer(shown.view, outcome).into())
}

pub(super) fn overlay(desk: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let mut request = read::<Shown>(asked)?.request(desk)?;
    request.sight = Some(Sight::Found(FileKind::Svg));
    let seen =
        run(&request, &())?.seen.ok_or_else(|| Diagnostic::internal("studio: the picture that was asked for"))?;
    Ok(Answer::Bytes { kind: "image/svg+xml", bytes: seen.bytes })
}

/// What the page shows. All boxes are in millimetres from the top left corner of the label.
fn answer(view: View, outcome: Outcome) -> Value {
    let Outcome { design, findings, proof, seen, symbols, barcodes, .. } = outcome;
    let (picture, plates) = match (view, &proof, seen) {
        (View::Proof, Some(proof), seen) => (
            json!({ "svg": proof.picture, "view": boxed(&proof.view) }),
            seen.map(|seen| seen.plates).unwrap_or_default(),
        ),
        (View::Dots, _, Some(seen)) => {
            (json!({ "png": STANDARD.encode(&seen.bytes), "view": boxed(&seen.view) }), seen.plates)
        }
        (_, _, Some(seen)) => {
            (json!({ "svg": String::from_utf8_lossy(&seen.bytes), "view": boxed(&seen.view) }), seen.plates)
        }
        (_, _, None) => (Value::Null, Vec::new()),
    };
    let places = proof.as_ref().map(on_label).unwrap_or_default();
    let design = design.iter().zip(1..).map(|(found, number)| {
        let mut finding = told::finding(found);
        if let Value::Object(map) = &mut finding {
            map.insert("number".to_owned(), json!(number));
            map.insert("at".to_owned(), json!(places.get(number - 1).copied().flatten().map(|place| boxed(&place))));
        }
        finding
    });
    let (size, elements) = proof.as_ref().map_or((None, Vec::new()), |proof| {
        let elements = proof.elements.iter();
        let elements = elements.map(|(id, bounds)| json!({ "id": outside(id).to_string(), "at": boxed(bounds) }));
        let (width, height) = proof.size;
        (Some(json!({ "width": width.to_mm(), "height": height.to_mm() })), elements.collect())
    });
    json!({
        "picture": picture,
        "plates": plates,
        "findings": design.collect::<Vec<_>>(),
        "records": told::groups(&findings),
        "size": size,
        "elements": elements,
        "symbols": symbols.iter().map(|(size, fit)| told::symbol(*size, fit, [])).collect::<Vec<_>>(),
        "barcodes": barcodes.iter().map(told::barcode).collect::<Vec<_>>(),
    })
}

/// Where each finding is on the label.
fn on_label(proof: &Proof) -> Vec<Option<Bounds>> {
    let corner = Point { x: proof.view.left, y: proof.view.top };
    proof.places.iter().map(|place| place.map(|place| place.moved(corner))).collect()
}

fn boxed(bounds: &Bounds) -> Value {
    let Bounds { left, top, .. } = bounds;
    let [x, y, width, height] =
        [*left, *top, bounds.width(), bounds.height()].map(|side| (side.to_mm() * 1e4).round() / 1e4);
    json!({ "x": x, "y": y, "width": width, "height": height })
}

/// Which rows are asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    work: Work,
    from: usize,
    count: usize,
}

/// Rows that labels are made of, or would be.
const OF_LABELS: [Sort; 4] = [Sort::Good, Sort::Mended, Sort::Bad, Sort::Twice];

pub(super) fn rows(desk: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let asked: Asked = read(asked)?;
    let batch = batch(desk, &asked.work, &())?;
    let page = batch.rows.page(&OF_LABELS, asked.from, asked.count)?;
    let rows: Vec<Value> = page.iter().map(|row| json!({ "row": row["row"], "place": row["place"] })).collect();
    Ok(json!({ "all": batch.rows.count(&OF_LABELS), "rows": rows }).into())
}

pub(super) fn peaks(desk: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let shown: Shown = read(asked)?;
    let mut request = Work { rows: None, ..shown.work.clone() }.request(desk)?;
    with_text(&mut request, shown.text.as_ref());
    let own = desk.clone();
    let begun = desk.tasks.begin(say!("looking for the widest code and the longest texts"), move |task| {
        let batch = batch(&own, &shown.work, task)?;
        request.data = Some(batch.kept.data());
        let peaks = run(&request, task)?.peaks;
        let before = |peak: &Peak| batch.rows.before(&OF_LABELS, peak.number);
        Ok(json!({
            "widest": peaks.as_ref().and_then(|peaks| before(&peaks.widest)),
            "longest": peaks.as_ref().and_then(|peaks| before(&peaks.longest)),
        }))
    });
    Ok(begun?.into())
}

pub(super) fn fields(desk: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let shown: Shown = read(asked)?;
    let mut request = shown.work.request(desk)?;
    with_text(&mut request, shown.text.as_ref());
    let (data, sets) = (request.data.is_some(), std::mem::take(&mut request.sets));
    request.data = None;
    let design = Design::of(request)?;
    let said: serde_json::Map<String, Value> = sets.into_iter().map(|(name, value)| (name, value.into())).collect();
    Ok(json!({ "fields": design.fields(), "said": said, "data": data }).into())
}
