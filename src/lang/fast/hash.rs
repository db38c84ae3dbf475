//! Hashes of words and features, the same on every machine.
//!
//! A feature is its name and its parts in order; nothing here says which features there are.

use super::form::CueFrequency;

/// How far a nearest word of attribution is still told apart by distance, in tokens, ascending.
const DISTANCES: [usize; 7] = [1, 2, 3, 4, 7, 12, 25];

/// Hashes a feature's name.
pub(in crate::lang) const fn id(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x100_0000_01b3);
        at += 1;
    }
    hash
}

/// Hashes a feature: its name and its parts, in order.
pub(in crate::lang) fn hash(name: u64, parts: &[u64]) -> u64 {
    let mut hash = name;
    for part in parts {
        hash = (hash.rotate_left(23) ^ part.wrapping_add(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 29)
}

/// How many upper bits of a hash say in which row of a table its feature stands.
pub(in crate::lang) const BITS: u32 = 14;

/// Returns where a feature stands in a table: its row, and the check that distinguishes it from its neighbours there.
pub(in crate::lang) fn place(hash: u64) -> (usize, u16) {
    ((hash >> (64 - BITS)) as usize, (hash >> (48 - BITS)) as u16)
}

/// Adds a feature by its name and parts.
macro_rules! add {
    ($list:expr, $name:literal $(, $part:expr)*) => {
        $list.push($crate::lang::fast::hash::hash(
            const { $crate::lang::fast::hash::id($name) },
            &[$($crate::lang::fast::hash::Part::part($part)),*],
        ))
    };
}

pub(in crate::lang) use add;

/// What a feature can be made of.
pub(in crate::lang) trait Part {
    fn part(self) -> u64;
}

impl Part for u64 {
    fn part(self) -> u64 {
        self
    }
}

impl Part for usize {
    fn part(self) -> u64 {
        self as u64
    }
}

impl Part for bool {
    fn part(self) -> u64 {
        u64::from(self)
    }
}

impl Part for CueFrequency {
    fn part(self) -> u64 {
        self as u64
    }
}

/// Returns which step of [`DISTANCES`] a distance has reached.
pub(in crate::lang) fn bucket(distance: usize) -> usize {
    DISTANCES.iter().filter(|&&least| distance >= least).count()
}
