//! The accurate model's encoder: a BERT with weights of eight bits, from windows to label scores and trees.
//!
//! The same window gives the same scores on every machine, whatever its instructions and the number of its cores: whole
//! numbers are summed exactly, and all other sums run in one order. It knows nothing of documents and decides on no
//! label.

mod float;
mod format;
mod kernel;
mod operations;
mod syntax;
mod tree;
#[cfg(target_arch = "x86_64")]
mod x86;

#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicUsize, Ordering};

use super::cache::WindowAnalysis;
use super::labels::COUNT;
use super::pieces::PieceVocabulary;
use super::windows::Window;

pub use format::Malformed;
pub use kernel::Kernel;

use format::{EncoderWeights, GROUP};
use operations::{Activations, Room};
use syntax::SyntaxDesk;

/// Scores are given in units of 1 / this, so that they fit in sixteen bits.
const UNIT: f32 = 512.0;

/// A model, ready for use.
#[derive(Clone, Debug)]
pub struct Encoder<'a> {
    weights: EncoderWeights<'a>,
}

impl<'a> Encoder<'a> {
    /// Reads a model where it lies; large tables are not copied, and the hash is not computed.
    ///
    /// # Errors
    ///
    /// Where the bytes are no model of this version, or its labels are not ours.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let weights = EncoderWeights::from_bytes(bytes)?;
        if weights.labels == COUNT { Ok(Self { weights }) } else { Err(Malformed::labels(weights.labels)) }
    }

    /// Returns the SHA-256 that names the model.
    pub fn hash(&self) -> [u8; 32] {
        self.weights.hash
    }

    /// Returns the pieces that the model knows.
    pub fn vocabulary(&self) -> &PieceVocabulary<'a> {
        &self.weights.vocabulary
    }

    /// Returns what a label adds behind another.
    pub fn steps(&self) -> [[i32; COUNT]; COUNT] {
        let mut steps = [[0; COUNT]; COUNT];
        for (row, numbers) in steps.iter_mut().zip(self.weights.steps.chunks_exact(COUNT)) {
            for (step, number) in row.iter_mut().zip(numbers) {
                *step = i32::from(fixed(*number));
            }
        }
        steps
    }

    /// Scores the labels of each word of each window and parses its sentences, on up to `threads` threads.
    pub fn analyse(&self, windows: &[&Window], kernel: Kernel, threads: usize) -> Vec<WindowAnalysis> {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut desk = Desk::default();
            let mut done = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(window) = windows.get(index) else { return done };
                done.push((index, self.window(window, kernel, &mut desk)));
            }
        };
        let mut done = std::thread::scope(|scope| {
            let helpers: Vec<_> = (1..threads.min(windows.len())).map(|_| scope.spawn(work)).collect();
            let mut done = work();
            for helper in helpers {
                // A helper that panicked would have panicked here as well: pass it on.
                done.extend(helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            done
        });
        done.sort_unstable_by_key(|(index, _)| *index);
        done.into_iter().map(|(_, analysis)| analysis).collect()
    }

    fn window(&self, window: &Window, kernel: Kernel, desk: &mut Desk) -> WindowAnalysis {
        let EncoderWeights { hidden, head, head_bias, syntax, .. } = &self.weights;
        self.encode(&window.pieces, &window.types, kernel, desk);
        desk.words.clear();
        desk.words.extend(window.firsts.iter().flat_map(|&first| &desk.state[first * hidden..][..*hidden]));
        let mut scores = [0.0; COUNT];
        let labels = desk.words.chunks_exact(*hidden).map(|row| {
            kernel.label(row, head, head_bias, &mut scores);
            scores.map(fixed)
        });
        let labels = labels.collect();
        let words = syntax::parse(syntax, &desk.words, &window.sentences, kernel, &mut desk.syntax);
        WindowAnalysis { labels, words }
    }

    /// Leaves the last layer's state, a row a piece, in `desk.state`.
    fn encode(&self, pieces: &[u32], types: &[u8], kernel: Kernel, desk: &mut Desk) {
        let EncoderWeights { hidden, inner, .. } = self.weights;
        let Desk { state, middle, read, up, context, activations, room, .. } = desk;
        self.embed(pieces, types, state);
        kernel.normalise(state, &[], &self.weights.norm);
        context.resize(state.len(), 0.0);
        for layer in &self.weights.layers {
            kernel.quantise(state, hidden, activations);
            kernel.linear(&layer.read, activations, read);
            kernel.attend(read, hidden, room, context);
            kernel.quantise(context, hidden, activations);
            kernel.linear(&layer.write, activations, middle);
            kernel.normalise(middle, state, &layer.attention_norm);
            kernel.quantise(middle, hidden, activations);
            kernel.linear(&layer.up, activations, up);
            kernel.activate(up, inner, activations);
            kernel.linear(&layer.down, activations, state);
            kernel.normalise(state, middle, &layer.output_norm);
        }
    }

    /// Adds up what stands for a piece, its place and its kind.
    fn embed(&self, pieces: &[u32], types: &[u8], state: &mut Vec<f32>) {
        let EncoderWeights { hidden, words, word_scales, positions, types: kinds, .. } = &self.weights;
        let places = positions.chunks_exact(*hidden);
        state.clear();
        for ((&piece, &kind), place) in pieces.iter().zip(types).zip(places) {
            let piece = piece as usize;
            let kind = &kinds[usize::from(kind) * hidden..][..*hidden];
            let words = words[piece * hidden / 2..][..hidden / 2].chunks_exact(GROUP / 2);
            let scales = word_scales[piece * hidden / GROUP * 2..].as_chunks::<2>().0;
            let numbers = words.zip(scales).flat_map(|(pairs, scale)| {
                let scale = f32::from_bits(u32::from(u16::from_le_bytes(*scale)) << 16);
                let number = move |nibble: u8| (f32::from(nibble) - 8.0) * scale;
                pairs.iter().flat_map(move |pair| [number(pair & 15), number(pair >> 4)])
            });
            state.extend(numbers.zip(place).zip(kind).map(|((word, place), kind)| word + place + kind));
        }
    }
}

/// Room for one window at a time.
#[derive(Debug, Default)]
struct Desk {
    state: Vec<f32>,
    /// Of the words' first pieces.
    words: Vec<f32>,
    middle: Vec<f32>,
    read: Vec<f32>,
    up: Vec<f32>,
    context: Vec<f32>,
    activations: Activations,
    room: Room,
    syntax: SyntaxDesk,
}

/// A score as a whole number of units; those beyond what the type holds are cut.
fn fixed_wide(score: f32) -> i32 {
    (score * UNIT).round_ties_even() as i32
}

/// A score as a whole number of units; those beyond what sixteen bits hold are cut.
fn fixed(score: f32) -> i16 {
    // The conversion stops at the ends of the range.
    (score * UNIT).round_ties_even() as i16
}
