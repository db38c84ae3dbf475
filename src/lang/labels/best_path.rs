//! The best allowed sequence of labels, by whole numbers alone.

use super::{COUNT, Decoded, Label, Scores, paragraphs};
use crate::text::Document;

/// Finds the best allowed path through each paragraph. Of paths that score alike the one with lower labels wins.
pub fn decode(document: &Document, scores: &Scores) -> Decoded {
    let count = document.tokens.len();
    let mut decoded =
        Decoded { labels: vec![Label::OUTSIDE; count], margins: vec![0; count], seconds: vec![Label::OUTSIDE; count] };
    let steps = allowed(&scores.steps);
    for paragraph in paragraphs(document) {
        if let Some(tokens) = scores.tokens.get(paragraph.clone()) {
            decode_paragraph(tokens, &steps, paragraph.start, &mut decoded);
        }
    }
    decoded
}

/// Finds the best allowed path through the tokens of one paragraph. Of paths that score alike the one with lower labels
/// wins.
pub fn best_path(tokens: &[[i32; COUNT]], steps: &[[i32; COUNT]; COUNT]) -> Vec<Label> {
    let steps = allowed(steps);
    walk_back(&ahead(tokens, &steps), &steps)
}

/// Far below every real score, and far enough from the end of the range to be added to.
const IMPOSSIBLE: i64 = i64::MIN / 4;

/// The best score of a path that ends in each label, up to and with each token.
fn ahead(tokens: &[[i32; COUNT]], steps: &StepScores) -> Vec<[i64; COUNT]> {
    let mut ahead: Vec<[i64; COUNT]> = Vec::with_capacity(tokens.len());
    for own in tokens {
        let scores = std::array::from_fn(|label| {
            let best = match ahead.last() {
                Some(before) => best_step(before, |from| steps[from][label]).0,
                None if Label(label as u8).may_follow(None) => 0,
                None => IMPOSSIBLE,
            };
            best + i64::from(own[label])
        });
        ahead.push(scores);
    }
    ahead
}

/// Walks back along the best path.
fn walk_back(ahead: &[[i64; COUNT]], steps: &StepScores) -> Vec<Label> {
    let mut path: Vec<Label> = Vec::with_capacity(ahead.len());
    for scores in ahead.iter().rev() {
        let next = path.last().map(|label| label.index());
        let chosen = best_step(scores, |from| next.map_or(0, |next| steps[from][next])).1;
        path.push(Label(chosen as u8));
    }
    path.reverse();
    path
}

fn decode_paragraph(tokens: &[[i32; COUNT]], steps: &StepScores, first: usize, decoded: &mut Decoded) {
    let ahead = ahead(tokens, steps);
    let path = walk_back(&ahead, steps);
    // The best score of a path that starts behind each token, by the token's label.
    let mut behind = vec![[0i64; COUNT]; tokens.len()];
    for at in (0..tokens.len().saturating_sub(1)).rev() {
        let mut next = behind[at + 1];
        for (score, own) in next.iter_mut().zip(&tokens[at + 1]) {
            *score += i64::from(*own);
        }
        for (label, score) in behind[at].iter_mut().enumerate() {
            *score = best_step(&next, |to| steps[label][to]).0;
        }
    }
    for (at, chosen) in path.into_iter().enumerate() {
        let through: [i64; COUNT] = std::array::from_fn(|label| ahead[at][label].saturating_add(behind[at][label]));
        let (best, second) = best_step(&through, |label| if label == chosen.index() { IMPOSSIBLE } else { 0 });
        decoded.labels[first + at] = chosen;
        decoded.seconds[first + at] = Label(second as u8);
        decoded.margins[first + at] = i32::try_from(through[chosen.index()] - best).unwrap_or(i32::MAX);
    }
}

/// Steps between labels, those that are barred impossible.
type StepScores = [[i64; COUNT]; COUNT];

fn allowed(steps: &[[i32; COUNT]; COUNT]) -> StepScores {
    std::array::from_fn(|from| {
        std::array::from_fn(|to| {
            let may = Label(to as u8).may_follow(Some(Label(from as u8)));
            if may { i64::from(steps[from][to]) } else { IMPOSSIBLE }
        })
    })
}

/// Returns the highest sum and the lowest label that gives it.
fn best_step(scores: &[i64; COUNT], extra: impl Fn(usize) -> i64) -> (i64, usize) {
    let mut best = (i64::MIN, 0);
    for (label, score) in scores.iter().enumerate() {
        let sum = score.saturating_add(extra(label)).max(IMPOSSIBLE);
        if sum > best.0 {
            best = (sum, label);
        }
    }
    best
}
