//! Annotated articles: `text/NAME.txt` with `attributions/NAME_ANNOTATOR.ann` beside it, in brat's stand-off format.
//!
//! It changes nothing and keeps the first annotator of an article by file name.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use onrecord::claim::Span;
use onrecord::lang::labels::Marked;

/// An article with its attributions.
#[derive(Clone, Debug)]
pub struct Article {
    pub name: String,
    pub body: String,
    pub attributions: Vec<Marked>,
}

/// Reads all articles of a folder, by name.
///
/// # Errors
/// When the folder cannot be read as described above.
pub fn read(folder: &Path) -> io::Result<Vec<Article>> {
    let mut names = names(&folder.join("text"), ".txt")?;
    names.sort();
    let mut annotations = names_by_article(&names, names_of(&folder.join("attributions"))?);
    let mut articles = Vec::new();
    for name in names {
        let Some(file) = annotations.remove(&name) else { continue };
        let body = std::fs::read_to_string(folder.join("text").join(format!("{name}.txt")))?;
        let marks = std::fs::read_to_string(folder.join("attributions").join(format!("{file}.ann")))?;
        let attributions = parse(&body, &marks);
        articles.push(Article { name, body, attributions });
    }
    Ok(articles)
}

/// Sorts the lines of a list of marks by article, the first column; comments are left out.
///
/// # Errors
/// When a line has no columns.
pub fn marks(list: &str) -> Result<BTreeMap<&str, Vec<&str>>, &'static str> {
    let mut lines: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let (article, rest) = line.split_once('\t').ok_or("a line has five columns")?;
        lines.entry(article).or_default().push(rest);
    }
    Ok(lines)
}

fn names_of(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = names(folder, ".ann")?;
    names.sort();
    Ok(names)
}

fn names(folder: &Path, ending: &str) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        names.extend(name.to_string_lossy().strip_suffix(ending).map(str::to_owned));
    }
    Ok(names)
}

fn names_by_article(articles: &[String], annotations: Vec<String>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for annotation in annotations {
        let stem = annotation.rsplit_once('_').map_or(annotation.as_str(), |(stem, _)| stem);
        let name = if articles.binary_search(&annotation).is_ok() { &annotation } else { stem };
        found.entry(name.to_owned()).or_insert(annotation);
    }
    found
}

/// Reads the attributions of an annotation file; what is malformed is passed over.
pub fn parse(body: &str, marks: &str) -> Vec<Marked> {
    // Offsets count code points.
    let mut bytes: Vec<usize> = body.char_indices().map(|(at, _)| at).collect();
    bytes.push(body.len());
    let mut spans: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    let mut attributions = Vec::new();
    for line in marks.lines() {
        let mut fields = line.split('\t');
        let (Some(id), Some(rest)) = (fields.next(), fields.next()) else { continue };
        if id.starts_with('T') {
            let Some((_, places)) = rest.split_once(' ') else { continue };
            let read = places.split(';').filter_map(|place| {
                let (start, end) = place.trim().split_once(' ')?;
                let at = |offset: &str| bytes.get(offset.parse::<usize>().ok()?).copied();
                Some(Span::new(at(start)?, at(end)?)).filter(|span| !span.is_empty())
            });
            spans.insert(id, read.collect());
        } else if id.starts_with('E') {
            let mut marked = Marked::default();
            for part in rest.split_whitespace() {
                let Some((role, id)) = part.split_once(':') else { continue };
                let list = match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                    "Source" => &mut marked.source,
                    "Cue" => &mut marked.cue,
                    "Content" => &mut marked.content,
                    _ => continue,
                };
                list.extend(spans.get(id).into_iter().flatten());
            }
            for list in [&mut marked.source, &mut marked.cue, &mut marked.content] {
                list.sort();
                list.dedup();
            }
            if !marked.content.is_empty() {
                attributions.push(marked);
            }
        }
    }
    attributions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_code_points() {
        let body = "“Ja,” sa Æsa.";
        let marks = "T1\tContent 1 4\tJa,\nT2\tSource 9 12\tÆsa\nT3\tCue 6 8\tsa\nE1\tAttribution:T3 Content:T1 Cue:T3 Source:T2\n";
        let [marked] = &parse(body, marks)[..] else { panic!("one attribution") };
        let text = |spans: &[Span]| spans.iter().map(|span| span.of(body)).collect::<String>();
        assert_eq!(
            (text(&marked.source), text(&marked.cue), text(&marked.content)),
            ("Æsa".into(), "sa".into(), "Ja,".into())
        );
    }
}
