//! The fonts of the machine: looked through once, read when a paper needs them.

use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// A family of the first choice for each voice of a paper, best first: what an office may have bought, then
/// what is free. The last of each is the one that is installed with us and holds most characters.
pub const BODY: [&str; 7] = [
    "FZFangSong-Z02S",
    "FangSong_GB2312",
    "FangSong",
    "STFangsong",
    "FandolFang R",
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
];
/// Titles (小标宋).
pub const TITLE: [&str; 4] =
    ["FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "Noto Serif CJK SC", "Noto Sans CJK SC"];
/// Headings of the first level and annex marks (黑体).
pub const HEADING: [&str; 4] = ["SimHei", "FandolHei", "Noto Sans CJK SC", "Noto Serif CJK SC"];
/// Headings of the second level (楷体).
pub const SECOND: [&str; 6] =
    ["KaiTi_GB2312", "KaiTi", "STKaiti", "FandolKai R", "Noto Serif CJK SC", "Noto Sans CJK SC"];

/// Deepest folder that is looked into.
const DEEPEST: usize = 6;

/// The fonts that were found.
pub struct Fonts {
    book: LazyHash<FontBook>,
    places: Vec<Place>,
}

/// Where a font is.
struct Place {
    path: PathBuf,
    index: u32,
}

impl Fonts {
    /// Looks through folders; a file that is no font, or cannot be read, is passed over.
    pub fn find(folders: &[PathBuf]) -> Self {
        let mut files = Vec::new();
        for folder in folders {
            collect(folder, DEEPEST, &mut files);
        }
        files.sort();
        files.dedup();
        let (mut book, mut places) = (FontBook::new(), Vec::new());
        for path in files {
            let Ok(bytes) = std::fs::read(&path).map(Bytes::new) else { continue };
            for index in 0..ttf_parser::fonts_in_collection(&bytes).unwrap_or(1) {
                // Cheap, before the font is read whole.
                if !ttf_parser::Face::parse(&bytes, index).is_ok_and(|face| !is_for_elsewhere(&face)) {
                    continue;
                }
                if let Some(font) = Font::new(bytes.clone(), index) {
                    book.push(font.info().clone());
                    places.push(Place { path: path.clone(), index });
                }
            }
        }
        Self { book: LazyHash::new(book), places }
    }

    /// Whether a family with Chinese characters is there at all.
    pub fn can_chinese(&self) -> bool {
        self.holds('中') && self.holds('国') && self.holds('，')
    }

    /// Whether any font holds a character.
    pub fn holds(&self, character: char) -> bool {
        (0..self.places.len())
            .filter_map(|index| self.book.info(index))
            .any(|info| info.coverage.contains(u32::from(character)))
    }

    /// Those of some families that are there.
    pub(crate) fn known<'a>(&self, families: &[&'a str]) -> Vec<&'a str> {
        families.iter().copied().filter(|family| self.book.contains_family(&family.to_lowercase())).collect()
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// Reads a font. Papers are rare and these files large: nothing is kept between them.
    pub(crate) fn read(&self, index: usize) -> Option<Font> {
        let place = self.places.get(index)?;
        let bytes = std::fs::read(&place.path).ok()?;
        Font::new(Bytes::new(bytes), place.index)
    }
}

/// Collections hold the same font for several places, with their ways to write a character; ours is the
/// mainland's. Those for fixed width are for programs.
fn is_for_elsewhere(face: &ttf_parser::Face<'_>) -> bool {
    let families = face.names().into_iter().filter(|name| {
        name.name_id == ttf_parser::name_id::FAMILY || name.name_id == ttf_parser::name_id::TYPOGRAPHIC_FAMILY
    });
    families
        .filter_map(|name| name.to_string())
        .any(|family| family.contains(" CJK ") && (!family.contains(" CJK SC") || family.contains(" Mono")))
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let ending = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
        if path.is_dir() {
            if depth > 0 {
                collect(&path, depth - 1, files);
            }
        } else if ending.is_some_and(|ending| ["ttf", "ttc", "otf", "otc"].iter().any(|one| ending == *one)) {
            files.push(path);
        }
    }
}

/// Where systems keep their fonts.
pub fn usual_folders() -> Vec<PathBuf> {
    [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/Library/Fonts",
        "/System/Library/Fonts",
        "C:\\Windows\\Fonts",
    ]
    .iter()
    .map(PathBuf::from)
    .collect()
}
