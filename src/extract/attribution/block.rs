//! Words that a text sets apart without quotation marks: what a colon announces, and what a signature follows.
//!
//! **Finds** the paragraph behind "Ana Holt wrote in a letter:", "The club issued the following statement:" or "From
//! Ana Holt, the mayor:", with the paragraphs of the same block behind it and those that go on in the first person; and
//! the lines above "— Tarn Police (@tarnpolice)".
//! **Leaves alone** what is in quotation marks, which `quote` reads, a list behind a clause of its own ("said that
//! three things were missing:"), and what stands in the turns of a transcript.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::claim::{ClaimKind, Rule, Span};
use crate::lexicon::entries;
use crate::text::{ParagraphKind, TokenKind};

use super::words::{Class, ClassedWords, DASHES};
use super::{Attribution, cue, source};

static NOUNS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| entries(include_str!("../lists/statement_nouns.txt")).collect());
static ISSUES: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(include_str!("../lists/issue_verbs.txt")).collect());

/// Returns whether a lower-case noun names what somebody's own words come in: "statement".
pub(super) fn is_statement(noun: &str) -> bool {
    NOUNS.contains(noun)
}

/// Words by which a speaker speaks of itself.
const FIRST_PERSON: [&str; 5] = ["i", "we", "my", "our", "ours"];
/// The most tokens of a signature.
const SIGNATURE: usize = 16;
/// The most tokens between a verb of giving out words and its noun: "issued on Monday the following statement".
const NOUN_REACH: usize = 6;

/// Finds the words that are set apart, in text order.
pub(super) fn blocks(words: &ClassedWords) -> Vec<Attribution> {
    let paragraphs = 0..words.document.paragraphs.len();
    let mut found: Vec<Attribution> = Vec::new();
    for paragraph in paragraphs {
        let taken = found.last().is_some_and(|last| last.hull().overlaps(words.document.paragraphs[paragraph].span));
        if !taken {
            found.extend(announced(words, paragraph).or_else(|| signed(words, paragraph)));
        }
    }
    found
}

/// Returns whether an attribution is of words that are set apart without marks.
pub(super) fn is_block(one: &Attribution) -> bool {
    one.kind == ClaimKind::Statement
        && matches!(one.rule, Rule::DirectQuote | Rule::IntroducedQuote | Rule::UnattributedQuote)
}

/// The cue and the source of words that are set apart.
struct Frame {
    cue: Range<usize>,
    source: Range<usize>,
}

fn attribution(words: &ClassedWords, content: Vec<Span>, frame: &Frame, rule: Rule) -> Option<Attribution> {
    let cue = words.span(frame.cue.clone()).or_else(|| Some(words.document.tokens.get(frame.cue.start)?.span))?;
    let source = words.span(frame.source.clone())?;
    (!content.is_empty()).then(|| Attribution {
        kind: ClaimKind::Statement,
        content,
        cue: vec![cue],
        source: vec![source],
        continues: None,
        confidence: 0.85,
        rule,
    })
}

/// Reads what the colon at the end of a paragraph announces.
fn announced(words: &ClassedWords, paragraph: usize) -> Option<Attribution> {
    let document = words.document;
    let sentences = &document.paragraphs[paragraph].sentences;
    let sentence = sentences.clone().last()?;
    let tokens = document.opening(sentence)..document.sentences[sentence].tokens.end;
    let colon = tokens.end.checked_sub(1).filter(|&last| words.is(last, ":"))?;
    if document.turn_at(document.tokens.at(colon).span.start).is_some() || !may_open(words, paragraph + 1) {
        return None;
    }
    let frame = announcement(words, tokens.start, colon)?;
    let end = end_of_block(words, paragraph + 1);
    let content = (paragraph + 1..end).filter_map(|paragraph| words.span(said_in(words, paragraph))).collect();
    attribution(words, content, &frame, Rule::IntroducedQuote)
}

fn tokens_of(words: &ClassedWords, paragraph: usize) -> Range<usize> {
    words.document.tokens_in(words.document.paragraphs[paragraph].span)
}

/// The tokens of a paragraph behind the bullet of an item.
fn said_in(words: &ClassedWords, paragraph: usize) -> Range<usize> {
    let tokens = tokens_of(words, paragraph);
    let bullet = words.document.paragraphs[paragraph].kind == ParagraphKind::Item && !words.is_word(tokens.start);
    tokens.start + usize::from(bullet)..tokens.end
}

/// Returns whether a paragraph can be somebody's words without marks: prose or an item that no mark opens.
fn may_open(words: &ClassedWords, paragraph: usize) -> bool {
    let Some(found) = words.document.paragraphs.get(paragraph) else { return false };
    let opens = tokens_of(words, paragraph).find(|&token| {
        words.is_word(token) || words.kind(token) == Some(TokenKind::QuoteOpen) || words.in_quotation(token)
    });
    found.kind != ParagraphKind::Heading
        && opens.is_some_and(|token| words.is_word(token) && !words.in_quotation(token))
        && words.document.turn_at(found.span.start).is_none()
}

/// Returns the paragraph behind the block that starts with `first`.
fn end_of_block(words: &ClassedWords, first: usize) -> usize {
    let document = words.document;
    let gap = |paragraph: usize| {
        let before = document.paragraphs[paragraph - 1].span.end;
        document.body[before..document.paragraphs[paragraph].span.start].matches('\n').count() > 1
    };
    let parted = gap(first);
    let item = document.paragraphs[first].kind == ParagraphKind::Item;
    let of_block = |&paragraph: &usize| {
        let same_block = parted && !gap(paragraph);
        let item_goes_on = item && document.paragraphs[paragraph].kind == ParagraphKind::Item;
        may_open(words, paragraph)
            && !has_account(words, paragraph)
            && (same_block || item_goes_on || in_first_person(words, paragraph))
    };
    let goes_on = (first + 1..document.paragraphs.len()).take_while(of_block).count();
    first + 1 + goes_on
}

/// Returns whether a paragraph without quotation marks speaks of "I" or "we".
fn in_first_person(words: &ClassedWords, paragraph: usize) -> bool {
    let mut tokens = tokens_of(words, paragraph);
    !tokens.clone().any(|token| words.in_quotation(token)) && tokens.any(|token| words.any(token, &FIRST_PERSON))
}

/// Returns whether a paragraph has no quotation marks and stands in no turn of a transcript.
fn is_bare(words: &ClassedWords, paragraph: usize) -> bool {
    let span = words.document.paragraphs[paragraph].span;
    !tokens_of(words, paragraph).any(|token| words.in_quotation(token)) && words.document.turn_at(span.start).is_none()
}

/// Returns whether a paragraph is a dash, a name and an account.
fn has_account(words: &ClassedWords, paragraph: usize) -> bool {
    let tokens = tokens_of(words, paragraph);
    words.any(tokens.start, &DASHES) && account(words, tokens).is_some()
}

fn account(words: &ClassedWords, mut tokens: Range<usize>) -> Option<usize> {
    tokens.find(|&token| words.document.word(token).starts_with('@'))
}

/// Reads who speaks behind a colon.
fn announcement(words: &ClassedWords, first: usize, colon: usize) -> Option<Frame> {
    if let Some(source) = from(words, first, colon) {
        return Some(Frame { cue: first..source.start, source });
    }
    for verb in (first..colon).rev() {
        if words.in_quotation(verb) {
            return None;
        }
        let says = words.cue(verb).is_some_and(|class| class.speech || class.clause && verb + 1 == colon);
        let noun = noun(words, verb, colon).filter(|_| ISSUES.contains(words.lower(verb)));
        if !says && (noun.is_none() || words.has_class(verb - 1, &[Class::Determiner])) {
            continue;
        }
        let (tokens, gerund) = match cue::cue_at(words, verb, first) {
            Some(found) => (found.tokens, found.gerund),
            None if noun.is_some() && verb > first => (verb..verb + 1, false),
            None => continue,
        };
        let whole = tokens.start..noun.map_or(tokens.end, |noun| noun + 1);
        if (tokens.end..colon).any(|token| is_of_clause(words, token)) {
            return None;
        }
        let source = if gerund {
            source::clause_subject(words, first, tokens.start)
        } else {
            source::before(words, first, tokens.start)
        };
        if let Some(source) = source {
            return Some(Frame { cue: whole, source });
        }
    }
    None
}

/// Words that only a clause has between a cue and a colon.
fn is_of_clause(words: &ClassedWords, token: usize) -> bool {
    // "that night"
    let dated =
        words.is(token, "that") && words.any(token + 1, &["day", "night", "week", "year", "morning", "evening"]);
    words.in_quotation(token)
        || !dated && words.has_class(token, &[Class::Auxiliary, Class::Subordinator])
        || !dated && words.any(token, &["that", "whether", "why", "how"])
}

fn noun(words: &ClassedWords, verb: usize, colon: usize) -> Option<usize> {
    (verb + 1..colon.min(verb + 1 + NOUN_REACH)).find(|&token| NOUNS.contains(words.lower(token)))
}

/// "From Ana Holt, the mayor:", "Statement by the club:", "The full text of a letter from Holt:".
fn from(words: &ClassedWords, first: usize, colon: usize) -> Option<Range<usize>> {
    let at = (first..colon).find(|&token| words.any(token, &["from", "by"]))?;
    let headed = at == first && words.is(at, "from")
        || at > first
            && NOUNS.contains(words.lower(at - 1))
            && (first..at).all(|token| words.cue(token).is_none() || NOUNS.contains(words.lower(token)));
    let named = words.is_name(at + 1) || words.has_class(at + 1, &[Class::Determiner]) && at > first;
    let noun_phrase = !(at + 1..colon).any(|token| is_of_clause(words, token));
    (headed && named && noun_phrase && !words.has_class(at + 1, &[Class::Day])).then_some(at + 1..colon)
}

/// Reads the lines that a signature follows, with a name and an account, or in the lines right above it with a name.
fn signed(words: &ClassedWords, paragraph: usize) -> Option<Attribution> {
    let document = words.document;
    let above = paragraph.checked_sub(1)?;
    let tokens = tokens_of(words, paragraph);
    if tokens.len() > SIGNATURE || !words.any(tokens.start, &DASHES) {
        return None;
    }
    let handle = account(words, tokens.clone());
    // People on networks call themselves what they like.
    if handle.is_none() && !words.is_name(tokens.start + 1) {
        return None;
    }
    let joined = |paragraph: usize| {
        let before = document.paragraphs[paragraph - 1].span.end;
        !document.body[before..document.paragraphs[paragraph].span.start].contains("\n\n")
    };
    let named = |token: usize| words.is_name(token) || words.any(token, &["of", "the", "&", "de", "van"]);
    let name = tokens.start + 1..(tokens.start + 1..tokens.end).find(|&token| !named(token)).unwrap_or(tokens.end);
    let role = name.end == tokens.end || words.any(name.end, &[",", "(", "."]);
    let text = document.paragraphs[paragraph].span.of(document.body);
    if handle.is_none() && !(joined(paragraph) && role && !text.contains([':', ';', '?', '!'])) {
        return None;
    }
    let mut first = above;
    let parted = document.body.contains("\n\n");
    while first > 0 && parted && joined(paragraph) && joined(first) {
        first -= 1;
    }
    let is_post = handle.is_some() && joined(paragraph);
    let is_apart = |above: usize| may_open(words, above) || is_post && is_bare(words, above);
    if !(first..paragraph).all(is_apart) {
        return None;
    }
    let content = (first..paragraph).filter_map(|paragraph| words.span(tokens_of(words, paragraph))).collect();
    let frame = Frame { cue: tokens.start..tokens.start + 1, source: tokens.start + 1..tokens.end };
    attribution(words, content, &frame, Rule::DirectQuote)
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;

    #[track_caller]
    fn check(body: &str, expected: &[&str]) {
        assert_eq!(found(body), expected, "{body}");
    }

    #[test]
    fn a_colon_announces_what_stands_apart() {
        check(
            "The warden, Tilda Marsh, said:\n\nThe lamp was out. Nobody lit it.\n\nThe harbour opens in June.",
            &["statement[The lamp was out. Nobody lit it] said (The warden, Tilda Marsh)"],
        );
        check(
            "Orin Bex wrote in a note to the crew:\n\nThe pumps are old.\n\nWe asked for new ones.\n\nThe ship sank.",
            &["statement[The pumps are old | We asked for new ones] wrote (Orin Bex)"],
        );
        check(
            "The rowing club issued the following statement:\n\nThe race is off.\nThe fees are paid back.\n\nRain fell.",
            &["statement[The race is off | The fees are paid back] issued the following statement (The rowing club)"],
        );
        check(
            "From Tilda Marsh, the warden:\n\nThe lamp was out.\n\nRain fell.",
            &["statement[The lamp was out] From (Tilda Marsh, the warden)"],
        );
        check(
            "The crew said:\n\n- the pumps were old\n- the boats leaked\n\nRain fell.",
            &["statement[the pumps were old | the boats leaked] said (The crew)"],
        );
    }

    #[test]
    fn a_signature_follows_what_stands_apart() {
        check(
            "Rain fell.\n\nThe pier is shut.\n— Tarn Harbour (@tarnharbour) May 3, 2031\n\nIt opens in June.",
            &["statement[The pier is shut] — (Tarn Harbour (@tarnharbour) May 3, 2031)"],
        );
        check(
            "Rain fell.\n\n#Tarn pier is shut\n— tilda (@tilda) May 3, 2031\n\nIt opens in June.",
            &["statement[#Tarn pier is shut] — (tilda (@tilda) May 3, 2031)"],
        );
        check("Rain fell.\n\nThe pier is shut.\n\n— Tilda Marsh, warden\n\nIt opens in June.", &[]);
    }

    #[test]
    fn what_no_speaker_announces_is_not_apart() {
        check("There were three winners:\n\nTilda Marsh was first.\n\nRain fell.", &[]);
        check("The list is long:\n\n- pumps\n- boats", &[]);
        check("Rain fell in May:\n\nThe pier was shut.", &[]);
    }
}
