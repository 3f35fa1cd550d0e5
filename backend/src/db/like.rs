//! `LIKE` with what people type: their `%` and `_` are signs, not wildcards.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{LikeExpr, SimpleExpr};

/// The sign that takes the meaning from the next.
const ESCAPE: char = '\\';

fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '%' | '_' | ESCAPE) {
            out.push(ESCAPE);
        }
        out.push(character);
    }
    out
}

/// The text is somewhere in the column.
pub fn contains(column: impl ColumnTrait, text: &str) -> SimpleExpr {
    column.like(LikeExpr::new(format!("%{}%", literal(text))).escape(ESCAPE))
}

/// The column begins with the text.
pub fn begins_with(column: impl ColumnTrait, text: &str) -> SimpleExpr {
    column.like(LikeExpr::new(format!("{}%", literal(text))).escape(ESCAPE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_are_signs() {
        assert_eq!(literal("50%_店\\"), "50\\%\\_店\\\\");
    }
}
