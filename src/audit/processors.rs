//! The same for many statements, on as many processors as there are and as are worth it.

use std::num::NonZeroUsize;

use crate::parallel;

/// The fewest things that are worth a thread of their own.
const SHARE: usize = 500;

/// Makes `count` things, each by itself, in the order of their numbers.
pub(super) fn on_all_processors<T: Send>(count: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = NonZeroUsize::new(processors.min(count.div_ceil(SHARE))).unwrap_or(NonZeroUsize::MIN);
    parallel::map((0..count).collect(), jobs, make)
}
