//! What stands around every page.

use quietzone::say;

use super::{Word, slot};

pub(super) fn words() -> Vec<Word> {
    vec![
        ("shell.title", say!("quietzone studio")),
        ("shell.skip", say!("Skip to the page")),
        ("shell.pages", say!("Pages")),
        ("shell.start", say!("Start")),
        ("shell.start.about", say!("Codes and a template")),
        ("shell.label", say!("Label")),
        ("shell.label.about", say!("Look, judge, change")),
        ("shell.output", say!("Output")),
        ("shell.output.about", say!("PDF, SVG, ZPL, PNG, sheets")),
        ("shell.print", say!("Print")),
        ("shell.print.about", say!("Printers and jobs")),
        ("shell.orders", say!("Orders")),
        ("shell.orders.about", say!("Codes from the order system")),
        ("shell.folder", say!("Folder: {folder}", folder = slot("folder"))),
        ("shell.trial", say!("SAMPLE: a trial goes on")),
        ("shell.operator", say!("Operator: {operator}", operator = slot("operator"))),
        ("shell.version", say!("quietzone {version}", version = slot("version"))),
        ("shell.language", say!("Language")),
        ("shell.template", say!("Template")),
        ("shell.codes", say!("Codes")),
        ("shell.none", say!("none yet")),
        ("shell.loading", say!("Loading…")),
        (
            "shell.gone",
            say!(
                "The studio does not answer. It was ended, or this machine was; what was printed is in the ledger. Start it again, and open the address that it tells."
            ),
        ),
        (
            "shell.no_key",
            say!(
                "This address lacks the secret of the studio. Open the whole address that quietzone studio told in its first line."
            ),
        ),
        ("shell.internal", say!("The page has a fault: {error}", error = slot("error"))),
        ("shell.retry", say!("Try again")),
        ("shell.ok", say!("OK")),
        ("shell.cancel", say!("Cancel")),
        ("shell.close", say!("Close")),
        ("shell.copy", say!("Copy")),
        ("shell.copied", say!("Copied")),
        ("shell.command", say!("The same on the command line, in this folder")),
        ("shell.stage.survey", say!("Reading and checking")),
        ("shell.stage.emit", say!("Making labels")),
        ("shell.stage.print", say!("Printing")),
        ("shell.stage.fetch", say!("Fetching")),
        ("shell.progress.of", say!("{done} of {of}", done = slot("done"), of = slot("of"))),
        ("shell.cancelling", say!("Ending…")),
        ("shell.error", say!("Error")),
        ("shell.warning", say!("Warning")),
        ("shell.unjudged", say!("To be measured")),
        ("shell.note", say!("Note")),
        ("shell.help", say!("What to do: {help}", help = slot("help"))),
        ("shell.source", say!("By: {source}", source = slot("source"))),
        ("shell.place.cell", say!("{file}, cell {cell}", file = slot("file"), cell = slot("cell"))),
        (
            "shell.place.sheet",
            say!("{file}, sheet {sheet}, cell {cell}", file = slot("file"), sheet = slot("sheet"), cell = slot("cell")),
        ),
        ("shell.place.row", say!("{file}, row {row}", file = slot("file"), row = slot("row"))),
        ("shell.place.line", say!("{file}, line {line}", file = slot("file"), line = slot("line"))),
        ("shell.times", say!("{title} — {count} times", title = slot("title"), count = slot("count"))),
        ("shell.more", say!("and {count} more", count = slot("count"))),
    ]
}
