//! Capture noise: lines of the page, and not of the story, that differ between two captures.
//!
//! They are no edits and are never among them; they are counted and kept with their places, so that a reader can see
//! each word of them.

use std::collections::HashMap;

use crate::reading::{Furniture, FurnitureKind};

/// The lines that stand on one side alone, in text order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noise {
    pub old: Vec<Furniture>,
    pub new: Vec<Furniture>,
}

impl Noise {
    /// Counts the lines; one that went and one that came, of one kind, are one line that differs.
    pub fn lines(&self) -> usize {
        let mut counts: HashMap<FurnitureKind, [usize; 2]> = HashMap::new();
        for (side, lines) in [&self.old, &self.new].into_iter().enumerate() {
            lines.iter().for_each(|line| counts.entry(line.kind).or_default()[side] += 1);
        }
        counts.values().map(|[old, new]| old.max(new)).sum()
    }
}

/// Finds the lines that differ between two bodies; where they stand is no difference.
pub(super) fn noise(old: (&str, &[Furniture]), new: (&str, &[Furniture])) -> Noise {
    Noise { old: alone(old, new), new: alone(new, old) }
}

/// Lists the lines of one side that the other has not, or not as often.
fn alone((body, lines): (&str, &[Furniture]), (other, theirs): (&str, &[Furniture])) -> Vec<Furniture> {
    let mut there: HashMap<String, usize> = HashMap::new();
    theirs.iter().for_each(|line| *there.entry(spaced(line.span.of(other))).or_default() += 1);
    let mut alone = lines.to_vec();
    alone.retain(|line| match there.get_mut(&spaced(line.span.of(body))) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    });
    alone
}

/// One space for all white space.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::furniture;

    #[test]
    fn lines_that_differ_are_counted_once() {
        let check = |old: &str, new: &str, alone: [usize; 2], lines: usize| {
            let found = noise((old, &furniture(old)), (new, &furniture(new)));
            assert_eq!(([found.old.len(), found.new.len()], found.lines()), (alone, lines), "{old:?} {new:?}");
        };
        check("Updated 5 minutes ago\n\nShare\n", "Share\n\nUpdated 9 minutes ago\n", [1, 1], 1);
        check("12 comments\n", "12  comments\n", [0, 0], 0);
        check("Share\n\nShare\n", "Share\n", [1, 0], 1);
        check("3 min read\n", "Advertisement\n\n14 comments\n", [1, 2], 3);
        check("", "", [0, 0], 0);
    }
}
