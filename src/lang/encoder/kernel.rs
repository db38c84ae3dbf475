//! Which instructions do the work: found out when the program runs.
//!
//! Every kernel gives the same bits. It decides nothing about models.

use super::format::{Linear, Norm};
use super::operations::{self, Activations, Room};
#[cfg(target_arch = "x86_64")]
use super::x86;

/// A set of instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// Plain Rust: the reference, and what machines without the others use.
    Portable,
    /// x86-64 with AVX2.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// x86-64 with AVX-512 and its dot products of bytes.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Kernel {
    /// Lists the kernels that this machine can run, the fastest last.
    pub fn available() -> Vec<Self> {
        #[cfg_attr(not(target_arch = "x86_64"), expect(unused_mut))]
        let mut kernels = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            if x86::avx2::is_available() {
                kernels.push(Self::Avx2);
            }
            if x86::avx512::is_available() {
                kernels.push(Self::Avx512);
            }
        }
        kernels
    }

    /// Returns the fastest kernel that this machine can run.
    pub fn best() -> Self {
        Self::available().pop().unwrap_or(Self::Portable)
    }

    /// Returns its name: "portable", "avx2", "avx512".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => "avx512",
        }
    }

    pub(super) fn quantise(self, numbers: &[f32], columns: usize, activations: &mut Activations) {
        match self {
            Self::Portable => operations::quantise(numbers, columns, activations),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => x86::avx2::quantise(numbers, columns, activations),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => x86::avx512::quantise(numbers, columns, activations),
        }
    }

    pub(super) fn activate(self, numbers: &mut [f32], columns: usize, activations: &mut Activations) {
        match self {
            Self::Portable => operations::activate(numbers, columns, activations),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => x86::avx2::activate(numbers, columns, activations),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => x86::avx512::activate(numbers, columns, activations),
        }
    }

    pub(super) fn normalise(self, numbers: &mut [f32], residual: &[f32], norm: &Norm) {
        match self {
            Self::Portable => operations::normalise(numbers, residual, norm),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => x86::avx2::normalise(numbers, residual, norm),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => x86::avx512::normalise(numbers, residual, norm),
        }
    }

    pub(super) fn attend(self, read: &[f32], hidden: usize, room: &mut Room, out: &mut [f32]) {
        match self {
            Self::Portable => operations::attend::<4, 8>(read, hidden, room, out, operations::product),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => x86::avx2::attend(read, hidden, room, out),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => x86::avx512::attend(read, hidden, room, out),
        }
    }

    pub(super) fn label(self, row: &[f32], head: &[f32], bias: &[f32], scores: &mut [f32]) {
        operations::label(row, head, bias, scores);
    }

    /// `out` gets as many rows as there are activations.
    pub(super) fn linear(self, linear: &Linear, activations: &Activations, out: &mut Vec<f32>) {
        out.resize(activations.cuts.len() * linear.rows, 0.0);
        match self {
            Self::Portable => operations::linear(linear, activations, out),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => x86::avx2::linear(linear, activations, out),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => x86::avx512::linear(linear, activations, out),
        }
    }
}
