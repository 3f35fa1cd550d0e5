//! What has to be known of the compiled module to gather its chunks: functions, names, references.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::ops::Range;

use wasmparser::{
    KnownCustom, Linking, Name, Parser, Payload, RelocAddendKind, RelocationEntry, RelocationType,
    SymbolInfo, TypeRef,
};

/// A reference as relocations know it: a symbol, and as what it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    symbol: u32,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// A function that is called.
    Call,
    /// A function by its place in the table.
    Table,
    /// A piece of data.
    Data,
}

/// A piece of data with a symbol.
pub struct Datum {
    symbol: u32,
    /// Within the data section's content.
    place: Range<u64>,
}

/// A compiled module with its relocations.
pub struct Module<'a> {
    bytes: &'a [u8],
    /// Bodies of the functions defined here, within the code section's content.
    bodies: Vec<Range<u64>>,
    imported: u32,
    names: BTreeMap<&'a str, Vec<u32>>,
    /// Function → its symbol.
    symbols: BTreeMap<u32, u32>,
    /// Symbol → function.
    functions: BTreeMap<u32, u32>,
    /// Pieces of data by place.
    data: Vec<Datum>,
    /// Symbol → its index in `data`.
    datum: BTreeMap<u32, usize>,
    code: Relocations,
    data_relocations: Vec<RelocationEntry>,
}

/// `reloc.CODE`.
#[derive(Default)]
struct Relocations {
    /// Where it stands in the file, with its header.
    place: Range<usize>,
    section: u32,
    entries: Vec<RelocationEntry>,
}

impl<'a> Module<'a> {
    /// Reads a module that was linked with `--emit-relocs`.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Box<dyn Error>> {
        let mut module = Self {
            bytes,
            bodies: Vec::new(),
            imported: 0,
            names: BTreeMap::new(),
            symbols: BTreeMap::new(),
            functions: BTreeMap::new(),
            data: Vec::new(),
            datum: BTreeMap::new(),
            code: Relocations::default(),
            data_relocations: Vec::new(),
        };
        let mut segments = Vec::new();
        let mut code_start = 0;
        let mut section_start = 8;
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            match &payload {
                Payload::ImportSection(imports) => {
                    for import in imports.clone().into_imports() {
                        module.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::DataSection(data) => {
                    for segment in data.clone() {
                        let segment = segment?;
                        segments.push(segment.range.end - segment.data.len() as u64 - data.range().start);
                    }
                }
                Payload::CodeSectionStart { range, .. } => code_start = range.start,
                Payload::CodeSectionEntry(body) => {
                    let range = body.range();
                    module.bodies.push(range.start - code_start..range.end - code_start);
                }
                Payload::CustomSection(custom) => match custom.as_known() {
                    KnownCustom::Name(names) => module.read_names(names)?,
                    KnownCustom::Linking(linking) => {
                        for part in linking.subsections() {
                            module.read_symbols(part?, &segments)?;
                        }
                    }
                    KnownCustom::Reloc(relocations) => {
                        let entries = relocations.entries().into_iter().collect::<Result<Vec<_>, _>>()?;
                        if custom.name() == "reloc.CODE" {
                            let end = usize::try_from(custom.range().end)?;
                            let section = relocations.section_index();
                            module.code = Relocations { place: section_start..end, section, entries };
                        } else if custom.name() == "reloc.DATA" {
                            module.data_relocations = entries;
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
            if let Some((_, range)) = payload.as_section() {
                section_start = usize::try_from(range.end)?;
            }
        }
        // In the order of the splitter, which sorts them by place (see the test below).
        module.code.entries.sort_by_key(|entry| entry.offset);
        module.data.sort_by_key(|datum| (datum.place.start, std::cmp::Reverse(datum.place.end)));
        module.datum = module.data.iter().enumerate().map(|(index, datum)| (datum.symbol, index)).collect();
        Ok(module)
    }

    fn read_names(&mut self, names: wasmparser::NameSectionReader<'a>) -> Result<(), Box<dyn Error>> {
        for part in names {
            if let Name::Function(functions) = part? {
                for naming in functions {
                    let naming = naming?;
                    self.names.entry(naming.name).or_default().push(naming.index);
                }
            }
        }
        Ok(())
    }

    fn read_symbols(&mut self, linking: Linking<'a>, segments: &[u64]) -> Result<(), Box<dyn Error>> {
        let Linking::SymbolTable(symbols) = linking else { return Ok(()) };
        for (symbol, info) in symbols.into_iter().enumerate() {
            let symbol = u32::try_from(symbol)?;
            match info? {
                SymbolInfo::Func { index, .. } => {
                    self.symbols.entry(index).or_insert(symbol);
                    self.functions.insert(symbol, index);
                }
                SymbolInfo::Data { symbol: Some(data), .. } if data.size > 0 => {
                    let segment = segments.get(data.index as usize).ok_or("a symbol of no segment")?;
                    let start = segment + u64::from(data.offset);
                    self.data.push(Datum { symbol, place: start..start + u64::from(data.size) });
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The functions of these names.
    pub fn named(&self, names: &[String]) -> Vec<u32> {
        names.iter().filter_map(|name| self.names.get(name.as_str())).flatten().copied().collect()
    }

    /// The function by which a part is entered.
    pub fn root(&self, part: &str) -> Option<u32> {
        let prefix = format!("__wasm_split_00{part}00_export_");
        let split = self.names.iter().find(|(name, _)| name.starts_with(&prefix));
        let found = split.or_else(|| self.names.get_key_value(part))?;
        found.1.first().copied()
    }

    /// The functions among these that others refer to; with them come all.
    pub fn entries(&self, functions: &[u32]) -> BTreeSet<Reference> {
        let own: BTreeSet<u32> = functions.iter().copied().collect();
        let mut found = BTreeSet::new();
        let mut refer = |target: u32, kind: Kind| {
            if let Some(symbol) = self.symbols.get(&target) {
                found.insert(Reference { symbol: *symbol, kind });
            }
        };
        for entry in &self.code.entries {
            let Some(target) = self.functions.get(&entry.index).filter(|target| own.contains(target)) else {
                continue;
            };
            let outside = self.function_at(u64::from(entry.offset)).is_none_or(|from| !own.contains(&from));
            match entry.ty {
                RelocationType::FunctionIndexLeb if outside => refer(*target, Kind::Call),
                RelocationType::TableIndexSleb if outside => refer(*target, Kind::Table),
                _ => {}
            }
        }
        for entry in self.data_relocations.iter().filter(|entry| entry.ty == RelocationType::TableIndexI32) {
            if let Some(target) = self.functions.get(&entry.index).filter(|target| own.contains(target)) {
                refer(*target, Kind::Table);
            }
        }
        found
    }

    /// Pieces of data by who needs them, given who needs each function (`everybody` where nothing is known).
    /// Pieces that overlap belong together.
    pub fn data_users(
        &self,
        functions: &BTreeMap<u32, u64>,
        everybody: u64,
    ) -> BTreeMap<u64, BTreeSet<Reference>> {
        let mut users = vec![0_u64; self.data.len()];
        for entry in &self.code.entries {
            let Some(datum) = self.datum.get(&entry.index) else { continue };
            let from = self.function_at(u64::from(entry.offset));
            users[*datum] |= from.and_then(|from| functions.get(&from)).copied().unwrap_or(everybody);
        }
        let inner: Vec<(usize, usize)> = self
            .data_relocations
            .iter()
            .filter_map(|entry| {
                Some((self.datum_at(u64::from(entry.offset))?, *self.datum.get(&entry.index)?))
            })
            .collect();
        loop {
            let before = users.clone();
            for (from, to) in &inner {
                users[*to] |= users[*from];
            }
            for index in 1..self.data.len() {
                if self.data[index].place.start < self.data[index - 1].place.end {
                    let both = users[index] | users[index - 1];
                    users[index] = both;
                    users[index - 1] = both;
                }
            }
            if before == users {
                break;
            }
        }
        let mut found: BTreeMap<u64, BTreeSet<Reference>> = BTreeMap::new();
        for (datum, users) in self.data.iter().zip(users) {
            found.entry(users).or_default().insert(Reference { symbol: datum.symbol, kind: Kind::Data });
        }
        found
    }

    fn datum_at(&self, offset: u64) -> Option<usize> {
        let after = self.data.partition_point(|datum| datum.place.start <= offset);
        (0..after).rev().take(8).find(|index| self.data[*index].place.contains(&offset))
    }

    fn function_at(&self, offset: u64) -> Option<u32> {
        let index = self.bodies.partition_point(|body| body.end <= offset);
        let body = self.bodies.get(index)?;
        body.contains(&offset).then(|| u32::try_from(index).ok()).flatten().map(|index| self.imported + index)
    }

    /// The module with more references from some functions, each hidden behind a true one.
    pub fn with_references(
        &self,
        wanted: &BTreeMap<u32, BTreeSet<Reference>>,
    ) -> Result<Vec<u8>, Box<dyn Error>> {
        let mut entries = Vec::with_capacity(self.code.entries.len());
        let mut waiting = wanted.clone();
        for entry in &self.code.entries {
            let wide = matches!(
                entry.ty,
                RelocationType::FunctionIndexLeb
                    | RelocationType::TableIndexSleb
                    | RelocationType::MemoryAddrLeb
            );
            if wide
                && let Some(function) = self.function_at(u64::from(entry.offset))
                && let Some(references) = waiting.remove(&function)
            {
                entries.extend(references.into_iter().map(|reference| RelocationEntry {
                    ty: match reference.kind {
                        Kind::Call => RelocationType::FunctionIndexLeb,
                        Kind::Table => RelocationType::TableIndexSleb,
                        Kind::Data => RelocationType::MemoryAddrLeb,
                    },
                    index: reference.symbol,
                    addend: 0,
                    ..*entry
                }));
            }
            entries.push(*entry);
        }
        if let Some(function) = waiting.keys().next() {
            return Err(
                format!("function {function} refers to nothing; a reference cannot be hidden in it").into()
            );
        }
        Ok(self.with_code_relocations(&entries))
    }

    fn with_code_relocations(&self, entries: &[RelocationEntry]) -> Vec<u8> {
        let mut content = Vec::new();
        text("reloc.CODE", &mut content);
        unsigned(self.code.section, &mut content);
        unsigned(u32::try_from(entries.len()).unwrap_or(u32::MAX), &mut content);
        for entry in entries {
            content.push(entry.ty as u8);
            unsigned(entry.offset, &mut content);
            unsigned(entry.index, &mut content);
            if entry.ty.addend_kind() != RelocAddendKind::None {
                signed(entry.addend, &mut content);
            }
        }
        let mut bytes = self.bytes[..self.code.place.start].to_vec();
        bytes.push(0);
        unsigned(u32::try_from(content.len()).unwrap_or(u32::MAX), &mut bytes);
        bytes.extend(content);
        bytes.extend(&self.bytes[self.code.place.end..]);
        bytes
    }
}

/// Names of the functions a module defines.
pub fn defined_names(bytes: &[u8]) -> Result<Vec<String>, Box<dyn Error>> {
    let mut imported = 0;
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CustomSection(custom) => {
                let KnownCustom::Name(names) = custom.as_known() else { continue };
                for part in names {
                    let Name::Function(functions) = part? else { continue };
                    for naming in functions {
                        let naming = naming?;
                        if naming.index >= imported {
                            found.push(naming.name.to_owned());
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

fn text(text: &str, out: &mut Vec<u8>) {
    unsigned(u32::try_from(text.len()).unwrap_or(u32::MAX), out);
    out.extend(text.as_bytes());
}

/// LEB128.
fn unsigned(mut value: u32, out: &mut Vec<u8>) {
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            out.push(byte);
            return;
        }
        out.push(byte | 0x80);
    }
}

/// Signed LEB128.
fn signed(mut value: i64, out: &mut Vec<u8>) {
    loop {
        let byte = u8::try_from(value & 0x7f).unwrap_or(0);
        value >>= 7;
        if (value == 0 && byte & 0x40 == 0) || (value == -1 && byte & 0x40 != 0) {
            out.push(byte);
            return;
        }
        out.push(byte | 0x80);
    }
}

#[cfg(test)]
mod tests {
    /// The splitter sorts relocations by place with an unstable sort. What is hidden before a true one must
    /// stay before it: what is sorted already has to keep its order.
    #[test]
    fn sorted_relocations_keep_their_order() {
        for length in [3_u32, 50, 5_000] {
            let sorted: Vec<(u32, u32)> = (0..length).map(|index| (index / 7, index)).collect();
            let mut again = sorted.clone();
            again.sort_unstable_by_key(|(place, _)| *place);
            assert_eq!(again, sorted);
        }
    }

    #[test]
    fn numbers_are_written_as_the_format_wants_them() {
        let bytes = |value| {
            let mut out = Vec::new();
            super::unsigned(value, &mut out);
            out
        };
        assert_eq!(bytes(624_485), [0xe5, 0x8e, 0x26]);
        assert_eq!(bytes(127), [0x7f]);
        let mut out = Vec::new();
        super::signed(-123_456, &mut out);
        assert_eq!(out, [0xc0, 0xbb, 0x78]);
    }
}
