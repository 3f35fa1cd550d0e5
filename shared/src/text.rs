//! Text as people type it → text as we compare it.

/// Full-width ASCII and the ideographic space become their narrow forms.
pub fn narrow(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        other => other,
    }
}

/// The form in which names are compared and searched: narrow, upper-case, without any white space or
/// separators that people leave out (`·`, quotes), with one kind of bracket.
pub fn normalise_name(name: &str) -> String {
    name.chars()
        .map(narrow)
        .filter_map(|character| match character {
            '〔' | '［' | '[' | '【' => Some('('),
            '〕' | '］' | ']' | '】' => Some(')'),
            '·' | '•' | '“' | '”' | '"' | '\'' | '‘' | '’' => None,
            other if other.is_whitespace() || other.is_control() => None,
            other => Some(other),
        })
        .flat_map(char::to_uppercase)
        .collect()
}

/// Overlapping pairs of characters of a normalised text; a single character stands alone.
///
/// Chinese words have no spaces and two characters are the shortest useful query, so the search index
/// is built of these pairs (measured against trigram indexes in `docs/adr/0005-name-search.md`).
pub fn bigrams(normalised: &str) -> Vec<String> {
    let characters: Vec<char> = normalised.chars().collect();
    if characters.len() < 2 {
        return characters.iter().map(char::to_string).collect();
    }
    characters.windows(2).map(|pair| pair.iter().collect()).collect()
}

/// Shortens to at most `limit` characters (not bytes).
pub fn truncate(text: &str, limit: usize) -> String {
    text.chars().take(limit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_compare_equal_however_typed() {
        let one = normalise_name("舞钢市（鑫源）Ａ·店 ");
        let two = normalise_name("舞钢市(鑫源)a店");
        assert_eq!(one, two);
    }

    #[test]
    fn bigrams_overlap() {
        assert_eq!(bigrams("鑫源泰"), ["鑫源", "源泰"]);
        assert_eq!(bigrams("鑫"), ["鑫"]);
        assert!(bigrams("").is_empty());
    }
}
