//! Findings that may stand: by the template, with a reason, or by who runs the job.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::batch::rules;
use crate::check::Check;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::template::Template;

/// What may stand in a job.
#[derive(Debug, Default)]
pub(super) struct Allowances(Vec<Allowance>);

#[derive(Debug)]
struct Allowance {
    code: &'static str,
    element: Option<String>,
    reason: String,
    /// Whether a finding was let stand by it.
    used: AtomicBool,
}

/// Why a rule may stand that somebody named on the command line.
const ASKED: &str = "asked for";

impl Allowances {
    /// What a template allows, and what is asked for beside it.
    ///
    /// # Errors
    /// Codes that are no rules of `check`: what the data breaks is never let stand.
    pub(super) fn new(template: &Template, asked: &[String]) -> Result<Self, Vec<Diagnostic>> {
        let by_template = template.allow.iter().map(|allowed| {
            let place = template.place(&allowed.span);
            (allowed.rule.as_str(), allowed.element.clone(), allowed.reason.clone(), place)
        });
        let by_hand = asked.iter().map(|code| (code.as_str(), None, ASKED.to_owned(), Place::Nowhere));
        let mut allowances = Vec::new();
        let mut found = Vec::new();
        for (code, element, reason, place) in by_template.chain(by_hand) {
            match Check::of(code) {
                Some(check) => {
                    allowances.push(Allowance { code: check.rule.code, element, reason, used: AtomicBool::new(false) });
                }
                None => {
                    let message = format!("“{code}” is no rule that labels are judged by, so it cannot be allowed");
                    found.push(
                        Diagnostic::error(rules::REQUEST, message)
                            .at(place)
                            .help("“quietzone rule list” tells the rules; what is wrong with codes is never let stand"),
                    );
                }
            }
        }
        if found.is_empty() { Ok(Self(allowances)) } else { Err(found) }
    }

    /// The finding, as a note with the reason if it may stand.
    pub(super) fn weigh(&self, found: Diagnostic) -> Diagnostic {
        let covers = |allowance: &&Allowance| {
            allowance.code == found.rule.code
                && allowance.element.as_ref().is_none_or(|element| found.element.as_deref() == Some(element))
        };
        match self.0.iter().find(covers) {
            Some(allowance) if found.severity > Severity::Note => {
                allowance.used.store(true, Ordering::Relaxed);
                let message = format!("{} (allowed: {})", found.message, allowance.reason);
                Diagnostic { message: message.into(), severity: Severity::Note, ..found }
            }
            _ => found,
        }
    }

    /// What was let stand, such as `QZ01 on “logo”: proofed on press`.
    pub(super) fn used(&self) -> Vec<String> {
        let used = self.0.iter().filter(|allowance| allowance.used.load(Ordering::Relaxed));
        used.map(|Allowance { code, element, reason, .. }| match element {
            Some(element) => format!("{code} on “{element}”: {reason}"),
            None => format!("{code}: {reason}"),
        })
        .collect()
    }
}
