//! What every page asks: its words, where it works, and how far long work is.

use quietzone_languages::Language;
use quietzone_station::ledger::Folder;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Call, read};

pub(super) const CALLS: &[Call] = &[
    Call::new(
        "about",
        "The folder, the ledger, the operator, the version, and the languages that are spoken.",
        |desk, _| {
            Ok(json!({
            "version": env!("CARGO_PKG_VERSION"),
            "folder": quietzone::sentence::file(desk.folder()).to_string(),
            "ledger": desk.room.folder().as_ref().map(Folder::path).map(|path| quietzone::sentence::file(path).to_string()).ok(),
            "operator": desk.room.operator(),
            "trial": desk.room.is_trial(),
            "languages": Language::ALL.map(|language| json!({ "tag": language.tag(), "name": language.name() })),
        })
        .into())
        },
    ),
    Call::new("task", "How far long work is: {task}; ended, its result or its findings.", |desk, asked| {
        Ok(desk.tasks.get(read::<OfTask>(asked)?.task)?.told().into())
    }),
    Call::new("task.cancel", "Asks long work to end: {task}. What it writes is whole or not there.", |desk, asked| {
        let task = desk.tasks.get(read::<OfTask>(asked)?.task)?;
        task.cancel();
        Ok(task.told().into())
    }),
    Call::new("tasks", "All long work, the latest first.", |desk, _| {
        Ok(desk.tasks.all().iter().map(|task| task.told()).collect::<Value>().into())
    }),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfTask {
    task: u64,
}
