//! Two versions' claims → which is which, and how each differs.
//!
//! It compares claims, never lines, and leaves nothing out: what differs is in exactly one edit. It does no I/O, and
//! the same input gives the same answer.

mod absorbed;
mod addressed;
mod agreement;
mod align;
mod assignment;
mod change;
mod clauses;
mod compared;
mod confidence;
mod contained;
mod correction;
mod counterparts;
mod credits;
mod headline;
mod holders;
mod in_place;
mod joined;
mod kept;
mod label;
mod lexicon;
mod links;
mod matching;
mod metadata;
mod nested;
mod noise;
mod order;
mod repeated;
mod requoted;
mod restated;
mod similarity;
mod vocabulary;
mod why;
mod wording;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use self::compared::ComparedSide;
use self::joined::JoinedEntities;
use self::links::Link;
use self::vocabulary::Vocabulary;
use crate::claim::{Claim, Excerpt, Extraction, Span};
use crate::reading::{Analysis, Reading};
use crate::story::Metadata;

pub use self::change::{Change, ChangeKind, EditKind, Severity};
pub use self::confidence::Confidence;
pub use self::noise::Noise;
pub use self::why::{Joining, Linking, RunnerUp, Why, rule_of};

/// One side of a comparison: a version, and what was read off it when it was recorded.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    pub metadata: &'a Metadata,
    pub body: &'a str,
    pub extraction: &'a Extraction,
    /// That of the body and of the metadata's headline.
    pub reading: &'a Reading,
}

impl<'a> Side<'a> {
    /// Makes a side of a version and its analysis.
    pub fn new(metadata: &'a Metadata, body: &'a str, analysis: &'a Analysis) -> Self {
        Self { metadata, body, extraction: &analysis.extraction, reading: &analysis.reading }
    }
}

/// All that differs between two versions, and all that does not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// Changed metadata fields, in the order of [`Metadata`]'s fields.
    pub metadata: Vec<MetadataChange>,
    /// In the order of the new body; a removed claim stands where it stood.
    pub edits: Vec<Edit>,
    /// Editor's notes found in either text.
    pub corrections: Vec<Correction>,
    /// What differs in the lines that are the page's and not the story's; in no edit.
    pub noise: Noise,
}

/// A metadata field whose value differs.
#[derive(Clone, Debug, PartialEq)]
pub struct MetadataChange {
    /// The field's name in the contract ("headline", "published_at").
    pub field: &'static str,
    pub old: Option<String>,
    pub new: Option<String>,
    /// A headline as a claim, where both versions have one. Its spans are places in the headlines.
    pub edit: Option<Edit>,
}

/// What became of one claim, or of the claims that one was split into or made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    pub kind: EditKind,
    /// Claims of the old version, in text order; empty for an added one.
    pub old: Vec<Claim>,
    /// Claims of the new version, in text order; empty for a removed one.
    pub new: Vec<Claim>,
    /// At least one for a changed edit, none for the others; most serious first, then in the order of [`ChangeKind`].
    pub changes: Vec<Change>,
    /// The words of the claims' spans, old against new: what stayed, went and came. Empty unless changed.
    pub wording: Vec<WordingPart>,
}

impl Edit {
    /// Returns how serious the edit is: its most serious change; added and removed are substantive, unchanged has none.
    pub fn severity(&self) -> Option<Severity> {
        match self.kind {
            EditKind::Added | EditKind::Removed => Some(Severity::Substantive),
            EditKind::Changed => self.changes.iter().map(|change| change.kind.severity()).min(),
            EditKind::Unchanged => None,
        }
    }

    /// Returns how sure the edit is: the surest of its most serious changes; unchanged has none.
    pub fn confidence(&self) -> Option<Confidence> {
        match self.kind {
            EditKind::Added | EditKind::Removed => Some(Confidence::CAME_OR_WENT),
            EditKind::Changed => {
                let severity = self.severity();
                let gravest = self.changes.iter().filter(|change| Some(change.kind.severity()) == severity);
                gravest.map(|change| change.confidence).max()
            }
            EditKind::Unchanged => None,
        }
    }
}

/// What happened to a run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordingOp {
    Equal,
    Delete,
    Insert,
}

/// A run of words that stayed, went or came. The texts of `Equal` and `Delete`, put together as they are, are the old
/// words, those of `Equal` and `Insert` the new ones, white space folded: a text holds the spaces beside its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordingPart {
    pub op: WordingOp,
    pub text: String,
}

/// Which side something stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SideName {
    Old,
    New,
}

/// An editor's note in one of the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub side: SideName,
    pub span: Span,
    pub text: String,
    /// The edits that it owns up to, as indexes into [`Diff::edits`].
    pub covers: Vec<usize>,
    /// Whether it owns up to the change of the headline.
    pub covers_headline: bool,
}

/// How many edits there are of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub added: usize,
    pub removed: usize,
    pub changed: usize,
    pub unchanged: usize,
    /// Edits by their severity.
    pub substantive: usize,
    pub framing: usize,
    pub cosmetic: usize,
    /// Lines of the page that differ; no edits.
    pub capture_noise: usize,
}

impl Diff {
    /// Counts the edits.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary { capture_noise: self.noise.lines(), ..Summary::default() };
        for edit in &self.edits {
            match edit.kind {
                EditKind::Added => summary.added += 1,
                EditKind::Removed => summary.removed += 1,
                EditKind::Changed => summary.changed += 1,
                EditKind::Unchanged => summary.unchanged += 1,
            }
            match edit.severity() {
                Some(Severity::Substantive) => summary.substantive += 1,
                Some(Severity::Framing) => summary.framing += 1,
                Some(Severity::Cosmetic) => summary.cosmetic += 1,
                None => {}
            }
        }
        summary
    }

    /// Returns the change of the headline, read as a claim.
    pub fn headline(&self) -> Option<&Edit> {
        self.metadata.iter().find_map(|change| change.edit.as_ref())
    }

    /// Lists the correction notes that own up to an edit, as indexes into `corrections`. A note that came owns up to
    /// its own coming.
    pub fn notes_on(&self, index: usize) -> Vec<usize> {
        let edit = &self.edits[index];
        let is_it = |note: &Correction| {
            note.side == SideName::New
                && edit.kind == EditKind::Added
                && edit.new.iter().all(|claim| note.span.contains(claim.span))
        };
        let notes = self.corrections.iter().enumerate();
        notes.filter(|(_, note)| note.covers.contains(&index) || is_it(note)).map(|(nth, _)| nth).collect()
    }

    /// Lists the correction notes that own up to the change of the headline.
    pub fn notes_on_headline(&self) -> Vec<usize> {
        let notes = self.corrections.iter().enumerate();
        notes.filter(|(_, note)| note.covers_headline).map(|(nth, _)| nth).collect()
    }
}

/// Compares two versions of a story.
pub fn diff(old: Side, new: Side) -> Diff {
    compare(old, new, false).0
}

/// Compares two versions as [`diff`] does, and says of each edit why it is one: the lists go side by side.
pub fn explained(old: Side, new: Side) -> (Diff, Vec<Why>) {
    compare(old, new, true)
}

fn compare(old: Side, new: Side, explain: bool) -> (Diff, Vec<Why>) {
    let mut vocabulary = Vocabulary::default();
    let mut sides =
        [old, new].map(|side| ComparedSide::new(side.body, side.extraction, &side.reading.body, &mut vocabulary));
    let [one, other] = &mut sides;
    compared::mark_names([&mut *one, &mut *other], &vocabulary);
    compared::drop_shared_outsiders(one, other);
    let joined = JoinedEntities::new([old, new].map(|side| (&side.reading.body.entities, side.body)));
    let mut alignment = align::align(one, other, &joined, &mut vocabulary);
    absorbed::join(&mut alignment.links, [&*one, &*other], &vocabulary);
    contained::join(&mut alignment.links, [&*one, &*other], &joined, &mut vocabulary);
    alignment.note(align::Step::Likeness);
    restated::join(&mut alignment.links, [&*one, &*other], &joined, &mut vocabulary);
    credits::join(&mut alignment.links, [&*one, &*other], &vocabulary);
    alignment.note(align::Step::Clause);
    repeated::join(&mut alignment.links, [&*one, &*other], &joined, &vocabulary);
    requoted::join(&mut alignment.links, [&*one, &*other], &joined, &vocabulary);
    alignment.note(align::Step::KeptWords);
    in_place::join(&mut alignment.links, [&*one, &*other], &joined, &vocabulary);
    alignment.note(align::Step::Place);
    nested::join(&mut alignment.links, [&*one, &*other], &vocabulary);
    alignment.note(align::Step::Part);
    addressed::join(&mut alignment.links, [&*one, &*other], &vocabulary);
    alignment.note(align::Step::Address);
    let placed = placed(&alignment.links.sorted(), one, other);
    let edits: Vec<Edit> =
        placed.iter().map(|(link, moved)| edit(link, *moved, [&*one, &*other], &joined, &mut vocabulary)).collect();
    let whys = if explain { why::whys(&placed, &alignment, [one, other], &mut vocabulary) } else { Vec::new() };
    let headline = headline::edit(old, new);
    let corrections = correction::corrections(one, other, &edits, headline.as_ref(), &vocabulary);
    let noise = noise::noise((old.body, &one.layout.furniture), (new.body, &other.layout.furniture));
    (Diff { metadata: metadata::changes(old.metadata, new.metadata, headline), edits, corrections, noise }, whys)
}

/// A link, or a claim that came or went, and how it moved.
type Placed = (Link, Option<ChangeKind>);

/// Puts the links, and the claims that are in none, in the order of the new body; a removed claim comes after the claim
/// that stood before it.
fn placed(links: &[Link], old: &ComparedSide, new: &ComparedSide) -> Vec<Placed> {
    let moves = order::moves(links, old, new);
    let mut linked = [vec![None; old.claims.len()], vec![None; new.claims.len()]];
    for (nth, link) in links.iter().enumerate() {
        link.old.iter().for_each(|&claim| linked[0][claim] = Some(nth));
        link.new.iter().for_each(|&claim| linked[1][claim] = Some(nth));
    }
    // Where each stands: its first new claim, then, for a removed one, its distance behind that.
    let mut placed: Vec<((usize, usize), Placed)> = Vec::new();
    for (link, moved) in links.iter().zip(&moves) {
        placed.push(((link.new[0] + 1, 0), (link.clone(), *moved)));
    }
    for (claim, _) in linked[1].iter().enumerate().filter(|(_, link)| link.is_none()) {
        placed.push(((claim + 1, 0), (Link { old: vec![], new: vec![claim] }, None)));
    }
    let mut before = 0;
    for (claim, link) in linked[0].iter().enumerate() {
        match link {
            // A claim that moved away marks no place.
            Some(link) if moves[*link].is_none() => before = links[*link].new[0] + 1,
            Some(_) => {}
            None => placed.push(((before, claim + 1), (Link { old: vec![claim], new: vec![] }, None))),
        }
    }
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, link)| link).collect()
}

/// Makes the edit of a link, or of a claim that came or went.
fn edit(
    link: &Link,
    moved: Option<ChangeKind>,
    [old, new]: [&ComparedSide; 2],
    joined: &JoinedEntities,
    vocabulary: &mut Vocabulary,
) -> Edit {
    let claims = |compared: &ComparedSide, claims: &[usize]| {
        claims.iter().map(|&claim| compared.claims[claim].clone()).collect::<Vec<_>>()
    };
    let (old_claims, new_claims) = (claims(old, &link.old), claims(new, &link.new));
    if old_claims.is_empty() || new_claims.is_empty() {
        let kind = if new_claims.is_empty() { EditKind::Removed } else { EditKind::Added };
        return Edit { kind, old: old_claims, new: new_claims, changes: Vec::new(), wording: Vec::new() };
    }
    // One text says one thing, whoever read it.
    let is_one_text = old.body == new.body;
    let mut changes = if is_one_text { Vec::new() } else { label::changes(link, [old, new], joined, vocabulary) };
    if let Some(kind) = moved.filter(|_| !is_one_text) {
        let whole =
            |compared: &ComparedSide, claims: &[Claim]| Excerpt::new(compared.body, vec![claims[0].content.hull()]);
        let note = match kind {
            ChangeKind::MovedToLede => "moved into the first paragraph",
            ChangeKind::MovedFromLede => "moved out of the first paragraph",
            _ => "moved",
        };
        let (old, new) = (Some(whole(old, &old_claims)), Some(whole(new, &new_claims)));
        changes.push(Change::new(kind, old, new, note.to_owned()));
        changes.sort_by_key(|change| (change.kind.severity(), change.kind));
    }
    let wording =
        if changes.is_empty() { Vec::new() } else { wording::wording(&text(old, &link.old), &text(new, &link.new)) };
    confidence::rate(&mut changes, &wording);
    let kind = if changes.is_empty() { EditKind::Unchanged } else { EditKind::Changed };
    Edit { kind, old: old_claims, new: new_claims, changes, wording }
}

/// Returns the text that the claims answer for.
fn text(compared: &ComparedSide, claims: &[usize]) -> String {
    let mut tokens: Vec<usize> =
        claims.iter().flat_map(|&claim| compared.passages[claim].tokens.iter().copied()).collect();
    tokens.sort_unstable();
    tokens.dedup();
    let body = compared.body;
    let mut text = String::new();
    let mut before: Option<usize> = None;
    for token in tokens {
        let span = compared.tokens[token].span;
        match before {
            Some(before) if before + 1 == token && compared.paragraph_of(before) == compared.paragraph_of(token) => {
                text.push_str(&body[compared.tokens[before].span.end..span.start]);
            }
            Some(_) => text.push(' '),
            None => {}
        }
        text.push_str(span.of(body));
        before = Some(token);
    }
    text
}
