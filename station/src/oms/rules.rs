//! What can be wrong between an order management system and the ledger.

quietzone::rules! {
    /// A name, an address, an id or a token that cannot be used.
    SETTINGS = "OMS01", "a connection to an order management system has all it needs";
    /// The system does not take the token.
    TOKEN = "OMS02", "the order management system takes the token";
    /// The system refuses what is asked.
    REFUSED = "OMS03", "the order management system does what is asked";
    /// No answer came, or one that cannot be read.
    LOST = "OMS04", "the order management system can be reached and answers";
    /// The system declined the order.
    DECLINED = "OMS05", "the order was accepted";
    /// The order is not ready yet.
    PENDING = "OMS06", "the codes of the order are ready";
    /// The system handed out codes that it does not list: somebody took them in the portal.
    ELSEWHERE = "OMS07", "all codes of the order were taken by this program";
    /// The answer with the last codes was lost, and the order closed with it.
    GONE = "OMS08", "every code that was handed out is in the ledger";
    /// An order that lacks a block, or has codes that were not fetched.
    INCOMPLETE = "OMS09", "an order is closed when all its codes are in the ledger";
    /// The system answered what the ledger knows to be otherwise.
    DIFFERS = "OMS10", "blocks hold as many codes as the system says";
    /// Fetching the codes of this group reports them as applied.
    APPLIED = "OMS11", "codes that count as applied when they are fetched are fetched to be applied";
    /// More is asked for than the system allows.
    LIMIT = "OMS12", "requests keep the limits of the system";
    /// Packs were fetched before, and not into this ledger.
    TAKEN = "OMS13", "codes that were fetched before by another program are not fetched again unasked";
    /// A document lacks an attribute that its group of goods asks for.
    MISSING = "OMS14", "a document has all attributes that its group of goods asks for";
    /// A document has an attribute that its group of goods does not know.
    UNKNOWN = "OMS15", "a document has only attributes that its group of goods knows";
    /// An attribute, a GTIN or a serial does not look as it must, or does not go with what else is said.
    VALUE = "OMS16", "what a document says looks as its group of goods asks";
    /// A document is made for a group of goods that has none of its kind.
    KIND = "OMS17", "a document is of a kind that its group of goods has";
    /// A label lacks what a list of the Turkish system needs.
    LIST = "OMS18", "labels in a list for ITS have GTIN, serial, batch, expiry and date of production";
    /// Nobody knows whether the system has a document.
    DOUBT = "OMS20", "a document is handed in once";
    /// A signature that cannot be made, or is none.
    SIGNATURE = "OMS21", "a document is signed as it is sent";
}
