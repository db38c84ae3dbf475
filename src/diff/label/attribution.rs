//! **Finds** changes of who says it and how: another source, a source named or made anonymous, an attribution put on or
//! taken off, another cue, another role.
//!
//! **Leaves alone** one source in two forms ("Mr Pell", "Gareth Pell", "he"), and cues that tell the reader the same
//! ("said", "added").

use super::name;
use super::pair::{NEW, OLD, Pair, State, note};
use crate::claim::{Claim, Excerpt, Speaker, SpeakerKind};
use crate::diff::reading::{Part, fold};
use crate::diff::{Change, ChangeKind, lexicon};

pub(super) fn label(pair: &mut Pair) {
    let attributed = |side: usize| {
        let half = &pair.sides[side];
        half.claims.iter().any(|claim| claim.cue.is_some() || claim.source.is_some())
            || half.atoms.iter().any(|atom| matches!(atom.token.part, Part::Cue | Part::Source))
    };
    match (attributed(OLD), attributed(NEW)) {
        (true, false) => put_or_taken(pair, OLD, ChangeKind::AttributionDropped),
        (false, true) => put_or_taken(pair, NEW, ChangeKind::AttributionAdded),
        (true, true) => {
            sources(pair);
            cues(pair);
        }
        (false, false) => {
            unread(pair, OLD, ChangeKind::AttributionDropped);
            unread(pair, NEW, ChangeKind::AttributionAdded);
        }
    }
    addressees(pair);
}

/// A source with a plain cue at an edge of the text, on one side only, where the extractor read none: "Police say the …".
fn unread(pair: &mut Pair, side: usize, kind: ChangeKind) {
    for hunk in 0..pair.hunks.len() {
        let open = pair.open(hunk, side);
        let atoms = &pair.sides[side].atoms;
        let edge = open.first() == Some(&0) || open.last().is_some_and(|last| last + 1 == atoms.len());
        let word = |nth: &usize| pair.word(&atoms[*nth]);
        let cue =
            open.iter().find(|nth| lexicon::cue_strength(word(nth)) == Some("neutral") && !atoms[**nth].token.name);
        let source = open.iter().any(|&nth| Some(&nth) != cue && !pair.is_function(&atoms[nth]));
        let bare = pair.open(hunk, super::pair::other(side)).is_empty();
        if edge && bare && source && cue.is_some() && (2..=7).contains(&open.len()) {
            match side {
                OLD => pair.label(kind, &open, &[]),
                _ => pair.label(kind, &[], &open),
            }
        }
    }
}

/// "told reporters" for "said": to whom in general it was said is wording.
fn addressees(pair: &mut Pair) {
    for hunk in 0..pair.hunks.len() {
        for side in [OLD, NEW] {
            let general = |nth: &usize| {
                let atom = &pair.sides[side].atoms[*nth];
                let press = matches!(pair.word(atom), "reporters" | "journalists" | "media" | "press" | "newspapers");
                press && atom.token.part == Part::Beside
            };
            let open: Vec<usize> = pair.open(hunk, side).into_iter().filter(general).collect();
            if !open.is_empty() {
                pair.explain(side, &open);
                pair.wording = true;
            }
        }
    }
}

fn is_open(pair: &Pair, side: usize, nth: usize) -> bool {
    pair.sides[side].atoms[nth].state == State::Open
}

/// Lists a side's atoms that are of a part.
fn part(pair: &Pair, side: usize, parts: &[Part]) -> Vec<usize> {
    let atoms = &pair.sides[side].atoms;
    (0..atoms.len()).filter(|&nth| parts.contains(&atoms[nth].token.part)).collect()
}

/// The outlet took over what somebody had said, or gave to somebody what it had said itself.
fn put_or_taken(pair: &mut Pair, side: usize, kind: ChangeKind) {
    let attribution = part(pair, side, &[Part::Cue, Part::Source]);
    let opens = |parts: &[Part]| {
        let atoms = &pair.sides[side].atoms;
        attribution.iter().any(|&nth| is_open(pair, side, nth) && parts.contains(&atoms[nth].token.part))
    };
    let cued = pair.sides[side].claims.iter().filter_map(|claim| claim.cue.as_ref());
    let cued = cued.into_iter().any(|cue| cue.text.contains(char::is_alphabetic));
    if !opens(if cued { &[Part::Cue] } else { &[Part::Cue, Part::Source] }) {
        // The words that attribute stand on the other side too: only the reading of them differs.
        return;
    }
    let mut words: Vec<usize> = part(pair, side, &[Part::Cue, Part::Source, Part::SaidOn]);
    for hunk in 0..pair.hunks.len() {
        let atoms = &pair.hunks[hunk].atoms[side];
        if atoms.iter().any(|nth| attribution.contains(nth)) {
            // "in a statement", "that"
            words.extend(atoms.iter().filter(|&&nth| pair.sides[side].atoms[nth].token.part == Part::Beside));
        }
    }
    words.retain(|&nth| is_open(pair, side, nth));
    words.sort_unstable();
    words.dedup();
    match side {
        OLD => pair.label(kind, &words, &[]),
        _ => pair.label(kind, &[], &words),
    }
}

/// What a source is, as its words and the article's speaker tell.
struct Who {
    /// Parts of its name, folded, titles left out; empty where it has none.
    name: Vec<String>,
    /// The words beside the name, folded.
    words: Vec<String>,
    /// The full name of the person whom the article says it is, folded; empty where it gives a surname only.
    full: Vec<String>,
    anonymous: bool,
    pronoun: bool,
}

fn sources(pair: &mut Pair) {
    let source = |side: usize| pair.sides[side].claims.iter().find(|claim| claim.source.is_some());
    let atoms = [part(pair, OLD, &[Part::Source]), part(pair, NEW, &[Part::Source])];
    let open =
        [OLD, NEW].map(|side| atoms[side].iter().copied().filter(|&nth| is_open(pair, side, nth)).collect::<Vec<_>>());
    let (Some(old_claim), Some(new_claim)) = (source(OLD), source(NEW)) else {
        return;
    };
    if open.iter().all(Vec::is_empty) {
        same_words_other_speaker(pair, old_claim, new_claim);
        return;
    }
    let (old, new) = (who(pair, OLD, old_claim, &atoms[OLD]), who(pair, NEW, new_claim, &atoms[NEW]));
    let kind = compare(&old, &new);
    let all = |side: usize| atoms[side].clone();
    match kind {
        Some(ChangeKind::NameChanged) => {
            let names = |side: usize| {
                open[side].iter().copied().filter(|&nth| pair.sides[side].atoms[nth].token.name).collect::<Vec<_>>()
            };
            let (old, new) = (names(OLD), names(NEW));
            name::change(pair, &old, &new);
        }
        Some(ChangeKind::Respelled) => {
            let is_name = |side: usize, nth: usize| pair.sides[side].atoms[nth].token.name;
            let named = [OLD, NEW].iter().any(|&side| open[side].iter().any(|&nth| is_name(side, nth)));
            let respelled = |side: usize| {
                open[side].iter().copied().filter(|&nth| !named || is_name(side, nth)).collect::<Vec<_>>()
            };
            let (old, new) = (respelled(OLD), respelled(NEW));
            pair.label(ChangeKind::Respelled, &old, &new);
        }
        Some(kind) => {
            let (old, new) = (all(OLD), all(NEW));
            pair.label(kind, &old, &new);
        }
        None => pair.wording = true,
    }
    pair.explain(OLD, &open[OLD]);
    pair.explain(NEW, &open[NEW]);
}

fn speaker<'s>(pair: &'s Pair, side: usize, claim: &Claim) -> Option<&'s Speaker> {
    claim.speaker.and_then(|id| pair.sides[side].reading.speakers.get(id.0 as usize))
}

fn who(pair: &Pair, side: usize, claim: &Claim, atoms: &[usize]) -> Who {
    let half = &pair.sides[side];
    let speaker = speaker(pair, side, claim);
    let mut name: Vec<String> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut indefinite = false;
    // The words of a shared source belong to another claim of the sentence: then the excerpt alone tells.
    let tokens: Vec<usize> = if atoms.is_empty() {
        claim
            .source
            .iter()
            .flat_map(|source| source.spans.iter())
            .flat_map(|&span| half.reading.document.tokens_in(span))
            .collect()
    } else {
        atoms.iter().flat_map(|&nth| half.atoms[nth].tokens.clone()).collect()
    };
    for (nth, token) in tokens.into_iter().enumerate() {
        let token = &half.reading.tokens[token];
        let word = pair.vocabulary.word(token.fold).to_owned();
        indefinite |= nth == 0
            && matches!(
                word.as_str(),
                "a" | "an" | "one" | "some" | "another" | "several" | "two" | "unnamed" | "unidentified"
            );
        if token.name && !lexicon::FUNCTION.has(&word) {
            name.push(word);
        } else if token.sort.is_word() && !lexicon::FUNCTION.has(&word) {
            words.push(word);
        }
    }
    let pronoun = name.is_empty() && !words.is_empty() && words.iter().all(|word| lexicon::PRONOUNS.has(word));
    let generic = words.last().is_some_and(|word| {
        matches!(
            word.as_str(),
            "official"
                | "officials"
                | "source"
                | "sources"
                | "person"
                | "people"
                | "insider"
                | "insiders"
                | "witness"
                | "witnesses"
                | "diplomat"
                | "diplomats"
                | "aide"
                | "aides"
        )
    });
    let known = speaker.is_some_and(|speaker| speaker.kind == SpeakerKind::Anonymous);
    let anonymous = name.is_empty() && !pronoun && (known || indefinite || generic);
    let person = speaker.filter(|speaker| speaker.kind == SpeakerKind::Person).map_or(Vec::new(), |speaker| {
        let parts = speaker.name.split_whitespace().filter(|part| part.starts_with(char::is_uppercase));
        parts.map(fold).filter(|part| !lexicon::FUNCTION.has(part) && !lexicon::ROLES.has(part)).collect()
    });
    let full = if person.len() > 1 { person.clone() } else { Vec::new() };
    if name.is_empty() && !anonymous {
        // "she", "the minister": the article says elsewhere who that is.
        name = person;
    }
    Who { name, words, full, anonymous, pronoun }
}

/// "She" for "he": another person, whoever the two are.
fn other_gender(old: &Who, new: &Who) -> bool {
    let both = |a: &str, b: &str| old.words == [a] && new.words == [b];
    both("he", "she") || both("she", "he")
}

/// "Mayor Calder" is Ruth and "Mr. Calder" is Hugh.
fn namesakes(old: &Who, new: &Who) -> bool {
    let same = |a: Option<&String>, b: Option<&String>| matches!((a, b), (Some(a), Some(b)) if a == b || lexicon::name_variants(a, b));
    // A slip of the pen makes no namesake: that is a name corrected.
    let near = |a: &str, b: &str| strsim::osa_distance(a, b) <= a.len().min(b.len()) / 3;
    let known = !old.full.is_empty() && !new.full.is_empty();
    known
        && same(old.full.last(), new.full.last())
        && !same(old.full.first(), new.full.first())
        && !near(&old.full[0], &new.full[0])
}

/// Says what became of a source whose words differ; nothing where it is one source in two forms.
fn compare(old: &Who, new: &Who) -> Option<ChangeKind> {
    let one = |a: &String, b: &String| a == b || lexicon::name_variants(a, b);
    if other_gender(old, new) || namesakes(old, new) {
        return Some(ChangeKind::Reattributed);
    }
    match (old.name.is_empty(), new.name.is_empty()) {
        (false, false) => {
            let left = |mine: &[String], theirs: &[String]| -> Vec<String> {
                mine.iter().filter(|part| !theirs.iter().any(|other| one(part, other))).cloned().collect()
            };
            let (only_old, only_new) = (left(&old.name, &new.name), left(&new.name, &old.name));
            let same_last = matches!((old.name.last(), new.name.last()), (Some(a), Some(b)) if one(a, b));
            if only_old.is_empty() || only_new.is_empty() {
                // "Okafor", "Lena Okafor"; the letters may differ, and what stands beside the name.
                let letters = |who: &Who, of: &Who| {
                    who.name.iter().any(|part| !of.name.contains(part) && of.name.iter().any(|other| one(part, other)))
                };
                if letters(old, new) {
                    return Some(ChangeKind::Respelled);
                }
                return (beside(old) != beside(new) && !old.pronoun && !new.pronoun).then_some(ChangeKind::RoleChanged);
            }
            let near = only_old.len() == only_new.len()
                && only_old
                    .iter()
                    .zip(&only_new)
                    .all(|(a, b)| strsim::osa_distance(a, b) <= 2 && a.len().min(b.len()) > 3);
            Some(if same_last || near { ChangeKind::NameChanged } else { ChangeKind::Reattributed })
        }
        (true, false) if old.anonymous => Some(ChangeKind::SourceNamed),
        (false, true) if new.anonymous => Some(ChangeKind::SourceAnonymised),
        _ if old.pronoun || new.pronoun => None,
        _ => {
            let stems = |who: &Who| -> Vec<String> {
                who.words.iter().chain(&who.name).map(|word| lexicon::stem(word)).collect()
            };
            let (a, b) = (stems(old), stems(new));
            if a != b && a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| lexicon::spelling_variants(a, b)) {
                return Some(ChangeKind::Respelled);
            }
            let shared = a.iter().filter(|word| b.contains(word)).count();
            let head = matches!((a.last(), b.last()), (Some(a), Some(b)) if a == b || lexicon::synonyms(a, b));
            if shared == a.len() && shared == b.len() {
                None
            } else if head || (shared > 0 && shared * 2 >= a.len().min(b.len())) {
                Some(ChangeKind::RoleChanged)
            } else {
                Some(ChangeKind::Reattributed)
            }
        }
    }
}

/// Returns the words beside a name.
fn beside(who: &Who) -> Vec<String> {
    let mut words: Vec<String> = who.words.iter().map(|word| lexicon::stem(word)).collect();
    words.sort_unstable();
    words
}

/// The words are the same, and still somebody else speaks: "he" is another man, because the text before it changed.
///
/// Both must be named in full and one of them be gone from the other text: less would accuse the outlet of what may be a
/// misreading.
fn same_words_other_speaker(pair: &mut Pair, old: &Claim, new: &Claim) {
    let (Some(was), Some(is)) = (speaker(pair, OLD, old), speaker(pair, NEW, new)) else { return };
    if was.kind != SpeakerKind::Person || is.kind != SpeakerKind::Person {
        return;
    }
    let last = |speaker: &Speaker| speaker.name.split_whitespace().last().map(fold).unwrap_or_default();
    let (was_name, is_name) = (last(was), last(is));
    let named = |speaker: &Speaker| speaker.name.split_whitespace().all(|part| part.starts_with(char::is_uppercase));
    if was_name.is_empty()
        || is_name.is_empty()
        || lexicon::name_variants(&was_name, &is_name)
        || !named(was)
        || !named(is)
    {
        return;
    }
    let stands = |side: usize, name: &str| {
        pair.sides[side].reading.tokens.iter().any(|token| pair.vocabulary.word(token.fold) == name)
    };
    if stands(NEW, &was_name) && stands(OLD, &is_name) {
        return;
    }
    let (old_words, new_words): (Option<Excerpt>, Option<Excerpt>) = (old.source.clone(), new.source.clone());
    let note = format!("{} → {}", was.name, is.name);
    pair.changes.push(Change { kind: ChangeKind::Reattributed, old: old_words, new: new_words, note });
}

/// Compares what the claims are introduced with.
fn cues(pair: &mut Pair) {
    let open = [OLD, NEW].map(|side| {
        let cue = part(pair, side, &[Part::Cue]);
        cue.into_iter().filter(|&nth| is_open(pair, side, nth)).collect::<Vec<_>>()
    });
    let telling = |side: usize| open[side].iter().any(|&nth| !pair.is_function(&pair.sides[side].atoms[nth]));
    if !telling(OLD) && !telling(NEW) {
        return;
    }
    let all = [part(pair, OLD, &[Part::Cue]), part(pair, NEW, &[Part::Cue])];
    let verbs = |side: usize| -> Vec<String> {
        let words = all[side].iter().map(|&nth| &pair.sides[side].atoms[nth]);
        // A "not" in a cue is told as a negation.
        let words = words.filter(|atom| !pair.is_function(atom) && !atom.negation);
        words.map(|atom| lexicon::stem(pair.word(atom))).collect()
    };
    let (old, new) = (verbs(OLD), verbs(NEW));
    let strength = |verbs: &[String]| verbs.iter().find_map(|verb| lexicon::cue_strength(verb));
    let (was, is) = (strength(&old), strength(&new));
    let same = old == new || old.is_empty() || new.is_empty() || (was == is && was == Some("neutral"));
    let turned = matches!(
        (was, is),
        (Some("denying"), Some("yielding" | "proving")) | (Some("yielding" | "proving"), Some("denying"))
    );
    if turned {
        // "denied meeting them" → "confirmed meeting them"
        pair.label(ChangeKind::PositionShifted, &all[OLD], &all[NEW]);
    } else if same {
        pair.wording = true;
    } else {
        pair.label(ChangeKind::CueChanged, &all[OLD], &all[NEW]);
        if let (Some(change), Some(was), Some(is)) = (pair.changes.last_mut(), was, is)
            && was != is
        {
            let words = note(change.old.as_ref(), change.new.as_ref());
            change.note = format!("{words} ({was} → {is})");
        }
    }
    pair.explain(OLD, &open[OLD]);
    pair.explain(NEW, &open[NEW]);
}
