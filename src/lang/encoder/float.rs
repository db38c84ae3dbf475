//! The arithmetic on f32 that all kernels share.
//!
//! Only operations that IEEE 754 rounds one way (+, −, ×, ÷, √, comparison), each sum in one fixed order, no fused
//! multiplication and addition: so a compiler may use registers of any width, and the bits stay the same. Functions are
//! always inlined, to be compiled anew for each kernel.

use super::format::Norm;

/// Sums are kept in so many parts, which are added up pairwise at the end.
pub(super) const LANES: usize = 16;

/// Added and taken away again it rounds to a whole number, half to even; the number's bits stand lowest.
const ROUNDING: f32 = 12_582_912.0;

#[inline(always)]
pub(super) fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

#[inline(always)]
fn smaller(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// eˣ, to about one part in a million.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let x = smaller(larger(x, -87.0), 88.0);
    let binary = x * std::f32::consts::LOG2_E;
    let whole = binary + ROUNDING;
    let rest = binary - (whole - ROUNDING);
    let power = 0.009_618_13 + rest * 0.001_333_355_8;
    let power = 0.240_226_46 + rest * (0.055_504_117 + rest * power);
    let power = 1.0 + rest * (std::f32::consts::LN_2 + rest * power);
    f32::from_bits(power.to_bits().wrapping_add(whole.to_bits() << 23))
}

/// x · Φ(x), with the error function of Abramowitz and Stegun, 7.1.26 (off by less than 2·10⁻⁷).
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let p = t * (-1.453_152_1 + t * 1.061_405_4);
    let p = t * (0.254_829_6 + t * (-0.284_496_72 + t * (1.421_413_8 + p)));
    let erf = 1.0 - p * exp(-z * z);
    0.5 * x * (1.0 + erf.copysign(x))
}

#[inline(always)]
fn total(lanes: [f32; LANES]) -> f32 {
    let mut sums = lanes;
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            sums[lane] += sums[lane + width];
        }
        width /= 2;
    }
    sums[0]
}

/// The sum of products of two rows whose length is a multiple of [`LANES`].
#[inline(always)]
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; LANES];
    for (a, b) in a.as_chunks::<LANES>().0.iter().zip(b.as_chunks::<LANES>().0) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    total(sums)
}

/// Turns the first `count` of `scores` into shares that add up to 1, and the rest into 0; its length is a multiple of
/// [`LANES`].
#[inline(always)]
pub(super) fn softmax(scores: &mut [f32], count: usize, factor: f32) {
    for score in &mut scores[count..] {
        *score = f32::MIN;
    }
    let mut highest = [f32::MIN; LANES];
    for chunk in scores.as_chunks::<LANES>().0 {
        for lane in 0..LANES {
            highest[lane] = larger(highest[lane], chunk[lane]);
        }
    }
    let highest = highest.into_iter().fold(f32::MIN, larger);
    let mut sums = [0.0; LANES];
    for chunk in scores.as_chunks_mut::<LANES>().0 {
        for lane in 0..LANES {
            chunk[lane] = exp((chunk[lane] - highest) * factor);
            sums[lane] += chunk[lane];
        }
    }
    // What stands behind `count` is e⁻⁸⁷, far below what the sum can hold beside the highest share's 1.
    let share = 1.0 / total(sums);
    for score in &mut *scores {
        *score *= share;
    }
    for score in &mut scores[count..] {
        *score = 0.0;
    }
}

/// Layer norm of a row whose length is a multiple of [`LANES`].
#[inline(always)]
pub(super) fn normalise(row: &mut [f32], norm: &Norm) {
    let size = row.len() as f32;
    let mut sums = [0.0; LANES];
    for chunk in row.as_chunks::<LANES>().0 {
        for lane in 0..LANES {
            sums[lane] += chunk[lane];
        }
    }
    let mean = total(sums) / size;
    let mut sums = [0.0; LANES];
    for chunk in row.as_chunks_mut::<LANES>().0 {
        for lane in 0..LANES {
            chunk[lane] -= mean;
            sums[lane] += chunk[lane] * chunk[lane];
        }
    }
    let factor = 1.0 / (total(sums) / size + 1e-12).sqrt();
    for ((number, weight), bias) in row.iter_mut().zip(&norm.weight).zip(&norm.bias) {
        *number = *number * factor * weight + bias;
    }
}

/// How a row was cut to seven bits: number = scale × (bits − zero).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Cut {
    pub scale: f32,
    pub zero: i32,
}

/// Cuts a row to seven bits, 0 to 127, so that the sum of two products with weights of eight bits fits in sixteen.
#[inline(always)]
pub(super) fn quantise(row: &[f32], bits: &mut [u8]) -> Cut {
    let mut lowest = [0.0; LANES];
    let mut highest = [0.0; LANES];
    for chunk in row.as_chunks::<LANES>().0 {
        for lane in 0..LANES {
            lowest[lane] = smaller(chunk[lane], lowest[lane]);
            highest[lane] = larger(chunk[lane], highest[lane]);
        }
    }
    let lowest = lowest.into_iter().fold(0.0, smaller);
    let highest = highest.into_iter().fold(0.0, larger);
    let scale = larger((highest - lowest) / 127.0, 1e-12);
    let factor = 1.0 / scale;
    let zero = (-lowest * factor).round_ties_even();
    for (bits, number) in bits.iter_mut().zip(row) {
        let number = smaller(larger(number * factor + zero, 0.0), 127.0);
        *bits = (number + ROUNDING).to_bits() as u8;
    }
    Cut { scale, zero: zero as i32 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn exp_is_close(x in -80f32..80.0) {
            prop_assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5);
        }

        #[test]
        fn quantised_rows_are_close(row in proptest::collection::vec(-9f32..9.0, 32)) {
            let mut bits = [0; 32];
            let cut = quantise(&row, &mut bits);
            for (bits, number) in bits.iter().zip(&row) {
                let back = cut.scale * (i32::from(*bits) - cut.zero) as f32;
                prop_assert!(*bits < 128 && (back - number).abs() <= cut.scale);
            }
        }

        #[test]
        fn shares_add_up(mut scores in proptest::collection::vec(-9f32..9.0, 32), count in 1usize..32) {
            softmax(&mut scores, count, 0.5);
            prop_assert!((scores.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            prop_assert!(scores[count..].iter().all(|&share| share == 0.0));
        }
    }

    #[test]
    fn gelu_is_close() {
        for (x, expected) in [(0.0, 0.0), (1.0, 0.841_344_7), (-1.0, -0.158_655_3), (3.0, 2.995_950_3), (-9.0, 0.0)] {
            assert!((gelu(x) - expected).abs() < 1e-6, "{x}");
        }
    }

    #[test]
    fn rows_of_one_number_are_cut() {
        let mut bits = [1; 16];
        assert_eq!(quantise(&[0.0; 16], &mut bits).zero, 0);
        assert_eq!(bits, [0; 16]);
    }

    #[test]
    fn normalised_rows_have_no_mean() {
        let norm = Norm { weight: vec![1.0; 32], bias: vec![0.0; 32] };
        let mut row: Vec<f32> = (0..32u8).map(f32::from).collect();
        normalise(&mut row, &norm);
        assert!(row.iter().sum::<f32>().abs() < 1e-4);
        assert!((row.iter().map(|x| x * x).sum::<f32>() - 32.0).abs() < 1e-3);
    }
}
