//! The body of an order.

use std::collections::HashSet;

use quietzone::diagnostic::Diagnostic;
use quietzone::gs1::{Alphabet, Gtin};
use quietzone::say;
use quietzone::sentence::{InWords, any_of, count, name, outside, value};
use serde_json::{Map, Value as Json};

use super::super::confidence::Confidence;
use super::super::form::{Demand, Kind, weighed};
use super::super::rules;
use super::super::suz::Suz;
use super::super::system::{Coded, Group, Release, System};
use super::super::xtrace::Xtrace;
use super::made::{Made, broken, made, taken};

/// How goods are put on the market.
const RELEASE: &str = "releaseMethodType";
/// Who makes labels of the codes.
const CREATE: &str = "createMethodType";
/// The contractor who does; it stands beside the attributes.
const PROVIDER: &str = "serviceProviderId";
/// When codes are paid for.
const PAYMENT: &str = "paymentType";
/// Who owns goods that are marked again.
const OWNER: &str = "producer";
/// Where a number of ours stands, by which an order is found again: what lists of orders tell of it. СУЗ takes the
/// second of some groups, and tells it nowhere.
const MARKS: [(&str, &str); 2] = [(Suz::WORD, "productionOrderId"), (Xtrace::WORD, "poNumber")];
/// What is ordered where nothing is said: codes of single packs.
const UNIT: &str = "UNIT";

/// What is to be ordered.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// The market of the codes, by its id.
    pub market: String,
    /// The group of goods, where several share the market.
    pub group: Option<String>,
    /// What is ordered, each GTIN once.
    pub products: Vec<Ordered>,
    /// How the goods are put on the market; the first way that the group has, if nothing is said.
    pub release: Option<String>,
    /// A number of ours, by which the order is found again.
    pub mark: Option<String>,
    /// What the group asks for besides, names with values. What it asks for of products is of each of them.
    pub attributes: Vec<(String, String)>,
}

/// Codes of a GTIN that are to be ordered.
#[derive(Clone, Debug, Default)]
pub struct Ordered {
    /// The GTIN, of 14 digits.
    pub gtin: String,
    /// How many.
    pub quantity: u32,
    /// The kind of codes (`cisType`); `UNIT` if nothing is said.
    pub cis_type: Option<String>,
    /// Serials of one's own, one a code; the system makes them if there are none.
    pub serials: Vec<String>,
    /// What the group asks for besides of this product.
    pub attributes: Vec<(String, String)>,
}

/// The body of an order: JSON text, the same for the same wish.
///
/// # Errors
/// All that is missing, wrong or more than the system allows.
pub fn order_body(system: &System, wish: &Wish) -> Made {
    let (group, coded) = system.ordered_as(&wish.market, wish.group.as_deref()).map_err(|why| vec![why])?;
    let (given, mut found) = given(system, group, wish);
    let release = given.iter().find(|(word, _)| word == RELEASE).map(|(_, text)| text.as_str());
    let asked = release.and_then(|word| system.release(word));
    let of = Of { system, group, coded, release, asked, is_alone: wish.products.len() == 1 };
    let attributes = taken(&group.order, &given, &[], &mut found);
    found.extend(of.judge(wish, &given));
    let products: Vec<Json> =
        wish.products.iter().map(|product| of.product(product, &wish.attributes, &mut found)).collect();
    let mut body = Map::new();
    body.insert("productGroup".to_owned(), group.word.as_str().into());
    body.insert("products".to_owned(), products.into());
    match system.family.as_str() {
        Suz::WORD => of_suz(&mut body, attributes),
        Xtrace::WORD => of_xtrace(&mut body, attributes),
        _ => return Err(vec![Diagnostic::internal("oms: the body of an order of this family")]),
    }
    made(&Json::Object(body), found)
}

/// The attribute that holds our own number of an order, which nobody else says.
#[must_use]
pub fn mark_word(system: &System) -> Option<&'static str> {
    MARKS.iter().find(|(family, _)| *family == system.family).map(|(_, word)| *word)
}

/// What is said for the attributes of an order, with what stands elsewhere in the wish and what is meant where nothing
/// is said.
fn given(system: &System, group: &Group, wish: &Wish) -> (Vec<(String, String)>, Vec<Diagnostic>) {
    let is_of_order = |(word, _): &&(String, String)| !is_of_products(group, word);
    let mut given: Vec<_> = wish.attributes.iter().filter(is_of_order).cloned().collect();
    given.extend(wish.release.iter().map(|release| (RELEASE.to_owned(), release.clone())));
    for word in [RELEASE, CREATE] {
        let is_said = given.iter().any(|(said, _)| said == word);
        let asked = group.order.asks.iter().find(|ask| ask.any.iter().any(|of| of.name == word));
        let is_asked = asked.is_some_and(|ask| ask.demand == Demand::Must);
        let first = group.order.attribute(word).and_then(|attribute| attribute.kinds.first()).map(Kind::example);
        given.extend(first.filter(|_| is_asked && !is_said).map(|first| (word.to_owned(), first)));
    }
    let mut told = Vec::new();
    if let Some(mark) = &wish.mark {
        match MARKS.iter().find(|(family, word)| *family == system.family && group.order.has(word)) {
            Some((_, word)) => given.push(((*word).to_owned(), mark.clone())),
            None => told.push(
                Diagnostic::warning(
                    rules::KIND,
                    say!("an order of {group} has no number of ours in it", group = name(group.word.clone())),
                )
                .help(say!("if its answer is lost, it is looked for by its GTINs and its time")),
            ),
        }
    }
    (given, told)
}

/// Whether a group asks for an attribute of products, and not of the order.
fn is_of_products(group: &Group, word: &str) -> bool {
    group.product.has(word) && !group.order.has(word)
}

fn of_suz(body: &mut Map<String, Json>, mut attributes: Map<String, Json>) {
    // The others keep their order.
    body.extend(attributes.shift_remove_entry(PROVIDER));
    body.insert("attributes".to_owned(), attributes.into());
}

fn of_xtrace(body: &mut Map<String, Json>, mut attributes: Map<String, Json>) {
    let contractor = ["contractorTin", "contractorCountryCode"].iter();
    let contractor: Map<String, Json> = contractor.filter_map(|word| attributes.shift_remove_entry(*word)).collect();
    if !contractor.is_empty() {
        body.insert("contractorInfo".to_owned(), contractor.into());
    }
    body.extend(attributes);
}

/// What an order is held against.
struct Of<'a> {
    system: &'a System,
    group: &'a Group,
    coded: &'a Coded,
    /// How the goods are put on the market, where that is said.
    release: Option<&'a str>,
    /// What that asks for besides.
    asked: Option<&'a Release>,
    /// Whether one GTIN is ordered.
    is_alone: bool,
}

impl Of<'_> {
    /// What is wrong with the order as a whole.
    fn judge(&self, wish: &Wish, given: &[(String, String)]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let gtins: HashSet<&str> = wish.products.iter().map(|product| product.gtin.as_str()).collect();
        if wish.products.is_empty() {
            found.push(Diagnostic::error(rules::MISSING, say!("an order has one GTIN at least: say which")));
        }
        if gtins.len() < wish.products.len() {
            found.push(Diagnostic::error(rules::VALUE, say!("an order has each GTIN once")));
        }
        if let Some(limit) = broken(self.group.gtins.or(self.system.limits.gtins), gtins.len()) {
            found.push(weighed(
                limit.confidence,
                rules::LIMIT,
                say!(
                    "an order of {group} has {most} GTIN at most; order the others apart"
                        | "an order of {group} has {most} GTINs at most; order the others apart",
                    group = name(self.group.word.clone()),
                    most = count(limit.most)
                ),
            ));
        }
        let paid = given.iter().find(|(word, _)| word == PAYMENT).and_then(|(_, text)| text.parse::<u32>().ok());
        if let (Some(only), Some(release)) = (self.asked.and_then(|asked| asked.payment), self.release)
            && paid != Some(only)
        {
            found.push(Diagnostic::error(
                rules::VALUE,
                say!(
                    "{release} takes the {payment} {only} only: say it with {way}",
                    release = outside(release),
                    payment = name(PAYMENT),
                    only,
                    way = name(format!("--set {PAYMENT}={only}"))
                ),
            ));
        }
        found
    }

    /// A product of the body; what is wrong with it is told.
    fn product(&self, product: &Ordered, of_all: &[(String, String)], found: &mut Vec<Diagnostic>) -> Json {
        let mut said = product.attributes.clone();
        let is_said = |word: &str| product.attributes.iter().any(|(own, _)| own == word);
        let is_meant = |(word, _): &&(String, String)| is_of_products(self.group, word) && !is_said(word);
        said.extend(of_all.iter().filter(is_meant).cloned());
        let release = [(RELEASE, self.release.unwrap_or_default())];
        let attributes = taken(&self.group.product, &said, &release, found);
        let cis_type = product.cis_type.as_deref().unwrap_or(UNIT);
        found.extend(self.gtin(product));
        found.extend(self.quantity(product));
        found.extend(self.cis_type(cis_type));
        found.extend(self.serials(product, said.iter().any(|(word, _)| word == OWNER)));
        let mut body = Map::new();
        let mut put = |key: &str, value: Json| drop(body.insert(key.to_owned(), value));
        put("gtin", product.gtin.as_str().into());
        put("quantity", product.quantity.into());
        put("serialNumberType", if product.serials.is_empty() { "OPERATOR" } else { "SELF_MADE" }.into());
        if !product.serials.is_empty() {
            put("serialNumbers", product.serials.as_slice().into());
        }
        if let Some(template) = self.coded.template {
            put("templateId", template.into());
        }
        put("cisType", cis_type.into());
        if !attributes.is_empty() {
            put("attributes", attributes.into());
        }
        body.into()
    }

    fn gtin(&self, product: &Ordered) -> Option<Diagnostic> {
        if let Err(wrong) = Gtin::new(&product.gtin) {
            return Some(Diagnostic::error(rules::VALUE, wrong.in_words()));
        }
        let confidence = self.asked.and_then(|asked| asked.no_technical).filter(|_| product.gtin.starts_with("029"))?;
        Some(weighed(
            confidence,
            rules::VALUE,
            say!(
                "{gtin} begins with 029, which stands for remains, and cannot be ordered by {release}",
                gtin = value(&product.gtin),
                release = outside(self.release.unwrap_or_default())
            ),
        ))
    }

    fn quantity(&self, product: &Ordered) -> Option<Diagnostic> {
        let gtin = value(&product.gtin);
        if product.quantity == 0 {
            return Some(Diagnostic::error(
                rules::MISSING,
                say!("how many codes of {gtin} are ordered is not said", gtin),
            ));
        }
        let limits = self.system.limits;
        let limit = if self.is_alone { limits.alone } else { limits.each };
        let limit = broken(limit, usize::try_from(product.quantity).unwrap_or(usize::MAX))?;
        Some(weighed(
            limit.confidence,
            rules::LIMIT,
            say!(
                "{quantity} codes of {gtin} are ordered, and {most} is the most of a GTIN in such an order",
                quantity = product.quantity,
                gtin,
                most = limit.most
            ),
        ))
    }

    fn cis_type(&self, word: &str) -> Option<Diagnostic> {
        let (group, kind) = (name(self.group.word.clone()), outside(word));
        if let (Some(asked), Some(release)) = (self.asked, self.release)
            && !asked.cis_types.is_empty()
            && !asked.cis_types.iter().any(|of| of == word)
        {
            let only = any_of(asked.cis_types.iter().cloned().map(name));
            let message =
                say!("{release} takes codes of {only} only, and not of {kind}", release = outside(release), only, kind);
            return Some(Diagnostic::error(rules::VALUE, message));
        }
        match self.group.cis_types.get(word) {
            Some(Some(Confidence::High)) => None,
            Some(None) => Some(Diagnostic::error(rules::VALUE, say!("{group} has no codes of {kind}", group, kind))),
            _ => Some(Diagnostic::warning(
                rules::VALUE,
                say!("it is not sure that {group} has codes of {kind}", group, kind),
            )),
        }
    }

    fn serials(&self, product: &Ordered, is_of_others: bool) -> Vec<Diagnostic> {
        let (serials, gtin) = (&product.serials, || value(&product.gtin));
        if serials.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        if usize::try_from(product.quantity) != Ok(serials.len()) {
            found.push(say!(
                "{quantity} codes of {gtin} are ordered, and their own serials are {serials}",
                quantity = product.quantity,
                gtin = gtin(),
                serials = serials.len()
            ));
        }
        let fits = |serial: &&String| {
            let is_long = self.coded.serial.is_none_or(|length| serial.chars().count() == length);
            is_long && !serial.is_empty() && Alphabet::Cset82.first_outside(serial).is_none()
        };
        let wrong: Vec<&String> = serials.iter().filter(|serial| !fits(serial)).collect();
        if let (Some(first), Some(length)) = (wrong.first(), self.coded.serial) {
            found.push(say!(
                "{wrong} serial of {gtin} is not of {length} characters that GS1 allows: “{first}”"
                    | "{wrong} serials of {gtin} are not of {length} characters that GS1 allows: “{first}” and others",
                wrong = count(wrong.len()),
                gtin = gtin(),
                length,
                first = value(first)
            ));
        } else if let Some(first) = wrong.first() {
            found.push(say!(
                "“{first}” of {gtin} has characters that GS1 does not allow",
                first = value(first),
                gtin = gtin()
            ));
        }
        if serials.iter().collect::<HashSet<_>>().len() < serials.len() {
            found.push(say!("own serials of {gtin} stand twice", gtin = gtin()));
        }
        if is_of_others {
            found.push(say!("goods of another {owner} have no serials of one's own", owner = name(OWNER)));
        }
        found.into_iter().map(|message| Diagnostic::error(rules::VALUE, message)).collect()
    }
}
