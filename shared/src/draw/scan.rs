//! Is a text in the form of RFC 8785? Told in one pass over its bytes, without building anything and
//! without recursion, so that neither the size nor the nesting of a hostile file costs more than reading it.

use std::cmp::Ordering;

/// Deepest nesting of a published file; ours has ten levels.
pub const DEEPEST: usize = 32;

/// Where a text leaves the canonical form, in bytes from its beginning, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{why} at byte {at}")]
pub struct NotCanonical {
    at: usize,
    why: &'static str,
}

/// An array, or an object with the last name in it.
enum Open<'a> {
    Array,
    Object(Option<&'a str>),
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    open: Vec<Open<'a>>,
}

/// Whether the text is one value in canonical form, of strings, integers and nesting.
pub fn check_canonical(text: &str) -> Result<(), NotCanonical> {
    let mut scanner = Scanner { text, at: 0, open: Vec::new() };
    loop {
        let closed = scanner.value()?;
        if closed && scanner.close()? {
            break;
        }
    }
    if scanner.at == text.len() { Ok(()) } else { Err(scanner.fault("something follows")) }
}

impl<'a> Scanner<'a> {
    fn fault(&self, why: &'static str) -> NotCanonical {
        NotCanonical { at: self.at, why }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Reads a value, or the beginning of one that is not empty; tells whether it is complete.
    fn value(&mut self) -> Result<bool, NotCanonical> {
        match self.peek() {
            Some(b'"') => self.string().map(|_| true),
            Some(b'-' | b'0'..=b'9') => self.integer().map(|()| true),
            Some(b'[') => {
                self.at += 1;
                if self.take(b']') {
                    return Ok(true);
                }
                self.push(Open::Array)
            }
            Some(b'{') => {
                self.at += 1;
                if self.take(b'}') {
                    return Ok(true);
                }
                self.push(Open::Object(None))?;
                self.name().map(|()| false)
            }
            _ => ["null", "true", "false"]
                .into_iter()
                .find(|word| self.text.as_bytes()[self.at..].starts_with(word.as_bytes()))
                .map(|word| {
                    self.at += word.len();
                    true
                })
                .ok_or_else(|| self.fault("there is no value")),
        }
    }

    fn push(&mut self, open: Open<'a>) -> Result<bool, NotCanonical> {
        if self.open.len() == DEEPEST {
            return Err(self.fault("it is nested too deeply"));
        }
        self.open.push(open);
        Ok(false)
    }

    /// What comes after a value: closes what ends here; tells whether everything is closed.
    fn close(&mut self) -> Result<bool, NotCanonical> {
        loop {
            let (end, object) = match self.open.last() {
                None => return Ok(true),
                Some(Open::Array) => (b']', false),
                Some(Open::Object(_)) => (b'}', true),
            };
            if self.take(b',') {
                if object {
                    self.name()?;
                }
                return Ok(false);
            }
            if !self.take(end) {
                return Err(self.fault("there is neither a comma nor an end"));
            }
            self.open.pop();
        }
    }

    fn name(&mut self) -> Result<(), NotCanonical> {
        let start = self.at;
        let name = self.string()?;
        if let Some(Open::Object(last)) = self.open.last_mut() {
            if last.is_some_and(|last| order(last, name) != Ordering::Less) {
                return Err(NotCanonical { at: start, why: "a name is out of order or there twice" });
            }
            *last = Some(name);
        }
        if self.take(b':') { Ok(()) } else { Err(self.fault("there is no colon")) }
    }

    /// A string; what stands between its quotation marks.
    fn string(&mut self) -> Result<&'a str, NotCanonical> {
        if !self.take(b'"') {
            return Err(self.fault("there is no string"));
        }
        let start = self.at;
        loop {
            match self.peek() {
                None => return Err(self.fault("a string does not end")),
                Some(b'"') => break,
                Some(b'\\') => self.escape()?,
                Some(0..0x20) => return Err(self.fault("a control character is not escaped")),
                Some(_) => self.at += 1,
            }
        }
        let inside = &self.text[start..self.at];
        self.at += 1;
        Ok(inside)
    }

    /// Only what must be escaped is, each in its shortest form.
    fn escape(&mut self) -> Result<(), NotCanonical> {
        let rest = &self.text.as_bytes()[self.at + 1..];
        let length = match rest {
            [b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't', ..] => 2,
            [b'u', b'0', b'0', b'0', b'0'..=b'7' | b'b' | b'e' | b'f', ..] => 6,
            [b'u', b'0', b'0', b'1', b'0'..=b'9' | b'a'..=b'f', ..] => 6,
            _ => return Err(self.fault("an escape is not the shortest")),
        };
        self.at += length;
        Ok(())
    }

    fn integer(&mut self) -> Result<(), NotCanonical> {
        let negative = self.take(b'-');
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        let digits = &self.text[start..self.at];
        let padded = digits.starts_with('0') && (digits.len() > 1 || negative);
        let other = matches!(self.peek(), Some(b'.' | b'e' | b'E'));
        if digits.is_empty() || padded || other {
            return Err(NotCanonical { at: start, why: "a number is not a plain integer" });
        }
        Ok(())
    }
}

/// Orders names, as they stand in the text, by UTF-16 code units.
fn order(one: &str, two: &str) -> Ordering {
    let plain = |name: &str| name.bytes().all(|byte| byte.is_ascii() && byte != b'\\');
    if plain(one) && plain(two) {
        return one.cmp(two);
    }
    units(one).cmp(units(two))
}

/// Code units of a string whose escapes are in their canonical form.
fn units(name: &str) -> impl Iterator<Item = u16> {
    let mut characters = name.chars();
    let unescaped = std::iter::from_fn(move || {
        let first = characters.next()?;
        if first != '\\' {
            return Some(first);
        }
        Some(match characters.next()? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let code: String = characters.by_ref().take(4).collect();
                u32::from_str_radix(&code, 16).ok().and_then(char::from_u32)?
            }
            other => other,
        })
    });
    unescaped.flat_map(|character| {
        let mut buffer = [0; 2];
        let length = character.encode_utf16(&mut buffer).len();
        buffer.into_iter().take(length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::canonical_json;
    use proptest::prelude::*;
    use serde_json::Value;

    #[test]
    fn one_form_only() {
        for good in [
            "null",
            "{}",
            "[]",
            "[[],{}]",
            "-1",
            "0",
            "\"\"",
            "[1,2]",
            "{\"a\":1,\"b\":[true,false]}",
            "{\"\\r\":1,\"1\":2,\"\u{80}\":3,\"€\":4,\"😀\":5,\"\u{fb33}\":6}",
            "\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\\u{7f}/\"",
        ] {
            assert_eq!(check_canonical(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            " null",
            "null ",
            "nul",
            "[1, 2]",
            "[1,]",
            "[,1]",
            "[1",
            "[",
            "{",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,}",
            "{\"b\":1,\"a\":2}",
            "{\"a\":1,\"a\":1}",
            "{\"\u{fb33}\":1,\"😀\":2}",
            "{a:1}",
            "[}",
            "{]",
            "01",
            "-0",
            "1.0",
            "1e3",
            "+1",
            "-",
            "--1",
            "\"\\/\"",
            "\"\\u0041\"",
            "\"\\u000A\"",
            "\"\\u000a\"",
            "\"\\u001F\"",
            "\"\n\"",
            "\"",
            "\"\\",
            "\"\\u00",
            "1 1",
            "[]]",
            "{}}",
            "'a'",
            "\u{feff}{}",
        ] {
            assert!(check_canonical(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn nesting_has_an_end() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(check_canonical(&nested(DEEPEST)), Ok(()));
        assert!(check_canonical(&nested(DEEPEST + 2)).is_err());
        let hostile = "{\"a\":[".repeat(10_000_000);
        assert_eq!(check_canonical(&hostile).unwrap_err().to_string(), "it is nested too deeply at byte 97");
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                proptest::collection::btree_map(any::<String>(), inner, 0..5)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        /// A text is canonical exactly when writing what it says gives it back.
        #[test]
        fn agrees_with_the_writer(value in any_value(), place in any::<prop::sample::Index>(), with in "[ ,\"\\\\0-9a-f{}\\[\\]:]") {
            let text = canonical_json(&value);
            prop_assert_eq!(check_canonical(&text), Ok(()));
            let mut changed: Vec<char> = text.chars().collect();
            let place = place.index(changed.len());
            changed[place] = with.chars().next().unwrap();
            let changed: String = changed.into_iter().collect();
            let read = serde_json::from_str::<crate::draw::canonical::StrictValue>(&changed);
            let canonical = check_canonical(&changed).is_ok();
            // Integers beyond 64 bits are fractions to the reader; the scanner leaves them to it.
            prop_assert_eq!(canonical && read.is_ok(), read.is_ok_and(|read| canonical_json(&read.0) == changed));
        }
    }
}
