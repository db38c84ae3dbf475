//! Label scores of windows that have been analysed before, by what the window holds and which model read it.
//!
//! It analyses nothing and does no I/O: the caller may fill it from a history and keep there what is new.

use std::collections::BTreeMap;

use super::labels::COUNT;

/// Names a window as one model reads it.
pub type Key = [u8; 32];

/// The scores of a window's words.
pub type WindowScores = Vec<[i16; COUNT]>;

/// Scores by key.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    scores: BTreeMap<Key, WindowScores>,
    /// Those that were put in by analysis.
    fresh: Vec<Key>,
}

impl Cache {
    /// Returns the scores of a window.
    pub fn get(&self, key: &Key) -> Option<&WindowScores> {
        self.scores.get(key)
    }

    /// Keeps what analysis has found.
    pub fn put(&mut self, key: Key, scores: WindowScores) {
        if self.scores.insert(key, scores).is_none() {
            self.fresh.push(key);
        }
    }

    /// Keeps what was found before, from its bytes; `false` where they are none.
    pub fn load(&mut self, key: Key, bytes: &[u8]) -> bool {
        let (rows, rest) = bytes.as_chunks::<{ 2 * COUNT }>();
        let row = |bytes: &[u8; 2 * COUNT]| {
            std::array::from_fn(|label| i16::from_le_bytes([bytes[2 * label], bytes[2 * label + 1]]))
        };
        if rest.is_empty() {
            self.scores.insert(key, rows.iter().map(row).collect());
        }
        rest.is_empty()
    }

    /// Lists what analysis has added, as bytes that [`Cache::load`] reads.
    pub fn fresh(&self) -> impl Iterator<Item = (&Key, Vec<u8>)> {
        let bytes = |scores: &WindowScores| scores.iter().flatten().flat_map(|score| score.to_le_bytes()).collect();
        self.fresh.iter().filter_map(move |key| Some((key, bytes(self.scores.get(key)?))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_comes_back() {
        let mut cache = Cache::default();
        let scores = vec![[-300; COUNT], [7; COUNT]];
        cache.put([1; 32], scores.clone());
        cache.put([1; 32], scores.clone());
        let kept: Vec<_> = cache.fresh().map(|(key, bytes)| (*key, bytes)).collect();
        assert_eq!(kept.len(), 1);
        let mut other = Cache::default();
        assert!(other.load(kept[0].0, &kept[0].1));
        assert_eq!(other.get(&[1; 32]), Some(&scores));
        assert_eq!(other.fresh().count(), 0);
        assert!(!other.load([2; 32], &[0; 3]));
    }
}
