//! The fast model's file: weights of hashed features, weights of steps, words that attribute, and what a margin is
//! worth.
//!
//! It is read where it lies: nothing is unpacked but a short word list. All numbers are little-endian:
//!
//! ```text
//! 8     name and format, "orfast02"
//! 4×3   how many features, words and bins there are
//! 2×121 steps, signed
//! 5 a word   hash, class
//! 6 a bin    least margin, confidence in thousandths
//! 4×(2^BITS + 1)   where the features of each upper part of a hash start
//! 2 a feature      the part of the hash below it
//! 11 a feature     weights, signed
//! ```

use std::collections::BTreeMap;

use crate::lang::{self, labels::COUNT};

use super::form::{CueFrequency, CueWords};
use super::hash::{BITS, place};

/// The first bytes of the file.
const NAME: &[u8; 8] = b"orfast02";

/// A fast model.
#[derive(Debug)]
pub struct Table<'a> {
    /// `steps[before][label]`.
    pub steps: [[i32; COUNT]; COUNT],
    pub cues: CueWords,
    /// Ascending least margins, each with the confidence from there on.
    pub bins: Vec<(i32, f64)>,
    starts: &'a [u8],
    checks: &'a [u8],
    weights: &'a [u8],
}

/// Cuts bytes off the front.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.array()?)).ok()
    }
}

impl<'a> Table<'a> {
    /// Reads a file; `None` where it is not one.
    pub fn from_bytes(file: &'a [u8]) -> Option<Self> {
        let mut bytes = Bytes(file);
        if bytes.take(NAME.len())? != NAME {
            return None;
        }
        let (features, words, bins) = (bytes.count()?, bytes.count()?, bytes.count()?);
        let mut steps = [[0; COUNT]; COUNT];
        for step in steps.iter_mut().flatten() {
            *step = i32::from(i16::from_le_bytes(bytes.array()?));
        }
        let mut cues = CueWords::default();
        for _ in 0..words {
            let stem = u32::from_le_bytes(bytes.array()?);
            let class = match bytes.array::<1>()?[0] {
                1 => CueFrequency::Sometimes,
                2 => CueFrequency::Often,
                3 => CueFrequency::Mostly,
                _ => CueFrequency::Never,
            };
            cues.stems.push((stem, class));
        }
        let mut read_bins = Vec::new();
        for _ in 0..bins {
            let least = i32::from_le_bytes(bytes.array()?);
            read_bins.push((least, f64::from(u16::from_le_bytes(bytes.array()?)) / 1000.0));
        }
        let starts = bytes.take(((1 << BITS) + 1) * 4)?;
        let checks = bytes.take(features * 2)?;
        let weights = bytes.take(features * COUNT)?;
        Some(Self { steps, cues, bins: read_bins, starts, checks, weights })
    }

    /// Writes a file. `features` are the hashes with their weights.
    pub fn write(
        features: &BTreeMap<u64, [i8; COUNT]>,
        steps: &[[i16; COUNT]; COUNT],
        cues: &CueWords,
        bins: &[(i32, u16)],
    ) -> Vec<u8> {
        // Of two features that look alike in the file, the first stays.
        let mut kept: BTreeMap<(usize, u16), [i8; COUNT]> = BTreeMap::new();
        for (&hash, &weights) in features {
            kept.entry(place(hash)).or_insert(weights);
        }
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes();
        let mut file = NAME.to_vec();
        file.extend([kept.len(), cues.stems.len(), bins.len()].into_iter().flat_map(count));
        file.extend(steps.iter().flatten().flat_map(|step| step.to_le_bytes()));
        for (stem, class) in &cues.stems {
            file.extend(stem.to_le_bytes());
            file.push(*class as u8);
        }
        for (least, confidence) in bins {
            file.extend(least.to_le_bytes());
            file.extend(confidence.to_le_bytes());
        }
        let mut starts = vec![0; (1 << BITS) + 1];
        for (row, _) in kept.keys() {
            starts[row + 1] += 1;
        }
        for row in 0..1 << BITS {
            starts[row + 1] += starts[row];
        }
        file.extend(starts.into_iter().flat_map(count));
        file.extend(kept.keys().flat_map(|(_, check)| check.to_le_bytes()));
        file.extend(kept.values().flatten().flat_map(|weight| weight.to_le_bytes()));
        file
    }

    fn start(&self, row: usize) -> usize {
        let bytes = &self.starts[row * 4..row * 4 + 4];
        u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize
    }

    /// Adds the weights of a feature to `row`, if it has any.
    pub fn add(&self, hash: u64, row: &mut [i32; COUNT]) {
        let (place, check) = place(hash);
        let (start, end) = (self.start(place), self.start(place + 1));
        let Some(checks) = self.checks.get(start * 2..end * 2) else { return };
        let found = checks.chunks_exact(2).position(|pair| u16::from_le_bytes([pair[0], pair[1]]) == check);
        let Some(feature) = found.map(|at| start + at) else { return };
        let Some(weights) = self.weights.get(feature * COUNT..(feature + 1) * COUNT) else { return };
        for (score, weight) in row.iter_mut().zip(weights) {
            *score += i32::from(weight.cast_signed());
        }
    }

    /// Returns how likely an attribution with this margin is right, from 0 to 1.
    pub fn confidence(&self, margin: i32) -> f64 {
        lang::share(&self.bins, margin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let hash = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let features: BTreeMap<u64, [i8; COUNT]> = (1..500).map(|n| (hash(n), [n as i8; COUNT])).collect();
        let mut steps = [[0; COUNT]; COUNT];
        steps[3][4] = -300;
        let cues = CueWords { stems: vec![(7, CueFrequency::Mostly)] };
        let file = Table::write(&features, &steps, &cues, &[(0, 250), (10, 900)]);
        let table = Table::from_bytes(&file).expect("it was written just now");
        for (hash, weights) in &features {
            let mut row = [1; COUNT];
            table.add(*hash, &mut row);
            assert_eq!(row[0], 1 + i32::from(weights[0]));
        }
        let mut row = [0; COUNT];
        table.add(hash(1000), &mut row);
        assert_eq!(row, [0; COUNT]);
        assert_eq!(table.steps[3][4], -300);
        assert_eq!(table.cues.class(7), CueFrequency::Mostly);
        assert_eq!((table.confidence(-1), table.confidence(9), table.confidence(10)), (0.25, 0.25, 0.9));
        assert!(Table::from_bytes(&file[..file.len() - 1]).is_none());
    }
}
