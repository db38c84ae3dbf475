//! Which claims moved, told from those that only shifted because something was put before them.
//!
//! It goes by sentences: where a claim stands within its own sentence is a matter of wording. What led the story, and
//! was pushed far down by what stood behind it and leads now, moved too.

use super::ChangeKind;
use super::compared::ComparedSide;
use super::links::Link;

/// What another took the place of at the top moved where it stands so many paragraphs below.
const PUSHED: usize = 5;

/// Returns for each link whether it moved: `Moved`, `MovedToLede`, `MovedFromLede`, or nothing.
///
/// What stayed is the heaviest run of links that are in one order on both sides (an increasing subsequence, each link
/// weighed by its words); all others moved.
pub(super) fn moves(links: &[Link], old: &ComparedSide, new: &ComparedSide) -> Vec<Option<ChangeKind>> {
    let sentence = |compared: &ComparedSide, claims: &[usize]| {
        claims.iter().map(|&claim| compared.passages[claim].sentence).min().unwrap_or(0)
    };
    let mut order: Vec<(usize, usize, usize)> =
        links.iter().enumerate().map(|(nth, link)| (sentence(new, &link.new), sentence(old, &link.old), nth)).collect();
    order.sort_unstable();
    let words = |link: &Link| link.new.iter().map(|&claim| new.passages[claim].tokens.len() as u64).sum::<u64>() + 1;
    let values: Vec<(usize, u64)> = order.iter().map(|&(_, old, nth)| (old, words(&links[nth]))).collect();
    let stays = heaviest_run(&values);
    let lede = |compared: &ComparedSide| compared.passages.iter().map(|passage| passage.paragraph).min().unwrap_or(0);
    let (old_lede, new_lede) = (lede(old), lede(new));
    let mut moves = vec![None; links.len()];
    let first = |compared: &ComparedSide, claims: &[usize]| {
        claims.iter().map(|&claim| compared.passages[claim].paragraph).min().unwrap_or(0)
    };
    let leads_now = |link: &Link| first(old, &link.old) > old_lede && first(new, &link.new) == new_lede;
    let overtaken = links.iter().any(leads_now);
    for (&(_, _, nth), stays) in order.iter().zip(stays) {
        let (was_in, is_in) = (first(old, &links[nth].old), first(new, &links[nth].new));
        let (was, is) = (was_in == old_lede, is_in == new_lede);
        if stays {
            let pushed = overtaken && was && is_in >= new_lede + PUSHED;
            moves[nth] = pushed.then_some(ChangeKind::MovedFromLede);
            continue;
        }
        moves[nth] = Some(match (was, is) {
            (false, true) => ChangeKind::MovedToLede,
            (true, false) => ChangeKind::MovedFromLede,
            _ => ChangeKind::Moved,
        });
    }
    moves
}

/// Marks the members of the never-decreasing subsequence of `(value, weight)` that weighs the most.
pub(super) fn heaviest_run(values: &[(usize, u64)]) -> Vec<bool> {
    // best[v]: the heaviest run that ends at a value up to v (a Fenwick tree), with its last member.
    let highest = values.iter().map(|&(value, _)| value).max().unwrap_or(0);
    let mut best: Vec<(u64, usize)> = vec![(0, usize::MAX); highest + 2];
    let mut before = vec![usize::MAX; values.len()];
    let mut heaviest = (0, usize::MAX);
    for (nth, &(value, weight)) in values.iter().enumerate() {
        let mut run = (0, usize::MAX);
        let mut at = value + 1;
        while at > 0 {
            if best[at].0 > run.0 {
                run = best[at];
            }
            at &= at - 1;
        }
        before[nth] = run.1;
        let run = (run.0 + weight, nth);
        let mut at = value + 1;
        while at < best.len() {
            if run.0 > best[at].0 {
                best[at] = run;
            }
            at += at & at.wrapping_neg();
        }
        if run.0 > heaviest.0 {
            heaviest = run;
        }
    }
    let mut stays = vec![false; values.len()];
    let mut at = heaviest.1;
    while at != usize::MAX {
        stays[at] = true;
        at = before[at];
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(values: &[usize]) -> Vec<bool> {
        heaviest_run(&values.iter().map(|&value| (value, 1)).collect::<Vec<_>>())
    }

    #[test]
    fn the_longest_run_stays() {
        assert_eq!(run(&[4, 0, 1, 2, 3]), [false, true, true, true, true]);
        assert_eq!(run(&[0, 1, 1, 2]), [true; 4]);
        assert_eq!(run(&[]), [false; 0]);
    }

    #[test]
    fn the_heavier_of_two_stays() {
        assert_eq!(heaviest_run(&[(1, 3), (0, 9)]), [false, true]);
    }
}
