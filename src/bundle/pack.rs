//! A story → a bundle.
//!
//! No clock is in it but the history's: times in the zip are those of its format's beginning.

use std::collections::BTreeSet;
use std::io::{self, Read, Seek, Write};

use serde::Serialize;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::layout::{
    BAG_INFO, BAGIT, BAGIT_TEXT, CHAIN, CHAIN_FORMAT, Chain, ExhibitEntry, MANIFEST, PAYLOAD, README, README_TEXT,
    REPORT, TAG_MANIFEST, WithheldEntry, part,
};
use super::manifest::Manifest;
use super::seal;
use crate::ask;
use crate::curation::Ruled;
use crate::render::{Report, html, json};
use crate::report::Filter;
use crate::store::{self, Exhibit, History, StoredVersion, Withheld, Withholding};
use crate::stored::Problem;
use crate::story::{Slug, Story, VersionNumber, sha256};

/// Why a bundle could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Ask(#[from] ask::Error),
    /// The history was changed, and what it holds is no evidence.
    #[error("the history is not sound: {place}: {message}")]
    Unsound { place: String, message: String },
    /// The archive cannot be written.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// What was packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    pub versions: usize,
    pub files: usize,
    /// The head of the history.
    pub head: Option<String>,
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Ask(error.into())
    }
}

impl From<zip::result::ZipError> for Error {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Write(error.into())
    }
}

/// Writes the bundle of a story into an empty file.
///
/// # Errors
/// When what the history holds of the story was changed, when it cannot be read, or the file not written.
pub fn pack(history: &History, story: &Story, file: &mut (impl Read + Write + Seek)) -> Result<Packed, Error> {
    let checked = history.verify_with(Some(&story.slug), |_, _| {})?;
    if let Some(Problem { place, message }) = checked.problems.into_iter().next() {
        return Err(Error::Unsound { place, message });
    }
    let mut bag = Bag::new(file, story);
    bag.put(BAGIT, BAGIT_TEXT)?;
    bag.put(README, format!("{}, v1 to v{}: evidence\n\n{README_TEXT}", story.slug, story.versions))?;
    let facts = history.facts()?;
    let numbers = history.version_numbers(&story.slug)?;
    let withheld = withheld(history, story)?;
    let versions = history.chain_rows(&story.slug)?;
    let mut captures_withheld = BTreeSet::new();
    for row in &versions {
        if history.withheld_capture(&row.capture)?.is_some() {
            captures_withheld.insert(row.stands_as);
        }
    }
    let mut exhibits = Vec::new();
    for &number in &numbers {
        for (nth, exhibit) in (1..).zip(history.exhibits(&story.slug, number)?) {
            let is_there = history.withheld_capture(&exhibit.sha256)?.is_none();
            let file = is_there.then(|| part(number, &format!("exhibits/{}", exhibit.file_name(nth))));
            let Exhibit { name, sha256, tool, stored_at, .. } = exhibit;
            exhibits.push(ExhibitEntry { stands_as: number, name, file, sha256, tool, stored_at });
        }
    }
    let is_known =
        |number: &VersionNumber| numbers.contains(number) || withheld.iter().any(|entry| entry.stands_as == *number);
    let chain = Chain {
        format: CHAIN_FORMAT.to_owned(),
        story: story.slug.to_string(),
        history_versions: facts.versions,
        history_head: facts.head.clone(),
        elsewhere: (1..=story.versions).filter(|number| !is_known(number)).collect(),
        withheld,
        captures_withheld,
        exhibits,
        versions,
    };
    bag.put(CHAIN, pretty(&chain)?)?;
    bag.put(REPORT, html::render(&Report::Story(ask::story(history, story.clone())?)))?;
    let rulings = Ruled::all(&history.decisions()?);
    let mut before: Option<StoredVersion> = None;
    let versions = numbers.len();
    for number in numbers {
        let version = history.listed_version(&story.slug, number)?;
        if let Some(capture) = history.capture(&story.slug, number)? {
            bag.put(&part(number, "capture"), capture)?;
        }
        for exhibit in chain.exhibits.iter().filter(|exhibit| exhibit.stands_as == number) {
            if let Some(file) = &exhibit.file
                && let Some(bytes) = history.bytes_of(&exhibit.sha256)?
            {
                bag.put(file, bytes)?;
            }
        }
        bag.put(&part(number, "body.txt"), &version.body)?;
        bag.put(&part(number, "claims.json"), json::render(&Report::Show(ask::report_of(version.clone(), false))))?;
        if let Some(before) = before {
            let step = ask::step(history, &before, &version, &rulings, &Filter::default())?;
            bag.put(&part(number, "changes.json"), json::render(&Report::Diff(step.within_story())))?;
        }
        before = Some(version);
    }
    let files = bag.finish(story, facts.head.as_deref())?;
    Ok(Packed { versions, files, head: facts.head })
}

/// Lists the versions of a story whose words were taken out.
fn withheld(history: &History, story: &Story) -> Result<Vec<WithheldEntry>, Error> {
    let entry = |row: Withholding| match row.what {
        Withheld::Version(_, stands_as) => {
            let Withholding { sha256: body, author, reason, withheld_at, .. } = row;
            Some(WithheldEntry { stands_as, body, author, reason, withheld_at })
        }
        Withheld::Capture => None,
    };
    Ok(history.withheld_versions(&story.slug)?.into_iter().filter_map(entry).collect())
}

/// Writes JSON that people read too.
fn pretty(value: &impl Serialize) -> io::Result<String> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}

/// A bag under way.
struct Bag<'a, F: Read + Write + Seek> {
    zip: ZipWriter<&'a mut F>,
    /// The folder that the whole bag lies in.
    top: String,
    payload: Manifest,
    tags: Manifest,
    bytes: usize,
}

impl<'a, F: Read + Write + Seek> Bag<'a, F> {
    fn new(file: &'a mut F, story: &Story) -> Self {
        // A foreign database may call a story anything.
        let top = Slug::from_text(story.slug.as_str()).map_or_else(|| "story".to_owned(), |slug| slug.to_string());
        let (payload, tags) = (Manifest::default(), Manifest::default());
        Self { zip: ZipWriter::new(file), top, payload, tags, bytes: 0 }
    }

    /// Adds a file, and notes its hash.
    fn put(&mut self, path: &str, content: impl AsRef<[u8]>) -> Result<(), Error> {
        let content = content.as_ref();
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o644);
        self.zip.start_file(format!("{}/{path}", self.top), options)?;
        self.zip.write_all(content)?;
        let hash = sha256(content);
        if path.starts_with(PAYLOAD) {
            self.bytes += content.len();
            self.payload.add(hash, path);
        } else {
            self.tags.add(hash, path);
        }
        Ok(())
    }

    /// Adds the manifests and the seal; returns how many files there are.
    fn finish(mut self, story: &Story, head: Option<&str>) -> Result<usize, Error> {
        let manifest = self.payload.text();
        self.put(MANIFEST, manifest)?;
        let info = format!(
            "Bag-Software-Agent: onrecord {}\nExternal-Identifier: {}\nPayload-Oxum: {}.{}\nHistory-Head: {}\n",
            env!("CARGO_PKG_VERSION"),
            story.slug,
            self.bytes,
            self.payload.entries.len(),
            head.unwrap_or("none"),
        );
        self.put(BAG_INFO, info)?;
        let manifest = self.tags.text();
        self.put(TAG_MANIFEST, manifest)?;
        self.zip.set_comment(seal::blank())?;
        seal::put(self.zip.finish()?)?;
        Ok(self.payload.entries.len() + self.tags.entries.len())
    }
}
