//! The kernels of x86-64: the shared operations compiled for wider registers, and the inner products by hand.
//!
//! Whole numbers are summed exactly, whatever the order; for f32 each lane does what the reference does. Unsafe code
//! stands only below this module: calls of functions that need instructions, behind a check that the machine has them,
//! and loads from and stores to addresses inside slices.

pub(super) mod avx2;
pub(super) mod avx512;

use super::operations::Activations;

/// A safe function that runs a body compiled with target features.
macro_rules! compiled {
    ($features:literal, $operation:ident = $body:path, ($($argument:ident: $kind:ty),*)) => {
        pub(in super::super) fn $operation($($argument: $kind),*) {
            #[target_feature(enable = $features)]
            fn compiled($($argument: $kind),*) {
                $body($($argument),*);
            }
            assert!(is_available(), "a kernel is chosen only where the machine has its instructions");
            // SAFETY: the line above found all the features that `compiled` is compiled with.
            unsafe { compiled($($argument),*) }
        }
    };
}
use compiled;

/// The rows of activations that a tile takes, the last one again where there are too few.
#[inline(always)]
fn rows<const ROWS: usize>(activations: &Activations, columns: usize, first: usize) -> [&[u8]; ROWS] {
    let last = activations.cuts.len() - 1;
    std::array::from_fn(|row| &activations.bits[(first + row).min(last) * columns..][..columns])
}
