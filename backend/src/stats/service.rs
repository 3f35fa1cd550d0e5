//! What waits for whom.

use shared::access::{Action, may_somewhere};
use shared::planning::LineStatus;

use crate::access::Viewer;
use crate::app::Core;
use crate::coverage::CoverageService;
use crate::disclosure::DisclosureService;
use crate::error::Result;
use crate::planning::{LineFilter, PlanningService};
use crate::registry;
use crate::visit::VisitService;

/// Numbers of things that wait for the viewer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToDo {
    /// Lines one's department leads that are drafts or were returned.
    pub lines_to_finish: u64,
    /// Lines that wait for the word of one's department.
    pub lines_to_confirm: u64,
    /// Lines that wait for the signature of one's department.
    pub lines_to_sign: u64,
    /// Lines with the office.
    pub lines_to_review: u64,
    /// Lines that wait for the office's head.
    pub lines_to_approve: u64,
    /// Visits that wait for the department's head.
    pub visits_to_approve: u64,
    /// One's own visits today.
    pub visits_today: u64,
    /// Results of visits that are over and wait for publication.
    pub results_to_publish: u64,
    /// Withheld results whose day to look again has come.
    pub results_to_review: u64,
    /// Reports of errors that wait for one's department.
    pub reports_to_answer: u64,
    /// Certificates one keeps that end soon.
    pub certificates_ending: u64,
    /// Recusals that wait for one's decision.
    pub recusals_to_decide: u64,
}

/// See the module.
#[derive(Clone)]
pub struct StatsService {
    pub(super) core: Core,
    planning: PlanningService,
    visits: VisitService,
    disclosure: DisclosureService,
    coverage: CoverageService,
}

impl StatsService {
    /// Over the given core.
    pub fn new(core: Core) -> Self {
        let (planning, visits) = (PlanningService::new(core.clone()), VisitService::new(core.clone()));
        let coverage = CoverageService::new(core.clone());
        Self { disclosure: DisclosureService::new(core.clone()), planning, visits, coverage, core }
    }

    /// What waits for the viewer.
    pub async fn to_do(&self, viewer: &Viewer) -> Result<ToDo> {
        let mut to_do = ToDo::default();
        let own = viewer.grants.iter().find_map(|grant| grant.department);
        let may = |action| may_somewhere(&viewer.grants, action);
        if may(Action::ReviewPlan) || may(Action::ApprovePlan) {
            let counts = self.planning.line_counts(viewer, &LineFilter::default()).await?;
            let count = |status| counts.get(&status).copied().unwrap_or(0);
            if may(Action::ReviewPlan) {
                to_do.lines_to_review = count(LineStatus::Submitted);
            }
            if may(Action::ApprovePlan) {
                to_do.lines_to_approve = count(LineStatus::Reviewed);
            }
        }
        if let Some(department) = own {
            if may(Action::ProposeLine) || may(Action::SignLine) {
                let filter = LineFilter { waits_for: Some(department), ..LineFilter::default() };
                let counts = self.planning.line_counts(viewer, &filter).await?;
                let count = |status| counts.get(&status).copied().unwrap_or(0);
                if may(Action::ProposeLine) {
                    to_do.lines_to_finish = count(LineStatus::Draft) + count(LineStatus::Returned);
                    to_do.lines_to_confirm = count(LineStatus::Confirming);
                }
                if may(Action::SignLine) {
                    to_do.lines_to_sign = count(LineStatus::Signing);
                }
            }
            if may(Action::ApproveVisit) {
                to_do.visits_to_approve = self.visits.awaiting_approval(viewer, department).await?;
            }
            if may(Action::AnswerSourceReport) {
                to_do.reports_to_answer =
                    registry::reports_waiting(self.core.db().read(), department).await?;
            }
            if may(Action::PublishResult) {
                to_do.results_to_publish = self.disclosure.ready(viewer, &[department]).await?;
                to_do.results_to_review = self.disclosure.to_review(viewer, &[department]).await?;
            }
        }
        if viewer.inspector.is_some() {
            to_do.visits_today = self.visits.of_day(viewer, self.core.today()).await?.len() as u64;
        }
        (to_do.certificates_ending, to_do.recusals_to_decide) = self.coverage.waiting(viewer).await?;
        Ok(to_do)
    }
}
