//! Which language a text is in: claims are read off English alone.
//!
//! It says nothing where it is not sure, and of short texts.

use std::cell::RefCell;

use whatlang::{Lang, detect};

/// Fewer letters tell no language.
const LETTERS: usize = 200;
/// As many characters are looked at.
const MOST: usize = 5000;
/// How sure a guess has to be. Most texts are English, so that less will do for it.
const SURE: f64 = 0.9;
const ENGLISH: f64 = 0.5;

/// Tags of three letters and of two (ISO 639).
const TAGS: [(&str, &str); 70] = [
    ("epo", "eo"),
    ("eng", "en"),
    ("rus", "ru"),
    ("cmn", "zh"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("ben", "bn"),
    ("fra", "fr"),
    ("deu", "de"),
    ("ukr", "uk"),
    ("kat", "ka"),
    ("ara", "ar"),
    ("hin", "hi"),
    ("jpn", "ja"),
    ("heb", "he"),
    ("yid", "yi"),
    ("pol", "pl"),
    ("amh", "am"),
    ("jav", "jv"),
    ("kor", "ko"),
    ("nob", "nb"),
    ("dan", "da"),
    ("swe", "sv"),
    ("fin", "fi"),
    ("tur", "tr"),
    ("nld", "nl"),
    ("hun", "hu"),
    ("ces", "cs"),
    ("ell", "el"),
    ("bul", "bg"),
    ("bel", "be"),
    ("mar", "mr"),
    ("kan", "kn"),
    ("ron", "ro"),
    ("slv", "sl"),
    ("hrv", "hr"),
    ("srp", "sr"),
    ("mkd", "mk"),
    ("lit", "lt"),
    ("lav", "lv"),
    ("est", "et"),
    ("tam", "ta"),
    ("vie", "vi"),
    ("urd", "ur"),
    ("tha", "th"),
    ("guj", "gu"),
    ("uzb", "uz"),
    ("pan", "pa"),
    ("aze", "az"),
    ("ind", "id"),
    ("tel", "te"),
    ("pes", "fa"),
    ("mal", "ml"),
    ("ori", "or"),
    ("mya", "my"),
    ("nep", "ne"),
    ("sin", "si"),
    ("khm", "km"),
    ("tuk", "tk"),
    ("aka", "ak"),
    ("zul", "zu"),
    ("sna", "sn"),
    ("afr", "af"),
    ("lat", "la"),
    ("slk", "sk"),
    ("cat", "ca"),
    ("tgl", "tl"),
    ("hye", "hy"),
    ("cym", "cy"),
];

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its tag, as BCP 47 has it: "de".
    pub tag: &'static str,
    /// Its name in English: "German".
    pub name: &'static str,
}

thread_local! {
    /// The text that was asked for last, and the answer: who reads a file, its claims and a report asks in turn for the
    /// same.
    static LAST: RefCell<(String, Option<Language>)> = const { RefCell::new((String::new(), None)) };
}

/// Returns the language of a text; `None` where nobody knows.
pub fn of(body: &str) -> Option<Language> {
    let end = body.char_indices().nth(MOST).map_or(body.len(), |(at, _)| at);
    let text = &body[..end];
    LAST.with_borrow_mut(|(last, language)| {
        if last != text {
            *language = detected(text);
            text.clone_into(last);
        }
        *language
    })
}

fn detected(text: &str) -> Option<Language> {
    let is_long = text.chars().filter(|c| c.is_alphabetic()).nth(LETTERS - 1).is_some();
    let guess = is_long.then(|| detect(text)).flatten()?;
    let sure = if guess.lang() == Lang::Eng { ENGLISH } else { SURE };
    (guess.confidence() >= sure).then(|| Language { tag: tag(guess.lang()), name: guess.lang().eng_name() })
}

/// Returns the language of a text that is surely not English.
pub fn foreign(body: &str) -> Option<Language> {
    of(body).filter(|language| language.tag != "en")
}

/// Returns the shortest tag of a language: of two letters, where it has one.
fn tag(language: Lang) -> &'static str {
    let code = language.code();
    TAGS.iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HARBOUR: &str = "The ferry between Port Ansel and the Tarn islands sailed again on Monday, a week after a crack \
        in its bow door had forced the port to take it out of service, and the yard that had welded the hinge said that \
        it would not have let her leave the quay. Fares of that week are paid back to those who ask for it before the end of \
        the month, and a second ship is to come in the spring, when the islands expect more visitors than in any year \
        since the old pier was taken down.";
    const GERMAN: &str = "Die Fähre zwischen Ansel und den Tarninseln hat am Montag den Betrieb wieder aufgenommen, eine \
        Woche nachdem ein Riss im Bugtor entdeckt worden war, und die Werft sagte, sie hätte das Schiff sonst nicht \
        auslaufen lassen. Der Hafen will die Fahrpreise erstatten.";

    fn name(text: &str) -> Option<&'static str> {
        foreign(text).map(|language| language.name)
    }

    #[test]
    fn a_text_in_another_language_is_told() {
        assert_eq!(foreign(GERMAN), Some(Language { tag: "de", name: "German" }));
        assert_eq!(name(&"เรือข้ามฟากกลับมาให้บริการอีกครั้งในวันจันทร์หลังจากซ่อมแซมเป็นเวลาหนึ่งสัปดาห์ ".repeat(6)), Some("Thai"));
        assert_eq!((foreign(HARBOUR), of(HARBOUR).map(|language| language.tag)), (None, Some("en")));
    }

    #[test]
    fn what_is_not_sure_is_not_told() {
        assert_eq!(foreign("Die Fähre ist wieder da."), None);
        assert_eq!(foreign(&format!("{HARBOUR} “Die Fähre ist wieder da”, said Hanne Voll.")), None);
        assert_eq!(foreign(&"1 2 3 4 5 ".repeat(100)), None);
    }
}
