//! Printers: where they stand, what they answer, and what they are sent.
