//! Windows that have been analysed before, by what the window holds and which model read it.
//!
//! It analyses nothing and does no I/O: the caller may fill it from a history and keep there what is new. An analysis
//! is packed for that, without a loss, so that what is kept reads as what is found.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use super::labels::COUNT;
use crate::syntax::ParsedWord;
use crate::syntax::relation::Relation;

/// Names a window as one model reads it.
pub type Key = [u8; 32];

/// What a model finds in a window, one of each for a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WindowAnalysis {
    /// Scores of the labels.
    pub labels: Vec<[i16; COUNT]>,
    /// Heads are indexes into the window's words.
    pub words: Vec<ParsedWord>,
}

/// More than any window's analysis takes, unpacked.
const MOST: u64 = 1 << 16;

/// Analyses by key.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    windows: BTreeMap<Key, WindowAnalysis>,
    /// Those that were put in by analysis.
    fresh: BTreeSet<Key>,
}

impl Cache {
    /// Returns the analysis of a window.
    pub fn get(&self, key: &Key) -> Option<&WindowAnalysis> {
        self.windows.get(key)
    }

    /// Keeps what analysis has found.
    pub fn put(&mut self, key: Key, analysis: WindowAnalysis) {
        self.windows.insert(key, analysis);
        self.fresh.insert(key);
    }

    /// Keeps what was found before, from its bytes; `false` where they are none of [`Cache::fresh`]'s, or were damaged
    /// since.
    pub fn load(&mut self, key: Key, bytes: &[u8]) -> bool {
        let Some(analysis) = unpack(bytes) else { return false };
        self.windows.insert(key, analysis);
        true
    }

    /// Marks all analyses as known, so that [`Cache::fresh`] lists only what comes after.
    pub fn mark_known(&mut self) {
        self.fresh.clear();
    }

    /// Lists what analysis has added, as bytes that [`Cache::load`] reads.
    pub fn fresh(&self) -> impl Iterator<Item = (Key, Vec<u8>)> {
        self.fresh.iter().filter_map(|key| Some((*key, pack(self.windows.get(key)?))))
    }
}

/// Bytes that a word takes: two for each label, one each for how far its head stands from it, its relation, its kind.
const WIDTH: usize = 2 * COUNT + 3;

/// Packs an analysis. All of one label stand together, their upper bytes apart from the lower ones, since neighbours
/// are alike there.
fn pack(analysis: &WindowAnalysis) -> Vec<u8> {
    let WindowAnalysis { labels, words } = analysis;
    let column = |half: usize, label: usize| labels.iter().map(move |row| row[label].to_be_bytes()[half]);
    let plane = |half: usize| (0..COUNT).flat_map(move |label| column(half, label));
    // A window has fewer words than a byte has values; the root's head is itself.
    let heads = words.iter().enumerate().map(|(at, word)| word.head.unwrap_or(at).wrapping_sub(at) as u8);
    let relations = words.iter().map(|word| word.relation.index() as u8);
    let kinds = words.iter().map(|word| word.kind() as u8);
    let bytes: Vec<u8> = plane(0).chain(plane(1)).chain(heads).chain(relations).chain(kinds).collect();
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&bytes).and_then(|()| encoder.finish()).expect("writing to memory does not fail")
}

/// Unpacks an analysis; `None` where the bytes or their check sum are not what [`pack`] makes.
fn unpack(bytes: &[u8]) -> Option<WindowAnalysis> {
    let mut planes = Vec::new();
    ZlibDecoder::new(bytes).take(MOST).read_to_end(&mut planes).ok()?;
    let count = planes.len() / WIDTH;
    if planes.len() != count * WIDTH || count > usize::from(u8::MAX) {
        return None;
    }
    let plane = |at: usize| &planes[at * count..(at + 1) * count];
    let score = |at: usize, label: usize| i16::from_be_bytes([plane(label)[at], plane(COUNT + label)[at]]);
    let word = |at: usize| {
        let head = at.wrapping_add_signed(isize::from(plane(2 * COUNT)[at].cast_signed()));
        // How far a head stands may be more than half of what a byte tells, either way round.
        let head = [head, head.wrapping_add(256), head.wrapping_sub(256)].into_iter().find(|&head| head < count)?;
        let relation = Relation::from_index(usize::from(plane(2 * COUNT + 1)[at]))?;
        ParsedWord::from_kind(usize::from(plane(2 * COUNT + 2)[at]), (head != at).then_some(head), relation)
    };
    let labels = (0..count).map(|at| std::array::from_fn(|label| score(at, label))).collect();
    Some(WindowAnalysis { labels, words: (0..count).map(word).collect::<Option<_>>()? })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::syntax::KINDS;
    use crate::syntax::relation::RELATIONS;

    prop_compose! {
        fn analyses()(count in 0usize..254)(
            labels in proptest::collection::vec(proptest::array::uniform11(any::<i16>()), count),
            words in proptest::collection::vec((0..=count, 0..RELATIONS, 0..KINDS), count),
        ) -> WindowAnalysis {
            let count = labels.len();
            let words = words.into_iter().enumerate().filter_map(|(at, (head, relation, kind))| {
                let head = (head < count && head != at).then_some(head);
                ParsedWord::from_kind(kind, head, Relation::from_index(relation)?)
            });
            WindowAnalysis { labels, words: words.collect() }
        }
    }

    #[test]
    fn what_was_kept_comes_back() {
        let mut cache = Cache::default();
        let root = ParsedWord { relation: Relation::Root, ..ParsedWord::default() };
        let analysis = WindowAnalysis {
            labels: vec![[-300; COUNT], [7; COUNT]],
            words: vec![ParsedWord { head: Some(1), ..ParsedWord::default() }, root],
        };
        cache.put([1; 32], analysis.clone());
        cache.put([1; 32], analysis.clone());
        let kept: Vec<_> = cache.fresh().collect();
        assert_eq!(kept.len(), 1);
        let mut other = Cache::default();
        assert!(other.load(kept[0].0, &kept[0].1));
        assert_eq!(other.get(&[1; 32]), Some(&analysis));
        assert_eq!(other.fresh().count(), 0);
        assert!(!other.load([2; 32], &[0; 3]));
        assert!(other.get(&[2; 32]).is_none());
    }

    proptest! {
        #[test]
        fn packing_loses_nothing(analysis in analyses(), flip in any::<proptest::sample::Index>()) {
            let mut bytes = pack(&analysis);
            prop_assert_eq!(unpack(&bytes), Some(analysis.clone()));
            let at = flip.index(bytes.len());
            bytes[at] ^= 1;
            // The first two bytes say how the rest was made, and may say it otherwise.
            let other = unpack(&bytes);
            prop_assert!(other.is_none() || other == Some(analysis));
        }

        #[test]
        fn odd_bytes_are_no_analysis(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = unpack(&bytes);
        }
    }
}
