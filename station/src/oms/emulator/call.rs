//! What the emulator can be asked.

/// What can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Call {
    /// `ping`.
    Ping,
    /// `order/list`.
    List,
    /// `order/status`.
    Status,
    /// `order/product`.
    Product,
    /// `codes`.
    Codes,
    /// `order/codes/blocks`.
    Blocks,
    /// `order/codes/retry`.
    Retry,
    /// `order/close`.
    Close,
}

impl Call {
    /// All of them with their words.
    pub const ALL: [(&'static str, Call); 8] = [
        ("ping", Call::Ping),
        ("list", Call::List),
        ("status", Call::Status),
        ("product", Call::Product),
        ("codes", Call::Codes),
        ("blocks", Call::Blocks),
        ("retry", Call::Retry),
        ("close", Call::Close),
    ];

    /// What a method and a path ask.
    pub(super) fn of(method: &str, path: &str) -> Option<Self> {
        Some(match (method, path.strip_prefix("/api/v3/")?) {
            ("GET", "ping") => Call::Ping,
            ("GET", "order/list") => Call::List,
            ("GET", "order/status") => Call::Status,
            ("GET", "order/product") => Call::Product,
            ("GET", "codes") => Call::Codes,
            ("GET", "order/codes/blocks") => Call::Blocks,
            ("GET", "order/codes/retry") => Call::Retry,
            ("POST", "order/close") => Call::Close,
            _ => return None,
        })
    }
}
