//! Opening a wave, opening another attempt after a void one, closing it.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::draw::ledger::{StepKind, instant};
use shared::draw::{HashAlgorithm, to_hex};
use shared::ids::{AttemptId, PlanId, PlanLineId, WaveId, WitnessId};
use shared::planning::{
    AttemptStatus, FrameRules, LineStatus, ListDisclosure, PlanStatus, WaveDraft, WaveStatus, WitnessDraft,
    check_wave,
};

use super::ledger::Head;
use super::seat::token_hash;
use super::series::{Follows, WaveTurn};
use super::{Attempt, DrawService, Wave, repository};
use crate::access::{Granted, Viewer};
use crate::audit::{self, Actor, Audited, Change};
use crate::clock::entropy;
use crate::db::entity::{attempt, wave, wave_line, witness};
use crate::db::{Doc, Tx};
use crate::error::{Error, Refusal, Result, unique_means};
use crate::planning;

/// A wave as it is opened.
#[derive(Debug, Clone)]
pub struct WaveInput {
    /// The published plan.
    pub plan: PlanId,
    /// What people call it.
    pub title: String,
    /// Lines drawn together.
    pub lines: Vec<PlanLineId>,
    /// Hash function.
    pub hash: HashAlgorithm,
    /// When the drawn list opens to the public.
    pub disclosure: ListDisclosure,
    /// The future event whose text goes into the key.
    pub beacon_event: String,
    /// When the event is planned.
    pub beacon_due_at: Option<DateTime<Utc>>,
    /// Who witnesses.
    pub witnesses: Vec<WitnessDraft>,
    /// Whom its frame leaves out; the usual rules with the plan's caps where nobody says.
    pub rules: Option<FrameRules>,
    /// Which wave it follows, and how far it turns.
    pub turn: Option<WaveTurn>,
}

/// The secret address at which a witness commits and reveals. It is told once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessLink {
    /// Which witness.
    pub code: String,
    /// The secret.
    pub token: String,
}

/// A wave, its attempt and the addresses of its witnesses.
#[derive(Debug, Clone)]
pub struct OpenedWave {
    /// The wave.
    pub wave: Wave,
    /// Its newest attempt.
    pub attempt: Attempt,
    /// Addresses, to be handed out.
    pub links: Vec<WitnessLink>,
}

impl DrawService {
    /// Opens a wave of approved lines of a published plan, with its first attempt.
    pub async fn open_wave(&self, viewer: &Viewer, input: WaveInput) -> Result<OpenedWave> {
        let granted = viewer.demand(Action::RunWave, Scope::Division)?;
        check(&input)?;
        if input.beacon_due_at.is_some_and(|due| due <= self.core.now()) {
            return Err(Error::at(ErrorCode::OutOfRange, "beaconDueAt"));
        }
        let tx = self.core.db().begin().await?;
        let (last_day, caps) = self.check_lines(&tx, viewer, &input).await?;
        let rules = input.rules.unwrap_or(caps);
        let previous = self.hold_previous(&tx, viewer, &input).await?;
        let head = self.hold(&tx, &viewer.division).await?;
        let prefix = format!("W{}-", self.core.today().year());
        let number = repository::count_waves(&*tx, &viewer.division, &prefix).await? + 1;
        let row = wave::ActiveModel {
            id: Set(self.core.id()),
            division_code: Set(viewer.division.clone()),
            code: Set(format!("{prefix}{number:02}")),
            rules: Set(Some(Doc(rules))),
            previous_id: Set(previous.as_ref().map(|wave| wave.id)),
            rotation: Set(input.turn.map(|turn| Doc(turn.rotation))),
            plan_id: Set(input.plan),
            title: Set(input.title.trim().to_owned()),
            status: Set(WaveStatus::Open),
            hash: Set(input.hash),
            disclosure: Set(input.disclosure),
            beacon_event: Set(input.beacon_event.trim().to_owned()),
            beacon_due_at: Set(input.beacon_due_at),
            created_by: Set(viewer.account_id()),
            created_at: Set(head.at),
            closed_at: Set(None),
            last_day: Set(last_day),
            revision: Set(1),
        };
        // Two who follow one wave at once: one of them does.
        let wave = row.insert(&*tx).await.map_err(unique_means(ErrorCode::StaleRevision))?;
        let lines = input.lines.iter().enumerate().map(|(index, line)| wave_line::ActiveModel {
            wave_id: Set(wave.id),
            line_id: Set(*line),
            task_code: Set(task_code(index)),
        });
        wave_line::Entity::insert_many(lines)
            .exec_without_returning(&*tx)
            .await
            .map_err(unique_means(Error::at(ErrorCode::LineNotDrawable, "lines")))?;
        let previous = previous.map(|wave| wave.code);
        let (attempt, links) =
            self.insert_attempt(&tx, head, (&wave, 1, previous.as_deref()), &input.witnesses).await?;
        let after = json!({
            "code": wave.code, "title": wave.title, "lines": input.lines, "hash": wave.hash,
            "disclosure": wave.disclosure, "beaconEvent": wave.beacon_event, "beaconDueAt": wave.beacon_due_at, "attempt": 1,
            "rules": rules, "previous": previous, "rotation": wave.rotation,
        });
        let audited =
            audit::record(&tx, &granted, self.core.stamp(), Change::of("wave", wave.id).after(after)).await?;
        tx.commit(audited).await?;
        Ok(OpenedWave { wave, attempt, links })
    }

    /// The wave that another follows, if it may; whoever else wants to follow it waits.
    async fn hold_previous(&self, tx: &Tx, viewer: &Viewer, input: &WaveInput) -> Result<Option<Wave>> {
        let Some(turn) = input.turn else { return Ok(None) };
        let missing = || Error::at(ErrorCode::NotFound, "turn.previousWaveId");
        let found = repository::lock_wave(&**tx, &viewer.division, turn.previous).await?;
        let previous = found.ok_or_else(missing)?;
        self.check_follows(&**tx, &previous, &Follows { lines: &input.lines, hash: input.hash }).await?;
        Ok(Some(previous))
    }

    /// The last day of the lines, if all of them may be drawn, and the usual rules of their plan.
    async fn check_lines(
        &self,
        tx: &Tx,
        viewer: &Viewer,
        input: &WaveInput,
    ) -> Result<(Option<NaiveDate>, FrameRules)> {
        let plan = planning::lock_plan(&**tx, &viewer.division, input.plan).await?;
        let plan = plan.ok_or(ErrorCode::NotFound)?;
        if plan.status == PlanStatus::Amended {
            return Err(Error::at(ErrorCode::PlanSuperseded, "plan"));
        }
        if plan.status != PlanStatus::Published {
            return Err(Error::at(ErrorCode::PlanNotPublished, "plan"));
        }
        let lines = planning::lines_by_id(&**tx, &input.lines).await?;
        let fits = lines.len() == input.lines.len()
            && lines.iter().all(|line| line.plan_id == plan.id && line.status == LineStatus::Approved);
        // A line is drawn once, in whichever version of the plan.
        let family = planning::family_of(&**tx, &input.lines).await?;
        let free = repository::taken_lines(&**tx, &family).await?.is_empty();
        if !fits || !free {
            return Err(Error::at(ErrorCode::LineNotDrawable, "lines"));
        }
        if planning::being_amended(&**tx, &plan, &lines).await? {
            return Err(Error::at(ErrorCode::LineBeingAmended, "lines"));
        }
        for line in &lines {
            planning::check_items(&**tx, line, self.core.today(), "lines").await?;
        }
        let rules = planning::rules_of(&plan);
        let usual = FrameRules::usual(rules.cap_per_body, rules.cap_combined);
        Ok((lines.iter().map(|line| line.window_to).max(), usual))
    }

    async fn insert_attempt(
        &self,
        tx: &Tx,
        head: Head,
        (wave, number, previous): (&Wave, i64, Option<&str>),
        witnesses: &[WitnessDraft],
    ) -> Result<(Attempt, Vec<WitnessLink>)> {
        let row = attempt::ActiveModel {
            id: Set(self.core.id::<AttemptId>()),
            wave_id: Set(wave.id),
            number: Set(number),
            status: Set(AttemptStatus::Committing),
            created_at: Set(head.at),
            frame_root: Set(None),
            frame_size: Set(None),
            frozen: Set(None),
            frozen_at: Set(None),
            beacon: Set(None),
            beacon_at: Set(None),
            reveal_by: Set(None),
            seed: Set(None),
            report: Set(None),
            bundle_hash: Set(None),
            drawn_at: Set(None),
            void_reason: Set(None),
            voided_at: Set(None),
        };
        // Two who open the next attempt at once: one of them does.
        let attempt = row.insert(&**tx).await.map_err(unique_means(ErrorCode::StaleRevision))?;
        let mut links = Vec::new();
        for named in witnesses {
            let token = to_hex(&entropy::<16>());
            let row = witness::ActiveModel {
                id: Set(self.core.id::<WitnessId>()),
                attempt_id: Set(attempt.id),
                code: Set(named.code.trim().to_owned()),
                name: Set(named.name.trim().to_owned()),
                organisation: Set(named.organisation.trim().to_owned()),
                kind: Set(named.kind),
                token_hash: Set(token_hash(&token)),
                device_hash: Set(None),
                opened_at: Set(None),
                commitment: Set(None),
                committed_at: Set(None),
                nonce: Set(None),
                revealed_at: Set(None),
            };
            witness::Entity::insert(row).exec_without_returning(&**tx).await?;
            links.push(WitnessLink { code: named.code.trim().to_owned(), token });
        }
        self.put(tx, head, (wave, &attempt), StepKind::Opened, &announced(wave, previous, witnesses)).await?;
        Ok((attempt, links))
    }

    /// Opens the next attempt after a void one: same lines, same witnesses, new commitments.
    pub async fn open_attempt(&self, viewer: &Viewer, wave: WaveId) -> Result<OpenedWave> {
        let granted = viewer.demand(Action::RunWave, Scope::Division)?;
        let tx = self.core.db().begin().await?;
        let wave = repository::lock_wave(&*tx, &viewer.division, wave).await?.ok_or(ErrorCode::NotFound)?;
        let attempts = repository::attempts(&*tx, &[wave.id]).await?;
        let last = attempts.last().ok_or_else(|| Error::broken("a wave without an attempt"))?;
        if last.status != AttemptStatus::Void {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let head = self.hold(&tx, &wave.division_code).await?;
        let witnesses: Vec<WitnessDraft> = repository::witnesses(&*tx, &[last.id])
            .await?
            .into_iter()
            .map(|row| WitnessDraft {
                code: row.code,
                name: row.name,
                organisation: row.organisation,
                kind: row.kind,
            })
            .collect();
        let previous = match wave.previous_id {
            Some(id) => repository::wave(&*tx, &viewer.division, id).await?.map(|wave| wave.code),
            None => None,
        };
        let new = (&wave, last.number + 1, previous.as_deref());
        let (attempt, links) = self.insert_attempt(&tx, head, new, &witnesses).await?;
        let change = Change::of("wave", wave.id).after(json!({ "attempt": attempt.number }));
        let audited = self.record_wave(&tx, &granted, "OPEN_ATTEMPT", change).await?;
        tx.commit(audited).await?;
        Ok(OpenedWave { wave, attempt, links })
    }

    /// Closes a wave whose visits are over; sealed lists open to everybody.
    pub async fn close_wave(&self, viewer: &Viewer, wave: WaveId) -> Result<Wave> {
        let granted = viewer.demand(Action::RunWave, Scope::Division)?;
        let tx = self.core.db().begin().await?;
        let found = repository::lock_wave(&*tx, &viewer.division, wave).await?.ok_or(ErrorCode::NotFound)?;
        if found.status != WaveStatus::Drawn || crate::visit::open_visits(&*tx, wave).await? > 0 {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let revision = found.revision;
        let mut row = found.into_active_model();
        row.status = Set(WaveStatus::Closed);
        row.closed_at = Set(Some(self.core.now()));
        row.revision = Set(revision + 1);
        let wave = row.update(&*tx).await?;
        let change = Change::of("wave", wave.id).after(json!({ "status": wave.status }));
        let audited = self.record_wave(&tx, &granted, "CLOSE_WAVE", change).await?;
        tx.commit(audited).await?;
        Ok(wave)
    }

    pub(super) async fn record_wave(
        &self,
        tx: &Tx,
        granted: &Granted<'_>,
        action: &'static str,
        change: Change,
    ) -> Result<Audited> {
        let mut actor = Actor::from(granted);
        actor.action = action;
        audit::record(tx, actor, self.core.stamp(), change).await
    }
}

/// What is announced when an attempt is opened, for the ledger.
fn announced(wave: &Wave, previous: Option<&str>, witnesses: &[WitnessDraft]) -> serde_json::Value {
    let named = |witness: &WitnessDraft| {
        let who = json!({ "name": witness.name.trim(), "organisation": witness.organisation.trim(), "kind": witness.kind });
        (witness.code.trim().to_owned(), who)
    };
    json!({
        "title": wave.title,
        "hash": wave.hash,
        "disclosure": wave.disclosure,
        "beaconEvent": wave.beacon_event,
        "beaconDueAt": wave.beacon_due_at.map(instant),
        "witnesses": witnesses.iter().map(named).collect::<serde_json::Map<_, _>>(),
        "rules": wave.rules,
        "previous": previous,
        "rotation": wave.rotation,
    })
}

/// The rules every wave must satisfy; the app has asked them before.
fn check(input: &WaveInput) -> Result<()> {
    let draft = WaveDraft {
        title: input.title.clone(),
        beacon_event: input.beacon_event.clone(),
        lines: input.lines.iter().map(ToString::to_string).collect(),
        witnesses: input.witnesses.clone(),
        rules: input.rules.unwrap_or_default(),
        rotation: input.turn.map(|turn| turn.rotation),
    };
    let problems = check_wave(&draft).into_iter();
    refuse(problems.map(|problem| Refusal::new(problem.code).at(problem.path)).collect())
}

/// Refuses frame rules nobody could go by, each at its field.
pub(super) fn refuse_rules(rules: &FrameRules) -> Result<()> {
    let problems = rules.check().into_iter();
    refuse(problems.map(|(code, field)| Refusal::new(code).at(format!("rules.{field}"))).collect())
}

fn refuse(refusals: Vec<Refusal>) -> Result<()> {
    if refusals.is_empty() { Ok(()) } else { Err(Error::Refused(refusals)) }
}

/// Identifier of the line with this index among the lines of its wave.
pub(super) fn task_code(index: usize) -> String {
    format!("T{:03}", index + 1)
}
