//! The file of the accurate model: how it is laid out, and how it is read where it lies.
//!
//! It computes nothing and copies only what is small; the large tables stay in the file's bytes. All numbers are
//! little-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 0–7 | "ONRECENC" |
//! | 8–11 | the format's version, 2 |
//! | 12–15 | the count of sections |
//! | 16–47 | SHA-256 of all that follows; it names the model |
//! | 48–79 | layers, hidden, heads, inner, positions, types, labels, vocabulary: eight u32 |
//! | 80– | for each section: name (32 bytes, filled up with zeros), offset and length (u64 each) |
//!
//! Each section starts at a multiple of 64 bytes:
//!
//! | section | what |
//! |---|---|
//! | `vocabulary` | the pieces, one a line, sorted by bytes; a piece's id is its line |
//! | `embedding.words` | vocabulary × hidden numbers of four bits, the even column low, 8 added |
//! | `embedding.scales` | vocabulary × hidden / 32 bfloat16: what to multiply 32 numbers with |
//! | `embedding.positions`, `.types` | rows of hidden f32 |
//! | `embedding.norm` | a layer norm: hidden weights, then hidden biases, f32 |
//! | `layer.N.read` | queries, keys and values as one linear map; `write`, `up`, `down` follow it |
//! | `layer.N.norm.attention`, `.output` | layer norms |
//! | `head.weights`, `.bias` | labels × hidden and labels f32 |
//! | `head.steps` | labels × labels f32: what a label behind another adds |
//! | `syntax.hidden`, `.read`, `.pairs` | linear maps of the head for syntax |
//!
//! A linear map has four sections: `.weights`, i8 in blocks of 16 rows, in them steps of 4 columns, in them the 16
//! rows, in them the 4 columns; `.scales` f32 a row; `.sums` i32, the sum of each row's numbers; `.bias` f32.

use thiserror::Error;

use crate::lang::pieces::PieceVocabulary;

use super::syntax::{PAIR_COLUMNS, PAIR_ROWS, READ_ROWS, SyntaxWeights};

/// Rows of weights that lie side by side in a block.
pub(super) const BLOCK: usize = 16;

/// Columns that lie side by side in a step.
pub(super) const STEP: usize = 4;

/// Numbers of an embedding that share a scale.
pub(super) const GROUP: usize = 32;

/// The size of an attention head.
pub(super) const HEAD: usize = 32;

const MAGIC: &[u8; 8] = b"ONRECENC";
const VERSION: usize = 2;
const DIMENSIONS: usize = 48;
const TABLE: usize = 80;
const ENTRY: usize = 48;

/// The bytes are no model that can be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the model file is malformed: {0}")]
pub struct Malformed(String);

impl Malformed {
    fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }

    pub(super) fn labels(count: usize) -> Self {
        Self(format!("{count} labels"))
    }
}

/// A linear map with weights of eight bits.
#[derive(Clone, Debug)]
pub(super) struct Linear<'a> {
    pub rows: usize,
    pub columns: usize,
    /// i8, in blocks and steps.
    pub weights: &'a [u8],
    pub scales: Vec<f32>,
    pub sums: Vec<i32>,
    pub bias: Vec<f32>,
}

/// A layer norm.
#[derive(Clone, Debug)]
pub(super) struct Norm {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

/// One layer.
#[derive(Clone, Debug)]
pub(super) struct Layer<'a> {
    /// To queries, keys and values.
    pub read: Linear<'a>,
    /// From the attention's result.
    pub write: Linear<'a>,
    pub attention_norm: Norm,
    pub up: Linear<'a>,
    pub down: Linear<'a>,
    pub output_norm: Norm,
}

/// A model as it lies in a file.
#[derive(Clone, Debug)]
pub(super) struct EncoderWeights<'a> {
    pub hash: [u8; 32],
    pub hidden: usize,
    pub inner: usize,
    pub labels: usize,
    pub vocabulary: PieceVocabulary<'a>,
    /// Two numbers of four bits a byte.
    pub words: &'a [u8],
    /// bfloat16.
    pub word_scales: &'a [u8],
    pub positions: Vec<f32>,
    pub types: Vec<f32>,
    pub norm: Norm,
    pub layers: Vec<Layer<'a>>,
    pub head: Vec<f32>,
    pub head_bias: Vec<f32>,
    pub steps: Vec<f32>,
    pub syntax: SyntaxWeights<'a>,
}

impl<'a> EncoderWeights<'a> {
    /// Reads a model.
    ///
    /// # Errors
    ///
    /// Where the bytes are no model, have another version, or sizes do not agree. The hash is not computed.
    pub(super) fn from_bytes(bytes: &'a [u8]) -> Result<Self, Malformed> {
        if bytes.get(..8) != Some(MAGIC) {
            return Err(Malformed::new("another kind of file"));
        }
        let file = File { bytes, sections: u32_at(bytes, 12)? };
        if u32_at(bytes, 8)? != VERSION {
            return Err(Malformed::new("another version"));
        }
        let mut dimensions = [0; 8];
        for (index, dimension) in dimensions.iter_mut().enumerate() {
            *dimension = u32_at(bytes, DIMENSIONS + 4 * index)?;
        }
        let [layers, hidden, heads, inner, positions, types, labels, words] = dimensions;
        if hidden == 0 || hidden % GROUP != 0 || inner == 0 || inner % BLOCK != 0 || hidden != heads * HEAD {
            return Err(Malformed::new(format!("a hidden size of {hidden}, {heads} heads, an inner size of {inner}")));
        }
        let text = std::str::from_utf8(file.section("vocabulary")?)
            .map_err(|_| Malformed::new("a vocabulary that is no UTF-8"))?;
        let vocabulary =
            PieceVocabulary::new(text.split('\n')).ok_or_else(|| Malformed::new("a vocabulary without its marks"))?;
        if vocabulary.len() != words {
            return Err(Malformed::new(format!("{} pieces in place of {words}", vocabulary.len())));
        }
        Ok(Self {
            hash: bytes[16..48].try_into().map_err(|_| Malformed::new("no hash"))?,
            hidden,
            inner,
            labels,
            vocabulary,
            words: file.sized("embedding.words", words * hidden / 2)?,
            word_scales: file.sized("embedding.scales", words * hidden / GROUP * 2)?,
            positions: file.floats("embedding.positions", positions * hidden)?,
            types: file.floats("embedding.types", types * hidden)?,
            norm: file.norm("embedding.norm", hidden)?,
            layers: (0..layers).map(|layer| file.layer(layer, hidden, inner)).collect::<Result<_, _>>()?,
            head: file.floats("head.weights", labels * hidden)?,
            head_bias: file.floats("head.bias", labels)?,
            steps: file.floats("head.steps", labels * labels)?,
            syntax: SyntaxWeights {
                hidden: file.linear("syntax.hidden", hidden, hidden)?,
                read: file.linear("syntax.read", READ_ROWS, hidden)?,
                pairs: file.linear("syntax.pairs", PAIR_ROWS, PAIR_COLUMNS)?,
            },
        })
    }
}

struct File<'a> {
    bytes: &'a [u8],
    sections: usize,
}

impl<'a> File<'a> {
    fn section(&self, name: &str) -> Result<&'a [u8], Malformed> {
        let missing = || Malformed::new(format!("no section {name}"));
        let table = self.bytes.get(TABLE..TABLE + ENTRY * self.sections).ok_or_else(missing)?;
        let entry = table
            .chunks_exact(ENTRY)
            .find(|entry| entry[..32].strip_prefix(name.as_bytes()).is_some_and(|rest| rest.iter().all(|&b| b == 0)))
            .ok_or_else(missing)?;
        let number = |at: usize| {
            let bytes = entry[at..at + 8].try_into().map_err(|_| missing())?;
            usize::try_from(u64::from_le_bytes(bytes)).map_err(|_| missing())
        };
        let (offset, length) = (number(32)?, number(40)?);
        let end = offset.checked_add(length).ok_or_else(missing)?;
        self.bytes.get(offset..end).ok_or_else(missing)
    }

    fn sized(&self, name: &str, length: usize) -> Result<&'a [u8], Malformed> {
        let section = self.section(name)?;
        if section.len() == length {
            Ok(section)
        } else {
            Err(Malformed::new(format!("{} bytes of {name} in place of {length}", section.len())))
        }
    }

    fn numbers<T>(&self, name: &str, count: usize, read: impl Fn([u8; 4]) -> T) -> Result<Vec<T>, Malformed> {
        let bytes = self.sized(name, 4 * count)?;
        Ok(bytes.as_chunks::<4>().0.iter().map(|&bytes| read(bytes)).collect())
    }

    fn floats(&self, name: &str, count: usize) -> Result<Vec<f32>, Malformed> {
        self.numbers(name, count, f32::from_le_bytes)
    }

    fn norm(&self, name: &str, size: usize) -> Result<Norm, Malformed> {
        let mut weight = self.floats(name, 2 * size)?;
        let bias = weight.split_off(size);
        Ok(Norm { weight, bias })
    }

    fn linear(&self, name: &str, rows: usize, columns: usize) -> Result<Linear<'a>, Malformed> {
        Ok(Linear {
            rows,
            columns,
            weights: self.sized(&format!("{name}.weights"), rows * columns)?,
            scales: self.floats(&format!("{name}.scales"), rows)?,
            sums: self.numbers(&format!("{name}.sums"), rows, i32::from_le_bytes)?,
            bias: self.floats(&format!("{name}.bias"), rows)?,
        })
    }

    fn layer(&self, layer: usize, hidden: usize, inner: usize) -> Result<Layer<'a>, Malformed> {
        let name = |part: &str| format!("layer.{layer}.{part}");
        Ok(Layer {
            read: self.linear(&name("read"), 3 * hidden, hidden)?,
            write: self.linear(&name("write"), hidden, hidden)?,
            attention_norm: self.norm(&name("norm.attention"), hidden)?,
            up: self.linear(&name("up"), inner, hidden)?,
            down: self.linear(&name("down"), hidden, inner)?,
            output_norm: self.norm(&name("norm.output"), hidden)?,
        })
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Result<usize, Malformed> {
    let bytes = bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
    let number = bytes.map(u32::from_le_bytes).ok_or_else(|| Malformed::new("too short"))?;
    usize::try_from(number).map_err(|_| Malformed::new("too large"))
}
