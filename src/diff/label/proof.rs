//! **Takes back** what would accuse without proof: a number, a date, a name, a negation or a hedge that hangs from
//! words which are not each other's, and another source of what is hardly the same content. What differs there is
//! content.
//!
//! It needs the trees of both sides; without them nothing is taken back.

use super::pair::{Atom, AtomClass, AtomState, NEW, OLD, Pair, note, other};
use super::source::{one_for_another, speaker};
use crate::claim::{Excerpt, Span};
use crate::diff::compared::{ClaimPart, ComparedSort};
use crate::diff::{Change, ChangeKind, lexicon};
use crate::syntax::trees::Trees;

/// Of a hundred telling words of the content, so many must have stayed for a change of its source to be told as one.
const SAME_CONTENT: usize = 40;

/// So many where not both sides name who speaks: "the firm" may be who "the spokesman" speaks for.
const NEARLY_ALL: usize = 80;

/// What becomes of a label.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Proved,
    /// Something differs, and not what the label says.
    Content,
    /// Nothing but the wording differs.
    Wording,
}

/// Turns the labels of a pair that nothing proves into one of content, or of wording.
pub(super) fn demand(pair: &mut Pair) {
    let (Some(old), Some(new)) = (trees(pair, OLD), trees(pair, NEW)) else { return };
    let changes = std::mem::take(&mut pair.changes);
    let judge = |change: Change| {
        let verdict = verdict(pair, [old, new], &change);
        (change, verdict)
    };
    let judged: Vec<(Change, Verdict)> = changes.into_iter().map(judge).collect();
    pair.wording |= judged.iter().any(|(_, verdict)| *verdict == Verdict::Wording);
    let of = |wanted: Verdict| judged.iter().filter(move |(_, verdict)| *verdict == wanted).map(|(change, _)| change);
    let mut kept: Vec<Change> = of(Verdict::Proved).cloned().collect();
    if of(Verdict::Content).next().is_some() {
        let (content, others): (Vec<Change>, Vec<Change>) =
            kept.into_iter().partition(|change| change.kind == ChangeKind::ContentChanged);
        kept = others;
        let evidence = |side: usize| {
            let all = content.iter().chain(of(Verdict::Content));
            let excerpts = all.filter_map(|change| [&change.old, &change.new][side].as_ref());
            let mut spans: Vec<Span> = excerpts.flat_map(|excerpt| excerpt.spans.iter().copied()).collect();
            spans.sort();
            spans.dedup_by(|next, last| last.contains(*next));
            (!spans.is_empty()).then(|| Excerpt::new(pair.sides[side].compared.body, spans))
        };
        let (old, new) = (evidence(OLD), evidence(NEW));
        let note = note(old.as_ref(), new.as_ref());
        kept.push(Change::new(ChangeKind::ContentChanged, old, new, note));
    }
    pair.changes = kept;
}

fn verdict(pair: &Pair, trees: [&Trees; 2], change: &Change) -> Verdict {
    use ChangeKind::*;
    let proved_if = |proved: bool| if proved { Verdict::Proved } else { Verdict::Content };
    match change.kind {
        NumberChanged => {
            let same_unit = counts_the_same(pair, change) && stayed(pair) >= SAME_CONTENT;
            proved_if(same_unit || is_anchored(pair, trees, change))
        }
        NameChanged if is_one_name(change) => Verdict::Wording,
        DateChanged | NameChanged | NegationFlipped | HedgeAdded | HedgeRemoved => {
            proved_if(is_anchored(pair, trees, change))
        }
        Reattributed if speaks_for_another(pair) => Verdict::Proved,
        Reattributed if is_one_name(change) && !are_two_people(pair) => Verdict::Wording,
        Reattributed => {
            let both_named = names(change).iter().all(|names| !names.is_empty());
            proved_if(stayed(pair) >= if both_named { SAME_CONTENT } else { NEARLY_ALL })
        }
        // "Was charged with" attributes nothing to anybody.
        AttributionAdded if !names_a_source(pair, NEW) => Verdict::Content,
        AttributionDropped if !names_a_source(pair, OLD) => Verdict::Content,
        SourceNamed | SourceAnonymised | AttributionAdded | AttributionDropped => {
            proved_if(stayed(pair) >= SAME_CONTENT)
        }
        // An office that is left off says nothing of who holds it.
        RoleChanged if is_left_off(change) => Verdict::Wording,
        _ => Verdict::Proved,
    }
}

/// Returns whether a claim of a side has a source, or the words of one stand there unread.
fn names_a_source(pair: &Pair, side: usize) -> bool {
    let half = &pair.sides[side];
    let unattributed = half.claims.iter().all(|claim| claim.cue.is_none());
    unattributed || half.claims.iter().any(|claim| claim.source.is_some())
}

/// Returns whether each side's only speaker has a full name, and these differ: "Mayor Calder" was Ruth, "Mr. Calder" is
/// Hugh.
fn are_two_people(pair: &Pair) -> bool {
    let full = |side: usize| {
        let mut speakers = pair.sides[side].claims.iter().filter_map(|claim| speaker(pair, side, claim));
        let name = &speakers.next()?.name;
        (name.contains(' ') && speakers.all(|other| other.name == *name)).then(|| name.to_lowercase())
    };
    let given = |name: &str| name.split(' ').next().map(str::to_owned);
    full(OLD).zip(full(NEW)).is_some_and(|(old, new)| given(&old) != given(&new))
}

fn speaks_for_another(pair: &Pair) -> bool {
    let sources = [OLD, NEW].map(|side| {
        let atoms = &pair.sides[side].atoms;
        (0..atoms.len()).filter(|&nth| atoms[nth].token.part == ClaimPart::Source).collect()
    });
    one_for_another(pair, &sources)
}

/// Returns whether one side only has an office more, and it tells neither when nor how that is held.
fn is_left_off(change: &Change) -> bool {
    let words = [&change.old, &change.new].map(|side| {
        let words = side.iter().flat_map(|side| side.text.split_whitespace());
        words.map(|word| word.trim_end_matches(',').to_lowercase()).collect::<Vec<_>>()
    });
    let more =
        |one: usize, other: usize| words[one].iter().filter(|word| !words[other].contains(word)).collect::<Vec<_>>();
    let (old, new) = (more(OLD, NEW), more(NEW, OLD));
    let tells = |word: &&String| HELD.contains(&word.as_str()) || word.starts_with("ex-") || word.starts_with("vice-");
    (old.is_empty() || new.is_empty()) && !old.iter().chain(&new).any(tells)
}

/// Words that tell when or how an office is held.
const HELD: [&str; 17] = [
    "former",
    "ex",
    "acting",
    "interim",
    "deputy",
    "vice",
    "assistant",
    "incoming",
    "outgoing",
    "late",
    "designate",
    "elect",
    "suspended",
    "disgraced",
    "convicted",
    "alleged",
    "self-proclaimed",
];

/// Lists the words with a capital of each side of a change.
fn names(change: &Change) -> [Vec<String>; 2] {
    [&change.old, &change.new].map(|words| {
        let words = words
            .iter()
            .flat_map(|words| words.text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '’' | '\'')));
        let is_name =
            |word: &&str| word.starts_with(char::is_uppercase) && !lexicon::FUNCTION.has(&word.to_lowercase());
        let names = words.filter(is_name);
        names
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
            .filter(|word| word.len() > 1)
            .collect()
    })
}

/// Returns whether the names of a change are forms of one: "Narendra Modi" and "Mr. Modi", "Associated Press" and "AP",
/// "Venezuela" and "Venezuelan".
fn is_one_name(change: &Change) -> bool {
    let [old, new] = names(change);
    let (Some(was), Some(is)) = (old.last(), new.last()) else { return false };
    let acronym = |long: &[String], short: &str| {
        let initials = |words: &[String]| words.iter().filter_map(|word| word.chars().next()).collect::<String>();
        long.len() > 1 && short.chars().all(char::is_uppercase) && initials(long) == *short
    };
    let derived = |root: &str, form: &str| {
        let ending = form.strip_prefix(root.trim_end_matches(['a', 'y', 'e']));
        root.len() >= 4
            && ending.is_some_and(|ending| matches!(ending, "n" | "an" | "ian" | "ean" | "ese" | "ish" | "i"))
    };
    let given = |names: &[String]| names.len().checked_sub(2).map(|at| names[at].clone());
    // "Hugh Calder" and "Ruth Calder" are two.
    let one_person = || match (given(&old), given(&new)) {
        (Some(was), Some(is)) => was.starts_with(&is) || is.starts_with(&was) || is_title(&was) || is_title(&is),
        _ => true,
    };
    was == is && one_person() || acronym(&old, is) || acronym(&new, was) || derived(was, is) || derived(is, was)
}

fn is_title(word: &str) -> bool {
    lexicon::ROLES.has(&word.to_lowercase())
        || matches!(word, "Mr" | "Mrs" | "Ms" | "Dr" | "Sir" | "Lord" | "Lady" | "Rep" | "Sen")
}

fn trees<'a>(pair: &Pair<'_, 'a>, side: usize) -> Option<&'a Trees> {
    pair.sides[side].compared.reading.trees.as_ref()
}

/// Returns how much of what the side with fewer words tells is on both sides, in hundredths.
fn stayed(pair: &Pair) -> usize {
    let telling = |side: usize| -> Vec<&Atom> {
        let atoms = pair.sides[side].atoms.iter();
        atoms.filter(|atom| atom.token.part == ClaimPart::Content && !pair.is_function(atom)).collect()
    };
    let kept = |atoms: &[&Atom]| atoms.iter().filter(|atom| matches!(atom.state, AtomState::Kept { .. })).count();
    let (old, new) = (telling(OLD), telling(NEW));
    let (fewer, kept) = if old.len() < new.len() { (old.len(), kept(&old)) } else { (new.len(), kept(&new)) };
    (kept * 100).checked_div(fewer).unwrap_or(100)
}

/// Returns whether what a change shows hangs from words that are each other's.
fn is_anchored(pair: &Pair, trees: [&Trees; 2], change: &Change) -> bool {
    let evidence = [&change.old, &change.new].map(|words| words.as_ref().map(|words| words.spans.clone()));
    let anchor = |side: usize| evidence[side].as_ref().map(|spans| anchor(pair, trees[side], side, spans));
    match (anchor(OLD), anchor(NEW)) {
        (Some(old), Some(new)) => match (old, new) {
            (None, None) => true,
            (Some(old), Some(new)) => are_one(pair, old, new),
            // One hangs from the root of its sentence, the other is it.
            (Some(_), None) | (None, Some(_)) => is_short(pair),
        },
        (Some(one), None) => one.is_none_or(|atom| stays(pair, OLD, atom)),
        (None, Some(one)) => one.is_none_or(|atom| stays(pair, NEW, atom)),
        (None, None) => true,
    }
}

/// Returns whether two figures count in the same unit: both end with the same word, which is no number.
fn counts_the_same(pair: &Pair, change: &Change) -> bool {
    let unit = |side: usize| {
        let compared = pair.sides[side].compared;
        let end = [&change.old, &change.new][side].as_ref()?.spans.last()?.end;
        let last = compared.tokens.iter().rfind(|token| token.span.end <= end && token.sort.is_word())?;
        Some((last.stem, last.sort))
    };
    match (unit(OLD), unit(NEW)) {
        (Some((old, sort)), Some((new, other))) => {
            // "£12m" and "£10m" are in one currency, which stands before the number.
            old == new || sort == ComparedSort::Number && other == ComparedSort::Number
        }
        _ => false,
    }
}

/// Finds the atom that the words at `spans` hang from; `None` where they hold the root of their sentence.
fn anchor(pair: &Pair, trees: &Trees, side: usize, spans: &[Span]) -> Option<usize> {
    let half = &pair.sides[side];
    let shown = |token: usize| {
        let span = half.compared.tokens[token].span;
        spans.iter().any(|outer| outer.overlaps(span))
    };
    let first = half.tokens.iter().copied().find(|&token| shown(token))?;
    let above = trees.upwards(first).find(|&token| !shown(token))?;
    half.atoms.iter().position(|atom| atom.tokens.contains(&above))
}

/// Returns whether two atoms are each other's: kept, one word in two forms, or two words that mean the same.
fn are_one(pair: &Pair, old: usize, new: usize) -> bool {
    let (a, b) = (&pair.sides[OLD].atoms[old], &pair.sides[NEW].atoms[new]);
    if let AtomState::Kept { with, .. } = a.state
        && with == new
    {
        return true;
    }
    // One verb of saying for another: it was said on that day all the same.
    if a.token.part == ClaimPart::Cue && b.token.part == ClaimPart::Cue {
        return true;
    }
    let words = a.class == AtomClass::Word && b.class == AtomClass::Word;
    words
        && (a.token.stem == b.token.stem
            || lexicon::synonyms(pair.word(a), pair.word(b))
            || lexicon::may_swap(pair.word(a), pair.word(b)))
        || is_short(pair) && stays(pair, OLD, old) && stays(pair, NEW, new)
}

/// Returns whether an atom stands on the other side too.
fn stays(pair: &Pair, side: usize, nth: usize) -> bool {
    let atom = &pair.sides[side].atoms[nth];
    let again = |one: &Atom| one.class == AtomClass::Word && one.token.stem == atom.token.stem;
    matches!(atom.state, AtomState::Kept { .. })
        || atom.class == AtomClass::Word && pair.sides[other(side)].atoms.iter().any(again)
}

/// Returns whether hardly anything but the change itself differs.
fn is_short(pair: &Pair) -> bool {
    let differs = |side: usize| {
        let atoms = pair.sides[side].atoms.iter();
        atoms.filter(|atom| !matches!(atom.state, AtomState::Kept { .. }) && !pair.is_function(atom)).count()
    };
    differs(OLD) + differs(NEW) <= 4
}
