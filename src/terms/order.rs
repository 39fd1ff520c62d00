use std::cmp::Ordering;

/// Sorting by one routine for all types. The standard library's sort is written out anew for every type and every way to
/// compare: in the wasm it weighed 190 kB.
pub trait Order<T> {
    /// Puts a list in order; what compares equal stays as it stood.
    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);

    /// Puts a list in its own order.
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

impl<T> Order<T> for [T] {
    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let order = merged(self.len(), &|a, b| compare(&self[a], &self[b]) != Ordering::Greater);
        for at in 0..order.len() {
            // What stood there may have been moved to where something else came from.
            let mut from = order[at];
            while from < at {
                from = order[from];
            }
            self.swap(at, from);
        }
    }
}

/// Lists up to this length are put in order by insertion, longer ones by merging pieces of it.
const PIECE: usize = 8;

/// The places of a list in order.
fn merged(count: usize, in_order: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    for piece in order.chunks_mut(PIECE) {
        for at in 1..piece.len() {
            let mut to = at;
            while to > 0 && !in_order(piece[to - 1], piece[to]) {
                piece.swap(to - 1, to);
                to -= 1;
            }
        }
    }
    let mut run = PIECE;
    while run < count {
        let mut next = Vec::with_capacity(count);
        for pair in order.chunks(2 * run) {
            let (mut left, mut right) = pair.split_at(run.min(pair.len()));
            while let (Some((a, rest)), Some((b, others))) = (left.split_first(), right.split_first()) {
                if in_order(*a, *b) {
                    next.push(*a);
                    left = rest;
                } else {
                    next.push(*b);
                    right = others;
                }
            }
            next.extend_from_slice(left);
            next.extend_from_slice(right);
        }
        order = next;
        run *= 2;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::Order;

    #[test]
    fn it_sorts_as_the_standard_library_does_and_keeps_equals_apart() {
        for count in [0_u64, 1, 2, 3, 7, 8, 100, 257] {
            let list: Vec<(u64, u64)> =
                (0..count).map(|at| (at.wrapping_mul(2_654_435_761) % 13, at)).collect();
            let (mut ours, mut theirs) = (list.clone(), list);
            ours.order_by(|a, b| b.0.cmp(&a.0));
            theirs.sort_by_key(|row| std::cmp::Reverse(row.0));
            assert_eq!(ours, theirs);
            ours.order();
            theirs.sort();
            assert_eq!(ours, theirs);
        }
    }
}
