//! What can be wrong with a ledger or what is asked of it.

use quietzone::diagnostic::Rule;

/// The ledger cannot be opened, read or written.
pub const LEDGER: Rule = Rule { code: "LED01", title: "the ledger can be read and written" };
/// A unit has a label in another job.
pub const KNOWN: Rule = Rule { code: "LED02", title: "a unit gets one label" };
/// Somebody else prints the job.
pub const HELD: Rule = Rule { code: "LED03", title: "one run prints a job" };
/// A label is in a state in which what is asked cannot be done.
pub const STATE: Rule = Rule { code: "LED04", title: "what is said of a label agrees with what the ledger knows" };
/// The ledger was put back to an earlier state.
pub const RESTORED: Rule = Rule { code: "LED05", title: "the ledger knows all that was printed" };
/// The codes of a job were wiped.
pub const FORGOTTEN: Rule = Rule { code: "LED06", title: "the codes of a job are in the ledger" };
/// There is no such job.
pub const JOB: Rule = Rule { code: "LED07", title: "a job that is named is in the ledger" };

/// Every rule of this room, with what breaks it.
pub const ALL: &[(Rule, &str)] = &[
    (LEDGER, "The ledger cannot be opened, read or written."),
    (KNOWN, "A unit has a label in another job."),
    (HELD, "Somebody else prints the job."),
    (STATE, "A label is in a state in which what is asked cannot be done."),
    (RESTORED, "The ledger was put back to an earlier state."),
    (FORGOTTEN, "The codes of a job were wiped."),
    (JOB, "There is no such job."),
];
