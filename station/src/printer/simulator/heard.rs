//! What a printer hears.

/// Something that came whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// `^XA … ^XZ`.
    Format(Vec<u8>),
    /// `~DG`, with the name of the graphic.
    Graphic(String, Vec<u8>),
    /// `~HS`.
    Status,
    /// `~HQES`.
    Errors,
    /// `~HI`.
    Model,
    /// `! U1 getvar "…"`.
    Variable(String),
    /// `~PP`.
    Pause,
    /// `~PS`.
    Resume,
    /// A label in TSPL, up to its `PRINT`.
    Label(Vec<u8>),
    /// `<ESC>!?`.
    State,
    /// `<ESC>!S`.
    Report,
    /// `~!T`.
    TscModel,
}
