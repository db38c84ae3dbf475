//! **Finds** changes of who says it and how: another source, a source named or made anonymous, an attribution put on or
//! taken off, another cue, another role.
//!
//! **Leaves alone** one source in two forms ("Mr Pell", "Gareth Pell", "he"), and cues that tell the reader the same
//! ("said", "added").

use super::content;
use super::identity;
use super::name;
use super::pair::{AtomClass, AtomState, NEW, OLD, Pair, note, other};
use super::source::{attributions, compare, is_gone, is_open, more_of_source, one_for_another, speaker, who};
use super::spelling;
use crate::claim::{Claim, Excerpt, Span, Speaker, SpeakerKind};
use crate::diff::compared::{ClaimPart, fold};
use crate::diff::joined::Sameness;
use crate::diff::{Change, ChangeKind, lexicon};
use crate::syntax::relation::Relation;
use crate::syntax::tag::Tag;

pub(super) fn label(pair: &mut Pair) {
    match [OLD, NEW].map(|side| is_attributed(pair, side)) {
        [true, false] => put_or_taken(pair, OLD, ChangeKind::AttributionDropped),
        [false, true] => put_or_taken(pair, NEW, ChangeKind::AttributionAdded),
        [true, true] => {
            let aside = one_of_several(pair);
            sources(pair, &aside);
            cues(pair, &aside);
        }
        [false, false] => {}
    }
    outer(pair, OLD, ChangeKind::AttributionDropped);
    outer(pair, NEW, ChangeKind::AttributionAdded);
    unread(pair, OLD, ChangeKind::AttributionDropped);
    unread(pair, NEW, ChangeKind::AttributionAdded);
    according(pair, OLD, ChangeKind::AttributionDropped);
    according(pair, NEW, ChangeKind::AttributionAdded);
    addressees(pair);
}

/// Returns whether words of a side attribute: those of its claims, or, where two claims share a source, those of the
/// other.
///
/// The words of a claim's own cue may have been settled to be content: then one reading alone took them for a cue.
fn is_attributed(pair: &Pair, side: usize) -> bool {
    let half = &pair.sides[side];
    if half.claims.iter().all(|claim| is_deed(pair, side, claim)) {
        return false;
    }
    let attributes = |part: ClaimPart| matches!(part, ClaimPart::Cue | ClaimPart::Source);
    let excerpts = half.claims.iter().flat_map(|claim| claim.cue.iter().chain(&claim.source));
    let mut tokens = excerpts.flat_map(|words| &words.spans).flat_map(|&span| half.compared.layout.tokens_in(span));
    half.atoms.iter().any(|atom| attributes(atom.token.part))
        || tokens.any(|token| attributes(half.compared.tokens[token].part))
}

/// Returns whether what was read as said is what somebody did: "responded *by closing the gate*".
fn is_deed(pair: &Pair, side: usize, claim: &Claim) -> bool {
    const LINKS: [Relation; 2] = [Relation::Marker, Relation::Case];
    let compared = pair.sides[side].compared;
    let Some(trees) = compared.reading.trees.as_ref() else { return false };
    let content: Vec<usize> = claim.content.spans.iter().flat_map(|&span| compared.layout.tokens_in(span)).collect();
    let act = trees.top(&content).filter(|&act| trees.word(act).tag == Tag::Ing);
    let by = |word: usize| pair.vocabulary.word(compared.tokens[word].fold) == "by";
    claim.cue.is_some() && act.is_some_and(|act| trees.with(act, &LINKS).any(by))
}

/// A source around another's, on one side only: "Holt said, according to the Courier".
fn outer(pair: &mut Pair, side: usize, kind: ChangeKind) {
    if pair.sides[other(side)].claims.iter().any(|claim| !claim.outer.is_empty()) {
        return;
    }
    let half = &pair.sides[side];
    let outer = half.claims.iter().flat_map(|claim| &claim.outer);
    let spans: Vec<Span> = outer.flat_map(|outer| outer.cue.spans.iter().chain(&outer.source.spans)).copied().collect();
    let is_it = |nth: &usize| spans.iter().any(|span| span.overlaps(half.atoms[*nth].token.span));
    let words: Vec<usize> = (0..half.atoms.len()).filter(is_it).collect();
    if words.is_empty() || !words.iter().all(|&nth| is_open(pair, side, nth) || pair.is_function(&half.atoms[nth])) {
        return;
    }
    match side {
        OLD => pair.label(kind, &words, &[]),
        _ => pair.label(kind, &[], &words),
    }
}

/// A source with a plain cue at an edge of the text, on one side only, where the extractor read none: "Police say the
/// …".
fn unread(pair: &mut Pair, side: usize, kind: ChangeKind) {
    for hunk in 0..pair.hunks.len() {
        let open = pair.open(hunk, side);
        let atoms = &pair.sides[side].atoms;
        let edge = open.first() == Some(&0) || open.last().is_some_and(|last| last + 1 == atoms.len());
        let word = |nth: &usize| pair.word(&atoms[*nth]);
        let cue =
            open.iter().find(|nth| lexicon::cue_strength(word(nth)) == Some("neutral") && !atoms[**nth].token.name);
        let source = open.iter().any(|&nth| Some(&nth) != cue && !pair.is_function(&atoms[nth]));
        let bare = pair.open(hunk, other(side)).is_empty();
        if edge && bare && source && cue.is_some() && (2..=7).contains(&open.len()) {
            match side {
                OLD => pair.label(kind, &open, &[]),
                _ => pair.label(kind, &[], &open),
            }
        }
    }
}

/// "According to" somebody, on one side only, where the extractor read no source: "…, *according to the Reil Courier*".
/// What is as it was planned, or by a law, is no attribution.
fn according(pair: &mut Pair, side: usize, kind: ChangeKind) {
    let Some(trees) = pair.sides[side].compared.reading.trees.as_ref() else { return };
    let found: Vec<Vec<usize>> = {
        let half = &pair.sides[side];
        let is_cue = |nth: &usize| pair.word(&half.atoms[*nth]) == "according" && is_open(pair, side, *nth);
        let words = |nth: usize| {
            let cue = half.atoms[nth].tokens.start;
            let head = trees.head(cue).filter(|_| trees.relation(cue) == Relation::Case)?;
            let inside = trees.extent(head);
            let source =
                half.compared.tokens.get(head).filter(|head| !lexicon::RULES.has(pair.vocabulary.word(head.fold)))?;
            let words: Vec<usize> =
                (0..half.atoms.len()).filter(|&nth| inside.contains(&half.atoms[nth].tokens.start)).collect();
            let differs = |&nth: &usize| is_open(pair, side, nth) || pair.is_function(&half.atoms[nth]);
            let whole = source.sort.is_word() && words.iter().all(differs);
            whole.then(|| words.into_iter().filter(|&nth| is_open(pair, side, nth)).collect::<Vec<_>>())
        };
        let elsewhere = pair.sides[other(side)].atoms.iter().any(|atom| pair.word(atom) == "according");
        if elsewhere {
            return;
        }
        (0..half.atoms.len()).filter(is_cue).filter_map(words).collect()
    };
    for words in found {
        match side {
            OLD => pair.label(kind, &words, &[]),
            _ => pair.label(kind, &[], &words),
        }
    }
}

/// "told reporters" for "said", "said *in a statement*": to whom in general it was said, and through what, is wording.
fn addressees(pair: &mut Pair) {
    for hunk in 0..pair.hunks.len() {
        for side in [OLD, NEW] {
            let general = |nth: &usize| {
                let atom = &pair.sides[side].atoms[*nth];
                let press = matches!(pair.word(atom), "reporters" | "journalists" | "media" | "press" | "newspapers");
                atom.token.part == ClaimPart::Beside && (press || is_medium(pair, side, *nth))
            };
            let open: Vec<usize> = pair.open(hunk, side).into_iter().filter(general).collect();
            if !open.is_empty() {
                pair.explain(side, &open);
                pair.wording = true;
            }
        }
    }
}

/// Returns whether a word is what somebody spoke through, or says which, under the verb by which he is quoted: "said in
/// a *blog post*".
fn is_medium(pair: &Pair, side: usize, nth: usize) -> bool {
    let half = &pair.sides[side];
    let Some(trees) = half.compared.reading.trees.as_ref() else { return false };
    let noun = half.atoms[nth].tokens.start;
    let noun = trees.head(noun).filter(|_| trees.relation(noun) == Relation::Compound).unwrap_or(noun);
    let through = |word: usize| lexicon::MOUTHS.has(pair.vocabulary.word(half.compared.tokens[word].fold));
    let under = trees.head(noun).filter(|_| trees.relation(noun) == Relation::Oblique);
    let indefinite = trees
        .with(noun, &[Relation::Determiner])
        .all(|word| matches!(pair.vocabulary.word(half.compared.tokens[word].fold), "a" | "an"));
    let cue = under.is_some_and(|verb| half.compared.tokens[verb].part == ClaimPart::Cue);
    cue && indefinite && through(noun)
}

/// Lists a side's atoms that are of a part.
fn part(pair: &Pair, side: usize, parts: &[ClaimPart]) -> Vec<usize> {
    let atoms = &pair.sides[side].atoms;
    (0..atoms.len()).filter(|&nth| parts.contains(&atoms[nth].token.part)).collect()
}

/// Of several attributions, tells of those that went with nothing in their place, or came where nothing was. Returns by
/// side the atoms of these and of the ones that stayed whole: they are not to be compared with the rest.
fn one_of_several(pair: &mut Pair) -> [Vec<usize>; 2] {
    let groups = [OLD, NEW].map(|side| attributions(pair, side));
    let gone = [OLD, NEW]
        .map(|side| groups[side].iter().filter(|words| is_gone(pair, side, words)).cloned().collect::<Vec<_>>());
    let mut aside = [OLD, NEW].map(|side| {
        let stayed = |words: &&Vec<usize>| {
            words.iter().all(|&nth| matches!(pair.sides[side].atoms[nth].state, AtomState::Kept { .. }))
        };
        groups[side].iter().filter(stayed).flatten().copied().collect::<Vec<_>>()
    });
    let side = match gone.each_ref().map(Vec::is_empty) {
        [false, true] => OLD,
        [true, false] => NEW,
        _ => {
            // Where one side alone has others left, what stayed is what these are to be compared with.
            let left = [OLD, NEW].map(|side| groups[side].iter().flatten().any(|nth| !aside[side].contains(nth)));
            return if left[OLD] == left[NEW] { aside } else { Default::default() };
        }
    };
    let kind = if side == OLD { ChangeKind::AttributionDropped } else { ChangeKind::AttributionAdded };
    for words in &gone[side] {
        let mut words: Vec<usize> = words.clone();
        let source: Vec<usize> =
            words.iter().copied().filter(|&nth| pair.sides[side].atoms[nth].token.part == ClaimPart::Source).collect();
        let same = is_theirs(pair, side, &source);
        aside[side].extend(&words);
        words.extend(more_of_source(pair, side, &source));
        words.retain(|&nth| is_open(pair, side, nth));
        words.sort_unstable();
        words.dedup();
        if same {
            // "he said" once for twice
            pair.explain(side, &words);
            pair.wording = true;
        } else if side == OLD {
            pair.label(kind, &words, &[]);
        } else {
            pair.label(kind, &[], &words);
        }
    }
    aside
}

/// Returns whether somebody whom the other side's claims name is, or may be, the source that stands in these atoms.
fn is_theirs(pair: &Pair, side: usize, source: &[usize]) -> bool {
    let half = &pair.sides[side];
    let has = |claim: &&&Claim| {
        let mut spans = claim.source.iter().flat_map(|source| &source.spans);
        spans.any(|span| source.iter().any(|&nth| half.atoms[nth].token.span.overlaps(*span)))
    };
    let Some(claim) = half.claims.iter().find(has) else { return false };
    let who_goes = who(pair, side, claim, source);
    let other = other(side);
    pair.sides[other].claims.iter().filter(|claim| claim.source.is_some()).any(|stays| {
        let who_stays = who(pair, other, stays, &[]);
        if who_goes.pronoun || who_stays.pronoun {
            let name = |side: usize, claim: &Claim| speaker(pair, side, claim).map(|speaker| fold(&speaker.name));
            let names = (name(side, claim), name(other, stays));
            return !matches!(names, (Some(a), Some(b)) if a != b);
        }
        compare(&who_goes, &who_stays) != Some(ChangeKind::Reattributed)
    })
}

/// The outlet took over what somebody had said, or gave to somebody what it had said itself.
fn put_or_taken(pair: &mut Pair, side: usize, kind: ChangeKind) {
    let attribution = part(pair, side, &[ClaimPart::Cue, ClaimPart::Source]);
    let opens = |parts: &[ClaimPart]| {
        let atoms = &pair.sides[side].atoms;
        attribution.iter().any(|&nth| is_open(pair, side, nth) && parts.contains(&atoms[nth].token.part))
    };
    let cued = pair.sides[side].claims.iter().filter_map(|claim| claim.cue.as_ref());
    let cued = cued.into_iter().any(|cue| cue.text.contains(char::is_alphabetic));
    if !opens(if cued { &[ClaimPart::Cue] } else { &[ClaimPart::Cue, ClaimPart::Source] }) {
        // The words that attribute stand on the other side too: only the reading of them differs.
        return;
    }
    let speaks = |&nth: &usize| {
        let word = pair.word(&pair.sides[side].atoms[nth]);
        lexicon::cue_strength(word).is_some() || word == "according"
    };
    let names = |&nth: &usize| {
        let atom = &pair.sides[side].atoms[nth];
        atom.token.part == ClaimPart::Source && is_open(pair, side, nth) && !pair.is_function(atom)
    };
    if cued && !attribution.iter().any(speaks) && !attribution.iter().any(names) {
        // "Rules out", "is expected": a stance or a hedge came or went, and nobody who says so.
        return;
    }
    let mut words: Vec<usize> = part(pair, side, &[ClaimPart::Cue, ClaimPart::Source, ClaimPart::SaidOn]);
    for hunk in 0..pair.hunks.len() {
        let atoms = &pair.hunks[hunk].atoms[side];
        if atoms.iter().any(|nth| attribution.contains(nth)) {
            // "in a statement", "that"
            words.extend(atoms.iter().filter(|&&nth| pair.sides[side].atoms[nth].token.part == ClaimPart::Beside));
        }
    }
    for group in attributions(pair, side) {
        let source: Vec<usize> =
            group.into_iter().filter(|&nth| pair.sides[side].atoms[nth].token.part == ClaimPart::Source).collect();
        words.extend(more_of_source(pair, side, &source));
    }
    words.retain(|&nth| is_open(pair, side, nth));
    words.sort_unstable();
    words.dedup();
    match side {
        OLD => pair.label(kind, &words, &[]),
        _ => pair.label(kind, &[], &words),
    }
}

/// Compares the sources, those left out that are `aside`.
fn sources(pair: &mut Pair, aside: &[Vec<usize>; 2]) {
    let atoms = [OLD, NEW].map(|side| {
        let source = part(pair, side, &[ClaimPart::Source]);
        source.into_iter().filter(|nth| !aside[side].contains(nth)).collect::<Vec<_>>()
    });
    // The claim whose source these atoms are, else the first with a source: it may be shared with another claim.
    let source = |side: usize| {
        let half = &pair.sides[side];
        let of = |claim: &&&Claim| {
            let mut spans = claim.source.iter().flat_map(|source| &source.spans);
            spans.any(|&span| atoms[side].iter().any(|&nth| half.atoms[nth].token.span.overlaps(span)))
        };
        half.claims.iter().find(of).or_else(|| half.claims.iter().find(|claim| claim.source.is_some()))
    };
    let open =
        [OLD, NEW].map(|side| atoms[side].iter().copied().filter(|&nth| is_open(pair, side, nth)).collect::<Vec<_>>());
    let (Some(&old_claim), Some(&new_claim)) = (source(OLD), source(NEW)) else {
        return;
    };
    if open.iter().all(Vec::is_empty) {
        same_words_other_speaker(pair, old_claim, new_claim);
        return;
    }
    let (old, new) = (who(pair, OLD, old_claim, &atoms[OLD]), who(pair, NEW, new_claim, &atoms[NEW]));
    let kind = match compare(&old, &new) {
        None | Some(ChangeKind::RoleChanged) if one_for_another(pair, &atoms) => Some(ChangeKind::Reattributed),
        kind => kind,
    };
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
            let whole = |side: usize| {
                let mut words = all(side);
                if kind != ChangeKind::RoleChanged {
                    words.extend(more_of_source(pair, side, &atoms[side]));
                    words.sort_unstable();
                    words.dedup();
                }
                words
            };
            let (old, new) = (whole(OLD), whole(NEW));
            pair.label(kind, &old, &new);
        }
        None => pair.wording = true,
    }
    for side in [OLD, NEW] {
        // "Said Holt, *who owns the mill*": that it is the same Holt leaves the rest to be told.
        let named = |&nth: &usize| kind.is_some() || !is_told_beside(pair, side, nth);
        let words: Vec<usize> = open[side].iter().copied().filter(named).collect();
        pair.explain(side, &words);
    }
}

/// Returns whether a word stands in a relative clause of which nothing stayed.
fn is_told_beside(pair: &Pair, side: usize, nth: usize) -> bool {
    let half = &pair.sides[side];
    let Some(trees) = half.compared.reading.trees.as_ref() else { return false };
    let mut above = trees.upwards(half.atoms[nth].tokens.start);
    let clause = above.find(|&word| trees.relation(word) == Relation::RelativeClause);
    clause.and_then(|clause| half.atom_of(clause)).is_some_and(|clause| is_open(pair, side, clause))
}

/// The words are the same, and still somebody else speaks: "he" is another man, because the text before it changed.
///
/// Both must be named in full, and be two by who is who in both texts, or one of them be gone from the other text: less
/// would accuse the outlet of what may be a misreading.
fn same_words_other_speaker(pair: &mut Pair, old: &Claim, new: &Claim) {
    let (Some(was), Some(is)) = (speaker(pair, OLD, old), speaker(pair, NEW, new)) else { return };
    if was.kind != SpeakerKind::Person || is.kind != SpeakerKind::Person {
        return;
    }
    let last = |speaker: &Speaker| speaker.name.split_whitespace().last().map(fold).unwrap_or_default();
    let (was_name, is_name) = (last(was), last(is));
    let first = |speaker: &Speaker| speaker.name.split_whitespace().next().map(fold).unwrap_or_default();
    // "Dorothea Lisle" → "Dorothea Lyle": a name corrected, which is told where it stands.
    let corrected = first(was) == first(is) && first(was) != was_name;
    let named = |speaker: &Speaker| speaker.name.split_whitespace().all(|part| part.starts_with(char::is_uppercase));
    if corrected
        || was_name.is_empty()
        || is_name.is_empty()
        || lexicon::name_variants(&was_name, &is_name)
        || !named(was)
        || !named(is)
    {
        return;
    }
    let speakers = old.speaker.zip(new.speaker);
    let two = speakers.is_some_and(|(old, new)| pair.joined.compare_speakers(old, new) == Sameness::Two);
    let may_be_both = identity::stands(pair, NEW, &was_name) && identity::stands(pair, OLD, &is_name);
    if may_be_both && (!two || identity::words_before(pair, OLD, old).eq(identity::words_before(pair, NEW, new))) {
        return;
    }
    let (old_words, new_words): (Option<Excerpt>, Option<Excerpt>) = (old.source.clone(), new.source.clone());
    let note = format!("{} → {}", was.name, is.name);
    pair.changes.push(Change::new(ChangeKind::Reattributed, old_words, new_words, note));
}

/// Returns the side that the cue and the first word of the content take, where they name just one: "for" or "against";
/// else the side that the verb takes. Deeper in the content, "for" takes nobody's side.
fn sides_taken(pair: &Pair, side: usize) -> Option<bool> {
    let of = |part: ClaimPart| pair.sides[side].atoms.iter().filter(move |atom| atom.token.part == part);
    let atoms = of(ClaimPart::Cue).chain(of(ClaimPart::Content).take(1));
    let mut sides = atoms.filter_map(|atom| match pair.word(atom) {
        "for" => Some(true),
        "against" => Some(false),
        _ => None,
    });
    let Some(first) = sides.next() else {
        return of(ClaimPart::Cue).find_map(|atom| lexicon::side_taken(pair.word(atom)));
    };
    sides.all(|other| other == first).then_some(first)
}

/// Tells of the adverbs among the open words of two cues that say the same: how often it is said is content ("*usually*
/// says"), and so are whether it is true and who may hear it ("*falsely* says", "*privately* says"); in what other manner
/// it is said is what the outlet makes of it ("*derisively* calls"). Returns whether there are any.
fn adverbs(pair: &mut Pair, open: &[Vec<usize>; 2]) -> bool {
    let among = |is_one: &dyn Fn(&str) -> bool| {
        [OLD, NEW].map(|side| {
            let half = &pair.sides[side];
            let adverb = |&nth: &usize| is_adverb(pair, side, nth) && is_one(pair.word(&half.atoms[nth]));
            open[side].iter().copied().filter(adverb).collect::<Vec<_>>()
        })
    };
    let tells = |word: &str| lexicon::FREQUENCIES.has(word) || lexicon::MANNERS.has(word);
    let facts = among(&tells);
    let manner = among(&|word| word.ends_with("ly") && !tells(word) && !lexicon::TIMES.has(word));
    let mut told = false;
    for (found, kind) in
        [(&facts, content::kind(!facts[OLD].is_empty(), !facts[NEW].is_empty())), (&manner, ChangeKind::CueChanged)]
    {
        if found.iter().any(|side| !side.is_empty()) {
            pair.label(kind, &found[OLD], &found[NEW]);
            told = true;
        }
    }
    told
}

/// Returns whether two cues tell of two deeds: what is done is done to a thing, no clause and no quotation, and one of the
/// verbs is no verb of saying; or it happened by one alone ("warned of losses", "reported losses").
fn is_another_deed(pair: &Pair, cues: &[Vec<usize>; 2], [was, is]: [Option<&str>; 2]) -> bool {
    const CLAUSE: [Relation; 4] = [Relation::Subject, Relation::PassiveSubject, Relation::Copula, Relation::Marker];
    let to_a_thing = |side: usize| {
        let half = &pair.sides[side];
        let Some(trees) = half.compared.reading.trees.as_ref() else { return false };
        let is_its = |claim: &&&Claim| {
            let mut spans = claim.cue.iter().flat_map(|cue| &cue.spans);
            spans.any(|span| cues[side].iter().any(|&nth| span.contains(half.atoms[nth].token.span)))
        };
        let claim = half.claims.iter().find(is_its).filter(|claim| claim.quotes.is_empty());
        let spans = claim.iter().flat_map(|claim| &claim.content.spans);
        let content: Vec<usize> = spans.flat_map(|&span| half.compared.layout.tokens_in(span)).collect();
        let is_thing =
            |top: usize| matches!(trees.word(top).tag, Tag::Noun | Tag::Name) && trees.child(top, &CLAUSE).is_none();
        trees.top(&content).is_some_and(is_thing)
    };
    let verb = |side: usize| {
        let mut words = cues[side].iter().map(|&nth| pair.word(&pair.sides[side].atoms[nth]));
        words.find(|word| !lexicon::FUNCTION.has(word)).unwrap_or("")
    };
    let feared = |strength: Option<&str>| matches!(strength, Some("warning" | "guarded"));
    let happened = |strength: Option<&str>| matches!(strength, Some("neutral" | "proving"));
    let other = was.is_none() || is.is_none() || feared(was) && happened(is) || happened(was) && feared(is);
    other && !lexicon::synonyms(verb(OLD), verb(NEW)) && to_a_thing(OLD) && to_a_thing(NEW)
}

/// Returns whether a word is an adverb by its side's tree.
fn is_adverb(pair: &Pair, side: usize, nth: usize) -> bool {
    let half = &pair.sides[side];
    let trees = half.compared.reading.trees.as_ref();
    trees.is_some_and(|trees| trees.relation(half.atoms[nth].tokens.start) == Relation::Adverb)
}

/// Compares what the claims are introduced with, the words left out that are `aside`.
fn cues(pair: &mut Pair, aside: &[Vec<usize>; 2]) {
    let all = [OLD, NEW].map(|side| {
        let cue = part(pair, side, &[ClaimPart::Cue]);
        cue.into_iter().filter(|nth| !aside[side].contains(nth)).collect::<Vec<_>>()
    });
    let open =
        [OLD, NEW].map(|side| all[side].iter().copied().filter(|&nth| is_open(pair, side, nth)).collect::<Vec<_>>());
    let telling = |side: usize| open[side].iter().any(|&nth| !pair.is_function(&pair.sides[side].atoms[nth]));
    if !telling(OLD) && !telling(NEW) {
        return;
    }
    let words = |side: usize, with_adverbs: bool| -> Vec<String> {
        let words = all[side].iter().filter(|&&nth| with_adverbs || !is_adverb(pair, side, nth));
        // A "not" in a cue is told as a negation, and when it was said is no part of how.
        let words = words.map(|&nth| &pair.sides[side].atoms[nth]);
        let words = words.filter(|atom| !pair.is_function(atom) && !atom.negation && atom.class != AtomClass::Date);
        words.map(|atom| lexicon::stem(pair.word(atom))).collect()
    };
    let (old, new) = (words(OLD, false), words(NEW, false));
    let strength = |verbs: &[String]| verbs.iter().find_map(|verb| lexicon::cue_strength(verb));
    let (was, is) = (strength(&old), strength(&new));
    let tell_the_same = old.is_empty() || new.is_empty() || was == is && was == Some("neutral");
    let same = old == new || tell_the_same;
    // "Dismissed" → "immediately dismissed" is told as a change of cue.
    let to_the_letter = tell_the_same || words(OLD, true) == words(NEW, true);
    let turned = matches!(
        (was, is),
        (Some("denying"), Some("yielding" | "proving")) | (Some("yielding" | "proving"), Some("denying"))
    );
    if spelling::one_spelling(pair, &open[OLD], &open[NEW]) {
        return;
    }
    let steps = [OLD, NEW]
        .map(|side| all[side].iter().find_map(|&nth| lexicon::legal_step(pair.word(&pair.sides[side].atoms[nth]))));
    if let [Some(was), Some(is)] = steps
        && was != is
    {
        // "was charged with" → "was convicted of"
        pair.label(ChangeKind::EventUpdated, &all[OLD], &all[NEW]);
    } else if turned || sides_taken(pair, OLD).zip(sides_taken(pair, NEW)).is_some_and(|(was, is)| was != is) {
        // "denied meeting them" → "confirmed meeting them", "voted for" → "voted against"
        pair.label(ChangeKind::PositionShifted, &all[OLD], &all[NEW]);
    } else if !same && is_another_deed(pair, &all, [was, is]) {
        // "found a link" → "looked for a link"
        pair.label(ChangeKind::ContentChanged, &all[OLD], &all[NEW]);
    } else if same && adverbs(pair, &open) {
        // The adverbs are told, and the verb is the same.
    } else if same && to_the_letter {
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
