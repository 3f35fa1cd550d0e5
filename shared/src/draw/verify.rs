//! Does everything in a bundle follow from its public inputs?

use std::collections::{BTreeMap, BTreeSet};

use super::bundle::{Bundle, Departments, FORMAT, Leader, SeatSection};
use super::frame::Frame;
use super::hash::{Digest, HashAlgorithm, from_hex, to_hex};
use super::key::{KeyInput, Reveal, commitment};
use super::merkle::verify_inclusion;
use super::select::{Draw, StratumDraw, draw_watched};
use super::turn::Lots;
use super::{InclusionProof, Task};
use crate::Lang;
use crate::code::is_identifier;
use crate::seats::{SeatCosts, assign_visits};

/// The first thing in a bundle that does not follow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A name or version this program does not know.
    #[error("{0} is not supported")]
    Unsupported(String),
    /// A malformed identifier, number or hash.
    #[error("{0} is malformed")]
    Malformed(String),
    /// Something recomputed differs from what the bundle says.
    #[error("{0} does not follow from the public inputs")]
    Differs(String),
    /// Frame or tasks break a rule of the specification.
    #[error("{0}")]
    Rule(String),
    /// The signature does not fit.
    #[error("the signature does not fit the content")]
    Signature,
}

impl Fault {
    /// What is wrong, in words for people; what exactly is told by its [`Display`](std::fmt::Display).
    pub fn words(&self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Unsupported(_), Lang::Zh) => "文件的格式或版本不受支持",
            (Self::Unsupported(_), Lang::En) => "the form or version of the file is not supported",
            (Self::Malformed(_), Lang::Zh) => "文件中有一处写法不合规定",
            (Self::Malformed(_), Lang::En) => "something in the file is malformed",
            (Self::Differs(_), Lang::Zh) => "重新计算的结果与文件所载不一致",
            (Self::Differs(_), Lang::En) => "what was recomputed differs from what the file says",
            (Self::Rule(_), Lang::Zh) => "违反了抽取规则",
            (Self::Rule(_), Lang::En) => "a rule of the draw is broken",
            (Self::Signature, Lang::Zh) => "签名与文件内容不符",
            (Self::Signature, Lang::En) => "the signature does not fit the content",
        }
    }
}

pub(super) fn differs(what: impl Into<String>) -> Fault {
    Fault::Differs(what.into())
}

pub(super) fn ensure(holds: bool, fault: impl FnOnce() -> Fault) -> Result<(), Fault> {
    if holds { Ok(()) } else { Err(fault()) }
}

coded_enum! {
    /// What is checked of a bundle, in the order of the protocol.
    pub enum Check {
        Header = "HEADER" ("文件格式与签名", "Form and signature"),
        Frame = "FRAME" ("冻结名单", "Frozen frame"),
        Commitments = "COMMITMENTS" ("见证人承诺", "Commitments"),
        Key = "KEY" ("抽取密钥", "Key"),
        Examples = "EXAMPLES" ("示例证明", "Examples"),
        Result = "RESULT" ("抽取结果", "Result"),
        Officers = "OFFICERS" ("执法人员", "Officers"),
    }
}

/// Recomputes a bundle from its public inputs; the first fault, in the order of the protocol.
pub fn verify(bundle: &Bundle) -> Result<(), Fault> {
    examine(bundle, |_| ()).map_err(|(_, fault)| fault)
}

/// The same, telling each check that holds; the first that does not comes with its fault.
pub fn examine(bundle: &Bundle, mut held: impl FnMut(Check)) -> Result<(), (Check, Fault)> {
    examine_watched(bundle, &mut |moment| {
        if let Moment::Held(check) = moment {
            held(check);
        }
    })
}

/// What is told while checking goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// How far within a long check.
    Progress {
        /// The check.
        check: Check,
        /// Doors or departments done.
        done: u64,
        /// Of how many.
        total: u64,
    },
    /// A check holds.
    Held(Check),
}

/// The same, telling also how far it has come within the long checks.
pub fn examine_watched(bundle: &Bundle, tell: &mut dyn FnMut(Moment)) -> Result<(), (Check, Fault)> {
    fn at<T>(check: Check) -> impl FnOnce(Result<T, Fault>) -> Result<T, (Check, Fault)> {
        move |result| result.map_err(|fault| (check, fault))
    }
    let hash = at(Check::Header)(check_header(bundle))?;
    tell(Moment::Held(Check::Header));
    let (frame, root) = at(Check::Frame)(check_frame(bundle, hash, tell))?;
    tell(Moment::Held(Check::Frame));
    let reveals = at(Check::Commitments)(check_commitments(bundle, hash))?;
    tell(Moment::Held(Check::Commitments));
    let key = at(Check::Key)(check_key(bundle, hash, &root, &reveals))?;
    let turn = at(Check::Key)(bundle.turn.as_ref().map(|turn| turn.turn(hash, &key)).transpose())?;
    let lots = Lots::new(hash, &key, turn);
    tell(Moment::Held(Check::Key));
    at(Check::Examples)(check_examples(bundle, hash, &frame, &root, &lots))?;
    tell(Moment::Held(Check::Examples));
    at(Check::Result)(check_result(bundle, &frame, &lots, tell))?;
    tell(Moment::Held(Check::Result));
    at(Check::Officers)(check_officers(bundle, &SeatCosts::new(hash, &key), tell))?;
    tell(Moment::Held(Check::Officers));
    Ok(())
}

fn check_officers(bundle: &Bundle, costs: &SeatCosts, tell: &mut dyn FnMut(Moment)) -> Result<(), Fault> {
    if let Some(section) = &bundle.seats {
        check_seats("seats", section, costs)?;
    }
    match &bundle.departments {
        Some(departments) => check_departments(bundle, departments, costs, tell),
        None => Ok(()),
    }
}

fn check_header(bundle: &Bundle) -> Result<HashAlgorithm, Fault> {
    let hash = HashAlgorithm::from_algorithm_id(&bundle.algorithm)
        .ok_or_else(|| Fault::Unsupported(format!("algorithm {:?}", bundle.algorithm)))?;
    if let Some(format) = &bundle.format {
        ensure(format == FORMAT, || Fault::Unsupported(format!("format {format:?}")))?;
        let complete = bundle.departments.is_some() && bundle.record.is_some() && bundle.seats.is_none();
        ensure(complete, || Fault::Malformed("the set of members".into()))?;
        ensure(bundle.signature_holds(), || Fault::Signature)?;
    }
    ensure(is_identifier(&bundle.wave), || Fault::Malformed("wave".into()))?;
    ensure(bundle.attempt >= 1, || Fault::Malformed("attempt".into()))?;
    Ok(hash)
}

fn check_frame(
    bundle: &Bundle,
    hash: HashAlgorithm,
    tell: &mut dyn FnMut(Moment),
) -> Result<(Frame, Digest), Fault> {
    for (site, cells) in &bundle.frame {
        ensure(cells.is_sorted(), || Fault::Malformed(format!("the order of the cells of {site}")))?;
    }
    let frame = bundle.build_frame().map_err(|error| Fault::Rule(error.to_string()))?;
    let root = frame.root_watched(hash, &mut |done, total| {
        tell(Moment::Progress { check: Check::Frame, done, total });
    });
    ensure(to_hex(&root) == bundle.frame_root, || differs("frame_root"))?;
    Ok((frame, root))
}

fn check_commitments(bundle: &Bundle, hash: HashAlgorithm) -> Result<Vec<Reveal<'_>>, Fault> {
    ensure(!bundle.commitments.is_empty(), || Fault::Rule("there is no witness".into()))?;
    let witnesses: Vec<&String> = bundle.commitments.keys().collect();
    ensure(witnesses == bundle.nonces.keys().collect::<Vec<_>>(), || {
        Fault::Rule("the witnesses who committed and who revealed are not the same".into())
    })?;
    let mut reveals = Vec::new();
    for (witness, nonce) in &bundle.nonces {
        ensure(is_identifier(witness), || Fault::Malformed(format!("witness {witness:?}")))?;
        let nonce = from_hex(nonce).ok_or_else(|| Fault::Malformed(format!("the nonce of {witness}")))?;
        ensure(bundle.commitments[witness] == to_hex(&commitment(hash, witness, &nonce)), || {
            differs(format!("the commitment of {witness}"))
        })?;
        reveals.push(Reveal { witness, nonce });
    }
    Ok(reveals)
}

fn check_key(
    bundle: &Bundle,
    hash: HashAlgorithm,
    root: &Digest,
    reveals: &[Reveal<'_>],
) -> Result<Digest, Fault> {
    let (wave, attempt, beacon) = (bundle.wave.as_str(), bundle.attempt, bundle.beacon.as_str());
    let key = KeyInput { hash, wave, attempt, root, beacon, reveals }.key();
    ensure(to_hex(&key) == bundle.seed, || differs("seed"))?;
    Ok(key)
}

fn check_examples(
    bundle: &Bundle,
    hash: HashAlgorithm,
    frame: &Frame,
    root: &Digest,
    lots: &Lots,
) -> Result<(), Fault> {
    for (site, number) in &bundle.prn {
        let known = frame.find(site).is_some() && to_hex(&lots.number(site)) == *number;
        ensure(known, || differs(format!("the number of {site}")))?;
    }
    if let Some(proof) = &bundle.inclusion_proof {
        let holds = || {
            let index = frame.find(&proof.site)?;
            let path = proof.path.iter().map(|step| from_hex(step)).collect::<Option<Vec<_>>>()?;
            let size = u64::try_from(frame.len()).ok()?;
            let given = InclusionProof { index: proof.index, path };
            let holds = proof.index == u64::try_from(index).ok()?
                && verify_inclusion(hash, frame.leaf(hash, index), &given, size, root);
            holds.then_some(())
        };
        ensure(holds().is_some(), || differs("inclusion_proof"))?;
    }
    Ok(())
}

fn check_result(
    bundle: &Bundle,
    frame: &Frame,
    lots: &Lots,
    tell: &mut dyn FnMut(Moment),
) -> Result<(), Fault> {
    let mut tell = |done, total| tell(Moment::Progress { check: Check::Result, done, total });
    let drawn = draw_watched(lots, frame, &bundle.tasks, &mut tell)
        .map_err(|error| Fault::Rule(error.to_string()))?;
    for Task { id, .. } in &bundle.tasks {
        let strata = drawn.0[id].keys().chain(bundle.result.0.get(id).into_iter().flat_map(BTreeMap::keys));
        for stratum in strata {
            let given = bundle.result.0.get(id).and_then(|task| task.get(stratum));
            ensure(given == drawn.0[id].get(stratum), || differs(format!("the result of {id}:{stratum}")))?;
        }
    }
    ensure(bundle.result == drawn, || differs("result"))?;
    ensure(bundle.sites_drawn == drawn.sites(), || differs("sites_drawn"))
}

fn check_seats(name: &str, section: &SeatSection, costs: &SeatCosts) -> Result<(), Fault> {
    for (visit, seats) in &section.visits {
        let eligible = &seats.eligible;
        ensure(eligible.is_sorted() && eligible.windows(2).all(|pair| pair[0] != pair[1]), || {
            Fault::Malformed(format!("the eligible list of {visit} in {name}"))
        })?;
        ensure(eligible.iter().all(|inspector| is_identifier(inspector)), || {
            Fault::Malformed(format!("an inspector of {visit} in {name}"))
        })?;
    }
    let plan = assign_visits(&section.visits, &section.loads, costs);
    for (visit, team) in &plan.assigned {
        ensure(section.assigned.get(visit) == Some(team), || {
            differs(format!("the team of {visit} in {name}"))
        })?;
    }
    ensure(section.assigned == plan.assigned, || differs(format!("assigned in {name}")))?;
    ensure(section.vacant == plan.vacant, || differs(format!("vacant in {name}")))
}

/// Door → tasks that check it, in byte order.
pub fn tasks_by_site(result: &Draw) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut tasks: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (task, strata) in &result.0 {
        for stratum in strata.values() {
            let sites: Vec<&String> = match stratum {
                StratumDraw::Sample { selected, .. } => selected.iter().collect(),
                StratumDraw::Batches { batches, .. } => batches.iter().flatten().collect(),
            };
            for site in sites {
                tasks.entry(site).or_default().insert(task);
            }
        }
    }
    tasks
}

/// The leading department of a visit leads its first task, in byte order; the leader is its member with
/// the smallest cost.
pub fn leader(
    visit: &str,
    tasks: &BTreeSet<&str>,
    departments: &BTreeMap<String, Vec<String>>,
    seats: &BTreeMap<String, SeatSection>,
    costs: &SeatCosts,
) -> Option<Leader> {
    let department = tasks.iter().find_map(|task| departments.get(*task)?.first())?;
    let members = seats.get(department).and_then(|section| section.assigned.get(visit));
    let inspector = members.and_then(|members| costs.leader(visit, members)).map(str::to_owned);
    Some(Leader { department: department.clone(), inspector })
}

fn check_departments(
    bundle: &Bundle,
    departments: &Departments,
    costs: &SeatCosts,
    tell: &mut dyn FnMut(Moment),
) -> Result<(), Fault> {
    // The draw has refused tasks of the same name.
    let all = departments.tasks.len() == bundle.tasks.len()
        && bundle.tasks.iter().all(|task| departments.tasks.contains_key(&task.id));
    ensure(all, || Fault::Rule("the departments' tasks are not the wave's tasks".into()))?;
    let tasks_of = tasks_by_site(&bundle.result);
    let mut expected: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut leaders = BTreeMap::new();
    for (site, tasks) in &tasks_of {
        let visit = format!("{}/{site}", bundle.wave);
        for department in tasks.iter().flat_map(|task| &departments.tasks[*task]) {
            expected.entry(department).or_default().insert(visit.clone());
        }
        if let Some(leader) = leader(&visit, tasks, &departments.tasks, &departments.seats, costs) {
            leaders.insert(visit, leader);
        }
    }
    let total = departments.seats.len() as u64;
    for (done, (department, section)) in (0..).zip(&departments.seats) {
        tell(Moment::Progress { check: Check::Officers, done, total });
        let visits = expected.remove(department.as_str()).unwrap_or_default();
        ensure(visits.iter().eq(section.visits.keys()), || {
            Fault::Rule(format!("the visits of {department} are not those its tasks drew"))
        })?;
        ensure(section.visits.values().all(|visit| visit.seats >= 2), || {
            Fault::Rule(format!("{department} sends fewer than two officers"))
        })?;
        check_seats(department, section, costs)?;
    }
    if let Some(department) = expected.keys().next() {
        return Err(Fault::Rule(format!("the seats of {department} are missing")));
    }
    ensure(leaders == departments.leaders, || differs("leaders"))
}
