//! The labels that the models give to tokens, how attributions are written in them, and the best allowed sequence of
//! them.
//!
//! A label says whether a token is part of a source, a cue or a content, whether it is the first of its run, and, for
//! sources and contents, on which side their cue stands. All arithmetic is on whole numbers, so the result is the same
//! on every machine. It never joins labels into attributions: that is `extract`'s.

mod best_path;

use std::ops::Range;

use crate::claim::Span;
use crate::text::Document;

pub use best_path::{best_path, decode};

/// How many labels there are.
pub const COUNT: usize = 11;

/// What a token is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// What attributes: "said".
    Cue,
    /// The words that name who.
    Source,
    /// What is asserted.
    Content,
}

/// Where the cue of a source or a content stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueSide {
    /// Before it: "Holt *said* that …".
    Left,
    /// Behind it: "“…,” Holt *said*".
    Right,
}

/// The label of one token, as an index below [`COUNT`]: O, cue (B, I), source with its cue left (B, I), right (B, I),
/// content likewise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label(u8);

impl Label {
    /// Part of nothing.
    pub const OUTSIDE: Self = Self(0);

    /// Makes the label of the first token of a run, or of a later one. Cues have no side.
    pub const fn new(role: Role, side: CueSide, first: bool) -> Self {
        let right = matches!(side, CueSide::Right) as u8;
        let base = match role {
            Role::Cue => 1,
            Role::Source => 3 + 2 * right,
            Role::Content => 7 + 2 * right,
        };
        Self(base + !first as u8)
    }

    /// Reads an index; one that is too high is [`Label::OUTSIDE`].
    pub const fn from_index(index: usize) -> Self {
        if index < COUNT { Self(index as u8) } else { Self::OUTSIDE }
    }

    /// Returns the index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// Returns what the token is part of.
    pub const fn role(self) -> Option<Role> {
        match self.0 {
            0 => None,
            1 | 2 => Some(Role::Cue),
            3..=6 => Some(Role::Source),
            _ => Some(Role::Content),
        }
    }

    /// Returns where the cue stands; left for cues themselves.
    pub const fn side(self) -> CueSide {
        if matches!(self.0, 5 | 6 | 9 | 10) { CueSide::Right } else { CueSide::Left }
    }

    /// Returns whether the token continues a run.
    pub const fn is_inside(self) -> bool {
        self.0 != 0 && self.0.is_multiple_of(2)
    }

    /// Returns whether this label may stand behind `before` (`None` at the start of a paragraph).
    pub const fn may_follow(self, before: Option<Self>) -> bool {
        match before {
            _ if !self.is_inside() => true,
            Some(before) => before.0 == self.0 || before.0 + 1 == self.0,
            None => false,
        }
    }

    /// Returns the name: "O", "B-cue", "I-content>".
    pub const fn name(self) -> &'static str {
        const NAMES: [&str; COUNT] = [
            "O",
            "B-cue",
            "I-cue",
            "B-source<",
            "I-source<",
            "B-source>",
            "I-source>",
            "B-content<",
            "I-content<",
            "B-content>",
            "I-content>",
        ];
        NAMES[self.0 as usize]
    }
}

/// An attribution as spans of the body, the form in which annotators and rules give one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    pub source: Vec<Span>,
    pub cue: Vec<Span>,
    pub content: Vec<Span>,
}

/// Scores of the labels of every token, in a fixed-point unit of the model's own. A path's score is the sum over its
/// tokens of the token's score and of the step from the label before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// One row a token of the document.
    pub tokens: Vec<[i32; COUNT]>,
    /// `steps[before][label]`; all 0 for a model that scores tokens alone.
    pub steps: [[i32; COUNT]; COUNT],
}

/// What decoding gives: one label a token, and how sure each is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The labels of the best allowed path of each paragraph.
    pub labels: Vec<Label>,
    /// How much worse the best path is that gives the token another label; 0 or above, in the unit of the scores.
    pub margins: Vec<i32>,
    /// The label of that other path.
    pub seconds: Vec<Label>,
}

/// Lists the paragraphs of a document as token ranges.
pub fn paragraphs<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Range<usize>> + 'd {
    document.paragraphs.iter().filter_map(|paragraph| {
        let sentences = document.sentences.get(paragraph.sentences.clone())?;
        Some(sentences.first()?.tokens.start..sentences.last()?.tokens.end)
    })
}

/// Writes attributions as labels.
///
/// Where two claim the same token, the later one has it, but a source keeps the side of its first cue. A content
/// without a cue looks left.
pub fn project(document: &Document, attributions: &[Marked]) -> Vec<Label> {
    let mut labels = vec![Label::OUTSIDE; document.tokens.len()];
    for attribution in attributions {
        let cue = tokens_of(document, &attribution.cue);
        let first_cue = cue.first().copied();
        for (role, spans) in
            [(Role::Content, &attribution.content), (Role::Source, &attribution.source), (Role::Cue, &attribution.cue)]
        {
            for run in runs(document, &tokens_of(document, spans)) {
                let right = role != Role::Cue && first_cue.is_some_and(|cue| run.end <= cue);
                let side = if right { CueSide::Right } else { CueSide::Left };
                if role == Role::Source && labels[run.clone()].iter().any(|&label| label != Label::OUTSIDE) {
                    continue;
                }
                for token in run.clone() {
                    labels[token] = Label::new(role, side, token == run.start);
                }
            }
        }
    }
    // What another attribution has cut in two starts anew behind it.
    for paragraph in paragraphs(document) {
        let mut before = None;
        for label in &mut labels[paragraph] {
            if !label.may_follow(before) {
                *label = Label(label.0 - 1);
            }
            before = Some(*label);
        }
    }
    labels
}

/// Lists the tokens of which the spans hold at least half, in text order.
pub fn tokens_of(document: &Document, spans: &[Span]) -> Vec<usize> {
    let mut tokens = Vec::new();
    for span in spans {
        tokens.extend(document.tokens_in(*span).filter(|&token| {
            let own = document.tokens.at(token).span;
            let shared = own.end.min(span.end).saturating_sub(own.start.max(span.start));
            shared * 2 >= own.len()
        }));
    }
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// Joins tokens beside each other; no run crosses a paragraph.
fn runs(document: &Document, tokens: &[usize]) -> Vec<Range<usize>> {
    let paragraph = |token: usize| document.sentences[document.tokens.at(token).sentence].paragraph;
    let mut runs: Vec<Range<usize>> = Vec::new();
    for &token in tokens {
        match runs.last_mut() {
            Some(run) if run.end == token && paragraph(token) == paragraph(token - 1) => run.end += 1,
            _ => runs.push(token..token + 1),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::parse;

    fn span(body: &str, words: &str) -> Vec<Span> {
        let start = body.find(words).expect("the words stand in the body");
        vec![Span::new(start, start + words.len())]
    }

    fn names(labels: &[Label]) -> Vec<&'static str> {
        labels.iter().map(|label| label.name()).collect()
    }

    #[test]
    fn a_label_is_its_parts() {
        for index in 1..COUNT {
            let label = Label::from_index(index);
            let role = label.role().expect("every label but the first has a role");
            assert_eq!(Label::new(role, label.side(), !label.is_inside()), label);
        }
        assert_eq!(Label::new(Role::Content, CueSide::Right, false).index(), 10);
        assert_eq!(Label::from_index(COUNT), Label::OUTSIDE);
    }

    #[test]
    fn attributions_are_written_as_labels() {
        let body = "The line is shut, Holt said.";
        let marked =
            Marked { source: span(body, "Holt"), cue: span(body, "said"), content: span(body, "The line is shut") };
        let document = parse(body);
        let labels = project(&document, &[marked]);
        assert_eq!(
            names(&labels),
            ["B-content>", "I-content>", "I-content>", "I-content>", "O", "B-source>", "B-cue", "O"]
        );
    }

    #[test]
    fn what_is_cut_in_two_starts_anew() {
        let body = "Holt said the report said rain";
        let outer =
            Marked { source: span(body, "Holt"), cue: span(body, "said"), content: span(body, "the report said rain") };
        let inner = Marked { cue: vec![Span::new(21, 25)], ..Marked::default() };
        let labels = project(&parse(body), &[outer, inner]);
        assert_eq!(names(&labels), ["B-source>", "B-cue", "B-content<", "I-content<", "B-cue", "B-content<"]);
    }

    /// Tries every path.
    fn slow(tokens: &[[i32; COUNT]], steps: &[[i32; COUNT]; COUNT]) -> i64 {
        fn walk(tokens: &[[i32; COUNT]], steps: &[[i32; COUNT]; COUNT], before: Option<Label>) -> i64 {
            let Some((own, rest)) = tokens.split_first() else { return 0 };
            let labels = (0..COUNT).map(Label::from_index).filter(|label| label.may_follow(before));
            labels
                .map(|label| {
                    let step = before.map_or(0, |before| steps[before.index()][label.index()]);
                    i64::from(own[label.index()]) + i64::from(step) + walk(rest, steps, Some(label))
                })
                .max()
                .expect("the label outside is always allowed")
        }
        walk(tokens, steps, None)
    }

    fn score(labels: &[Label], tokens: &[[i32; COUNT]], steps: &[[i32; COUNT]; COUNT]) -> i64 {
        let own: i64 = labels.iter().zip(tokens).map(|(label, own)| i64::from(own[label.index()])).sum();
        own + labels.windows(2).map(|pair| i64::from(steps[pair[0].index()][pair[1].index()])).sum::<i64>()
    }

    proptest! {
        #[test]
        fn decoding_finds_the_best_allowed_path(
            tokens in proptest::collection::vec(proptest::array::uniform11(-50..50i32), 1..5),
            steps in proptest::array::uniform11(proptest::array::uniform11(-20..20i32)),
        ) {
            let body = vec!["word"; tokens.len()].join(" ");
            let document = parse(&body);
            let decoded = decode(&document, &Scores { tokens: tokens.clone(), steps });
            let mut before = None;
            for label in &decoded.labels {
                prop_assert!(label.may_follow(before));
                before = Some(*label);
            }
            prop_assert_eq!(score(&decoded.labels, &tokens, &steps), slow(&tokens, &steps));
            prop_assert!(decoded.margins.iter().all(|&margin| margin >= 0));
        }
    }
}
