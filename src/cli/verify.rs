//! `onrecord verify`: whether the history, or a bundle of evidence, is whole: nothing changed, nothing missing.
//!
//! It repairs nothing and changes nothing.

use std::path::{Path, PathBuf};

use super::args::story;
use super::checking::{check, failure, places};
use super::context::Context;
use super::failure::Failure;
use super::sealed::{self, Sealed};
use crate::ask::reference;
use crate::bundle;
use crate::render::Report;
use crate::report::{BundleReport, SealCheck, VerificationReport};
use crate::stored::{Heads, Problem};

/// Check that nothing in the history or a bundle was changed and nothing is missing
///
/// Checks the file, its schema, the chain that links all versions, every text and the bytes that it was read from,
/// every claim, what claims are found and known again by, and every decision. With a STORY it checks the versions of
/// that story alone, and says what it leaves out. The exit code is 2 where something is wrong; the report names each
/// place.
///
/// With a file or a folder that onrecord bundle made, it checks that instead: every file against its hash, every
/// version against the chain, every claim against its text.
///
/// The head is a hash over all versions. It is the one thing to note elsewhere: the same head later proves that no
/// version was changed or taken away in between, even by somebody who made all the links anew. A seal (onrecord seal)
/// notes the heads of everything, and --seal holds the history against it. Where FILE.tsr lies beside the seal, the
/// time of the stamp is told, if it is of this seal; who gave it is for openssl ts -verify to tell. --public-key checks
/// the signature beside it, FILE.minisig.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  onrecord verify
  onrecord verify kremlin-talks
  onrecord verify --seal seal-2031-05-06.txt                        is it still what was sealed that day?
  onrecord verify --seal seal.txt --public-key desk.key.pub         and did the desk sign it?
  onrecord verify evidence.zip
  onrecord verify --format json | jq -r .head >> heads.txt          note the head, on another disk if possible")]
pub struct Args {
    /// The story to check, or the bundle, packed or unpacked [default: the whole history]
    #[arg(value_name = "STORY|BUNDLE")]
    story: Option<String>,
    /// A file that onrecord seal has made: tell whether the history still begins with what was sealed; give it again
    /// for several
    #[arg(long = "seal", value_name = "FILE", conflicts_with = "story")]
    seals: Vec<PathBuf>,
    /// Check the signature beside each seal, FILE.minisig, with this public key of minisign, or the file that holds it
    #[arg(long, value_name = "KEY|FILE", requires = "seals")]
    public_key: Option<String>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<u8, Failure> {
    // A folder may be called like a story.
    let is_bundle = |path: &&Path| path.is_file() || path.join("bagit.txt").is_file();
    if let Some(path) = args.story.as_ref().map(Path::new).filter(is_bundle) {
        return bundle(context, path);
    }
    let history = context.open()?;
    let story = match &args.story {
        Some(named) if named.contains(['/', '\\']) || named.ends_with(".zip") => {
            return Err(Failure::new(format!("there is no bundle {named}")).hint(
                "name a zip file, or the folder with bagit.txt in it; a story goes by its name: onrecord verify STORY",
            ));
        }
        Some(named) => {
            let named = story(named).map_err(Failure::new)?;
            Some(reference::choose_story(&history, Some(&named), "")?.slug)
        }
        None => None,
    };
    let key = args.public_key.as_deref().map(sealed::public_key).transpose()?;
    let seals = args.seals.iter().map(|path| sealed::read(path, key.as_ref())).collect::<Result<Vec<_>, _>>()?;
    let mut verification = check(&history, story.as_ref())?;
    let mut checks = Vec::new();
    let held = if seals.is_empty() { 0 } else { history.heads()?.versions.count };
    let mut unproved = Vec::new();
    for (path, Sealed { seal, signature, stamp, problems }) in args.seals.iter().zip(seals) {
        let place = path.display().to_string();
        let links = history.links_at(&seal.heads)?;
        let broken = broken(&seal.heads, &links);
        checks.push(SealCheck {
            place: place.clone(),
            sealed_at: seal.sealed_at,
            holds: broken.is_empty(),
            since: held.saturating_sub(seal.heads.versions.count),
            signature,
            stamp,
        });
        unproved.extend(problems);
        verification.problems.extend(broken.into_iter().map(|message| Problem { place: place.clone(), message }));
    }
    let failure = failure(&verification.problems).or_else(|| unproved_failure(&unproved));
    verification.problems.extend(unproved);
    let path = history.path().to_owned();
    context.show(&Report::Verification(VerificationReport { path, story, verification, seals: checks }))?;
    failure.map_or(Ok(0), Err)
}

/// Says that the history is as it was sealed, and that something is wrong with what proves the seal.
fn unproved_failure(problems: &[Problem]) -> Option<Failure> {
    let places = places(problems);
    (!places.is_empty()).then(|| {
        Failure::new(format!("the seal is not proved; something is wrong in: {}", reference::list(&places)))
            .hint("compare it with a copy that is kept elsewhere, and ask whoever sealed for the right public key")
    })
}

/// Says in words which links are not those that were sealed.
fn broken(sealed: &Heads, found: &Heads) -> Vec<String> {
    let links = Heads::NAMES.iter().zip(sealed.links()).zip(found.links());
    let broken = links.filter(|((_, sealed), found)| sealed.hash != found.hash);
    broken
        .map(|((name, sealed), found)| match found.hash {
            Some(_) => format!(
                "the first {} {name} are not those that were sealed: they were changed, or all of it was made anew",
                sealed.count
            ),
            None => format!("the history has not the {} {name} that were sealed", sealed.count),
        })
        .collect()
}

/// Checks a bundle of evidence.
fn bundle(context: &Context, path: &Path) -> Result<u8, Failure> {
    let check = bundle::check(path).map_err(|error| {
        Failure::new(format!("cannot read {}: {error}", path.display())).hint("check the path and its permissions")
    })?;
    let places = places(&check.problems);
    context.show(&Report::Bundle(BundleReport { path: path.to_owned(), check }))?;
    if places.is_empty() {
        return Ok(0);
    }
    Err(Failure::new(format!("the bundle is not sound; something is wrong in: {}", reference::list(&places)))
        .hint("keep it as it is, and ask whoever made it for another copy"))
}
