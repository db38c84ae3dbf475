//! Counts, dates and labels in words, the same in every format for people.
//!
//! It only phrases what it is given; it counts nothing itself.

use chrono::{NaiveDate, TimeDelta};

use crate::claim::{ClaimKind, Precision};
use crate::diff::{Change, Severity, Summary, rule_of};

/// What is said where no claim differs.
pub const NOTHING: &str = "no claim differs";

/// Returns a number with its noun: "1 claim", "2 claims".
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Returns claims by kind in words: "41 claims (9 quotes, 4 mixed, 12 statements, 16 facts)". Kinds without a claim are
/// left out.
pub fn claims(by_kind: &[usize; 4]) -> String {
    let kinds: Vec<String> = ClaimKind::ALL
        .iter()
        .zip(by_kind)
        .filter(|(_, n)| **n > 0)
        .map(|(kind, &n)| match kind {
            ClaimKind::Quote => count(n, "quote", "quotes"),
            ClaimKind::Mixed => count(n, "mixed", "mixed"),
            ClaimKind::Statement => count(n, "statement", "statements"),
            ClaimKind::Fact => count(n, "fact", "facts"),
        })
        .collect();
    let total = count(by_kind.iter().sum(), "claim", "claims");
    if kinds.is_empty() { total } else { format!("{total} ({})", kinds.join(", ")) }
}

/// Returns what a comparison found: "3 claims added, 2 removed, 4 changed (2 substantive)".
pub fn changes(summary: &Summary) -> String {
    // Every added and every removed claim is substantive; what is left of that count is the changed ones'.
    let substantive = summary.substantive.saturating_sub(summary.added + summary.removed);
    let changed = match substantive {
        0 => "changed (none substantive)".to_owned(),
        n => format!("changed ({n} substantive)"),
    };
    let parts = [(summary.added, "added"), (summary.removed, "removed"), (summary.changed, &changed)];
    let said = counts(&parts);
    if said.is_empty() { NOTHING.to_owned() } else { said }
}

/// Returns what became of the claims: "3 claims added, 2 removed, 4 changed, 32 unchanged".
pub fn turns(summary: &Summary) -> String {
    let Summary { added, removed, changed, unchanged, .. } = *summary;
    let parts = [(added, "added"), (removed, "removed"), (changed, "changed"), (unchanged, "unchanged")];
    counts(&parts)
}

/// Returns how many edits of each severity there are: "3 substantive edits, 2 framing".
pub fn severities(by_severity: [usize; 3]) -> String {
    let parts = Severity::ALL.iter().zip(by_severity).filter(|(_, n)| *n > 0);
    let mut said: Vec<String> = Vec::new();
    for (severity, n) in parts {
        let noun = if n == 1 { " edit" } else { " edits" };
        // The noun stands with the first number only.
        said.push(format!("{n} {}{}", severity.name(), if said.is_empty() { noun } else { "" }));
    }
    said.join(", ")
}

/// Counts claims by what became of them; the noun stands with the first number only.
fn counts(parts: &[(usize, &str)]) -> String {
    let mut said: Vec<String> = Vec::new();
    for (n, what) in parts.iter().filter(|(n, _)| *n > 0) {
        let number = if said.is_empty() { count(*n, "claim", "claims") } else { n.to_string() };
        said.push(format!("{number} {what}"));
    }
    said.join(", ")
}

/// Returns how many lines of the page differ, which are no edits; nothing where none do.
pub fn noise(lines: usize) -> Option<String> {
    let verb = if lines == 1 { "differs" } else { "differ" };
    (lines > 0).then(|| format!("{} {verb}", furniture(lines)))
}

/// Counts lines that are the page's and not the story's.
pub fn furniture(lines: usize) -> String {
    count(lines, "line of page furniture", "lines of page furniture")
}

/// Returns what a comparison found and what differs in the page's lines: "no claim differs, 2 lines of page furniture
/// differ".
pub fn changes_and_noise(summary: &Summary) -> String {
    let noise = noise(summary.capture_noise).map(|noise| format!(", {noise}")).unwrap_or_default();
    format!("{}{noise}", changes(summary))
}

/// Returns the day or longer time on which something was said: "2025-08-19", "week of 2025-08-18", "2025-08", "2025".
pub fn said_on(date: NaiveDate, precision: Precision) -> String {
    match precision {
        Precision::Day => date.to_string(),
        Precision::Week => format!("week of {date}"),
        Precision::Month => date.format("%Y-%m").to_string(),
        Precision::Year => date.format("%Y").to_string(),
    }
}

/// Returns the contract's word as a reader sees it: "number_changed" → "number changed".
pub fn label(name: &str) -> String {
    name.replace('_', " ")
}

/// Returns what stands before the label of a change: "possibly " where it is not sure.
pub fn reserve(change: &Change) -> &'static str {
    if change.confidence.is_sure() { "" } else { "possibly " }
}

/// Returns the label of a change: "number changed"; "possibly reattributed" where it is not sure.
pub fn change_label(change: &Change) -> String {
    format!("{}{}", reserve(change), label(change.kind.name()))
}

/// Returns the labels of some changes: "number changed, possibly hedge added".
pub fn labels(changes: &[Change]) -> String {
    changes.iter().map(change_label).collect::<Vec<_>>().join(", ")
}

/// Returns some changes with the reasons for their labels: "number changed: 12 → 21; hedge added: “may”".
pub fn labelled(changes: &[Change]) -> String {
    let said = |change: &Change| match (change_label(change), why(change)) {
        (label, why) if why.is_empty() => label,
        (label, why) => format!("{label}: {why}"),
    };
    changes.iter().map(said).collect::<Vec<_>>().join("; ")
}

/// Returns a length of time, in the two largest units that tell something, rounded down: "40 s", "12 min", "3 h 12
/// min", "2 days 4 h", "16 days". `None` for one that runs backwards.
pub fn duration(time: TimeDelta) -> Option<String> {
    let seconds = u64::try_from(time.num_seconds()).ok()?;
    let (minutes, hours) = (seconds / 60, seconds / 3_600);
    let (days, rest) = (hours / 24, hours % 24);
    let with = |whole: String, part: u64, unit: &str| if part == 0 { whole } else { format!("{whole} {part} {unit}") };
    Some(match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, _) => format!("{minutes} min"),
        (0, ..) => with(format!("{hours} h"), minutes % 60, "min"),
        (1, ..) => with("1 day".to_owned(), rest, "h"),
        (2..14, ..) => with(format!("{days} days"), rest, "h"),
        _ => format!("{days} days"),
    })
}

/// Returns a word with a capital first letter.
pub fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Says why a change bears its label: its note, else the words on each side.
pub fn why(change: &Change) -> String {
    if !change.note.is_empty() {
        return change.note.clone();
    }
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => format!("“{}” → “{}”", old.text, new.text),
        (Some(only), None) | (None, Some(only)) => format!("“{}”", only.text),
        (None, None) => String::new(),
    }
}

/// Returns the rule behind a change's label, and how sure the label is.
pub fn rule(change: &Change) -> String {
    format!("{} (confidence {})", rule_of(change.kind), change.confidence)
}

/// Returns a size in bytes for a reader: "512 bytes", "1.4 MB".
pub fn size(bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    match UNITS.into_iter().find(|(_, unit)| bytes >= *unit) {
        // In tenths, in whole numbers, so that no rounding of a float differs between machines.
        Some((name, unit)) => {
            let tenths = bytes / (unit / 10);
            format!("{}.{} {name}", tenths / 10, tenths % 10)
        }
        None => format!("{bytes} bytes"),
    }
}

/// Returns the beginning of a text that is too long to be shown only as a pointer.
pub fn shortened(text: &str) -> String {
    const CHARS: usize = 72;
    if text.chars().count() <= CHARS {
        return text.to_owned();
    }
    let start: String = text.chars().take(CHARS).collect();
    // Not in the middle of a word, where there is a space.
    let start = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
    format!("{start} …")
}

/// Returns a list of numbers: "1", "1 and 2", "1, 2 and 5".
pub fn list(numbers: &[usize]) -> String {
    let words: Vec<String> = numbers.iter().map(usize::to_string).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_counted_by_kind() {
        assert_eq!(claims(&[9, 4, 12, 16]), "41 claims (9 quotes, 4 mixed, 12 statements, 16 facts)");
        assert_eq!(claims(&[1, 0, 0, 0]), "1 claim (1 quote)");
        assert_eq!(claims(&[0, 0, 0, 0]), "0 claims");
    }

    #[test]
    fn edits_are_counted_by_severity() {
        assert_eq!(severities([3, 0, 1]), "3 substantive edits, 1 cosmetic");
        assert_eq!(severities([0, 1, 0]), "1 framing edit");
        assert_eq!(severities([0, 0, 0]), "");
        let summary = Summary { added: 1, changed: 2, unchanged: 9, ..Summary::default() };
        assert_eq!(turns(&summary), "1 claim added, 2 changed, 9 unchanged");
    }

    #[test]
    fn changes_name_the_noun_once() {
        let check = |added, removed, changed, substantive, expected: &str| {
            assert_eq!(changes(&Summary { added, removed, changed, substantive, ..Summary::default() }), expected);
        };
        check(3, 2, 4, 7, "3 claims added, 2 removed, 4 changed (2 substantive)");
        check(0, 1, 0, 1, "1 claim removed");
        check(0, 0, 1, 1, "1 claim changed (1 substantive)");
        check(0, 0, 2, 0, "2 claims changed (none substantive)");
        check(0, 0, 0, 0, "no claim differs");
        let noisy = |capture_noise| changes_and_noise(&Summary { capture_noise, ..Summary::default() });
        assert_eq!(noisy(0), "no claim differs");
        assert_eq!(noisy(1), "no claim differs, 1 line of page furniture differs");
        assert_eq!(noisy(3), "no claim differs, 3 lines of page furniture differ");
    }

    #[test]
    fn durations_have_two_units_at_most() {
        let check =
            |seconds, expected: &str| assert_eq!(duration(TimeDelta::seconds(seconds)).as_deref(), Some(expected));
        check(0, "0 s");
        check(59, "59 s");
        check(12 * 60 + 59, "12 min");
        check(3 * 3_600, "3 h");
        check(3 * 3_600 + 12 * 60, "3 h 12 min");
        check(86_400, "1 day");
        check(2 * 86_400 + 4 * 3_600 + 59, "2 days 4 h");
        check(16 * 86_400 + 4 * 3_600, "16 days");
        assert_eq!(duration(TimeDelta::seconds(-1)), None);
    }

    #[test]
    fn sizes_are_rounded_down_to_a_tenth() {
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(1_000), "1.0 kB");
        assert_eq!(size(1_499_999), "1.4 MB");
    }

    #[test]
    fn long_texts_are_cut_between_words() {
        assert_eq!(shortened("It sails."), "It sails.");
        assert_eq!(shortened(&"sails ".repeat(20)), format!("{} …", ["sails"; 12].join(" ")));
        assert_eq!(shortened(&"é".repeat(100)).chars().count(), 74);
    }

    #[test]
    fn lists_end_in_and() {
        assert_eq!([list(&[]), list(&[1]), list(&[1, 2]), list(&[1, 2, 5])], ["", "1", "1 and 2", "1, 2 and 5"]);
    }
}
