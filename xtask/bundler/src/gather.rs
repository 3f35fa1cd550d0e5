//! Fewer chunks. The splitter puts what several parts share into one chunk for each set of parts: with
//! fifteen parts that is some hundreds of files, most of them smaller than what asking for one costs.
//!
//! Here it is decided which sets become one, by what visitors fetch in all: each load of a chunk costs its
//! bytes and [`ASKING`]. The splitter is told by references it takes for real: a part that is to have a
//! function gets a relocation to it, placed before a true one of the same width at the same place, which
//! overwrites it when the module is written. So nothing runs that would not have run before.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use crate::module::{Module, Reference, defined_names};

/// What one more file costs a visitor, in bytes of code before compression: a request, a module's frame,
/// the glue that names it, and what is saved when like things are compressed together.
const ASKING: u64 = 30_000;
/// Parts that are fetched on phones and by passers-by, and how much more a byte counts there.
const LIGHT: ([&str; 3], u64) = (["public_pages", "ceremony_pages", "field_pages"], 12);
/// The main module, which everybody has.
const MAIN: &str = "main";

/// A set of parts, one bit each; the highest stands for the main module.
type Parts = u64;

/// Code that stays together.
struct Chunk {
    parts: Parts,
    bytes: u64,
    functions: Vec<u32>,
    data: BTreeSet<Reference>,
}

/// The module with references that make the splitter gather its chunks as planned; `None` when there is
/// nothing to gain. `parts` names the chunks that each part fetches in the split at `split`.
pub fn gather(
    module: &Module,
    parts: &BTreeMap<String, BTreeSet<String>>,
    split: &Path,
) -> Result<Option<Vec<u8>>, Box<dyn Error>> {
    let names: Vec<&str> = parts.keys().map(String::as_str).chain([MAIN]).collect();
    if names.len() > Parts::BITS as usize {
        return Err(format!("{} parts; {} have room in a set", names.len(), Parts::BITS).into());
    }
    let chunks = chunks(module, parts, split)?;
    let weights: Vec<u64> = parts
        .keys()
        .map(|part| if LIGHT.0.iter().any(|light| part.starts_with(light)) { LIGHT.1 } else { 1 })
        .collect();
    let planned = plan(&chunks, &weights);
    let mut wanted: BTreeMap<u32, BTreeSet<Reference>> = BTreeMap::new();
    for (chunk, planned) in chunks.iter().zip(&planned) {
        let more = planned & !chunk.parts;
        if more == 0 {
            continue;
        }
        let mut entries = module.entries(&chunk.functions);
        entries.extend(&chunk.data);
        for (index, name) in names.iter().enumerate().filter(|(index, _)| more & (1 << index) != 0) {
            let root = module.root(name).ok_or_else(|| format!("part {index}, {name}, has no function"))?;
            wanted.entry(root).or_default().extend(&entries);
        }
    }
    if wanted.is_empty() { Ok(None) } else { Ok(Some(module.with_references(&wanted)?)) }
}

fn chunks(
    module: &Module,
    parts: &BTreeMap<String, BTreeSet<String>>,
    split: &Path,
) -> Result<Vec<Chunk>, Box<dyn Error>> {
    let mut files: BTreeMap<&str, Parts> = BTreeMap::new();
    for (index, own) in parts.values().enumerate() {
        for file in own {
            *files.entry(file).or_default() |= 1 << index;
        }
    }
    let mut chunks = Vec::new();
    let mut users = BTreeMap::new();
    for (file, parts) in files {
        let bytes = std::fs::read(split.join(file))?;
        let functions = module.named(&defined_names(&bytes)?);
        users.extend(functions.iter().map(|function| (*function, parts)));
        if file.starts_with("chunk_") {
            chunks.push(Chunk { parts, bytes: bytes.len() as u64, functions, data: BTreeSet::new() });
        }
    }
    let mut data = module.data_users(&users, Parts::MAX);
    for chunk in &mut chunks {
        chunk.data = data.remove(&chunk.parts).unwrap_or_default();
    }
    Ok(chunks)
}

/// The set of parts each chunk is to belong to: pairs are joined as long as that saves anybody anything in
/// sum. `weights` says how much a byte counts in each part; the main module comes after them.
fn plan(chunks: &[Chunk], weights: &[u64]) -> Vec<Parts> {
    let main: Parts = 1 << weights.len();
    let loads = |parts: Parts| -> u64 {
        let all = parts & main != 0;
        weights
            .iter()
            .enumerate()
            .filter(|(index, _)| all || parts & (1 << index) != 0)
            .map(|(_, one)| one)
            .sum()
    };
    // The main module is there already: joining it costs no request.
    let cost = |parts: Parts, bytes: u64| -> u64 {
        let asking = if parts & main == 0 { ASKING } else { 0 };
        loads(parts) * (bytes + asking)
    };
    let mut groups: Vec<(Parts, u64, Vec<usize>)> =
        chunks.iter().enumerate().map(|(index, chunk)| (chunk.parts, chunk.bytes, vec![index])).collect();
    groups.push((main, 0, Vec::new()));
    loop {
        let mut best: Option<(u64, usize, usize)> = None;
        for (left, (left_parts, left_bytes, _)) in groups.iter().enumerate() {
            for (right, (right_parts, right_bytes, _)) in groups.iter().enumerate().skip(left + 1) {
                let before = cost(*left_parts, *left_bytes) + cost(*right_parts, *right_bytes);
                let after = cost(left_parts | right_parts, left_bytes + right_bytes);
                let gain = before.saturating_sub(after);
                if gain > best.map_or(0, |(most, ..)| most) {
                    best = Some((gain, left, right));
                }
            }
        }
        let Some((_, left, right)) = best else { break };
        let (parts, bytes, members) = groups.swap_remove(right);
        let group = &mut groups[left];
        group.0 |= parts;
        group.1 += bytes;
        group.2.extend(members);
    }
    let mut planned: Vec<Parts> = chunks.iter().map(|chunk| chunk.parts).collect();
    for (parts, _, members) in groups {
        for member in members {
            // Who has the main module has all.
            planned[member] = if parts & main == 0 { parts } else { main | chunks[member].parts };
        }
    }
    planned
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(parts: Parts, bytes: u64) -> Chunk {
        Chunk { parts, bytes, functions: Vec::new(), data: BTreeSet::new() }
    }

    #[test]
    fn small_chunks_are_joined_and_large_ones_stay_with_those_who_need_them() {
        let chunks = [chunk(0b0011, 400), chunk(0b0111, 300), chunk(0b1100, 90_000), chunk(0b0011, 80_000)];
        let planned = plan(&chunks, &[1; 4]);
        assert_eq!(planned[2], 0b1100);
        assert_eq!(planned[3], 0b0011);
        assert_eq!(planned[0], planned[3], "a small one travels with a large one of the same visitors");
    }

    #[test]
    fn what_nearly_everybody_needs_goes_to_the_main_module() {
        let planned = plan(&[chunk(0b0111, 2_000), chunk(0b1111, 50_000)], &[1; 4]);
        assert_eq!(planned, [0b1_0111, 0b1_1111]);
    }
}
