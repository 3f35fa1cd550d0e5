//! Nothing personal on any public page or file (R45): every address that leads on from the portal, every file,
//! the feed and all public queries are scanned for telephone and identity numbers, for whatever is called a legal
//! representative, and for the names of people the database knows.

use std::collections::{BTreeSet, VecDeque};

use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

use super::get;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(nothing_personal_is_public);

/// Public queries, each with everything one may ask.
const QUERIES: [&str; 6] = [
    "{ publicPlans { title number filedNumber amendReason lines { title specialReason departments { name } items { name } } } }",
    "{ publicItems { name field subjectScope departments { name } items { name questions { text } } } }",
    "{ publicWaves(first: 20) { nodes { code title beaconEvent attempts { beacon voidReason } tasks { code line { title } } } } }",
    "{ publicResults(first: 100) { nodes { code itemName waveCode correctionReason department { name } earlier { code }
        contactSteps { step onDay } subject { name uscc address } } } }",
    "{ publicFigures { results months { month } departments { department { name } } codes { code } } }",
    "{ portal { divisionCode divisionName } }",
];

/// What looks like a mobile or fixed-line number, or like an identity number; where in the text.
fn numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    for character in text.chars().chain(['\n']) {
        if character.is_ascii_alphanumeric() || (character == '-' && !run.is_empty()) {
            run.push(character);
            continue;
        }
        if is_personal(&run) {
            found.push(run.clone());
        }
        run.clear();
    }
    found
}

fn is_personal(run: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mobile = run.len() == 11 && digits(run) && run.starts_with('1') && !run.starts_with("10");
    let fixed = run.split_once('-').is_some_and(|(area, number)| {
        (3..=4).contains(&area.len())
            && area.starts_with('0')
            && (7..=8).contains(&number.len())
            && digits(area)
            && digits(number)
    });
    let identity = run.len() == 18
        && digits(&run[..17])
        && run.ends_with(|last: char| last.is_ascii_digit() || last == 'X')
        && matches!(&run[6..8], "19" | "20")
        && matches!(
            &run[10..12],
            "01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09" | "10" | "11" | "12"
        );
    mobile || fixed || identity
}

/// Names of officers, experts, witnesses and of whoever has an account.
async fn people(app: &TestApp) -> BTreeSet<String> {
    let raw = app.db.raw().await;
    let mut names = BTreeSet::new();
    for sql in ["select name from inspector", "select name from expert", "select display_name from account"] {
        let rows = raw.query_all_raw(Statement::from_string(raw.get_database_backend(), sql)).await.unwrap();
        names.extend(rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()));
    }
    names.retain(|name| name.chars().count() >= 2);
    names
}

/// A label and the name that follows it, in words or as a field: `法定代表人：…`, `"legal_representative":"…"`.
fn representatives(text: &str) -> Vec<String> {
    const LABELS: [&str; 6] =
        ["法定代表人", "法人代表", "负责人", "经营者", "legal_representative", "legalRepresentative"];
    let mut found = Vec::new();
    for label in LABELS {
        for rest in text.split(label).skip(1) {
            let rest = rest.trim_start_matches(['"', '<', '>', '/', 't', 'd', 'h', ' ']);
            let name = rest.strip_prefix(['：', ':']).unwrap_or_default();
            let name: String = name.trim_start_matches(['"', ' ']).chars().take(4).collect();
            if name.starts_with(|sign: char| ('\u{4e00}'..='\u{9fff}').contains(&sign)) {
                found.push(format!("{label} {name}"));
            }
        }
    }
    found
}

/// Everything in a text that is nobody's business.
fn findings(text: &str, people: &BTreeSet<String>) -> Vec<String> {
    let mut found = numbers(text);
    found.extend(representatives(text));
    found.extend(people.iter().filter(|name| text.contains(name.as_str())).cloned());
    found
}

/// The addresses a page or feed leads on to, within the portal.
fn links(text: &str) -> Vec<String> {
    let ends = |rest: &str| rest.find(['"', '<']).map(|end| rest[..end].to_owned());
    let mut found = Vec::new();
    for start in ["href=\"", "<loc>"] {
        found.extend(text.split(start).skip(1).filter_map(ends));
    }
    let path = |link: String| match link.split_once("://") {
        Some((_, rest)) => rest.find('/').map(|at| rest[at..].to_owned()),
        None => Some(link),
    };
    let portal = |path: &String| {
        path.starts_with("/open") || (path.starts_with("/public/") && path.rsplit('.').next() == Some("json"))
    };
    found.into_iter().filter_map(path).filter(portal).collect()
}

async fn nothing_personal_is_public(engine: Engine) {
    let app = TestApp::new(engine, Template::Story).await;
    let people = people(&app).await;
    assert!(people.len() > 20, "the town has people");
    // The scan finds what it looks for.
    let someone = people.iter().next_back().unwrap();
    let planted = format!("联系人{someone}，电话13837512345、0375-8123456，证号410481199001011234。");
    let found = findings(&planted, &people);
    for secret in ["13837512345", "0375-8123456", "410481199001011234", someone.as_str()] {
        assert!(found.iter().any(|what| what == secret), "{secret} is not found");
    }
    for told in ["法定代表人：张三", "{\"legalRepresentative\":\"张三\"}", "<td>负责人: 张三</td>"]
    {
        assert_eq!(findings(told, &BTreeSet::new()).len(), 1, "{told} is not found");
    }
    let mut waiting: VecDeque<String> =
        ["/open", "/sitemap.xml", "/robots.txt", "/open/feed.atom"].map(str::to_owned).into();
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut faults = Vec::new();
    while let Some(uri) = waiting.pop_front() {
        let answer = get(&app, &uri).await;
        // A list that is still sealed is not public.
        if answer.status.as_u16() == 423 {
            continue;
        }
        assert_eq!(answer.status.as_u16(), 200, "{uri} leads nowhere");
        let text = answer.text();
        // Hashes and proofs of a draw are no numbers of people.
        let found = if uri.starts_with("/public/") { Vec::new() } else { findings(&text, &people) };
        faults.extend(found.into_iter().map(|what| format!("{uri}: {what}")));
        waiting.extend(links(&text).into_iter().filter(|link| seen.insert(link.clone())));
    }
    assert!(seen.len() > 40 && seen.contains("/open/data/results.csv"), "{seen:?}");
    assert!(seen.iter().any(|uri| uri.starts_with("/open/en/firms/") || uri.starts_with("/open/firms/")));
    for query in QUERIES {
        let data = app.anybody().query(query, json!({})).await.to_string();
        faults.extend(findings(&data, &people).into_iter().map(|what| format!("{query}: {what}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
