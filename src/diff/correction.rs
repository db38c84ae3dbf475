//! Correction and editor's notes, and the edits that each owns up to.
//!
//! A note covers an edit when it names what changed (the figure, the name, the words) or says what sort of thing was
//! wrong about something that the claim is about. It never covers by standing near: a note about something else covers
//! nothing, and a note that already stood in the old version owns up to nothing new.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::compared::{ComparedSide, ComparedSort, fold};
use super::vocabulary::Vocabulary;
use super::{Change, ChangeKind, Correction, Edit, EditKind, SideName, lexicon};
use crate::claim::{Excerpt, Span};
use crate::lists::entries;

static LEADS: LazyLock<Vec<&'static str>> = LazyLock::new(|| entries(include_str!("lists/notes_lead.txt")).collect());
static PHRASES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| entries(include_str!("lists/notes_phrase.txt")).collect());

/// Verbs that say too little for a note and a claim that share one to be about the same thing.
const LIGHT: [&str; 11] = ["put", "make", "get", "take", "give", "go", "come", "set", "say", "tell", "do"];

/// Finds the notes in both texts and matches them to the edits, and to the change of the headline.
pub(super) fn corrections(
    old: &ComparedSide,
    new: &ComparedSide,
    edits: &[Edit],
    headline: Option<&Edit>,
    vocabulary: &Vocabulary,
) -> Vec<Correction> {
    let (old_notes, new_notes) = (notes(old), notes(new));
    let text =
        |compared: &ComparedSide, span: Span| span.of(compared.body).split_whitespace().collect::<Vec<_>>().join(" ");
    let known: BTreeSet<String> = old_notes.iter().map(|&span| text(old, span)).collect();
    let standing: BTreeSet<String> = new_notes.iter().map(|&span| text(new, span)).collect();
    let mut corrections = Vec::new();
    for span in old_notes {
        if !standing.contains(&text(old, span)) {
            corrections.push(Correction {
                side: SideName::Old,
                span,
                text: span.of(old.body).to_owned(),
                covers: Vec::new(),
                covers_headline: false,
            });
        }
    }
    for span in new_notes {
        let note = CorrectionNote::new(new, span, vocabulary);
        let fresh = !known.contains(&text(new, span));
        let covers = (0..edits.len()).filter(|&nth| fresh && note.covers(&edits[nth], span)).collect();
        let covers_headline = fresh && headline.is_some_and(|edit| note.covers(edit, span));
        let text = span.of(new.body).to_owned();
        corrections.push(Correction { side: SideName::New, span, text, covers, covers_headline });
    }
    corrections
}

/// Finds the notes of a text: from the sentence that starts one to the end of its paragraph.
fn notes(compared: &ComparedSide) -> Vec<Span> {
    let layout = &compared.layout;
    let mut notes: Vec<Span> = Vec::new();
    let mut taken = 0;
    for (nth, paragraph) in layout.paragraphs.iter().enumerate() {
        for sentence in &layout.sentences[paragraph.sentences.clone()] {
            if sentence.span.start < taken {
                continue;
            }
            let words = fold(sentence.span.of(compared.body)).split_whitespace().collect::<Vec<_>>().join(" ");
            let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
            let led = LEADS.iter().any(|lead| {
                words.strip_prefix(lead).is_some_and(|rest| {
                    let rest = rest.trim_start();
                    rest.is_empty() || rest.starts_with([':', '—', '–', '-', '(', ',', '.', ';', '|']) || timed(rest)
                })
            });
            if !led && !PHRASES.iter().any(|phrase| words.contains(phrase)) {
                continue;
            }
            let mut end = paragraph.span.end.max(sentence.span.end);
            // A heading on its own: the note is the paragraph below.
            if led && words.split_whitespace().count() <= 2 && sentence.span.end >= paragraph.span.end {
                end = layout.paragraphs.get(nth + 1).map_or(end, |next| next.span.end);
            }
            notes.push(Span::new(sentence.span.start, end));
            taken = end;
        }
    }
    notes
}

/// Returns whether what follows "updated" is a time: "at 14:05", "on Monday", "June 3", "2 p.m.".
fn timed(rest: &str) -> bool {
    let first = rest.split_whitespace().next().unwrap_or_default();
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    matches!(first, "at" | "on" | "appended" | "added") && rest.split_whitespace().count() < 16
        || first.starts_with(|c: char| c.is_ascii_digit())
        || months.iter().any(|month| first.starts_with(month))
}

/// What a note speaks of.
struct CorrectionNote {
    /// Stems of its content words.
    stems: BTreeSet<String>,
    /// Its words, folded.
    words: BTreeSet<String>,
    /// The sorts of thing that it says were wrong.
    wrong: Vec<&'static [ChangeKind]>,
}

impl CorrectionNote {
    fn new(compared: &ComparedSide, span: Span, vocabulary: &Vocabulary) -> Self {
        use ChangeKind::*;
        let tokens =
            || compared.layout.tokens_in(span).map(|nth| &compared.tokens[nth]).filter(|token| token.sort.is_word());
        let words: BTreeSet<String> = tokens().map(|token| vocabulary.word(token.fold).to_owned()).collect();
        let stems = tokens()
            .filter(|token| token.sort == ComparedSort::Word)
            .map(|token| vocabulary.word(token.fold))
            .filter(|word| !lexicon::FUNCTION.has(word))
            .map(lexicon::stem)
            .collect();
        let mut wrong: Vec<&'static [ChangeKind]> = Vec::new();
        let says = |list: &[&str]| list.iter().any(|word| words.contains(*word));
        if says(&["misspelled", "misspelt", "spelling", "misnamed", "misidentified", "name", "named"]) {
            wrong.push(&[NameChanged, Respelled, Reattributed, SourceNamed]);
        }
        if says(&[
            "number",
            "figure",
            "total",
            "amount",
            "toll",
            "percentage",
            "sum",
            "how",
            "rate",
            "age",
            "count",
            "miscalculated",
        ]) {
            wrong.push(&[NumberChanged]);
        }
        if says(&["date", "day", "month", "year", "when", "time"]) {
            wrong.push(&[DateChanged]);
        }
        if says(&["quote", "quotation", "misquoted", "quoted", "remark", "remarks"]) {
            wrong.push(&[QuoteAltered, QuoteTruncated, QuoteExtended, QuoteParaphrased, ParaphraseQuoted]);
        }
        if says(&["attributed", "misattributed", "attribution", "speaker"]) {
            wrong.push(&[
                Reattributed,
                NameChanged,
                AttributionAdded,
                AttributionDropped,
                SourceNamed,
                SourceAnonymised,
            ]);
        }
        if says(&["title", "role", "position", "office", "job"]) {
            wrong.push(&[RoleChanged]);
        }
        Self { stems, words, wrong }
    }

    fn covers(&self, edit: &Edit, own: Span) -> bool {
        match edit.kind {
            EditKind::Unchanged => false,
            // The note itself is no edit that it could own up to.
            EditKind::Added => {
                edit.new.iter().all(|claim| !own.overlaps(claim.span))
                    && self.tells_of_whole(edit.new.iter().map(|claim| &claim.content))
            }
            EditKind::Removed => self.tells_of_whole(edit.old.iter().map(|claim| &claim.content)),
            EditKind::Changed => edit.changes.iter().any(|change| self.tells_of(change, edit)),
        }
    }

    /// An edit that came or went whole: most of its telling words must be in the note.
    fn tells_of_whole<'e>(&self, contents: impl Iterator<Item = &'e Excerpt>) -> bool {
        let words: BTreeSet<String> = contents.flat_map(|content| stems(&content.text)).collect();
        let found = words.iter().filter(|word| self.stems.contains(*word)).count();
        found >= 3 && found * 2 > words.len()
    }

    fn tells_of(&self, change: &Change, edit: &Edit) -> bool {
        use ChangeKind::*;
        let side = |words: &Option<Excerpt>| words.as_ref().map(|words| folded(&words.text)).unwrap_or_default();
        let (old, new) = (side(&change.old), side(&change.new));
        // What stands on one side only is what the change is about.
        let differ: Vec<&String> = old
            .iter()
            .filter(|word| !new.contains(word))
            .chain(new.iter().filter(|word| !old.contains(word)))
            .collect();
        let plain = |word: &str| lexicon::FUNCTION.has(word) || lexicon::NEGATORS.has(word);
        let telling: Vec<&&String> = differ.iter().filter(|word| !plain(word)).collect();
        let named = telling
            .iter()
            .filter(|word| self.words.contains(word.as_str()) || self.stems.contains(&lexicon::stem(word)))
            .count();
        let about = |kinds: &[ChangeKind]| kinds.contains(&change.kind);
        let hinted = self.wrong.iter().any(|kinds| about(kinds)) && {
            let claim: BTreeSet<String> =
                edit.old.iter().chain(&edit.new).flat_map(|claim| stems(&claim.content.text)).collect();
            let source: BTreeSet<String> = edit
                .old
                .iter()
                .chain(&edit.new)
                .filter_map(|claim| claim.source.as_ref())
                .flat_map(|source| stems(&source.text))
                .collect();
            claim.union(&source).any(|word| !LIGHT.contains(&word.as_str()) && self.stems.contains(word))
        };
        match change.kind {
            NumberChanged | DateChanged => {
                let digits =
                    telling.iter().any(|word| word.chars().any(char::is_numeric) && self.words.contains(word.as_str()));
                let spelled = telling.iter().any(|word| {
                    self.words.contains(word.as_str()) && (lexicon::NUMERALS.has(word) || change.kind == DateChanged)
                });
                digits || spelled || hinted
            }
            NameChanged | Reattributed | SourceNamed | SourceAnonymised | Respelled | RoleChanged => {
                named >= 1 || hinted
            }
            NegationFlipped | HedgeAdded | HedgeRemoved | AttributionAdded | AttributionDropped | PositionShifted
            | CueChanged => {
                let claim: BTreeSet<String> =
                    edit.old.iter().chain(&edit.new).flat_map(|claim| stems(&claim.content.text)).collect();
                let shared = claim.iter().filter(|word| self.stems.contains(*word)).count();
                hinted || shared >= 3 || shared * 2 > claim.len()
            }
            ContentChanged | RolesSwapped | EventUpdated | QuoteAltered | QuoteTruncated | QuoteExtended
            | QuoteParaphrased | ParaphraseQuoted => named >= 2 || (named >= 1 && named * 2 >= telling.len()) || hinted,
            MovedToLede | MovedFromLede | Split | Merged | Reworded | Punctuation | Moved => false,
        }
    }
}

fn folded(text: &str) -> Vec<String> {
    text.split_whitespace()
        .map(|word| fold(word.trim_matches(|c: char| !c.is_alphanumeric())))
        .filter(|word| !word.is_empty())
        .collect()
}

fn stems(text: &str) -> Vec<String> {
    folded(text)
        .iter()
        .filter(|word| !lexicon::FUNCTION.has(word) && word.len() > 2)
        .map(|word| lexicon::stem(word))
        .collect()
}
