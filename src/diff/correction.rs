//! Correction and editor's notes, and the edits that each owns up to.
//!
//! A note covers an edit when it names what changed (the figure, the name, the words) or says what sort of thing was
//! wrong about something that the claim is about. It never covers by standing near: a note about something else covers
//! nothing, and a note that already stood in the old version owns up to nothing new. Its own date and that of the
//! version that it corrects name nothing. One that says what sort of thing was wrong, and about what it does not say,
//! covers the one edit of that sort.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::compared::{ComparedSide, ComparedSort, fold};
use super::vocabulary::Vocabulary;
use super::{Change, ChangeKind, Correction, Edit, EditKind, SideName, lexicon};
use crate::claim::{Excerpt, Span};
use crate::lexicon::entries;

static LEADS: LazyLock<Vec<&'static str>> = LazyLock::new(|| entries(include_str!("lists/notes_lead.txt")).collect());
static PHRASES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| entries(include_str!("lists/notes_phrase.txt")).collect());

static PLAIN: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| entries(include_str!("lists/notes_plain.txt")).map(lexicon::stem).collect());

/// Words before a date that is the note's own, or that of the version that it corrects.
const DATED: [&str; 24] = [
    "correction",
    "corrections",
    "clarification",
    "note",
    "update",
    "updated",
    "corrected",
    "amended",
    "amendment",
    "appended",
    "added",
    "published",
    "posted",
    "printed",
    "ran",
    "run",
    "appeared",
    "issued",
    "filed",
    "released",
    "version",
    "article",
    "story",
    "edition",
];

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
        let mut covers: Vec<usize> = (0..edits.len()).filter(|&nth| fresh && note.covers(&edits[nth], span)).collect();
        let covers_headline = fresh && headline.is_some_and(|edit| note.covers(edit, span));
        if fresh && covers.is_empty() && !covers_headline {
            covers.extend(note.only_of_its_sort(edits));
        }
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
            let lead = LEADS.iter().find_map(|lead| {
                let rest = words.strip_prefix(lead)?.trim_start();
                let marked = rest.starts_with([':', '—', '–', '-', '(', ',', '.', ';', '|']);
                (rest.is_empty() || marked || timed(rest)).then_some((*lead, rest))
            });
            let is_stamp = lead.is_some_and(|(lead, rest)| lead.starts_with("update") && is_time(rest));
            let led = lead.is_some() && !is_stamp;
            // "(Corrects toll in second paragraph)"
            let corrects = words.starts_with("corrects ");
            if !led && !corrects && !PHRASES.iter().any(|phrase| words.contains(phrase)) {
                continue;
            }
            let mut end = paragraph.span.end.max(sentence.span.end);
            // A heading on its own: the note is the paragraph below.
            let is_heading = words.split_whitespace().count() <= 2 || lead.is_some_and(|(_, rest)| is_time(rest));
            if led && is_heading && sentence.span.end >= paragraph.span.end {
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
    matches!(first, "at" | "on" | "appended" | "added") && rest.split_whitespace().count() < 16
        || first.starts_with(|c: char| c.is_ascii_digit())
        || lexicon::calendar_name(first.trim_end_matches(|c: char| !c.is_alphanumeric())).is_some()
}

/// Returns whether words are a time and nothing else: "August 4", ": 4 Aug 2031, 2:05 p.m. GMT".
fn is_time(rest: &str) -> bool {
    const BESIDE: [&str; 18] = [
        "at", "on", "the", "of", "last", "am", "pm", "a.m", "p.m", "et", "est", "edt", "pt", "gmt", "bst", "utc",
        "cet", "local",
    ];
    let is_told = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || BESIDE.contains(&word)
            || lexicon::calendar_name(word).is_some()
    };
    let words = rest.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    !words.is_empty() && words.into_iter().all(is_told)
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
        let own = own_dates(compared, span, vocabulary);
        let is_own = |token: Span| own.iter().any(|date| date.overlaps(token));
        let tokens = || {
            let tokens = compared.layout.tokens_in(span).map(|nth| &compared.tokens[nth]);
            tokens.filter(|token| token.sort.is_word() && !is_own(token.span))
        };
        let words: BTreeSet<String> = tokens().map(|token| vocabulary.word(token.fold).to_owned()).collect();
        let stems: BTreeSet<String> = tokens()
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
        let attribution = says(&["attributed", "misattributed", "attribution", "speaker"]);
        if says(&["misquoted"]) || !attribution && says(&["quote", "quotation", "quoted", "remark", "remarks"]) {
            wrong.push(&[QuoteAltered, QuoteTruncated, QuoteExtended, QuoteParaphrased, ParaphraseQuoted]);
        }
        if attribution {
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

    /// Returns the one edit of the sort that the note says was wrong, where it does not say what it is about.
    fn only_of_its_sort(&self, edits: &[Edit]) -> Option<usize> {
        // The first kind of a sort is what it means before all: "misattributed" is of who said it, then of names.
        let of_sort = |first: bool| {
            let is_wrong =
                |kind| self.wrong.iter().any(|sort| if first { sort[0] == kind } else { sort.contains(&kind) });
            let is_of_sort = |nth: &usize| edits[*nth].changes.iter().any(|change| is_wrong(change.kind));
            (0..edits.len()).filter(is_of_sort).collect::<Vec<usize>>()
        };
        let found = Some(of_sort(true)).filter(|found| !found.is_empty()).unwrap_or_else(|| of_sort(false));
        let only = found.first().copied().filter(|_| found.len() == 1);
        only.filter(|_| self.stems.iter().all(|stem| PLAIN.contains(stem)))
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

    /// Returns whether the note has a telling word of the claims or of who makes them.
    fn names_subject(&self, edit: &Edit) -> bool {
        let claims = || edit.old.iter().chain(&edit.new);
        let content = claims().map(|claim| &claim.content);
        let words = content.chain(claims().filter_map(|claim| claim.source.as_ref()));
        let mut stems = words.flat_map(|words| stems(&words.text));
        stems.any(|word| !LIGHT.contains(&word.as_str()) && self.stems.contains(&word))
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
        let plain = |word: &str| lexicon::FUNCTION.has(word) || lexicon::is_negator(word);
        let telling: Vec<&&String> = differ.iter().filter(|word| !plain(word)).collect();
        let named = telling
            .iter()
            .filter(|word| self.words.contains(word.as_str()) || self.stems.contains(&lexicon::stem(word)))
            .count();
        let about = |kinds: &[ChangeKind]| kinds.contains(&change.kind);
        let hinted = self.wrong.iter().any(|kinds| about(kinds)) && self.names_subject(edit);
        if self.wrong.iter().any(|kinds| kinds.contains(&RoleChanged))
            && self.names_subject(edit)
            && in_title(edit, &telling)
        {
            return true;
        }
        match change.kind {
            NumberChanged | DateChanged => {
                let digits =
                    telling.iter().any(|word| word.chars().any(char::is_numeric) && self.words.contains(word.as_str()));
                let spelled = telling.iter().any(|word| {
                    self.words.contains(word.as_str()) && (lexicon::is_numeral(word) || change.kind == DateChanged)
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
            ContentChanged | DetailAdded | DetailDropped | RolesSwapped | EventUpdated | QuoteAltered
            | QuoteTruncated | QuoteExtended | QuoteParaphrased | ParaphraseQuoted | ToneChanged => {
                named >= 2 || (named >= 1 && named * 2 >= telling.len()) || hinted
            }
            MovedToLede | MovedFromLede | Split | Merged | Reworded | Punctuation | Moved => false,
        }
    }
}

/// Returns whether words that differ are part of somebody's title: a role, or two words at most from one.
fn in_title(edit: &Edit, telling: &[&&String]) -> bool {
    edit.old.iter().chain(&edit.new).any(|claim| {
        let words = folded(&claim.content.text);
        let roles: Vec<usize> = (0..words.len()).filter(|&at| lexicon::ROLES.has(&words[at])).collect();
        let is_near = |at: usize| roles.iter().any(|role| role.abs_diff(at) <= 2);
        (0..words.len()).any(|at| telling.iter().any(|word| ***word == words[at]) && is_near(at))
    })
}

/// Finds the dates in a note that say when it was written, or when the version ran that it corrects.
fn own_dates(compared: &ComparedSide, note: Span, vocabulary: &Vocabulary) -> Vec<Span> {
    let word = |nth: usize| vocabulary.word(compared.tokens[nth].fold);
    let is_own = |date: Span| {
        let tokens = compared.layout.tokens_in(date);
        let before = compared.layout.tokens_in(Span::new(note.start, date.start));
        let telling = before.rev().find(|&nth| {
            compared.tokens[nth].sort.is_word() && !matches!(word(nth), "on" | "at" | "in" | "first" | "the" | "late")
        });
        // "Tuesday's version"
        let after = (tokens.end..compared.tokens.len()).find(|&nth| word(nth) != "'s").map(word);
        telling.is_none_or(|nth| DATED.contains(&word(nth)))
            || matches!(after, Some("version" | "versions" | "article" | "story" | "edition" | "editions" | "report"))
    };
    let dates = compared.reading.dates.iter().map(|date| date.span);
    dates.filter(|&date| note.contains(date) && is_own(date)).collect()
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
