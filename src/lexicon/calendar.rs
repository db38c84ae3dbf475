//! The months and the days of the week.

use chrono::Weekday;

pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// From Monday.
pub(crate) const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Returns the month that a folded word without its stop names, in full or as it is usually cut short, from 1.
pub(crate) fn month(word: &str) -> Option<u32> {
    named(&MONTHS, &["sept"], word).map(|nth| u32::from(nth) + 1)
}

/// Returns the day of the week that a folded word without its stop names, in full or as it is usually cut short.
pub(crate) fn weekday(word: &str) -> Option<Weekday> {
    named(&WEEKDAYS, &["tues", "thur", "thurs"], word).and_then(|nth| Weekday::try_from(nth).ok())
}

/// Finds which name a word means: in full, by its first three letters, or by one of the other short forms.
fn named(names: &[&str], short: &[&str], word: &str) -> Option<u8> {
    let is = |name: &str| name == word || name.starts_with(word) && (word.len() == 3 || short.contains(&word));
    (0..).zip(names).find(|(_, name)| is(name)).map(|(nth, _)| nth)
}

/// Returns whether a folded word is the full name of a month or a day of the week.
pub(crate) fn is_calendar_name(word: &str) -> bool {
    MONTHS.contains(&word) || WEEKDAYS.contains(&word)
}

/// Returns the month or the day of the week that a word names, in full; the word may be cut short ("feb", "tues").
pub(crate) fn calendar_name(word: &str) -> Option<&'static str> {
    MONTHS.into_iter().chain(WEEKDAYS).find(|name| word.len() >= 3 && name.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_full_and_short() {
        for (word, expected) in [("may", Some(5)), ("sep", Some(9)), ("sept", Some(9)), ("dec", Some(12))] {
            assert_eq!(month(word), expected, "{word}");
        }
        for word in ["", "ma", "marc", "janu", "mayor", "septem"] {
            assert_eq!(month(word), None, "{word}");
        }
        assert_eq!((weekday("thurs"), weekday("wed"), weekday("wedn")), (Some(Weekday::Thu), Some(Weekday::Wed), None));
        assert_eq!((calendar_name("tues"), calendar_name("my")), (Some("tuesday"), None));
    }
}
