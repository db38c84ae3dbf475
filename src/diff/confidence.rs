//! How sure a label is: how likely a careful editor would sign it.
//!
//! It rates labels that stand; it never gives one or takes one away.

use std::fmt;

use super::{Change, ChangeKind, WordingOp, WordingPart, lexicon};

/// How likely a careful editor would sign a label, in hundredths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence(u8);

impl Confidence {
    /// From here on a label is given without reserve.
    pub const SURE: Self = Self(50);
    /// That of a claim that came or went.
    pub(super) const CAME_OR_WENT: Self = Self(90);
    const FULL: u8 = 100;

    /// Makes a confidence of hundredths; more than 100 count as 100.
    pub const fn from_hundredths(hundredths: u8) -> Self {
        Self(if hundredths > Self::FULL { Self::FULL } else { hundredths })
    }

    /// Reads a number from 0 to 1, in hundredths rounded up: what is at least that is at least what was written.
    pub fn parse(text: &str) -> Option<Self> {
        let number = text.trim().parse::<f64>().ok().filter(|number| (0.0..=1.0).contains(number))?;
        // A hundredth is no binary fraction: 0.07 is a little more than seven of them.
        Some(Self::from_hundredths((number * 100.0 - 1e-6).ceil() as u8))
    }

    /// Returns it in hundredths, from 0 to 100.
    pub const fn hundredths(self) -> u8 {
        self.0
    }

    /// Returns it as a number from 0 to 1.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / f64::from(Self::FULL)
    }

    /// Returns whether a label is given without reserve.
    pub fn is_sure(self) -> bool {
        self >= Self::SURE
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / Self::FULL, self.0 % Self::FULL)
    }
}

/// From so many hundredths on of the words that a label does not show, it stands alone: hardly anything else differs.
const ALONE: usize = 85;

/// Rates the labels of an edit, once all of them are there, by the words that each shows and how many others stayed.
///
/// The figures say how many of a hundred such labels editors signed, of some 1,000 labels on 29 pairs of articles and
/// 732 of headlines and standfirsts (`training/confidence.py`), drawn together where there were few.
pub(super) fn rate(changes: &mut [Change], wording: &[WordingPart]) {
    let words =
        |op: WordingOp| wording.iter().filter(|part| part.op == op).map(|part| count(&part.text)).sum::<usize>();
    let (equal, gone, came) = (words(WordingOp::Equal), words(WordingOp::Delete), words(WordingOp::Insert));
    for change in changes {
        let [old, new] = [&change.old, &change.new].map(|side| side.as_ref().map_or(0, |words| count(&words.text)));
        // What else differs, on the side where less does: a clause that came or went takes nothing from the rest.
        let others = gone.saturating_sub(old).min(came.saturating_sub(new));
        let stayed = (equal * 100).checked_div(equal + others).unwrap_or(100);
        let shown = [&change.old, &change.new].map(|side| side.as_ref().map_or(0, |words| telling(&words.text)));
        change.confidence = Confidence(of(change.kind, stayed >= ALONE, shown[0].max(shown[1])));
    }
}

/// Counts the words that carry something of their own.
fn telling(text: &str) -> usize {
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    words.filter(|word| !word.is_empty() && !lexicon::FUNCTION.has(word)).count()
}

fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// Returns how sure a label is, in hundredths: by whether it stands alone where it says one thing of a sentence, by how
/// many telling words it shows where it says that the content differs.
const fn of(kind: ChangeKind, alone: bool, words: usize) -> u8 {
    use ChangeKind::*;
    match kind {
        NumberChanged => by(alone, 97, 45),
        DateChanged | NameChanged => by(alone, 52, 28),
        NegationFlipped | HedgeAdded | HedgeRemoved => by(alone, 80, 20),
        QuoteAltered | QuoteTruncated | QuoteExtended => by(alone, 65, 80),
        AttributionAdded | AttributionDropped => by(alone, 66, 38),
        Reattributed | SourceNamed | SourceAnonymised | PositionShifted | RolesSwapped | EventUpdated => {
            by(alone, 52, 30)
        }
        ContentChanged => match words {
            0..=1 => 45,
            2 => 58,
            3..=4 => 74,
            _ => 85,
        },
        DetailAdded | DetailDropped => match words {
            0..=2 => 38,
            3..=4 => 68,
            _ => 70,
        },
        CueChanged | QuoteParaphrased | ParaphraseQuoted => by(alone, 74, 79),
        RoleChanged | ToneChanged => 54,
        Split | Merged | MovedToLede | MovedFromLede | Moved => 90,
        Reworded | Respelled | Punctuation => 98,
    }
}

const fn by(alone: bool, if_alone: u8, if_not: u8) -> u8 {
    if alone { if_alone } else { if_not }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Excerpt;
    use crate::diff::{Edit, EditKind};

    fn edit(kind: EditKind, changes: &[(ChangeKind, u8)]) -> Edit {
        let change = |&(kind, hundredths): &(ChangeKind, u8)| Change {
            confidence: Confidence::from_hundredths(hundredths),
            ..Change::new(kind, None, None, String::new())
        };
        Edit {
            kind,
            old: Vec::new(),
            new: Vec::new(),
            changes: changes.iter().map(change).collect(),
            wording: Vec::new(),
        }
    }

    #[test]
    fn a_confidence_is_between_nothing_and_all() {
        assert_eq!(Confidence::from_hundredths(255).hundredths(), 100);
        assert_eq!(Confidence::from_hundredths(7).as_f64(), 0.07);
        let written = [0, 5, 80, 100].map(|hundredths| Confidence::from_hundredths(hundredths).to_string());
        assert_eq!(written, ["0.00", "0.05", "0.80", "1.00"]);
        assert!(Confidence::SURE.is_sure() && !Confidence::from_hundredths(49).is_sure());
    }

    #[test]
    fn every_kind_is_rated() {
        let part = |op, text: &str| WordingPart { op, text: text.to_owned() };
        let same = part(WordingOp::Equal, "the tank was safe on Monday");
        let other = part(WordingOp::Insert, "and so were the pumps that had failed");
        let mut changes = ChangeKind::ALL.map(|kind| Change::new(kind, None, None, String::new()));
        for wording in [vec![], vec![same.clone()], vec![same, other.clone()], vec![other]] {
            rate(&mut changes, &wording);
            assert!(changes.iter().all(|change| (1..100).contains(&change.confidence.hundredths())), "{changes:?}");
        }
    }

    #[test]
    fn one_difference_is_surer_alone_than_among_others() {
        let number = |gone: &str, came: &str| {
            let part = |op, text: &str| WordingPart { op, text: text.to_owned() };
            let equal = part(WordingOp::Equal, "people were hurt when the ferry struck");
            let wording = [equal, part(WordingOp::Delete, gone), part(WordingOp::Insert, came)];
            let shown = |text: &str| Some(Excerpt { spans: Vec::new(), text: text.to_owned() });
            let mut changes = [Change::new(ChangeKind::NumberChanged, shown("12"), shown("21"), String::new())];
            rate(&mut changes, &wording);
            changes[0].confidence
        };
        assert!(number("12", "21") > number("12 the old quay at noon", "21 a barge off the lighthouse"));
        assert_eq!(number("12", "21"), number("12", "21 a barge off the lighthouse"));
    }

    #[test]
    fn an_edit_is_as_sure_as_the_surest_of_its_gravest_changes() {
        use ChangeKind::*;
        let of = |kind, changes: &[_]| edit(kind, changes).confidence().map(Confidence::hundredths);
        let changes = [(NumberChanged, 40), (HedgeAdded, 55), (CueChanged, 80), (Moved, 95)];
        assert_eq!(of(EditKind::Changed, &changes), Some(55));
        assert_eq!(of(EditKind::Changed, &changes[2..]), Some(80));
        assert_eq!(of(EditKind::Added, &[]), Some(90));
        assert_eq!(of(EditKind::Removed, &[]), Some(90));
        assert_eq!(of(EditKind::Unchanged, &[]), None);
    }
}
