//! What drawings refer to by ids: gradients, clip paths, masks. An id is a digest of what it names, so that no thread
//! and no order decides it, and what is the same stands once in a file.

use std::collections::BTreeMap;

use crate::render::{Fnv, put};

/// Definitions by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Definitions(BTreeMap<String, String>);

impl Definitions {
    /// An element with what stands in its tag behind the id and what it holds; gives its id.
    pub(super) fn define(&mut self, element: &str, attributes: &str, content: &str) -> String {
        let mut digest = Fnv::default();
        [element, attributes, content].iter().for_each(|part| digest.write(part.as_bytes()));
        let id = format!("{element}-{:016x}", digest.value());
        let defined = || format!("<{element} id=\"{id}\"{attributes}>{content}</{element}>\n");
        self.0.entry(id.clone()).or_insert_with(defined);
        id
    }

    /// Adds those of another part of the file.
    pub(super) fn join(&mut self, other: &Definitions) {
        self.0.extend(other.0.iter().map(|(id, defined)| (id.clone(), defined.clone())));
    }

    /// All of them, in the order of their ids.
    pub(super) fn text(&self) -> String {
        self.0.values().map(String::as_str).collect()
    }

    /// Writes them, if there are any.
    pub(super) fn write(&self, file: &mut String) {
        if !self.0.is_empty() {
            put(file, format_args!("<defs>\n{}</defs>\n", self.text()));
        }
    }
}
