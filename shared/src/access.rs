//! Who may do what: one pure function, demanded by the server and obeyed by the app.

use serde::{Deserialize, Serialize};

use crate::ids::DepartmentId;
use crate::organisation::Role;

/// A role a person holds, and the department it is held for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The department, for roles that act for one.
    pub department: Option<DepartmentId>,
}

coded_enum! {
    /// Everything that needs a permission.
    pub enum Action {
        ReadOwnAccount = "READ_OWN_ACCOUNT" ("查看本人账号", "See one's own account"),
        ReadOrganisation = "READ_ORGANISATION" ("查看区划与部门", "See divisions and departments"),
        ImportReference = "IMPORT_REFERENCE" ("导入区划、部门", "Import divisions and departments"),
        ReadUsers = "READ_USERS" ("查看账号", "See accounts"),
        ManageUsers = "MANAGE_USERS" ("管理账号", "Manage accounts"),
        GrantRoles = "GRANT_ROLES" ("授予岗位", "Grant roles"),
        EndSessions = "END_SESSIONS" ("终止他人会话", "End other people's sessions"),
        ReadAudit = "READ_AUDIT" ("查看审计日志", "Read the audit trail"),
        ReadCatalogue = "READ_CATALOGUE" ("查看抽查事项", "See the item catalogue"),
        EditCatalogue = "EDIT_CATALOGUE" ("维护抽查事项", "Keep the item catalogue"),
        PublishItem = "PUBLISH_ITEM" ("公布、停用本部门事项", "Publish and withdraw a department's items"),
        ReadRegistry = "READ_REGISTRY" ("查看两库", "See the two libraries"),
        EditSubjects = "EDIT_SUBJECTS" ("维护检查对象名录库", "Keep the library of subjects"),
        BulkEditSubjects = "BULK_EDIT_SUBJECTS" ("批量变更检查对象", "Change many subjects at once"),
        ShareViews = "SHARE_VIEWS" ("与本部门共享视图", "Share views with one's department"),
        ReportSourceError = "REPORT_SOURCE_ERROR" ("向数据源报告差错", "Report an error to the source"),
        AnswerSourceReport = "ANSWER_SOURCE_REPORT" ("处理差错报告", "Answer reports of errors"),
        EditInspectors = "EDIT_INSPECTORS" ("维护执法检查人员名录库", "Keep the library of inspectors"),
        ReadPlans = "READ_PLANS" ("查看计划", "See plans"),
        CommentPlan = "COMMENT_PLAN" ("对计划发表意见", "Comment on plans"),
        ProposeLine = "PROPOSE_LINE" ("编制计划行", "Propose plan lines"),
        ConfirmLine = "CONFIRM_LINE" ("确认参与", "Confirm taking part"),
        SignLine = "SIGN_LINE" ("签署计划行", "Sign plan lines"),
        OpenPlan = "OPEN_PLAN" ("建立年度计划", "Open an annual plan"),
        ReviewPlan = "REVIEW_PLAN" ("审核计划", "Review plans"),
        ApprovePlan = "APPROVE_PLAN" ("批准计划", "Approve plans"),
        FilePlan = "FILE_PLAN" ("备案计划", "File plans"),
        PublishPlan = "PUBLISH_PLAN" ("公示计划", "Publish plans"),
        KeepPlanFiles = "KEEP_PLAN_FILES" ("登记计划附件与公示回执", "Attach a plan's files and receipts"),
        ReadDeadlines = "READ_DEADLINES" ("查看工作时限", "See the calendar of deadlines"),
        KeepDeadlines = "KEEP_DEADLINES" ("维护工作时限", "Keep the calendar of deadlines"),
        FulfilDuty = "FULFIL_DUTY" ("登记时限完成情况", "Say that a duty is fulfilled"),
        ReadWaves = "READ_WAVES" ("查看抽取批次", "See waves"),
        RunWave = "RUN_WAVE" ("组织抽取", "Run a draw"),
        VoidAttempt = "VOID_ATTEMPT" ("宣布抽取作废", "Void an attempt"),
        ReadDrawnList = "READ_DRAWN_LIST" ("查看封存名单", "Read a sealed list"),
        ReadVisits = "READ_VISITS" ("查看检查", "See visits"),
        ApproveVisit = "APPROVE_VISIT" ("批准检查", "Approve visits"),
        WorkVisit = "WORK_VISIT" ("现场检查", "Work at a visit"),
        PublishResult = "PUBLISH_RESULT" ("批准公示结果", "Approve publication of results"),
        KeepDisclosure = "KEEP_DISCLOSURE" ("登记更正、联系信函与公示材料", "Enter corrections, letters and packages"),
        ReadRegister = "READ_REGISTER" ("查看请假与回避", "See the register of leave and recusal"),
        ReadGrounds = "READ_GROUNDS" ("查看请假、回避事由", "See why somebody is on leave or recused"),
        KeepRegister = "KEEP_REGISTER" ("登记请假与回避", "Keep the register of leave and recusal"),
        DeclareRecusal = "DECLARE_RECUSAL" ("申报回避", "Declare a recusal"),
        DecideRecusal = "DECIDE_RECUSAL" ("决定回避", "Decide on recusals"),
        SettleDuty = "SETTLE_DUTY" ("裁定职责归属", "Decide whose a duty is"),
        ReadJobs = "READ_JOBS" ("查看后台任务", "See jobs"),
    }
}

/// What an action is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The whole division, or nothing in particular.
    Division,
    /// Something that belongs to one department.
    Department(DepartmentId),
}

/// How far a role's permission reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Division,
    OwnDepartment,
}

/// The permission table: which roles may do an action, and how far.
fn holders(action: Action) -> &'static [(Role, Reach)] {
    use Reach::{Division, OwnDepartment};
    use Role::{
        Auditor, DepartmentClerk, DepartmentHead, Expert, Inspector, OfficeClerk, OfficeHead, SecurityAdmin,
        Supervisor, SystemAdmin,
    };
    match action {
        Action::ReadOwnAccount | Action::ReadOrganisation => &[
            (SystemAdmin, Division),
            (SecurityAdmin, Division),
            (Auditor, Division),
            (DepartmentClerk, Division),
            (DepartmentHead, Division),
            (OfficeClerk, Division),
            (OfficeHead, Division),
            (Inspector, Division),
            (Expert, Division),
            (Supervisor, Division),
        ],
        Action::ReadUsers => &[(SystemAdmin, Division), (SecurityAdmin, Division), (Auditor, Division)],
        Action::ManageUsers | Action::ImportReference => &[(SystemAdmin, Division)],
        Action::GrantRoles | Action::EndSessions => &[(SecurityAdmin, Division)],
        Action::ReadAudit => &[(Auditor, Division)],
        Action::ReadCatalogue => &[
            (DepartmentClerk, Division),
            (DepartmentHead, Division),
            (OfficeClerk, Division),
            (OfficeHead, Division),
            (Inspector, Division),
            (Expert, Division),
            (Supervisor, Division),
        ],
        Action::EditCatalogue | Action::EditInspectors => {
            &[(OfficeClerk, Division), (DepartmentClerk, OwnDepartment)]
        }
        Action::BulkEditSubjects => &[(OfficeClerk, Division), (DepartmentClerk, OwnDepartment)],
        Action::ShareViews => &[(DepartmentClerk, OwnDepartment), (DepartmentHead, OwnDepartment)],
        Action::AnswerSourceReport => &[(DepartmentClerk, OwnDepartment)],
        Action::ReadRegistry | Action::ReportSourceError => &[
            (DepartmentClerk, Division),
            (DepartmentHead, Division),
            (OfficeClerk, Division),
            (OfficeHead, Division),
            (Inspector, Division),
            (Supervisor, Division),
        ],
        Action::ReadRegister => &[
            (DepartmentClerk, Division),
            (DepartmentHead, Division),
            (OfficeClerk, Division),
            (OfficeHead, Division),
            (Inspector, Division),
            (Supervisor, Division),
            (SecurityAdmin, Division),
            (Auditor, Division),
        ],
        Action::ReadGrounds => &[
            (DepartmentClerk, OwnDepartment),
            (DepartmentHead, OwnDepartment),
            (SecurityAdmin, Division),
            (Auditor, Division),
        ],
        Action::KeepDisclosure => &[(DepartmentClerk, OwnDepartment), (DepartmentHead, OwnDepartment)],
        Action::KeepRegister => &[(DepartmentClerk, OwnDepartment), (DepartmentHead, OwnDepartment)],
        Action::DeclareRecusal => &[(Inspector, OwnDepartment)],
        Action::DecideRecusal => &[(DepartmentHead, OwnDepartment)],
        Action::SettleDuty => &[(OfficeHead, Division)],
        Action::EditSubjects => &[(OfficeClerk, Division), (DepartmentClerk, Division)],
        Action::ReadPlans | Action::ReadWaves => &[
            (DepartmentClerk, Division),
            (DepartmentHead, Division),
            (OfficeClerk, Division),
            (OfficeHead, Division),
            (Supervisor, Division),
        ],
        Action::CommentPlan => &[
            (DepartmentClerk, Division),
            (DepartmentHead, Division),
            (OfficeClerk, Division),
            (OfficeHead, Division),
        ],
        Action::ProposeLine | Action::ConfirmLine => &[(DepartmentClerk, OwnDepartment)],
        Action::SignLine | Action::ApproveVisit | Action::PublishResult | Action::PublishItem => {
            &[(DepartmentHead, OwnDepartment)]
        }
        Action::OpenPlan | Action::ReviewPlan | Action::FilePlan | Action::RunWave => {
            &[(OfficeClerk, Division)]
        }
        Action::ApprovePlan | Action::PublishPlan | Action::VoidAttempt => &[(OfficeHead, Division)],
        Action::KeepPlanFiles => &[(OfficeClerk, Division), (OfficeHead, Division)],
        Action::ReadDeadlines => &[
            (SystemAdmin, Division),
            (DepartmentClerk, Division),
            (DepartmentHead, Division),
            (OfficeClerk, Division),
            (OfficeHead, Division),
            (Supervisor, Division),
        ],
        Action::KeepDeadlines => &[(SystemAdmin, Division), (OfficeHead, Division)],
        Action::FulfilDuty => &[
            (OfficeClerk, Division),
            (OfficeHead, Division),
            (DepartmentClerk, OwnDepartment),
            (DepartmentHead, OwnDepartment),
        ],
        Action::ReadDrawnList => &[(OfficeClerk, Division), (OfficeHead, Division), (Supervisor, Division)],
        Action::ReadVisits => &[
            (OfficeClerk, Division),
            (OfficeHead, Division),
            (Supervisor, Division),
            (DepartmentClerk, OwnDepartment),
            (DepartmentHead, OwnDepartment),
            (Inspector, OwnDepartment),
        ],
        Action::WorkVisit => &[(Inspector, OwnDepartment)],
        Action::ReadJobs => &[
            (DepartmentClerk, Division),
            (OfficeClerk, Division),
            (OfficeHead, Division),
            (SystemAdmin, Division),
        ],
    }
}

/// Whether the holder of `grants` may do `action` to `scope`. Everything that is not allowed is refused.
pub fn decide(grants: &[Grant], action: Action, scope: Scope) -> bool {
    grants.iter().any(|grant| {
        holders(action).iter().any(|(role, reach)| {
            *role == grant.role
                && match (reach, scope) {
                    (Reach::Division, _) => true,
                    (Reach::OwnDepartment, Scope::Division) => false,
                    (Reach::OwnDepartment, Scope::Department(department)) => {
                        grant.department == Some(department)
                    }
                }
        })
    })
}

/// Whether the holder may do `action` to anything at all: what the app shows in its navigation.
pub fn may_somewhere(grants: &[Grant], action: Action) -> bool {
    grants.iter().any(|grant| holders(action).iter().any(|(role, _)| *role == grant.role))
}

/// Departments whose things the holder may do `action` to; `None` means all of the division.
pub fn departments(grants: &[Grant], action: Action) -> Option<Vec<DepartmentId>> {
    let mut own = Vec::new();
    for grant in grants {
        for (role, reach) in holders(action) {
            if *role == grant.role {
                match (reach, grant.department) {
                    (Reach::Division, _) => return None,
                    (Reach::OwnDepartment, Some(department)) => own.push(department),
                    (Reach::OwnDepartment, None) => {}
                }
            }
        }
    }
    own.sort_unstable();
    own.dedup();
    Some(own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ONE: DepartmentId = DepartmentId(Uuid::from_u128(1));
    const TWO: DepartmentId = DepartmentId(Uuid::from_u128(2));

    fn grant(role: Role, department: Option<DepartmentId>) -> Vec<Grant> {
        vec![Grant { role, department }]
    }

    #[test]
    fn own_department_only() {
        let clerk = grant(Role::DepartmentClerk, Some(ONE));
        assert!(decide(&clerk, Action::ProposeLine, Scope::Department(ONE)));
        assert!(!decide(&clerk, Action::ProposeLine, Scope::Department(TWO)));
        assert!(!decide(&clerk, Action::ProposeLine, Scope::Division));
        assert!(may_somewhere(&clerk, Action::ProposeLine));
        assert_eq!(departments(&clerk, Action::ProposeLine), Some(vec![ONE]));
        assert_eq!(departments(&clerk, Action::ReadPlans), None);
    }

    #[test]
    fn administrators_do_no_business() {
        let business = [
            Action::ProposeLine,
            Action::ConfirmLine,
            Action::SignLine,
            Action::ReviewPlan,
            Action::ApprovePlan,
            Action::RunWave,
            Action::ApproveVisit,
            Action::WorkVisit,
            Action::PublishResult,
            Action::EditSubjects,
        ];
        for role in Role::ALL.iter().filter(|role| role.is_administrator()) {
            for action in business {
                assert!(!may_somewhere(&grant(*role, None), action), "{role} {action}");
            }
        }
    }

    /// 三员分立: who makes accounts grants nothing, who grants makes no accounts, who reads the log changes nothing.
    #[test]
    fn the_three_administrators_are_separate() {
        let may = |role, action| may_somewhere(&grant(role, None), action);
        assert!(may(Role::SystemAdmin, Action::ManageUsers) && !may(Role::SystemAdmin, Action::GrantRoles));
        assert!(
            may(Role::SecurityAdmin, Action::GrantRoles) && !may(Role::SecurityAdmin, Action::ManageUsers)
        );
        assert!(!may(Role::SystemAdmin, Action::ReadAudit) && !may(Role::SecurityAdmin, Action::ReadAudit));
        for action in Action::ALL {
            let reads = action.as_str().starts_with("READ_");
            assert!(!may(Role::Auditor, *action) || reads, "the auditor may {action}");
        }
    }

    /// R22: the office never inspects; experts never conclude (R40).
    #[test]
    fn the_office_and_experts_never_inspect() {
        for role in [Role::OfficeClerk, Role::OfficeHead, Role::Expert, Role::Supervisor] {
            assert!(!may_somewhere(&grant(role, Some(ONE)), Action::WorkVisit), "{role}");
        }
    }

    #[test]
    fn nobody_without_a_grant() {
        for action in Action::ALL {
            assert!(!decide(&[], *action, Scope::Division));
        }
    }
}
