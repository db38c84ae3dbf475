//! The check of a bundle: the bag's manifests, then what the files say of each other.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::claims::Claims;
use super::layout::{
    BAGIT, BAGIT_TEXT, CHAIN, CHAIN_FORMAT, Chain, ExhibitEntry, MANIFEST, PAYLOAD, TAG_MANIFEST, part,
};
use super::manifest::Manifest;
use super::source::Source;
use crate::store::chain_of;
use crate::stored::{BundleCheck, ChainRow, Problem};

/// Checks a bundle, packed or unpacked.
///
/// # Errors
/// When there is no such file or folder, or it cannot be read at all. What is wrong with what it holds is in the
/// result.
pub fn check(path: &Path) -> io::Result<BundleCheck> {
    let mut found = BundleCheck::default();
    let source = Source::open(path, &mut found.problems)?;
    if source.files().is_empty() && !found.problems.is_empty() {
        // It is no archive at all: that nothing is in it goes without saying.
        return Ok(found);
    }
    let mut check = Check { source, found, hashes: BTreeMap::new() };
    check.bag();
    check.story();
    Ok(check.found)
}

/// A check under way.
struct Check {
    source: Source,
    found: BundleCheck,
    /// The hashes of the files that could be read, by path.
    hashes: BTreeMap<String, String>,
}

impl Check {
    fn report(&mut self, place: &str, message: impl Into<String>) {
        self.found.problems.push(Problem { place: place.to_owned(), message: message.into() });
    }

    /// Reads a text, or says why not.
    fn text(&mut self, path: &str) -> Option<String> {
        self.source.text(path).map_err(|why| self.report(path, why)).ok()
    }

    /// Checks every file against the manifests.
    fn bag(&mut self) {
        for path in self.source.files() {
            match self.source.hash(&path) {
                Ok(hash) => {
                    self.hashes.insert(path, hash);
                }
                Err(why) => self.report(&path, why),
            }
        }
        self.found.files = self.hashes.len();
        if self.text(BAGIT).is_some_and(|text| text != BAGIT_TEXT) {
            self.report(BAGIT, "it declares no bag of BagIt 1.0");
        }
        self.manifest(MANIFEST, |path| path.starts_with(PAYLOAD));
        self.manifest(TAG_MANIFEST, |path| !path.starts_with(PAYLOAD) && path != TAG_MANIFEST);
    }

    /// Checks the files that a manifest is about.
    fn manifest(&mut self, name: &str, is_covered: fn(&str) -> bool) {
        let Some(text) = self.text(name) else { return };
        let manifest = match Manifest::read(&text) {
            Ok(manifest) => manifest,
            Err(line) => return self.report(name, format!("line {line} is none of a manifest")),
        };
        let listed: BTreeMap<String, String> = manifest.entries.into_iter().map(|(hash, path)| (path, hash)).collect();
        for (path, hash) in &listed {
            match self.hashes.get(path) {
                _ if !is_covered(path) => self.report(name, format!("{path} does not belong in it")),
                Some(own) if own != hash => self.report(path, "it was changed"),
                Some(_) => {}
                None => self.report(path, "it is missing"),
            }
        }
        let unlisted: Vec<String> =
            self.hashes.keys().filter(|path| is_covered(path) && !listed.contains_key(*path)).cloned().collect();
        unlisted.iter().for_each(|path| self.report(path, format!("it is not in {name}")));
    }

    /// Checks the versions against the chain, and their claims against their texts.
    fn story(&mut self) {
        let Some(text) = self.text(CHAIN) else { return };
        let chain: Chain = match serde_json::from_str(&text) {
            Ok(chain) => chain,
            Err(error) => return self.report(CHAIN, format!("it cannot be read: {error}")),
        };
        if chain.format != CHAIN_FORMAT {
            self.report(CHAIN, format!("its format is {}, and this program knows {CHAIN_FORMAT}", chain.format));
        }
        let mut before: Option<&ChainRow> = None;
        for row in &chain.versions {
            self.link(&chain, before, row);
            self.version(row, chain.captures_withheld.contains(&row.stands_as));
            before = Some(row);
        }
        for ExhibitEntry { file, sha256, .. } in &chain.exhibits {
            match file.as_ref().map(|file| (file, self.hashes.get(file))) {
                Some((file, None)) => self.report(file, "it is missing"),
                Some((file, Some(own))) if own != sha256 => self.report(file, "it is not the exhibit that was kept"),
                _ => {}
            }
        }
        if chain.versions.is_empty() {
            self.report(CHAIN, "it holds no version");
        }
        self.found.versions = chain.versions.len();
        (self.found.story, self.found.head) = (Some(chain.story), chain.history_head);
    }

    /// Checks a version's link of the chain.
    fn link(&mut self, chain: &Chain, before: Option<&ChainRow>, row: &ChainRow) {
        let place = format!("v{}", row.stands_as);
        if chain_of(row) != row.chain {
            self.report(&place, "its chain does not fit its fields");
        }
        let is_withheld = |number: &u32| chain.withheld.iter().any(|entry| entry.stands_as == *number);
        let first_missing = (before.map_or(0, |before| before.stands_as).saturating_add(1)..row.stands_as)
            .find(|number| !chain.elsewhere.contains(number) && !is_withheld(number));
        if first_missing.is_some() || before.is_some_and(|before| before.stands_as >= row.stands_as) {
            self.report(&place, "the version before it is missing");
        }
        let is_next = before.is_some_and(|before| before.place.checked_add(1) == Some(row.place));
        if is_next && row.before != before.map(|before| before.chain.clone()) {
            self.report(&place, "its chain does not continue that of the version before it");
        }
        let is_last = u64::try_from(row.place).is_ok_and(|place| place == chain.history_versions);
        if is_last && chain.history_head.as_ref() != Some(&row.chain) {
            self.report(&place, "it is the last version of the history, and the head is another");
        }
    }

    /// Checks the files of a version; its capture may be withheld.
    fn version(&mut self, row: &ChainRow, is_capture_withheld: bool) {
        for (name, hash) in [("body.txt", &row.body), ("capture", &row.capture)] {
            let path = part(row.stands_as, name);
            match self.hashes.get(&path) {
                Some(own) if own != hash => self.report(&path, "it is not what the chain covers"),
                Some(_) => {}
                None if name == "capture" && is_capture_withheld => {}
                None => self.report(&path, "it is missing"),
            }
        }
        let path = part(row.stands_as, "claims.json");
        let (Some(body), Some(text)) = (self.text(&part(row.stands_as, "body.txt")), self.text(&path)) else { return };
        match serde_json::from_str::<Claims>(&text) {
            Ok(claims) => claims.wrong(&body, &row.body).into_iter().for_each(|why| self.report(&path, why)),
            Err(error) => self.report(&path, format!("it cannot be read: {error}")),
        }
    }
}
