//! Printers, jobs and their labels.

mod act;
mod filed;
mod jobs;
mod labels;
mod printers;
mod runs;
mod scan;
mod told;
mod which;

use super::{Call, read};

pub(super) const CALLS: &[Call] = &[
    Call::new(
        "print.printers",
        "The printers that are known, as printer list tells them, with their settings as text.",
        |desk, _| printers::list(desk),
    ),
    Call::new(
        "print.printer.state",
        "What the printer {name} does, in words; it is not asked while a job is printed on it.",
        |desk, asked| printers::state(desk, &read::<printers::Named>(asked)?.name),
    ),
    Call::new("print.printer.save", "Adds or changes a {printer}: name, address, settings as texts.", |desk, asked| {
        printers::save(desk, &read::<printers::Saved>(asked)?.printer)
    }),
    Call::new("print.printer.remove", "Forgets the printer {name}.", |desk, asked| {
        printers::remove(desk, &read::<printers::Named>(asked)?.name)
    }),
    Call::new(
        "print.printer.test",
        "Tests whether the count of the printer {name} can confirm labels, as long work.",
        |desk, asked| printers::test(desk, &read::<printers::Named>(asked)?.name),
    ),
    Call::new(
        "print.begin",
        "Makes a job of {print} (work, printer and settings) and prints it, as long work.",
        |desk, asked| runs::begin(desk, read::<runs::Beginning>(asked)?.print),
    ),
    Call::new("print.begin.command", "The command line that does the same as begin with {print}.", |_, asked| {
        Ok(runs::command_of(&read::<runs::Beginning>(asked)?.print))
    }),
    Call::new(
        "print.resume",
        "Prints what waits of a {job}, as long work; {only} these, on another {printer}, from the {free} places of a sheet.",
        |desk, asked| runs::resume(desk, read(asked)?),
    ),
    Call::new("print.stop", "Lets the run that prints the {job} end between two labels.", |desk, asked| {
        runs::stop(desk, &read(asked)?)
    }),
    Call::new(
        "print.remember",
        "Takes codes of {work} for labels of the {job} whose codes were wiped, as long work.",
        |desk, asked| runs::remember(desk, read(asked)?),
    ),
    Call::new(
        "print.jobs",
        "Jobs, the latest first, of one {kind} (open, doubt, over) or all: {count} of them behind {from}.",
        |desk, asked| jobs::list(desk, &read(asked)?),
    ),
    Call::new(
        "print.job",
        "How the {job} stands: its labels by state, what may be done next, and the task that prints it.",
        |desk, asked| jobs::show(desk, read::<jobs::OfJob>(asked)?.job),
    ),
    Call::new("print.sheet", "The sheet of the {job} with the places of labels in millimetres.", |desk, asked| {
        jobs::sheet(desk, read::<jobs::OfJob>(asked)?.job)
    }),
    Call::new(
        "print.events",
        "What was done with the {job}, the latest first, and the sheets that left.",
        |desk, asked| jobs::events(desk, read::<jobs::OfJob>(asked)?.job),
    ),
    Call::new(
        "print.ask",
        "What an {act} would do, and to how many labels, with its command line; nothing is changed.",
        |desk, asked| act::ask(desk, &read::<act::Asked>(asked)?.act),
    ),
    Call::new("print.act", "Does an {act}: confirm, reprint, void, apply, done, cancel or forget.", |desk, asked| {
        act::done(desk, &read::<act::Asked>(asked)?.act)
    }),
    Call::new(
        "print.labels",
        "Labels of the {job}, all or in one {state}: {count} of them behind {from}.",
        |desk, asked| labels::page(desk, &read(asked)?),
    ),
    Call::new("print.find", "The labels of a unit by {what}: its serial, or its code as scanned.", |desk, asked| {
        labels::find(desk, &read::<labels::Sought>(asked)?.what)
    }),
    Call::new("print.scan", "Ticks off the label of the {job} whose code a scanner typed as {text}.", |desk, asked| {
        scan::scan(desk, &read(asked)?)
    }),
    Call::new(
        "print.report",
        "Writes what became of each label of the {job} into a file of the folder; {form} is csv, xlsx, json or its. A file that is there is told, and replaced with {replace}.",
        |desk, asked| filed::report(desk, &read(asked)?),
    ),
    Call::new(
        "print.control_list",
        "Writes the control list of the {job} into a file of the folder; {form} is pdf or xlsx. A file that is there is told, and replaced with {replace}.",
        |desk, asked| filed::control_list(desk, &read(asked)?),
    ),
];
