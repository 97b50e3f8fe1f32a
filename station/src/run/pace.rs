//! How often a printer is asked, and how long it is waited for.

use std::time::Duration;

/// How often a printer is asked, and how long it is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Between two questions for its count.
    pub count: Duration,
    /// Between two questions for its status.
    pub status: Duration,
    /// Until an idle printer is believed to print no more of what it was sent.
    pub settle: Duration,
    /// Between two calls of a printer whose line was lost.
    pub call: Duration,
    /// Calls until it is given up.
    pub calls: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            count: Duration::from_millis(5),
            status: Duration::from_millis(250),
            settle: Duration::from_secs(8),
            call: Duration::from_secs(5),
            calls: 60,
        }
    }
}
