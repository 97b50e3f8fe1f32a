//! Sheets go to a spooler some at a time: what is not certain is in doubt, and nothing goes there twice.

use std::io;
use std::time::Duration;

use quietzone::render::pdf::Fit;
use quietzone::world::World;
use quietzone_station::ledger::{Hold, Ledger, State};
use quietzone_station::printer::spool::{Document, Handled, Queue, Spool, Ticket};
use quietzone_station::run::{Ended, Progress, Queued, Why, Work, print_queued};

use super::common::{BY, Elsewhere, Place, op};

/// What a spooler does with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Does {
    /// It takes it.
    Takes,
    /// It takes it, and its answer is lost.
    Loses,
    /// It is not there.
    Away,
    /// It breaks it off.
    Breaks,
    /// It forgets it.
    Forgets,
    /// It holds it.
    Holds,
}

/// A spooler that does something else with one document.
struct Ours {
    at: usize,
    does: Does,
    queue: Queue,
    /// Titles and bytes of what it took.
    taken: Vec<(String, Vec<u8>)>,
    asked: usize,
}

impl Ours {
    fn does(&self, number: usize) -> Does {
        if number == self.at { self.does } else { Does::Takes }
    }
}

impl Spool for Ours {
    fn look(&mut self) -> io::Result<Queue> {
        Ok(self.queue)
    }

    fn submit(&mut self, title: &str, document: Document<'_>) -> io::Result<Ticket> {
        let does = self.does(self.asked);
        self.asked += 1;
        if does == Does::Away {
            return Err(io::ErrorKind::NotConnected.into());
        }
        let Document::Pdf(read, length) = document else { panic!("no PDF") };
        let mut bytes = Vec::new();
        read.read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes.len() as u64, length);
        self.taken.push((title.to_owned(), bytes));
        if does == Does::Loses { Err(io::ErrorKind::TimedOut.into()) } else { Ok(Ticket(self.asked as u32 - 1)) }
    }

    fn state(&mut self, ticket: Ticket) -> io::Result<Handled> {
        match self.does(ticket.0 as usize) {
            Does::Breaks => Ok(Handled::Broken),
            Does::Forgets => Err(io::ErrorKind::NotFound.into()),
            Does::Holds => Ok(Handled::Held),
            _ => Ok(Handled::Taken),
        }
    }

    fn cancel(&mut self, _: Ticket) -> io::Result<()> {
        Ok(())
    }
}

fn print(ledger: &dyn Ledger, hold: &Hold, spool: &mut Ours) -> Ended {
    watched(ledger, hold, spool, &())
}

fn watched(ledger: &dyn Ledger, hold: &Hold, spool: &mut Ours, progress: &dyn Progress) -> Ended {
    let world = World::default();
    let work = Work { ledger, world: &world, hold, by: BY, only: None, progress };
    let pace = Duration::from_millis(1);
    print_queued(work, Queued { spool, name: "laser-1", free: None, fit: Fit::default(), pace }).unwrap()
}

#[test]
fn sheets_go_to_a_spooler_ten_at_a_time_and_none_goes_twice() {
    let whole = Place::new();
    // Each label is a group, and begins a sheet: 40 of them.
    super::sheets::job(&whole.ledger(), Some("serial"));
    for (does, sent, in_doubt) in [
        (Does::Takes, 40, 0),
        (Does::Loses, 10, 10),
        (Does::Away, 10, 0),
        (Does::Breaks, 10, 10),
        (Does::Forgets, 10, 10),
    ] {
        let place = whole.copied();
        let ledger = place.ledger();
        let id = ledger.jobs().unwrap()[0].id;
        let hold = ledger.hold(op(), id).unwrap();
        let mut spool = Ours { at: 1, does, queue: Queue::default(), taken: Vec::new(), asked: 0 };
        let ended = print(&ledger, &hold, &mut spool);
        assert_eq!((ended.sent, ended.in_doubt), (sent, in_doubt), "{does:?}: {ended:?}");
        assert_eq!(matches!(ended.why, Why::Through), does == Does::Takes, "{does:?}");
        let states = ledger.job(id).unwrap().states;
        assert_eq!((states.of(State::Sent), states.of(State::InDoubt)), (sent, in_doubt), "{does:?}");
        let ended = print(&ledger, &hold, &mut spool);
        assert!(matches!(ended.why, Why::Through), "{does:?}: {ended:?}");
        let states = ledger.job(id).unwrap().states;
        assert_eq!((states.of(State::Sent), states.of(State::InDoubt)), (40 - in_doubt, in_doubt), "{does:?}");
        // Four documents, whatever happened, of which each has ten sheets of its own.
        let titles: Vec<&str> = spool.taken.iter().map(|(title, _)| title.as_str()).collect();
        let expected = [(1, 10), (11, 20), (21, 30), (31, 40)]
            .map(|(first, last)| format!("uz-relabel-a4, job 1, sheets {first} to {last}"));
        assert_eq!(titles, expected, "{does:?}");
        for (_, bytes) in &spool.taken {
            assert!(bytes.windows(9).any(|part| part == b"/Count 10"), "{does:?}");
        }
        let labels = ledger.labels(id, 0, 100).unwrap();
        assert!(labels.iter().all(|label| label.stand == Some((label.number, 1))), "{does:?}");
    }
}

#[test]
fn a_run_that_waits_for_a_queue_sees_that_another_program_stops_it() {
    let place = Place::new();
    let ledger = place.ledger();
    let id = super::sheets::job(&ledger, Some("serial"));
    let hold = ledger.hold(op(), id).unwrap();
    let mut spool = Ours { at: 1, does: Does::Holds, queue: Queue::default(), taken: Vec::new(), asked: 0 };
    let ended = watched(&ledger, &hold, &mut spool, &Elsewhere::at(&place, id, "holds the sheets"));
    // What is in the queue is printed when that goes on.
    assert!(matches!(ended.why, Why::Stopped), "{ended:?}");
    assert_eq!((ended.sent, spool.taken.len()), (20, 2));
}

#[test]
fn a_queue_that_would_print_twice_by_itself_gets_nothing() {
    let place = Place::new();
    let ledger = place.ledger();
    let id = super::sheets::job(&ledger, None);
    let hold = ledger.hold(op(), id).unwrap();
    for queue in [Queue { tries_again: true, ..Queue::default() }, Queue { is_stopped: true, ..Queue::default() }] {
        let mut spool = Ours { at: 9, does: Does::Takes, queue, taken: Vec::new(), asked: 0 };
        let ended = print(&ledger, &hold, &mut spool);
        assert!(matches!(ended.why, Why::Trouble(_)) && ended.sent == 0 && spool.taken.is_empty());
    }
}

/// A run ends without a word while the spooler has its sheets: nobody can tell.
#[test]
fn what_a_dead_run_handed_in_is_in_doubt() {
    let place = Place::new();
    let id = {
        let ledger = place.ledger();
        let id = super::sheets::job(&ledger, Some("serial"));
        let hold = ledger.hold(op(), id).unwrap();
        let labels: Vec<_> =
            (1..=10).map(|number| quietzone_station::ledger::Stood { number, sheet: number, place: 1 }).collect();
        let stack = quietzone_station::ledger::Stack {
            sheets: (1, 10),
            to: "laser-1".to_owned(),
            length: 1,
            digest: 1,
            fate: None,
        };
        ledger.claim_sheets(op(), &hold, &BY, &labels, &stack).unwrap();
        id
    };
    let ledger = place.ledger();
    let hold = ledger.hold(op(), id).unwrap();
    let mut spool = Ours { at: 9, does: Does::Takes, queue: Queue::default(), taken: Vec::new(), asked: 0 };
    let ended = print(&ledger, &hold, &mut spool);
    assert_eq!((ended.sent, ended.in_doubt, spool.taken.len()), (30, 10, 3));
    assert_eq!(ledger.job(id).unwrap().sheets, 40);
}
