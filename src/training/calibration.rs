//! What a margin is worth: the share of attributions with such a margin that were right on articles kept out of training.
//!
//! It knows no model.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_never_fall() {
        let seen = (0..480).map(|n| (n, n % 7 < n / 80)).collect();
        let bins = bins(seen);
        assert!(bins.is_sorted() && bins.windows(2).all(|pair| pair[0].1 <= pair[1].1), "{bins:?}");
        assert!(bins.first().is_some_and(|bin| bin.1 < 200) && bins.last().is_some_and(|bin| bin.1 > 700));
    }
}
