//! What an encoder does to matrices, in plain Rust.
//!
//! This is the reference that every kernel must equal bit for bit. Functions are always inlined, to be compiled anew
//! for each kernel; sizes of tiles change the speed, never a result, because each number's sum runs in one order
//! whatever the tile. It reads no file.

use super::float::{self, Cut};
use super::format::{BLOCK, HEAD, Linear, Norm, STEP};

/// Rows of activations, cut to seven bits.
#[derive(Clone, Debug, Default)]
pub(super) struct Activations {
    /// Row by row.
    pub bits: Vec<u8>,
    /// One a row.
    pub cuts: Vec<Cut>,
}

impl Activations {
    fn resize(&mut self, rows: usize, columns: usize) {
        self.bits.resize(rows * columns, 0);
        self.cuts.resize(rows, Cut::default());
    }
}

/// Cuts rows of `columns` numbers to seven bits.
#[inline(always)]
pub(super) fn quantise(numbers: &[f32], columns: usize, activations: &mut Activations) {
    activations.resize(numbers.len() / columns, columns);
    let rows = numbers.chunks_exact(columns).zip(activations.bits.chunks_exact_mut(columns));
    for ((numbers, bits), cut) in rows.zip(&mut activations.cuts) {
        *cut = float::quantise(numbers, bits);
    }
}

/// GELU, then [`quantise`].
#[inline(always)]
pub(super) fn activate(numbers: &mut [f32], columns: usize, activations: &mut Activations) {
    activations.resize(numbers.len() / columns, columns);
    let rows = numbers.chunks_exact_mut(columns).zip(activations.bits.chunks_exact_mut(columns));
    for ((numbers, bits), cut) in rows.zip(&mut activations.cuts) {
        for number in &mut *numbers {
            *number = float::gelu(*number);
        }
        *cut = float::quantise(numbers, bits);
    }
}

/// Adds `residual` (where it is not empty) to rows and norms them.
#[inline(always)]
pub(super) fn normalise(numbers: &mut [f32], residual: &[f32], norm: &Norm) {
    for (number, residual) in numbers.iter_mut().zip(residual) {
        *number += residual;
    }
    for row in numbers.chunks_exact_mut(norm.weight.len()) {
        float::normalise(row, norm);
    }
}

/// So many products of seven bits and eight add up to a whole number that f32 holds exactly, in any order.
const EXACT: usize = 512;

/// A linear map of all rows. f32 stands in for whole numbers, which machines without better instructions multiply
/// slowly.
#[inline(always)]
pub(super) fn linear(linear: &Linear, activations: &Activations, out: &mut [f32]) {
    const ROWS: usize = 2;
    let columns = linear.columns;
    let bits: Vec<f32> = activations.bits.iter().map(|&bits| f32::from(bits)).collect();
    let count = activations.cuts.len();
    let mut unpacked = vec![0.0; BLOCK * columns];
    for (block, weights) in linear.weights.chunks_exact(BLOCK * columns).enumerate() {
        for (step, weights) in weights.as_chunks::<{ BLOCK * STEP }>().0.iter().enumerate() {
            for (at, weight) in weights.iter().enumerate() {
                unpacked[(step * STEP + at % STEP) * BLOCK + at / STEP] = f32::from(weight.cast_signed());
            }
        }
        for first in (0..count).step_by(ROWS) {
            let rows: [&[f32]; ROWS] =
                std::array::from_fn(|row| &bits[(first + row).min(count - 1) * columns..][..columns]);
            let mut sums = [[0; BLOCK]; ROWS];
            for start in (0..columns).step_by(EXACT) {
                let end = columns.min(start + EXACT);
                let tile: [[f32; BLOCK]; ROWS] =
                    product(&rows.map(|row| &row[start..end]), &unpacked[start * BLOCK..], BLOCK);
                for (sum, number) in sums.iter_mut().flatten().zip(tile.as_flattened()) {
                    *sum += *number as i32;
                }
            }
            for (row, sums) in (first..count).zip(&sums) {
                finish(linear, block, sums, activations.cuts[row], &mut out[row * linear.rows..]);
            }
        }
    }
}

/// From sums of whole numbers to the numbers that they stand for; `out` is the row.
#[inline(always)]
pub(super) fn finish(linear: &Linear, block: usize, sums: &[i32; BLOCK], cut: Cut, out: &mut [f32]) {
    let columns = block * BLOCK..(block + 1) * BLOCK;
    let (scales, weights, bias) =
        (&linear.scales[columns.clone()], &linear.sums[columns.clone()], &linear.bias[columns.clone()]);
    let out = &mut out[columns];
    for lane in 0..BLOCK {
        let sum = sums[lane] - cut.zero * weights[lane];
        out[lane] = sum as f32 * (cut.scale * scales[lane]) + bias[lane];
    }
}

/// Room for what attention keeps for one head.
#[derive(Clone, Debug, Default)]
pub(super) struct Room {
    /// Keys, a column a word piece.
    keys: Vec<f32>,
    /// Scores of a few rows.
    scores: Vec<f32>,
}

/// Columns of scores are filled up to a multiple of this.
const PADDING: usize = 32;

/// Attention of all heads. `read` has rows of queries, keys and values; `out` gets rows of `hidden`.
///
/// `product` is [`product`] or does the same.
#[inline(always)]
pub(super) fn attend<const ROWS: usize, const WIDTH: usize>(
    read: &[f32],
    hidden: usize,
    room: &mut Room,
    out: &mut [f32],
    product: impl Fn(&[&[f32]; ROWS], &[f32], usize) -> [[f32; WIDTH]; ROWS],
) {
    let count = read.len() / (3 * hidden);
    let padded = count.next_multiple_of(PADDING);
    room.keys.clear();
    room.keys.resize(HEAD * padded, 0.0);
    room.scores.resize(ROWS * padded, 0.0);
    let factor = 1.0 / (HEAD as f32).sqrt();
    for head in (0..hidden).step_by(HEAD) {
        for (at, row) in read.chunks_exact(3 * hidden).enumerate() {
            for (column, key) in row[hidden + head..][..HEAD].iter().enumerate() {
                room.keys[column * padded + at] = *key;
            }
        }
        for first in (0..count).step_by(ROWS) {
            // The last row is taken again where there are too few to fill a tile.
            let queries: [&[f32]; ROWS] =
                std::array::from_fn(|row| &read[(first + row).min(count - 1) * 3 * hidden + head..][..HEAD]);
            for column in (0..padded).step_by(WIDTH) {
                let tile = product(&queries, &room.keys[column..], padded);
                for (row, numbers) in tile.iter().enumerate() {
                    room.scores[row * padded + column..][..WIDTH].copy_from_slice(numbers);
                }
            }
            for scores in room.scores.chunks_exact_mut(padded) {
                float::softmax(scores, count, factor);
            }
            let shares: [&[f32]; ROWS] = std::array::from_fn(|row| &room.scores[row * padded..][..count]);
            for column in (0..HEAD).step_by(WIDTH) {
                let tile = product(&shares, &read[2 * hidden + head + column..], 3 * hidden);
                for (row, numbers) in tile.iter().enumerate().take(count - first) {
                    out[(first + row) * hidden + head + column..][..WIDTH].copy_from_slice(numbers);
                }
            }
        }
    }
}

/// The product of a few rows with the first columns of a matrix whose rows start `stride` apart, summed from the top
/// down.
#[inline(always)]
pub(super) fn product<const ROWS: usize, const WIDTH: usize>(
    left: &[&[f32]; ROWS],
    right: &[f32],
    stride: usize,
) -> [[f32; WIDTH]; ROWS] {
    let mut tile = [[0.0; WIDTH]; ROWS];
    for (at, right) in right.chunks(stride).take(left[0].len()).enumerate() {
        let right = &right[..WIDTH];
        for (sums, left) in tile.iter_mut().zip(left) {
            for (sum, right) in sums.iter_mut().zip(right) {
                *sum += left[at] * right;
            }
        }
    }
    tile
}

/// The label scores of a row: its product with each row of `head`.
#[inline(always)]
pub(super) fn label(row: &[f32], head: &[f32], bias: &[f32], scores: &mut [f32]) {
    for ((score, weights), bias) in scores.iter_mut().zip(head.chunks_exact(row.len())).zip(bias) {
        *score = float::dot(row, weights) + bias;
    }
}
