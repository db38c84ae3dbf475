//! Compressed bytes → bytes, up to a limit: a bomb is an error, never a full memory.

use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::ingest::LIMIT;

/// Why bytes could not be unpacked: lowercase words.
pub(super) type Why = String;

/// Reads to the end, or says that it is too much.
pub(super) fn bounded(from: impl Read, limit: u64) -> Result<Vec<u8>, Why> {
    let mut bytes = Vec::new();
    from.take(limit + 1).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
    match bytes.len() as u64 > limit {
        true => Err(format!("larger than {} MiB", limit / (1024 * 1024))),
        false => Ok(bytes),
    }
}

fn broken(error: &io::Error) -> Why {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "ends too early".to_owned(),
        _ => format!("damaged: {error}"),
    }
}

/// Unpacks gzip.
pub(super) fn gzip(bytes: &[u8]) -> Result<Vec<u8>, Why> {
    bounded(MultiGzDecoder::new(bytes), LIMIT)
}

/// Unpacks what HTTP calls deflate: zlib by the book, raw by habit.
pub(super) fn deflate(bytes: &[u8]) -> Result<Vec<u8>, Why> {
    bounded(ZlibDecoder::new(bytes), LIMIT).or_else(|_| bounded(DeflateDecoder::new(bytes), LIMIT))
}

/// Unpacks brotli.
pub(super) fn brotli(bytes: &[u8]) -> Result<Vec<u8>, Why> {
    bounded(brotli_decompressor::Decompressor::new(bytes, 4096), LIMIT)
}

/// Returns whether bytes start as gzip does.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{GzEncoder, ZlibEncoder};

    use super::*;

    #[test]
    fn unpacks_and_stops_at_the_limit() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(b"the ferry is back").unwrap();
        let packed = encoder.finish().unwrap();
        assert_eq!(gzip(&packed).unwrap(), b"the ferry is back");
        assert_eq!(gzip(&packed[..packed.len() - 9]).unwrap_err(), "ends too early");
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(b"late").unwrap();
        assert_eq!(deflate(&encoder.finish().unwrap()).unwrap(), b"late");
        assert!(bounded(io::repeat(0), 1 << 20).unwrap_err().starts_with("larger than 1 MiB"));
    }

    #[test]
    fn a_bomb_is_an_error() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        let block = vec![0; 1 << 20];
        (0..70).for_each(|_| encoder.write_all(&block).unwrap());
        assert_eq!(gzip(&encoder.finish().unwrap()).unwrap_err(), "larger than 64 MiB");
    }

    #[test]
    fn reads_brotli() {
        // One block as it is, then the end: what the format allows without an encoder.
        assert_eq!(brotli(&stored_brotli(b"ferry")).unwrap(), b"ferry");
        assert!(brotli(b"no brotli at all").is_err());
    }

    /// Writes brotli that compresses nothing.
    pub(crate) fn stored_brotli(bytes: &[u8]) -> Vec<u8> {
        assert!(!bytes.is_empty() && bytes.len() <= 1 << 16);
        // Window size 16 (one bit 0), not the last block (0), four digits of length (00), length less one in 16 bits,
        // stored (1).
        let head: u32 = (bytes.len() as u32 - 1) << 4 | 1 << 20;
        let mut packed = head.to_le_bytes()[..3].to_vec();
        packed.extend_from_slice(bytes);
        // The last block, empty.
        packed.push(0b11);
        packed
    }
}
