//! Whose a bare utterance is between two who ask and answer in turn.
//!
//! **Finds** "“And the pharmacy?”" below "“Is the ward open?” asked Holm." and "“It is,” said Amsel.": it is Holm's,
//! and the bare answer below it Amsel's. **Leaves alone** paragraphs that say more than an utterance and its speaker:
//! behind them a quotation goes on with the last speaker.

use std::ops::Range;

use crate::claim::Span;
use crate::extract::attribution::Attribution;
use crate::extract::attribution::words::ClassedWords;

/// The most tokens that name the speaker beside an utterance.
const TAG: usize = 12;

/// What the turns before say of a bare utterance.
pub(super) enum Turn {
    /// The utterance before the last one has the same speaker.
    Other(usize),
    /// Another one than the last speaker, and nobody knows who.
    Unknown,
    /// There is no exchange.
    None,
}

/// Reads whose turn it is in a paragraph that holds the bare utterance `here`; `found` are the utterances before.
pub(super) fn turn(words: &ClassedWords, found: &[Attribution], paragraph: usize, here: Span) -> Turn {
    let Some(last) = found.len().checked_sub(1) else { return Turn::None };
    let holds = |index: usize, paragraph: usize| alone(words, &found[index], paragraph);
    let question = |index: usize| found[index].content.last().is_some_and(|&span| asks(words, span));
    let asked = asks(words, here);
    if !paragraph.checked_sub(1).is_some_and(|before| holds(last, before)) {
        return Turn::None;
    }
    let before = last.checked_sub(1).filter(|&before| paragraph.checked_sub(2).is_some_and(|at| holds(before, at)));
    let Some(before) = before else {
        return if question(last) { Turn::Unknown } else { Turn::None };
    };
    let owner = |index: usize| &found[found[index].continues.unwrap_or(index)].source;
    let (one, other) = (owner(before), owner(last));
    let names = |source: &[Span]| source.first().map(|span| span.of(words.document.body).to_lowercase());
    let two = !one.is_empty() && !other.is_empty() && names(one) != names(other);
    match (two, question(last), asked) {
        // A question is answered, an answer asked about, by the other one.
        (true, true, false) => Turn::Other(found[before].continues.unwrap_or(before)),
        (true, false, true) if question(before) => Turn::Other(found[before].continues.unwrap_or(before)),
        (_, true, _) => Turn::Unknown,
        // More of the answer, or a remark on it.
        (true, false, false) if question(before) => Turn::Unknown,
        _ => Turn::None,
    }
}

/// Returns whether a paragraph is an utterance and its speaker, and no more.
fn alone(words: &ClassedWords, one: &Attribution, paragraph: usize) -> bool {
    let document = words.document;
    let tokens = document.tokens_in(document.paragraphs[paragraph].span);
    let told: Vec<usize> = tokens.clone().filter(|&token| words.is_word(token) && !words.in_quotation(token)).collect();
    let inside = |range: Range<usize>| one.content.iter().any(|span| overlap(&document.tokens_in(*span), &range));
    told.len() <= TAG && inside(tokens)
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

fn asks(words: &ClassedWords, said: Span) -> bool {
    said.of(words.document.body).trim_end().ends_with('?')
}

#[cfg(test)]
mod tests {
    use crate::claim::Rule;
    use crate::extract::attribution::rules;
    use crate::text::parse;

    /// Lists for each utterance which one it continues.
    fn continued(body: &str) -> Vec<Option<usize>> {
        rules(&parse(body)).iter().filter(|one| one.rule != Rule::SaidThat).map(|one| one.continues).collect()
    }

    #[test]
    fn two_take_turns() {
        let asked = "“Is the lamp lit?” asked Orin Bex.\n\n“It is,” said Tilda Marsh.";
        for (behind, expected) in [
            ("“And the pier?”\n\n“Shut since May.”", vec![None, None, Some(0), Some(1)]),
            // More of the answer, or a remark on it.
            ("“It always was.”", vec![None, None, None]),
        ] {
            assert_eq!(continued(&format!("{asked}\n\n{behind}")), expected, "{behind}");
        }
        // The speaker goes on.
        assert_eq!(continued("“The lamp is lit,” said Tilda Marsh.\n\n“It was late.”"), [None, Some(0)]);
        assert_eq!(continued("“Is the lamp lit?” asked Orin Bex.\n\n“It is.”"), [None, None]);
    }
}
