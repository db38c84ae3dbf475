//! The accurate model: a small transformer with weights of eight bits, embedded in the binary and used as it lies
//! there.
//!
//! A window is analysed once: what is found is kept in a [`Cache`]. It reads no file while the program runs, and
//! ignores what rules have found.

use std::sync::LazyLock;

use crate::parallel;
use crate::text::Document;

use super::ModelAnalysis;
use super::cache::{Cache, Key, WindowAnalysis};
use super::clitic;
use super::encoder::{Encoder, Kernel};
use super::labels::{COUNT, Scores};
use super::windows::{Window, windows};
use crate::syntax::ParsedWord;

/// Bytes that start where a register's load crosses no line of the processor's cache.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

/// The SHA-256 that stands in the embedded model's file, over all behind it.
pub const HASH: &str = "6a55ca0b4b8c15da0deef5ba17086f47091c644b2cbf6e5b50ce5f59ae15aa80";

static FILE: &Aligned<[u8]> = &Aligned(*include_bytes!("../../models/accurate.bin"));

static ENCODER: LazyLock<Encoder<'static>> =
    LazyLock::new(|| Encoder::from_bytes(&FILE.0).expect("a test reads the file that is embedded"));

/// What margins are worth: ascending least margins, each with the confidence from there on.
static CONFIDENCE: LazyLock<Vec<(i32, f64)>> =
    LazyLock::new(|| bins(include_str!("../../models/accurate-confidence.txt")));

/// Returns the embedded model's file.
pub fn file() -> &'static [u8] {
    &FILE.0
}

/// Returns the embedded model.
pub fn embedded() -> &'static Encoder<'static> {
    &ENCODER
}

/// Names the windows of a document, as [`analyse`] looks them up.
pub fn keys(document: &Document, encoder: &Encoder) -> Vec<Key> {
    windows(document, encoder.vocabulary()).iter().map(|window| window.key(&encoder.hash())).collect()
}

/// Scores the labels of every token of a document and parses its sentences, on all cores unless other documents are
/// read beside it; what `cache` holds is taken from there.
pub fn analyse(document: &Document, encoder: &Encoder, cache: &mut Cache) -> ModelAnalysis {
    let windows = windows(document, encoder.vocabulary());
    let keys: Vec<_> = windows.iter().map(|window| window.key(&encoder.hash())).collect();
    // What another program kept may be anything.
    let is_kept = |index: usize| cache.get(&keys[index]).is_some_and(|kept| fits(kept, &windows[index]));
    let fresh: Vec<usize> = (0..windows.len()).filter(|&index| !is_kept(index)).collect();
    let wanted: Vec<_> = fresh.iter().map(|&index| &windows[index]).collect();
    for (index, analysis) in fresh.into_iter().zip(encoder.analyse(&wanted, Kernel::best(), parallel::threads())) {
        cache.put(keys[index], analysis);
    }
    let mut labels = vec![[0; COUNT]; document.tokens.len()];
    let mut words = vec![ParsedWord::default(); document.tokens.len()];
    for (window, key) in windows.iter().zip(&keys) {
        let Some(analysis) = cache.get(key) else { continue };
        for (row, scores) in labels[window.words.clone()].iter_mut().zip(&analysis.labels) {
            *row = scores.map(i32::from);
        }
        for (word, parsed) in words[window.words.clone()].iter_mut().zip(&analysis.words) {
            *word = ParsedWord { head: parsed.head.map(|head| window.words.start + head), ..*parsed };
        }
    }
    clitic::mend(document, &mut words);
    ModelAnalysis { scores: Scores { tokens: labels, steps: encoder.steps() }, words: Some(words) }
}

/// Returns whether an analysis has as many words as the window, and no head in another sentence.
fn fits(analysis: &WindowAnalysis, window: &Window) -> bool {
    let count = window.words.len();
    let mut sentence = 0..0;
    let mut ends = window.sentences.iter();
    let mut stays = |at: usize, head: Option<usize>| {
        if at >= sentence.end {
            sentence = sentence.end..sentence.end + ends.next().copied().unwrap_or(count);
        }
        head.is_none_or(|head| sentence.contains(&head))
    };
    analysis.labels.len() == count
        && analysis.words.len() == count
        && analysis.words.iter().enumerate().all(|(at, word)| stays(at, word.head))
}

/// Returns how likely an attribution with this margin is right, from 0 to 1.
pub fn confidence(margin: i32) -> f64 {
    super::share(&CONFIDENCE, margin)
}

/// Reads lines of a least margin and thousandths.
fn bins(list: &str) -> Vec<(i32, f64)> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let (margin, thousandths) = line.split_once(' ')?;
            Some((margin.parse().ok()?, thousandths.parse::<f64>().ok()? / 1000.0))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::text::parse;

    #[test]
    fn the_embedded_file_is_whole() {
        let encoder = Encoder::from_bytes(&FILE.0).expect("the embedded file is a model");
        assert_eq!(encoder.hash()[..], Sha256::digest(&FILE.0[48..])[..], "the hash names the bytes");
        let digits: String = encoder.hash().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(digits, HASH);
        assert!(FILE.0.len() <= 16_500_000, "what the binary embeds stays small");
    }

    #[test]
    fn confidence_rises_with_the_margin() {
        assert!(
            CONFIDENCE.len() > 5 && CONFIDENCE.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1)
        );
        assert!(confidence(-1) < 0.7 && confidence(i32::MAX) > 0.9);
    }

    #[test]
    fn what_is_kept_is_what_is_found() {
        let document = parse("\u{201c}We stay,\u{201d} Ana Holt said.\n\nThe board fears a loss.");
        let mut cache = Cache::default();
        let first = analyse(&document, embedded(), &mut cache);
        assert_eq!(cache.fresh().count(), 1);
        let again = analyse(&document, embedded(), &mut cache);
        assert_eq!(first, again);
        assert_eq!(first, analyse(&document, embedded(), &mut Cache::default()));
        assert!(first.scores.tokens.iter().all(|row| row.iter().any(|&score| score != 0)));
        // What does not fit the window was not read off it.
        let mut odd = Cache::default();
        for key in keys(&document, embedded()) {
            odd.put(key, WindowAnalysis { labels: vec![[9; COUNT]], words: vec![ParsedWord::default()] });
        }
        assert_eq!(first, analyse(&document, embedded(), &mut odd));
    }
}
