//! The same for many statements, on all processors.
//!
//! What comes out does not depend on their number.

/// The fewest things that are worth a thread of their own.
const SHARE: usize = 500;

/// Makes `count` things, each by itself, so that the order of the work does not matter.
pub(super) fn on_all_processors<T: Send>(count: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let share = count.div_ceil(workers).max(SHARE);
    std::thread::scope(|scope| {
        let part = |start: usize| {
            let make = &make;
            scope.spawn(move || (start..count.min(start + share)).map(make).collect::<Vec<T>>())
        };
        let parts: Vec<_> = (0..count).step_by(share).map(part).collect();
        // A panic in one of them continues in this one.
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}
