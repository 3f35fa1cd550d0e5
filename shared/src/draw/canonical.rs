//! Canonical JSON (RFC 8785) and strict reading: one value has one written form, and nothing in a file
//! is silently passed over.

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Writes a value in the form of RFC 8785: members sorted by UTF-16 code units, no white space, the
/// shortest escapes. Bundles hold only strings, integers and nesting; other numbers are refused by
/// [`StrictValue`] before they come here.
pub fn canonical_json(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::String(text) => write_string(text, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut sorted: Vec<(&String, &Value)> = members.iter().collect();
            sorted.sort_by(|one, two| one.0.encode_utf16().cmp(two.0.encode_utf16()));
            out.push('{');
            for (index, (name, member)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_string(name, out);
                out.push(':');
                write(member, out);
            }
            out.push('}');
        }
    }
}

/// Writes a string in quotation marks.
pub(super) fn write_string(text: &str, out: &mut String) {
    out.push('"');
    // Most are plain; those go in one piece.
    if text.bytes().all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
        out.push_str(text);
        out.push('"');
        return;
    }
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other if u32::from(other) < 0x20 => {
                use std::fmt::Write;
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(other));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// A JSON value in which no object names a member twice and every number is an integer.
pub struct StrictValue(pub Value);

impl<'de> Deserialize<'de> for StrictValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON of strings, integers, lists and objects")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(Number::from(value)))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Err(E::custom(format!("{value} is not an integer")))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(StrictValue(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((name, StrictValue(member))) = members.next_entry::<String, StrictValue>()? {
            if object.insert(name.clone(), member).is_some() {
                return Err(de::Error::custom(format!("{name:?} is named twice")));
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_form() {
        // RFC 8785 §3.2.3: the emoji's surrogates sort before U+FB33
        let value: Value =
            serde_json::from_str("{\"\\u20ac\":\"Euro Sign\",\"\\r\":1,\"\\ufb33\":[true,null],\"1\":\"\\u000f\\n\",\"\\ud83d\\ude00\":\"/\\\"\"}")
                .unwrap();
        assert_eq!(
            canonical_json(&value),
            "{\"\\r\":1,\"1\":\"\\u000f\\n\",\"€\":\"Euro Sign\",\"😀\":\"/\\\"\",\"\u{fb33}\":[true,null]}"
        );
    }

    #[test]
    fn strict_reading() {
        let read = |text: &str| serde_json::from_str::<StrictValue>(text).map(|value| value.0);
        assert!(read("{\"a\":1,\"a\":1}").is_err());
        assert!(read("[{\"b\":{\"a\":1,\"a\":2}}]").is_err());
        assert!(read("{\"a\":1.5}").is_err());
        assert!(read("{\"a\":1e3}").is_err());
        assert_eq!(read("{\"a\":[1,\"x\",null,false]}").unwrap()["a"][0], 1);
        assert!(read(&"[".repeat(100_000)).is_err());
    }
}
