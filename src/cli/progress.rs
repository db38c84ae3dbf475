//! A counter on standard error for work on many things that takes more than a second.
//!
//! It is drawn on a terminal only, and taken off before anything else is printed.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// The bar, in columns.
const BAR: usize = 24;

/// A counter under way.
pub(super) struct Progress {
    /// What is counted: "files".
    what: &'static str,
    /// How many there are; 0 where nobody knows.
    total: usize,
    started: Instant,
    /// When the counter was last drawn; `None` where it is not on the screen.
    drawn: Option<Instant>,
    is_wanted: bool,
}

impl Progress {
    pub(super) fn new(total: usize) -> Self {
        Self::of("files", total)
    }

    /// Counts other things than files.
    pub(super) fn of(what: &'static str, total: usize) -> Self {
        Self {
            what,
            total,
            started: Instant::now(),
            drawn: None,
            is_wanted: total != 1 && std::io::stderr().is_terminal(),
        }
    }

    /// Draws the counter, where it is time to.
    pub(super) fn show(&mut self, done: usize) {
        let is_due = self.drawn.is_none_or(|drawn| drawn.elapsed() > Duration::from_millis(100));
        let elapsed = self.started.elapsed();
        if self.is_wanted && is_due && elapsed > Duration::from_secs(1) {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K{}", line(done, self.total, self.what, elapsed));
            self.drawn = Some(Instant::now());
        }
    }

    /// Takes the counter off the screen before anything else is printed.
    pub(super) fn clear(&mut self) {
        if self.drawn.take().is_some() {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    }
}

/// Writes the counter: a bar, how many are done, how many a second, how long it will take.
fn line(done: usize, total: usize, what: &str, elapsed: Duration) -> String {
    let filled = (done * BAR).checked_div(total).unwrap_or(0).min(BAR);
    let bar = format!("[{}{}]", "=".repeat(filled), " ".repeat(BAR - filled));
    let counted = if total == 0 { format!("{done} {what}") } else { format!("{bar} {done} of {total} {what}") };
    let rate = done as f64 / elapsed.as_secs_f64().max(f64::EPSILON);
    if done == 0 {
        return counted;
    }
    let pace = if rate < 10.0 { format!("{rate:.1}") } else { format!("{rate:.0}") };
    if total == 0 {
        return format!("{counted}, {pace} a second");
    }
    let left = Duration::from_secs_f64(total.saturating_sub(done) as f64 / rate).as_secs();
    let left = match (left / 60, left % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    };
    format!("{counted}, {pace} a second, {left} left")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_how_far_and_how_long() {
        let check = |done, total, seconds, expected: &str| {
            assert_eq!(line(done, total, "files", Duration::from_secs(seconds)), expected);
        };
        check(0, 8, 2, "[                        ] 0 of 8 files");
        check(4, 8, 2, "[============            ] 4 of 8 files, 2.0 a second, 2 s left");
        check(500, 2000, 10, "[======                  ] 500 of 2000 files, 50 a second, 30 s left");
        check(8, 8, 100, "[========================] 8 of 8 files, 0.1 a second, 0 s left");
        check(10, 1000, 10, "[                        ] 10 of 1000 files, 1.0 a second, 16 min 30 s left");
        check(7, 0, 2, "7 files, 3.5 a second");
    }
}
