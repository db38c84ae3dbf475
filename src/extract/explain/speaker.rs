//! Why a source is taken for a speaker, told from what stands in the text: the words of the source, and where the
//! speaker was named before.

use crate::claim::{Claim, ClaimId, Extraction, Speaker, SpeakerKind};

use super::super::attribution::words::{Class, ClassedWords};
use super::quoted;

/// Says why the claim has the speaker that it has; `goes_on` is the claim whose speaker it takes over.
pub(super) fn reason(words: &ClassedWords, extraction: &Extraction, claim: &Claim, goes_on: Option<ClaimId>) -> String {
    let source = claim.source.as_ref().map(|source| quoted(words, &source.spans));
    match (extraction.speaker_of(claim), source, goes_on) {
        (None, None, _) => "unknown: no words name a source".to_owned(),
        (None, Some(source), _) => format!("unknown: {source} fits nobody in reach, or more than one"),
        (Some(speaker), None, Some(before)) => format!("{}: the quotation of {before} continues", speaker.name),
        (Some(speaker), None, None) => format!("{}, without words of its own that say so", speaker.name),
        (Some(speaker), Some(source), _) => named(words, claim, speaker, &source),
    }
}

fn named(words: &ClassedWords, claim: &Claim, speaker: &Speaker, source: &str) -> String {
    let name = &speaker.name;
    let text = claim.source.as_ref().map_or("", |source| source.text.as_str());
    if is_pronoun(words, claim) {
        return match before(words, claim, speaker) {
            Some(place) => format!("{name}: {source} goes to the last one whom it fits, mentioned {place}"),
            None => format!("{name}: {source} fits nobody else in reach"),
        };
    }
    if text.contains(name.as_str()) {
        return match speaker.kind {
            SpeakerKind::Person | SpeakerKind::Organization => format!("{name}: the name stands in {source}"),
            _ => format!("{name}: {source} is all that the text says of who it is"),
        };
    }
    let alias = speaker.aliases.iter().find(|alias| text.contains(alias.as_str()));
    match (alias, &speaker.role) {
        (Some(alias), _) => format!("{name}: “{alias}” is another name for the same {}", noun(speaker.kind)),
        (None, Some(role)) => format!("{name}: {source} fits the role that the text gives, “{role}”"),
        (None, None) => format!("{name}: {source} describes the same {}", noun(speaker.kind)),
    }
}

/// Returns whether the source is a pronoun.
fn is_pronoun(words: &ClassedWords, claim: &Claim) -> bool {
    let spans = claim.source.iter().flat_map(|source| &source.spans);
    let mut tokens = spans.flat_map(|&span| words.document.tokens_in(span)).filter(|&token| words.is_word(token));
    tokens.next().is_some_and(|token| words.has_class(token, &[Class::Pronoun, Class::Relative]))
        && tokens.next().is_none()
}

/// Tells where the speaker was last mentioned before the claim's source.
fn before(words: &ClassedWords, claim: &Claim, speaker: &Speaker) -> Option<String> {
    let document = words.document;
    let at = claim.source.as_ref()?.hull().start;
    let mention = speaker.mentions.iter().rfind(|mention| mention.end <= at)?;
    let apart = document.sentence_at(at)?.saturating_sub(document.sentence_at(mention.start)?);
    let place = match apart {
        0 => "in the same sentence".to_owned(),
        1 => "one sentence before".to_owned(),
        apart => format!("{apart} sentences before"),
    };
    Some(format!("as {} {place}", quoted(words, &[*mention])))
}

fn noun(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Person => "person",
        SpeakerKind::Organization => "organization",
        SpeakerKind::Group => "group",
        SpeakerKind::Document => "document",
        SpeakerKind::Anonymous | SpeakerKind::Unknown => "speaker",
    }
}
