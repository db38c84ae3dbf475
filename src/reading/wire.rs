//! Numbers and spans as bytes: small numbers in one byte, places as distances from what stands before them.
//!
//! Whatever bytes it is given, it takes no more room than these have: each thing in a list takes a byte at least.

use crate::claim::Span;

/// Puts values one after the other.
#[derive(Debug, Default)]
pub(super) struct ReadingEncoder {
    bytes: Vec<u8>,
    /// Where the last span ended.
    at: usize,
}

impl ReadingEncoder {
    pub(super) fn finish(self) -> Vec<u8> {
        self.bytes
    }

    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// Puts a number, seven bits a byte, the lowest first.
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    pub(super) fn index(&mut self, index: usize) {
        self.number(index as u64);
    }

    /// Puts a number of either sign: those near 0 are short.
    pub(super) fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)) as u64);
    }

    /// Puts an index that is near `before`.
    pub(super) fn near(&mut self, index: usize, before: usize) {
        self.signed(index as i64 - before as i64);
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.index(bytes.len());
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn float(&mut self, number: f64) {
        self.bytes.extend_from_slice(&number.to_bits().to_le_bytes());
    }

    /// Starts the places of a list at 0 again.
    pub(super) fn rewind(&mut self) {
        self.at = 0;
    }

    /// Puts a span as its distance from the last one, and its length.
    pub(super) fn span(&mut self, span: Span) {
        self.near(span.start, self.at);
        self.near(span.end, span.start);
        self.at = span.end;
    }

    /// Puts what may be missing.
    pub(super) fn option<T>(&mut self, value: Option<T>, put: impl FnOnce(&mut Self, T)) {
        self.byte(value.is_some().into());
        if let Some(value) = value {
            put(self, value);
        }
    }

    /// Puts a list: how many, then each. Its places count from 0.
    pub(super) fn list<L: IntoIterator<IntoIter: ExactSizeIterator>>(
        &mut self,
        list: L,
        mut put: impl FnMut(&mut Self, L::Item),
    ) {
        let list = list.into_iter();
        self.index(list.len());
        self.rewind();
        list.for_each(|entry| put(self, entry));
    }
}

/// Bytes that no encoder has put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MalformedReading;

/// Takes values in the order in which a [`ReadingEncoder`] put them.
#[derive(Debug)]
pub(super) struct ReadingDecoder<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> ReadingDecoder<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Checks that nothing is left.
    pub(super) fn finish(self) -> Result<(), MalformedReading> {
        if self.bytes.is_empty() { Ok(()) } else { Err(MalformedReading) }
    }

    pub(super) fn byte(&mut self) -> Result<u8, MalformedReading> {
        let (&byte, rest) = self.bytes.split_first().ok_or(MalformedReading)?;
        self.bytes = rest;
        Ok(byte)
    }

    pub(super) fn number(&mut self) -> Result<u64, MalformedReading> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if bits << shift >> shift != bits {
                return Err(MalformedReading);
            }
            number |= bits << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(MalformedReading)
    }

    pub(super) fn index(&mut self) -> Result<usize, MalformedReading> {
        usize::try_from(self.number()?).map_err(|_| MalformedReading)
    }

    pub(super) fn signed(&mut self) -> Result<i64, MalformedReading> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    pub(super) fn near(&mut self, before: usize) -> Result<usize, MalformedReading> {
        let before = i64::try_from(before).map_err(|_| MalformedReading)?;
        before.checked_add(self.signed()?).and_then(|index| usize::try_from(index).ok()).ok_or(MalformedReading)
    }

    pub(super) fn bytes(&mut self) -> Result<&'b [u8], MalformedReading> {
        let len = self.index()?;
        let (bytes, rest) = self.bytes.split_at_checked(len).ok_or(MalformedReading)?;
        self.bytes = rest;
        Ok(bytes)
    }

    pub(super) fn text(&mut self) -> Result<String, MalformedReading> {
        String::from_utf8(self.bytes()?.to_vec()).map_err(|_| MalformedReading)
    }

    pub(super) fn float(&mut self) -> Result<f64, MalformedReading> {
        let (bits, rest) = self.bytes.split_first_chunk().ok_or(MalformedReading)?;
        self.bytes = rest;
        Some(f64::from_bits(u64::from_le_bytes(*bits))).filter(|number| number.is_finite()).ok_or(MalformedReading)
    }

    pub(super) fn span(&mut self) -> Result<Span, MalformedReading> {
        let start = self.near(self.at)?;
        let end = self.near(start)?;
        self.at = end;
        Ok(Span::new(start, end))
    }

    pub(super) fn option<T>(
        &mut self,
        take: impl FnOnce(&mut Self) -> Result<T, MalformedReading>,
    ) -> Result<Option<T>, MalformedReading> {
        match self.byte()? {
            0 => Ok(None),
            1 => Ok(Some(take(self)?)),
            _ => Err(MalformedReading),
        }
    }

    pub(super) fn list<T>(
        &mut self,
        mut take: impl FnMut(&mut Self) -> Result<T, MalformedReading>,
    ) -> Result<Vec<T>, MalformedReading> {
        let len = self.index()?;
        if len > self.bytes.len() {
            return Err(MalformedReading);
        }
        self.at = 0;
        let mut list = Vec::with_capacity(len);
        for _ in 0..len {
            list.push(take(self)?);
        }
        Ok(list)
    }

    /// Takes one of the values of an enum, by its place among them.
    pub(super) fn one_of<T: Copy>(&mut self, values: &[T]) -> Result<T, MalformedReading> {
        values.get(usize::from(self.byte()?)).copied().ok_or(MalformedReading)
    }
}
