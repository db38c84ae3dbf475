//! The words of a changed pair side by side: what stayed, went and came.
//!
//! It labels nothing. A few small words that stand between two rewritten stretches by chance go with these, so that a
//! reader sees two phrasings and not confetti.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{WordingOp, WordingPart};

/// Compares two texts word by word.
///
/// The texts of the pieces, put together as they are, are the old words (equal and deleted ones) and the new words
/// (equal and inserted ones), white space folded to single spaces.
pub(super) fn wording(old: &str, new: &str) -> Vec<WordingPart> {
    let (old, new) = (pieces(old), pieces(new));
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let mut runs: Vec<(bool, std::ops::Range<usize>, std::ops::Range<usize>)> = Vec::new();
    for op in ops {
        let equal = matches!(op, DiffOp::Equal { .. });
        match runs.last_mut().filter(|last| last.0 == equal) {
            Some(last) => (last.1.end, last.2.end) = (op.old_range().end, op.new_range().end),
            None => runs.push((equal, op.old_range(), op.new_range())),
        }
    }
    let letters = |words: &[&str]| words.iter().flat_map(|word| word.chars()).filter(|c| c.is_alphanumeric()).count();
    let mut tidy: Vec<(bool, std::ops::Range<usize>, std::ops::Range<usize>)> = Vec::new();
    for nth in 0..runs.len() {
        let (equal, o, n) = runs[nth].clone();
        let small = equal && nth > 0 && nth + 1 < runs.len() && {
            let around = |run: &(bool, std::ops::Range<usize>, std::ops::Range<usize>)| {
                letters(&old[run.1.clone()]).max(letters(&new[run.2.clone()]))
            };
            let here = letters(&old[o.clone()]);
            here <= 3 && around(&runs[nth - 1]) > 2 * here && around(&runs[nth + 1]) > 2 * here
        };
        let equal = equal && !small;
        match tidy.last_mut().filter(|last| last.0 == equal) {
            Some(last) => (last.1.end, last.2.end) = (o.end, n.end),
            None => tidy.push((equal, o, n)),
        }
    }
    let mut wording = Vec::new();
    let mut push = |op: WordingOp, words: &[&str]| {
        if !words.is_empty() {
            wording.push(WordingPart { op, text: words.concat() });
        }
    };
    for (equal, o, n) in tidy {
        if equal {
            push(WordingOp::Equal, &old[o]);
        } else {
            push(WordingOp::Delete, &old[o]);
            push(WordingOp::Insert, &new[n]);
        }
    }
    wording
}

/// Cuts a text into words, each with the space after it, and marks; put together they are the text with folded white
/// space.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for (nth, chunk) in text.split_whitespace().enumerate() {
        if nth > 0 {
            // The space goes with the word before it: "cat " and "cat." differ in the mark alone.
            pieces.push(" ".to_owned());
        }
        let mut word = String::new();
        for (at, c) in chunk.char_indices() {
            let inside = c.is_alphanumeric()
                || (!word.is_empty()
                    && "'’.,-:".contains(c)
                    && chunk[at + c.len_utf8()..].starts_with(char::is_alphanumeric));
            if inside {
                word.push(c);
                continue;
            }
            if !word.is_empty() {
                pieces.push(std::mem::take(&mut word));
            }
            pieces.push(c.to_string());
        }
        if !word.is_empty() {
            pieces.push(word);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(old: &str, new: &str, expected: &str) {
        let shown: String = wording(old, new)
            .iter()
            .map(|piece| match piece.op {
                WordingOp::Equal => piece.text.clone(),
                WordingOp::Delete => format!("[-{}-]", piece.text),
                WordingOp::Insert => format!("{{+{}+}}", piece.text),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn words_are_compared_whole() {
        check("At least 12 people died.", "At least 21 people died.", "At least [-12-]{+21+} people died.");
        check("It cost $1.5 million.", "It cost $15 million.", "It cost $[-1.5-]{+15+} million.");
        check("The cat sat.", "The  cat\nsat!", "The cat sat[-.-]{+!+}");
    }

    #[test]
    fn small_words_between_rewritten_ones_go_with_them() {
        check(
            "cats eat a fish daily",
            "dogs chew a bone weekly",
            "[-cats eat a fish daily-]{+dogs chew a bone weekly+}",
        );
    }

    proptest! {
        #[test]
        fn the_pieces_make_up_both_texts(old in "[a-c .,\n“”é]{0,40}", new in "[a-c .,\n“”é]{0,40}") {
            let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let wording = wording(&old, &new);
            let side = |not: WordingOp| wording.iter().filter(|piece| piece.op != not).map(|piece| piece.text.as_str()).collect::<String>();
            prop_assert_eq!(side(WordingOp::Insert), fold(&old));
            prop_assert_eq!(side(WordingOp::Delete), fold(&new));
        }
    }
}
