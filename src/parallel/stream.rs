//! One function on things that keep coming, on several threads, with a bounded number of them under way.
//!
//! The results come in the order of the things. What is under way is what was read and is not yet handed on: where
//! nobody takes the results, nothing more is read.

use std::any::Any;
use std::cell::Cell;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many things are under way for each thread: one that takes long holds up what comes after it, not the others.
const AHEAD: usize = 4;

thread_local! {
    /// Whether this thread works for a stream, beside as many others as there may be.
    static IS_ONE_OF_MANY: Cell<bool> = const { Cell::new(false) };
}

/// Returns on how many threads a piece of work may be done: one where others work beside it, else one for each core.
pub fn threads() -> usize {
    if IS_ONE_OF_MANY.get() { 1 } else { thread::available_parallelism().map_or(1, usize::from) }
}

/// A thing that comes.
pub trait Weighed: Send + 'static {
    /// Returns how much memory it takes, in bytes.
    fn weight(&self) -> usize;
}

/// Applies `work` to what `next` gives until it gives nothing, on `jobs` threads, and hands the results to `sink`.
/// Things of more than `most` bytes together are never under way, unless a single one is larger. A panic of `next` or
/// `work` is raised here.
///
/// # Errors
/// The first that `sink` returns; then nothing more is handed on, and nobody waits for `next`, which may never return.
pub fn stream<T: Weighed, R: Send + 'static, E>(
    jobs: NonZeroUsize,
    most: usize,
    mut next: impl FnMut() -> Option<T> + Send + 'static,
    work: impl Fn(T) -> R + Send + Sync + 'static,
    mut sink: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let gate = Arc::new(Gate { items: jobs.get().saturating_mul(AHEAD), weight: most, ..Gate::default() });
    let (tasks, queue) = mpsc::channel::<Task<T, R>>();
    let (queue, work) = (Arc::new(Mutex::new(queue)), Arc::new(work));
    for _ in 0..jobs.get() {
        let (queue, work) = (Arc::clone(&queue), Arc::clone(&work));
        thread::spawn(move || work_through(&queue, &*work));
    }
    // Each thing has a place in the row at once, where its result will lie.
    let (row, places) = mpsc::channel::<(usize, Receiver<thread::Result<R>>)>();
    let reading = Arc::clone(&gate);
    let reader = thread::spawn(move || {
        while let Some(item) = next() {
            let weight = item.weight();
            let (answer, place) = mpsc::sync_channel(1);
            let is_wanted = reading.enter(weight) && row.send((weight, place)).is_ok();
            if !is_wanted || tasks.send(Task { item, answer }).is_err() {
                return;
            }
        }
    });
    for (weight, place) in places {
        let result = place.recv().unwrap_or_else(|gone| Err(Box::new(gone))).unwrap_or_else(|panic| {
            gate.close();
            resume_unwind(panic)
        });
        if let Err(error) = sink(result) {
            gate.close();
            return Err(error);
        }
        gate.leave(weight);
    }
    // It has nothing more to give, or it panicked.
    reader.join().unwrap_or_else(|panic: Box<dyn Any + Send>| resume_unwind(panic));
    Ok(())
}

struct Task<T, R> {
    item: T,
    answer: SyncSender<thread::Result<R>>,
}

fn work_through<T, R>(queue: &Mutex<Receiver<Task<T, R>>>, work: &impl Fn(T) -> R) {
    IS_ONE_OF_MANY.set(true);
    loop {
        let task = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Task { item, answer }) = task else { return };
        // Nobody waits for it where the stream was left.
        let _ = answer.send(catch_unwind(AssertUnwindSafe(|| work(item))));
    }
}

/// Lets things in as others leave.
#[derive(Default)]
struct Gate {
    /// The most that may be under way.
    items: usize,
    weight: usize,
    under_way: Mutex<Load>,
    changed: Condvar,
}

#[derive(Default)]
struct Load {
    items: usize,
    weight: usize,
    is_closed: bool,
}

impl Gate {
    /// Waits until a thing may come in; `false` where none is wanted any more.
    fn enter(&self, weight: usize) -> bool {
        let is_full = |load: &mut Load| {
            let is_over = load.items >= self.items || load.weight.saturating_add(weight) > self.weight;
            !load.is_closed && load.items > 0 && is_over
        };
        let mut load = self.changed.wait_while(self.load(), is_full).unwrap_or_else(PoisonError::into_inner);
        load.items += 1;
        load.weight = load.weight.saturating_add(weight);
        !load.is_closed
    }

    fn leave(&self, weight: usize) {
        let mut load = self.load();
        load.items -= 1;
        load.weight -= weight;
        self.changed.notify_one();
    }

    /// Lets nothing in any more.
    fn close(&self) {
        self.load().is_closed = true;
        self.changed.notify_one();
    }

    fn load(&self) -> MutexGuard<'_, Load> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    impl Weighed for usize {
        fn weight(&self) -> usize {
            *self
        }
    }

    fn jobs(count: usize) -> NonZeroUsize {
        NonZeroUsize::new(count).expect("a number")
    }

    /// Gives the numbers below `count`, and counts those given.
    fn numbers(count: usize) -> (impl FnMut() -> Option<usize> + Send + 'static, Arc<AtomicUsize>) {
        let given = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&given);
        let next = move || Some(counted.fetch_add(1, Ordering::SeqCst)).filter(|number| *number < count);
        (next, given)
    }

    #[test]
    fn results_come_in_the_order_of_what_came() {
        for count in [1, 2, 7] {
            let mut found = Vec::new();
            let work = |number: usize| {
                // Those that come first take longest.
                thread::sleep(Duration::from_micros((200 - number as u64) * 10));
                number * 2
            };
            let sink = |result| {
                found.push(result);
                Ok::<_, Infallible>(())
            };
            assert_eq!(stream(jobs(count), 1000, numbers(200).0, work, sink), Ok(()));
            assert!(found.into_iter().eq((0..200).map(|number| number * 2)));
        }
    }

    #[test]
    fn no_more_is_read_than_may_be_under_way() {
        let check = |most: usize, weight: fn(usize) -> usize, expected: usize| {
            let (mut next, given) = numbers(300);
            let mut handed_on = 0;
            let sink = |()| {
                // Whoever takes the results is slow; the reader goes as far as it may, and holds one more.
                thread::sleep(Duration::from_millis(if handed_on < 20 { 5 } else { 0 }));
                let under_way = given.load(Ordering::SeqCst) - handed_on;
                assert!(under_way <= expected + 1, "{under_way} of {expected}");
                handed_on += 1;
                Ok::<_, Infallible>(())
            };
            stream(jobs(2), most, move || next().map(weight), |_| (), sink).expect("no error");
            assert_eq!(handed_on, 300);
        };
        check(usize::MAX, |_| 1, 2 * AHEAD);
        check(50, |_| 10, 5);
        check(50, |_| 60, 1);
    }

    #[test]
    fn nobody_waits_for_what_is_not_wanted() {
        // The second thing never comes.
        let mut is_first = true;
        let next = move || {
            if !std::mem::take(&mut is_first) {
                thread::park();
            }
            Some(1)
        };
        assert_eq!(stream(jobs(2), 10, next, |number| number, |_: usize| Err("closed")), Err("closed"));
    }

    #[test]
    fn a_panic_is_raised() {
        let fails = |next: fn() -> Option<usize>, work: fn(usize)| {
            catch_unwind(|| stream(jobs(2), 10, next, work, |()| Ok::<_, Infallible>(()))).is_err()
        };
        assert!(fails(|| Some(1), |_| panic!("of the work")));
        assert!(fails(|| panic!("of the reader"), |_| ()));
    }

    #[test]
    fn one_of_many_takes_one_thread() {
        let mut found = Vec::new();
        let sink = |result| {
            found.push(result);
            Ok::<_, Infallible>(())
        };
        stream(jobs(2), 10, numbers(2).0, |_| threads(), sink).expect("no error");
        assert_eq!(found, [1, 1]);
        assert_eq!(threads(), thread::available_parallelism().map_or(1, usize::from));
    }
}
