//! The canonical text of a bundle, written member by member: of what is large only one entry at a time is
//! held a second time.

use std::collections::BTreeMap;

use serde::Serialize;

use super::bundle::{Bundle, Departments, SeatSection};
use super::canonical::{canonical_json, write_string};

/// Writes the bundle without its signature, or with it.
pub fn bundle_text(bundle: &Bundle, signed: bool) -> String {
    // All members are named, so that none that is added later can be forgotten here.
    let Bundle {
        format,
        algorithm,
        wave,
        attempt,
        frame,
        frame_root,
        commitments,
        nonces,
        beacon,
        seed,
        turn,
        inclusion_proof,
        prn,
        tasks,
        result,
        sites_drawn,
        seats,
        departments,
        record,
        signature,
    } = bundle;
    let mut out = Object::begin(String::new());
    out.value("algorithm", algorithm);
    out.value("attempt", attempt);
    out.value("beacon", beacon);
    out.value("commitments", commitments);
    if let Some(departments) = departments {
        out.member("departments", |text| write_departments(text, departments));
    }
    out.optional("format", format.as_ref());
    out.map("frame", frame, |text, cells| write_texts(text, cells));
    out.value("frame_root", frame_root);
    out.optional("inclusion_proof", inclusion_proof.as_ref());
    out.value("nonces", nonces);
    out.optional("prn", (!prn.is_empty()).then_some(prn));
    out.optional("record", record.as_ref());
    out.map("result", &result.0, write_value);
    if let Some(seats) = seats {
        out.member("seats", |text| write_section(text, seats));
    }
    out.value("seed", seed);
    out.optional("signature", signature.as_ref().filter(|_| signed));
    out.member("sites_drawn", |text| write_texts(text, sites_drawn));
    out.value("tasks", tasks);
    out.optional("turn", turn.as_ref());
    out.value("wave", wave);
    out.end()
}

fn write_departments(text: String, departments: &Departments) -> String {
    let Departments { tasks, seats, leaders } = departments;
    let mut out = Object::begin(text);
    out.map("leaders", leaders, write_value);
    out.map("seats", seats, write_section);
    out.value("tasks", tasks);
    out.end()
}

fn write_section(text: String, section: &SeatSection) -> String {
    let SeatSection { visits, loads, assigned, vacant } = section;
    let mut out = Object::begin(text);
    out.map("assigned", assigned, |text, team| write_texts(text, team));
    out.optional("loads", (!loads.is_empty()).then_some(loads));
    out.value("vacant", vacant);
    out.map("visits", visits, write_value);
    out.end()
}

/// Anything small: by way of a value. A bundle holds nothing that JSON cannot.
fn write_value(mut text: String, value: &impl Serialize) -> String {
    text.push_str(&canonical_json(&serde_json::to_value(value).unwrap_or_default()));
    text
}

fn write_texts(mut out: String, texts: &[String]) -> String {
    out.push('[');
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_string(text, &mut out);
    }
    out.push(']');
    out
}

/// An object whose members are written in their order.
struct Object {
    text: String,
    first: bool,
}

impl Object {
    fn begin(mut text: String) -> Self {
        text.push('{');
        Self { text, first: true }
    }

    fn end(mut self) -> String {
        self.text.push('}');
        self.text
    }

    fn member(&mut self, name: &str, write: impl FnOnce(String) -> String) {
        if !std::mem::take(&mut self.first) {
            self.text.push(',');
        }
        write_string(name, &mut self.text);
        self.text.push(':');
        self.text = write(std::mem::take(&mut self.text));
    }

    fn value(&mut self, name: &str, value: &impl Serialize) {
        self.member(name, |text| write_value(text, value));
    }

    fn optional(&mut self, name: &str, value: Option<&impl Serialize>) {
        if let Some(value) = value {
            self.value(name, value);
        }
    }

    /// A map, in the order of UTF-16 code units, which is that of bytes where all is ASCII.
    fn map<T>(&mut self, name: &str, map: &BTreeMap<String, T>, write: impl Fn(String, &T) -> String) {
        self.member(name, |text| {
            let mut out = Self::begin(text);
            if map.keys().all(|key| key.is_ascii()) {
                map.iter().for_each(|(key, value)| out.member(key, |text| write(text, value)));
            } else {
                let mut sorted: Vec<(&String, &T)> = map.iter().collect();
                sorted.sort_by(|one, two| one.0.encode_utf16().cmp(two.0.encode_utf16()));
                sorted.into_iter().for_each(|(key, value)| out.member(key, |text| write(text, value)));
            }
            out.end()
        });
    }
}
