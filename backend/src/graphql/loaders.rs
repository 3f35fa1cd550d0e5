//! Relations in batches: one query for each kind of relation, however many objects ask.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::async_trait::async_trait;
use async_graphql::dataloader::Loader;
use shared::ids::{
    AttemptId, DepartmentId, InspectorId, ItemId, JobId, JointItemId, PlanId, PlanLineId, RatioMatrixId,
    SiteId, SubjectId, UserId, VisitId, VisitItemId, WaveId,
};

use super::batches::{Key, Loads};
use crate::app::Services;
use crate::error::Error;
use crate::{catalogue, organisation, planning, registry, visit};

/// Loads for one request.
pub struct Batch {
    services: Services,
}

impl Batch {
    /// Over these services.
    pub fn new(services: Services) -> Self {
        Self { services }
    }
}

type LoadResult<K, V> = Result<HashMap<K, V>, Arc<Error>>;

fn grouped<K: std::hash::Hash + Eq, V>(pairs: impl IntoIterator<Item = (K, V)>) -> HashMap<K, Vec<V>> {
    let mut map: HashMap<K, Vec<V>> = HashMap::new();
    for (key, value) in pairs {
        map.entry(key).or_default().push(value);
    }
    map
}

/// Things by their own id: `key type => value, service call, id of a row`.
macro_rules! by_id {
    ($($key:ty => $value:ty, |$services:ident, $ids:ident| $load:expr;)+) => {$(
        #[async_trait]
        impl Loader<$key> for Batch {
            type Value = $value;
            type Error = Arc<Error>;

            async fn load(&self, $ids: &[$key]) -> LoadResult<$key, $value> {
                let $services = &self.services;
                let rows: Vec<$value> = $load.await.map_err(Arc::new)?;
                Ok(rows.into_iter().map(|row| (row.id, row)).collect())
            }
        }
    )+};
}

by_id! {
    DepartmentId => organisation::Department, |services, ids| services.organisation.departments_by_id(ids);
    JointItemId => catalogue::JointItem, |services, ids| services.catalogue.by_id(ids);
    ItemId => catalogue::Item, |services, ids| services.catalogue.items_by_id(ids);
    SubjectId => registry::Subject, |services, ids| services.registry.subjects_by_id(ids);
    SiteId => registry::Site, |services, ids| services.registry.sites_by_id(ids);
    InspectorId => registry::Inspector, |services, ids| services.registry.inspectors_by_id(ids);
    PlanId => planning::Plan, |services, ids| services.planning.plans_by_id(ids);
    PlanLineId => planning::PlanLine, |services, ids| services.planning.lines_by_id(ids);
    WaveId => crate::draw::Wave, |services, ids| services.draw.waves_by_id(ids);
    VisitId => visit::Visit, |services, ids| services.visits.by_id(ids);
    VisitItemId => visit::VisitItem, |services, ids| services.visits.items_by_id(ids);
}

/// Lists that belong to something: a key type of its own for each relation.
macro_rules! lists {
    ($($(#[$meta:meta])* $key:ident($of:ty) => $value:ty, |$services:ident, $ids:ident| $load:expr;)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $key(pub $of);

        #[async_trait]
        impl Loader<$key> for Batch {
            type Value = Vec<$value>;
            type Error = Arc<Error>;

            async fn load(&self, keys: &[$key]) -> LoadResult<$key, Vec<$value>> {
                let $services = &self.services;
                let $ids: &[$of] = &keys.iter().map(|key| key.0).collect::<Vec<_>>();
                let pairs: Vec<($of, $value)> = $load.map_err(Arc::new)?;
                Ok(grouped(pairs.into_iter().map(|(id, value)| ($key(id), value))))
            }
        }
    )+};
}

fn flatten<K: Copy, V>(map: std::collections::BTreeMap<K, Vec<V>>) -> Vec<(K, V)> {
    map.into_iter().flat_map(|(key, values)| values.into_iter().map(move |value| (key, value))).collect()
}

lists! {
    /// Departments of a joint item, the leading one first.
    DepartmentsOfJointItem(JointItemId) => DepartmentId,
        |services, ids| services.catalogue.departments_of(ids).await.map(flatten);
    /// Citations of a joint item.
    BasesOf(JointItemId) => catalogue::LegalBasis,
        |services, ids| services.catalogue.bases_of(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.joint_item_id, row)).collect());
    /// Departments' items of a joint item.
    ItemsOf(JointItemId) => catalogue::Item,
        |services, ids| services.catalogue.items_of(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.joint_item_id, row)).collect());
    /// Versions of a department's item, newest first.
    VersionsOf(ItemId) => catalogue::ItemVersion,
        |services, ids| services.catalogue.versions_of(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.item_id, row)).collect());
    /// Versions of a joint item, newest first.
    JointVersionsOf(JointItemId) => catalogue::JointItemVersion,
        |services, ids| services.catalogue.joint_versions_of(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.joint_item_id, row)).collect());
    /// Versions of a matrix of ratios, newest first.
    MatrixVersionsOf(RatioMatrixId) => planning::MatrixVersion,
        |services, ids| services.planning.matrix_versions(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.matrix_id, row)).collect());
    /// Items of a line that were withdrawn before it ends.
    WithdrawnItemsOf(PlanLineId) => catalogue::Item,
        |services, ids| services.planning.withdrawn_items(ids).await;
    /// Checklist of an item.
    QuestionsOf(ItemId) => catalogue::Question,
        |services, ids| services.catalogue.questions_of(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.item_id, row)).collect());
    /// Roles of an account.
    GrantsOf(UserId) => shared::access::Grant, |services, ids| services.organisation.grants_of(ids).await;
    /// Name of an account, as a list of one.
    NameOf(UserId) => String, |services, ids| services.organisation.account_names(ids).await;
    /// Tags of a subject.
    TagsOf(SubjectId) => String, |services, ids| services.registry.tags_of(ids).await;
    /// Departments responsible for a subject.
    ResponsibleFor(SubjectId) => registry::Responsible,
        |services, ids| services.registry.departments_of(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.subject_id, row)).collect());
    /// Subjects behind a door.
    SubjectsAt(SiteId) => registry::Subject,
        |services, ids| services.registry.subjects_at(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.site_id, row)).collect());
    /// Last visits to a subject's door.
    LastVisitsOf(SubjectId) => visit::Visit,
        |services, ids| services.visits.last_visits(ids, 5).await.map(flatten);
    /// Joint items of a line.
    JointItemsOfLine(PlanLineId) => JointItemId,
        |services, ids| services.planning.items_of(ids).await.map(flatten);
    /// Departments of a line.
    PartiesOf(PlanLineId) => planning::Party,
        |services, ids| services.planning.parties_of(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.line_id, row)).collect());
    /// Steps of a plan as a whole.
    DecisionsOfPlan(PlanId) => planning::Decision,
        |services, ids| services.planning.decisions_of_plans(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.plan_id, row)).collect());
    /// Steps of a line.
    DecisionsOfLine(PlanLineId) => planning::Decision,
        |services, ids| services.planning.decisions_of_lines(ids).await
            .map(|rows| rows.into_iter().filter_map(|row| Some((row.line_id?, row))).collect());
    /// A line against what it said when the office last decided, as a list of one.
    SinceOffice(PlanLineId) => planning::Compared,
        |services, ids| services.planning.since_office(ids).await;
    /// A line of an amendment against the version before, as a list of one.
    AmendedLine(PlanLineId) => planning::Amended,
        |services, ids| services.planning.amended(ids).await;
    /// The version that amends a plan, as a list of one.
    AmendmentOf(PlanId) => planning::Plan,
        |services, ids| services.planning.amendments_of(ids).await
            .map(|rows| rows.into_iter().filter_map(|row| Some((row.amends?, row))).collect());
    /// Where a plan was published.
    PublicationsOf(PlanId) => planning::Publication,
        |services, ids| services.planning.publications(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.plan_id, row)).collect());
    /// Files of a plan, newest first.
    FilesOf(PlanId) => planning::PlanFile,
        |services, ids| services.planning.files_of(ids).await
            .map(|rows| rows.into_iter().map(|file| (file.row.plan_id, file)).collect());
    /// Attempts of a wave, first to last.
    AttemptsOf(WaveId) => crate::draw::Attempt,
        |services, ids| services.draw.attempts(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.wave_id, row)).collect());
    /// Witnesses of an attempt.
    WitnessesOf(AttemptId) => crate::draw::Witness,
        |services, ids| services.draw.witnesses(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.attempt_id, row)).collect());
    /// Published results of a subject, newest first.
    PublishedResultsOf(SubjectId) => visit::ResultRow,
        |services, ids| services.disclosure.public_results(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.subject_id, row)).collect());
    /// Published versions of an item that corrections replaced, newest first.
    ReplacedResultsOf(VisitItemId) => visit::ResultRow,
        |services, ids| services.disclosure.replaced(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.visit_item_id, row)).collect());
    /// Steps towards a firm that cannot be reached, oldest first.
    ContactStepsOf(VisitItemId) => crate::disclosure::ContactRow,
        |services, ids| services.disclosure.contact_steps(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.visit_item_id, row)).collect());
    /// The first problems of a job.
    ProblemsOf(JobId) => crate::jobs::Problem, |services, ids| services.jobs.first_problems(ids).await;
    /// Lines of a wave.
    LinesOfWave(WaveId) => crate::draw::WaveLine,
        |services, ids| services.draw.lines_of(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.wave_id, row)).collect());
    /// The wave a line is drawn in, as a list of one.
    WaveOfLine(PlanLineId) => crate::draw::Wave, |services, ids| services.draw.waves_of_lines(ids).await;
    /// Days of a visit.
    DaysOf(VisitId) => chrono::NaiveDate, |services, ids| services.visits.days_of(ids).await;
    /// Departments of a visit.
    DepartmentsOfVisit(VisitId) => visit::VisitDepartment,
        |services, ids| services.visits.departments_of(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.visit_id, row)).collect());
    /// Team of a visit.
    SeatsOf(VisitId) => visit::Seat,
        |services, ids| services.visits.seats_of(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.visit_id, row)).collect());
    /// Present and past seats of a visit.
    AllSeatsOf(VisitId) => visit::Seat,
        |services, ids| services.visits.all_seats_of(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.visit_id, row)).collect());
    /// Items of a visit.
    ItemsOfVisit(VisitId) => visit::VisitItem,
        |services, ids| services.visits.items_of(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.visit_id, row)).collect());
    /// Answers of an item at a visit.
    AnswersOf(VisitItemId) => visit::Answer,
        |services, ids| services.visits.answers_of(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.visit_item_id, row)).collect());
    /// Photos of an item at a visit.
    EvidenceOf(VisitItemId) => visit::Evidence,
        |services, ids| services.visits.evidence_of(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.visit_item_id, row)).collect());
    /// The result that counts of an item at a visit, as a list of one.
    ResultOf(VisitItemId) => visit::ResultRow,
        |services, ids| services.visits.results_of(ids).await
            .map(|rows| rows.into_iter().map(|row| (row.visit_item_id, row)).collect());
}

/// One thing by its id; what was referred to and is not there is our fault.
pub async fn one<K>(
    ctx: &async_graphql::Context<'_>,
    key: K,
) -> async_graphql::Result<<Batch as Loader<K>>::Value>
where
    Batch: Loads<K>,
    K: Key + std::fmt::Debug,
{
    use super::context::ContextExt;
    let found = ctx.batches()?.load(key.clone()).await.map_err(|error| Error::broken(error.to_string()))?;
    found.ok_or_else(|| Error::broken(format!("{key:?} is referred to and not there")).into())
}

/// A list that belongs to something; empty if there is nothing.
pub async fn many<K, V>(ctx: &async_graphql::Context<'_>, key: K) -> async_graphql::Result<Vec<V>>
where
    Batch: Loads<K> + Loader<K, Value = Vec<V>, Error = Arc<Error>>,
    K: Key + std::fmt::Debug,
    V: Send + Sync + Clone + 'static,
{
    use super::context::ContextExt;
    let found = ctx.batches()?.load(key).await.map_err(|error| Error::broken(error.to_string()))?;
    Ok(found.unwrap_or_default())
}
