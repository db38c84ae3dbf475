//! Which units hold a word.

use super::vocabulary::Sym;

/// By word, the units that hold it, in their order.
pub(super) struct Holders {
    /// By word: where its units begin in `units`; they end where the next word's begin.
    starts: Vec<usize>,
    units: Vec<usize>,
}

impl Holders {
    /// Takes the words of each unit, each word once.
    pub(super) fn new<W: Iterator<Item = Sym>>(units: impl Iterator<Item = W> + Clone) -> Self {
        let mut starts: Vec<usize> = Vec::new();
        for word in units.clone().flatten() {
            let next = word as usize + 1;
            if starts.len() <= next {
                starts.resize(next + 1, 0);
            }
            starts[next] += 1;
        }
        let mut all = 0;
        for start in &mut starts {
            all += *start;
            *start = all;
        }
        let mut ends = starts.clone();
        let mut held = vec![0; all];
        for (nth, words) in units.enumerate() {
            for word in words {
                let end = &mut ends[word as usize];
                held[*end] = nth;
                *end += 1;
            }
        }
        Self { starts, units: held }
    }

    /// Lists the units that hold a word.
    pub(super) fn of(&self, word: Sym) -> &[usize] {
        let word = word as usize;
        match (self.starts.get(word), self.starts.get(word + 1)) {
            (Some(&start), Some(&end)) => &self.units[start..end],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_its_units_in_order() {
        let units: [&[Sym]; 3] = [&[1, 4], &[], &[0, 1]];
        let holders = Holders::new(units.iter().map(|words| words.iter().copied()));
        let of: Vec<&[usize]> = (0..7).map(|word| holders.of(word)).collect();
        assert_eq!(of, [&[2][..], &[0, 2], &[], &[], &[0], &[], &[]]);
    }
}
