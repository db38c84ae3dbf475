//! `measure-entities`: how often the places where articles speak of somebody are joined as they should be.
//!
//! `measure-entities FOLDER MARKS [all]` analyses the marked articles of a PolNeAR folder with the embedded accurate
//! model and compares whom they speak of with marks (`training/entities-dev.tsv` says how they are written). `all`
//! prints every mark that is not right, with whom the program takes it for, and all that is unmarked. It marks nothing
//! itself.
//!
//! A mark is *right* where its entity has another mark of the same chain, and of no chain more; *wrong* where the
//! entity has more marks of another chain; *missed* otherwise: *absent* where the program sees nobody there, *alone*
//! where it joins the place with none that is marked. A mention without a mark that is joined with marked ones is
//! *unmarked*: a wrong join, or a mark left out on purpose.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::path::PathBuf;

use onrecord::claim::Span;
use onrecord::extract::{self, Method};
use onrecord::reading::{Entities, Mention, MentionForm};
use onrecord::story::Metadata;
use onrecord_training::corpus;

/// The form of what is no mark, but is told apart from them.
const OTHER: &str = "-";
/// What becomes of a mark, in the order of the table.
const VERDICTS: [&str; 4] = ["right", "WRONG", "alone", "absent"];
/// What ends the noun that a description is of: "the head of the port".
const BEHIND_NOUN: [&str; 11] = ["of", "for", "in", "at", "on", "to", "from", "and", "who", "that", "with"];

/// One line of the marks: the head of a place where somebody is spoken of, and who it is.
struct Mark<'a> {
    head: Span,
    chain: &'a str,
    form: &'a str,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let (folder, list, all) = match &arguments[..] {
        [folder, list] => (folder, list, false),
        [folder, list, all] if all.as_os_str() == "all" => (folder, list, true),
        _ => return Err("usage: measure-entities FOLDER MARKS [all]".into()),
    };
    let list = std::fs::read_to_string(list)?;
    let mut lines = corpus::marks(&list)?;
    let mut counts: BTreeMap<&str, [usize; VERDICTS.len()]> = BTreeMap::new();
    let (mut chains, mut whole, mut parted, mut unmarked) = (0, 0, 0, 0);
    for article in corpus::read(folder)? {
        let Some(lines) = lines.remove(article.name.as_str()) else { continue };
        let body = article.body.as_str();
        let marks: Option<Vec<Mark>> = lines.iter().map(|line| mark(body, line)).collect();
        let marks = marks.ok_or_else(|| format!("the marks of {} do not fit its text", article.name))?;
        let analysis = extract::analyse(body, &Metadata::default(), Method::Accurate);
        let entities = &analysis.reading.body.entities;
        let found = mentions(body, entities, &marks);
        let tallies = tallies(&marks, &found);
        let mut rights: HashMap<&str, (usize, HashSet<usize>)> = HashMap::new();
        for (mark, mention) in marks.iter().zip(&found).filter(|(mark, _)| mark.form != OTHER) {
            let most = mention.map(|mention| tallies[&mention.entity][0]);
            let verdict = match most {
                Some((chain, count)) if chain == mark.chain => usize::from(count == 1) * 2,
                Some(_) => 1,
                None => 3,
            };
            for form in [mark.form, "total"] {
                counts.entry(form).or_default()[verdict] += 1;
            }
            let (missing, by) = rights.entry(mark.chain).or_default();
            *missing += usize::from(verdict != 0);
            by.extend(mention.filter(|_| verdict == 0).map(|mention| mention.entity));
            if all && verdict != 0 {
                let found = mention.zip(most).map_or(String::new(), |(mention, (most, _))| {
                    let (words, entity) = (mention.span.of(body), &entities.all[mention.entity].name);
                    format!(", found {words:?} ({:?}) as {entity}, mostly {most}", mention.form)
                });
                let name = &article.name[..article.name.len().min(24)];
                let (before, behind) = around(body, mark.head);
                let (verdict, chain) = (VERDICTS[verdict], mark.chain);
                println!("{verdict} {name} {chain}: {before}[{}]{behind}{found}", mark.head.of(body));
            }
        }
        let end = marks.iter().map(|mark| mark.head.end).max().unwrap_or(0);
        for stray in strays(entities, &found).filter(|stray| stray.span.end <= end) {
            unmarked += 1;
            if all {
                let (before, behind) = around(body, stray.span);
                let (words, entity) = (stray.span.of(body), &entities.all[stray.entity].name);
                let most = tallies[&stray.entity][0].0;
                println!("unmarked {before}[{words}]{behind} ({:?}) as {entity}, mostly {most}", stray.form);
            }
        }
        chains += rights.len();
        whole += rights.values().filter(|(missing, by)| *missing == 0 && by.len() == 1).count();
        parted += rights.values().filter(|(_, by)| by.len() > 1).count();
    }
    let [right, wrong, alone, absent] = VERDICTS.map(str::to_lowercase);
    println!("{:<8} {:>5} {right:>6} {wrong:>6} {alone:>6} {absent:>6}", "mention", "all");
    for (form, count) in counts {
        let [right, wrong, alone, absent] = count;
        let all: usize = count.iter().sum();
        println!("{form:<8} {all:>5} {right:>6} {wrong:>6} {alone:>6} {absent:>6}");
    }
    println!("{chains} chains: {whole} whole, {parted} in several entities; {unmarked} mentions unmarked");
    Ok(())
}

/// Reads a line, its article left out; `None` where it is malformed, or its word does not stand where it says.
fn mark<'a>(body: &str, line: &'a str) -> Option<Mark<'a>> {
    let [start, word, chain, form] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
    let start: usize = start.parse().ok()?;
    body.get(start..)?.starts_with(word).then_some(Mark { head: Span::new(start, start + word.len()), chain, form })
}

/// Finds for each mark the program's mention that has it as its head, the shortest.
fn mentions<'e>(body: &str, entities: &'e Entities, marks: &[Mark]) -> Vec<Option<&'e Mention>> {
    let mut found: Vec<Option<&Mention>> = vec![None; marks.len()];
    for mention in &entities.mentions {
        let noun = noun(body, mention);
        let inside = |mark: &&Mark| noun.contains(mark.head);
        let Some(last) = marks.iter().rposition(|mark| inside(&mark)) else { continue };
        let is_head = mention.form == MentionForm::Name || marks[last].head.end == noun.end;
        if is_head && found[last].is_none_or(|other| mention.span.len() <= other.span.len()) {
            found[last] = Some(mention);
        }
    }
    found
}

/// Counts for each entity how often it has marks of which chain, the commonest first; of two as often the first marked.
fn tallies<'a>(marks: &[Mark<'a>], found: &[Option<&Mention>]) -> HashMap<usize, Vec<(&'a str, usize)>> {
    let mut tallies: HashMap<usize, Vec<(&str, usize)>> = HashMap::new();
    for (mark, mention) in marks.iter().zip(found) {
        let Some(mention) = mention else { continue };
        let tally = tallies.entry(mention.entity).or_default();
        match tally.iter_mut().find(|(chain, _)| *chain == mark.chain) {
            Some((_, count)) => *count += 1,
            None => tally.push((mark.chain, 1)),
        }
    }
    for tally in tallies.values_mut() {
        tally.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    }
    tallies
}

/// Lists the mentions of marked entities that are no mark's, nor stand around one or right before one.
fn strays<'e>(entities: &'e Entities, found: &[Option<&'e Mention>]) -> impl Iterator<Item = &'e Mention> {
    let marked: Vec<&Mention> = found.iter().copied().flatten().collect();
    let known: HashSet<usize> = marked.iter().map(|mention| mention.entity).collect();
    let stray = move |mention: &&Mention| {
        // The office in front of a name is marked with the name.
        let title = |end: usize| mention.form == MentionForm::Role && (end..=end + 2).contains(&mention.span.end);
        let beside = |other: &&Mention| {
            mention.entity == other.entity
                && (mention.span.contains(other.span) || title(other.span.start.saturating_sub(2)))
        };
        known.contains(&mention.entity) && !marked.iter().any(beside)
    };
    entities.mentions.iter().filter(stray)
}

/// Returns a mention up to the end of its noun: "the head" of "the head of the port".
fn noun(body: &str, mention: &Mention) -> Span {
    let text = mention.span.of(body);
    if mention.form == MentionForm::Name {
        return mention.span;
    }
    let mut end = 0;
    for word in text.split_inclusive([' ', '\n']) {
        let bare = word.trim_end();
        if end > 0 && BEHIND_NOUN.contains(&bare) {
            break;
        }
        let start = end;
        end += word.len();
        if bare.ends_with(',') {
            return Span::new(mention.span.start, mention.span.start + start + bare.len() - 1);
        }
    }
    let end = text[..end].trim_end().len();
    Span::new(mention.span.start, mention.span.start + end)
}

/// Returns some of the text before and behind a place, on one line.
fn around(body: &str, place: Span) -> (String, String) {
    let before: Vec<char> = body[..place.start].chars().rev().take(40).collect();
    let behind = body[place.end..].chars().take(20);
    let line = |c: char| if c == '\n' { ' ' } else { c };
    (before.into_iter().rev().map(line).collect(), behind.map(line).collect())
}
