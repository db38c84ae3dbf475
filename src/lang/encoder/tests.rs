//! Kernels against the reference, and whole encoders against each other; the models are made up of chance numbers.

use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::format::{BLOCK, GROUP, Linear, Norm, STEP};
use super::syntax::{PAIR_COLUMNS, PAIR_ROWS, READ_ROWS};
use super::*;

/// A generator of chance numbers that never changes.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (self.0 ^ (self.0 >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed ^ (mixed >> 33)
    }

    /// Between -1 and 1.
    fn float(&mut self) -> f32 {
        (self.next() % 20_001) as f32 / 10_000.0 - 1.0
    }

    fn floats(&mut self, count: usize, factor: f32) -> Vec<f32> {
        (0..count).map(|_| factor * self.float()).collect()
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        // Weights are never -128.
        (0..count).map(|_| (self.next() % 255) as u8 ^ 0x80).map(|byte| if byte == 0x80 { 0 } else { byte }).collect()
    }
}

/// The numbers of one row of a linear map, out of their blocks.
fn row_of(weights: &[u8], columns: usize, row: usize) -> impl Iterator<Item = i32> + '_ {
    (0..columns).map(move |column| {
        let block = row / BLOCK * BLOCK * columns;
        let step = column / STEP * BLOCK * STEP;
        i32::from(weights[block + step + row % BLOCK * STEP + column % STEP] as i8)
    })
}

fn sums(weights: &[u8], rows: usize, columns: usize) -> Vec<i32> {
    (0..rows).map(|row| row_of(weights, columns, row).sum()).collect()
}

const HIDDEN: usize = 64;
const INNER: usize = 208;
const PIECES: &str = "[CLS]\n[SEP]\n[UNK]\na\nb\nc\nd\ne";
const PLACES: usize = 256;
const KINDS: usize = 16;

/// A model file of two small layers.
fn model() -> Vec<u8> {
    let mut chance = Chance(7);
    let words = PIECES.lines().count();
    let floats = |numbers: Vec<f32>| numbers.into_iter().flat_map(f32::to_le_bytes).collect::<Vec<u8>>();
    let mut sections: Vec<(String, Vec<u8>)> = vec![
        ("vocabulary".to_owned(), PIECES.into()),
        ("embedding.words".to_owned(), chance.bytes(words * HIDDEN / 2)),
        ("embedding.scales".to_owned(), [0x00, 0x3e].repeat(words * HIDDEN / GROUP)),
        ("embedding.positions".to_owned(), floats(chance.floats(PLACES * HIDDEN, 0.5))),
        ("embedding.types".to_owned(), floats(chance.floats(KINDS * HIDDEN, 0.5))),
        ("embedding.norm".to_owned(), floats(chance.floats(2 * HIDDEN, 1.0))),
        ("head.weights".to_owned(), floats(chance.floats(COUNT * HIDDEN, 1.0))),
        ("head.bias".to_owned(), floats(chance.floats(COUNT, 1.0))),
        ("head.steps".to_owned(), floats(chance.floats(COUNT * COUNT, 1.0))),
    ];
    let mut linear = |sections: &mut Vec<(String, Vec<u8>)>, name: &str, rows: usize, columns: usize| {
        let weights = chance.bytes(rows * columns);
        let sums = sums(&weights, rows, columns).into_iter().flat_map(i32::to_le_bytes).collect();
        let name = |part: &str| format!("{name}.{part}");
        sections.push((name("weights"), weights));
        sections.push((name("sums"), sums));
        let scales = chance.floats(rows, 0.001);
        sections.push((name("scales"), floats(scales.into_iter().map(f32::abs).collect())));
        sections.push((name("bias"), floats(chance.floats(rows, 0.1))));
    };
    linear(&mut sections, "syntax.hidden", HIDDEN, HIDDEN);
    linear(&mut sections, "syntax.read", READ_ROWS, HIDDEN);
    linear(&mut sections, "syntax.pairs", PAIR_ROWS, PAIR_COLUMNS);
    for layer in 0..2 {
        let shapes =
            [("read", 3 * HIDDEN, HIDDEN), ("write", HIDDEN, HIDDEN), ("up", INNER, HIDDEN), ("down", HIDDEN, INNER)];
        for (name, rows, columns) in shapes {
            linear(&mut sections, &format!("layer.{layer}.{name}"), rows, columns);
        }
        for name in ["attention", "output"] {
            let norm = Chance(layer).floats(2 * HIDDEN, 1.0);
            sections.push((format!("layer.{layer}.norm.{name}"), floats(norm)));
        }
    }
    let dimensions = [2, HIDDEN, HIDDEN / 32, INNER, PLACES, KINDS, COUNT, words];
    let mut rest: Vec<u8> = dimensions.into_iter().flat_map(|number| (number as u32).to_le_bytes()).collect();
    let mut data = Vec::new();
    let start = (80 + 48 * sections.len()).next_multiple_of(64);
    for (name, bytes) in &sections {
        data.resize(data.len().next_multiple_of(64), 0);
        let mut entry = [0; 48];
        entry[..name.len()].copy_from_slice(name.as_bytes());
        entry[32..40].copy_from_slice(&((start + data.len()) as u64).to_le_bytes());
        entry[40..].copy_from_slice(&(bytes.len() as u64).to_le_bytes());
        rest.extend(entry);
        data.extend(bytes);
    }
    rest.resize(start - 48, 0);
    rest.extend(data);
    let head = [2u32, sections.len() as u32].into_iter().flat_map(u32::to_le_bytes);
    b"ONRECENC".iter().copied().chain(head).chain(Sha256::digest(&rest)).chain(rest).collect()
}

fn window(length: usize, chance: &mut Chance) -> Window {
    let pieces = (0..length).map(|_| (chance.next() % 8) as u32).collect();
    let types = (0..length).map(|_| (chance.next() % KINDS as u64) as u8).collect();
    let firsts: Vec<usize> = (0..length).filter(|at| at % 3 == 1).collect();
    let words = 0..firsts.len();
    let sentences = vec![firsts.len() / 2, firsts.len() - firsts.len() / 2];
    Window { pieces, types, words, firsts, sentences }
}

#[test]
fn kernels_agree_on_whole_windows() {
    let bytes = model();
    let encoder = Encoder::from_bytes(&bytes).expect("the model is well-formed");
    let mut chance = Chance(1);
    let windows: Vec<Window> =
        [1, 2, 5, 31, 32, 33, 67].into_iter().map(|length| window(length, &mut chance)).collect();
    let windows: Vec<&Window> = windows.iter().collect();
    let reference = encoder.analyse(&windows, Kernel::Portable, 1);
    assert!(reference.iter().flat_map(|one| one.labels.as_flattened()).any(|&score| score != 0));
    assert!(reference.iter().flat_map(|one| &one.words).any(|word| word.head.is_some()));
    for kernel in Kernel::available() {
        for threads in [1, 3] {
            assert_eq!(encoder.analyse(&windows, kernel, threads), reference, "{} on {threads}", kernel.name());
        }
    }
}

#[test]
fn scores_never_change() {
    // Another machine must come to this very number.
    let bytes = model();
    let encoder = Encoder::from_bytes(&bytes).expect("the model is well-formed");
    let analyses = encoder.analyse(&[&window(40, &mut Chance(3))], Kernel::best(), 1);
    let labels = analyses[0].labels.as_flattened().iter().flat_map(|score| score.to_le_bytes());
    let trees = analyses[0]
        .words
        .iter()
        .flat_map(|word| [word.head.unwrap_or(255), word.relation.index(), word.kind()].map(|number| number as u8));
    let digest = Sha256::digest(labels.chain(trees).collect::<Vec<u8>>());
    assert_eq!(format!("{:02x?}", &digest[..4]), "[c9, ab, c1, 73]");
}

#[test]
fn malformed_files_are_refused() {
    let bytes = model();
    let message = |bytes: &[u8]| Encoder::from_bytes(bytes).map(|_| ()).map_err(|error| error.to_string());
    assert_eq!(message(&bytes), Ok(()));
    assert_eq!(message(b"ONRECORD"), Err("the model file is malformed: another kind of file".to_owned()));
    assert!(message(&bytes[..bytes.len() - 1]).is_err());
    assert!(message(&bytes[..100]).is_err());
    let mut newer = bytes.clone();
    newer[8] = 3;
    assert_eq!(message(&newer), Err("the model file is malformed: another version".to_owned()));
    let mut other = bytes;
    other[48 + 24] = 9;
    assert!(message(&other).is_err());
}

#[test]
fn the_hash_names_the_file() {
    let bytes = model();
    let encoder = Encoder::from_bytes(&bytes).expect("the model is well-formed");
    assert_eq!(encoder.hash()[..], Sha256::digest(&bytes[48..])[..]);
}

/// Rows of activations and a linear map, by numbers that stay whole: what must come out is known.
#[test]
fn linear_maps_are_products() {
    for (rows, columns, count) in [(16, 32, 1), (48, 64, 9), (80, 1536, 5), (64, 384, 17)] {
        let mut chance = Chance(rows as u64);
        let weights = chance.bytes(rows * columns);
        let linear = Linear {
            rows,
            columns,
            scales: vec![1.0; rows],
            sums: sums(&weights, rows, columns),
            bias: vec![0.0; rows],
            weights: &weights,
        };
        // The ends of the range, where sixteen bits would overflow first.
        let bits: Vec<u8> = (0..count * columns).map(|_| [0, 1, 126, 127][(chance.next() % 4) as usize]).collect();
        let cuts = (0..count).map(|row| float::Cut { scale: 1.0, zero: row as i32 }).collect();
        let activations = Activations { bits, cuts };
        for kernel in Kernel::available() {
            let mut out = Vec::new();
            kernel.linear(&linear, &activations, &mut out);
            for (at, number) in out.iter().enumerate() {
                let (place, row) = (at / rows, at % rows);
                let bits = activations.bits[place * columns..].iter().map(|&bits| i32::from(bits) - place as i32);
                let expected: i32 = row_of(&weights, columns, row).zip(bits).map(|(weight, bits)| weight * bits).sum();
                assert_eq!(*number, expected as f32, "{} at {place}, {row}", kernel.name());
            }
        }
    }
}

fn bits_of(numbers: &[f32]) -> Vec<u32> {
    numbers.iter().map(|number| number.to_bits()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn kernels_agree_bit_for_bit(seed: u64, count in 1usize..40, factor in 0.01f32..100.0) {
        let mut chance = Chance(seed);
        let numbers = chance.floats(count * HIDDEN, factor);
        let residual = chance.floats(count * HIDDEN, factor);
        let read = chance.floats(count * 3 * HIDDEN, factor.min(3.0));
        let norm = Norm { weight: chance.floats(HIDDEN, 1.0), bias: chance.floats(HIDDEN, 1.0) };
        let results = |kernel: Kernel| {
            let mut cut = Activations::default();
            kernel.quantise(&numbers, HIDDEN, &mut cut);
            let (mut active, mut active_cut) = (numbers.clone(), Activations::default());
            kernel.activate(&mut active, HIDDEN, &mut active_cut);
            let mut normal = numbers.clone();
            kernel.normalise(&mut normal, &residual, &norm);
            let mut mixed = vec![0.0; count * HIDDEN];
            kernel.attend(&read, HIDDEN, &mut Room::default(), &mut mixed);
            let cuts: Vec<_> = cut.cuts.iter().chain(&active_cut.cuts).map(|c| (c.scale.to_bits(), c.zero)).collect();
            (bits_of(&active), bits_of(&normal), bits_of(&mixed), cut.bits, active_cut.bits, cuts)
        };
        let reference = results(Kernel::Portable);
        for kernel in Kernel::available() {
            prop_assert!(results(kernel) == reference, "{}", kernel.name());
        }
    }
}
