//! "Did you mean …?": the known names that are most like an unknown one.
//!
//! It suggests and never decides.

/// How alike two names must be, from 0 to 1.
const ALIKE: f64 = 0.8;

/// Returns up to three of `names` that are like `wanted`, the likest first.
pub fn nearest(wanted: &str, names: &[String]) -> Vec<String> {
    let wanted = wanted.to_lowercase();
    let mut scored: Vec<(f64, &String)> = names
        .iter()
        .map(|name| (likeness(&wanted, &name.to_lowercase()), name))
        .filter(|(score, _)| *score >= ALIKE)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(3).map(|(_, name)| name.clone()).collect()
}

/// Says the next step for an unknown name: "did you mean …?" where some known name is like it, else `otherwise`.
pub fn hint_nearest(wanted: &str, names: &[String], otherwise: &str) -> String {
    match nearest(wanted, names).as_slice() {
        [] => otherwise.to_owned(),
        near => format!("did you mean {}?", near.join(" or ")),
    }
}

/// Lists those of the names of stories that `wanted` may be by a slip of the hand: a letter too many, too few, another
/// one or two in the wrong order, in words of four letters and more, or a hyphen. Other digits are no slip, nor are
/// other words: "storm-2" is not "storm-1", "storm-north" not "storm-south".
pub fn mistyped(wanted: &str, names: &[String]) -> Vec<String> {
    let mut slips: Vec<String> = names.iter().filter(|name| is_slip(wanted, name)).cloned().collect();
    slips.sort();
    slips.dedup();
    slips
}

fn is_slip(wanted: &str, name: &str) -> bool {
    let digits = |name: &str| name.chars().filter(|c| c.is_numeric()).collect::<String>();
    let is_word_slip = |(one, other): (&str, &str)| {
        let most = match one.chars().count().min(other.chars().count()) {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        strsim::damerau_levenshtein(one, other) <= most
    };
    let is_same_count = wanted.matches('-').count() == name.matches('-').count();
    digits(wanted) == digits(name)
        && (wanted.replace('-', "") == name.replace('-', "")
            || is_same_count && wanted.split('-').zip(name.split('-')).all(is_word_slip))
}

/// Compares with the whole name and with each of its words: a surname is often all that is remembered.
fn likeness(wanted: &str, name: &str) -> f64 {
    let whole = strsim::jaro_winkler(wanted, name);
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    words.map(|word| strsim::jaro_winkler(wanted, word) * 0.99).fold(whole, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(wanted: &str, expected: &[&str]) {
        let names = ["Mara Lindqvist", "Tomas Okafor", "the port authority", "Harbour Union"].map(str::to_owned);
        assert_eq!(nearest(wanted, &names), expected, "{wanted}");
    }

    #[test]
    fn finds_names_by_any_part() {
        check("Lindquist", &["Mara Lindqvist"]);
        check("okafr", &["Tomas Okafor"]);
        check("Mara Lindkvist", &["Mara Lindqvist"]);
        check("harbor union", &["Harbour Union"]);
        check("Xyz", &[]);
        check("", &[]);
    }

    #[test]
    fn knows_a_slip_from_another_name() {
        let names = ["harbour-fire", "storm-1", "storm-north", "pier"].map(str::to_owned);
        let check = |wanted: &str, expected: &[&str]| assert_eq!(mistyped(wanted, &names), expected, "{wanted}");
        for slip in ["harbor-fire", "harbuor-fier", "harbourfire", "harbour-fires"] {
            check(slip, &["harbour-fire"]);
        }
        check("storm-nroth", &["storm-north"]);
        check("peir", &["pier"]);
        for other in ["harbour-strike", "harbour", "harbour-fire-inquiry", "storm-2", "storm-south", "quay", "per"] {
            check(other, &[]);
        }
    }
}
