//! All nodes of a Merkle tree, where many proofs of one frame are asked for.

use super::hash::{Digest, HashAlgorithm};
use super::merkle::{InclusionProof, node_hash};

/// A tree with every node kept: a proof costs no hash.
#[derive(Debug, Clone)]
pub struct ProofTree {
    /// From the leaves up; the last level is the root.
    levels: Vec<Vec<Digest>>,
}

impl ProofTree {
    /// Over hashes of leaves. A node without a neighbour moves up as it is, which gives the tree of
    /// RFC 9162: its right part is the smaller one at every split.
    pub fn new(hash: HashAlgorithm, leaves: Vec<Digest>) -> Self {
        let mut levels = Vec::new();
        let mut level = leaves;
        while level.len() > 1 {
            let above = level.chunks(2).map(|pair| match pair {
                [left, right] => node_hash(hash, left, right),
                alone => alone[0],
            });
            let above = above.collect();
            levels.push(std::mem::replace(&mut level, above));
        }
        levels.push(level);
        Self { levels }
    }

    /// The root; nothing for no leaves.
    pub fn root(&self) -> Option<&Digest> {
        self.levels.last().and_then(|level| level.first())
    }

    /// The path of leaf `index` to the root; `None` if there is no such leaf.
    pub fn proof(&self, index: usize) -> Option<InclusionProof> {
        self.levels[0].get(index)?;
        let (mut path, mut at) = (Vec::new(), index);
        for level in &self.levels[..self.levels.len() - 1] {
            path.extend(level.get(at ^ 1).copied());
            at /= 2;
        }
        Some(InclusionProof { index: u64::try_from(index).ok()?, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::MerkleTree;
    use crate::draw::merkle::inclusion_proof;

    #[test]
    fn every_proof_is_the_one_of_the_definition() {
        let hash = HashAlgorithm::Sha256;
        for count in 0..70_usize {
            let leaves: Vec<Digest> = (0..count).map(|leaf| hash.hash(&[&leaf.to_be_bytes()])).collect();
            let mut stream = MerkleTree::new(hash);
            leaves.iter().for_each(|leaf| stream.push(*leaf));
            let tree = ProofTree::new(hash, leaves.clone());
            assert_eq!(tree.root().copied(), (count > 0).then(|| stream.root()));
            for index in 0..=count {
                assert_eq!(tree.proof(index), inclusion_proof(hash, &leaves, index));
            }
        }
    }
}
