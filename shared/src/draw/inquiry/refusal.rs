//! Files that are no bundle: why, in words that say what to do.

use serde_json::error::Category;

use super::super::bundle::Bundle;
use super::super::canonical::{StrictValue, canonical_json};

/// Most bytes of a file that is read: a million doors take about a tenth.
pub const LARGEST: u64 = 1 << 29;
/// Deepest nesting of a file that is read; a bundle has seven levels.
pub const DEEPEST: usize = 64;

coded_enum! {
    /// Why a file cannot be read.
    pub enum Refusal {
        Empty = "EMPTY" ("文件是空的。", "The file is empty."),
        TooLarge = "TOO_LARGE" ("文件超过 512 MiB，抽取文件不会这么大。", "The file has more than 512 MiB, which no file of a draw has."),
        NotText = "NOT_TEXT" ("文件不是 UTF-8 文本，可能选错了文件。", "The file is not UTF-8 text; it may be the wrong file."),
        Nested = "NESTED" ("文件的嵌套过深，不是抽取文件。", "The file is nested too deeply to be a file of a draw."),
        Truncated = "TRUNCATED" ("文件不完整，后面少了一截，请重新下载。", "The file is cut off; download it again."),
        NotJson = "NOT_JSON" ("文件不是合规的 JSON 文本。", "The file is not JSON."),
        Ambiguous = "AMBIGUOUS" ("文件中有重名的成员或不是整数的数，一个值只许有一种写法。", "The file names a member twice or has a number that is no integer; a value has one written form."),
        NotCanonical = "NOT_CANONICAL" ("文件被重新排列过或加过空白，不是公布时的写法（RFC 8785）。", "The file was reordered or spaced: it is not in the form it was published in (RFC 8785)."),
        NotABundle = "NOT_A_BUNDLE" ("文件是 JSON，但没有抽取文件应有的成员。", "The file is JSON but does not have the members of a file of a draw."),
    }
}

/// Reads a bundle; what cannot be read says why.
pub(super) fn read(bytes: &[u8]) -> Result<Bundle, Refusal> {
    match refusal_of(bytes) {
        Some(refusal) => Err(refusal),
        None => Bundle::read(bytes).map_err(|_| why(bytes)),
    }
}

/// What is refused before anything is read.
pub fn refusal_of(bytes: &[u8]) -> Option<Refusal> {
    if bytes.is_empty() {
        Some(Refusal::Empty)
    } else if bytes.len() as u64 > LARGEST {
        Some(Refusal::TooLarge)
    } else if depth(bytes) > DEEPEST {
        Some(Refusal::Nested)
    } else {
        None
    }
}

/// How deeply the brackets of a text are nested; those in strings do not count.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut quoted, mut escaped) = (false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Why a text is no bundle, once it is known that it is none.
fn why(bytes: &[u8]) -> Refusal {
    let Ok(text) = std::str::from_utf8(bytes) else { return Refusal::NotText };
    match serde_json::from_str::<StrictValue>(text) {
        Err(error) => match error.classify() {
            Category::Eof => Refusal::Truncated,
            Category::Data => Refusal::Ambiguous,
            Category::Syntax | Category::Io => Refusal::NotJson,
        },
        Ok(StrictValue(value)) if value.get("format").is_some() && canonical_json(&value) != text => {
            Refusal::NotCanonical
        }
        Ok(_) => Refusal::NotABundle,
    }
}
