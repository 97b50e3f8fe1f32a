//! The body of a report on codes: applied, or dropped out.

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{count, name, outside};
use serde_json::{Map, Value as Json};

use super::super::form::weighed;
use super::super::rules;
use super::super::suz::Suz;
use super::super::system::{Group, System};
use super::super::xtrace::Xtrace;
use super::made::{Made, broken, made, taken};

/// Why codes drop out; it stands beside the attributes.
const REASON: &str = "dropoutReason";
/// What is known of codes, and stands in no body.
const CIS_TYPE: &str = "cisType";

/// What is told of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    /// They are on goods.
    Utilisation,
    /// They drop out. Why is the attribute `dropoutReason`.
    Dropout,
}

/// Of what is reported.
#[derive(Clone, Copy, Debug)]
pub struct Reported<'a> {
    /// The group of goods, by its word.
    pub group: &'a str,
    /// The kind of all the codes (`cisType`), where it is known.
    pub cis_type: Option<&'a str>,
    /// What the group asks for, names with values.
    pub attributes: &'a [(String, String)],
}

/// The body of a report on whole codes: JSON text, the same for the same report.
///
/// # Errors
/// The group has no such report; all that is missing, wrong or more than the system allows.
pub fn report_body<C: Into<String>>(
    system: &System,
    report: Report,
    of: Reported<'_>,
    codes: impl IntoIterator<Item = C>,
) -> Made {
    let group = group(system, of.group).map_err(|why| vec![why])?;
    let form = match report {
        Report::Utilisation => &group.utilisation,
        Report::Dropout => &group.dropout,
    };
    let form = form.as_ref().ok_or_else(|| vec![none(group, report)])?;
    let mut found = Vec::new();
    let known: Vec<_> = of.cis_type.iter().map(|cis_type| (CIS_TYPE, *cis_type)).collect();
    let mut attributes = taken(form, of.attributes, &known, &mut found);
    let codes: Vec<Json> = codes.into_iter().map(|code| Json::String(code.into())).collect();
    if codes.is_empty() {
        found.push(Diagnostic::error(rules::MISSING, say!("there are no codes to report")));
    }
    if let Some(limit) = broken(system.limits.report, codes.len()) {
        found.push(weighed(
            limit.confidence,
            rules::LIMIT,
            say!(
                "a report has {most} code at most, and this one {codes}"
                    | "a report has {most} codes at most, and this one {codes}",
                most = count(limit.most),
                codes = codes.len()
            ),
        ));
    }
    let mut body = Map::new();
    body.insert("productGroup".to_owned(), group.word.as_str().into());
    body.extend(attributes.shift_remove_entry(REASON));
    body.insert("sntins".to_owned(), codes.into());
    match system.family.as_str() {
        Suz::WORD => drop(body.insert("attributes".to_owned(), attributes.into())),
        Xtrace::WORD => body.extend(attributes),
        _ => return Err(vec![Diagnostic::internal("oms: the body of a report of this family")]),
    }
    made(&Json::Object(body), found)
}

/// A group that is known.
pub(super) fn group<'s>(system: &'s System, word: &str) -> Result<&'s Group, Diagnostic> {
    system.group(word).ok_or_else(|| {
        Diagnostic::error(
            rules::KIND,
            say!("what the group of goods “{group}” asks for is not known", group = outside(word)),
        )
    })
}

fn none(group: &Group, report: Report) -> Diagnostic {
    let word = name(group.word.clone());
    let message = match report {
        Report::Utilisation if group.fetched_is_applied => {
            say!("codes of {group} count as applied when they are fetched; there is no report of it", group = word)
        }
        Report::Utilisation => say!("the system takes no report on applied codes of {group}", group = word),
        Report::Dropout => say!("the system takes no report on codes of {group} that drop out", group = word),
    };
    let found = Diagnostic::error(rules::KIND, message);
    match report {
        Report::Utilisation => found,
        Report::Dropout => found.help(say!("tell it in the portal, with a file of these codes")),
    }
}
