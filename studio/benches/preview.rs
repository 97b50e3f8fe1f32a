//! From an edit to the new preview, of each template that comes along: what the page waits for.
//!
//!     cargo bench -p quietzone-studio --bench preview
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

#[path = "../tests/it/common.rs"]
#[allow(dead_code)]
mod common;

use std::fs;
use std::time::Instant;

use quietzone::template::SHIPPED;
use serde_json::json;

use self::common::Running;

/// Edits of each template; the one in the middle is told, and the slowest.
const EDITS: usize = 21;
/// What nobody feels as waiting.
const MOST_MS: f64 = 100.0;

fn main() {
    let studio = Running::start();
    fs::create_dir(studio.folder.join("art")).unwrap();
    for template in SHIPPED {
        let name = format!("{}.toml", template.name);
        let files = [(name.as_str(), template.text.as_bytes()), (template.sample, template.codes)];
        for (path, bytes) in files.iter().chain(template.art) {
            fs::write(studio.folder.join(path), bytes).unwrap();
        }
    }
    let mut slow = Vec::new();
    for template in SHIPPED {
        let name = format!("{}.toml", template.name);
        let text = template.text;
        let work = json!({ "template": name, "data": [template.sample] });
        let row = studio.told("label.rows", &json!({ "work": work, "from": 0, "count": 1 }))["rows"][0]["row"].clone();
        let mut told = name.clone();
        for view in ["proof", "dots"] {
            let mut times: Vec<f64> = (0..EDITS)
                .map(|edit| {
                    let asked = json!({ "work": work, "text": format!("{text}# {edit}\n"), "row": row, "view": view });
                    let begun = Instant::now();
                    studio.told("label.preview", &asked);
                    begun.elapsed().as_secs_f64() * 1000.0
                })
                .collect();
            times.sort_by(f64::total_cmp);
            told = format!("{told}  {view} {:.1} ms, at most {:.1} ms", times[EDITS / 2], times[EDITS - 1]);
            if times[EDITS / 2] > MOST_MS {
                slow.push(format!("{name} as {view}"));
            }
        }
        println!("{told}");
    }
    println!("above {MOST_MS} ms: {}", if slow.is_empty() { "none".to_owned() } else { slow.join(", ") });
}
