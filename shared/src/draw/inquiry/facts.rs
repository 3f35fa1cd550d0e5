//! What each check computes, beside what the file says.

use serde::{Deserialize, Serialize};

use super::super::bundle::Bundle;
use super::super::hash::{HashAlgorithm, from_hex, to_hex};
use super::super::key::{KeyInput, Reveal, commitment};
use super::super::turn::Lots;
use super::super::verify::Check;
use super::Mark;
use crate::seats::SeatCosts;

/// Most values of one kind that are told.
const MOST: usize = 20;

coded_enum! {
    /// What a value is.
    pub enum FactName {
        Format = "FORMAT" ("文件格式", "Form"),
        Algorithm = "ALGORITHM" ("抽取算法", "Algorithm"),
        SignedBy = "SIGNED_BY" ("签名公钥", "Signed by key"),
        Doors = "DOORS" ("名单中的门", "Doors in the frame"),
        Root = "ROOT" ("名单根值", "Root of the frame"),
        Commitment = "COMMITMENT" ("承诺值", "Commitment"),
        Beacon = "BEACON" ("随机源文本", "Beacon"),
        Key = "KEY" ("抽取密钥", "Key"),
        Follows = "FOLLOWS" ("接着轮换的上一批次", "Wave before it in the series"),
        Turned = "TURNED" ("累计轮换（2⁻⁶⁴）", "Turned so far (2⁻⁶⁴)"),
        Number = "NUMBER" ("门的随机数", "Number of a door"),
        Proof = "PROOF" ("入册证明（位置）", "Proof of inclusion (position)"),
        Drawn = "DRAWN" ("抽中的门（去重）", "Doors drawn, each once"),
        Departments = "DEPARTMENTS" ("派员部门", "Departments that send officers"),
        Seats = "SEATS" ("检查席位", "Seats"),
        Vacant = "VACANT" ("空缺席位", "Vacant seats"),
        Team = "TEAM" ("示例检查组", "A team, as an example"),
        Cost = "COST" ("该组人员的随机数", "Random cost of its members"),
    }
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is.
    pub name: FactName,
    /// Whose: a witness, a door, a visit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub of: String,
    /// What was computed here, where something was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computed: Option<String>,
    /// What the file says.
    pub stated: String,
}

impl Fact {
    /// Whether both are the same; nothing where nothing was computed.
    pub fn agrees(&self) -> Option<bool> {
        self.computed.as_ref().map(|computed| *computed == self.stated)
    }

    fn told(name: FactName, stated: impl Into<String>) -> Self {
        Self { name, of: String::new(), computed: None, stated: stated.into() }
    }

    fn computed(name: FactName, computed: Option<String>, stated: impl Into<String>) -> Self {
        Self { name, of: String::new(), computed, stated: stated.into() }
    }

    fn of(self, of: impl Into<String>) -> Self {
        Self { of: of.into(), ..self }
    }
}

/// The values of a check that was reached.
pub(super) fn facts(bundle: &Bundle, check: Check, mark: Mark) -> Vec<Fact> {
    let hash = HashAlgorithm::from_algorithm_id(&bundle.algorithm);
    match (check, hash) {
        (Check::Header, _) => header(bundle),
        (_, None) => Vec::new(),
        (Check::Frame, Some(hash)) => frame(bundle, hash, mark),
        (Check::Commitments, Some(hash)) => commitments(bundle, hash),
        (Check::Key, Some(hash)) => key(bundle, hash),
        (Check::Examples, Some(_)) => examples(bundle),
        (Check::Result, _) => vec![Fact::told(FactName::Drawn, bundle.sites_drawn.len().to_string())],
        (Check::Officers, Some(hash)) => officers(bundle, hash),
    }
}

fn header(bundle: &Bundle) -> Vec<Fact> {
    let mut facts = vec![Fact::told(FactName::Algorithm, &bundle.algorithm)];
    facts.extend(bundle.format.iter().map(|format| Fact::told(FactName::Format, format)));
    let signer = bundle.signature.iter().map(|signature| Fact::told(FactName::SignedBy, &signature.key));
    facts.extend(signer);
    facts
}

fn frame(bundle: &Bundle, hash: HashAlgorithm, mark: Mark) -> Vec<Fact> {
    // One that holds was computed a moment ago and is what the file says.
    let root = match mark {
        Mark::Holds => Some(bundle.frame_root.clone()),
        _ => bundle.build_frame().ok().map(|frame| to_hex(&frame.root(hash))),
    };
    vec![
        Fact::told(FactName::Doors, bundle.frame.len().to_string()),
        Fact::computed(FactName::Root, root, &bundle.frame_root),
    ]
}

fn commitments(bundle: &Bundle, hash: HashAlgorithm) -> Vec<Fact> {
    let own = |witness: &str| {
        let nonce = from_hex(bundle.nonces.get(witness)?)?;
        Some(to_hex(&commitment(hash, witness, &nonce)))
    };
    let all = bundle.commitments.iter().take(MOST);
    all.map(|(witness, stated)| Fact::computed(FactName::Commitment, own(witness), stated).of(witness))
        .collect()
}

fn key(bundle: &Bundle, hash: HashAlgorithm) -> Vec<Fact> {
    let own = || {
        let root = from_hex(&bundle.frame_root)?;
        let reveals: Option<Vec<Reveal<'_>>> = bundle
            .nonces
            .iter()
            .map(|(witness, nonce)| Some(Reveal { witness, nonce: from_hex(nonce)? }))
            .collect();
        let (wave, attempt, beacon) = (bundle.wave.as_str(), bundle.attempt, bundle.beacon.as_str());
        let input = KeyInput { hash, wave, attempt, root: &root, beacon, reveals: &reveals? };
        Some(to_hex(&input.key()))
    };
    let mut facts = vec![
        Fact::told(FactName::Beacon, &bundle.beacon),
        Fact::computed(FactName::Key, own(), &bundle.seed),
    ];
    if let Some(turn) = &bundle.turn {
        facts.push(Fact::told(FactName::Follows, &turn.previous));
        let turned = from_hex(&bundle.seed).and_then(|key| turn.turn(hash, &key).ok());
        facts.extend(turned.map(|turned| Fact::told(FactName::Turned, format!("{:016x}", turned.turned))));
    }
    facts
}

fn examples(bundle: &Bundle) -> Vec<Fact> {
    let lots = Lots::of_bundle(bundle);
    let own = |site: &str| lots.as_ref().map(|lots| to_hex(&lots.number(site)));
    let numbers = bundle.prn.iter().take(MOST);
    let mut facts: Vec<Fact> =
        numbers.map(|(site, stated)| Fact::computed(FactName::Number, own(site), stated).of(site)).collect();
    if let Some(proof) = &bundle.inclusion_proof {
        // Positions count from 0, in the order of the doors.
        let place = bundle.frame.keys().position(|site| *site == proof.site).map(|place| place.to_string());
        facts.push(Fact::computed(FactName::Proof, place, proof.index.to_string()).of(&proof.site));
    }
    facts
}

fn officers(bundle: &Bundle, hash: HashAlgorithm) -> Vec<Fact> {
    let sections: Vec<_> = match (&bundle.departments, &bundle.seats) {
        (Some(departments), _) => departments.seats.values().collect(),
        (None, Some(section)) => vec![section],
        (None, None) => return Vec::new(),
    };
    let seats =
        sections.iter().flat_map(|section| section.visits.values()).map(|visit| u64::from(visit.seats));
    let vacant: u64 = sections.iter().map(|section| section.vacant).sum();
    let mut facts = vec![
        Fact::told(FactName::Departments, sections.len().to_string()),
        Fact::told(FactName::Seats, seats.sum::<u64>().to_string()),
        Fact::told(FactName::Vacant, vacant.to_string()),
    ];
    let team = sections.iter().flat_map(|section| &section.assigned).find(|(_, team)| !team.is_empty());
    if let (Some((visit, team)), Some(key)) = (team, from_hex(&bundle.seed)) {
        let costs = SeatCosts::new(hash, &key);
        let each: Vec<String> =
            team.iter().map(|name| format!("{name} {:010x}", costs.cost(visit, name))).collect();
        facts.push(Fact::told(FactName::Team, team.join(", ")).of(visit));
        facts.push(Fact::told(FactName::Cost, each.join(", ")).of(visit));
    }
    facts
}
