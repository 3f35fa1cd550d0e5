//! Work on all cores of a server, and on the one of a browser; the answer is the same.

use std::cmp::Ordering;
use std::ops::Range;

/// What `work` says of each run of `chunk` numbers below `count`, in order.
pub fn by_chunks<T: Send>(
    count: usize,
    chunk: usize,
    work: impl Fn(Range<usize>) -> T + Sync + Send,
) -> Vec<T> {
    let part = |index: usize| work(index * chunk..((index + 1) * chunk).min(count));
    let parts = count.div_ceil(chunk);
    #[cfg(feature = "parallel")]
    if parts > 1 {
        use rayon::iter::{IntoParallelIterator, ParallelIterator};
        return (0..parts).into_par_iter().map(part).collect();
    }
    (0..parts).map(part).collect()
}

/// Runs after which progress is told.
const TOLD: usize = 32;

/// The same, telling every few runs how many of how many numbers are done.
pub fn by_chunks_watched<T: Send>(
    count: usize,
    chunk: usize,
    work: impl Fn(Range<usize>) -> T + Sync + Send,
    tell: &mut dyn FnMut(u64, u64),
) -> Vec<T> {
    let mut done = Vec::with_capacity(count.div_ceil(chunk));
    for start in (0..count).step_by(chunk * TOLD) {
        tell(start as u64, count as u64);
        let length = (count - start).min(chunk * TOLD);
        done.extend(by_chunks(length, chunk, |part| work(start + part.start..start + part.end)));
    }
    done
}

/// Fills `out` run by run of `chunk` places; `work` is told the first place of its run.
pub fn fill<T: Send>(out: &mut [T], chunk: usize, work: impl Fn(usize, &mut [T]) + Sync + Send) {
    #[cfg(feature = "parallel")]
    if out.len() > chunk {
        use rayon::iter::{IndexedParallelIterator, ParallelIterator};
        use rayon::slice::ParallelSliceMut;
        out.par_chunks_mut(chunk).enumerate().for_each(|(index, part)| work(index * chunk, part));
        return;
    }
    out.chunks_mut(chunk).enumerate().for_each(|(index, part)| work(index * chunk, part));
}

/// Sorts in place; equal items may change places.
pub fn sort<T: Send>(items: &mut [T], order: impl Fn(&T, &T) -> Ordering + Sync) {
    #[cfg(feature = "parallel")]
    if items.len() > 10_000 {
        use rayon::slice::ParallelSliceMut;
        return items.par_sort_unstable_by(order);
    }
    items.sort_unstable_by(order);
}
