//! What the page "orders" says.

use quietzone::say;

use super::{Word, slot};

pub(super) fn words() -> Vec<Word> {
    connections().into_iter().chain(orders()).chain(documents()).collect()
}

fn connections() -> Vec<Word> {
    vec![
        (
            "orders.without",
            say!("This studio was made without order management systems; codes come from files, on the page “Start”."),
        ),
        ("orders.sample", say!("SAMPLE")),
        ("orders.try.first", say!("Try it without an account")),
        ("orders.try", say!("A trial")),
        (
            "orders.try.about",
            say!(
                "A small order system of our own starts on this machine. Order, fetch, print and report as with the real one: its codes are of no goods, and every label of them is stamped SAMPLE. A trial has a ledger of its own, so nothing of it comes among your labels."
            ),
        ),
        ("orders.try.with", say!("Try: {system}", system = slot("system"))),
        ("orders.try.on", say!("A trial goes on")),
        (
            "orders.try.apart",
            say!("Every page works with the ledger of the trial now. Your own jobs and codes are back when it ends."),
        ),
        ("orders.try.end", say!("End the trial")),
        (
            "orders.try.end.ask",
            say!(
                "End the trial? Its systems stop; what it printed stays in its own ledger. All pages work with your own ledger again."
            ),
        ),
        ("orders.connections", say!("Connections")),
        ("orders.new", say!("A new connection")),
        ("orders.version", say!("Version of the system: {version}", version = slot("version"))),
        ("orders.over", say!("this trial ended with the studio")),
        ("orders.open", say!("open until the studio ends")),
        ("orders.shut", say!("shut: give its token")),
        ("orders.chosen", say!("Worked with")),
        ("orders.choose", say!("Work with it")),
        ("orders.ping", say!("Does it answer?")),
        ("orders.lock", say!("Forget the token")),
        ("orders.forget", say!("Remove the connection")),
        ("orders.forget.ask", say!("Remove the connection {name}?", name = slot("name"))),
        ("orders.token", say!("Token")),
        ("orders.by_login", say!("By a name and a password")),
        ("orders.login", say!("Name")),
        ("orders.password", say!("Password")),
        ("orders.open.deed", say!("Open")),
        (
            "orders.token.kept",
            say!("It is held in memory until the studio ends, written nowhere, and shown to nobody."),
        ),
        ("orders.oms_id", say!("omsId")),
        ("orders.oms_id.hint", say!("The cabinet of СУЗ tells it, under Devices: 32 digits and letters with hyphens.")),
        (
            "orders.kept",
            say!("The connection {connection} is kept. Open it with its token.", connection = slot("connection")),
        ),
        ("orders.system", say!("Country and system")),
        ("orders.name", say!("What you call it")),
        ("orders.name.hint", say!("Letters, digits, hyphens and points")),
        ("orders.url", say!("Address")),
        ("orders.keep", say!("Keep the connection")),
    ]
}

fn orders() -> Vec<Word> {
    vec![
        ("orders.none", say!("The system has no orders.")),
        ("orders.of", say!("Orders of {connection}", connection = slot("connection"))),
        ("orders.look", say!("Look again")),
        ("orders.order", say!("Order")),
        ("orders.product", say!("Goods")),
        ("orders.state", say!("State")),
        ("orders.codes", say!("Can be fetched")),
        ("orders.days", say!("Unused codes")),
        ("orders.stored", say!("In the ledger")),
        ("orders.counts", say!("{available} of {total}", available = slot("available"), total = slot("total"))),
        ("orders.pull", say!("Fetch codes")),
        ("orders.use", say!("Use for labels")),
        ("orders.taken.fetch", say!("They are on no label: fetch them too")),
        ("orders.taken.skip", say!("They are on labels: fetch what stands behind them")),
        ("orders.ledger", say!("Codes in the ledger, also where no system answers ({count})", count = slot("count"))),
        ("orders.must", say!("{field} (needed)", field = slot("field"))),
        ("orders.more", say!("More that may be said")),
        ("orders.unsaid", say!("–")),
        ("orders.new_order", say!("Order codes")),
        ("orders.market", say!("Market")),
        (
            "orders.market.hint",
            say!("What kind of goods, in which country; in brackets the group of goods of the system"),
        ),
        ("orders.gtin", say!("GTIN")),
        ("orders.gtin.sample", say!("an example of GS1, which no goods have")),
        ("orders.quantity", say!("How many codes")),
        ("orders.another", say!("Another GTIN in the same order")),
        ("orders.cis_type", say!("What the codes stand on")),
        (
            "orders.at_once",
            say!("The system takes the order at once and may charge for it; what it costs it does not tell. Order?"),
        ),
        ("orders.order_now", say!("Order")),
        ("orders.not_ordered", say!("Nothing was ordered.")),
        ("orders.order_deed", say!("Order now")),
        ("orders.draft_deed", say!("Keep as a draft")),
        (
            "orders.drafted",
            say!("Document {document} is a draft: sign it below, and hand it in.", document = slot("document")),
        ),
    ]
}

fn documents() -> Vec<Word> {
    vec![
        ("orders.documents", say!("Orders and reports that were handed in")),
        ("orders.document", say!("No.")),
        ("orders.what", say!("What it is")),
        ("orders.next", say!("What to do")),
        (
            "orders.became",
            say!(
                "Document {document}, {what}: {state}",
                document = slot("document"),
                what = slot("what"),
                state = slot("state")
            ),
        ),
        ("orders.goods", say!("{gtin}: {quantity} codes", gtin = slot("gtin"), quantity = slot("quantity"))),
        ("orders.of_job", say!("job {job}, {labels} labels", job = slot("job"), labels = slot("labels"))),
        ("orders.refused", say!("✖ codes refused: {count}", count = slot("count"))),
        ("orders.hand", say!("Hand it in")),
        ("orders.again", say!("Look what became of it")),
        ("orders.sign.export", say!("Save for signing")),
        ("orders.sign.import", say!("Give the signature")),
        ("orders.withdraw", say!("Take it back")),
        (
            "orders.withdraw.ask",
            say!("Take document {document} back? Nothing of it was sent.", document = slot("document")),
        ),
        ("orders.arrived", say!("The system has it")),
        ("orders.arrived.ask", say!("The id that the cabinet of the system shows for it:")),
        ("orders.lost", say!("The system does not have it")),
        (
            "orders.lost.ask",
            say!(
                "Did you look in the cabinet of the system, and it is not there? It is a draft again then, and may be handed in once more."
            ),
        ),
        ("orders.reports", say!("Report what became of codes")),
        ("orders.report", say!("What is reported")),
        ("orders.utilisation", say!("Codes that are on goods")),
        ("orders.dropout", say!("Codes of void labels that drop out")),
        ("orders.aggregation", say!("What stands in which package")),
        ("orders.job", say!("Job")),
        (
            "orders.job.option",
            say!(
                "{job}: {labels} labels, {template}",
                job = slot("job"),
                labels = slot("labels"),
                template = slot("template")
            ),
        ),
        ("orders.no_jobs", say!("Nothing was printed yet: print labels of an order first.")),
        ("orders.units", say!("The list of scans")),
        ("orders.units.hint", say!("The SSCC of a package, and behind it the codes that stand in it, one a line")),
        ("orders.group", say!("Group of goods")),
        ("orders.report.deed", say!("Report now")),
        ("orders.report.draft", say!("Keep as a draft")),
    ]
}
