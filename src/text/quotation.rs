//! Which marks are quotation marks, and which of them belong together.
//!
//! It knows straight, curly, single, low („…“) and angular («…») marks, doubled back-ticks and apostrophes, quotations
//! within quotations, and quotations that run over paragraphs. An apostrophe is no mark. A mark that nothing answers
//! does no damage beyond its paragraph: it becomes a warning. It never changes the text.

mod mark;

use crate::claim::{Span, Warning, WarningKind};

use super::{Paragraph, Quotation};
use mark::{Mark, Shape, marks};

/// How many later marks are looked at for the end of a single-quoted stretch: keeps odd texts linear.
const SINGLE_LOOKAHEAD: usize = 24;

/// How many quotations may stand within each other: keeps odd texts linear.
const DEEPEST: usize = 12;

/// Words that start with an apostrophe in place of letters left out.
const ELISIONS: [&str; 10] = ["em", "til", "till", "cause", "tis", "twas", "n", "round", "bout", "kay"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Low,
    Angle,
    /// »…«
    AngleReversed,
    Single,
}

/// A quotation that is open while the marks of its paragraph are read.
#[derive(Clone, Copy, Debug)]
struct Open {
    family: Family,
    /// The opening mark; empty where a paragraph continues with a quotation without reopening it.
    mark: Span,
    continues: Option<usize>,
    /// For single marks: the closing mark, which is looked up when they open.
    closes_at: Option<usize>,
}

/// Finds the quotations of a body, outer ones before those nested in them, and what is odd about its marks.
pub(super) fn quotations(body: &str, paragraphs: &[Paragraph]) -> (Vec<Quotation>, Vec<Warning>) {
    let mut reader = QuotationReader {
        body,
        quotations: Vec::new(),
        warnings: Vec::new(),
        pending: None,
        paragraph: Span::default(),
        reopens: false,
        straight_left: 0,
    };
    let marks: Vec<Vec<Mark>> = paragraphs.iter().map(|paragraph| marks(body, paragraph.span)).collect();
    let reopen_singly = reopen_singly(body, paragraphs, &marks);
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let next = paragraphs.get(index + 1).map(|next| (next.span, marks[index + 1].as_slice()));
        reader.reopens = reopen_singly.get(index + 1).copied().unwrap_or(false);
        reader.paragraph(paragraph.span, &marks[index], next);
    }
    drop(marks);
    reader.finish()
}

/// Tells of each paragraph whether it opens with a single mark and closes it, or leaves that to the next ones.
fn reopen_singly(body: &str, paragraphs: &[Paragraph], marks: &[Vec<Mark>]) -> Vec<bool> {
    let mut reopen = vec![false; paragraphs.len() + 1];
    for index in (0..paragraphs.len()).rev() {
        let first = marks[index].first().filter(|mark| mark.span.start == paragraphs[index].span.start);
        let opens = first.is_some_and(|mark| mark.shape == Shape::SingleOpen && mark.looks_opening());
        reopen[index] = opens && (reopen[index + 1] || single_close(body, 0, &marks[index], true).is_some());
    }
    reopen
}

struct QuotationReader<'a> {
    body: &'a str,
    quotations: Vec<Quotation>,
    warnings: Vec<Warning>,
    /// The quotation that the paragraph before left open for this one to go on with.
    pending: Option<(Family, usize)>,
    paragraph: Span,
    /// The next paragraph opens with a single mark that is answered.
    reopens: bool,
    /// How many straight double marks the paragraph has from the mark that is read on.
    straight_left: usize,
}

impl QuotationReader<'_> {
    fn paragraph(&mut self, paragraph: Span, marks: &[Mark], next: Option<(Span, &[Mark])>) {
        self.paragraph = paragraph;
        let mut stack: Vec<Open> = Vec::new();
        let first = marks.first().filter(|mark| mark.span.start == paragraph.start);
        let pending = self.pending.take();
        // A closing mark that slipped onto the next line ends the quotation there.
        let slipped = first.filter(|mark| pending.is_some() && !mark.looks_opening()).map(|mark| mark.span);
        if let Some((family, before)) = pending.filter(|_| slipped.is_none()) {
            let reopened = first.is_some();
            // A reopened quotation is opened by its own mark below; one that simply runs on starts with the paragraph.
            let mark = if reopened { marks[0].span } else { Span::new(paragraph.start, paragraph.start) };
            let close = if family == Family::Single { single_close(self.body, 0, marks, true) } else { None };
            stack.push(Open { family, mark, continues: Some(before), closes_at: close.map(|mark| mark.span.start) });
        }
        let is_straight = |mark: &&Mark| mark.shape == Shape::Straight;
        self.straight_left = marks.iter().filter(is_straight).count();
        for (index, mark) in marks.iter().enumerate() {
            self.straight_left -= usize::from(index.checked_sub(1).is_some_and(|before| is_straight(&&marks[before])));
            if slipped == Some(mark.span) || stack.first().is_some_and(|open| open.mark == mark.span) {
                continue;
            }
            self.mark(index, mark, marks, &mut stack);
        }
        self.end_of_paragraph(stack, next);
    }

    fn mark(&mut self, index: usize, mark: &Mark, marks: &[Mark], stack: &mut Vec<Open>) {
        self.read_mark(index, mark, marks, stack);
        stack.truncate(DEEPEST);
    }

    fn read_mark(&mut self, index: usize, mark: &Mark, marks: &[Mark], stack: &mut Vec<Open>) {
        let open = |family| Open { family, mark: mark.span, continues: None, closes_at: None };
        let has = |stack: &[Open], family| stack.iter().any(|open| open.family == family);
        match mark.shape {
            Shape::Low => stack.push(open(Family::Low)),
            Shape::Open if has(stack, Family::Low) && !mark.looks_opening() => {
                self.close(Family::Low, mark.span, stack)
            }
            Shape::Open if has(stack, Family::Double) && !mark.looks_opening() && mark.looks_closing() => {
                self.close(Family::Double, mark.span, stack);
            }
            Shape::Open => {
                self.abandon(Family::Double, mark.span.start, stack);
                stack.push(open(Family::Double));
            }
            Shape::Close if has(stack, Family::Low) => self.close(Family::Low, mark.span, stack),
            Shape::Close if has(stack, Family::Double) => self.close(Family::Double, mark.span, stack),
            Shape::Close if mark.looks_opening() => stack.push(open(Family::Double)),
            Shape::Close => self.stray(mark.span),
            Shape::Straight if has(stack, Family::Double) => {
                let fresh = mark.looks_opening()
                    && mark.before.is_none_or(char::is_whitespace)
                    && self.straight_left.is_multiple_of(2);
                if fresh {
                    self.abandon(Family::Double, mark.span.start, stack);
                    stack.push(open(Family::Double));
                } else {
                    self.close(Family::Double, mark.span, stack);
                }
            }
            // Inches and seconds are written with the same sign.
            Shape::Straight if mark.before.is_some_and(|c| c.is_ascii_digit()) => {}
            Shape::Straight if mark.looks_closing() && mark.after.is_none_or(char::is_whitespace) => {
                self.stray(mark.span);
            }
            Shape::Straight => stack.push(open(Family::Double)),
            Shape::LeftAngle if has(stack, Family::AngleReversed) => {
                self.close(Family::AngleReversed, mark.span, stack);
            }
            Shape::LeftAngle => {
                self.abandon(Family::Angle, mark.span.start, stack);
                stack.push(open(Family::Angle));
            }
            Shape::RightAngle if has(stack, Family::Angle) => self.close(Family::Angle, mark.span, stack),
            Shape::RightAngle if mark.looks_opening() => stack.push(open(Family::AngleReversed)),
            Shape::RightAngle => self.stray(mark.span),
            Shape::SingleOpen | Shape::SingleClose | Shape::SingleStraight => {
                if stack.iter().any(|open| open.closes_at == Some(mark.span.start)) {
                    self.close(Family::Single, mark.span, stack);
                } else {
                    self.single(index, mark, marks, stack);
                }
            }
        }
    }

    /// Opens a single-quoted stretch where the mark is no apostrophe and something closes it.
    fn single(&mut self, index: usize, mark: &Mark, marks: &[Mark], stack: &mut Vec<Open>) {
        let starts = mark.shape != Shape::SingleClose && mark.looks_opening();
        if !starts || has_single(stack) || is_elision(&self.body[mark.span.end..self.paragraph.end]) {
            return;
        }
        let open = Open { family: Family::Single, mark: mark.span, continues: None, closes_at: None };
        match single_close(self.body, index, marks, stack.is_empty()) {
            Some(close) => stack.push(Open { closes_at: Some(close.span.start), ..open }),
            // British papers reopen single marks in each paragraph; elsewhere the mark is too weak a sign on its own,
            // and opens a name: "‘Umar".
            None if self.reopens && mark.shape == Shape::SingleOpen && mark.span.start == self.paragraph.start => {
                stack.push(open);
            }
            None => {}
        }
    }

    /// Closes the innermost open quotation of a family; what is still open inside it was none.
    fn close(&mut self, family: Family, mark: Span, stack: &mut Vec<Open>) {
        let Some(at) = stack.iter().rposition(|open| open.family == family) else { return };
        let open = stack[at];
        stack.truncate(at);
        self.push(open, at, Span::new(open.mark.start, mark.end), Span::new(open.mark.end, mark.start), true);
    }

    /// Gives up an open quotation that a fresh one of its family shows to be unclosed.
    fn abandon(&mut self, family: Family, at: usize, stack: &mut Vec<Open>) {
        let Some(depth) = stack.iter().rposition(|open| open.family == family) else { return };
        let open = stack[depth];
        stack.truncate(depth);
        let end = open.mark.end.max(self.body[..at].trim_end().len());
        self.push(open, depth, Span::new(open.mark.start, end), Span::new(open.mark.end, end), false);
        self.unclosed(open.mark);
    }

    fn push(&mut self, open: Open, depth: usize, outer: Span, inner: Span, closed: bool) {
        self.quotations.push(Quotation { outer, inner, closed, depth, continues: open.continues });
    }

    fn end_of_paragraph(&mut self, stack: Vec<Open>, next: Option<(Span, &[Mark])>) {
        let Some(open) = stack.into_iter().find(|open| open.closes_at.is_none()) else { return };
        let end = self.paragraph.end;
        self.push(open, 0, Span::new(open.mark.start, end), Span::new(open.mark.end.min(end), end), false);
        let goes_on = next.is_some_and(|(span, marks)| goes_on(open.family, span, marks));
        if goes_on {
            self.pending = Some((open.family, self.quotations.len() - 1));
        } else {
            self.unclosed(open.mark);
        }
    }

    fn unclosed(&mut self, mark: Span) {
        let message = "nothing closes this quotation mark; the quotation is read to the end of its paragraph";
        self.warnings.push(Warning { kind: WarningKind::UnclosedQuote, span: mark, message: message.into() });
    }

    fn stray(&mut self, mark: Span) {
        let message = "this closing quotation mark has no opening one";
        self.warnings.push(Warning { kind: WarningKind::StrayQuote, span: mark, message: message.into() });
    }

    fn finish(mut self) -> (Vec<Quotation>, Vec<Warning>) {
        // Quotations were pushed as they closed; sort them by place and let `continues` follow.
        let mut order: Vec<usize> = (0..self.quotations.len()).collect();
        order.sort_by_key(|&index| (self.quotations[index].outer.start, self.quotations[index].depth));
        let mut place = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = new;
        }
        drop(order);
        for quotation in &mut self.quotations {
            quotation.continues = quotation.continues.map(|before| place[before]);
        }
        for at in 0..place.len() {
            while place[at] != at {
                let to = place[at];
                self.quotations.swap(at, to);
                place.swap(at, to);
            }
        }
        self.warnings.sort_by_key(|warning| warning.span);
        (self.quotations, self.warnings)
    }
}

/// Returns whether an apostrophe before these words stands for letters left out: "’tis", "’90s".
pub(super) fn is_elision(rest: &str) -> bool {
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return rest.bytes().take_while(u8::is_ascii_digit).count() == 2;
    }
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    ELISIONS.iter().any(|elision| elision.eq_ignore_ascii_case(word))
}

fn has_single(stack: &[Open]) -> bool {
    stack.iter().any(|open| open.family == Family::Single)
}

/// Returns whether the next paragraph continues with an open quotation of the family: reopens it, or closes it without
/// reopening.
fn goes_on(family: Family, next: Span, marks: &[Mark]) -> bool {
    let opens = |mark: &Mark| match family {
        Family::Double => matches!(mark.shape, Shape::Open | Shape::Straight),
        Family::Low => mark.shape == Shape::Low,
        Family::Angle => matches!(mark.shape, Shape::LeftAngle | Shape::RightAngle),
        Family::AngleReversed => mark.shape == Shape::RightAngle,
        Family::Single => mark.shape == Shape::SingleOpen,
    };
    if marks.first().is_some_and(|mark| mark.span.start == next.start && opens(mark)) {
        return true;
    }
    let first = marks.iter().find(|mark| !matches!(mark.shape, Shape::SingleClose | Shape::SingleStraight));
    first.is_some_and(|mark| match family {
        Family::Double => {
            mark.shape == Shape::Close
                || (mark.shape == Shape::Straight && mark.looks_closing() && !mark.looks_opening())
        }
        Family::Low => matches!(mark.shape, Shape::Open | Shape::Close) && !mark.looks_opening(),
        Family::Angle => mark.shape == Shape::RightAngle,
        Family::AngleReversed => mark.shape == Shape::LeftAngle,
        Family::Single => false,
    })
}

/// Finds the mark that closes the single-quoted stretch opened by `marks[index]`.
///
/// A plural's apostrophe ("the lawmakers' plan") looks the same: it is taken only where nothing better follows.
fn single_close<'m>(body: &str, index: usize, marks: &'m [Mark], outermost: bool) -> Option<&'m Mark> {
    let opener = marks[index];
    let curly = opener.shape == Shape::SingleOpen;
    let mut doubles = 0;
    let mut possessive = None;
    let mut other = None;
    for mark in marks[index + 1..].iter().take(SINGLE_LOOKAHEAD) {
        if mark.is_double() {
            doubles += 1;
            // Inside a double quotation, its closing mark ends the search.
            if !outermost {
                break;
            }
            continue;
        }
        if mark.shape == opener.shape && mark.looks_opening() {
            break;
        }
        if !mark.looks_closing() || doubles % 2 == 1 || mark.shape == Shape::SingleOpen {
            continue;
        }
        // Of the other style: behind a stop only, since it is as likely an apostrophe.
        if curly != (mark.shape == Shape::SingleClose) {
            other = other
                .or_else(|| Some(mark).filter(|mark| mark.before.is_some_and(|c| matches!(c, ',' | '.' | '?' | '!'))));
            continue;
        }
        let plural = mark.before.is_some_and(|c| c == 's' || c == 'S')
            && mark.after == Some(' ')
            && body[mark.span.end..].trim_start().starts_with(char::is_lowercase);
        if plural {
            possessive = possessive.or(Some(mark));
        } else {
            return Some(mark);
        }
    }
    other.or(possessive)
}
