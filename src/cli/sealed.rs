//! A seal as it lies on a disk, with what lies beside it and proves it: FILE.minisig and FILE.tsr.
//!
//! It holds no history against the seal.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::report::{SignatureCheck, StampCheck};
use crate::seal::{PublicKey, Seal, beside, time_of_stamp};
use crate::stored::Problem;

/// What is read of a file that lies beside a seal. Stamps, with all their certificates, have some thousand bytes.
const MOST: u64 = 1 << 20;

/// A seal, and what became of the check of what proves it.
pub(super) struct Sealed {
    pub(super) seal: Seal,
    pub(super) signature: Option<SignatureCheck>,
    pub(super) stamp: Option<StampCheck>,
    /// What is wrong with the signature and the stamp.
    pub(super) problems: Vec<Problem>,
}

/// Reads the public key that the user gave: a file, or the key itself.
pub(super) fn public_key(given: &str) -> Result<PublicKey, Failure> {
    let fail = |why: String| {
        Failure::new(format!("cannot check with {given}: {why}"))
            .hint("give the public key of whoever signed, 56 letters that begin with RW, or the file that holds it")
    };
    let text = match Path::new(given).is_file() {
        true => fs::read_to_string(given).map_err(|error| fail(error.to_string()))?,
        false => given.to_owned(),
    };
    PublicKey::read(&text).map_err(|error| fail(error.to_string()))
}

/// Reads a seal, and checks what lies beside it: the signature where there is a key to check it with, the stamp always.
pub(super) fn read(path: &Path, key: Option<&PublicKey>) -> Result<Sealed, Failure> {
    let fail = |why: String| {
        Failure::new(format!("{} is no seal: {why}", path.display())).hint("name a file that onrecord seal has made")
    };
    let bytes = bounded(path).map_err(|error| fail(error.to_string()))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| fail("it is no text".into()))?;
    let seal = Seal::from_text(text).map_err(fail)?;
    let mut problems = Vec::new();
    let mut problem = |place: PathBuf, message: String| {
        problems.push(Problem { place: place.display().to_string(), message });
    };

    let place = beside(path, "minisig");
    let signature = match (found(&place)?, key) {
        (None, None) => None,
        (Some(_), None) => Some(SignatureCheck::Unchecked),
        (None, Some(_)) => {
            problem(place, "the signature that was to be checked is missing".into());
            Some(SignatureCheck::Bad)
        }
        (Some(signature), Some(key)) => match key.check(&bytes, &String::from_utf8_lossy(&signature)) {
            Ok(comment) => Some(SignatureCheck::Good { comment }),
            Err(why) => {
                problem(place, format!("the signature is not good: {why}"));
                Some(SignatureCheck::Bad)
            }
        },
    };
    let place = beside(path, "tsr");
    let stamp = match found(&place)?.map(|answer| time_of_stamp(&answer, &bytes)) {
        None => None,
        Some(Ok(time)) => Some(StampCheck::Good { time }),
        Some(Err(why)) => {
            problem(place, format!("the time stamp is not good: {why}"));
            Some(StampCheck::Bad)
        }
    };
    Ok(Sealed { seal, signature, stamp, problems })
}

/// Reads a file that may be there.
fn found(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match bounded(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::new(format!("cannot read {}: {error}", path.display()))
            .hint("check its permissions, or move it away to check the seal without it")),
    }
}

fn bounded(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST).read_to_end(&mut bytes)?;
    Ok(bytes)
}
