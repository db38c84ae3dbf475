//! **Takes back** what would accuse without proof: a number, a date, a name, a negation or a hedge that hangs from
//! words which are not each other's; another source that may be the same, or of what is hardly the same content; an
//! attribution without a verb of saying or somebody who says it. What differs there is content.
//!
//! It needs the trees of both sides; without them nothing is taken back.

use super::pair::{Atom, AtomClass, AtomState, NEW, OLD, Pair, note, other};
use super::{content, identity};
use crate::claim::{Claim, Excerpt, Span};
use crate::diff::compared::{ClaimPart, ComparedSort};
use crate::diff::joined::Sameness;
use crate::diff::vocabulary::Sym;
use crate::diff::{Change, ChangeKind, lexicon};
use crate::syntax::relation::Relation;
use crate::syntax::trees::Trees;

/// Of a hundred telling words of the content, so many must have stayed for a change of its source to be told as one.
const SAME_CONTENT: usize = 40;

/// Two hedges that begin with so many letters are one word.
const HEDGE_ROOT: usize = 5;

/// Of a hundred words of the shorter side, so many must have stayed for a single difference among them to be told as
/// one: of a sentence that was written anew nobody can say that its date was changed.
const ONE_DIFFERENCE: usize = 50;

/// What becomes of a label.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Proved,
    /// Something differs, and not what the label says.
    Content,
    /// Nothing but the wording differs.
    Wording,
    /// It is a change of another kind.
    Instead(ChangeKind),
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
    let told = judged.iter().filter_map(|(change, verdict)| match verdict {
        Verdict::Proved => Some(change.clone()),
        Verdict::Instead(kind) => Some(Change { kind: *kind, ..change.clone() }),
        Verdict::Content | Verdict::Wording => None,
    });
    let mut kept: Vec<Change> = told.collect();
    if of(Verdict::Content).next().is_some() {
        let (content, others): (Vec<Change>, Vec<Change>) =
            kept.into_iter().partition(|change| change.kind.is_content());
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
        kept.push(Change::new(content::kind(old.is_some(), new.is_some()), old, new, note));
    }
    pair.changes = kept;
}

/// Judges a label; who speaks may be named as before, and the words that name him tell what he did.
fn verdict(pair: &Pair, trees: [&Trees; 2], change: &Change) -> Verdict {
    match by_kind(pair, trees, change) {
        Verdict::Wording if tells_event(pair, trees, change) => Verdict::Content,
        verdict => verdict,
    }
}

fn by_kind(pair: &Pair, trees: [&Trees; 2], change: &Change) -> Verdict {
    use ChangeKind::*;
    let proved_if = |proved: bool| if proved { Verdict::Proved } else { Verdict::Content };
    let both = change.old.is_some() && change.new.is_some();
    match change.kind {
        DateChanged | NameChanged | NegationFlipped | HedgeAdded | HedgeRemoved | Reattributed | SourceNamed
        | SourceAnonymised | AttributionAdded | AttributionDropped | PositionShifted
            if alike(pair) < ONE_DIFFERENCE =>
        {
            Verdict::Content
        }
        NumberChanged if is_one_figure(pair, change) => Verdict::Wording,
        NumberChanged => {
            let same_unit = counts_the_same(pair, change) && stayed(pair) >= SAME_CONTENT;
            proved_if(same_unit || is_anchored(pair, trees, change))
        }
        NameChanged if identity::is_one_name(change) => Verdict::Wording,
        NameChanged if identity::is_respelled(pair, change) => Verdict::Instead(Respelled),
        NameChanged => match identity::of_names(pair, change) {
            Sameness::One => Verdict::Wording,
            _ => proved_if(both && has_one_preposition(pair, trees, change) && is_anchored(pair, trees, change)),
        },
        // "Sunday" → "Sunday afternoon" says more of one day.
        DateChanged => proved_if(!says_more(change) && is_anchored(pair, trees, change)),
        NegationFlipped => proved_if(is_anchored(pair, trees, change) && turns_one_predicate(pair, trees, change)),
        HedgeAdded | HedgeRemoved => hedge(pair, trees, change),
        Reattributed if !both => Verdict::Content,
        Reattributed | RoleChanged if identity::is_proxy(pair, trees, change) => Verdict::Instead(Reattributed),
        Reattributed if identity::of_speakers(pair, change) == Sameness::One => Verdict::Wording,
        Reattributed if identity::speaks_for_another(pair) && !identity::have_one_head(pair, trees, change) => {
            Verdict::Proved
        }
        Reattributed => match identity::of_sources(pair, trees, change) {
            Sameness::One => Verdict::Wording,
            Sameness::Two => proved_if(stayed(pair) >= SAME_CONTENT),
            Sameness::Unknown => Verdict::Content,
        },
        SourceNamed | SourceAnonymised => source(pair, trees, change),
        AttributionAdded => attribution(pair, trees, NEW, change.new.as_ref()),
        AttributionDropped => attribution(pair, trees, OLD, change.old.as_ref()),
        QuoteTruncated if is_told_outside(pair, OLD, change.old.as_ref()) => Verdict::Instead(QuoteParaphrased),
        // An office that is left off says nothing of who holds it.
        RoleChanged if identity::is_left_off(change) => Verdict::Wording,
        _ => Verdict::Proved,
    }
}

/// Returns whether one side of a change alone tells what somebody did: "Holt" → "Holt, who had sold the crane".
fn tells_event(pair: &Pair, trees: [&Trees; 2], change: &Change) -> bool {
    let shown = |side: usize| -> Vec<usize> {
        let spans = [&change.old, &change.new][side].iter().flat_map(|words| words.spans.clone());
        spans.flat_map(|span| pair.sides[side].compared.layout.tokens_in(span)).collect()
    };
    let shown = [shown(OLD), shown(NEW)];
    let stem = |side: usize, token: usize| pair.sides[side].compared.tokens[token].stem;
    let does = |side: usize| {
        let again = |verb: Sym| shown[other(side)].iter().any(|&token| stem(other(side), token) == verb);
        shown[side].iter().any(|&token| trees[side].is_finite(token) && !again(stem(side, token)))
    };
    does(OLD) != does(NEW)
}

/// Judges a source that was named, or made anonymous.
fn source(pair: &Pair, trees: [&Trees; 2], change: &Change) -> Verdict {
    let named = if change.kind == ChangeKind::SourceNamed { NEW } else { OLD };
    let words = if named == NEW { change.new.as_ref() } else { change.old.as_ref() };
    let names = words.is_some_and(|words| identity::names_somebody(pair, trees[named], named, words));
    match identity::of_sources(pair, trees, change) {
        Sameness::One if !names => Verdict::Wording,
        // Whoever is named on the other side too was not made anonymous: somebody else speaks.
        _ if identity::is_named_again(pair, named) => Verdict::Instead(ChangeKind::Reattributed),
        _ if stayed(pair) >= SAME_CONTENT => Verdict::Proved,
        _ => Verdict::Content,
    }
}

/// Judges an attribution that one side alone has: a verb of saying in whose place the other side has none, somebody who
/// says it, and what is said on both.
fn attribution(pair: &Pair, trees: [&Trees; 2], side: usize, shown: Option<&Excerpt>) -> Verdict {
    let Some(shown) = shown else { return Verdict::Content };
    let half = &pair.sides[side];
    let inside = |span: Span| shown.spans.iter().any(|outer| outer.overlaps(span));
    let says = |atom: &Atom| {
        matches!(pair.word(atom), "according" | "per") || lexicon::cue_strength(pair.word(atom)).is_some()
    };
    let (cues, others): (Vec<&Atom>, Vec<&Atom>) =
        half.atoms.iter().filter(|atom| inside(atom.token.span)).partition(|atom| says(atom));
    let theirs = &pair.sides[other(side)];
    let claim = half.claims.iter().find(|claim| claim.cue.iter().flat_map(|cue| &cue.spans).any(|&span| inside(span)));
    let is_known = |claim: &Claim| {
        let speakers = theirs.claims.iter().filter_map(|other| Some((claim.speaker?, other.speaker?)));
        speakers.into_iter().any(|(mine, other)| pair.joined.are_one(side, mine, other))
    };
    if claim.is_some_and(|claim| is_known(claim)) {
        // Who speaks is known on both sides: "she added" says nothing new.
        return Verdict::Wording;
    }
    let replaced = theirs.atoms.iter().any(|atom| atom.token.part == ClaimPart::Cue && atom.state == AtomState::Open);
    let unread = half.claims.iter().all(|claim| claim.cue.is_none());
    let who = others.iter().any(|atom| (unread || atom.token.part != ClaimPart::Content) && is_somebody(pair, atom));
    let said = claim.is_none_or(|claim| root_stays(pair, trees[side], side, &claim.content));
    match !cues.is_empty() && who && said && !replaced && stayed(pair) >= SAME_CONTENT {
        true => Verdict::Proved,
        false => Verdict::Content,
    }
}

/// Returns whether the word from which the rest of an excerpt hangs stands on the other side too.
fn root_stays(pair: &Pair, trees: &Trees, side: usize, words: &Excerpt) -> bool {
    let half = &pair.sides[side];
    let tokens: Vec<usize> = words.spans.iter().flat_map(|&span| half.compared.layout.tokens_in(span)).collect();
    let root = trees.top(&tokens).and_then(|root| half.atom_of(root));
    root.is_none_or(|root| stays(pair, side, root))
}

/// Judges a hedge that came or went: on the same predicate, and not as the verb by which somebody is quoted, for which
/// the other side has another.
fn hedge(pair: &Pair, trees: [&Trees; 2], change: &Change) -> Verdict {
    let side = if change.kind == ChangeKind::HedgeAdded { NEW } else { OLD };
    let shown = [&change.old, &change.new][side].as_ref();
    let inside =
        |atom: &&Atom| shown.is_some_and(|words| words.spans.iter().any(|outer| outer.overlaps(atom.token.span)));
    let half = &pair.sides[side];
    let hedges = half.atoms.iter().filter(inside).filter(|atom| atom.hedge);
    let hedges: Vec<&Atom> = hedges.filter(|atom| !lexicon::PRONOUNS.has(pair.word(atom))).collect();
    let theirs = &pair.sides[other(side)].atoms;
    // "Allegedly attacked" and "the alleged attack" are as sure.
    let root = |atom: &Atom| pair.word(atom).chars().take(HEDGE_ROOT).collect::<String>();
    let one = |hedge: &Atom, atom: &Atom| {
        atom.token.stem == hedge.token.stem
            || atom.hedge && root(atom) == root(hedge) && pair.word(atom).chars().count() > HEDGE_ROOT
    };
    let again = |hedge: &&Atom| theirs.iter().any(|atom| one(hedge, atom));
    if !hedges.is_empty() && hedges.iter().all(again) {
        return Verdict::Wording;
    }
    let cues = |side: usize| pair.sides[side].claims.iter().filter_map(|claim| claim.cue.as_ref());
    let is_cue = |atom: &&Atom| {
        lexicon::cue_strength(pair.word(atom)).is_some()
            && cues(side).any(|cue| cue.spans.iter().any(|span| span.contains(atom.token.span)))
    };
    if !hedges.is_empty() && hedges.iter().all(is_cue) && cues(other(side)).next().is_some() {
        return Verdict::Instead(ChangeKind::CueChanged);
    }
    let on_predicate = hedges.iter().all(|hedge| hangs_from_one_predicate(pair, trees, side, hedge));
    if on_predicate && is_anchored(pair, trees, change) { Verdict::Proved } else { Verdict::Content }
}

/// Returns whether what a word hangs from on its side is said on the other too, as the same part of speech: "could
/// *damage* the harbour" is not "the *damage* to the harbour".
fn hangs_from_one_predicate(pair: &Pair, trees: [&Trees; 2], side: usize, atom: &Atom) -> bool {
    let half = &pair.sides[side];
    let Some(head) = trees[side].head(atom.tokens.start) else { return true };
    let Some(above) = half.atom_of(head) else { return true };
    let AtomState::Kept { with, .. } = half.atoms[above].state else { return stays(pair, side, above) };
    let is_verb = |side: usize, nth: usize| {
        let word = pair.sides[side].atoms[nth].tokens.start;
        trees[side].word(word).tag.is_verb()
    };
    is_verb(side, above) == is_verb(other(side), with)
}

/// Returns whether the words that went from a quotation stand outside of the marks now, in one form or another.
fn is_told_outside(pair: &Pair, side: usize, shown: Option<&Excerpt>) -> bool {
    let Some(shown) = shown else { return false };
    let telling = |atom: &&Atom| {
        let tells = !pair.is_function(atom) && !lexicon::PRONOUNS.has(pair.word(atom));
        shown.spans.iter().any(|outer| outer.overlaps(atom.token.span)) && tells
    };
    let bare = |stem| {
        let mut others = pair.sides[other(side)].atoms.iter();
        others.any(|atom| atom.token.stem == stem && atom.token.quotation.is_none())
    };
    let gone: Vec<&Atom> = pair.sides[side].atoms.iter().filter(telling).collect();
    !gone.is_empty() && gone.iter().all(|atom| bare(atom.token.stem))
}

/// Returns whether two figures are one, put in words of one sense: "over 40" and "more than 40".
fn is_one_figure(pair: &Pair, change: &Change) -> bool {
    let words = [OLD, NEW].map(|side| {
        let spans = [&change.old, &change.new][side].iter().flat_map(|words| words.spans.clone());
        let tokens = spans.flat_map(|span| pair.sides[side].compared.layout.tokens_in(span));
        let words = tokens.map(|token| pair.vocabulary.word(pair.sides[side].compared.tokens[token].fold));
        let words: Vec<&str> = words.collect();
        let sense = [("over", "more"), ("above", "more"), ("under", "less"), ("below", "less"), ("fewer", "less")];
        let sense_of = |word: &str| sense.iter().find(|(one, _)| *one == word).map(|(_, sense)| sense.to_string());
        let told = words.iter().filter(|word| **word != "than");
        told.map(|word| sense_of(word).unwrap_or_else(|| (*word).to_owned())).collect::<Vec<String>>()
    });
    words[OLD] == words[NEW]
}

/// Returns whether a word may name who speaks: a noun, a name or a pronoun.
fn is_somebody(pair: &Pair, atom: &Atom) -> bool {
    atom.token.name || lexicon::PRONOUNS.has(pair.word(atom)) || !pair.is_function(atom)
}

/// Returns whether names stand behind the same preposition: what happened off Denmark and happened in the North Sea is
/// told in other words, and no name for another.
fn has_one_preposition(pair: &Pair, trees: [&Trees; 2], change: &Change) -> bool {
    let before = |side: usize| {
        let compared = pair.sides[side].compared;
        let spans = [&change.old, &change.new][side].iter().flat_map(|words| &words.spans);
        let mut tokens = spans.flat_map(|&span| compared.layout.tokens_in(span));
        let word = |token: usize| compared.tokens[token].fold;
        tokens.find_map(|token| trees[side].child(token, &[Relation::Case])).map(word)
    };
    match (before(OLD), before(NEW)) {
        (Some(old), Some(new)) => old == new,
        _ => true,
    }
}

/// Returns whether one side of a change has all the words of the other and more.
fn says_more(change: &Change) -> bool {
    let words = [&change.old, &change.new].map(|side| {
        let words = side.iter().flat_map(|side| side.text.split_whitespace());
        words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).collect::<Vec<_>>()
    });
    let holds = |one: usize, other: usize| words[one].iter().all(|word| words[other].contains(word));
    words[OLD] != words[NEW] && (holds(OLD, NEW) || holds(NEW, OLD))
}

/// Returns whether the negations that a change shows hang from words that stand on the other side too.
fn turns_one_predicate(pair: &Pair, trees: [&Trees; 2], change: &Change) -> bool {
    let negated = |side: usize| {
        let shown = [&change.old, &change.new][side].iter().flat_map(|words| &words.spans).copied();
        let shown: Vec<Span> = shown.collect();
        let half = &pair.sides[side];
        let atoms = half.atoms.iter().filter(move |atom| atom.negation);
        let atoms = atoms.filter(move |atom| shown.iter().any(|outer| outer.overlaps(atom.token.span)));
        atoms.collect::<Vec<_>>()
    };
    [OLD, NEW].into_iter().all(|side| {
        negated(side).into_iter().all(|atom| {
            let atoms = &pair.sides[side].atoms;
            let above = |token: usize| pair.sides[side].atom_of(token);
            // "No longer": what is negated stands above the small words.
            let small = |nth: usize| atoms[nth].negation || pair.comes_along(&atoms[nth]);
            let mut heads = trees[side].upwards(atom.tokens.start).skip_while(|&token| above(token).is_some_and(small));
            let Some(head) = heads.next() else { return is_short(pair) };
            let above = above(head);
            let direct = trees[side].head(atom.tokens.start) == Some(head);
            // "He said no" denies nothing that is claimed.
            let answers =
                pair.word(atom) == "no" && trees[side].relation(atom.tokens.start) != Relation::Determiner && direct;
            !answers && above.is_none_or(|above| stays(pair, side, above))
        })
    })
}

fn trees<'a>(pair: &Pair<'_, 'a>, side: usize) -> Option<&'a Trees> {
    pair.sides[side].compared.reading.trees.as_ref()
}

/// Returns how much of what the side with fewer words tells is on both sides, in hundredths.
pub(super) fn stayed(pair: &Pair) -> usize {
    let telling = |side: usize| -> Vec<&Atom> {
        let atoms = pair.sides[side].atoms.iter();
        atoms.filter(|atom| atom.token.part == ClaimPart::Content && !pair.is_function(atom)).collect()
    };
    let kept = |atoms: &[&Atom]| atoms.iter().filter(|atom| matches!(atom.state, AtomState::Kept { .. })).count();
    let (old, new) = (telling(OLD), telling(NEW));
    let (fewer, kept) = if old.len() < new.len() { (old.len(), kept(&old)) } else { (new.len(), kept(&new)) };
    (kept * 100).checked_div(fewer).unwrap_or(100)
}

/// Returns how many words of the shorter side stayed, in hundredths: a clause that came or went takes nothing from the
/// rest.
fn alike(pair: &Pair) -> usize {
    let kept =
        |side: usize| pair.sides[side].atoms.iter().filter(|atom| matches!(atom.state, AtomState::Kept { .. })).count();
    let shorter = pair.sides.iter().map(|half| half.atoms.len()).min().unwrap_or(0);
    (kept(OLD).min(kept(NEW)) * 100).checked_div(shorter).unwrap_or(100)
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
    half.atom_of(above)
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
