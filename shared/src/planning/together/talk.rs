//! What a comment on a plan must satisfy.

use crate::ErrorCode;

/// Longest comment, in characters.
pub const LONGEST_COMMENT: usize = 1000;
/// Most departments and people a comment may mention.
pub const MOST_MENTIONS: usize = 20;

/// What is wrong with a comment, and in which field of its form.
pub fn check_comment(text: &str, mentions: usize) -> Vec<(ErrorCode, &'static str)> {
    let mut problems = Vec::new();
    match text.trim().chars().count() {
        0 => problems.push((ErrorCode::Required, "text")),
        1..=LONGEST_COMMENT => {}
        _ => problems.push((ErrorCode::TooLong, "text")),
    }
    if mentions > MOST_MENTIONS {
        problems.push((ErrorCode::OutOfRange, "mentions"));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_says_something_and_not_too_much() {
        assert_eq!(check_comment(" \n", 0), [(ErrorCode::Required, "text")]);
        assert!(check_comment(&"字".repeat(LONGEST_COMMENT), MOST_MENTIONS).is_empty());
        let both = check_comment(&"字".repeat(LONGEST_COMMENT + 1), MOST_MENTIONS + 1);
        assert_eq!(both, [(ErrorCode::TooLong, "text"), (ErrorCode::OutOfRange, "mentions")]);
    }
}
