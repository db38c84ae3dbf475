//! What is left out of which pages, in words.

use super::layout::PageLayout;
use super::page::PrintedPage;

/// More stretches of pages are not named one by one.
const MOST: usize = 8;

/// Lists what is left out, and how much of it.
pub(super) fn out(pages: &[PrintedPage], layout: &PageLayout) -> Vec<(String, usize)> {
    let on = |what: &str, count: &dyn Fn(usize) -> usize| {
        let counts: Vec<usize> = (0..pages.len()).map(count).collect();
        (what.replace("{}", &names(&counts)), counts.iter().sum::<usize>())
    };
    let edges = layout.repeated + pages.iter().map(|page| page.artifacts).sum::<usize>();
    vec![
        on("pictures on {}", &|nth| pages[nth].pictures),
        on("whatever is written without letters on {}", &|nth| usize::from(pages[nth].runs.is_empty())),
        ("headers, footers and page numbers".to_owned(), edges),
        on("turned text on {}", &|nth| pages[nth].turned),
        on("text in embedded forms on {}", &|nth| pages[nth].forms),
        on("characters on {} in fonts that do not say what they are", &|nth| pages[nth].unreadable),
        on("raised marks of footnotes on {}", &|nth| layout.marks[nth]),
    ]
}

/// Names the pages that count: "page 2", "pages 1–3 and 7".
fn names(counts: &[usize]) -> String {
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    for number in (1..).zip(counts).filter(|(_, count)| **count > 0).map(|(number, _)| number) {
        match stretches.last_mut().filter(|last| last.1 + 1 == number) {
            Some(last) => last.1 = number,
            None => stretches.push((number, number)),
        }
    }
    let noun = if stretches.iter().all(|(from, to)| from == to) && stretches.len() == 1 { "page" } else { "pages" };
    let more = stretches.len().saturating_sub(MOST);
    let name = |(from, to): &(usize, usize)| if from == to { from.to_string() } else { format!("{from}–{to}") };
    let mut names: Vec<String> = stretches.iter().take(MOST).map(name).collect();
    let last = if more > 0 { "further ones".to_owned() } else { names.pop().unwrap_or_default() };
    match names.is_empty() {
        true => format!("{noun} {last}"),
        false => format!("{noun} {} and {last}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_named() {
        assert_eq!(names(&[0, 2]), "page 2");
        assert_eq!(names(&[1, 1, 1, 0, 4]), "pages 1–3 and 5");
        assert_eq!(names(&[1, 0, 1, 0, 1, 1]), "pages 1, 3 and 5–6");
        assert_eq!(names(&[1, 0].repeat(9)), "pages 1, 3, 5, 7, 9, 11, 13, 15 and further ones");
    }
}
