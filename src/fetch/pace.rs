//! The pauses between requests to one host.
//!
//! It hands out turns: whoever asks next for the same host gets a later one, so that several threads keep the pause
//! together.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// When each host may be asked again.
#[derive(Debug, Default)]
pub(super) struct Pace {
    next: Mutex<HashMap<String, Instant>>,
}

impl Pace {
    /// Waits until it is our turn to ask `host`; the next turn comes `delay` after ours.
    pub(super) fn wait(&self, host: &str, delay: Duration) {
        let turn = self.turn(host, delay, Instant::now());
        std::thread::sleep(turn.saturating_duration_since(Instant::now()));
    }

    /// Leaves a host alone for so long from now.
    pub(super) fn rest(&self, host: &str, delay: Duration) {
        self.push(host, Instant::now() + delay);
    }

    fn turn(&self, host: &str, delay: Duration, now: Instant) -> Instant {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = next.get(host).copied().unwrap_or(now).max(now);
        next.insert(host.to_owned(), turn + delay);
        turn
    }

    fn push(&self, host: &str, until: Instant) {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = next.entry(host.to_owned()).or_insert(until);
        *entry = until.max(*entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_of_one_host_keep_the_pause() {
        let (pace, now, second) = (Pace::default(), Instant::now(), Duration::from_secs(1));
        assert_eq!(pace.turn("a", second, now), now);
        assert_eq!(pace.turn("a", second, now), now + second);
        assert_eq!(pace.turn("b", second, now), now);
        assert_eq!(pace.turn("a", second, now + 9 * second), now + 9 * second);
        pace.push("b", now + 30 * second);
        pace.push("b", now + 2 * second);
        assert_eq!(pace.turn("b", second, now), now + 30 * second);
    }
}
