//! What clitics are to their sentence: "'re", "n't", the "'s" of a genitive.
//!
//! The treebank that the syntax head was trained on prints "We're" as one word, and both halves were taught to be what
//! governs the other: "'re" a subject, "n't" an auxiliary. Until the head is trained anew, this sets them right.

use crate::syntax::ParsedWord;
use crate::syntax::relation::Relation;
use crate::syntax::tag::Tag;
use crate::text::Document;

const HELPERS: [&str; 5] = ["'re", "'m", "'ve", "'ll", "'d"];
const HELPING: [Relation; 3] = [Relation::Auxiliary, Relation::PassiveAuxiliary, Relation::Copula];

/// Gives each clitic its own place in its sentence's tree; `words` has a word for each token.
pub(super) fn mend(document: &Document, words: &mut [ParsedWord]) {
    for at in 1..words.len().min(document.tokens.len()) {
        let (before, token) = (document.tokens.at(at - 1), document.tokens.at(at));
        if before.span.end != token.span.start || before.sentence != token.sentence {
            continue;
        }
        let text = token.span.of(document.body);
        if text.len() > 5 || !text.contains(['\'', '\u{2019}']) {
            continue;
        }
        let form = text.to_lowercase().replace('\u{2019}', "'");
        if form == "n't" {
            negator(words, at);
        } else if HELPERS.contains(&form.as_str()) {
            helper(words, at);
        } else if form == "'s" {
            if is_subject(words[at].relation) {
                helper(words, at);
            } else {
                genitive(words, at);
            }
        }
    }
}

fn is_subject(relation: Relation) -> bool {
    matches!(relation, Relation::Subject | Relation::PassiveSubject | Relation::Expletive)
}

fn negator(words: &mut [ParsedWord], at: usize) {
    if HELPING.contains(&words[at].relation) {
        words[at] = ParsedWord { relation: Relation::Adverb, tag: Tag::Particle, inflected: false, ..words[at] };
    }
}

/// "We're": the helper hangs from what its subject hangs from.
fn helper(words: &mut [ParsedWord], at: usize) {
    let subject = words[at - 1];
    let Some(head) = subject.head.filter(|&head| is_subject(subject.relation) && head != at) else { return };
    if !is_subject(words[at].relation) {
        return;
    }
    let relation = match words[head].tag {
        Tag::PastParticiple if subject.relation == Relation::PassiveSubject => Relation::PassiveAuxiliary,
        tag if tag.is_verb() => Relation::Auxiliary,
        _ => Relation::Copula,
    };
    words[at] = ParsedWord { head: Some(head), relation, tag: Tag::FiniteAuxiliary, inflected: false };
}

/// "Holt's": the mark hangs from the name.
fn genitive(words: &mut [ParsedWord], at: usize) {
    let owner = words[at - 1];
    if owner.head == words[at].head && owner.relation == words[at].relation && owner.head.is_some() {
        words[at] = ParsedWord { head: Some(at - 1), relation: Relation::Case, tag: Tag::Particle, inflected: false };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    #[track_caller]
    fn check(text: &str, words: &[(Option<usize>, Relation, Tag)], at: usize, expected: (Option<usize>, Relation)) {
        let document = parse(text);
        let mut words: Vec<ParsedWord> =
            words.iter().map(|&(head, relation, tag)| ParsedWord { head, relation, tag, inflected: false }).collect();
        mend(&document, &mut words);
        assert_eq!((words[at].head, words[at].relation), expected, "{text}");
    }

    #[test]
    fn clitics_are_no_subjects() {
        use Relation::*;
        let open = [(Some(2), Subject, Tag::Pronoun), (Some(2), Subject, Tag::Pronoun), (None, Root, Tag::Adjective)];
        check("We're open", &open, 1, (Some(2), Copula));
        let going = [(Some(2), Subject, Tag::Pronoun), (Some(2), Subject, Tag::Pronoun), (None, Root, Tag::Ing)];
        check("We\u{2019}re going", &going, 1, (Some(2), Auxiliary));
        let stay = [
            (Some(3), Subject, Tag::Pronoun),
            (Some(3), Auxiliary, Tag::FiniteAuxiliary),
            (Some(3), Auxiliary, Tag::FiniteAuxiliary),
            (None, Root, Tag::BareVerb),
        ];
        check("We don't stay", &stay, 2, (Some(3), Adverb));
        let boat = [(Some(2), Possessive, Tag::Name), (Some(2), Possessive, Tag::Name), (None, Root, Tag::Noun)];
        check("Holt's boat", &boat, 1, (Some(0), Case));
        // What is right already stays.
        let right =
            [(Some(2), Subject, Tag::Pronoun), (Some(2), Copula, Tag::FiniteAuxiliary), (None, Root, Tag::Adjective)];
        check("We're open", &right, 1, (Some(2), Copula));
    }

    proptest::proptest! {
        #[test]
        fn heads_stay_within_the_text(text in "(We're|it's|don't|Holt's|'s|n't|open| |\\.|\n\n){0,12}", seed in 0usize..50) {
            let document = parse(&text);
            let count = document.tokens.len();
            let word = |at: usize| {
                let head = (count > 1).then(|| (at * 7 + seed) % count).filter(|&head| head != at);
                ParsedWord { head, relation: Relation::Subject, tag: Tag::Pronoun, inflected: false }
            };
            let mut words: Vec<ParsedWord> = (0..count).map(word).collect();
            mend(&document, &mut words);
            for (at, word) in words.iter().enumerate() {
                proptest::prop_assert!(word.head.is_none_or(|head| head < count && head != at));
            }
        }
    }
}
