//! Long work: it goes on while the page asks how far it is, and can be cancelled.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use quietzone::batch::{Failure, Stage, Watch, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::report::json;
use quietzone::say;
use quietzone::sentence::{Sentence, told_in, tongue};
use quietzone::world::caught;
use quietzone_station::run::Progress;
use serde_json::{Value, json};

/// Work that goes on at a time.
const MOST: usize = 16;
/// Work that has ended and is still told of.
const KEPT: usize = 50;
/// Sentences that are kept of one work, the latest.
const TOLD: usize = 100;

/// All long work of a studio.
#[derive(Debug, Default)]
pub(crate) struct Tasks {
    all: Mutex<BTreeMap<u64, Running>>,
    next: AtomicU64,
}

#[derive(Debug)]
struct Running {
    task: Arc<Task>,
    thread: Option<JoinHandle<()>>,
}

/// One work.
#[derive(Debug)]
pub(crate) struct Task {
    id: u64,
    what: Sentence,
    is_cancelled: AtomicBool,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    stage: Option<&'static str>,
    done: u64,
    of: Option<u64>,
    told: Vec<String>,
    about: Value,
    end: Option<Result<Value, Vec<Value>>>,
}

impl Tasks {
    /// Begins work on a thread of its own, and tells its number.
    ///
    /// # Errors
    /// Too much goes on already.
    pub(crate) fn begin(
        &self,
        what: Sentence,
        work: impl FnOnce(&Task) -> Result<Value, Failure> + Send + 'static,
    ) -> Result<Value, Failure> {
        let mut all = held(&self.all);
        let ended: Vec<u64> = all.iter().filter(|(_, running)| running.task.is_over()).map(|(id, _)| *id).collect();
        if all.len() - ended.len() >= MOST {
            let message = say!("{most} tasks go on already; wait for one of them, or cancel it", most = MOST);
            return Err(Diagnostic::error(rules::REQUEST, message).into());
        }
        for id in ended.iter().take(ended.len().saturating_sub(KEPT)) {
            all.remove(id);
        }
        let id = self.next.fetch_add(1, Ordering::Relaxed) + 1;
        let task = Arc::new(Task { id, what, is_cancelled: AtomicBool::new(false), state: Mutex::default() });
        let (own, tongue) = (task.clone(), tongue());
        let run = move || {
            let end = caught(|| work(&own)).unwrap_or_else(|place| Err(Diagnostic::internal(&place).into()));
            held(&own.state).end = Some(end.map_err(|Failure(found)| found.iter().map(json::finding).collect()));
        };
        let thread = thread::spawn(move || told_in(tongue, run));
        all.insert(id, Running { task, thread: Some(thread) });
        Ok(json!({ "task": id }))
    }

    /// The work of a number.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn get(&self, id: u64) -> Result<Arc<Task>, Diagnostic> {
        held(&self.all).get(&id).map(|running| running.task.clone()).ok_or_else(|| {
            Diagnostic::error(
                rules::REQUEST,
                say!("no task {number} is known; the studio was started again", number = id),
            )
        })
    }

    /// The number of work under way that concerns something.
    pub(crate) fn under_way(&self, about: &Value) -> Option<u64> {
        let all = held(&self.all);
        let concerns = |task: &Task| !task.is_over() && held(&task.state).about == *about;
        all.iter().rev().find(|(_, running)| concerns(&running.task)).map(|(id, _)| *id)
    }

    /// All of them, the latest first.
    pub(crate) fn all(&self) -> Vec<Arc<Task>> {
        held(&self.all).values().rev().map(|running| running.task.clone()).collect()
    }

    /// Cancels all, and waits until they have ended.
    pub(crate) fn end(&self) {
        let threads: Vec<JoinHandle<()>> = held(&self.all)
            .values_mut()
            .filter_map(|running| {
                running.task.cancel();
                running.thread.take()
            })
            .collect();
        // What a thread panicked with was caught within.
        threads.into_iter().for_each(|thread| drop(thread.join()));
    }
}

impl Task {
    /// Asks it to end; what it does until then is whole.
    pub(crate) fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::SeqCst);
    }

    fn is_over(&self) -> bool {
        held(&self.state).end.is_some()
    }

    /// How far it is, and what it came to.
    pub(crate) fn told(&self) -> Value {
        let state = held(&self.state);
        let (result, findings) = match &state.end {
            None => (None, None),
            Some(Ok(result)) => (Some(result), None),
            Some(Err(found)) => (None, Some(found)),
        };
        json!({
            "task": self.id,
            "what": self.what.to_string(),
            "stage": state.stage,
            "done": state.done,
            "of": state.of,
            "told": state.told,
            "about": state.about,
            "ended": state.end.is_some(),
            "cancelled": self.is_cancelled.load(Ordering::SeqCst),
            "result": result,
            "findings": findings,
        })
    }

    /// So much is done, of so much if that is known.
    pub(crate) fn at(&self, stage: &'static str, done: u64, of: Option<u64>) {
        let mut state = held(&self.state);
        (state.stage, state.done, state.of) = (Some(stage), done, of);
    }

    /// What it concerns, such as a job, by which it is found.
    pub(crate) fn concerns(&self, about: Value) {
        held(&self.state).about = about;
    }

    /// Something is to be known.
    pub(crate) fn say(&self, sentence: &Sentence) {
        let told = &mut held(&self.state).told;
        if told.len() == TOLD {
            told.remove(0);
        }
        told.push(sentence.to_string());
    }
}

impl Watch for Task {
    fn progress(&self, stage: Stage, done: u64, of: Option<u64>) {
        let stage = match stage {
            Stage::Survey => "survey",
            Stage::Emit => "emit",
        };
        self.at(stage, done, of);
    }

    fn found(&self, _: &Diagnostic) {}

    fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::SeqCst)
    }
}

impl Progress for Task {
    fn sent(&self, labels: u64, of: u64) {
        self.at("print", labels, Some(of));
    }

    fn told(&self, sentence: &Sentence) {
        self.say(sentence);
    }

    fn is_stopped(&self) -> bool {
        Watch::is_cancelled(self)
    }
}

fn held<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, clippy::unwrap_used)]
    use std::time::Duration;

    use super::*;

    #[test]
    fn work_is_told_of_and_cancelled() {
        let tasks = Tasks::default();
        let begun = tasks.begin(say!("printing"), |task| {
            task.at("print", 1, Some(2));
            while !Progress::is_stopped(task) {
                thread::sleep(Duration::from_millis(1));
            }
            Ok(json!("over"))
        });
        let task = tasks.get(begun.unwrap()["task"].as_u64().unwrap()).unwrap();
        assert_eq!(task.told()["ended"], false);
        tasks.end();
        assert_eq!((&task.told()["result"], &task.told()["done"]), (&json!("over"), &json!(1)));
        assert!(tasks.get(77).is_err());
    }

    #[test]
    fn a_panic_is_an_answer_and_too_much_is_refused() {
        let tasks = Tasks::default();
        for _ in 0..MOST {
            tasks
                .begin(say!("printing"), |task| {
                    while !Watch::is_cancelled(task) {
                        thread::sleep(Duration::from_millis(1));
                    }
                    panic!("broken")
                })
                .unwrap();
        }
        assert!(tasks.begin(say!("printing"), |_| Ok(Value::Null)).is_err());
        tasks.end();
        assert!(tasks.all().iter().all(|task| task.told()["findings"][0]["rule"] == "INT01"));
        assert!(tasks.begin(say!("printing"), |_| Ok(Value::Null)).is_ok());
        tasks.end();
    }
}
