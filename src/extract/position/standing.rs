//! What is kept as it is: "our position on the levy has not changed", "the levy stays".
//!
//! **Leaves alone** what remains of itself ("the problem remains"), and what others keep.

use std::sync::LazyLock;

use crate::claim::{Position, Stance, Strength};
use crate::lang::tag::Tag;

use super::super::words::Lexicon;
use super::clause::Clause;
use super::content::Content;

/// What somebody stands by: "our *policy*".
static STANDS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/standing_nouns.txt")));
/// What is true of what has not changed, behind "is", "remains".
const SAME: [&str; 4] = ["unchanged", "same", "unaltered", "undiminished"];
const CHANGED: [&str; 8] = ["changed", "changing", "change", "shifted", "wavered", "altered", "moved", "budged"];

/// Reads the position at `at`, the verb: with it, where its words end.
pub(super) fn read(content: &Content, at: usize) -> Option<(usize, Position)> {
    unchanged(content, at).or_else(|| stays(content, at))
}

/// "Our position on the levy has not changed", "my view remains the same": it is stood by, and no side is named.
fn unchanged(content: &Content, at: usize) -> Option<(usize, Position)> {
    let changed = content.is(at, &CHANGED) && content.tag(at).is_verb();
    if !changed && !content.is(at, &SAME) {
        return None;
    }
    let same = !changed && content.is(at, &["same"]);
    let clause = Clause::of(content, at)?;
    let clause = if same && clause.subject.is_none() { Clause::of(content, at.checked_sub(1)?)? } else { clause };
    let subject = clause.subject.as_ref()?;
    let own = content.is(subject.words.start, &["our", "my"]) && content.is_first_person(at)
        || content.is(subject.words.start, &["his", "her", "its", "their"]) && content.is_retold(at);
    let stood_by = own && STANDS.has(&content.words[subject.head]);
    if !stood_by || clause.negated != changed || clause.is_unsure(content) || clause.condition.is_some() {
        return None;
    }
    let first = clause.helpers.first().copied().filter(|&helper| helper > subject.head).unwrap_or(at);
    let cue = content.words[first.min(at)].span.join(content.words[at].span);
    let about = subject.words.clone();
    let position = content.position(Stance::Commit, about, cue, Strength::Firm, &clause)?;
    // Which side the speaker is on stands elsewhere.
    Some((at + 1, Position { objects: Vec::new(), ..position }))
}

/// "The levy stays.", "our target remains.", as the office says that keeps it.
fn stays(content: &Content, at: usize) -> Option<(usize, Position)> {
    let remains = content.is(at, &["remain", "remains"]);
    if !remains && !content.is(at, &["stay", "stays"]) || !content.is_official_text() {
        return None;
    }
    let clause = Clause::of(content, at)?;
    let subject = clause.subject.as_ref()?;
    let thing = matches!(content.tag(subject.head), Tag::Noun | Tag::Name) && clause.predicate == at;
    // "The question remains": only what somebody stands by can be kept by its remaining.
    let kept = !remains || STANDS.has(&content.words[subject.head]);
    let ends = content.words.get(at + 1).is_none_or(|next| !next.is_letters() || next.is(&["and", "but"]));
    if !thing || !kept || !ends || !clause.helpers.is_empty() || clause.negated || clause.nobody {
        return None;
    }
    let about = subject.words.start..at + 1;
    let cue = content.words[at].span;
    Some((at + 1, content.position_on(Stance::Commit, about, at..at + 1, cue, Strength::Firm, &clause)?))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check_speech as check;

    #[test]
    fn what_has_not_changed_is_stood_by() {
        check("Our position on the levy has not changed.", &["commit: Our position on the levy"]);
        check("Our policy on the ferry remains the same.", &["commit: Our policy on the ferry"]);
        check("Our position on the levy has changed.", &[]);
        check("The price of fish has not changed.", &[]);
    }

    #[test]
    fn what_stays_is_kept() {
        check("The harbour levy stays.", &["commit: The harbour levy stays"]);
        check("The question remains.", &[]);
        check("The minister stays with his sister.", &[]);
    }
}
