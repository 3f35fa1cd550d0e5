//! The unified social credit code (统一社会信用代码), GB 32100-2015.

use serde::{Deserialize, Serialize};

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// 3^(i−1) mod 31 for positions 1 to 17.
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

coded_enum! {
    /// Why a text is not a valid credit code.
    pub enum UsccProblem {
        Length = "LENGTH" ("信用代码应为 18 位", "a credit code has 18 characters"),
        Character = "CHARACTER" ("信用代码含有不允许的字符（I、O、S、V、Z 及符号不用）", "the credit code has a character outside its alphabet (I, O, S, V, Z and signs are not used)"),
        Division = "DIVISION" ("信用代码第 3 至 8 位应为数字（登记管理机关行政区划码）", "characters 3 to 8 of a credit code are digits (division of the registering authority)"),
        CheckDigit = "CHECK_DIGIT" ("该信用代码校验位不符", "the credit code's check digit does not match"),
    }
}

/// A credit code whose check digit is right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Uscc(String);

impl Uscc {
    /// Reads a code; white space around it and full-width or lower-case letters are forgiven, because
    /// people paste them, but nothing is corrected.
    pub fn parse(text: &str) -> Result<Self, UsccProblem> {
        let text = clean(text);
        check(&text)?;
        Ok(Self(text))
    }

    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Uscc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Uscc {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).map_err(|problem| problem.label(crate::Lang::En).to_owned())
    }
}

impl From<Uscc> for String {
    fn from(code: Uscc) -> Self {
        code.0
    }
}

/// Trims, narrows full-width forms and upper-cases.
pub fn clean(text: &str) -> String {
    text.trim().chars().map(crate::text::narrow).collect::<String>().to_uppercase()
}

/// Checks the form and the check digit of an already cleaned code.
pub fn check(text: &str) -> Result<(), UsccProblem> {
    let bytes = text.as_bytes();
    if text.chars().count() != 18 {
        return Err(UsccProblem::Length);
    }
    if bytes.iter().any(|byte| value(*byte).is_none()) {
        return Err(UsccProblem::Character);
    }
    if !bytes[2..8].iter().all(u8::is_ascii_digit) {
        return Err(UsccProblem::Division);
    }
    if check_character(&text[..17]) == Some(char::from(bytes[17])) {
        Ok(())
    } else {
        Err(UsccProblem::CheckDigit)
    }
}

/// The 18th character for the first 17: (31 − Σ cᵢ·wᵢ mod 31) mod 31. The outer `mod` matters for one
/// code in 31.
pub fn check_character(first_17: &str) -> Option<char> {
    let bytes = first_17.as_bytes();
    if bytes.len() != 17 {
        return None;
    }
    let mut sum = 0;
    for (byte, weight) in bytes.iter().zip(WEIGHTS) {
        sum += value(*byte)? * weight;
    }
    Some(char::from(ALPHABET[((31 - sum % 31) % 31) as usize]))
}

fn value(byte: u8) -> Option<u32> {
    ALPHABET.iter().position(|known| *known == byte).and_then(|index| u32::try_from(index).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn real_and_tricky_codes() {
        for good in [
            "91350100M000100Y43",
            "91110108551385082Q",
            "91310000631696382C",
            // remainder 0: fails where the outer mod is forgotten
            "91410481MAR63F0WT0",
            "91410481MAAE4KXFY0",
            "N2410481MF12345676",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        assert_eq!(check("91310115MA1H8R7C6D"), Err(UsccProblem::CheckDigit));
        assert_eq!(check("9131"), Err(UsccProblem::Length));
        assert_eq!(check("91310115MA1H8R7CI6"), Err(UsccProblem::Character));
        assert_eq!(check("9131A115MA1H8R7C6D"), Err(UsccProblem::Division));
        assert_eq!(check("９１３５０１００Ｍ０００１００Ｙ４３"), Err(UsccProblem::Character));
    }

    #[test]
    fn pasted_forms_are_read() {
        assert_eq!(Uscc::parse(" 91350100m000100y43\t").unwrap().as_str(), "91350100M000100Y43");
        assert_eq!(
            Uscc::parse("９１３５０１００Ｍ０００１００Ｙ４３").unwrap().as_str(),
            "91350100M000100Y43"
        );
    }

    fn code() -> impl Strategy<Value = String> {
        ("[1-9ANY][0-9A-HJ-NP-RTUWXY][0-9]{6}[0-9A-HJ-NP-RTUWXY]{9}").prop_map(|first| {
            let check = check_character(&first).unwrap();
            format!("{first}{check}")
        })
    }

    proptest! {
        #[test]
        fn any_single_change_is_noticed(code in code(), position in 0usize..18, other in 0usize..31) {
            prop_assert_eq!(check(&code), Ok(()));
            let mut bytes = code.into_bytes();
            prop_assume!(bytes[position] != ALPHABET[other]);
            bytes[position] = ALPHABET[other];
            prop_assert!(check(std::str::from_utf8(&bytes).unwrap()).is_err());
        }

        #[test]
        fn any_text_is_survived(text in "\\PC{0,40}") {
            let _ = Uscc::parse(&text);
        }
    }
}
