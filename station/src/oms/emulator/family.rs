//! What an emulator speaks.

/// The interface that a system speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Family {
    /// СУЗ 3.0 of Russia.
    #[default]
    Suz,
    /// xTrace of Kazakhstan and Uzbekistan.
    Xtrace,
}
