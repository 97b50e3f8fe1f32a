//! The market files that come along.

include!(concat!(env!("OUT_DIR"), "/markets.rs"));

/// The names of the built-in markets, families included.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(id, _)| *id)
}

/// The name and text of a built-in market's file.
pub(super) fn built_in(id: &str) -> Option<(&'static str, &'static str)> {
    BUILT_IN.iter().find(|(name, _)| *name == id).copied()
}
