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
use crate::syntax::frame;
use crate::syntax::relation::Relation;
use crate::syntax::trees::Trees;

/// Of a hundred telling words of the content, so many must have stayed for a change of its source to be told as one.
const SAME_CONTENT: usize = 40;

/// Two hedges that begin with so many letters are one word.
const HEDGE_ROOT: usize = 5;

/// Of a hundred words of the shorter side, so many must have stayed for a single difference among them to be told as
/// one: of a sentence that was written anew nobody can say that its date was changed.
const ONE_DIFFERENCE: usize = 50;

/// For a name more: what is told anew may name a town by its county.
const ONE_NAME: usize = 70;

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
    told_by_somebody(&mut kept);
    pair.changes = kept;
}

/// Makes one label of a hedge that stands for somebody who is not named ("reportedly") and of the attribution that took
/// its place: a source was named, or made anonymous.
fn told_by_somebody(changes: &mut Vec<Change>) {
    let find = |kind| changes.iter().position(|change| change.kind == kind);
    let named = find(ChangeKind::HedgeRemoved).zip(find(ChangeKind::AttributionAdded));
    let unnamed = find(ChangeKind::HedgeAdded).zip(find(ChangeKind::AttributionDropped));
    let (hedge, attribution, kind) = match (named, unnamed) {
        (Some((hedge, attribution)), _) => (hedge, attribution, ChangeKind::SourceNamed),
        (_, Some((hedge, attribution))) => (hedge, attribution, ChangeKind::SourceAnonymised),
        _ => return,
    };
    let words = |change: &Change| {
        let shown = change.old.as_ref().or(change.new.as_ref());
        shown.map_or_else(String::new, |shown| shown.text.to_lowercase())
    };
    if !lexicon::EVIDENTIALS.has(&words(&changes[hedge])) {
        return;
    }
    let take = |of: usize, side: usize| [&changes[of].old, &changes[of].new][side].clone();
    let (old, new) = match kind {
        ChangeKind::SourceNamed => (take(hedge, OLD), take(attribution, NEW)),
        _ => (take(attribution, OLD), take(hedge, NEW)),
    };
    let note = note(old.as_ref(), new.as_ref());
    changes.remove(hedge.max(attribution));
    changes.remove(hedge.min(attribution));
    changes.push(Change::new(kind, old, new, note));
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
        // However much differs beside it, the number itself stayed: "as many as 40", "40 or more".
        NumberChanged if is_one_value(pair, change) => Verdict::Proved,
        NumberChanged if is_toll(pair) => Verdict::Proved,
        NumberChanged if alike(pair) < ONE_DIFFERENCE && !is_short(pair) => Verdict::Content,
        NumberChanged => {
            let same_unit = counts_the_same(pair, change) && stayed(pair) >= SAME_CONTENT;
            proved_if(same_unit || is_anchored(pair, trees, change))
        }
        NameChanged if identity::is_one_name(change) => Verdict::Wording,
        NameChanged if identity::is_respelled(pair, change) => Verdict::Instead(Respelled),
        NameChanged => match identity::of_names(pair, change) {
            Sameness::One => Verdict::Wording,
            _ if alike(pair) < ONE_NAME && !is_short(pair) => Verdict::Content,
            _ if identity::are_of_two_sorts(pair, change) => Verdict::Content,
            _ => proved_if(both && has_one_preposition(pair, trees, change) && is_anchored(pair, trees, change)),
        },
        // "Sunday" → "Sunday afternoon" says more of one day, and "this week" → "Sunday" may.
        DateChanged => {
            let one = says_more(change) || is_of_current_period(pair, change);
            proved_if(!one && is_anchored(pair, trees, change))
        }
        // "Declined to comment" and "did not comment" are one denial.
        NegationFlipped if is_refused(pair, trees, change) => Verdict::Instead(CueChanged),
        NegationFlipped => proved_if(is_anchored(pair, trees, change) && turns_one_predicate(pair, trees, change)),
        HedgeAdded | HedgeRemoved => hedge(pair, trees, change),
        Reattributed if !both || !is_of_same_words(pair, change) => Verdict::Content,
        Reattributed if identity::is_respelled(pair, change) => Verdict::Instead(Respelled),
        Reattributed if identity::may_mean_the_other(pair, change) => Verdict::Content,
        Reattributed if identity::have_one_addition(pair, trees, change) => Verdict::Instead(RoleChanged),
        Reattributed | RoleChanged if identity::is_proxy(pair, trees, change) => Verdict::Instead(Reattributed),
        Reattributed if identity::of_speakers(pair, change) == Sameness::One => Verdict::Wording,
        Reattributed if identity::speaks_for_another(pair) && !identity::have_one_head(pair, trees, change) => {
            Verdict::Proved
        }
        Reattributed => match identity::of_sources(pair, trees, change) {
            Sameness::One => Verdict::Wording,
            Sameness::Two => proved_if(stayed(pair) >= SAME_CONTENT),
            Sameness::Unknown if identity::may_be_called(pair, trees, change) => Verdict::Instead(RoleChanged),
            Sameness::Unknown => Verdict::Content,
        },
        SourceNamed | SourceAnonymised => source(pair, trees, change),
        AttributionAdded => attribution(pair, trees, NEW, change.new.as_ref()),
        AttributionDropped => attribution(pair, trees, OLD, change.old.as_ref()),
        PositionShifted => proved_if(is_taken_by_verbs(pair, trees, change)),
        QuoteTruncated if is_told_outside(pair, OLD, change.old.as_ref()) => Verdict::Instead(QuoteParaphrased),
        RoleChanged if identity::are_others_of_a_group(change) => Verdict::Content,
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
        // "Engineers say" tells no more than who says it.
        let says = |token: usize| pair.sides[side].compared.tokens[token].part == ClaimPart::Cue;
        shown[side].iter().any(|&token| trees[side].is_finite(token) && !says(token) && !again(stem(side, token)))
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
        _ if !is_of_same_words(pair, change) => Verdict::Content,
        // An outlet that reports what others say is none of these others.
        _ if identity::is_outlet(pair, trees, change) => Verdict::Instead(ChangeKind::Reattributed),
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
    // "Spoke with" tells nothing that was said, and a "remark" is none.
    let says = |atom: &Atom| {
        let (word, tag) = (pair.word(atom), trees[side].word(atom.tokens.start).tag);
        let verb = tag.is_verb() && lexicon::stem(word) != "speak" && lexicon::cue_strength(word).is_some();
        matches!(word, "according" | "per") || verb
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
    if has_title(pair, other(side)) && !has_title(pair, side) {
        // "Their finding: the tank was safe" attributes without a verb.
        return Verdict::Instead(ChangeKind::CueChanged);
    }
    let replaced = theirs.atoms.iter().any(|atom| atom.token.part == ClaimPart::Cue && atom.state == AtomState::Open);
    let unread = half.claims.iter().all(|claim| claim.cue.is_none());
    let source = claim.map_or_else(Vec::new, |claim| kept_source(pair, side, claim));
    if source.iter().any(|&with| is_credit(pair, other(side), with)) {
        return Verdict::Wording;
    }
    // "The mill closed the plant" → "The mill said it closed the plant": who says it did it.
    let plain = cues.iter().all(|atom| lexicon::cue_strength(pair.word(atom)) == Some("neutral"));
    let himself = plain && claim.is_some_and(|claim| is_told_of_himself(pair, trees, side, claim, &source));
    let others = others.iter().any(|atom| (unread || atom.token.part != ClaimPart::Content) && is_somebody(pair, atom));
    let who = others || himself;
    let said = claim.is_none_or(|claim| root_stays(pair, trees[side], side, &claim.content));
    match !cues.is_empty() && who && said && !replaced && stayed(pair) >= SAME_CONTENT {
        true => Verdict::Proved,
        false => Verdict::Content,
    }
}

/// Lists the atoms of the other side that a claim's source is, where all of it stayed.
fn kept_source(pair: &Pair, side: usize, claim: &Claim) -> Vec<usize> {
    let spans = claim.source.iter().flat_map(|source| &source.spans);
    let spans: Vec<&Span> = spans.collect();
    let atoms = pair.sides[side].atoms.iter().filter(|atom| spans.iter().any(|span| span.contains(atom.token.span)));
    let with = |atom: &Atom| match atom.state {
        AtomState::Kept { with, .. } => Some(with),
        AtomState::Open | AtomState::Explained => None,
    };
    atoms.map(with).collect::<Option<Vec<usize>>>().unwrap_or_default()
}

/// Returns whether what a claim's source says is told on the other side with the source as its subject; `source` are that
/// side's atoms which it is.
fn is_told_of_himself(pair: &Pair, trees: [&Trees; 2], side: usize, claim: &Claim, source: &[usize]) -> bool {
    let (half, theirs) = (&pair.sides[side], &pair.sides[other(side)]);
    let spans = claim.content.spans.iter();
    let content: Vec<usize> = spans.flat_map(|&span| half.compared.layout.tokens_in(span)).collect();
    let root = trees[side].top(&content).and_then(|root| half.atom_of(root)).map(|root| half.atoms[root].state);
    let Some(AtomState::Kept { with: told, .. }) = root else { return false };
    let subject = frame::subject(trees[other(side)], theirs.atoms[told].tokens.start);
    subject.and_then(|subject| theirs.atom_of(subject)).is_some_and(|subject| source.contains(&subject))
}

/// Returns whether a word credits what stands beside it without a verb: "– experts", "Police: …".
fn is_credit(pair: &Pair, side: usize, nth: usize) -> bool {
    let half = &pair.sides[side];
    let tokens = &half.atoms[nth].tokens;
    let mark = |token: Option<usize>| {
        let token = token.and_then(|token| half.compared.tokens.get(token));
        token.map_or("", |token| token.span.of(half.compared.body))
    };
    matches!(mark(tokens.start.checked_sub(1)), "-" | "–" | "—") || mark(Some(tokens.end)) == ":"
}

/// Returns whether words with a colon behind them, which differ, stand before the content of a side.
fn has_title(pair: &Pair, side: usize) -> bool {
    let half = &pair.sides[side];
    let colon = |atom: &Atom| {
        let next = half.compared.tokens.get(atom.tokens.end);
        next.is_some_and(|next| next.span.of(half.compared.body) == ":")
    };
    let kept = |atom: &Atom| matches!(atom.state, AtomState::Kept { .. });
    half.atoms.iter().take_while(|atom| !kept(atom)).any(|atom| colon(atom) && !pair.is_function(atom))
}

/// Returns whether the sources that a change shows say the same words: of the telling ones of the shorter content, enough
/// are the other's.
fn is_of_same_words(pair: &Pair, change: &Change) -> bool {
    let said = [OLD, NEW].map(|side| {
        let claim = identity::source_claim(pair, side, change);
        let half = &pair.sides[side];
        let inside = |atom: &Atom| {
            let mut spans = claim.iter().flat_map(|claim| &claim.content.spans);
            spans.any(|span| span.contains(atom.token.span)) && !pair.is_function(atom)
        };
        (0..half.atoms.len()).filter(|&nth| inside(&half.atoms[nth])).collect::<Vec<_>>()
    });
    let shorter = said.iter().map(Vec::len).min().unwrap_or(0);
    let both = said[OLD].iter().filter(|&&nth| match pair.sides[OLD].atoms[nth].state {
        AtomState::Kept { with, .. } => said[NEW].contains(&with),
        AtomState::Open | AtomState::Explained => false,
    });
    both.count() * 100 >= SAME_CONTENT * shorter
}

/// Returns whether one side of a change of date is the period that goes on ("this week"), and the other shorter.
fn is_of_current_period(pair: &Pair, change: &Change) -> bool {
    let period = |side: usize| {
        let compared = pair.sides[side].compared;
        let first = [&change.old, &change.new][side].as_ref()?.spans.first()?.start;
        let token = compared.tokens.iter().position(|token| token.span.start >= first)?;
        let word = |token: usize| pair.vocabulary.word(compared.tokens[token].fold);
        let this = word(token) == "this" || token > 0 && word(token - 1) == "this";
        let words = [token, token + 1].into_iter().filter(|&token| token < compared.tokens.len()).map(word);
        this.then(|| words.into_iter().find(|word| matches!(*word, "week" | "month" | "year" | "weekend"))).flatten()
    };
    period(OLD) != period(NEW)
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
    // What is due is as sure as what is going on, and not as far.
    let scheduled = |atom: &Atom| lexicon::SCHEDULED.has(pair.word(atom));
    let small = |atom: &Atom| lexicon::FUNCTION.has(pair.word(atom));
    if half.atoms.iter().filter(inside).any(scheduled) && hedges.iter().all(|hedge| scheduled(hedge) || small(hedge)) {
        return Verdict::Instead(ChangeKind::EventUpdated);
    }
    // Another hedge took its place, or the verb by which somebody holds it for so ("the mill alleges that").
    let other_hedge = |atom: &Atom| atom.hedge && !matches!(atom.state, AtomState::Kept { .. });
    let holds = |atom: &&Atom| {
        let verb = atom.tokens.start;
        trees[side].word(verb).tag.is_verb() && trees[side].child(verb, &[Relation::Subject]).is_some()
    };
    let told = |atom: &Atom| {
        let verb = atom.tokens.start;
        let differs = !matches!(atom.state, AtomState::Kept { .. });
        differs && trees[other(side)].is_finite(verb) && trees[other(side)].word(verb).tag.is_verb()
    };
    if theirs.iter().any(other_hedge) || hedges.iter().any(holds) && theirs.iter().any(told) {
        return Verdict::Content;
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
    // "Could help" and "promised to help": what is said of is another act.
    let under_another_verb = |side: usize, nth: usize| {
        let word = pair.sides[side].atoms[nth].tokens.start;
        let opens = trees[side].relation(word) == Relation::OpenClause;
        let verb = trees[side].head(word).filter(|_| opens).and_then(|verb| pair.sides[side].atom_of(verb));
        verb.is_some_and(|verb| {
            let atom = &pair.sides[side].atoms[verb];
            !atom.hedge && is_verb(side, verb) && !matches!(atom.state, AtomState::Kept { .. })
        })
    };
    is_verb(side, above) == is_verb(other(side), with)
        && under_another_verb(side, above) == under_another_verb(other(side), with)
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

/// Returns whether a change shows one figure that stayed, and words beside it that say how exact it is.
fn is_one_value(pair: &Pair, change: &Change) -> bool {
    let shown = |side: usize, nth: usize| {
        let spans = [&change.old, &change.new][side].iter().flat_map(|words| &words.spans);
        spans.into_iter().any(|span| span.overlaps(pair.sides[side].atoms[nth].token.span))
    };
    pair.sides[OLD].atoms.iter().enumerate().any(|(nth, atom)| match (&atom.class, atom.state) {
        (AtomClass::Figure { .. }, AtomState::Kept { with, .. }) => shown(OLD, nth) && shown(NEW, with),
        _ => false,
    })
}

/// Returns whether each side has one number, and both count the dead: "21 dead after ferry capsizes", "Ferry toll rises
/// to 34".
fn is_toll(pair: &Pair) -> bool {
    [OLD, NEW].into_iter().all(|side| {
        let atoms = &pair.sides[side].atoms;
        let mut figures = (0..atoms.len()).filter(|&nth| matches!(atoms[nth].class, AtomClass::Figure { .. }));
        let (Some(figure), None) = (figures.next(), figures.next()) else { return false };
        let behind = atoms.get(figure + 1).is_some_and(|next| lexicon::SURVIVORS.has(pair.word(next)));
        !behind && atoms.iter().any(|atom| lexicon::TOLL.has(pair.word(atom)))
    })
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

/// Returns whether the side of a change without a negation has a verb in its place that refuses what the other denies.
fn is_refused(pair: &Pair, trees: [&Trees; 2], change: &Change) -> bool {
    let shown = |side: usize, atom: &Atom| {
        let mut spans = [&change.old, &change.new][side].iter().flat_map(|words| &words.spans);
        spans.any(|span| span.overlaps(atom.token.span))
    };
    let negated = |side: usize| pair.sides[side].atoms.iter().any(|atom| atom.negation && shown(side, atom));
    let side = match (negated(OLD), negated(NEW)) {
        (true, false) => NEW,
        (false, true) => OLD,
        _ => return false,
    };
    let refuses = |atom: &Atom| {
        let open = trees[side].child(atom.tokens.start, &[Relation::OpenClause]).is_some();
        let differs = !matches!(atom.state, AtomState::Kept { .. });
        differs && open && lexicon::has_form(&lexicon::REFUSALS, pair.word(atom))
    };
    pair.sides[side].atoms.iter().any(refuses)
}

/// Returns whether no adjective ("preferred") is among what a change of position shows as its cue.
fn is_taken_by_verbs(pair: &Pair, trees: [&Trees; 2], change: &Change) -> bool {
    [OLD, NEW].into_iter().all(|side| {
        let spans = [&change.old, &change.new][side].iter().flat_map(|words| words.spans.clone());
        let mut tokens = spans.flat_map(|span| pair.sides[side].compared.layout.tokens_in(span));
        tokens.all(|token| trees[side].relation(token) != Relation::Adjective)
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
