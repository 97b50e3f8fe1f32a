//! What became of each label: who printed it, when, on which printer, and what is not certain.
