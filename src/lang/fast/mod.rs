//! The fast model: a linear tagger on hashed features, trained as an averaged structured perceptron, its weights whole
//! numbers.
//!
//! The file that is embedded is made by `training`. It never allocates per feature and knows nothing of rules: what
//! they have found comes in as labels.

pub mod features;
pub mod form;
pub(super) mod hash;
pub mod table;

use std::sync::LazyLock;

use crate::text::Document;

use super::labels::{COUNT, Label, Scores};
use features::features;
use table::Table;

/// The SHA-256 of the embedded model's file.
pub const HASH: &str = "a9b2c972035b4371921757d76433bc17aa1b93aec514232762d2d075788e5421";

/// The embedded model.
static FILE: &[u8] = include_bytes!("fast.bin");

static TABLE: LazyLock<Table<'static>> =
    LazyLock::new(|| Table::from_bytes(FILE).expect("a test reads the file that is embedded"));

/// Returns the embedded model's file.
pub fn file() -> &'static [u8] {
    FILE
}

/// Returns the embedded model.
pub fn embedded() -> &'static Table<'static> {
    &TABLE
}

/// Scores the labels of every token of a document.
pub fn scores(document: &Document, hints: &[Label], table: &Table) -> Scores {
    let features = features(document, hints, &table.cues);
    let sum = |hashes: &[u64]| {
        let mut row = [0; COUNT];
        for &hash in hashes {
            table.add(hash, &mut row);
        }
        row
    };
    let groups: Vec<[i32; COUNT]> = (0..features.group_count()).map(|group| sum(features.group(group))).collect();
    let tokens = (0..document.tokens.len())
        .map(|token| {
            let mut row = sum(features.own(token));
            for group in features.groups[token].into_iter().flatten() {
                for (score, shared) in row.iter_mut().zip(&groups[group]) {
                    *score += shared;
                }
            }
            row
        })
        .collect();
    Scores { tokens, steps: table.steps }
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_hash_names_the_bytes() {
        let hash: String = Sha256::digest(file()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, HASH);
    }
}
