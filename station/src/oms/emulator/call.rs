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
    /// Another order: `order`, `/api/orders`.
    Order,
    /// A signature of what was handed in: `documents/sign` of СУЗ.
    Sign,
    /// What waits for a signature: `documents/search` of СУЗ.
    Documents,
    /// The bytes of what waits for a signature: `documents/content` of СУЗ.
    Content,
    /// What waits for a signature is thrown away: `documents/delete` of СУЗ.
    Delete,
    /// What was applied: `utilisation`, `/api/utilisation`.
    Utilisation,
    /// What is dropped out: `dropout` of СУЗ.
    Dropout,
    /// What is packed into what: `aggregation` of СУЗ.
    Aggregation,
    /// The state of a report: `report/info`, `/api/utilisation/{id}`.
    Report,
    /// The receipts of an order, a report or a block: `receipts/receipt` of СУЗ.
    Receipt,
    /// Receipts by a filter: `receipts/receipt/search` of СУЗ.
    Receipts,
    /// The codes of a receipt: `receipts/document` of СУЗ.
    ReceiptDocument,
    /// What is to be signed for a token: `auth/key` of the True API.
    AuthKey,
    /// A token for what was signed: `auth/simpleSignIn/{omsConnection}` of the True API.
    SignIn,
}

impl Call {
    /// All of them with their words.
    pub const ALL: [(&'static str, Call); 24] = [
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
        ("order", Call::Order),
        ("sign", Call::Sign),
        ("documents", Call::Documents),
        ("content", Call::Content),
        ("delete", Call::Delete),
        ("utilisation", Call::Utilisation),
        ("dropout", Call::Dropout),
        ("aggregation", Call::Aggregation),
        ("report", Call::Report),
        ("receipt", Call::Receipt),
        ("receipts", Call::Receipts),
        ("receiptdoc", Call::ReceiptDocument),
        ("authkey", Call::AuthKey),
        ("signin", Call::SignIn),
    ];

    /// What a method and a path ask of a family.
    #[must_use]
    pub fn of(family: Family, method: &str, path: &str) -> Option<Self> {
        let asked = |(of, at, _): &&(&str, &str, Call)| *of == method && leads(at, path);
        methods(family).iter().find(asked).map(|(_, _, call)| *call)
    }

    /// Whether a family has a path at all, by whatever method.
    pub(super) fn is_path(family: Family, path: &str) -> bool {
        methods(family).iter().any(|(_, at, _)| leads(at, path))
    }
}

/// Whether a path is the one of a method, which may end in an id.
fn leads(at: &str, path: &str) -> bool {
    match at.strip_suffix("{id}") {
        None => at == path,
        Some(folder) => path.strip_prefix(folder).is_some_and(|id| !id.is_empty() && !id.contains('/')),
    }
}

/// Methods and paths; `{id}` stands for the last part of a path.
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
            ("POST", "/api/v3/order", Call::Order),
            ("POST", "/api/v3/documents/sign", Call::Sign),
            ("GET", "/api/v3/documents/search", Call::Documents),
            ("GET", "/api/v3/documents/content", Call::Content),
            ("DELETE", "/api/v3/documents/delete", Call::Delete),
            ("POST", "/api/v3/utilisation", Call::Utilisation),
            ("POST", "/api/v3/dropout", Call::Dropout),
            ("POST", "/api/v3/aggregation", Call::Aggregation),
            ("GET", "/api/v3/report/info", Call::Report),
            ("GET", "/api/v3/receipts/receipt", Call::Receipt),
            ("POST", "/api/v3/receipts/receipt/search", Call::Receipts),
            ("GET", "/api/v3/receipts/document", Call::ReceiptDocument),
            ("GET", "/api/v3/true-api/auth/key", Call::AuthKey),
            ("POST", "/api/v3/true-api/auth/simpleSignIn/{id}", Call::SignIn),
        ],
        Family::Xtrace => &[
            ("GET", "/api/orders", Call::List),
            ("GET", "/api/orders/sub-orders", Call::Status),
            ("GET", "/api/codes", Call::Codes),
            ("GET", "/api/codes/packs", Call::Blocks),
            ("POST", "/api/order/close", Call::Close),
            ("POST", "/api/users/authenticate", Call::Login),
            ("POST", "/api/users/tokens/refresh", Call::Refresh),
            ("POST", "/api/orders", Call::Order),
            ("POST", "/api/utilisation", Call::Utilisation),
            ("GET", "/api/utilisation/{id}", Call::Report),
        ],
    }
}
