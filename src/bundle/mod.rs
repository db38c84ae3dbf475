//! A story as evidence: one archive that can be checked without this program, and the check.
//!
//! The archive is a zip file with a BagIt bag in it (RFC 8493): every capture, text, list of claims and comparison,
//! the page of the whole story, what the chain covers, and manifests of their hashes. The same history gives the same
//! bytes. A check takes nothing out of the archive onto the disk, believes no name or length in it, and reports all
//! that is wrong instead of stopping at the first.

mod check;
mod claims;
mod hash;
mod layout;
mod manifest;
mod pack;
mod seal;
mod source;

pub use check::check;
pub use pack::{Error, Packed, pack};
