//! What a margin is worth: the share of attributions with such a margin that were right on articles kept out of
//! training.
//!
//! It knows no model.

use onrecord::lang;

/// How many bins are made before those that are out of order are joined.
const BINS: usize = 24;

/// Makes the bins: ascending least margins, each with the share that was right, in thousandths, never falling.
pub fn bins(mut seen: Vec<(i32, bool)>) -> Vec<(i32, u16)> {
    seen.sort();
    let size = seen.len().div_ceil(BINS).max(1);
    // Least margin, right, all.
    let mut bins: Vec<(i32, usize, usize)> = Vec::new();
    for chunk in seen.chunks(size) {
        let right = chunk.iter().filter(|one| one.1).count();
        let mut bin = (chunk[0].0, right, chunk.len());
        while let Some(last) = bins.last().filter(|last| last.1 * bin.2 >= bin.1 * last.2 || last.0 == bin.0) {
            bin = (last.0, last.1 + bin.1, last.2 + bin.2);
            bins.pop();
        }
        bins.push(bin);
    }
    bins.into_iter().map(|(least, right, all)| (least, u16::try_from(right * 1000 / all).unwrap_or(1000))).collect()
}

/// Gives every attribution of a corpus the confidence of bins made without the fold that its article is in.
///
/// `articles` holds margin and rightness of each attribution, article by article; article n is in fold n modulo
/// `folds`.
pub fn cross_validated(articles: &[Vec<(i32, bool)>], folds: usize) -> Vec<(f64, bool)> {
    let mut all = Vec::new();
    for fold in 0..folds {
        let inside = |article: &usize| article % folds == fold;
        let others = (0..articles.len()).filter(|article| !inside(article)).flat_map(|article| &articles[article]);
        let bins = bins(others.copied().collect()).into_iter();
        let bins: Vec<(i32, f64)> = bins.map(|(least, right)| (least, f64::from(right) / 1000.0)).collect();
        let own = (0..articles.len()).filter(inside).flat_map(|article| &articles[article]);
        all.extend(own.map(|&(margin, right)| (lang::share(&bins, margin), right)));
    }
    all
}

/// A row of a reliability table: attributions whose confidence lies in one tenth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reliability {
    pub found: usize,
    pub right: usize,
    /// The sum of their confidences.
    pub sum: f64,
}

/// Sorts confidences into tenths: what was promised, and what was right.
pub fn reliability(seen: &[(f64, bool)]) -> [Reliability; 10] {
    let mut rows = [Reliability::default(); 10];
    for &(confidence, right) in seen {
        let row = &mut rows[((confidence * 10.0) as usize).min(9)];
        row.found += 1;
        row.right += usize::from(right);
        row.sum += confidence;
    }
    rows
}

/// Returns the expected calibration error: how far the share that was right lies from what was promised, mean over
/// attributions (Naeini, Cooper and Hauskrecht 2015, with ten bins).
pub fn calibration_error(rows: &[Reliability]) -> f64 {
    let found: usize = rows.iter().map(|row| row.found).sum();
    rows.iter().map(|row| (row.sum - row.right as f64).abs()).sum::<f64>() / found.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_is_judged_on_articles_that_did_not_make_it() {
        // What is learnt from one fold is wrong for the other, and the error says so.
        let opposed = [vec![(1, true); 50], vec![(1, false); 50]];
        let rows = reliability(&cross_validated(&opposed, 2));
        assert_eq!((rows[0].found, rows[0].right, rows[9].found, rows[9].right), (50, 50, 50, 0));
        assert!(calibration_error(&rows) > 0.99);
        let alike = vec![vec![(1, false), (9, true)]; 40];
        assert!(calibration_error(&reliability(&cross_validated(&alike, 5))) < 0.05);
    }

    #[test]
    fn shares_never_fall() {
        let seen = (0..480).map(|n| (n, n % 7 < n / 80)).collect();
        let bins = bins(seen);
        assert!(bins.is_sorted() && bins.windows(2).all(|pair| pair[0].1 <= pair[1].1), "{bins:?}");
        assert!(bins.first().is_some_and(|bin| bin.1 < 200) && bins.last().is_some_and(|bin| bin.1 > 700));
    }
}
