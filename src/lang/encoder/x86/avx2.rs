//! AVX2: registers of 32 bytes.

use std::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_add_ps, _mm256_loadu_ps, _mm256_loadu_si256, _mm256_madd_epi16,
    _mm256_maddubs_epi16, _mm256_mul_ps, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_set1_ps, _mm256_setzero_ps,
    _mm256_setzero_si256, _mm256_storeu_ps, _mm256_storeu_si256,
};

use super::super::format::{BLOCK, Linear, Norm, STEP};
use super::super::operations::{self, Activations, Room};
use super::{compiled, rows};

/// Rows of a tile.
const ROWS: usize = 4;

/// Numbers in a register.
const LANES: usize = 8;

/// Returns whether the machine can run the functions of this module.
pub(in super::super) fn is_available() -> bool {
    is_x86_feature_detected!("avx2")
}

compiled!("avx2", quantise = operations::quantise, (numbers: &[f32], columns: usize, activations: &mut Activations));
compiled!("avx2", activate = operations::activate, (numbers: &mut [f32], columns: usize, activations: &mut Activations));
compiled!("avx2", normalise = operations::normalise, (numbers: &mut [f32], residual: &[f32], norm: &Norm));
compiled!("avx2", attend = attend_here, (read: &[f32], hidden: usize, room: &mut Room, out: &mut [f32]));
compiled!("avx2", linear = linear_here, (linear: &Linear, activations: &Activations, out: &mut [f32]));

#[target_feature(enable = "avx2")]
fn attend_here(read: &[f32], hidden: usize, room: &mut Room, out: &mut [f32]) {
    operations::attend(read, hidden, room, out, |left, right, stride| product(left, right, stride));
}

/// Like [`operations::product`].
#[target_feature(enable = "avx2")]
#[inline]
fn product(left: &[&[f32]; ROWS], right: &[f32], stride: usize) -> [[f32; 2 * LANES]; ROWS] {
    let count = left[0].len();
    assert!(left.iter().all(|row| row.len() == count) && (count - 1) * stride + 2 * LANES <= right.len());
    let mut sums = [[_mm256_setzero_ps(); 2]; ROWS];
    for at in 0..count {
        // SAFETY: the assertion above holds the last row of `right` to its end.
        let right = unsafe {
            let start = right.as_ptr().add(at * stride);
            [_mm256_loadu_ps(start), _mm256_loadu_ps(start.add(LANES))]
        };
        for row in 0..ROWS {
            // SAFETY: `at` is below `count`, the length of each row.
            let left = _mm256_set1_ps(unsafe { *left[row].get_unchecked(at) });
            for half in 0..2 {
                sums[row][half] = _mm256_add_ps(sums[row][half], _mm256_mul_ps(left, right[half]));
            }
        }
    }
    let mut tile = [[0.0; 2 * LANES]; ROWS];
    for (numbers, sums) in tile.iter_mut().zip(sums) {
        // SAFETY: `numbers` has room for the two registers.
        unsafe {
            _mm256_storeu_ps(numbers.as_mut_ptr(), sums[0]);
            _mm256_storeu_ps(numbers.as_mut_ptr().add(LANES), sums[1]);
        }
    }
    tile
}

#[target_feature(enable = "avx2")]
fn linear_here(linear: &Linear, activations: &Activations, out: &mut [f32]) {
    for block in 0..linear.rows / BLOCK {
        for first in (0..activations.cuts.len()).step_by(ROWS) {
            tile(linear, activations, block, first, out);
        }
    }
}

/// One block of weights with a few rows of activations.
#[target_feature(enable = "avx2")]
#[inline]
fn tile(linear: &Linear, activations: &Activations, block: usize, first: usize, out: &mut [f32]) {
    let columns = linear.columns;
    let bits: [&[u8]; ROWS] = rows(activations, columns, first);
    let weights = &linear.weights[block * BLOCK * columns..][..BLOCK * columns];
    let ones = _mm256_set1_epi16(1);
    let mut sums = [[_mm256_setzero_si256(); 2]; ROWS];
    for step in 0..columns / STEP {
        // SAFETY: the weights have 64 bytes for each of `columns / STEP` steps; the two loads are of 32 each.
        let weights = unsafe {
            let start = weights.as_ptr().add(step * BLOCK * STEP);
            [_mm256_loadu_si256(start.cast()), _mm256_loadu_si256(start.add(BLOCK * STEP / 2).cast())]
        };
        for row in 0..ROWS {
            // SAFETY: each row has `STEP` = 4 bytes for each step, and the read asks for no alignment.
            let bits = unsafe { bits[row].as_ptr().add(step * STEP).cast::<i32>().read_unaligned() };
            let bits = _mm256_set1_epi32(bits);
            for half in 0..2 {
                // The sum of two products of seven bits and eight fits in sixteen, so nothing is cut off.
                let pairs = _mm256_maddubs_epi16(bits, weights[half]);
                sums[row][half] = _mm256_add_epi32(sums[row][half], _mm256_madd_epi16(pairs, ones));
            }
        }
    }
    for (row, [left, right]) in (first..activations.cuts.len()).zip(sums) {
        let mut lanes = [0; BLOCK];
        // SAFETY: `lanes` has the 64 bytes that the two registers hold.
        unsafe {
            let start = lanes.as_mut_ptr().cast::<__m256i>();
            _mm256_storeu_si256(start, left);
            _mm256_storeu_si256(start.add(1), right);
        }
        operations::finish(linear, block, &lanes, activations.cuts[row], &mut out[row * linear.rows..]);
    }
}
