//! What must not stand in a text that everybody reads: numbers that lead to a person.

use chrono::{Datelike, NaiveDate};

use crate::ErrorCode;
use crate::text::narrow;

/// Weights of the check character of an identity number (GB 11643).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// Check characters by the remainder of the weighted sum.
const CHECKS: &[u8; 11] = b"10X98765432";

/// Telephone and identity numbers in a text, as they stand in it; of whatever width their digits are.
pub fn personal_numbers(text: &str) -> Vec<String> {
    let text: String = text.chars().map(narrow).collect();
    let runs = text.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '-'));
    runs.filter(|run| is_personal(run.trim_matches('-'))).map(str::to_owned).collect()
}

/// A text that becomes public holds none.
///
/// # Errors
/// [`ErrorCode::PersonalData`].
pub fn check_public_text(text: &str) -> Result<(), ErrorCode> {
    if personal_numbers(text).is_empty() { Ok(()) } else { Err(ErrorCode::PersonalData) }
}

fn is_personal(run: &str) -> bool {
    let digits: String = run.chars().filter(|sign| *sign != '-').collect();
    is_mobile(&digits) || is_fixed_line(run) || is_identity(&digits)
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Eleven digits from 13… to 19…, with or without the country.
fn is_mobile(digits: &str) -> bool {
    let own = digits.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(digits);
    let second = own.as_bytes().get(1).copied().unwrap_or_default();
    own.len() == 11 && all_digits(own) && own.starts_with('1') && (b'3'..=b'9').contains(&second)
}

/// An area of three or four digits and a number of seven or eight.
fn is_fixed_line(run: &str) -> bool {
    let Some((area, number)) = run.split_once('-') else { return false };
    let area_fits = (3..=4).contains(&area.len()) && area.starts_with('0') && all_digits(area);
    area_fits && (7..=8).contains(&number.len()) && all_digits(number)
}

/// Seventeen digits with a day of birth, and the check character they ask for.
fn is_identity(run: &str) -> bool {
    let (Some(body), Some(last)) = (run.get(..17), run.get(17..)) else { return false };
    if !all_digits(body) || last.len() != 1 {
        return false;
    }
    let born = body.get(6..14).and_then(|day| NaiveDate::parse_from_str(day, "%Y%m%d").ok());
    let sum: u32 = body.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = CHECKS.get(sum as usize % CHECKS.len()).map(|check| char::from(*check).to_string());
    let fits = check.is_some_and(|check| check == last.to_ascii_uppercase());
    fits && born.is_some_and(|day| (1900..2100).contains(&day.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people_are_found() {
        for (text, number) in [
            ("联系人电话13837512345。", "13837512345"),
            ("致电138-3751-2345", "138-3751-2345"),
            ("8613837512345", "8613837512345"),
            ("座机0375-8123456转2", "0375-8123456"),
            ("证号11010519491231002X，", "11010519491231002X"),
            ("证号１１０１０５１９４９１２３１００２ｘ", "11010519491231002x"),
        ] {
            assert_eq!(personal_numbers(text), [number], "{text}");
            assert_eq!(check_public_text(text), Err(ErrorCode::PersonalData));
        }
    }

    #[test]
    fn numbers_of_things_are_not() {
        for text in [
            "91410481MA3X4E5F6G",
            "914104811234567890",
            "舞市监罚〔2026〕13号",
            "2026-03-30",
            "邮件号1234567890123",
            "12345678901",
            "110105194912310021",
            "110105194913310023",
            "",
        ] {
            assert_eq!(personal_numbers(text), Vec::<String>::new(), "{text}");
            assert_eq!(check_public_text(text), Ok(()));
        }
    }
}
