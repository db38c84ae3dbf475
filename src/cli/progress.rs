//! A counter on standard error for work on many things that takes more than a second: how far it is, how fast it goes,
//! how long it will take.
//!
//! It is drawn on a terminal only, and taken off before anything else is printed.

use std::fmt::Write;
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// Work that is shorter is not counted.
const SHORT: Duration = Duration::from_secs(1);
/// How often a second the counter is drawn.
const HERTZ: u8 = 10;

/// A counter under way.
pub(super) struct Progress {
    /// The screen, which the counter is taken off and put on again.
    screen: MultiProgress,
    bar: ProgressBar,
    started: Instant,
    is_drawn: bool,
}

impl Progress {
    pub(super) fn new(total: usize) -> Self {
        Self::of("files", total)
    }

    /// Counts other things than files; 0 where nobody knows how many there are.
    pub(super) fn of(what: &'static str, total: usize) -> Self {
        let screen = MultiProgress::with_draw_target(ProgressDrawTarget::hidden());
        let (bar, template) = match total {
            0 => (ProgressBar::no_length(), "{pos}{total} {msg}{pace}"),
            _ => (ProgressBar::new(total as u64), "[{bar:24}] {pos} of {len} {msg}{pace}"),
        };
        let pace = |state: &ProgressState, out: &mut dyn Write| {
            let left = state.len().map(|_| state.eta());
            // A counter that cannot be written is no loss.
            let _ = out.write_str(&pace(state.pos(), state.per_sec(), left));
        };
        let style = ProgressStyle::with_template(template).map(|style| style.progress_chars("=> "));
        // The template is ours, and is one.
        let total = |state: &ProgressState, out: &mut dyn Write| {
            let _ = state.len().map(|total| write!(out, " of {total}"));
        };
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        let style = style.with_key("pace", pace).with_key("total", total);
        let bar = screen.add(bar.with_style(style).with_message(what));
        Self { screen, bar, started: Instant::now(), is_drawn: false }
    }

    /// Says that there are more than was known.
    pub(super) fn more(&self, count: usize) {
        self.expected().more(count);
    }

    /// Returns where another thread says that there are more.
    pub(super) fn expected(&self) -> Expected {
        Expected(self.bar.clone())
    }

    /// Says how many are done. One thing alone is not counted.
    pub(super) fn show(&mut self, done: usize) {
        if !self.is_drawn && self.started.elapsed() > SHORT && self.bar.length() != Some(1) {
            self.is_drawn = true;
            self.screen.set_draw_target(ProgressDrawTarget::stderr_with_hz(HERTZ));
        }
        self.bar.set_position(done as u64);
    }

    /// Takes the counter off the screen before anything else is printed.
    pub(super) fn clear(&mut self) {
        // What is not on a screen need not be taken off.
        let _ = self.screen.clear();
    }
}

/// How many there are, for whoever learns of them one after another.
#[derive(Clone)]
pub(super) struct Expected(ProgressBar);

impl Expected {
    /// Says that there are more than was known.
    pub(super) fn more(&self, count: usize) {
        self.0.set_length(self.0.length().unwrap_or(0) + count as u64);
    }
}

/// Writes how many are done a second, and how long the others will take.
fn pace(done: u64, per_second: f64, left: Option<Duration>) -> String {
    if done == 0 || !per_second.is_finite() || per_second <= 0.0 {
        return String::new();
    }
    let pace = if per_second < 10.0 { format!("{per_second:.1}") } else { format!("{per_second:.0}") };
    let left = left.map(|left| match (left.as_secs() / 60, left.as_secs() % 60) {
        (0, seconds) => format!(", {seconds} s left"),
        (minutes @ 1..60, seconds) => format!(", {minutes} min {seconds} s left"),
        (minutes, _) => format!(", {} h {} min left", minutes / 60, minutes % 60),
    });
    format!(", {pace} a second{}", left.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_tells_how_fast_and_how_long() {
        let check = |done, per_second, left: Option<u64>, expected: &str| {
            assert_eq!(pace(done, per_second, left.map(Duration::from_secs)), expected);
        };
        check(0, 0.0, Some(0), "");
        check(4, 2.0, Some(2), ", 2.0 a second, 2 s left");
        check(500, 50.0, Some(30), ", 50 a second, 30 s left");
        check(10, 1.0, Some(990), ", 1.0 a second, 16 min 30 s left");
        check(10, 0.1, Some(9000), ", 0.1 a second, 2 h 30 min left");
        check(7, 3.5, None, ", 3.5 a second");
    }

    #[test]
    fn what_is_no_terminal_gets_nothing() {
        let mut progress = Progress::of("versions", 2);
        progress.more(1);
        (1..=3).for_each(|done| progress.show(done));
        assert!(progress.screen.is_hidden());
        assert_eq!((progress.bar.position(), progress.bar.length()), (3, Some(3)));
        progress.clear();
    }

    #[test]
    fn how_many_there_are_may_become_known_later() {
        let progress = Progress::of("versions", 0);
        assert_eq!(progress.bar.length(), None);
        progress.expected().more(2);
        progress.more(3);
        assert_eq!(progress.bar.length(), Some(5));
    }
}
