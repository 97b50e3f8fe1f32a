//! A rule begun.

use std::fs;
use std::path::Path;

use crate::Done;

pub(crate) fn begin(_root: &Path, _code: &str, _name: &str, _title: &str) -> Done {
    Err("not yet".into())
}
