//! AVX-512 with VNNI: registers of 64 bytes, and dot products of bytes in one instruction.

use std::arch::x86_64::{
    _mm512_add_ps, _mm512_dpbusd_epi32, _mm512_loadu_ps, _mm512_loadu_si512, _mm512_mul_ps, _mm512_set1_epi32,
    _mm512_set1_ps, _mm512_setzero_ps, _mm512_setzero_si512, _mm512_storeu_ps, _mm512_storeu_si512,
};

use super::super::format::{BLOCK, Linear, Norm, STEP};
use super::super::operations::{self, Activations, Room};
use super::{compiled, rows};

/// Rows of a tile.
const ROWS: usize = 8;

/// Numbers in a register.
const LANES: usize = 16;

/// Blocks of weights that a tile takes where there are as many left.
const BLOCKS: usize = 3;

/// Returns whether the machine can run the functions of this module.
pub(in super::super) fn is_available() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512vnni")
}

compiled!("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni", quantise = operations::quantise, (numbers: &[f32], columns: usize, activations: &mut Activations));
compiled!("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni", activate = operations::activate, (numbers: &mut [f32], columns: usize, activations: &mut Activations));
compiled!("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni", normalise = operations::normalise, (numbers: &mut [f32], residual: &[f32], norm: &Norm));
compiled!("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni", attend = attend_here, (read: &[f32], hidden: usize, room: &mut Room, out: &mut [f32]));
compiled!("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni", linear = linear_here, (linear: &Linear, activations: &Activations, out: &mut [f32]));

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
fn attend_here(read: &[f32], hidden: usize, room: &mut Room, out: &mut [f32]) {
    operations::attend(read, hidden, room, out, |left, right, stride| product(left, right, stride));
}

/// Like [`operations::product`].
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
#[inline]
fn product(left: &[&[f32]; ROWS], right: &[f32], stride: usize) -> [[f32; 2 * LANES]; ROWS] {
    let count = left[0].len();
    assert!(left.iter().all(|row| row.len() == count) && (count - 1) * stride + 2 * LANES <= right.len());
    let mut sums = [[_mm512_setzero_ps(); 2]; ROWS];
    for at in 0..count {
        // SAFETY: the assertion above holds the last row of `right` to its end.
        let right = unsafe {
            let start = right.as_ptr().add(at * stride);
            [_mm512_loadu_ps(start), _mm512_loadu_ps(start.add(LANES))]
        };
        for row in 0..ROWS {
            // SAFETY: `at` is below `count`, the length of each row.
            let left = _mm512_set1_ps(unsafe { *left[row].get_unchecked(at) });
            for half in 0..2 {
                sums[row][half] = _mm512_add_ps(sums[row][half], _mm512_mul_ps(left, right[half]));
            }
        }
    }
    let mut tile = [[0.0; 2 * LANES]; ROWS];
    for (numbers, sums) in tile.iter_mut().zip(sums) {
        // SAFETY: `numbers` has room for the two registers.
        unsafe {
            _mm512_storeu_ps(numbers.as_mut_ptr(), sums[0]);
            _mm512_storeu_ps(numbers.as_mut_ptr().add(LANES), sums[1]);
        }
    }
    tile
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
fn linear_here(linear: &Linear, activations: &Activations, out: &mut [f32]) {
    let blocks = linear.rows / BLOCK;
    let wide = blocks / BLOCKS * BLOCKS;
    for first_block in (0..wide).step_by(BLOCKS) {
        for first in (0..activations.cuts.len()).step_by(ROWS) {
            tile::<BLOCKS>(linear, activations, first_block, first, out);
        }
    }
    for block in wide..blocks {
        for first in (0..activations.cuts.len()).step_by(ROWS) {
            tile::<1>(linear, activations, block, first, out);
        }
    }
}

/// A few blocks of weights with a few rows of activations.
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
#[inline]
fn tile<const WIDE: usize>(linear: &Linear, activations: &Activations, block: usize, first: usize, out: &mut [f32]) {
    let columns = linear.columns;
    let bits: [&[u8]; ROWS] = rows(activations, columns, first);
    let weights = &linear.weights[block * BLOCK * columns..][..WIDE * BLOCK * columns];
    let mut sums = [[_mm512_setzero_si512(); WIDE]; ROWS];
    for step in 0..columns / STEP {
        let mut loaded = [_mm512_setzero_si512(); WIDE];
        for (block, loaded) in loaded.iter_mut().enumerate() {
            // SAFETY: each of the blocks has 64 bytes for each of `columns / STEP` steps, and they follow each other.
            *loaded = unsafe {
                _mm512_loadu_si512(weights.as_ptr().add(block * BLOCK * columns + step * BLOCK * STEP).cast())
            };
        }
        for row in 0..ROWS {
            // SAFETY: each row has `STEP` = 4 bytes for each step, and the read asks for no alignment.
            let bits = unsafe { bits[row].as_ptr().add(step * STEP).cast::<i32>().read_unaligned() };
            let bits = _mm512_set1_epi32(bits);
            for block in 0..WIDE {
                sums[row][block] = _mm512_dpbusd_epi32(sums[row][block], bits, loaded[block]);
            }
        }
    }
    for (row, sums) in (first..activations.cuts.len()).zip(sums) {
        for (wide, sums) in sums.into_iter().enumerate() {
            let mut lanes = [0; BLOCK];
            // SAFETY: `lanes` has the 64 bytes that the register holds.
            unsafe { _mm512_storeu_si512(lanes.as_mut_ptr().cast(), sums) };
            operations::finish(linear, block + wide, &lanes, activations.cuts[row], &mut out[row * linear.rows..]);
        }
    }
}
