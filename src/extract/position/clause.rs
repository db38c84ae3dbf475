//! The clause that a word which may take a position stands in: its subject, whether it is negated, how sure it is.
//!
//! It is read off the trees where a model parsed the text, else off the tags.

use std::ops::Range;
use std::sync::LazyLock;

use crate::lang::tag::Tag;
use crate::syntax::frame;
use crate::syntax::relation::Relation;
use crate::syntax::trees::Trees;

use super::super::words::Lexicon;
use super::content::Content;

static CONDITIONS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/conditions.txt")));

/// Words of thinking that turn with their negation: "I don't think that we should" is "we should not".
static TURNING: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::plain(include_str!("../lists/turning_verbs.txt")));
/// Openers of side clauses that assert as main clauses do.
const ASSERTING: [&str; 13] =
    ["because", "as", "since", "while", "although", "though", "but", "whereas", "so", "and", "given", "that", "to"];
/// What somebody has or puts about, so that its clause is his.
const VIEWS: [&str; 14] = [
    "view",
    "belief",
    "opinion",
    "idea",
    "notion",
    "claim",
    "suggestion",
    "argument",
    "allegation",
    "theory",
    "fear",
    "feeling",
    "rumour",
    "perception",
];
/// What others have done to whom they told something.
pub(super) const TOLD: [&str; 8] = ["told", "advised", "informed", "warned", "reminded", "assured", "briefed", "asked"];
pub(super) const NEGATIONS: [&str; 3] = ["not", "never", "cannot"];
const NOBODY: [&str; 9] = ["no", "nobody", "none", "neither", "few", "nothing", "no-one", "noone", "nowhere"];

/// The subject of a clause, in words of the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    pub head: usize,
    pub words: Range<usize>,
}

/// A clause; all places are indexes of the content's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Clause {
    pub predicate: usize,
    pub subject: Option<Subject>,
    /// "will", "has", "be".
    pub helpers: Vec<usize>,
    pub negated: bool,
    /// The subject is "nobody", "no party", "nothing".
    pub nobody: bool,
    pub passive: bool,
    /// Where side clauses and further clauses begin, ascending.
    pub ends: Vec<usize>,
    /// What it depends on: "if the union agrees".
    pub condition: Option<Range<usize>>,
}

/// "Not one cent", "not a single tree"
fn not_one(content: &Content, token: usize) -> bool {
    content.word_of(token).is_some_and(|at| content.is(at, &["not"]) && content.is(at + 1, &["one", "a", "any"]))
}

impl Clause {
    /// Reads the clause of a predicate; `None` where the speaker does not assert it: somebody else's thought, a
    /// condition, what is asked.
    pub fn of(content: &Content, predicate: usize) -> Option<Self> {
        if content.asks(predicate) {
            return None;
        }
        let clause = match content.trees {
            Some(trees) => Self::by_tree(content, trees, predicate),
            None => Self::by_tags(content, predicate),
        };
        clause.map(|clause| Self { negated: clause.negated != is_turned_by_cue(content), ..clause })
    }

    /// Returns whether one of the helpers is one of these words.
    pub fn has(&self, content: &Content, helpers: &[&str]) -> bool {
        self.helpers.iter().any(|&helper| content.words[helper].is(helpers))
    }

    /// Returns whether its subject is the speaker, or somebody for whom the speaker speaks.
    pub fn is_of_speaker(&self, content: &Content) -> bool {
        self.subject.as_ref().is_some_and(|subject| content.is_own(subject.head))
    }

    /// Returns where what begins at `from` ends: before the next clause, or with the content.
    pub fn limit(&self, content: &Content, from: usize) -> usize {
        self.ends.iter().copied().find(|&end| end > from).unwrap_or(content.words.len())
    }

    /// Returns whether it is said to be possible alone: "may", "might", "could".
    pub fn is_unsure(&self, content: &Content) -> bool {
        self.has(content, &["may", "might"]) || self.has(content, &["could"]) && !self.negated
    }

    fn by_tree(content: &Content, trees: &Trees, predicate: usize) -> Option<Self> {
        const SUBJECTS: [Relation; 3] = [Relation::Subject, Relation::PassiveSubject, Relation::Expletive];
        const HELPERS: [Relation; 3] = [Relation::Auxiliary, Relation::PassiveAuxiliary, Relation::Copula];
        let token = content.words[predicate].token;
        let turned = is_asserted(content, trees, token)?;
        // "The question is whether it will sail"
        if trees.with(token, &[Relation::Marker]).any(|mark| content.has_token(mark, &["whether"])) {
            return None;
        }
        let word_of = |token: usize| content.word_of(token);
        // "We will cut rents and build homes": what stands before the first verb holds for the second one.
        let shares = trees.relation(token) == Relation::Conjunct
            && trees.subject(token).is_none()
            && trees.finite_helper(token).is_none()
            && trees.word(token).tag != Tag::FiniteVerb;
        let first = trees.head(token).filter(|_| shares);
        let of = || first.into_iter().chain([token]);
        // "We're open", "that's wrong": the helper is a part of the subject's token.
        let joined = of().flat_map(|of| trees.with(of, &SUBJECTS)).flat_map(|subject| content.pieces(subject).skip(1));
        let own = of().flat_map(|of| trees.with(of, &HELPERS)).flat_map(|helper| content.pieces(helper));
        let helpers: Vec<usize> = joined.chain(own).collect();
        let negates = |&word: &usize| {
            content.words[word].is(&NEGATIONS) && !content.is(word + 1, &["only", "just", "merely", "simply"])
                || content.words[word].lower == "longer" && content.is(word.wrapping_sub(1), &["no"])
        };
        let negators = of().flat_map(|of| trees.children(of)).flat_map(|&child| content.pieces(child));
        let count = negators.filter(negates).count();
        // "Not because we want to": the reason is denied, and nothing is said of the wish.
        let mark = trees.child(token, &[Relation::Marker]).filter(|_| count > 0);
        let before_mark =
            |mark| trees.children(token).iter().any(|&child| child < mark && content.has_token(child, &NEGATIONS));
        if mark.is_some_and(before_mark) {
            return None;
        }
        // "the scheme that *we* will build"
        let personal = |&own: &usize| content.has_token(own, &["i", "we", "you", "he", "she", "they"]);
        let subject = trees.subject(token).filter(personal).or_else(|| subject(trees, token));
        let words_of = |head: usize| {
            let side = |child: usize| matches!(trees.relation(child), Relation::RelativeClause | Relation::Parataxis);
            let below: Vec<usize> = trees.below(head, side).into_iter().filter_map(word_of).collect();
            let last = content.pieces(content.words[*below.last()?].token).end;
            Some(Subject { head: word_of(head)?, words: *below.first()?..last })
        };
        let is_nobody = |head: usize| {
            let before = |&&child: &&usize| child < head && trees.relation(child) != Relation::RelativeClause;
            let none = |child: usize| content.has_token(child, &NOBODY) || not_one(content, child);
            content.has_token(head, &NOBODY) || trees.children(head).iter().filter(before).any(|&child| none(child))
        };
        let passive = trees.child(token, &[Relation::PassiveAuxiliary, Relation::PassiveSubject]).is_some();
        Some(Self {
            predicate,
            nobody: subject.map_or_else(|| opens_with_nobody(content, predicate), is_nobody),
            subject: subject.and_then(words_of),
            helpers,
            negated: (count % 2 == 1) != (turned != is_denied_in_front(content, trees, token)),
            passive,
            ends: ends(content, trees, token),
            condition: condition(content, trees, token),
        })
    }

    /// Walks back from the predicate over auxiliaries and adverbs to its subject.
    fn by_tags(content: &Content, predicate: usize) -> Option<Self> {
        let words = content.words;
        if !content.is_main(predicate) {
            return None;
        }
        let mut clause = Self { predicate, ..Self::default() };
        let mut at = predicate;
        while at > 0 {
            let word = &words[at - 1];
            match word.lower.as_ref() {
                "not" | "never" => clause.negated = !clause.negated,
                "longer" if at >= 2 && words[at - 2].lower == "no" => {
                    clause.negated = true;
                    at -= 1;
                }
                "cannot" => {
                    clause.negated = true;
                    clause.helpers.push(at - 1);
                }
                "is" | "are" | "was" | "were" | "am" | "be" | "been" | "being" | "remains" | "remain" | "remained"
                | "has" | "have" | "had" | "having" | "will" | "would" | "do" | "does" | "did" | "shall" | "must"
                | "should" | "can" | "could" | "may" | "might" | "ought" => clause.helpers.push(at - 1),
                "'s" if at >= 2 && words[at - 2].is(&["he", "she", "it", "that", "who"]) => clause.helpers.push(at - 1),
                "to" if clause.helpers.is_empty() && at >= 2 && words[at - 2].is(&["going", "ought"]) => {}
                "going" if words[at].lower == "to" => {}
                "also" | "still" | "now" | "already" | "yet" | "both" | "all" | "even" | "only" | "then" | "once"
                | "always" | "a" | "an" | "the" => {}
                _ if content.tag(at - 1) == Tag::Adverb => {}
                _ => break,
            }
            at -= 1;
        }
        let be = ["is", "are", "was", "were", "am", "be", "been", "being", "'s"];
        let have = clause.has(content, &["has", "have", "had", "having"]);
        clause.passive = content.tag(predicate) == Tag::PastParticiple && clause.has(content, &be) && !have;
        let head = by_tags_subject(content, at.checked_sub(1)?, predicate)?;
        let start = (0..=head).rev().take_while(|&at| {
            words[at].is_letters()
                && !content.tag(at).is_verb()
                && !content.tag(at).is_finite()
                && !matches!(content.tag(at), Tag::Conjunction | Tag::Subordinator)
        });
        let start = start.last().unwrap_or(head);
        clause.nobody = (start..=head).any(|at| words[at].is(&NOBODY));
        clause.subject = Some(Subject { head, words: start..head + 1 });
        // "if the union backs the plan": it is what something else depends on.
        let opens = |&at: &usize| CONDITIONS.at(words, at).is_some() || words[at].lower == "whether";
        let sentence = content.sentence(predicate);
        if (sentence.start..start).rev().take_while(|&at| words[at].text != ",").any(|at| opens(&at)) {
            return None;
        }
        let after = (predicate..sentence.end).find(opens);
        let before = (sentence.start..start).find(opens);
        let end = |from: usize| (from..sentence.end).find(|&at| matches!(words[at].text, "," | ";" | "."));
        clause.condition = after.or(before).map(|from| from..end(from).unwrap_or(sentence.end));
        clause.ends.extend(after);
        Some(clause)
    }
}

/// Returns the last word of the subject of the predicate, before whose auxiliaries the word at `last` stands.
fn by_tags_subject(content: &Content, last: usize, predicate: usize) -> Option<usize> {
    let words = content.words;
    let word = &words[last];
    let start = content.sentence(last).start;
    // "Maren, the mayor, has": a comma may part a subject from its verb.
    let apposed = word.text == "," && last > 1 && words[start..last].iter().any(|word| word.text == ",");
    const NO_SUBJECT: [&str; 11] =
        ["this", "these", "those", "that", "who", "which", "'s", "what", "how", "him", "them"];
    let judged = content.is(last, &["this", "that"]) && !content.tag(predicate).is_verb();
    if apposed || judged || content.tag(last).is_nominal() && !word.is(&NO_SUBJECT) {
        return Some(if apposed { last - 1 } else { last });
    }
    // "Maren toured the pier and backed the plan": the subject of the verb before.
    if content.tag(last) != Tag::Conjunction || content.tag(predicate) != Tag::FiniteVerb {
        return None;
    }
    let first = (start..last).find(|&at| content.is_main(at) && content.tag(at).is_finite())?;
    (start..first).rev().find(|&at| content.is_main(at) && content.tag(at).is_nominal() && !words[at].is(&NO_SUBJECT))
}

/// Returns whether a phrase with "no" before the auxiliary turns the clause: "under no circumstances will we sell".
fn is_denied_in_front(content: &Content, trees: &Trees, token: usize) -> bool {
    let inverted = |helper: &usize| trees.subject(token).is_some_and(|subject| *helper < subject);
    let helpers = [Relation::Auxiliary, Relation::PassiveAuxiliary, Relation::Copula];
    let Some(helper) = trees.with(token, &helpers).find(inverted) else { return false };
    let phrases = [Relation::Oblique, Relation::BareOblique, Relation::NounModifier];
    let has_no = |phrase: usize| {
        trees.with(phrase, &[Relation::Determiner]).any(|determiner| content.has_token(determiner, &["no"]))
    };
    trees.with(token, &phrases).any(|phrase| phrase < helper && has_no(phrase))
}

/// Returns the subject of a predicate; that of an "-ing" or a "to" is the subject of the clause that it belongs to.
fn subject(trees: &Trees, token: usize) -> Option<usize> {
    if let Some(own) = frame::subject(trees, token) {
        return Some(own);
    }
    // "Cutting the tax is wrong"
    if let Some(own) = trees.child(token, &[Relation::ClausalSubject]) {
        return Some(own);
    }
    let side =
        trees.upwards(token).find(|&at| !matches!(trees.relation(at), Relation::Conjunct | Relation::OpenClause))?;
    match trees.relation(side) {
        Relation::AdverbialClause => subject_above(trees, side),
        // "a paper welcoming the plans"
        Relation::NounClause if trees.word(side).tag == Tag::Ing => trees.head(side),
        _ => None,
    }
}

fn subject_above(trees: &Trees, side: usize) -> Option<usize> {
    trees.upwards(side).skip(1).find_map(|above| frame::subject(trees, above))
}

/// Returns whether the speaker asserts a clause, and whether a negation above turns it; `None` where not.
fn is_asserted(content: &Content, trees: &Trees, token: usize) -> Option<bool> {
    let mut turned = false;
    for at in trees.upwards(token) {
        let Some(head) = trees.head(at) else { break };
        if content.word_of(head).is_none() {
            break;
        }
        match trees.relation(at) {
            Relation::ClauseComplement | Relation::OpenClause | Relation::ClausalSubject => {
                if content.has_token(head, &VIEWS) && !is_own_view(content, trees, head) {
                    return None;
                }
                turned ^= passes(content, trees, at, head)?;
            }
            Relation::AdverbialClause => {
                let mark = trees.child(at, &[Relation::Marker]).filter(|&mark| content.word_of(mark).is_some());
                if mark.is_some_and(|mark| !content.has_token(mark, &ASSERTING)) {
                    return None;
                }
            }
            // What a noun's clause says is the speaker's where it is told in the outlet's own words alone.
            Relation::RelativeClause | Relation::NounClause
                if !content.is_outlets()
                    && !content.has_own_subject(trees, at)
                    && !is_own_view(content, trees, head) =>
            {
                return None;
            }
            _ => {}
        }
    }
    Some(turned)
}

/// Returns whether a noun makes the speaker's own word of its clause: "the fact that", "my view that", "we have the view
/// that", and not "there was a view that".
fn is_own_view(content: &Content, trees: &Trees, noun: usize) -> bool {
    if content.has_token(noun, &["fact"]) {
        return true;
    }
    let holder = trees.child(noun, &[Relation::Possessive]);
    // "I am of the view that"
    let of = trees.with(noun, &[Relation::Case]).any(|case| content.has_token(case, &["of"]));
    let above = trees.head(noun).unwrap_or(noun);
    let held = of && [noun, above].into_iter().any(|at| content.has_own_subject(trees, at));
    let verb = trees.head(noun).filter(|_| trees.relation(noun) == Relation::Object);
    let has = verb.and_then(|verb| frame::subject(trees, verb)).and_then(|subject| content.word_of(subject));
    content.has_token(noun, &["view", "belief", "opinion", "conviction"])
        && (held
            || holder.is_some_and(|holder| content.has_token(holder, &["my", "our"]))
            || has.is_some_and(|has| content.is_own(has)))
}

/// Returns whether a clause's negation turns what hangs from it; `None` where that is not the speaker's word.
fn passes(content: &Content, trees: &Trees, at: usize, head: usize) -> Option<bool> {
    let word = content.word_of(head)?;
    let mut pieces = trees.children(head).iter().flat_map(|&child| content.pieces(child));
    let negated = pieces.any(|word| content.words[word].is(&NEGATIONS));
    let unsure = trees.with(head, &[Relation::Auxiliary]).any(|helper| content.has_token(helper, &["may", "might"]));
    let verb = trees.word(head).tag.is_verb();
    // "Orr thinks that we should": his thought.
    let others = verb
        && trees.relation(at) == Relation::ClauseComplement
        && frame::subject(trees, head).and_then(|subject| content.word_of(subject)).is_some_and(|subject| {
            !content.is_own(subject) && !content.is(subject, &["it", "that", "this", "which", "what", "all"])
        });
    let mark = trees.child(at, &[Relation::Marker]);
    let asked = mark.is_some_and(|mark| content.has_token(mark, &["if", "whether"]));
    // "I was told that the levy would go": what others said to the speaker.
    let told = content.has_token(head, &TOLD)
        && trees.child(head, &[Relation::PassiveAuxiliary, Relation::PassiveSubject]).is_some();
    if others || asked || unsure || told {
        return None;
    }
    if !negated {
        return Some(false);
    }
    TURNING.has(&content.words[word]).then_some(true)
}

/// Returns whether the cue denies what is thought: "I don't think | that we should".
fn is_turned_by_cue(content: &Content) -> bool {
    let turns = content.cue.iter().position(|word| TURNING.has(word));
    turns.is_some_and(|turns| content.cue[..turns].iter().any(|word| word.is(&NEGATIONS)))
}

/// Returns whether "no-one" stands before a predicate for which the tree has no subject.
fn opens_with_nobody(content: &Content, predicate: usize) -> bool {
    let start = (0..predicate).rev().take_while(|&at| content.one_sentence(at, predicate)).last().unwrap_or(predicate);
    content.is(start, &["no"]) && (start + 1..start + 3).any(|at| content.is(at, &["one"]))
}

/// Lists where the side clauses and further clauses behind a predicate begin.
fn ends(content: &Content, trees: &Trees, token: usize) -> Vec<usize> {
    let begins = |child: &usize| {
        let side = matches!(
            trees.relation(*child),
            Relation::AdverbialClause | Relation::Parataxis | Relation::Discourse | Relation::Vocative
        ) && trees.word(*child).tag != Tag::BareVerb;
        let further = trees.relation(*child) == Relation::Conjunct && trees.word(*child).tag.is_verb();
        *child > token && (side || further)
    };
    let below = trees.upwards(token).flat_map(|above| trees.children(above)).copied().filter(|child| begins(child));
    let starts = below.filter(|&child| content.word_of(child).is_some()).map(|child| trees.extent(child).start);
    let starts = starts.filter(|&start| start > token);
    let mut ends: Vec<usize> = starts.map(|start| content.words.partition_point(|word| word.token < start)).collect();
    ends.sort_unstable();
    ends
}

/// Returns the clause that a predicate depends on: "if the union agrees".
fn condition(content: &Content, trees: &Trees, token: usize) -> Option<Range<usize>> {
    let clauses = trees.upwards(token).flat_map(|at| trees.with(at, &[Relation::AdverbialClause]));
    let words = |clause: usize| {
        let extent = trees.extent(clause);
        let start = content.words.partition_point(|word| word.token < extent.start);
        let end = content.words.partition_point(|word| word.token < extent.end);
        (start < end && !extent.contains(&token)).then_some(start..end)
    };
    let is_condition = |clause: &Range<usize>| {
        CONDITIONS.at(content.words, clause.start).is_some()
            || content.is(clause.start, &["only", "but", "even", "and"])
                && CONDITIONS.at(content.words, clause.start + 1).is_some()
    };
    clauses.filter_map(words).find(is_condition)
}
