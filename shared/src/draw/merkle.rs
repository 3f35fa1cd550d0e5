//! The Merkle tree of RFC 9162 §2.1 over already encoded leaves.

use std::ops::Range;

use super::cores;
use super::hash::{Digest, HashAlgorithm};

/// Hash of a leaf: `H(0x00 ‖ leaf)`.
pub fn leaf_hash(hash: HashAlgorithm, leaf: &[&[u8]]) -> Digest {
    match leaf {
        [one] => hash.hash(&[&[0], one]),
        [one, two] => hash.hash(&[&[0], one, two]),
        [one, two, three] => hash.hash(&[&[0], one, two, three]),
        parts => hash.hash(&[&[0], &parts.concat()]),
    }
}

pub(super) fn node_hash(hash: HashAlgorithm, left: &Digest, right: &Digest) -> Digest {
    hash.pair(1, left, right)
}

/// The root over leaves that arrive one by one, in O(log n) memory.
///
/// RFC 9162 splits at the largest power of two smaller than n; adding leaves from the left and joining
/// equal-sized neighbours gives the same tree.
#[derive(Debug, Clone)]
pub struct MerkleTree {
    hash: HashAlgorithm,
    /// Roots of complete subtrees, larger first; a set bit of `count` for each.
    stack: Vec<Digest>,
    count: u64,
}

impl MerkleTree {
    /// The empty tree.
    pub fn new(hash: HashAlgorithm) -> Self {
        Self { hash, stack: Vec::new(), count: 0 }
    }

    /// Adds the hash of the next leaf.
    pub fn push(&mut self, leaf: Digest) {
        let mut node = leaf;
        let mut size = self.count;
        while size & 1 == 1 {
            if let Some(left) = self.stack.pop() {
                node = node_hash(self.hash, &left, &node);
            }
            size >>= 1;
        }
        self.stack.push(node);
        self.count += 1;
    }

    /// How many leaves it has.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The root; of the empty tree `H("")`.
    pub fn root(&self) -> Digest {
        let mut right_to_left = self.stack.iter().rev();
        let Some(last) = right_to_left.next() else {
            return self.hash.hash(&[]);
        };
        right_to_left.fold(*last, |right, left| node_hash(self.hash, left, &right))
    }
}

/// Leaves of a subtree that one core hashes on its own; a power of two.
const SUBTREE: usize = 4096;

/// The root over `count` leaves whose hashes `leaf` tells: subtrees of equal size side by side, then the
/// tree over their roots, which is the same tree because RFC 9162 splits at powers of two. Now and then it
/// tells how many of how many leaves are done.
pub fn parallel_root(
    hash: HashAlgorithm,
    count: usize,
    leaf: impl Fn(usize) -> Digest + Sync,
    tell: &mut dyn FnMut(u64, u64),
) -> Digest {
    let subtree = |chunk: Range<usize>| {
        let mut tree = MerkleTree::new(hash);
        chunk.for_each(|index| tree.push(leaf(index)));
        tree.root()
    };
    root_of(hash, &cores::by_chunks_watched(count, SUBTREE, subtree, tell))
}

/// The path of RFC 9162 §2.1.3 from a leaf to the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InclusionProof {
    /// Position of the leaf, from 0.
    pub index: u64,
    /// Sibling hashes from the leaf upwards.
    pub path: Vec<Digest>,
}

/// The proof that leaf `index` of `leaves` (hashes) is under their root; `None` if there is no such leaf.
pub fn inclusion_proof(hash: HashAlgorithm, leaves: &[Digest], index: usize) -> Option<InclusionProof> {
    leaves.get(index)?;
    let mut path = Vec::new();
    let mut range = leaves;
    let mut position = index;
    // From the root down; the path is wanted from the leaf up.
    while range.len() > 1 {
        let (left, right) = range.split_at(split_point(range.len()));
        if position < left.len() {
            path.push(root_of(hash, right));
            range = left;
        } else {
            path.push(root_of(hash, left));
            position -= left.len();
            range = right;
        }
    }
    path.reverse();
    Some(InclusionProof { index: u64::try_from(index).ok()?, path })
}

/// Checks a proof as RFC 9162 §2.1.3.2 describes.
pub fn verify_inclusion(
    hash: HashAlgorithm,
    leaf: Digest,
    proof: &InclusionProof,
    tree_size: u64,
    root: &Digest,
) -> bool {
    if proof.index >= tree_size {
        return false;
    }
    let (mut node, mut last) = (proof.index, tree_size - 1);
    let mut value = leaf;
    for sibling in &proof.path {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            value = node_hash(hash, sibling, &value);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            value = node_hash(hash, &value, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && value == *root
}

/// Largest power of two smaller than `size` (≥ 2).
fn split_point(size: usize) -> usize {
    1 << (usize::BITS - 1 - (size - 1).leading_zeros())
}

fn root_of(hash: HashAlgorithm, leaves: &[Digest]) -> Digest {
    let mut tree = MerkleTree::new(hash);
    leaves.iter().for_each(|leaf| tree.push(*leaf));
    tree.root()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::hash::to_hex;

    const HASH: HashAlgorithm = HashAlgorithm::Sha256;

    fn leaves(count: usize) -> Vec<Digest> {
        (0..count).map(|index| leaf_hash(HASH, &[format!("leaf {index}").as_bytes()])).collect()
    }

    /// The definition, word for word.
    fn by_definition(leaves: &[Digest]) -> Digest {
        match leaves {
            [] => HASH.hash(&[]),
            [one] => *one,
            more => {
                let (left, right) = more.split_at(split_point(more.len()));
                node_hash(HASH, &by_definition(left), &by_definition(right))
            }
        }
    }

    /// Known roots of the Certificate Transparency reference leaves.
    #[test]
    fn certificate_transparency_vectors() {
        let inputs: [&[u8]; 3] = [b"", &[0], &[0x10]];
        let mut tree = MerkleTree::new(HASH);
        assert_eq!(to_hex(&tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (input, root) in inputs.iter().zip([
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        ]) {
            tree.push(leaf_hash(HASH, &[input]));
            assert_eq!(to_hex(&tree.root()), root);
        }
    }

    #[test]
    fn subtrees_side_by_side_give_the_same_root() {
        let leaves = leaves(4 * SUBTREE + 2);
        for count in [SUBTREE - 1, SUBTREE, SUBTREE + 1, 2 * SUBTREE + 7, 3 * SUBTREE, leaves.len()] {
            assert_eq!(
                parallel_root(HASH, count, |index| leaves[index], &mut |_, _| ()),
                by_definition(&leaves[..count]),
                "{count}"
            );
        }
    }

    #[test]
    fn streaming_equals_definition_and_every_proof_verifies() {
        for count in 0..70 {
            let leaves = leaves(count);
            let root = root_of(HASH, &leaves);
            assert_eq!(root, by_definition(&leaves));
            assert_eq!(root, parallel_root(HASH, count, |index| leaves[index], &mut |_, _| ()));
            for index in 0..count {
                let proof = inclusion_proof(HASH, &leaves, index).unwrap();
                let size = count as u64;
                assert!(verify_inclusion(HASH, leaves[index], &proof, size, &root));
                assert!(
                    !verify_inclusion(HASH, leaves[(index + 1) % count], &proof, size, &root) || count == 1
                );
                let mut wrong = proof.clone();
                wrong.path.push(root);
                assert!(!verify_inclusion(HASH, leaves[index], &wrong, size, &root));
            }
            assert!(inclusion_proof(HASH, &leaves, count).is_none());
        }
    }
}
