//! The report of a version's claims: which of them are shown.
//!
//! It never leaves a claim out silently: what the filter holds back is counted.

use super::{VersionReport, phrases, words};
use crate::claim::{Claim, ClaimKind, Speaker};

/// Which claims the reader asked for; an empty list means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimFilter {
    /// Show only claims of one of these speakers (any part of the name, without case).
    pub speakers: Vec<String>,
    /// Show only claims of these kinds.
    pub kinds: Vec<ClaimKind>,
}

/// `claims`: the claims of one version.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimsReport {
    /// The version with the claims that the filter lets through.
    pub version: VersionReport,
    /// What was found in the version, whatever the filter.
    pub headline: String,
    /// How many claims the filter holds back.
    pub held_back: usize,
}

impl ClaimsReport {
    /// Builds the report of a version's claims; `filter` says which are shown.
    pub fn new(mut version: VersionReport, filter: &ClaimFilter) -> Self {
        let headline = version.headline();
        let (all, speakers) = (version.extraction.claims.len(), &version.extraction.speakers);
        version.extraction.claims.retain(|claim| filter.lets_through(claim, speakers));
        let held_back = all - version.extraction.claims.len();
        Self { version, headline, held_back }
    }

    /// Returns how many claims the filter holds back, where it does.
    pub fn held_back_line(&self) -> Option<String> {
        let count = phrases::count(self.held_back, "claim", "claims");
        (self.held_back > 0).then(|| format!("{count} held back by the filter"))
    }
}

impl ClaimFilter {
    fn lets_through(&self, claim: &Claim, speakers: &[Speaker]) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&claim.kind)) && self.names_speaker_of(claim, speakers)
    }

    /// Returns whether a claim is one of the speakers' who were asked for; where it names no speaker, by the words that
    /// name its source.
    fn names_speaker_of(&self, claim: &Claim, speakers: &[Speaker]) -> bool {
        let speaker = claim.speaker.and_then(|id| speakers.get(id.0 as usize));
        let aliases = speaker.map_or(&[][..], |speaker| &speaker.aliases).iter().map(String::as_str);
        let names: Vec<String> = aliases.chain([words::voice(claim, speakers)]).map(str::to_lowercase).collect();
        let is_meant = |wanted: &String| names.iter().any(|name| name.contains(&wanted.to_lowercase()));
        self.speakers.is_empty() || self.speakers.iter().any(is_meant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Excerpt, Extraction, Span, SpeakerId, SpeakerKind};
    use crate::report::VersionInfo;
    use crate::story::Metadata;

    fn version() -> VersionReport {
        let body = "The gate is shut. It will stay shut, Vale said.".to_owned();
        let claim = |span: Span| Claim { span, ..Claim::bare(Excerpt::new(&body, vec![span])) };
        let said = Claim { kind: ClaimKind::Statement, speaker: Some(SpeakerId(0)), ..claim(Span::new(18, 35)) };
        let speaker = Speaker {
            id: SpeakerId(0),
            name: "Maria Vale".to_owned(),
            kind: SpeakerKind::Person,
            role: None,
            aliases: vec!["the harbour master".to_owned()],
            mentions: Vec::new(),
        };
        let claims = vec![Claim { kind: ClaimKind::Fact, ..claim(Span::new(0, 16)) }, said];
        let version =
            VersionInfo { reference: "gate@v1".to_owned(), metadata: Metadata::default(), sha256: String::new(), body };
        let extraction = Extraction { speakers: vec![speaker], claims, ..Extraction::default() };
        VersionReport { version, extraction, with_text: false }
    }

    #[test]
    fn what_a_filter_holds_back_is_counted() {
        let check = |speakers: &[&str], kinds: &[ClaimKind], held_back: usize| {
            let speakers = speakers.iter().map(|&name| name.to_owned()).collect();
            let report = ClaimsReport::new(version(), &ClaimFilter { speakers, kinds: kinds.to_vec() });
            assert_eq!((report.held_back, report.version.extraction.claims.len()), (held_back, 2 - held_back));
            assert_eq!(report.headline, version().headline());
        };
        check(&[], &[], 0);
        check(&["vale"], &[], 1);
        check(&["Harbour Master"], &[], 1);
        check(&["own voice"], &[], 1);
        check(&["Quill"], &[], 2);
        check(&[], &[ClaimKind::Fact], 1);
        check(&["vale"], &[ClaimKind::Fact], 2);
        let report =
            ClaimsReport::new(version(), &ClaimFilter { kinds: vec![ClaimKind::Fact], ..ClaimFilter::default() });
        assert_eq!(report.held_back_line().as_deref(), Some("1 claim held back by the filter"));
    }
}
