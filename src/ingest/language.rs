//! Which language a text is in, so that one that is not English is told of: claims are read off English alone.
//!
//! It changes nothing, and is silent where it is not sure.

use whatlang::{Lang, detect};

/// Fewer letters tell no language.
const LETTERS: usize = 200;
/// As many characters are looked at.
const MOST: usize = 5000;
/// How sure the guess has to be.
const SURE: f64 = 0.9;

/// Warns of a text that is not English.
pub(super) fn judge(name: &str, body: &str, warnings: &mut Vec<String>) {
    if let Some(language) = foreign(body) {
        warnings.push(format!(
            "{name} is in {language}, and claims are read off English texts alone: of what is read here, believe the \
             quotations, and not who says them or what is said beside them"
        ));
    }
}

/// Returns the English name of a text's language, unless it is English or nobody knows.
fn foreign(body: &str) -> Option<&'static str> {
    let end = body.char_indices().nth(MOST).map_or(body.len(), |(at, _)| at);
    let text = &body[..end];
    let is_long = text.chars().filter(|c| c.is_alphabetic()).nth(LETTERS - 1).is_some();
    let guess = is_long.then(|| detect(text)).flatten()?;
    (guess.lang() != Lang::Eng && guess.confidence() >= SURE).then(|| guess.lang().eng_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "The ferry between Port Ansel and the Tarn islands sailed again on Monday, a week after a crack \
        in its bow door had forced the port to take it out of service, and the yard that had welded the hinge said that \
        it would not have let her leave the quay.";
    const GERMAN: &str = "Die Fähre zwischen Ansel und den Tarninseln hat am Montag den Betrieb wieder aufgenommen, eine \
        Woche nachdem ein Riss im Bugtor entdeckt worden war, und die Werft sagte, sie hätte das Schiff sonst nicht \
        auslaufen lassen. Der Hafen will die Fahrpreise erstatten.";

    #[test]
    fn a_text_in_another_language_is_told() {
        assert_eq!(foreign(GERMAN), Some("German"));
        assert_eq!(foreign(&"เรือข้ามฟากกลับมาให้บริการอีกครั้งในวันจันทร์หลังจากซ่อมแซมเป็นเวลาหนึ่งสัปดาห์ ".repeat(6)), Some("Thai"));
        assert_eq!(foreign(ENGLISH), None);
    }

    #[test]
    fn what_is_not_sure_is_not_told() {
        assert_eq!(foreign("Die Fähre ist wieder da."), None);
        assert_eq!(foreign(&format!("{ENGLISH} “Die Fähre ist wieder da”, said Hanne Voll.")), None);
        assert_eq!(foreign(&"1 2 3 4 5 ".repeat(100)), None);
    }
}
