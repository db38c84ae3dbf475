//! The position that a claim commits its speaker to: a stance and its topic.
//!
//! It goes by the shape of the clause, never by a word's mere presence: "support" the noun takes no position. Where it
//! is not sure, it says nothing.

use std::sync::LazyLock;

use crate::claim::{Position, Span, Stance};
use crate::text::Document;

use super::clause::main_clause;
use super::date;
use super::syntax::Syntax;
use super::words::{Lexicon, Shape, Word, words_of};

mod verb;

use verb::{Clause, Content};

/// What an entry of the list stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    stance: Stance,
    /// Stands with "be" ("is open to") instead of being the verb.
    predicate: bool,
}

fn stances(list: &'static str) -> [Lexicon<Entry>; 2] {
    // Adjectives carry "=" in the list; each half reads its own entries.
    [false, true].map(|predicate| {
        Lexicon::read_if(
            list,
            |label| Stance::from_name(label?).map(|stance| Entry { stance, predicate }),
            |line| match line.strip_prefix('=') {
                Some(rest) => predicate.then_some(rest),
                None => (!predicate).then_some(line),
            },
        )
    })
}

static STANCES: LazyLock<[Lexicon<Entry>; 2]> = LazyLock::new(|| stances(include_str!("lists/stances.txt")));
static CUES: LazyLock<Lexicon<Stance>> =
    LazyLock::new(|| Lexicon::read(include_str!("lists/cue_stances.txt"), |label| Stance::from_name(label?)));
static NO_PROMISE: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("lists/no_promise_verbs.txt")));
static TOPIC_ENDS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("lists/topic_ends.txt")));

/// The longest topic, in words.
const TOPIC_WORDS: usize = 12;

/// Reads the position that `content` states, or that the `cue` gives it ("denied", "vowed"); `source` is whose it is
/// said to be.
///
/// **Finds** the main verb or predicate of the content ("has ruled out selling …", "is open to talks", "we will cut
/// rents"), and cues that take a position themselves.
/// **Example**: "The mayor has ruled out selling the water works" refuses "selling the water works"; "would not rule
/// out" is open.
/// **Leaves alone** nouns ("the support of"), passives ("was rejected"), "may back", "would back … if", "no party
/// backs", questions, side clauses, and what a speaker says of a third party ("Maren said Orrin rejected the plan").
/// **Known misses**: positions by tone, by a whole clause ("it is time to go"), and with more than one verb the later
/// ones.
pub fn position(syntax: &Syntax, content: &[Span], cue: &[Span], source: &[Span]) -> Option<Position> {
    let document = syntax.document;
    let words = words_of(document, content);
    let cue_words = words_of(document, cue);
    if let Some(position) = by_cue(document, &words, &cue_words) {
        return Some(position);
    }
    let source_words = words_of(document, source);
    // Who asks takes no position.
    if words.iter().any(|word| word.text == "?") {
        return None;
    }
    let can: Vec<usize> =
        (0..words.len()).filter(|&at| words[at].lower == "will" || entry_at(&words, at).is_some()).collect();
    if can.is_empty() {
        return None;
    }
    let main = main_clause(syntax, &words);
    let content = Content { syntax, words: &words, main: &main };
    can.into_iter().filter(|&at| main[at]).find_map(|at| by_verb(&content, at, &source_words))
}

/// Reads the position that the cue takes: "denied", "refused to".
fn by_cue(document: &Document, words: &[Word], cue: &[Word]) -> Option<Position> {
    let (at, (len, stance)) = (0..cue.len()).find_map(|at| Some((at, CUES.at(cue, at)?)))?;
    let negated = cue[..at].iter().any(|word| word.is(&["not", "never", "cannot"]));
    let passive = cue[..at].iter().any(|word| word.is(&["is", "was", "were", "are", "been", "be"]));
    if passive {
        return None;
    }
    let mut stance = if negated { flipped(stance)? } else { stance };
    let mut span = cue[at].span.join(cue[at + len - 1].span);
    let mut start = 0;
    // "that", "to", "for" belong to the cue, not to the topic.
    while words.get(start).is_some_and(|word| word.is(&["that", "to"])) {
        start += 1;
    }
    // "refused | to rule out selling"
    if stance == Stance::Refuse
        && let Some((len, entry)) = STANCES[0].at(words, start).filter(|(_, entry)| entry.stance == Stance::Refuse)
    {
        stance = flipped(entry.stance)?;
        span = span.join(words[start + len - 1].span);
        start += len;
    }
    let topic = topic(document, words, start)?;
    Some(Position { stance, topic, cue: span })
}

/// Reads the position that the verb or predicate at `at` takes.
fn by_verb(content: &Content, at: usize, source: &[Word]) -> Option<Position> {
    let words = content.words;
    if !words[at].is_letters() {
        return None;
    }
    let (end, stance, start) = match entry_at(words, at) {
        Some((len, entry)) => {
            let clause = Clause::before(content, at)?;
            if !clause.fits(content, (at, len), entry, source) {
                return None;
            }
            let mut end = at + len;
            let mut stance = entry.stance;
            let mut negated = clause.negated;
            // "refused to rule out", "declined to back"
            if stance == Stance::Refuse
                && let Some((more, inner)) = STANCES[0].at(words, end)
                && matches!(inner.stance, Stance::Refuse | Stance::Support)
            {
                stance = if inner.stance == Stance::Refuse { Stance::Open } else { Stance::Oppose };
                negated = false;
                end += more;
            }
            (end, if negated { flipped(stance)? } else { stance }, at)
        }
        None => own_future(words, at, source)?,
    };
    let topic = topic(content.syntax.document, words, end)?;
    // "The museum is open to the public" takes no position.
    let visitors = ["the public", "visitors", "traffic", "all", "everyone", "tourists", "members"];
    if words[start].lower == "open" && visitors.contains(&topic.as_str()) {
        return None;
    }
    Some(Position { stance, topic, cue: words[start].span.join(words[end - 1].span) })
}

/// Returns whether some words are such as take a position.
pub(super) fn takes_one(document: &Document, spans: &[Span]) -> bool {
    let words = words_of(document, spans);
    (0..words.len()).any(|at| entry_at(&words, at).is_some())
}

fn entry_at(words: &[Word], at: usize) -> Option<(usize, Entry)> {
    let verb = STANCES[0].at(words, at);
    let predicate = STANCES[1].at(words, at);
    match (verb, predicate) {
        (Some(verb), Some(predicate)) => Some(if predicate.0 > verb.0 { predicate } else { verb }),
        (verb, predicate) => verb.or(predicate),
    }
}

/// Reads "we will cut rents", "I won't resign", "there will be no carbon tax" in a speaker's own voice.
fn own_future(words: &[Word], at: usize, source: &[Word]) -> Option<(usize, Stance, usize)> {
    if words[at].lower != "will" || at == 0 {
        return None;
    }
    let subject = &words[at - 1];
    let next = words.get(at + 1)?;
    if subject.lower == "there" && next.lower == "be" && words.get(at + 2)?.lower == "no" && !source.is_empty() {
        return Some((at + 3, Stance::Refuse, at));
    }
    let first = subject.is(&["we", "i"]);
    let third = subject.is(&["he", "she", "they"]) && !source.is_empty();
    let negated = next.is(&["not", "never"]);
    let verb = words.get(at + 1 + usize::from(negated))?;
    if !(first || third)
        || !verb.is_letters()
        || NO_PROMISE.has(verb)
        || verb.lower.ends_with("ly")
        || (third && !negated)
    {
        return None;
    }
    let end = at + 1 + usize::from(negated);
    Some((end, if negated { Stance::Refuse } else { Stance::Commit }, at))
}

/// Returns the stance of the negated words: "does not support" opposes. `None` where a negation takes the position
/// away.
fn flipped(stance: Stance) -> Option<Stance> {
    Some(match stance {
        Stance::Support => Stance::Oppose,
        Stance::Refuse | Stance::Oppose => Stance::Open,
        Stance::Open | Stance::Commit => Stance::Refuse,
        Stance::Expect => Stance::Doubt,
        Stance::Demand | Stance::Deny | Stance::Accuse | Stance::Doubt => return None,
    })
}

/// Reads the topic that starts at word `start`, in the body's words; `None` where there is none.
fn topic(document: &Document, words: &[Word], start: usize) -> Option<String> {
    let mut start = start;
    while words.get(start).is_some_and(|word| word.shape == Shape::Quote || word.is(&["that", "out"])) {
        start += 1;
    }
    let dates = date::find(words);
    let mut end = start;
    while let Some(word) = words.get(end) {
        let stop = match word.shape {
            Shape::Mark => {
                !(word.glued && (word.is_hyphen() || matches!(word.text, "%" | "'" | "\u{2019}"))
                    || matches!(word.text, "$" | "\u{a3}" | "\u{20ac}"))
            }
            Shape::Quote => true,
            Shape::Link => true,
            Shape::Letters | Shape::Digits => end > start && TOPIC_ENDS.at(words, end).is_some(),
        };
        let far = words[end].span.start.saturating_sub(words[end.saturating_sub(1)].span.end) > 40 && end > start;
        if stop || far || end - start >= TOPIC_WORDS || dates.iter().any(|date| date.words.start == end && end > start)
        {
            break;
        }
        end += 1;
    }
    while end > start {
        let last = &words[end - 1];
        let dangling = !last.is_letters() && !last.is_digits() && last.text != "%"
            || last.is(&[
                "the", "a", "an", "of", "to", "in", "on", "at", "for", "with", "by", "and", "or", "from", "that",
                "its", "his", "her", "their", "our", "into", "over", "about", "against", "is", "are", "was", "were",
                "be", "it",
            ]) && !(end - start == 1 && last.lower == "it");
        if !dangling {
            break;
        }
        end -= 1;
    }
    let (first, last) = (words.get(start..end)?.first()?, words.get(start..end)?.last()?);
    let text = document.body.get(first.span.start..last.span.end)?;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::marked::MarkedText;
    use crate::text::parse;

    /// `text` marks the content with `[…]`, the cue with `{…}` and the source with `<…>`; without marks all of it is
    /// content. Expects "stance: topic | cue", or "" for none.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let MarkedText { body, mut content, cue, source } = MarkedText::new(text);
        if content.is_empty() {
            content.push(Span::new(0, body.len()));
        }
        let found = position(&Syntax::tagged(&parse(&body)), &content, &cue, &source)
            .map_or(String::new(), |position| {
                format!("{}: {} | {}", position.stance.name(), position.topic, position.cue.of(&body))
            });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn main_verbs_take_positions() {
        check(
            "The mayor of Tarn has ruled out selling the town's water works.",
            "refuse: selling the town's water works | ruled out",
        );
        check("The mayor of Tarn is open to selling the water works.", "open: selling the water works | open to");
        check("Opposition lawmakers oppose the decision and want a cut.", "oppose: the decision | oppose");
        check("Opposition lawmakers support the decision.", "support: the decision | support");
        check("The union rejected the offer on Monday.", "oppose: the offer | rejected");
        check("The council backs the plan because it is cheap.", "support: the plan | backs");
        check("Maren is in favour of a new bridge.", "support: a new bridge | in favour of");
        check("The union is demanding higher pay.", "demand: higher pay | demanding");
        check("The minister called for calm.", "demand: calm | called for");
        check("The firm has pledged to cut prices.", "commit: cut prices | pledged to");
        check("Dray accused the union of greed.", "accuse: the union of greed | accused");
        check("The bank expects slower growth in June.", "expect: slower growth | expects");
        check("The company denies wrongdoing.", "deny: wrongdoing | denies");
        check("The party is against the tax.", "oppose: the tax | against");
        check("The town has no plans to sell the pier.", "refuse: sell the pier | has no plans to");
        check("Maren toured the pier and backed the plan.", "support: the plan | backed");
    }

    #[test]
    fn negation_turns_the_stance() {
        check("The party does not support the tax.", "oppose: the tax | support");
        check("The mayor would not rule out a sale.", "open: a sale | rule out");
        check("The mayor has not ruled out a sale.", "open: a sale | ruled out");
        check("The mayor refused to rule out a sale.", "open: a sale | refused to rule out");
        check("The mayor is not open to a sale.", "refuse: a sale | open to");
        check("The mayor did not deny the report.", "");
        check("The party no longer supports the tax.", "oppose: the tax | supports");
    }

    #[test]
    fn a_speakers_own_future_commits() {
        check("\"[We will cut rents by half],\" {said} <Maren>.", "commit: cut rents by half | will");
        check("\"[I won't resign],\" {said} <Maren>.", "refuse: resign | won't");
        check("\"[There will be no harbour tax],\" {said} <Maren>.", "refuse: harbour tax | will be no");
        check(
            "\"[I asked for a boat. It came in May. I will not wait here for a year],\" {said} <Maren>.",
            "refuse: wait here for a year | will not",
        );
        check("\"[We will see what happens],\" {said} <Maren>.", "");
        check("\"[We'll build the bridge],\" {said} <Maren>.", "commit: build the bridge | 'll");
        check("The plant will not open.", "");
        check("There will be no winners.", "");
    }

    #[test]
    fn cues_take_positions() {
        check("<Maren> {denied} [that she knew of the report].", "deny: she knew of the report | denied");
        check("<Maren> {vowed} [to cut rents].", "commit: cut rents | vowed");
        check("<Maren> {refused} [to rule out a sale].", "open: a sale | refused to rule out");
        check("<Maren> {cannot rule out} [a sale].", "open: a sale | rule out");
        check("<The union> {predicted} [a long winter].", "expect: a long winter | predicted");
    }

    #[test]
    fn the_speakers_own_position_counts() {
        check(
            "[The mayor of Tarn has ruled out a sale], <a spokesman for her office> {said}.",
            "refuse: a sale | ruled out",
        );
        check("[Farmers oppose the decision], <their leader> {said}.", "oppose: the decision | oppose");
        check("<Maren> {said} [Orrin had rejected the plan].", "");
        check("<Maren> {said} [the government opposed the plan].", "oppose: the plan | opposed");
        check("<Maren> {said} [she backed the plan].", "support: the plan | backed");
    }

    #[test]
    fn mere_words_take_none() {
        check("The support of the union was welcome.", "");
        check("The plan was rejected by the union.", "");
        check("The union may back the plan.", "");
        check("The man who backed the plan left.", "");
        check("Demand for pay rose.", "");
        check("The back door was open to the public.", "");
        check("He turned his back and left in support.", "");
        check("It was a question of time.", "");
        check("The expected rain fell.", "");
        check("Calls for help rose.", "");
        check("The fair closes if they reject the plan.", "");
        check("The case against the firm fell.", "");
        check("It is against the law to dig there.", "");
        check("Candidates backed by farmers won.", "");
        check("We want to hear from readers.", "");
        check("They got their lives back to normal.", "");
        check("Do the unions support the plan?", "");
        check("No party supports the plan.", "");
        check("The union would back the plan if pay rose.", "");
        check("If the unions want a strike they will get one.", "");
        check("The union may not back the plan.", "");
        check("The mayor was criticised and rejected by the union.", "");
        check("Demands from the union rose and support from the town fell.", "");
    }

    proptest::proptest! {
        #[test]
        fn cues_are_words_of_any_body(text in "\\PC{0,40}|((we|will|not|rule out|The union|backs|the plan|,|\"| |is|open to|é|\n)){0,14}", cut in 0usize..20) {
            let cut = (0..=cut.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            let (content, cue) = ([Span::new(cut, text.len())], [Span::new(0, cut)]);
            if let Some(position) = position(&Syntax::tagged(&parse(&text)), &content, &cue, &[]) {
                proptest::prop_assert!(text.get(position.cue.start..position.cue.end).is_some());
                proptest::prop_assert!(!position.topic.trim().is_empty());
            }
        }
    }
}
