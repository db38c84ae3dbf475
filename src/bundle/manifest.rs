//! A manifest: the hash of each file of a bag, a line each, as `sha256sum` writes and reads it.
//!
//! It is read strictly: any other sign in a line is damage.

/// The hashes of files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// Hash and path, in the order of the paths.
    pub entries: Vec<(String, String)>,
}

impl Manifest {
    /// Adds a file.
    pub(super) fn add(&mut self, sha256: String, path: &str) {
        self.entries.push((sha256, path.to_owned()));
    }

    /// Writes the lines, by path.
    pub(super) fn text(&mut self) -> String {
        self.entries.sort_by(|one, other| one.1.cmp(&other.1));
        self.entries.iter().map(|(sha256, path)| format!("{sha256}  {path}\n")).collect()
    }

    /// Reads the lines; a line that is none of a manifest, or out of order, is given back by its number.
    pub(super) fn read(text: &str) -> Result<Self, usize> {
        let mut manifest = Self::default();
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            let line = line.strip_suffix('\n').ok_or(number)?;
            let (sha256, path) = line.split_once("  ").ok_or(number)?;
            let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
            let follows = manifest.entries.last().is_none_or(|(_, last)| last.as_str() < path);
            if !is_hash || !follows || path.is_empty() {
                return Err(number);
            }
            manifest.add(sha256.to_owned(), path);
        }
        Ok(manifest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_and_nothing_else() {
        let mut manifest = Manifest::default();
        manifest.add("b".repeat(64), "data/b c.txt");
        manifest.add("0".repeat(64), "bagit.txt");
        let text = manifest.text();
        assert_eq!(Manifest::read(&text), Ok(manifest));
        let hash = "a".repeat(64);
        for (wrong, line) in [
            (format!("{hash}  a"), 1),
            (format!("{hash} a\n"), 1),
            (format!("{}  a\n", hash.to_uppercase()), 1),
            (format!("{hash}  a\n{hash}  a\n"), 2),
            (format!("{hash}  b\n\n"), 2),
            (format!("{hash}  \n"), 1),
        ] {
            assert_eq!(Manifest::read(&wrong), Err(line), "{wrong}");
        }
    }
}
