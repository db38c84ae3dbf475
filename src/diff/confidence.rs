//! How sure a label is: how likely a careful editor would sign it.
//!
//! It rates labels that stand; it never gives one or takes one away.

use std::fmt;

use super::{Change, ChangeKind};

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

/// Rates the labels of an edit, once all of them are there.
pub(super) fn rate(changes: &mut [Change]) {
    for change in changes {
        change.confidence = of(change.kind);
    }
}

/// Returns how sure a label of this kind is.
const fn of(kind: ChangeKind) -> Confidence {
    use ChangeKind::*;
    Confidence::from_hundredths(match kind {
        Reworded | Respelled | Punctuation => 95,
        Split | Merged | MovedToLede | MovedFromLede | Moved => 90,
        NumberChanged => 80,
        QuoteAltered | QuoteTruncated | QuoteExtended | QuoteParaphrased => 75,
        DateChanged | PositionShifted | RolesSwapped | EventUpdated => 70,
        NameChanged | NegationFlipped | ContentChanged | CueChanged | ParaphraseQuoted | RoleChanged => 60,
        HedgeAdded | HedgeRemoved | Reattributed | SourceNamed | SourceAnonymised | AttributionAdded
        | AttributionDropped => 50,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
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
        let mut changes = ChangeKind::ALL.map(|kind| Change::new(kind, None, None, String::new()));
        rate(&mut changes);
        assert!(changes.iter().all(|change| change.confidence > Confidence::default()), "{changes:?}");
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
