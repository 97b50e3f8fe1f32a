//! Which market is meant.

use std::convert::Infallible;
use std::str::FromStr;

/// Which market is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarketId {
    /// The one that reads most of the first rows. It is written `auto`.
    Auto,
    /// A built-in one by its name, or one of the user's own by the path of its file.
    Named(String),
}

impl From<&str> for MarketId {
    fn from(text: &str) -> Self {
        if text == "auto" { MarketId::Auto } else { MarketId::Named(text.to_owned()) }
    }
}

impl FromStr for MarketId {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.into())
    }
}
