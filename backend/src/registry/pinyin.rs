//! Pinyin of names, for search: `鑫源` → `xinyuan`, `xy`.

use pinyin::ToPinyin;

/// Readings that a single character's first one gets wrong in names of firms.
const PHRASES: [(&str, &[&str]); 12] = [
    ("银行", &["yin", "hang"]),
    ("商行", &["shang", "hang"]),
    ("车行", &["che", "hang"]),
    ("分行", &["fen", "hang"]),
    ("支行", &["zhi", "hang"]),
    ("行业", &["hang", "ye"]),
    ("长城", &["chang", "cheng"]),
    ("长江", &["chang", "jiang"]),
    ("长安", &["chang", "an"]),
    ("重庆", &["chong", "qing"]),
    ("音乐", &["yin", "yue"]),
    ("乐器", &["yue", "qi"]),
];

/// Full spelling and initials; letters and digits stay, anything else goes.
pub fn spell(name: &str) -> (String, String) {
    let (mut full, mut initials) = (String::new(), String::new());
    let mut rest = name;
    while let Some(character) = rest.chars().next() {
        if let Some((phrase, syllables)) = PHRASES.iter().find(|(phrase, _)| rest.starts_with(phrase)) {
            for syllable in *syllables {
                full.push_str(syllable);
                initials.extend(syllable.chars().next());
            }
            rest = &rest[phrase.len()..];
            continue;
        }
        if let Some(syllable) = character.to_pinyin() {
            let plain = syllable.plain();
            full.push_str(&plain.replace('ü', "v"));
            initials.extend(plain.chars().next().map(|letter| if letter == 'ü' { 'v' } else { letter }));
        } else if character.is_ascii_alphanumeric() {
            full.extend(character.to_lowercase());
            initials.extend(character.to_lowercase());
        }
        rest = &rest[character.len_utf8()..];
    }
    (full, initials)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(spell("舞钢市鑫源(A)店"), ("wugangshixinyuanadian".into(), "wgsxyad".into()));
        assert_eq!(spell("长城车行").1, "ccch");
        assert_eq!(spell("绿源").0, "lvyuan");
    }
}
