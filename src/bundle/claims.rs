//! Whether claims stand where they say: the text beside each span against the body.

use serde::Deserialize;

/// The claims of a version, as `onrecord claims --format json` prints them; of each what says where it stands.
#[derive(Debug, Deserialize)]
pub(super) struct Claims {
    version: Version,
    claims: Vec<Claim>,
}

#[derive(Debug, Deserialize)]
struct Version {
    sha256: String,
}

#[derive(Debug, Deserialize)]
struct Claim {
    id: String,
    span: [usize; 2],
    content: Excerpt,
    cue: Option<Excerpt>,
    source: Option<Excerpt>,
}

#[derive(Debug, Deserialize)]
struct Excerpt {
    spans: Vec<[usize; 2]>,
    text: String,
}

impl Claims {
    /// Returns what is wrong with them beside the body that they should be read off.
    pub(super) fn wrong(&self, body: &str, sha256: &str) -> Vec<String> {
        let mut found = Vec::new();
        if self.version.sha256 != sha256 {
            found.push("they were read off another text".to_owned());
        }
        let starts: Vec<usize> = body.char_indices().map(|(at, _)| at).chain([body.len()]).collect();
        let is_wrong = |claim: &&Claim| {
            let mut parts = [Some(&claim.content), claim.cue.as_ref(), claim.source.as_ref()].into_iter().flatten();
            !parts.all(|part| part.stands(body, &starts) && part.is_within(claim.span))
        };
        found.extend(
            self.claims.iter().filter(is_wrong).map(|claim| format!("{} does not stand where it says", claim.id)),
        );
        found
    }
}

impl Excerpt {
    /// Returns whether the text is the body at the spans, in code points, joined by one space.
    fn stands(&self, body: &str, starts: &[usize]) -> bool {
        let at = |span: &[usize; 2]| body.get(*starts.get(span[0])?..*starts.get(span[1])?);
        let words: Option<Vec<&str>> = self.spans.iter().map(at).collect();
        words.is_some_and(|words| self.text == words.join(" "))
    }

    /// Returns whether a span covers all of it.
    fn is_within(&self, [start, end]: [usize; 2]) -> bool {
        self.spans.iter().all(|span| start <= span[0] && span[1] <= end)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_moved_or_changed_word_shows() {
        let check = |spans: &[[usize; 2]], text: &str, count: usize| {
            let claims: Claims = serde_json::from_value(json!({ "version": { "sha256": "x" }, "claims": [
                { "id": "c1", "span": [1, 16], "content": { "spans": spans, "text": text }, "cue": null }] }))
            .expect("claims");
            assert_eq!(claims.wrong("“Ну да”, he said", "x").len(), count, "{text}");
            assert_eq!(claims.wrong("“Ну да”, he said", "y").len(), count + 1, "{text}");
        };
        check(&[[1, 3]], "Ну", 0);
        check(&[[1, 3], [12, 16]], "Ну said", 0);
        check(&[[1, 3]], "Ну ", 1);
        check(&[[3, 1]], "", 1);
        check(&[[0, 3]], "“Ну", 1);
        check(&[[0, 999]], "“Ну да”, he said", 1);
    }
}
