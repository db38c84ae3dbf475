//! States of things of which one shuts out the other: a budget in surplus is not in deficit.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::audit::lexicon;
use crate::audit::word::stemmed;
use crate::claim::{Position, Span};
use crate::lexicon::{Effect, entries, stem};

/// The stem of a word for a state → the one that stands for the pair, and whether it is the opposite of that one.
static STATES: LazyLock<HashMap<String, (String, bool)>> = LazyLock::new(|| {
    let pairs = entries(include_str!("../lists/opposed_states.txt")).filter_map(|row| row.split_once(" / "));
    pairs.flat_map(|(one, other)| [(stem(one), (stem(one), false)), (stem(other), (stem(one), true))]).collect()
});

/// Words by which a thing comes back into a state.
const RETURNING: [&str; 3] = ["return", "restore", "back"];

/// Verbs by which a thing comes into a state, beside those that the list of acts has.
const COMING: [&str; 14] = [
    "return", "run", "post", "record", "achieve", "reach", "produce", "fall", "slip", "plunge", "bring", "head", "hit",
    "restore",
];

/// A state in which a thing is to be.
pub(super) struct State {
    /// The stem of the word that stands for it and for its opposite.
    pub kind: String,
    pub is_opposite: bool,
    /// It is not in it yet: "return to surplus".
    pub returns: bool,
    /// The word in the body.
    pub words: Span,
}

impl State {
    /// Reads the state that a position is on: "return the budget to surplus", "will go into deficit"; `None` where it is
    /// on none, on both, or on what makes one of them larger or smaller.
    pub fn of(position: &Position, body: &str) -> Option<Self> {
        let about = position.about.of(body);
        let mut found = None;
        let mut at = 0;
        for word in about.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            if let Some((kind, is_opposite)) = STATES.get(&stem(&bare.to_lowercase())) {
                let start = position.about.start + at;
                let words = Span::new(start, start + bare.len());
                if found.is_some() {
                    return None;
                }
                let returns = stemmed(about).iter().any(|word| RETURNING.iter().any(|verb| stem(verb) == *word));
                found = Some(Self { kind: kind.clone(), is_opposite: *is_opposite, returns, words });
            }
            at += word.len();
        }
        let is_in = |act: Span| {
            let stems = stemmed(act.of(body));
            let effect = lexicon::effect_of_stems(&stems).map(|(_, effect)| effect);
            matches!(effect, Some(Effect::For | Effect::Light))
                || stems.first().is_some_and(|verb| COMING.iter().any(|coming| stem(coming) == *verb))
        };
        found.filter(|_| position.objects.iter().filter_map(|object| object.act).all(is_in))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Stance;

    /// Reads the state that a position on these words is on: its kind, "not " before the opposite, "again" behind one
    /// that is to come back.
    fn state(about: &str) -> Option<String> {
        let position = Position {
            about: Span::new(0, about.len()),
            ..Position::of_stance(Stance::Commit, about.to_owned(), Span::default())
        };
        let state = State::of(&position, about)?;
        let not = if state.is_opposite { "not " } else { "" };
        Some(format!("{not}{}{}", state.words.of(about), if state.returns { " again" } else { "" }))
    }

    #[test]
    fn states_shut_each_other_out() {
        assert_eq!(state("go into deficit").as_deref(), Some("not deficit"));
        assert_eq!(state("return the budget to surplus by 2031").as_deref(), Some("surplus again"));
        assert_eq!(state("turn a deficit into a surplus"), None);
        assert_eq!(state("build a bridge"), None);
    }
}
