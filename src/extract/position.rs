//! The positions that a claim commits its speaker to: each a stance and its topic.
//!
//! **Finds** words that take a position (`stance`: "has ruled out selling …", "is open to talks", "our support for"),
//! cues that do so ("denied", "vowed"), what is set apart ("what we want is …", `cleft`), what ought to be (`duty`), what is promised or foreseen (`future`), done or given
//! up (`deed`), kept as it is (`standing`), and what is said of a thing that takes a side (`judgement`). **Example**: "The mayor has ruled out
//! selling the water works" refuses "selling the water works"; "would not rule out" is open.
//! **Leaves alone** passives ("was rejected"), "may back", questions, what stands under a condition as its condition,
//! and what a speaker says that others want. **Known misses**: positions by tone and by irony; judgements in other words
//! than the lists hold.
//!
//! It goes by the shape of the clause, never by a word's mere presence: "support" the noun takes no position by itself.

mod clause;
mod cleft;
mod content;
mod deed;
mod duty;
mod future;
mod joined;
mod judgement;
mod object;
mod stance;
mod standing;
mod told;
mod topic;

use std::ops::Range;
use std::sync::LazyLock;

use crate::claim::{ClaimKind, Position, Side, Span, Stance, Strength};
use crate::lang::tag::Tag;
use crate::lexicon::{Effect, RESTRICTIONS, effect_of, stem, weekday};
use crate::reading::Entities;
use crate::syntax::relation::Relation;
use crate::text::Document;

use super::syntax::Syntax;
use super::words::{Lexicon, Word, words_of};
use clause::Clause;
use content::Content;
pub use content::Said;
pub use told::told;

static CUES: LazyLock<Lexicon<Stance>> =
    LazyLock::new(|| Lexicon::read(include_str!("lists/cue_stances.txt"), |label| Stance::from_name(label?)));

/// Cues that call something by a name.
const NAMING_CUES: [&str; 10] =
    ["called", "calls", "calling", "call", "described", "describes", "describing", "branded", "labelled", "labeled"];

/// Words that make a plan of what a cue says.
const PLANS: [&str; 10] =
    ["plan", "plans", "planned", "planning", "intend", "intends", "intention", "intentions", "propose", "proposing"];
/// How far words of a cue may reach into the content.
const CUE_REACH: usize = 3;

/// Reads the positions that a claim states, in text order: those of its cue, else those of its content.
pub fn positions(syntax: &Syntax, entities: &Entities, said: Said) -> Vec<Position> {
    let document = syntax.document;
    let words = words_of(document, said.content);
    let cue = words_of(document, said.cue);
    let source = words_of(document, said.source);
    let content = Content::new(syntax, entities, said, &words, &cue, &source);
    if let Some(position) = by_cue(&content) {
        let further = joined::further(&content, &position);
        return std::iter::once(position).chain(further).collect();
    }
    // What was not said commits nobody, nor what others told the speaker: "I was told that the levy would go".
    let be = |word: &Word| word.is(&["was", "were", "am", "are", "been"]);
    let was_told = cue.iter().any(be) && cue.last().is_some_and(|word| word.is(&clause::TOLD));
    if !said.is_said || was_told && !source.iter().any(|word| word.is(&["it"])) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let read = words[at].is_letters().then(|| read(&content, at)).flatten();
        match read {
            Some((end, position)) => {
                at = end.max(at + 1);
                let further = joined::further(&content, &position);
                found.push(position);
                found.extend(further);
            }
            None => at += 1,
        }
    }
    found
}

/// Reads the position that the words at `at` take: with it, where its words end. Of the outlet's own words only those
/// tell one that say whose it is.
fn read(content: &Content, at: usize) -> Option<(usize, Position)> {
    let own = || {
        duty::read(content, at)
            .or_else(|| deed::read(content, at))
            .or_else(|| future::read(content, at))
            .or_else(|| judgement::named(content, at))
            .or_else(|| judgement::read(content, at))
            .or_else(|| standing::read(content, at))
    };
    let told = cleft::read(content, at).or_else(|| stance::read(content, at));
    told.or_else(|| if content.is_outlets() { judgement::named(content, at) } else { own() })
}

/// Reads the position that the cue takes: "denied", "refused to".
fn by_cue(content: &Content) -> Option<Position> {
    let (words, cue) = (content.words, content.cue);
    // A poll's answers are nobody's.
    // "You can be sure | that we will": the promise is who speaks'.
    let to_you = content.source.last().is_some_and(|word| word.is(&["you"]))
        && cue.iter().any(|word| word.is(&["sure", "assured", "certain"]));
    if cue.is_empty() || to_you || content.source.iter().any(|word| word.is(&["majority", "percent", "poll", "survey"]))
    {
        return None;
    }
    let nothing = Clause::default();
    // "called the plan a stunt"
    if let Some(at) = cue.iter().position(|word| word.is(&NAMING_CUES))
        && cue.get(at + 1).is_none_or(|next| next.is(&["as"]))
        && let Some((about, stance)) = judgement::verdict(content, 0, words.len())
    {
        return content.position(stance, about, cue[at].span, Strength::Judged, &nothing);
    }
    // What stands behind the cue may belong to its words: "expressed concern | that …".
    let leads = cue.last()?.span.end <= words.first()?.span.start;
    let behind = words.iter().take(if leads { CUE_REACH } else { 0 });
    // "has also called on Friday for": days and adverbs stand between.
    let skipped = |word: &&Word| {
        content.syntax.tag(word.token) == Tag::Adverb && !word.is(&["not", "never", "short"])
            || weekday(&word.lower).is_some()
    };
    // "Came out against": what looks like an adverb may be a part of the verb.
    let whole: Vec<Word> = cue.iter().chain(behind.clone()).cloned().collect();
    let in_parts = found_in(content, &whole, cue.len()).filter(|(_, (len, _))| *len > 1);
    let plain: Vec<Word> = cue.iter().filter(|word| !skipped(word)).cloned().collect();
    let (cue, joined) = match in_parts {
        Some(_) => (cue.to_vec(), whole),
        None => (plain.clone(), plain.into_iter().chain(behind.cloned()).collect::<Vec<Word>>()),
    };
    let found = found_in(content, &joined, cue.len());
    let Some((at, (len, stance))) = found else {
        return deed::of_cue(content)
            .or_else(|| deed::announced(content))
            .or_else(|| stance::asked_by_cue(content))
            .or_else(|| stance::ruled_by_cue(content));
    };
    // "I want to make it clear | that we will": it is only said.
    if stance == Stance::Demand && stance::is_courtesy(&joined, at + len) {
        return None;
    }
    let before = &joined[..at];
    let negated = before.iter().any(|word| word.is(&["not", "never", "cannot", "no"]));
    let be = |word: &Word| word.is(&["is", "was", "were", "are", "been", "be"]);
    let passive = before.iter().any(be) && joined[at].lower.ends_with("ed") && CUES.at(&joined, at).is_some();
    let unsure = before.iter().any(|word| word.is(&["may", "might", "could"])) && !negated;
    // An utterance in marks has its own words: "“It failed,” she mocked".
    let uttered = content.said.kind == ClaimKind::Quote && matches!(stance, Stance::Support | Stance::Oppose);
    // "Has no plans to", "plans to demand": the cue itself says that it is no more than planned.
    let planned = || joined[at..at + len].iter().any(|word| word.is(&PLANS));
    if passive || unsure || uttered || !content.said.is_said && !planned() {
        return None;
    }
    let able = before.iter().any(|word| word.is(&ABLE));
    let mut stance = if negated { negation(stance, able)? } else { stance };
    let last = if at < cue.len() { (at + len).min(cue.len()) } else { at + len };
    let mut span = joined[at].span.join(joined[last - 1].span);
    let mut start = (at + len).saturating_sub(cue.len());
    // "vowed never | to negotiate"
    if cue.get(at + len).is_some_and(|word| word.is(&["not", "never"])) {
        stance = flipped(stance)?;
        span = span.join(cue[at + len].span);
    }
    // "vowed | never to negotiate"
    if content.is(start, &["not", "never"]) && content.is(start + 1, &["to"]) {
        stance = flipped(stance)?;
        span = span.join(words[start].span);
        start += 1;
    }
    // "has dropped | its plan to sell": what is given up is refused.
    if stance == Stance::Commit && is_given_up(content, joined[at].token) {
        stance = Stance::Refuse;
    }
    // "that", "to", "for" belong to the cue, not to the topic.
    while words.get(start).is_some_and(|word| word.is(&["that", "to"])) {
        start += 1;
    }
    // "refused | to rule out selling"
    if stance == Stance::Refuse
        && let Some((len, inner)) = stance::entry_at(words, start).filter(|(_, entry)| entry.stance == Stance::Refuse)
    {
        stance = flipped(inner.stance)?;
        span = span.join(words[start + len - 1].span);
        start += len;
    }
    if stance == Stance::Commit
        && let Some((_, refused)) = stance::refused_within(content, start)
    {
        return Some(Position { cue: span, ..refused });
    }
    let about = topic::topic(content, start, words.len())?;
    // "Agreed to an interview" takes no side.
    if joined[at].lower.starts_with("agree") && about.clone().any(|at| words[at].is(&["interview", "interviews"])) {
        return None;
    }
    // "What we want | is": it is told behind.
    if about.len() == 1 && words[about.start].is(&["what", "which"]) {
        return None;
    }
    let refuses = stance == Stance::Refuse && planned();
    let strength = if refuses { Strength::Tentative } else { stance.strength() };
    content.position(stance, about, span, strength, &nothing)
}

/// Finds the first words of a cue, of `cue` words in all, that take a position: where they stand, how many they are, and
/// the stance.
fn found_in(content: &Content, joined: &[Word], cue: usize) -> Option<(usize, (usize, Stance))> {
    // What is a noun there ("raised the question of") takes no position.
    let verbal = |at: usize| {
        let tag = content.syntax.tag(joined[at].token);
        tag.is_verb() || tag.is_finite() || content.trees.is_none()
    };
    (0..joined.len().min(cue + 2)).find_map(|at| {
        let by_list = CUES.at(joined, at).filter(|_| at < cue && verbal(at));
        // The longer words tell: "backed away from" is not "backed".
        let entry = stance::of_cue(joined, at, cue, verbal(at));
        let longer = entry.filter(|(len, _)| by_list.is_none_or(|(known, _)| *len > known));
        Some((at, longer.or(by_list)?))
    })
}

/// Returns whether a noun for what somebody means to do is what a verb puts an end to: "dropped its *plan*".
fn is_given_up(content: &Content, token: usize) -> bool {
    let Some(trees) = content.trees.filter(|trees| trees.relation(token) == Relation::Object) else { return false };
    let verb = trees.head(token).and_then(|verb| content.cue.iter().find(|word| word.token == verb));
    verb.is_some_and(|verb| effect_of(&stem(&verb.lower)) == Some(Effect::Against))
}

impl Content<'_> {
    /// Makes a position on the words at `about`, which begin with the act that it is on.
    fn position(
        &self,
        stance: Stance,
        about: Range<usize>,
        cue: Span,
        strength: Strength,
        clause: &Clause,
    ) -> Option<Position> {
        self.position_on(stance, about.clone(), about, cue, strength, clause)
    }

    /// Makes a position on the words at `about`; the act that it is on begins with `act`, behind its subject.
    fn position_on(
        &self,
        stance: Stance,
        about: Range<usize>,
        act: Range<usize>,
        cue: Span,
        strength: Strength,
        clause: &Clause,
    ) -> Option<Position> {
        // "That the pumps failed is not true"
        let that = self.is(about.start, &["that"]) && self.tag(about.start) == Tag::Subordinator && about.len() > 1;
        let behind = about.start + usize::from(that);
        let act = if act.start == about.start { behind..act.end } else { act };
        let about = behind..about.end;
        // Nothing where the words stand in no order: a subject behind its predicate.
        let topic = topic::text(self, about.clone())?;
        let deadline = topic::deadline(self, clause);
        // "The mine will be | closed": what is done stands behind the words that say so.
        let apart = clause.passive && strength != Strength::Judged && !act.contains(&clause.predicate);
        let done = Some(clause.predicate).filter(|&verb| apart && !self.words[verb].span.overlaps(cue));
        let found = object::objects(self, about.clone(), act.clone(), done);
        // "The old mill will be | closed": who promises it is against the mill.
        let restricts = || about.clone().any(|at| RESTRICTIONS.has(self.words[at].bare()));
        let lifts = |verb: usize| self.is(verb, &["lifted", "eased", "relaxed"]) && restricts();
        let ends = done.is_some_and(|verb| matches!(self.act_at(verb), Some((_, Effect::Against))) || lifts(verb));
        let side = topic::side(self.words, act, stance).map(|side| if ends { side.turned() } else { side });
        let at_most = found.at_most.filter(|_| stance.side() == Some(Side::For)).unwrap_or(Strength::Firm);
        Some(Position {
            stance,
            topic,
            about: self.span(about)?,
            cue,
            side,
            strength: strength.min(at_most),
            objects: found.all,
            condition: clause.condition.clone().and_then(|words| self.span(words)),
            deadline,
            until: deadline.and_then(|words| self.last_day(words)),
        })
    }
}

/// Returns whether some words are such as take a position.
pub(super) fn takes_one(document: &Document, spans: &[Span]) -> bool {
    let words = words_of(document, spans);
    (0..words.len()).any(|at| stance::entry_at(&words, at).is_some())
}

/// Helpers of what somebody is able to do.
const ABLE: [&str; 3] = ["can", "cannot", "could"];

/// Returns the stance of words that are negated with these helpers: "I can't guarantee that no job will go" no longer
/// promises it, and does not refuse it. `None` where the negation takes the position away.
fn negation(stance: Stance, able: bool) -> Option<Stance> {
    if able && stance == Stance::Commit { Some(Stance::Doubt) } else { flipped(stance) }
}

/// Returns the stance of the negated words: "does not support" opposes. `None` where a negation takes the position
/// away.
fn flipped(stance: Stance) -> Option<Stance> {
    Some(match stance {
        Stance::Support => Stance::Oppose,
        Stance::Demand => Stance::Oppose,
        Stance::Refuse | Stance::Oppose => Stance::Open,
        Stance::Open | Stance::Commit => Stance::Refuse,
        Stance::Expect => Stance::Doubt,
        Stance::Deny | Stance::Accuse | Stance::Doubt => return None,
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::extract::marked::MarkedText;
    use crate::extract::{Method, extract_with};
    use crate::story::Metadata;
    use crate::text::parse;

    /// Reads the positions of a text that Mayor Ida Korvel speaks.
    pub fn of_speech(body: &str, method: Method) -> Vec<Position> {
        let metadata = Metadata { speaker: Some("Mayor Ida Korvel".to_owned()), ..Metadata::default() };
        extract_with(body, &metadata, method).claims.into_iter().flat_map(|claim| claim.positions).collect()
    }

    /// Checks the positions of such a text, each as "stance: topic", as the accurate model reads them.
    #[track_caller]
    pub fn check_speech(body: &str, expected: &[&str]) {
        let told = of_speech(body, Method::Accurate);
        let told: Vec<String> = told.iter().map(|of| format!("{}: {}", of.stance.name(), of.topic)).collect();
        assert_eq!(told, expected, "{body}");
    }

    /// `text` marks the content with `[…]`, the cue with `{…}` and the source with `<…>`; without marks all of it is
    /// content. Expects "stance: topic | cue", or "" for none.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let MarkedText { body, mut content, cue, source } = MarkedText::new(text);
        if content.is_empty() {
            content.push(Span::new(0, body.len()));
        }
        let kind = match (source.is_empty(), body.starts_with(['"', '\u{201c}'])) {
            (true, _) => ClaimKind::Fact,
            (false, true) => ClaimKind::Quote,
            (false, false) => ClaimKind::Statement,
        };
        let said = Said { cue: &cue, source: &source, kind, ..Said::of_fact(&content) };
        let found = positions(&Syntax::tagged(&parse(&body)), &Entities::default(), said);
        let found = found.first().map_or(String::new(), |position| {
            format!("{}: {} | {}", position.stance.name(), position.topic, position.cue.of(&body))
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn main_verbs_take_positions() {
        check(
            "The mayor of Tarn has ruled out selling the town's water works.",
            "refuse: selling the town's water works | ruled out",
        );
        check("The mayor of Tarn is open to selling the water works.", "open: selling the water works | open to");
        check("Opposition lawmakers oppose the decision and want a cut.", "oppose: the decision | oppose");
        check("Opposition lawmakers support the decision.", "support: the decision | support");
        check("The union rejected the offer on Monday.", "oppose: the offer | rejected");
        check("The council backs the plan because it is cheap.", "support: the plan | backs");
        check("Maren is in favour of a new bridge.", "support: a new bridge | in favour of");
        check("The union is demanding higher pay.", "demand: higher pay | demanding");
        check("The minister called for calm.", "demand: calm | called for");
        check("The firm has pledged to cut prices.", "commit: cut prices | pledged to");
        check("Dray accused the union of greed.", "accuse: the union of greed | accused");
        check("The bank expects slower growth in June.", "expect: slower growth | expects");
        check("The company denies wrongdoing.", "deny: wrongdoing | denies");
        check("The party is against the tax.", "oppose: the tax | against");
        check("The town has no plans to sell the pier.", "refuse: sell the pier | has no plans to");
        check("Maren toured the pier and backed the plan.", "support: the plan | backed");
    }

    #[test]
    fn negation_turns_the_stance() {
        check("The party does not support the tax.", "oppose: the tax | support");
        check("The mayor would not rule out a sale.", "open: a sale | rule out");
        check("The mayor has not ruled out a sale.", "open: a sale | ruled out");
        check("The mayor refused to rule out a sale.", "open: a sale | refused to rule out");
        check("The mayor is not open to a sale.", "refuse: a sale | open to");
        check("The mayor did not deny the report.", "");
        check("The party no longer supports the tax.", "oppose: the tax | supports");
    }

    #[test]
    fn a_speakers_own_future_commits() {
        check("\"[We will cut rents by half],\" {said} <Maren>.", "commit: cut rents by half | will");
        check("\"[I won't resign],\" {said} <Maren>.", "refuse: resign | won't");
        check("\"[There will be no harbour tax],\" {said} <Maren>.", "refuse: harbour tax | There will be no");
        check(
            "\"[I asked for a boat. It came in May. I will not wait here for a year],\" {said} <Maren>.",
            "refuse: wait here for a year | will not",
        );
        check("\"[We will see what happens],\" {said} <Maren>.", "");
        check("\"[We'll build the bridge],\" {said} <Maren>.", "commit: build the bridge | 'll");
        check("The plant will not open.", "");
        check("There will be no winners.", "");
    }

    #[test]
    fn cues_take_positions() {
        check("<Maren> {denied} [that she knew of the report].", "deny: she knew of the report | denied");
        check("<Maren> {vowed} [to cut rents].", "commit: cut rents | vowed");
        check("<Maren> {refused} [to rule out a sale].", "open: a sale | refused to rule out");
        check("<Maren> {cannot rule out} [a sale].", "open: a sale | rule out");
        check("<The union> {predicted} [a long winter].", "expect: a long winter | predicted");
    }

    #[test]
    fn the_speakers_own_position_counts() {
        check(
            "[The mayor of Tarn has ruled out a sale], <a spokesman for her office> {said}.",
            "refuse: a sale | ruled out",
        );
        check("[Farmers oppose the decision], <their leader> {said}.", "oppose: the decision | oppose");
        check("<Maren> {said} [Orrin had rejected the plan].", "");
        check("<Maren> {said} [the government opposed the plan].", "oppose: the plan | opposed");
        check("<Maren> {said} [she backed the plan].", "support: the plan | backed");
    }

    #[test]
    fn mere_words_take_none() {
        check("The support of the union was welcome.", "");
        check("The plan was rejected by the union.", "");
        check("The union may back the plan.", "");
        check("The man who backed the plan left.", "");
        check("Demand for pay rose.", "");
        check("The back door was open to the public.", "");
        check("He turned his back and left in support.", "");
        check("It was a question of time.", "");
        check("The expected rain fell.", "");
        check("Calls for help rose.", "");
        check("The fair closes if they reject the plan.", "");
        check("The case against the firm fell.", "");
        check("It is against the law to dig there.", "");
        check("Candidates backed by farmers won.", "");
        check("We want to hear from readers.", "");
        check("They got their lives back to normal.", "");
        check("Do the unions support the plan?", "");
        check("No party supports the plan.", "");
        check("The union would back the plan if pay rose.", "");
        check("If the unions want a strike they will get one.", "");
        check("The union may not back the plan.", "");
        check("The mayor was criticised and rejected by the union.", "");
        check("Demands from the union rose and support from the town fell.", "");
    }

    proptest::proptest! {
        #[test]
        fn cues_are_words_of_any_body(text in "\\PC{0,40}|((we|will|not|rule out|The union|backs|the plan|,|\"| |is|open to|é|\n)){0,14}", cut in 0usize..20) {
            let cut = (0..=cut.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            let (content, cue) = ([Span::new(cut, text.len())], [Span::new(0, cut)]);
            let said = Said {
                content: &content, cue: &cue, source: &[], speaker: None, name: "", role: "", outlet: "", dates: &[], published: None, is_said: true, kind: ClaimKind::Quote, is_own_text: true,
            };
            for position in positions(&Syntax::tagged(&parse(&text)), &Entities::default(), said) {
                proptest::prop_assert!(text.get(position.cue.start..position.cue.end).is_some());
                proptest::prop_assert!(!position.topic.trim().is_empty());
            }
        }
    }
}
