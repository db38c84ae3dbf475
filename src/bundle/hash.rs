//! SHA-256 of bytes that come bit by bit.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

/// A hash under way.
#[derive(Default)]
pub(super) struct Hash(Sha256);

impl Hash {
    /// Returns it in lower-case hexadecimal.
    pub(super) fn finish(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Write for Hash {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
