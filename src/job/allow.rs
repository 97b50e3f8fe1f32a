//! Findings that may stand: by the template, with a reason, or by who runs the job.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::batch::rules;
use crate::check::Check;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::say;
use crate::sentence::{InWords, Sentence, name, outside};
use crate::template::Template;

/// What may stand in a job.
#[derive(Debug, Default)]
pub(super) struct Allowances(Vec<Allowance>);

#[derive(Debug)]
struct Allowance {
    code: &'static str,
    element: Option<String>,
    /// By the template; what is asked for on the command line needs none.
    reason: Option<String>,
    /// Whether a finding was let stand by it.
    used: AtomicBool,
}

impl Allowances {
    /// What a template allows, and what is asked for beside it.
    ///
    /// # Errors
    /// Codes that are no rules of `check`: what the data breaks is never let stand.
    pub(super) fn new(template: &Template, asked: &[String]) -> Result<Self, Vec<Diagnostic>> {
        let by_template = template.allow.iter().map(|allowed| {
            let place = template.place(&allowed.span);
            (allowed.rule.as_str(), allowed.element.clone(), Some(allowed.reason.clone()), place)
        });
        let by_hand = asked.iter().map(|code| (code.as_str(), None, None, Place::Nowhere));
        let mut allowances = Vec::new();
        let mut found = Vec::new();
        for (code, element, reason, place) in by_template.chain(by_hand) {
            match Check::of(code) {
                Some(check) => {
                    allowances.push(Allowance { code: check.rule.code, element, reason, used: AtomicBool::new(false) });
                }
                None => {
                    let message = say!(
                        "“{code}” is no rule that labels are judged by, so it cannot be allowed",
                        code = outside(code)
                    );
                    found.push(Diagnostic::error(rules::REQUEST, message).at(place).help(say!(
                        "“quietzone rule list” tells the rules; what is wrong with codes is never let stand"
                    )));
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
                let message = match &allowance.reason {
                    Some(reason) => {
                        say!("{message} (allowed: {reason})", message = found.message, reason = outside(reason))
                    }
                    None => say!("{message} (allowed: asked for)", message = found.message),
                };
                Diagnostic { message, severity: Severity::Note, ..found }
            }
            _ => found,
        }
    }

    /// What was let stand, such as `QZ01 on “logo”: proofed on press`.
    pub(super) fn used(&self) -> Vec<Sentence> {
        self.0.iter().filter(|allowance| allowance.used.load(Ordering::Relaxed)).map(InWords::in_words).collect()
    }
}

impl InWords for Allowance {
    fn in_words(&self) -> Sentence {
        let rule = name(self.code);
        match (&self.element, &self.reason) {
            (Some(element), Some(reason)) => {
                say!("{rule} on “{element}”: {reason}", rule, element = outside(element), reason = outside(reason))
            }
            (Some(element), None) => say!("{rule} on “{element}”: asked for", rule, element = outside(element)),
            (None, Some(reason)) => say!("{rule}: {reason}", rule, reason = outside(reason)),
            (None, None) => say!("{rule}: asked for", rule),
        }
    }
}
