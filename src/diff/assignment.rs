//! The best one-to-one assignment on a sparse table of weights.
//!
//! The Hungarian method by shortest augmenting paths (H. W. Kuhn, *The Hungarian Method for the Assignment Problem*,
//! 1955; R. Jonker and A. Volgenant, *A Shortest Augmenting Path Algorithm for Dense and Sparse Linear Assignment
//! Problems*, 1987). Weights are integers, so that the answer does not hang on rounding. It knows nothing of claims.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// For each left node its edges: the right node and what the pair is worth, above 0.
pub(super) type Edges = Vec<Vec<(usize, i64)>>;

/// Returns for each left node the right node that it is assigned to, so that the whole is worth the most; a node may
/// stay single. `right` is the number of right nodes.
pub(super) fn assign(edges: &Edges, right: usize) -> Vec<Option<usize>> {
    let left = edges.len();
    let dearest = edges.iter().flatten().map(|&(_, worth)| worth).max().unwrap_or(0);
    // Each left node has a right node of its own that is worth nothing: being single.
    let nodes = right + left;
    let mut left_price = vec![0i64; left];
    let mut right_price = vec![0i64; nodes];
    let mut holder: Vec<Option<usize>> = vec![None; nodes];
    let mut held: Vec<Option<usize>> = vec![None; left];
    let mut distance = vec![i64::MAX; nodes];
    let mut came_from = vec![usize::MAX; nodes];
    let mut done = vec![false; nodes];
    for start in 0..left {
        let mut touched: Vec<usize> = Vec::new();
        let mut closed: Vec<usize> = Vec::new();
        let mut heap = BinaryHeap::new();
        let (mut node, mut so_far) = (start, 0);
        let (end, shortest) = loop {
            let single = (right + node, 0);
            for &(to, worth) in edges[node].iter().chain([&single]) {
                let length = so_far + (dearest - worth) - left_price[node] - right_price[to];
                if !done[to] && length < distance[to] {
                    if distance[to] == i64::MAX {
                        touched.push(to);
                    }
                    distance[to] = length;
                    came_from[to] = node;
                    heap.push(Reverse((length, to)));
                }
            }
            let (length, to) = loop {
                // A left node's own right node is always in reach, so the heap never runs dry before a free node is
                // found.
                let Some(Reverse((length, to))) = heap.pop() else { return held };
                if !done[to] && length == distance[to] {
                    break (length, to);
                }
            };
            match holder[to] {
                None => break (to, length),
                Some(next) => {
                    done[to] = true;
                    closed.push(to);
                    (node, so_far) = (next, length);
                }
            }
        };
        left_price[start] += shortest;
        for &to in &closed {
            let gain = shortest - distance[to];
            right_price[to] -= gain;
            if let Some(of) = holder[to] {
                left_price[of] += gain;
            }
        }
        let mut to = end;
        loop {
            let from = came_from[to];
            let before = held[from].replace(to);
            holder[to] = Some(from);
            match before {
                Some(next) if from != start => to = next,
                _ => break,
            }
        }
        for to in touched {
            (distance[to], done[to]) = (i64::MAX, false);
        }
    }
    held.into_iter().map(|to| to.filter(|&to| to < right)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn worth(edges: &Edges, assigned: &[Option<usize>]) -> i64 {
        let pairs = assigned.iter().enumerate().filter_map(|(from, to)| to.map(|to| (from, to)));
        pairs
            .map(|(from, to)| {
                edges[from].iter().filter(|edge| edge.0 == to).map(|edge| edge.1).max().unwrap_or(i64::MIN / 4)
            })
            .sum()
    }

    /// The most that any assignment is worth, by trying all.
    fn best(edges: &Edges, from: usize, used: &mut Vec<bool>) -> i64 {
        if from == edges.len() {
            return 0;
        }
        let mut most = best(edges, from + 1, used);
        for &(to, worth) in &edges[from] {
            if !used[to] {
                used[to] = true;
                most = most.max(worth + best(edges, from + 1, used));
                used[to] = false;
            }
        }
        most
    }

    #[test]
    fn the_whole_counts_not_the_first() {
        let edges = vec![vec![(0, 10), (1, 9)], vec![(0, 9)]];
        assert_eq!(assign(&edges, 2), [Some(1), Some(0)]);
    }

    #[test]
    fn a_node_may_stay_single() {
        assert_eq!(assign(&vec![vec![(0, 5)], vec![(0, 7)], vec![]], 1), [None, Some(0), None]);
    }

    proptest! {
        #[test]
        fn none_is_better(table in proptest::collection::vec(proptest::collection::vec((0usize..5, 1i64..50), 0..5), 0..6)) {
            let assigned = assign(&table, 5);
            let mut taken: Vec<_> = assigned.iter().flatten().collect();
            taken.sort();
            taken.dedup();
            prop_assert_eq!(taken.len(), assigned.iter().flatten().count());
            prop_assert_eq!(worth(&table, &assigned), best(&table, 0, &mut vec![false; 5]));
        }
    }
}
