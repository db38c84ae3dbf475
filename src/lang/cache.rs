//! Label scores of windows that have been analysed before, by what the window holds and which model read it.
//!
//! It analyses nothing and does no I/O: the caller may fill it from a history and keep there what is new. Scores are
//! packed for that, without a loss, so that what is kept reads as what is found.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use super::labels::COUNT;

/// Names a window as one model reads it.
pub type Key = [u8; 32];

/// The scores of a window's words.
pub type WindowScores = Vec<[i16; COUNT]>;

/// More than any window's scores take, unpacked.
const MOST: u64 = 1 << 16;

/// Scores by key.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    scores: BTreeMap<Key, WindowScores>,
    /// Those that were put in by analysis.
    fresh: BTreeSet<Key>,
}

impl Cache {
    /// Returns the scores of a window.
    pub fn get(&self, key: &Key) -> Option<&WindowScores> {
        self.scores.get(key)
    }

    /// Keeps what analysis has found.
    pub fn put(&mut self, key: Key, scores: WindowScores) {
        self.scores.insert(key, scores);
        self.fresh.insert(key);
    }

    /// Keeps what was found before, from its bytes; `false` where they are none of [`Cache::fresh`]'s, or were damaged
    /// since.
    pub fn load(&mut self, key: Key, bytes: &[u8]) -> bool {
        let Some(scores) = unpack(bytes) else { return false };
        self.scores.insert(key, scores);
        true
    }

    /// Marks all scores as known, so that [`Cache::fresh`] lists only what comes after.
    pub fn mark_known(&mut self) {
        self.fresh.clear();
    }

    /// Lists what analysis has added, as bytes that [`Cache::load`] reads.
    pub fn fresh(&self) -> impl Iterator<Item = (Key, Vec<u8>)> {
        self.fresh.iter().filter_map(|key| Some((*key, pack(self.scores.get(key)?))))
    }
}

/// Packs scores. All of one label stand together, their upper bytes apart from the lower ones, since neighbours are
/// alike there.
fn pack(scores: &WindowScores) -> Vec<u8> {
    let column = |half: usize, label: usize| scores.iter().map(move |row| row[label].to_be_bytes()[half]);
    let plane = |half: usize| (0..COUNT).flat_map(move |label| column(half, label));
    let bytes: Vec<u8> = plane(0).chain(plane(1)).collect();
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&bytes).and_then(|()| encoder.finish()).expect("writing to memory does not fail")
}

/// Unpacks scores; `None` where the bytes or their check sum are not what [`pack`] makes.
fn unpack(bytes: &[u8]) -> Option<WindowScores> {
    let mut planes = Vec::new();
    ZlibDecoder::new(bytes).take(MOST).read_to_end(&mut planes).ok()?;
    let count = planes.len() / (2 * COUNT);
    let (upper, lower) = planes.split_at_checked(count * COUNT).filter(|(upper, lower)| upper.len() == lower.len())?;
    let score = |at: usize| i16::from_be_bytes([upper[at], lower[at]]);
    Some((0..count).map(|row| std::array::from_fn(|label| score(label * count + row))).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_kept_comes_back() {
        let mut cache = Cache::default();
        let scores = vec![[-300; COUNT], [7; COUNT]];
        cache.put([1; 32], scores.clone());
        cache.put([1; 32], scores.clone());
        let kept: Vec<_> = cache.fresh().collect();
        assert_eq!(kept.len(), 1);
        let mut other = Cache::default();
        assert!(other.load(kept[0].0, &kept[0].1));
        assert_eq!(other.get(&[1; 32]), Some(&scores));
        assert_eq!(other.fresh().count(), 0);
        assert!(!other.load([2; 32], &[0; 3]));
        assert!(other.get(&[2; 32]).is_none());
    }

    proptest! {
        #[test]
        fn packing_loses_nothing(
            scores in proptest::collection::vec(proptest::array::uniform11(any::<i16>()), 0..60),
            flip in any::<proptest::sample::Index>(),
        ) {
            let mut bytes = pack(&scores);
            prop_assert_eq!(unpack(&bytes), Some(scores.clone()));
            let at = flip.index(bytes.len());
            bytes[at] ^= 1;
            // The first two bytes say how the rest was made, and may say it otherwise.
            let other = unpack(&bytes);
            prop_assert!(other.is_none() || other == Some(scores));
        }

        #[test]
        fn odd_bytes_are_no_scores(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = unpack(&bytes);
        }
    }
}
