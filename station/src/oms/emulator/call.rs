//! What the emulator can be asked.

use super::family::Family;

/// What can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Call {
    /// Whether it is there: `ping` of СУЗ.
    Ping,
    /// All orders: `order/list`, `/api/orders`.
    List,
    /// The parts of an order: `order/status`, `/api/orders/sub-orders`.
    Status,
    /// The names of goods: `order/product` of СУЗ.
    Product,
    /// Codes: `codes`, `/api/codes`.
    Codes,
    /// What was handed out: `order/codes/blocks`, `/api/codes/packs`.
    Blocks,
    /// A block once more: `order/codes/retry` of СУЗ.
    Retry,
    /// The end of an order: `order/close`, `/api/order/close`.
    Close,
    /// A sign-in: `/api/users/authenticate` of xTrace.
    Login,
    /// Another access token: `/api/users/tokens/refresh` of xTrace.
    Refresh,
}

impl Call {
    /// All of them with their words.
    pub const ALL: [(&'static str, Call); 10] = [
        ("ping", Call::Ping),
        ("list", Call::List),
        ("status", Call::Status),
        ("product", Call::Product),
        ("codes", Call::Codes),
        ("blocks", Call::Blocks),
        ("retry", Call::Retry),
        ("close", Call::Close),
        ("login", Call::Login),
        ("refresh", Call::Refresh),
    ];

    /// What a method and a path ask of a family.
    #[must_use]
    pub fn of(family: Family, method: &str, path: &str) -> Option<Self> {
        let asked = |(of, at, _): &&(&str, &str, Call)| *of == method && *at == path;
        methods(family).iter().find(asked).map(|(_, _, call)| *call)
    }

    /// Whether a family has a path at all, by whatever method.
    pub(super) fn is_path(family: Family, path: &str) -> bool {
        methods(family).iter().any(|(_, at, _)| *at == path)
    }
}

fn methods(family: Family) -> &'static [(&'static str, &'static str, Call)] {
    match family {
        Family::Suz => &[
            ("GET", "/api/v3/ping", Call::Ping),
            ("GET", "/api/v3/order/list", Call::List),
            ("GET", "/api/v3/order/status", Call::Status),
            ("GET", "/api/v3/order/product", Call::Product),
            ("GET", "/api/v3/codes", Call::Codes),
            ("GET", "/api/v3/order/codes/blocks", Call::Blocks),
            ("GET", "/api/v3/order/codes/retry", Call::Retry),
            ("POST", "/api/v3/order/close", Call::Close),
        ],
        Family::Xtrace => &[
            ("GET", "/api/orders", Call::List),
            ("GET", "/api/orders/sub-orders", Call::Status),
            ("GET", "/api/codes", Call::Codes),
            ("GET", "/api/codes/packs", Call::Blocks),
            ("POST", "/api/order/close", Call::Close),
            ("POST", "/api/users/authenticate", Call::Login),
            ("POST", "/api/users/tokens/refresh", Call::Refresh),
        ],
    }
}
