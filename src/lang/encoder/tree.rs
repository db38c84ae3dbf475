//! The best tree over the words of a sentence (Chu and Liu 1965, Edmonds 1967).

/// Returns the heads of the best tree with one root; `None` for the root.
///
/// `score(word, head)` says how well a word hangs from a head, `score(word, word)` how well it is the root. Of equals
/// the first is taken.
pub fn best_tree(count: usize, score: impl Fn(usize, usize) -> i32) -> Vec<Option<usize>> {
    // Node 0 stands above the words. Each word that hangs from it costs more than any tree can gain, so that one does.
    let several = 1 << 40;
    let scores: Matrix = std::iter::once(vec![0; count + 1])
        .chain((0..count).map(|word| {
            let root = i64::from(score(word, word)) - several;
            let head = |head| if head == word { IMPOSSIBLE } else { i64::from(score(word, head)) };
            std::iter::once(root).chain((0..count).map(head)).collect()
        }))
        .collect();
    best_heads(&scores)[1..].iter().map(|head| head.checked_sub(1)).collect()
}

/// Scores by node, then by its head. Node 0 is the root of all and has no head.
type Matrix = Vec<Vec<i64>>;

const IMPOSSIBLE: i64 = i64::MIN / 4;

/// Returns the head of each node in the best tree under node 0, whose own is 0.
fn best_heads(scores: &Matrix) -> Vec<usize> {
    let best = |row: &Vec<i64>| (0..row.len()).rev().max_by_key(|&head| row[head]).unwrap_or(0);
    let mut heads: Vec<usize> = scores.iter().map(best).collect();
    heads[0] = 0;
    let Some(cycle) = cycle(&heads) else { return heads };
    // The nodes of the cycle become one, the last; the tree over the nodes that are left says where it is broken.
    let kept: Vec<usize> = (0..scores.len()).filter(|node| !cycle.contains(node)).collect();
    let within = heads.clone();
    let gain = |node: usize, head: usize| scores[node][head] - scores[node][within[node]];
    // Through which of its nodes another governs the cycle, and is governed by it.
    let entry = |head: usize| cycle.iter().copied().rev().max_by_key(|&node| gain(node, head)).unwrap_or(0);
    let exit = |node: usize| cycle.iter().copied().rev().max_by_key(|&head| scores[node][head]).unwrap_or(0);
    let mut smaller: Matrix = kept
        .iter()
        .map(|&node| kept.iter().map(|&head| scores[node][head]).chain([scores[node][exit(node)]]).collect())
        .collect();
    smaller.push(kept.iter().map(|&head| gain(entry(head), head)).chain([IMPOSSIBLE]).collect());
    let found = best_heads(&smaller);
    let above = kept.get(found[kept.len()]).copied().unwrap_or(0);
    let broken = entry(above);
    for (at, &node) in kept.iter().enumerate().skip(1) {
        heads[node] = kept.get(found[at]).copied().unwrap_or_else(|| exit(node));
    }
    heads[broken] = above;
    heads
}

/// Finds nodes that govern each other in a ring.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    // In which walk each node was met first.
    let mut walks = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && walks[node] == 0 {
            walks[node] = start;
            node = heads[node];
        }
        if node != 0 && walks[node] == start {
            let mut ring = vec![node];
            while heads[ring[ring.len() - 1]] != node {
                ring.push(heads[ring[ring.len() - 1]]);
            }
            return Some(ring);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// Tries every choice of heads.
    fn slow(scores: &[Vec<i32>]) -> i64 {
        fn walk(scores: &[Vec<i32>], heads: &mut Vec<usize>) -> i64 {
            if heads.len() < scores.len() {
                return (0..scores.len())
                    .map(|head| {
                        heads.push(head);
                        let best = walk(scores, heads);
                        heads.pop();
                        best
                    })
                    .max()
                    .unwrap_or(0);
            }
            let options: Vec<_> = heads.iter().enumerate().map(|(at, &head)| (head != at).then_some(head)).collect();
            if is_tree(&options) { total(scores, &options) } else { i64::MIN }
        }
        walk(scores, &mut Vec::new())
    }

    fn is_tree(heads: &[Option<usize>]) -> bool {
        let reaches_root = |start: usize| {
            let mut at = Some(start);
            (0..=heads.len()).any(|_| {
                at = at.and_then(|at| heads[at]);
                at.is_none()
            })
        };
        heads.iter().filter(|head| head.is_none()).count() == 1 && (0..heads.len()).all(reaches_root)
    }

    fn total(scores: &[Vec<i32>], heads: &[Option<usize>]) -> i64 {
        heads.iter().enumerate().map(|(word, head)| i64::from(scores[word][head.unwrap_or(word)])).sum()
    }

    proptest! {
        #[test]
        fn no_tree_is_better(scores in (1usize..6).prop_flat_map(|count| vec(vec(-50i32..50, count), count))) {
            let heads = best_tree(scores.len(), |word, head| scores[word][head]);
            prop_assert!(is_tree(&heads), "{heads:?}");
            prop_assert_eq!(total(&scores, &heads), slow(&scores));
        }

        #[test]
        fn long_sentences_have_trees(scores in (20usize..60).prop_flat_map(|count| vec(vec(any::<i32>(), count), count))) {
            prop_assert!(is_tree(&best_tree(scores.len(), |word, head| scores[word][head])));
        }
    }

    #[test]
    fn nothing_has_no_tree() {
        assert!(best_tree(0, |_, _| 0).is_empty());
    }
}
