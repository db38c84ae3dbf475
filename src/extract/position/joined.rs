//! What a speaker promises, demands or refuses besides, by verbs that are joined to the first one.
//!
//! **Example**: "We will cut the levy and keep the ferry" commits to both. **Leaves alone** a verb with a subject or a
//! helper of its own, which is read by itself; and what stands behind "and" where the first one is negated, as nobody
//! can tell whether that is denied too. **Known misses**: things that are joined ("a toll and a levy" are one topic).

use crate::claim::{Position, Stance};
use crate::syntax::relation::Relation;

use super::super::words::Word;
use super::clause::{Clause, NEGATIONS};
use super::content::Content;
use super::stance;
use super::topic::topic;

/// What a verb has that is read by itself.
const OWN: [Relation; 6] = [
    Relation::Subject,
    Relation::PassiveSubject,
    Relation::Expletive,
    Relation::Auxiliary,
    Relation::Copula,
    Relation::PassiveAuxiliary,
];

/// Reads the positions that verbs joined to the act of a position take in the same way, in text order.
pub(super) fn further(content: &Content, first: &Position) -> Vec<Position> {
    const SHARED: [Stance; 5] = [Stance::Commit, Stance::Refuse, Stance::Demand, Stance::Support, Stance::Oppose];
    let (Some(trees), true) = (content.trees, SHARED.contains(&first.stance)) else { return Vec::new() };
    let Some(act) = first.objects.first().and_then(|object| object.act) else { return Vec::new() };
    let words = content.words;
    let Some(verb) = words.iter().find(|word| word.span.start >= act.start).map(|word| word.token) else {
        return Vec::new();
    };
    let denies = |word: &Word| word.is(&NEGATIONS) || word.is(&["no"]) || word.lower.starts_with("refus");
    let says_not = words.iter().any(|word| first.cue.contains(word.span) && denies(word));
    let read = |other: usize| {
        let at = content.word_of(other)?;
        let is_or = trees.with(other, &[Relation::Conjunction]).any(|link| content.has_token(link, &["or", "nor"]));
        let is_joined = trees.word(other).tag == trees.word(verb).tag
            && trees.word(verb).tag.is_verb()
            && trees.child(other, &OWN).is_none()
            && words[at].span.start >= first.about.end
            && content.one_sentence(at, content.word_of(verb)?)
            && (!says_not || is_or)
            && stance::entry_at(words, at).is_none();
        let clause = is_joined.then(|| Clause::of(content, at)).flatten()?;
        let about = topic(content, at, clause.limit(content, at))?;
        content.position(first.stance, about, first.cue, first.strength, &clause)
    };
    trees.with(verb, &[Relation::Conjunct]).filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check_speech as check;

    #[test]
    fn joined_verbs_take_positions_of_their_own() {
        check("We will cut the levy and keep the ferry.", &["commit: cut the levy", "commit: keep the ferry"]);
        check("We won't close the mill or sell the pier.", &["refuse: close the mill", "refuse: sell the pier"]);
        check("We will not cut the levy and sell the pier.", &["refuse: cut the levy"]);
    }
}
