//! Documents from draft to end: signed, handed in, watched.

use std::fmt::{self, Debug};
use std::time::Duration;

use quietzone::batch::Failure;

use super::desk::Became;
use super::drafting::{Drafted, Drafting, OfJob};
use super::hand_in::{At, document, hand_in, watch};
use super::reach::Reach;
use super::system::System;
use crate::ledger::documents::{Document, DocumentId, Handed};
use crate::ledger::orders::Connection;
use crate::ledger::{Documents, Operation};

/// A detached signature of bytes, Base64 in one line; nothing where nobody signs here.
pub type Signs<'a> = dyn Fn(&[u8]) -> Result<Option<String>, Failure> + 'a;

/// How documents of a connection are handed in.
pub struct Handing<'a> {
    /// The way to its system.
    pub reach: Reach<'a>,
    /// The connection.
    pub connection: &'a Connection,
    /// Who signs.
    pub sign: &'a Signs<'a>,
    /// Whether they stay drafts.
    pub is_draft: bool,
    /// How long the end of each is waited for.
    pub patience: Duration,
}

impl Debug for Handing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handing").field("connection", self.connection).finish_non_exhaustive()
    }
}

/// A document and what became of it.
#[derive(Clone, Debug)]
pub struct Handled {
    /// The document.
    pub document: Document,
    /// What became of it; nothing of a draft.
    pub became: Option<Became>,
}

impl Handing<'_> {
    /// What drafts are made with.
    ///
    /// # Errors
    /// Nothing is known of such systems.
    pub fn drafting(&self) -> Result<Drafting<'_>, Failure> {
        let Reach { ledger, world, .. } = &self.reach;
        let system = System::of(&self.connection.family, &self.connection.country)?;
        Ok(Drafting { connection: self.connection, system, ledger: *ledger, world })
    }

    /// Signs a draft where somebody does, hands it in, and watches it to its end.
    ///
    /// # Errors
    /// It cannot be signed; as [`hand_in`] and [`watch`].
    pub fn handle(&self, id: DocumentId) -> Result<Handled, Failure> {
        let ledger = self.reach.ledger;
        let found = document(ledger, id)?;
        if found.handed == Handed::Drafted {
            if let Some(paper) = ledger.paper(id)?.filter(|paper| paper.signature.is_none())
                && let Some(signature) = (self.sign)(paper.body.as_bytes())?
            {
                ledger.sign(Operation::new(&self.reach.world)?, id, &signature)?;
            }
            if self.is_draft {
                return Ok(Handled { document: found, became: None });
            }
        }
        let became = self.reach.over(self.connection, |with| {
            let at = At { family: with.family, ledger, world: with.world };
            hand_in(at, id, self.reach.watch)?;
            watch(at, id, self.patience, self.reach.watch)
        })?;
        Ok(Handled { document: document(ledger, id)?, became: Some(became) })
    }

    /// Reports a job, part by part. Each new draft is told before it is handed in.
    ///
    /// # Errors
    /// As [`Drafting::report`] and [`Handing::handle`].
    pub fn report(&self, of: OfJob<'_>, drafted: &mut dyn FnMut(&Drafted)) -> Result<Vec<Handled>, Failure> {
        let mut handled = Vec::new();
        // Drafts of a run that died come first: their labels stand in no other.
        for open in self.reach.ledger.documents()? {
            let is_of_job = open.labels.is_some_and(|(job, _)| job == of.job) && open.kind == of.kind();
            if is_of_job && open.connection == self.connection.name && open.handed != Handed::Over {
                handled.push(self.handle(open.id)?);
            }
        }
        let drafting = self.drafting()?;
        while let Some(draft) = drafting.report(of).map_err(Failure)? {
            drafted(&draft);
            handled.push(self.handle(draft.id)?);
        }
        Ok(handled)
    }
}
