//! Graphics in the printer's memory: how they are stored, recalled and taken out again, and which of them a printer
//! has at a place of a file.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::graphic::{self, Graphics};
use crate::raster::Patch;
use crate::render::{Deflater, Fnv, put};

/// A graphic that labels recall.
#[derive(Debug)]
pub(super) struct Stored {
    /// What stores it.
    pub(super) store: String,
    /// The field of a label that recalls it.
    pub(super) recall: String,
    /// What takes it out of the printer; no other graphic has the same.
    pub(super) remove: Arc<str>,
    /// Bytes of dots that it takes in the printer.
    pub(super) memory: usize,
}

impl Stored {
    /// The graphic of a patch, in several where it is large.
    pub(super) fn of(patch: &Patch, graphics: Graphics, deflater: &mut Deflater) -> Self {
        let [mut store, mut recall, mut remove] = <[String; 3]>::default();
        let mut memory = 0;
        for stripe in graphic::stripes(patch) {
            let name = name_of(&stripe);
            put(&mut store, format_args!("~DGR:{name}.GRF,{}\n", graphic::stored(&stripe, graphics, deflater)));
            put(&mut recall, format_args!("^FO{},{}^XGR:{name}.GRF,1,1^FS\n", stripe.left, stripe.top));
            put(&mut remove, format_args!("^IDR:{name}.GRF^FS\n"));
            memory += stripe.bits.len();
        }
        Self { store, recall, remove: remove.into(), memory }
    }
}

/// The name of a stored graphic: eight letters and digits made from its dots, so that another
/// job's graphic never answers to it.
fn name_of(patch: &Patch) -> String {
    const LETTERS: [char; 32] = [
        'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V',
        'W', 'X', 'Y', 'Z', '2', '3', '4', '5', '6', '7',
    ];
    let mut hash = Fnv::default();
    for side in patch.bounds() {
        hash.write(&side.to_le_bytes());
    }
    hash.write(&patch.bits);
    let value = hash.value();
    let letter = |at: u32| LETTERS.get((value >> (5 * at) & 31) as usize).copied().unwrap_or('A');
    ['Q', 'Z'].into_iter().chain((0..6).map(letter)).collect()
}

/// What a printer has in its memory of that which labels recall, as far as a file or a line has come.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// Labels behind the last head.
    pub(super) labels: u64,
    /// What was stored behind it, and since the file began.
    now: BTreeSet<Arc<str>>,
    ever: BTreeSet<Arc<str>>,
}

impl Held {
    /// A head is sent again: beside what that stores, nothing is relied on.
    pub fn again(&mut self) {
        self.labels = 0;
        self.now.clear();
    }

    /// Takes down that a graphic is recalled; whether it must be stored before.
    pub(super) fn needs(&mut self, stored: &Stored) -> bool {
        let is_new = self.now.insert(stored.remove.clone());
        if is_new {
            self.ever.insert(stored.remove.clone());
        }
        is_new
    }

    /// What takes out all that was stored beside the head.
    pub(super) fn removes(&self) -> impl Iterator<Item = &str> {
        self.ever.iter().map(|remove| &**remove)
    }
}
