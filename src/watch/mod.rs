//! Watching: when an address is looked at again, and which pages of a feed are. Pure: the clock is given, nothing is
//! fetched or stored.
//!
//! # How often
//!
//! A page is looked at each `every` while its story is young, and then less and less often: after an eighth of the time
//! for which it has not changed, once a day at most rarely. A page that a feed named and that has not changed for
//! thirty days is at rest; a page that the user named is never. Feeds and sitemaps are looked at each `every`. An
//! address that fails is left alone twice as long each time, up to a day, and as long as its server asks.
//!
//! Each pause is up to a tenth shorter or longer, by the address alone, so that addresses that start together do not
//! stay together, and the same history gives the same times.

mod choose;
mod unlike;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

pub use choose::{Chosen, choose, refusal};
pub use unlike::is_another_text;

/// How often a young story is looked at, where nobody says.
pub const EVERY: Duration = Duration::from_secs(15 * 60);
/// The most rarely that an address is looked at, unless it is asked for more rarely.
const LONGEST: TimeDelta = TimeDelta::days(1);
/// After how long without a change a page is at rest.
const REST: TimeDelta = TimeDelta::days(30);
/// Which part of the time without a change the next pause is.
const PART: i32 = 8;
/// How often a delivery is tried before it is given up.
const TRIES: u32 = 6;

/// Returns when a page is looked at again that gave an answer; `changed_at` is when it last changed, or was first seen.
pub fn after_page(url: &str, every: Duration, changed_at: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    let every = delta(every);
    let pause = ((now - changed_at) / PART).clamp(every, every.max(LONGEST));
    later(url, pause, now)
}

/// Returns when a feed or a sitemap is looked at again that gave an answer.
pub fn after_list(url: &str, every: Duration, now: DateTime<Utc>) -> DateTime<Utc> {
    later(url, delta(every), now)
}

/// Returns when an address is looked at again that has failed so many times in a row; `asked` is how long its server
/// asks to be left alone.
pub fn after_failure(
    url: &str,
    every: Duration,
    failures: u32,
    asked: Option<Duration>,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    let every = delta(every);
    let doubled = every.checked_mul(1 << failures.clamp(1, 16)).unwrap_or(LONGEST);
    let longest = every.max(LONGEST);
    let due = later(url, doubled.clamp(every, longest), now);
    // Whoever asks for years is asked again all the same, once a day.
    due.max(asked.map_or(now, |asked| saturating(now, delta(asked).min(longest))))
}

/// Returns the latest time at which an address that is looked at so often can be due: what is due later was noted while
/// a clock was wrong.
pub fn latest_due(every: Duration, now: DateTime<Utc>) -> DateTime<Utc> {
    saturating(now, delta(every).max(LONGEST) * 6 / 5)
}

/// Returns whether a page that a feed named has not changed for so long that it is no longer looked at.
pub fn is_at_rest(changed_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - changed_at > REST
}

/// Returns when a delivery is tried again that has failed so many times; `None` where it is given up.
pub fn after_undelivered(tries: u32, asked: Option<Duration>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    // One minute, then five, twenty-five, …
    let pause = TimeDelta::minutes(5i64.pow(tries.clamp(1, TRIES) - 1));
    (tries < TRIES).then(|| saturating(now, pause.max(asked.map_or(TimeDelta::zero(), delta).min(LONGEST))))
}

/// Adds a pause, up to a tenth shorter or longer by the address.
fn later(url: &str, pause: TimeDelta, now: DateTime<Utc>) -> DateTime<Utc> {
    let hash = Sha256::digest(url.as_bytes());
    let permille = 900 + i32::from(u16::from_be_bytes([hash[0], hash[1]])) % 201;
    saturating(now, pause * permille / 1000)
}

fn saturating(now: DateTime<Utc>, pause: TimeDelta) -> DateTime<Utc> {
    now.checked_add_signed(pause).unwrap_or(now)
}

/// Turns a duration that a person gave into a difference of times, a year at most.
fn delta(duration: Duration) -> TimeDelta {
    TimeDelta::from_std(duration).unwrap_or(TimeDelta::days(365)).min(TimeDelta::days(365))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const URL: &str = "https://quay.example/ferry";

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_935_000_000, 0).expect("a time") + TimeDelta::minutes(minutes)
    }

    /// The pause in minutes, jitter taken off by rounding to what it can be.
    fn pause(due: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
        (due - now).num_minutes()
    }

    #[test]
    fn a_young_story_is_looked_at_often_and_an_old_one_rarely() {
        for (minutes, least, most) in [(0, 13, 17), (60, 13, 17), (16 * 60, 108, 132), (60 * 24 * 20, 1296, 1584)] {
            let pause = pause(after_page(URL, EVERY, at(0), at(minutes)), at(minutes));
            assert!((least..=most).contains(&pause), "{minutes}: {pause}");
        }
        assert!(!is_at_rest(at(0), at(60 * 24 * 30)) && is_at_rest(at(0), at(60 * 24 * 30 + 1)));
    }

    #[test]
    fn whoever_asks_for_more_than_a_day_gets_it() {
        let week = Duration::from_secs(7 * 24 * 3600);
        assert!(after_page(URL, week, at(0), at(0)) - at(0) > TimeDelta::days(6));
        assert!(after_failure(URL, week, 9, None, at(0)) - at(0) < TimeDelta::days(8));
    }

    #[test]
    fn a_server_is_left_alone_as_long_as_it_asks() {
        let hour = Some(Duration::from_secs(3600));
        assert_eq!(after_failure(URL, EVERY, 1, hour, at(0)), at(60));
        assert!(after_failure(URL, EVERY, 5, hour, at(0)) > at(60));
        let for_ever = Some(Duration::from_secs(99_999_999_999));
        assert_eq!(after_failure(URL, EVERY, 1, for_ever, at(0)), at(24 * 60), "a day is as long as it gets");
    }

    #[test]
    fn a_delivery_is_given_up_at_last() {
        let tries: Vec<Option<i64>> =
            (1..=6).map(|tries| Some(pause(after_undelivered(tries, None, at(0))?, at(0)))).collect();
        assert_eq!(tries, [Some(1), Some(5), Some(25), Some(125), Some(625), None]);
        assert_eq!(after_undelivered(1, Some(Duration::from_secs(600)), at(0)), Some(at(10)));
    }

    proptest! {
        #[test]
        fn every_pause_is_within_its_bounds(
            url in "\\PC{0,20}", every in 1u64..100_000, rest in -1000i64..10_000_000, failures in 0u32..100,
        ) {
            let every = Duration::from_secs(every);
            let least = delta(every) * 9 / 10 - TimeDelta::seconds(1);
            let most = delta(every).max(LONGEST) * 11 / 10 + TimeDelta::seconds(1);
            for due in [after_page(&url, every, at(0), at(rest)), after_list(&url, every, at(rest)), after_failure(&url, every, failures, None, at(rest))] {
                prop_assert!((least..=most).contains(&(due - at(rest))));
                prop_assert!(due <= latest_due(every, at(rest)));
            }
            prop_assert!(after_failure(&url, every, failures, None, at(0)) <= after_failure(&url, every, failures + 1, None, at(0)));
            prop_assert!(after_page(&url, every, at(0), at(rest)) <= after_page(&url, every, at(0), at(rest + 60)));
        }

        #[test]
        fn no_time_is_too_large(seconds in any::<u64>(), failures in any::<u32>()) {
            let duration = Duration::from_secs(seconds);
            let _ = after_failure(URL, duration, failures, Some(duration), DateTime::<Utc>::MAX_UTC);
            let _ = after_page(URL, duration, DateTime::<Utc>::MIN_UTC, at(0));
            let _ = after_undelivered(failures, Some(duration), at(0));
        }
    }
}
