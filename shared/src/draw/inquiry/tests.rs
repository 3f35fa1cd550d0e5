//! What is told of a file: of one that holds, of one that does not, of what is none.

use serde_json::Value;

use super::*;

const SMALL: &str = include_str!("../../../tests/vectors/draw-small.json");
const LARGE: &str = include_str!("../../../tests/vectors/draw-400.json");

fn told(text: &str) -> (Finding, Vec<Told>) {
    let mut all = Vec::new();
    let finding = inquire(text.as_bytes(), &mut |one| all.push(one));
    (finding, all)
}

fn fact(finding: &Finding, check: Check, name: FactName) -> Fact {
    let step = finding.steps.iter().find(|step| step.check == check).unwrap();
    step.facts.iter().find(|fact| fact.name == name).unwrap_or_else(|| panic!("{name}")).clone()
}

#[test]
fn a_file_that_holds_is_told_step_by_step() {
    let (finding, all) = told(LARGE);
    assert_eq!((finding.verdict, &finding.broken, finding.refusal), (Verdict::Valid, &None, None));
    let checks: Vec<Check> = finding.steps.iter().map(|step| step.check).collect();
    assert_eq!(checks, Check::ALL);
    assert!(finding.steps.iter().all(|step| step.mark == Mark::Holds));
    // each value that was computed is what the file says
    let computed = finding.steps.iter().flat_map(|step| &step.facts).filter_map(Fact::agrees);
    assert!(computed.clone().count() > 6 && computed.clone().all(|agrees| agrees));
    let value: Value = serde_json::from_str(LARGE).unwrap();
    assert_eq!(fact(&finding, Check::Key, FactName::Key).computed.unwrap(), value["seed"].as_str().unwrap());
    // steps are told when they are over, and progress within the long ones
    let steps: Vec<&Step> =
        all.iter().filter_map(|one| if let Told::Step(step) = one { Some(step) } else { None }).collect();
    assert_eq!(steps, finding.steps.iter().collect::<Vec<_>>());
    let doors = finding.face.as_ref().unwrap().doors;
    for long in [Check::Frame, Check::Result] {
        assert!(all.iter().any(
            |one| matches!(one, Told::Progress { check, total, .. } if *check == long && *total == doors)
        ));
    }
    // it travels to the page and back
    let text = serde_json::to_string(&finding).unwrap();
    assert_eq!(serde_json::from_str::<Finding>(&text).unwrap(), finding);
}

#[test]
fn the_picture_shows_the_smallest_numbers_drawn() {
    let (finding, _) = told(LARGE);
    let step = finding.steps.iter().find(|step| step.check == Check::Result).unwrap();
    let strip = step.strip.clone().unwrap();
    assert_eq!((strip.squares.len() as u64, strip.every), (strip.doors, 1));
    let below = strip.squares.iter().filter(|number| **number <= strip.threshold).count() as u64;
    assert_eq!(below, strip.quota);
    for lot in step.lots.iter().filter(|lot| lot.batches.is_empty()) {
        assert!(lot.stated.is_none() && lot.first.len() as u64 == lot.quota.min(5));
    }
}

/// What does not hold is shown beside what it should be.
#[test]
fn what_does_not_hold_is_told_with_both_values() {
    let original: Value = serde_json::from_str(SMALL).unwrap();
    let change = |path: &str, new: Value| {
        let mut changed = original.clone();
        *changed.pointer_mut(path).unwrap() = new;
        told(&changed.to_string()).0
    };
    let frame = change("/frame_root", "0".repeat(64).into());
    let root = fact(&frame, Check::Frame, FactName::Root);
    assert_eq!(root.computed.as_deref(), original["frame_root"].as_str());
    assert_eq!((root.agrees(), frame.verdict), (Some(false), Verdict::Invalid));
    let key = change("/beacon", "another".into());
    assert_eq!(fact(&key, Check::Key, FactName::Key).agrees(), Some(false));
    let marks: Vec<Mark> = key.steps.iter().map(|step| step.mark).collect();
    assert_eq!(marks[..3], [Mark::Holds; 3]);
    assert_eq!(marks[3..], [Mark::Fails, Mark::NotReached, Mark::NotReached, Mark::NotReached]);
    let tasks = original["result"].as_object().unwrap().iter();
    let mut strata =
        tasks.flat_map(|(task, strata)| strata.as_object().unwrap().iter().map(move |one| (task, one)));
    let some = |draw: &Value| draw["selected"].as_array().is_some_and(|drawn| !drawn.is_empty());
    let (task, (stratum, _)) = strata.find(|(_, (_, draw))| some(draw)).unwrap();
    let result = change(&format!("/result/{task}/{stratum}/selected"), Value::Array(vec!["nobody".into()]));
    let lot = &result.steps.iter().find(|step| step.check == Check::Result).unwrap().lots[0];
    assert_eq!((lot.task.as_str(), lot.stratum.as_str()), (task.as_str(), stratum.as_str()));
    assert_eq!(lot.stated.as_deref().unwrap(), ["nobody"]);
    assert_ne!(lot.first[0].site, "nobody");
    assert_eq!(result.broken.unwrap().check, Check::Result);
}

#[test]
fn what_is_no_bundle_says_why() {
    let published = SMALL.trim_end().replacen('{', "{\"format\":\"onedoor-bundle/1\",", 1);
    let twice = SMALL.replacen('{', "{\"wave\":\"x\",", 1);
    let half = &SMALL[..SMALL.len() / 2];
    let nested = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    for (text, expected) in [
        ("", Refusal::Empty),
        (half, Refusal::Truncated),
        ("hello", Refusal::NotJson),
        (nested.as_str(), Refusal::Nested),
        (twice.as_str(), Refusal::Ambiguous),
        (published.as_str(), Refusal::NotCanonical),
        ("{\"wave\":\"x\"}", Refusal::NotABundle),
    ] {
        let (finding, _) = told(text);
        assert_eq!(finding.refusal, Some(expected), "{text:.40}");
        assert!(finding.verdict == Verdict::Unreadable && finding.steps.is_empty());
    }
    assert_eq!(inquire(&[0xff, 0xfe], &mut |_| ()).refusal, Some(Refusal::NotText));
    // brackets in strings are no nesting
    assert_ne!(told(&format!("\"{}\"", "[".repeat(500))).0.refusal, Some(Refusal::Nested));
    let large = vec![0; usize::try_from(LARGEST).unwrap() + 1];
    assert_eq!(refusal_of(&large), Some(Refusal::TooLarge));
}

#[test]
fn one_byte_changed_is_noticed_and_told_with_its_place() {
    let at = SMALL.find("\"seed\"").unwrap() + 12;
    let mut bytes = SMALL.as_bytes().to_vec();
    let told = change(&mut bytes, at).unwrap();
    assert_eq!((told.at, told.member.as_str()), (at as u64, "seed"));
    assert!(told.lead.ends_with(&SMALL[at - 8..at]) && told.old != told.new);
    assert_eq!(bytes.iter().zip(SMALL.as_bytes()).filter(|(one, two)| one != two).count(), 1);
    assert_eq!(inquire(&bytes, &mut |_| ()).verdict, Verdict::Invalid);
    assert_eq!(change(&mut bytes, SMALL.len()), None);
    for byte in 0..=u8::MAX {
        assert_ne!(other(byte), byte);
    }
}

/// Every check is explained in both languages.
#[test]
fn every_check_is_explained() {
    for check in Check::ALL {
        let (zh, en) = (check.explained(Lang::Zh), check.explained(Lang::En));
        assert!([zh.input, zh.work, zh.proof].iter().all(|text| text.ends_with('。')));
        assert!([en.input, en.work, en.proof].iter().all(|text| text.ends_with('.') && text.is_ascii()));
    }
}
