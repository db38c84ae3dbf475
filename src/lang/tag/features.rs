//! What the tagger sees of a word: its own form, the forms around it, and the tags before it.
//!
//! Training and use call the same functions.

use crate::lang::fast::form::WordForm;
use crate::lang::fast::hash::add;

use super::Tag;

/// Adds the features of the word at `at` of a sentence that do not rest on tags.
pub fn words(forms: &[WordForm], at: usize, list: &mut Vec<u64>) {
    let own = &forms[at];
    let form = |offset: isize| at.checked_add_signed(offset).and_then(|place| forms.get(place));
    let word = |offset: isize| form(offset).map_or(offset as u64, |form| form.word);
    let ending = |offset: isize| form(offset).map_or(offset as u64, |form| form.last_three);
    let capital = own.capital && at > 0;
    add!(list, "tag bias");
    add!(list, "tag word", own.word);
    add!(list, "tag word capital", own.word, capital);
    add!(list, "tag shape", own.shape, at == 0);
    add!(list, "tag stem", own.stem);
    add!(list, "tag last three", own.last_three, capital);
    add!(list, "tag last two", own.last_two, own.shape);
    add!(list, "tag first four", own.first_four);
    add!(list, "tag capitals", own.capital, own.all_capitals, form(-1).is_some_and(|form| form.capital));
    for offset in [-2, -1, 1, 2] {
        add!(list, "tag word at", offset as u64, word(offset));
    }
    for offset in [-1, 1] {
        add!(list, "tag ending at", offset as u64, ending(offset));
        add!(list, "tag shape at", offset as u64, form(offset).map_or(0, |form| form.shape));
        add!(list, "tag ending and ending", offset as u64, own.last_three, ending(offset));
        add!(list, "tag word and word", offset as u64, own.word, word(offset));
        add!(list, "tag ending and word", offset as u64, own.last_two, word(offset));
    }
    add!(list, "tag words around", word(-1), word(1));
    add!(list, "tag words before", word(-2), word(-1));
    add!(list, "tag words behind", word(1), word(2));
    add!(list, "tag endings behind", ending(1), ending(2));
}

/// Adds the features of the word at `at` that rest on the tags before it.
pub fn history(forms: &[WordForm], at: usize, tags: &[Tag], list: &mut Vec<u64>) {
    let tag = |back: usize| at.checked_sub(back).map_or(99, |place| tags[place].index());
    let own = &forms[at];
    let (next, after) = forms.get(at + 1).map_or((0, 0), |form| (form.word, form.last_three));
    add!(list, "tag before", tag(1));
    add!(list, "tags before", tag(2), tag(1));
    add!(list, "tag three before", tag(3), tag(2), tag(1));
    add!(list, "tag before, word", tag(1), own.word);
    add!(list, "tags before, word", tag(2), tag(1), own.word);
    add!(list, "tag before, ending", tag(1), own.last_three);
    add!(list, "tags before, ending", tag(2), tag(1), own.last_two);
    add!(list, "tag before, word behind", tag(1), own.last_two, next);
    add!(list, "tag before, ending behind", tag(1), own.last_three, after);
}
