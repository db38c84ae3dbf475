//! One function on many things at once, on several threads. The results come in the order of the things, whatever the
//! number of threads.

mod stream;

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

pub use stream::{Weighed, stream, threads};

/// Applies `work` to all items, on `jobs` threads at most. A panic on one of them is raised here.
pub fn map<T: Send, R: Send>(items: Vec<T>, jobs: NonZeroUsize, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let count = items.len();
    let items: Vec<Mutex<Option<T>>> = items.into_iter().map(|item| Mutex::new(Some(item))).collect();
    let results: Vec<Mutex<Option<R>>> = items.iter().map(|_| Mutex::new(None)).collect();
    let next = AtomicUsize::new(0);
    let work_through = || {
        while let Some((item, result)) = at(&items, &results, next.fetch_add(1, Ordering::Relaxed)) {
            let done = item.lock().unwrap_or_else(PoisonError::into_inner).take().map(&work);
            *result.lock().unwrap_or_else(PoisonError::into_inner) = done;
        }
    };
    thread::scope(|scope| {
        for _ in 0..jobs.get().min(count) {
            scope.spawn(work_through);
        }
    });
    results.into_iter().filter_map(|result| result.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

fn at<'a, T, R>(items: &'a [T], results: &'a [R], place: usize) -> Option<(&'a T, &'a R)> {
    items.get(place).zip(results.get(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        for jobs in [1, 2, 7] {
            let jobs = NonZeroUsize::new(jobs).expect("a number");
            assert_eq!(map((0..100).collect(), jobs, |n: u32| n * 2), (0..100).map(|n| n * 2).collect::<Vec<_>>());
        }
        assert!(map(Vec::<u8>::new(), NonZeroUsize::MIN, |n| n).is_empty());
    }
}
