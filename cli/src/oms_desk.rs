//! `quietzone oms order`, `report`, `documents`, `sign`: what is handed in to a system.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Subcommand, ValueEnum};
use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{Sentence, count, file, outside};
use quietzone::world::{World, read, read_text};
use quietzone_station::ledger::documents::{Document, DocumentId, Handed};
use quietzone_station::ledger::orders::Connection;
use quietzone_station::ledger::{Documents, JobId, Ledger, Sqlite};
use quietzone_station::oms::{
    self, Drafted, OfJob, Ordered, Report, Signs, System, Wish, Xtrace, alone, called, group_of, in_one_line, of_goods,
    packed, rules,
};
use serde_json::json;

use super::console::Console;
use super::ended::{Ended, Format};
use super::oms_fetch::{Lines, Way};
use super::oms_filed as told;
use super::oms_sign::{Signing, write_private};
use super::room;

/// Bytes of files that are read.
const LARGEST: u64 = 256 << 20;

/// What is ordered.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  quietzone oms order --market ru-milk --gtin 04600000000008 --quantity 5000\n  quietzone oms order --market ru-lp --gtin 04600000000008 --quantity 100 --release IMPORT --sign-command 'cryptcp -sign -thumbprint … -detached {in} {out}'\n\nWithout a signature an order of СУЗ waits in the portal to be signed. xTrace orders at once."
)]
pub(crate) struct Order {
    /// The market of the codes, such as ru-milk: quietzone market list tells them.
    #[arg(long, value_name = "ID")]
    market: String,
    /// A GTIN; several are ordered together, each with its --quantity.
    #[arg(long, required = true)]
    gtin: Vec<String>,
    /// How many codes of it.
    #[arg(long, value_name = "N", required = true, value_parser = clap::value_parser!(u32).range(1..))]
    quantity: Vec<u32>,
    /// The group of goods, where several share the market.
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
    /// What the codes stand on: UNIT, GROUP, SET, BUNDLE.
    #[arg(long, value_name = "KIND")]
    cis_type: Option<String>,
    /// How the goods are put on the market: PRODUCTION, IMPORT, … [default: the first that the group has].
    #[arg(long, value_name = "WORD")]
    release: Option<String>,
    /// A file of serials of your own, one a line, for one GTIN; without it the system makes them.
    #[arg(long, value_name = "FILE")]
    serials: Option<PathBuf>,
    /// What the group asks for besides, such as contactPerson='Иванов И. И.'.
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    #[command(flatten)]
    handing: Handing,
    /// Do not ask.
    #[arg(long)]
    yes: bool,
}

/// How a document is handed in.
#[derive(Debug, clap::Args)]
pub(crate) struct Handing {
    #[command(flatten)]
    signing: Signing,
    /// Draft it only: oms sign export writes its bytes, oms documents ID hands it in.
    #[arg(long)]
    draft: bool,
    /// Minutes that its end is waited for.
    #[arg(long, value_name = "MINUTES", default_value = "10", value_parser = clap::value_parser!(u32).range(0..=10_000))]
    wait: u32,
}

impl Handing {
    /// Who signs.
    fn sign<'a>(&'a self, ledger: &'a Sqlite) -> impl Fn(&[u8]) -> Result<Option<String>, Failure> + 'a {
        |bytes| self.signing.signature(ledger.folder().path(), bytes)
    }
}

/// What is reported.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// Codes that are on goods.
    Utilisation,
    /// Codes of void labels.
    Dropout,
    /// What stands in which package.
    Aggregation,
}

/// A report of a job.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  quietzone oms report utilisation --job 1 --set expDate=2027-12-31\n  quietzone oms report dropout --job 1 --set dropoutReason=DEFECT\n  quietzone oms report aggregation --units scans.txt --group milk --set participantId=7700000000\n\nLabels that are not on goods, in doubt, spoiled or void stand in no utilisation; they are counted. A label is reported once."
)]
pub(crate) struct Reports {
    /// What is told of the codes.
    #[arg(value_enum)]
    what: What,
    /// The job whose labels are told of.
    #[arg(long, required_unless_present = "units")]
    job: Option<JobId>,
    /// A list of what a scanner read when goods were packed, for an aggregation: the SSCC of a package, and behind it
    /// the codes that stand in it, one a line.
    #[arg(long, value_name = "FILE", requires = "group", conflicts_with = "job")]
    units: Option<PathBuf>,
    /// The group of goods [default: that of the job's market].
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
    /// What the codes stand on, where the group asks less of packs: GROUP, SET.
    #[arg(long, value_name = "KIND")]
    cis_type: Option<String>,
    /// What the group asks for, such as expDate=2027-12-31.
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    #[command(flatten)]
    handing: Handing,
}

/// Documents in the ledger.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  quietzone oms documents\n  quietzone oms documents 7\n  quietzone oms documents 7 --withdraw"
)]
pub(crate) struct Filed {
    /// Go on with this one: hand it in, look for it, tell what became of it.
    #[arg(value_name = "DOCUMENT")]
    document: Option<u32>,
    /// The system has it, under this id: somebody looked.
    #[arg(long, value_name = "ID", requires = "document", conflicts_with_all = ["lost", "withdraw"])]
    arrived: Option<String>,
    /// The system does not have it: somebody looked. It is a draft again.
    #[arg(long, requires = "document", conflicts_with = "withdraw")]
    lost: bool,
    /// Take the draft back.
    #[arg(long, requires = "document")]
    withdraw: bool,
    #[command(flatten)]
    handing: Handing,
}

/// Signatures that are made elsewhere.
#[derive(Debug, Subcommand)]
pub(crate) enum Sign {
    /// Write the very bytes of a draft, to be signed. They may hold codes: keep them safe.
    Export {
        /// The document.
        document: u32,
        /// The file.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Put a signature to a draft, and hand it in.
    Import {
        /// The document.
        document: u32,
        /// The signature: a detached CMS, Base64 or DER.
        signature: PathBuf,
    },
}

/// What every command here works with.
#[derive(Clone, Copy)]
pub(crate) struct Desk<'a> {
    pub(crate) ledger: &'a Sqlite,
    pub(crate) way: &'a Way,
    pub(crate) format: Format,
    pub(crate) console: &'a Console,
}

impl Desk<'_> {
    pub(crate) fn order(&self, order: &Order) -> Result<Ended, Failure> {
        let _alone = alone(self.ledger)?;
        let connection = self.way.connection(self.ledger, None)?;
        let (sign, lines) = (order.handing.sign(self.ledger), Lines(self.console));
        let handing = self.handing(&connection, &order.handing, &sign, &lines);
        let drafting = handing.drafting()?;
        let drafted = drafting.order(wish(order)?).map_err(Failure)?;
        self.drafted(&drafted);
        // What may have been sent is looked for, and not asked about.
        let is_draft = oms::document(self.ledger, drafted.id)?.handed == Handed::Drafted;
        if is_draft && connection.family == Xtrace::WORD && !order.yes && !order.handing.draft {
            let ordered = order.gtin.iter().zip(&order.quantity);
            for (gtin, quantity) in ordered {
                let line = say!(
                    "{n} code of {gtin}" | "{n} codes of {gtin}",
                    n = count(u64::from(*quantity)),
                    gtin = outside(gtin)
                );
                self.console.plain(&line.to_string());
            }
            let question = say!(
                "the system takes the order at once and may charge for it; what it costs it does not tell. Order? yes or no"
            );
            if !self.console.agrees(&question) {
                self.ledger.withdraw(room::op()?, drafted.id)?;
                return Err(refused(say!("nothing was ordered"))
                    .help(say!("say yes, or order with --yes where nobody can be asked"))
                    .into());
            }
        }
        told::tell(&[handing.handle(drafted.id)?], None, self.format, self.console)
    }

    pub(crate) fn report(&self, report: &Reports) -> Result<Ended, Failure> {
        let _alone = alone(self.ledger)?;
        let connection = self.way.connection(self.ledger, None)?;
        let known = System::of(&connection.family, &connection.country)?;
        let (sign, lines) = (report.handing.sign(self.ledger), Lines(self.console));
        let handing = self.handing(&connection, &report.handing, &sign, &lines);
        let attributes = pairs(&report.set)?;
        let (what, id) = match (report.what, report.job, &report.units) {
            (What::Utilisation, Some(job), _) => (Report::Utilisation, job),
            (What::Dropout, Some(job), _) => (Report::Dropout, job),
            (What::Aggregation, _, Some(path)) => {
                let text = read_text(&World::default(), path, LARGEST).map_err(|error| {
                    refused(say!("the list cannot be read: {error}", error = outside(error.to_string())))
                })?;
                let units = packed(&file(path).to_string(), &text)?;
                let group = group_of(known, "", report.group.as_deref())?;
                let drafted = handing.drafting()?.aggregation(group, &units, &attributes).map_err(Failure)?;
                self.drafted(&drafted);
                return told::tell(&[handing.handle(drafted.id)?], None, self.format, self.console);
            }
            (What::Aggregation, ..) => {
                return Err(refused(say!("an aggregation is told of a list: name it with --units FILE")).into());
            }
            (_, None, _) => return Err(refused(say!("this report is told of a job: name it with --job JOB")).into()),
        };
        let job = self.ledger.job(id)?;
        let group = group_of(known, &job.market, report.group.as_deref())?;
        let cis_type = report.cis_type.as_deref();
        let of = OfJob { job: id, group, cis_type, report: what, attributes: &attributes };
        let handled = handing.report(of, &mut |drafted| self.drafted(drafted))?;
        let left = self.ledger.reportable(id, of.kind())?;
        if handled.is_empty() {
            self.console.plain(&say!("nothing is left to report of job {job}", job = id.0).to_string());
        }
        told::tell(&handled, Some(left), self.format, self.console)
    }

    pub(crate) fn documents(&self, filed: &Filed) -> Result<Ended, Failure> {
        let Some(id) = filed.document.map(DocumentId) else { return self.list() };
        let _alone = alone(self.ledger)?;
        if let Some(remote) = &filed.arrived {
            self.ledger.gone(room::op()?, id, remote)?;
        } else if filed.lost {
            self.ledger.not_gone(room::op()?, id)?;
            return self.list();
        } else if filed.withdraw {
            self.ledger.withdraw(room::op()?, id)?;
            return self.list();
        }
        let document = oms::document(self.ledger, id)?;
        self.go_on(&document, &filed.handing)
    }

    pub(crate) fn sign(&self, sign: &Sign, handing: &Handing) -> Result<Ended, Failure> {
        match sign {
            Sign::Export { document, output } => {
                let Some(paper) = self.ledger.paper(DocumentId(*document))? else {
                    return Err(refused(say!(
                        "document {document} is no draft any more, or there is none",
                        document = *document
                    ))
                    .into());
                };
                write_private(output, paper.body.as_bytes())?;
                match self.format {
                    Format::Json => self.console.print_json(
                        &json!({ "ran": true, "document": document, "output": file(output).to_string() }),
                    )?,
                    Format::Text => {
                        self.console.print(&say!("the bytes to sign are in {file}", file = file(output)).to_string())?
                    }
                }
                Ok(Ended::Clean)
            }
            Sign::Import { document, signature } => {
                let _alone = alone(self.ledger)?;
                let bytes = read(&World::default(), signature, LARGEST).map_err(|error| {
                    refused(say!("the signature cannot be read: {error}", error = outside(error.to_string())))
                })?;
                let id = DocumentId(*document);
                self.ledger.sign(room::op()?, id, &in_one_line(&bytes)?)?;
                self.go_on(&oms::document(self.ledger, id)?, handing)
            }
        }
    }

    /// Goes on with a document of the ledger.
    fn go_on(&self, document: &Document, handing: &Handing) -> Result<Ended, Failure> {
        let connection = called(self.ledger, &document.connection)?;
        let (sign, lines) = (handing.sign(self.ledger), Lines(self.console));
        let handled = self.handing(&connection, handing, &sign, &lines).handle(document.id)?;
        told::tell(&[handled], None, self.format, self.console)
    }

    fn handing<'a>(
        &'a self,
        connection: &'a Connection,
        how: &Handing,
        sign: &'a Signs<'a>,
        lines: &'a Lines<'a>,
    ) -> oms::Handing<'a> {
        let patience = Duration::from_secs(u64::from(how.wait) * 60);
        oms::Handing { reach: self.way.reach(self.ledger, lines), connection, sign, is_draft: how.draft, patience }
    }

    fn drafted(&self, drafted: &Drafted) {
        if drafted.was_there {
            let message = say!(
                "the same is wished in document {document}, and not settled; it is gone on with, and nothing is ordered besides",
                document = drafted.id.0
            );
            self.console.plain(&message.to_string());
        }
        self.console.each(&drafted.told);
    }

    fn list(&self) -> Result<Ended, Failure> {
        let all = self.ledger.documents()?;
        if self.format == Format::Json {
            let documents = all.iter().map(oms::document_json).collect::<Result<Vec<_>, _>>()?;
            self.console.print_json(&json!({ "documents": documents }))?;
        } else if all.is_empty() {
            self.console.print(&say!("nothing was handed in").to_string())?;
        } else {
            let lines = all.iter().map(|document| Ok(told::facts(document)?.to_string()));
            let lines = lines.collect::<Result<Vec<String>, Diagnostic>>()?;
            self.console.print(&lines.join("\n\n"))?;
        }
        Ok(Ended::Clean)
    }
}

fn wish(order: &Order) -> Result<Wish, Failure> {
    if order.gtin.len() != order.quantity.len() {
        let message = say!("each --gtin needs a --quantity of its own");
        return Err(refused(message)
            .help(say!("write them in pairs: --gtin A --quantity 5 --gtin B --quantity 7"))
            .into());
    }
    let serials: Vec<String> = match &order.serials {
        None => Vec::new(),
        Some(_) if order.gtin.len() > 1 => {
            return Err(refused(say!("serials of your own are for one GTIN"))
                .help(say!("order each GTIN by itself"))
                .into());
        }
        Some(path) => read_text(&World::default(), path, LARGEST)
            .map_err(|error| refused(say!("the serials cannot be read: {error}", error = outside(error.to_string()))))?
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    let product = |(gtin, quantity): (&String, &u32)| -> Result<Ordered, Failure> {
        Ok(Ordered {
            gtin: of_goods(gtin)?,
            quantity: *quantity,
            cis_type: order.cis_type.clone(),
            serials: serials.clone(),
            ..Ordered::default()
        })
    };
    Ok(Wish {
        market: order.market.clone(),
        group: order.group.clone(),
        products: order.gtin.iter().zip(&order.quantity).map(product).collect::<Result<_, _>>()?,
        release: order.release.clone(),
        mark: None,
        attributes: pairs(&order.set)?,
    })
}

fn pairs(given: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let pair = |text: &String| {
        let (name, value) = text.split_once('=').ok_or_else(|| {
            refused(say!("--set takes NAME=VALUE, such as expDate=2027-12-31, not “{text}”", text = outside(text)))
        })?;
        Ok((name.trim().to_owned(), value.to_owned()))
    };
    given.iter().map(pair).collect()
}

fn refused(message: Sentence) -> Diagnostic {
    Diagnostic::error(rules::SETTINGS, message)
}
