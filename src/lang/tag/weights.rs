//! Weights of hashed features, read where they lie: one entry for each feature and label that has any.
//!
//! It knows neither features nor labels. All numbers are little-endian:
//!
//! ```text
//! 4               how many entries there are
//! 4×(2^BITS + 1)  where the entries of each upper part of a hash start
//! 4 an entry      the part of the hash below it (2, ascending), label, weight (signed)
//! ```

use std::collections::BTreeMap;

use crate::lang::fast::hash::{BITS, place};

/// Bytes of an entry.
const ENTRY: usize = 4;

/// The weights of one layer.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'a> {
    starts: &'a [u8],
    entries: &'a [u8],
}

impl<'a> Weights<'a> {
    /// Reads weights off the front of a file; returns them and what lies behind, or `None` where there are none.
    pub fn from_bytes(file: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (count, rest) = file.split_first_chunk()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        let (starts, rest) = rest.split_at_checked(((1 << BITS) + 1) * 4)?;
        let (entries, rest) = rest.split_at_checked(count.checked_mul(ENTRY)?)?;
        Some((Self { starts, entries }, rest))
    }

    /// Writes weights: a hash, a label, and what the feature is worth to it.
    pub fn write(weights: &BTreeMap<(u64, u8), i8>) -> Vec<u8> {
        // Of two features that look alike in the file, the first stays.
        let mut kept: BTreeMap<(usize, u16, u8), i8> = BTreeMap::new();
        for (&(hash, label), &weight) in weights {
            let (row, check) = place(hash);
            kept.entry((row, check, label)).or_insert(weight);
        }
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes();
        let mut starts = vec![0; (1 << BITS) + 1];
        for (row, _, _) in kept.keys() {
            starts[row + 1] += 1;
        }
        for row in 0..1 << BITS {
            starts[row + 1] += starts[row];
        }
        let mut file = count(kept.len()).to_vec();
        file.extend(starts.into_iter().flat_map(count));
        for ((_, check, label), weight) in kept {
            file.extend(check.to_le_bytes());
            file.extend([label, weight.cast_unsigned()]);
        }
        file
    }

    fn start(&self, row: usize) -> usize {
        let bytes = &self.starts[row * 4..row * 4 + 4];
        u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize
    }

    /// Adds what a feature is worth to the score of each label.
    pub fn add(&self, hash: u64, scores: &mut [i32]) {
        let (row, check) = place(hash);
        let (start, end) = (self.start(row), self.start(row + 1));
        let entries = self.entries.get(start * ENTRY..end * ENTRY).unwrap_or_default();
        for entry in entries.chunks_exact(ENTRY) {
            let found = u16::from_le_bytes([entry[0], entry[1]]);
            // They ascend.
            if found > check {
                return;
            }
            if found == check
                && let Some(score) = scores.get_mut(usize::from(entry[2]))
            {
                *score += i32::from(entry[3].cast_signed());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let hash = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let weights: BTreeMap<(u64, u8), i8> =
            (1..500).flat_map(|n| [((hash(n), 0), n as i8), ((hash(n), 2), -7)]).collect();
        let mut file = Weights::write(&weights);
        file.push(9);
        let (read, rest) = Weights::from_bytes(&file).expect("it was written just now");
        assert_eq!(rest, [9]);
        for n in 1..500 {
            let mut scores = [1; 3];
            read.add(hash(n), &mut scores);
            assert_eq!(scores, [1 + i32::from(n as i8), 1, -6]);
            // Labels that the caller does not know are left alone.
            read.add(hash(n), &mut scores[..1]);
        }
        let mut scores = [0; 3];
        read.add(hash(1000), &mut scores);
        assert_eq!(scores, [0; 3]);
        assert!(Weights::from_bytes(&file[..file.len() - 2]).is_none());
    }
}
