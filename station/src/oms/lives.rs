//! How long codes live that are not applied.

use quietzone::sentence::{Argument, name};
use serde_json::Value as Json;

use super::family::{Order, SubOrder};
use super::read::whole;
use super::system::System;
use crate::ledger::Time;

/// Milliseconds of a day.
const DAY: u64 = 24 * 3600 * 1000;

/// Until when codes live that are not applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    /// Its end.
    pub end: Time,
    /// Whole days until then.
    pub days: u64,
    /// Whether that was before now.
    pub is_over: bool,
    /// Whether the system says so; else it is reckoned from the day of the order, for labels of own printing.
    pub is_said: bool,
}

impl Life {
    fn until(millis: u64, now: Time, is_said: bool) -> Self {
        let end = Time(i64::try_from(millis.saturating_mul(1000)).unwrap_or(i64::MAX));
        let left = u64::try_from((end.0 / 1000).saturating_sub(now.0 / 1000)).unwrap_or(0);
        Self { end, days: left / DAY, is_over: left == 0, is_said }
    }

    /// Its end, on the clocks of this machine.
    pub(super) fn day(self) -> Argument {
        name(self.end.local())
    }
}

/// Until when codes of a part live; an error where the system does not say a day, nothing where they do not die.
pub(super) fn said(part: &SubOrder, now: Time) -> Result<Option<Life>, ()> {
    match whole(part.rest.get("expiredDate")) {
        Some(time) if time > 0 => Ok(Some(Life::until(time, now, true))),
        Some(_) => Ok(None),
        None => Err(()),
    }
}

/// Until when codes of a part of an order live; nothing where they do not die, or nobody knows.
#[must_use]
pub fn life(system: &System, order: &Order, part: &SubOrder, now: Time) -> Option<Life> {
    said(part, now).unwrap_or_else(|()| {
        let [own, _] = order.group.as_deref().and_then(|group| system.group(group)?.days)?;
        let made: u64 = order.rest.get("createdTimestamp").and_then(|time: &Json| whole(Some(time)))?;
        Some(Life::until(made.saturating_add(u64::from(own) * DAY), now, false))
    })
}
