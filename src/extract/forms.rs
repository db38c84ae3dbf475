//! The forms of a document's words, one behind the other: a word costs its letters and four bytes.
//!
//! It keeps them, and makes none.

/// A list of forms, by token.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms {
    text: String,
    /// Where each ends in the text.
    ends: Vec<u32>,
}

impl Forms {
    /// Returns the form of a token; an empty one behind the last.
    pub fn of(&self, token: usize) -> &str {
        let Some(&end) = self.ends.get(token) else { return "" };
        let start = token.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..end as usize]
    }

    /// Returns all of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|token| self.of(token))
    }

    /// Appends what `write` writes as the form of the next token: nothing where there is no more room, 4 GB on.
    pub fn push(&mut self, write: impl FnOnce(&mut String)) {
        let start = self.text.len();
        write(&mut self.text);
        let end = u32::try_from(self.text.len()).unwrap_or_else(|_| {
            self.text.truncate(start);
            start as u32
        });
        self.ends.push(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_stand_behind_each_other() {
        let mut forms = Forms::default();
        ["naïve", "", "he"].iter().for_each(|form| forms.push(|text| text.push_str(form)));
        assert_eq!(forms.iter().collect::<Vec<_>>(), ["naïve", "", "he"]);
        assert_eq!(forms.of(3), "");
    }
}
