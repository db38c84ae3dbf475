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
}
