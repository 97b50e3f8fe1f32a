//! What can be wrong with a ledger or what is asked of it.

quietzone::rules! {
    /// The ledger cannot be opened, read or written.
    LEDGER = "LED01", "the ledger can be read and written";
    /// A unit has a label in another job.
    KNOWN = "LED02", "a unit gets one label";
    /// Somebody else prints the job.
    HELD = "LED03", "one run prints a job";
    /// A label is in a state in which what is asked cannot be done.
    STATE = "LED04", "what is said of a label agrees with what the ledger knows";
    /// The ledger was put back to an earlier state.
    RESTORED = "LED05", "the ledger knows all that was printed";
    /// The codes of a job were wiped.
    FORGOTTEN = "LED06", "the codes of a job are in the ledger";
    /// There is no such job.
    JOB = "LED07", "a job that is named is in the ledger";
}
