//! The test vectors made by an independent implementation: every field must come out the same.

use serde_json::Value;

use super::*;

const VECTORS: [(&str, &str); 5] = [
    ("draw-small", include_str!("../../tests/vectors/draw-small.json")),
    ("draw-400", include_str!("../../tests/vectors/draw-400.json")),
    ("draw-400-sm3", include_str!("../../tests/vectors/draw-400-sm3.json")),
    ("draw-cells", include_str!("../../tests/vectors/draw-cells.json")),
    ("draw-cells-sm3", include_str!("../../tests/vectors/draw-cells-sm3.json")),
];

#[test]
fn every_vector_verifies() {
    for (name, text) in VECTORS {
        let bundle = Bundle::read(text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(verify(&bundle), Ok(()), "{name}");
        assert_eq!(bundle.build_frame().unwrap().len(), bundle.frame.len());
        // nothing of the file was passed over in reading
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_value(&bundle).unwrap(), value, "{name}");
    }
}

/// Each check stops at its own fault, and those before it hold.
#[test]
fn a_fault_is_told_with_its_check() {
    let original: Value = serde_json::from_str(VECTORS[0].1).unwrap();
    let visit = original["seats"]["assigned"].as_object().unwrap().keys().next().unwrap().clone();
    let witness = original["commitments"].as_object().unwrap().keys().next().unwrap().clone();
    let site = original["prn"].as_object().unwrap().keys().next().unwrap().clone();
    let zeros = || Value::from("0".repeat(64));
    for (path, value, expected) in [
        ("/algorithm".to_owned(), Value::from("onedoor-draw/9-sha256"), Check::Header),
        ("/frame_root".to_owned(), zeros(), Check::Frame),
        (format!("/commitments/{witness}"), zeros(), Check::Commitments),
        ("/beacon".to_owned(), Value::from("another"), Check::Key),
        (format!("/prn/{site}"), zeros(), Check::Examples),
        ("/sites_drawn".to_owned(), Value::Array(Vec::new()), Check::Result),
        (format!("/seats/assigned/{}", visit.replace('/', "~1")), Value::Array(Vec::new()), Check::Officers),
    ] {
        let mut changed = original.clone();
        *changed.pointer_mut(&path).unwrap() = value;
        let bundle = Bundle::read(changed.to_string().as_bytes()).unwrap();
        let mut held = Vec::new();
        let (check, fault) = examine(&bundle, |check| held.push(check)).unwrap_err();
        let before: Vec<Check> = Check::ALL.iter().copied().take_while(|check| *check != expected).collect();
        assert_eq!((check, held), (expected, before), "{path}: {fault}");
    }
}

/// Changes each string and number of a vector, one at a time; each change must be noticed.
#[test]
fn every_change_of_a_value_is_noticed() {
    let original: Value = serde_json::from_str(VECTORS[0].1).unwrap();
    let mut paths = Vec::new();
    collect(&original, String::new(), &mut paths);
    assert!(paths.len() > 60, "{}", paths.len());
    for path in paths {
        let mut changed = original.clone();
        match changed.pointer_mut(&path).unwrap() {
            Value::String(text) => text.push('0'),
            Value::Number(number) => *number = (number.as_u64().unwrap() + 1).into(),
            Value::Null => changed["tasks"][0]["cap_bp"] = 1.into(),
            other => panic!("{other}"),
        }
        // Quotas and eligible lists are inputs: a change that leads to the very same outcome is no fault.
        let input = path.starts_with("/tasks/") || path.starts_with("/seats/visits/");
        let harmless = input && same_outcome(&changed);
        let noticed =
            Bundle::read(changed.to_string().as_bytes()).is_ok_and(|bundle| verify(&bundle).is_err());
        let refused = Bundle::read(changed.to_string().as_bytes()).is_err();
        assert!(noticed || refused || harmless, "{path} was changed unnoticed");
    }
}

fn same_outcome(changed: &Value) -> bool {
    let Ok(bundle) = Bundle::read(changed.to_string().as_bytes()) else { return false };
    let key = from_hex(&bundle.seed).unwrap();
    let hash = HashAlgorithm::from_algorithm_id(&bundle.algorithm).unwrap();
    let drawn = draw(hash, &key, &bundle.build_frame().unwrap(), &bundle.tasks);
    let seats = bundle.seats.as_ref().unwrap();
    let plan = crate::seats::assign(&seats.problem(), &crate::seats::SeatCosts::new(hash, &key));
    drawn.is_ok_and(|drawn| drawn == bundle.result) && plan.assigned == seats.assigned
}

fn collect(value: &Value, path: String, out: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| collect(item, format!("{path}/{index}"), out));
        }
        Value::Object(members) => members.iter().for_each(|(name, member)| {
            collect(member, format!("{path}/{}", name.replace('~', "~0").replace('/', "~1")), out);
        }),
        _ => out.push(path),
    }
}
