//! Times of a ledger.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use quietzone::sentence::{Tongue, tongue};

/// A time in microseconds since 1970. Times of a ledger never go back, whatever the clock does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(pub i64);

impl Time {
    /// The time of a clock.
    #[must_use]
    pub fn of(clock: SystemTime) -> Self {
        let since = clock.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        Self(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }

    /// A later time.
    #[must_use]
    pub fn after(self, time: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(time.as_micros()).unwrap_or(i64::MAX)))
    }

    /// How long it is after another time; nothing where it is before it.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// As people read it, on the clocks of this machine: `2026-11-26 12:30:05`, the date as the language that is spoken
    /// writes it.
    #[must_use]
    pub fn local(self) -> String {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(time) => {
                let date = tongue().map_or("%Y-%m-%d", Tongue::date);
                time.to_zoned(jiff::tz::TimeZone::system()).strftime(&format!("{date} %H:%M:%S")).to_string()
            }
            Err(_) => String::new(),
        }
    }
}

/// As programs read it: `2026-11-26T12:30:05Z`.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(time) => f.write_str(&time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
            Err(_) => Ok(()),
        }
    }
}
