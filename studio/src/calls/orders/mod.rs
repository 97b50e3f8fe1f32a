//! What the page "orders" asks: connections, orders, documents, trials.

#[cfg(feature = "oms")]
mod connections;
#[cfg(feature = "oms")]
mod documents;
#[cfg(feature = "oms")]
mod form;
#[cfg(feature = "oms")]
mod list;
#[cfg(feature = "oms")]
mod reports;
#[cfg(feature = "oms")]
mod way;

use serde_json::json;

use super::Call;
#[cfg(feature = "oms")]
use super::read;

const HERE: Call = Call::new("orders.here", "Whether this studio was made with order management systems.", |_, _| {
    Ok(json!({ "here": cfg!(feature = "oms") }).into())
});

#[cfg(not(feature = "oms"))]
pub(super) const CALLS: &[Call] = &[HERE];

#[cfg(feature = "oms")]
pub(super) const CALLS: &[Call] = &[
    HERE,
    Call::new(
        "orders.all",
        "Connections, systems that are known, orders in the ledger, and whether a trial goes on.",
        |desk, _| connections::all(desk),
    ),
    Call::new(
        "orders.connect",
        "Keeps a connection: {name, family, country, url, oms_id, plain_http}.",
        |desk, asked| connections::connect(desk, read(asked)?),
    ),
    Call::new(
        "orders.disconnect",
        "Forgets a connection of which nothing is in the ledger: {connection}.",
        |desk, asked| connections::disconnect(desk, &read(asked)?),
    ),
    Call::new(
        "orders.open",
        "Opens a connection until the studio ends: {connection, token} or {connection, login, password}. Neither is kept or told.",
        |desk, asked| connections::open(desk, read(asked)?),
    ),
    Call::new("orders.close", "Forgets what opens a connection: {connection}.", |desk, asked| {
        connections::close(desk, &read(asked)?)
    }),
    Call::new("orders.ping", "Whether a system answers and takes the token: {connection}.", |desk, asked| {
        connections::ping(desk, &read(asked)?)
    }),
    Call::new(
        "orders.try",
        "Starts a system of ours for a country, with a ledger of its own: {country}. Its codes are samples.",
        |desk, asked| connections::begin(desk, &read(asked)?),
    ),
    Call::new("orders.try.end", "Ends the trial: all pages work with the ledger of goods again.", |desk, _| {
        connections::end(desk)
    }),
    Call::new(
        "orders.list",
        "Lists the orders of a connection as long work: {connection}; states in words, days that codes live, what the ledger has.",
        |desk, asked| list::list(desk, read(asked)?),
    ),
    Call::new(
        "orders.pull",
        "Fetches the codes of an order into the ledger as long work: {connection, order, taken}. It ends between two blocks.",
        |desk, asked| list::pull(desk, read(asked)?),
    ),
    Call::new("orders.form", "What an order of a market asks for: {connection, market, group}.", |desk, asked| {
        form::order(desk, &read(asked)?)
    }),
    Call::new(
        "orders.order",
        "Drafts an order: {connection, market, group, products: [{gtin, quantity}], cis_type, set}. Nothing is sent yet.",
        |desk, asked| documents::order(desk, read(asked)?),
    ),
    Call::new("orders.documents", "What was drafted and handed in, and what can be done with it.", |desk, _| {
        documents::list(desk)
    }),
    Call::new("orders.hand", "Hands a document in as long work, or goes on with it: {document}.", |desk, asked| {
        documents::hand(desk, &read(asked)?)
    }),
    Call::new("orders.withdraw", "Takes a draft back: {document}.", |desk, asked| {
        documents::withdraw(desk, &read(asked)?)
    }),
    Call::new(
        "orders.looked",
        "Somebody looked whether the system has a document in doubt: {document, arrived}, its id, or nothing where it is lost.",
        |desk, asked| documents::looked(desk, &read(asked)?),
    ),
    Call::new(
        "orders.sign.export",
        "Writes the very bytes of a draft into a file of the folder, to be signed: {document, name}.",
        |desk, asked| documents::export(desk, &read(asked)?),
    ),
    Call::new(
        "orders.sign.import",
        "Puts a signature from a file of the folder to a draft: {document, name}.",
        |desk, asked| documents::import(desk, &read(asked)?),
    ),
    Call::new(
        "orders.jobs",
        "Jobs with labels that can be reported, and how many: of codes on goods, and of void labels.",
        |desk, _| reports::jobs(desk),
    ),
    Call::new(
        "orders.report.form",
        "What a report asks for: {connection, kind, job or group, cis_type}.",
        |desk, asked| reports::form(desk, &read(asked)?),
    ),
    Call::new(
        "orders.report",
        "Reports a job, or a list of packages, as long work: {connection, kind, job, units, group, cis_type, set, draft}.",
        |desk, asked| reports::report(desk, read(asked)?),
    ),
];
