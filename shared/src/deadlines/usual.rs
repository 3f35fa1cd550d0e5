//! The dated duties as the founding notice and later papers set them.

use super::{DayShift, DutyOf, DutyProof, DutyRule, DutyTerms, RESULTS};

/// 舞政〔2020〕2号.
const NOTICE: &str = "舞政〔2020〕2号";

/// Working days before a day on which reminders usually begin.
const REMIND: u32 = 10;

/// The rules that hold until the office writes down others.
pub fn usual_rules() -> Vec<DutyRule> {
    use DutyOf::{Departments, Office};
    let once = |code: &str, title: &str, clause: &str, (year, month, day): (i32, u32, u32), of| {
        rule(code, title, clause, (Some(year), month, day), (DutyProof::ByHand, of, 0))
    };
    let yearly = |code: &str, title: &str, clause: &str, (month, day): (u32, u32), about| {
        rule(code, title, clause, (None, month, day), about)
    };
    vec![
        once("FLOW_2020", "完成双随机抽查全流程整合", "一、工作目标", (2020, 1, 31), Office),
        once("ITEMS_2020", "制定本部门随机抽查事项清单", "二（二）", (2020, 1, 31), Departments),
        once("LIBRARIES_2020", "建立本部门“两库”", "二（三）", (2020, 1, 31), Departments),
        once("JOINT_ITEMS_2020", "制定部门联合抽查事项清单", "二（二）", (2020, 3, 31), Office),
        once("JOINT_LIBRARIES_2020", "建立健全覆盖全市的综合性“两库”", "二（三）", (2020, 3, 31), Office),
        once("COVERAGE_2020", "实现监管全覆盖和联合监管常态化", "一、工作目标", (2020, 12, 31), Office),
        DutyRule {
            code: "CAP_2025".into(),
            terms: DutyTerms {
                clause: "国办发〔2024〕54号".into(),
                ..once("", "公布同一主体年度检查频次上限", "", (2025, 6, 30), Departments).terms
            },
        },
        yearly(
            "PLAN_LINES",
            "提出下一年度发起或参与的联合抽查计划",
            "二（四）",
            (12, 31),
            (DutyProof::LinesSigned, Departments, 1),
        ),
        yearly(
            "PLAN_FILED",
            "年度联合抽查计划报市政府备案",
            "二（四）",
            (3, 31),
            (DutyProof::PlanFiled, Office, 0),
        ),
        yearly(
            "PLAN_PUBLISHED",
            "年度联合抽查计划向社会公示",
            "二（四）",
            (3, 31),
            (DutyProof::PlanPublished, Office, 0),
        ),
        // Its days are the results' own: twenty working days after each.
        yearly(
            RESULTS,
            "抽查检查结果自产生之日起20个工作日内公示",
            "二（六）",
            (12, 31),
            (DutyProof::ResultsPublished, Departments, 0),
        ),
    ]
}

fn rule(
    code: &str,
    title: &str,
    clause: &str,
    (year, month, day): (Option<i32>, u32, u32),
    (proof, of, plan_ahead): (DutyProof, DutyOf, u32),
) -> DutyRule {
    let terms = DutyTerms {
        title: title.to_owned(),
        clause: format!("{NOTICE} {clause}"),
        year,
        month,
        day,
        plan_ahead,
        // What is to be done "by" a day is done by the last working day up to it.
        shift: DayShift::Before,
        remind: REMIND,
        proof,
        of,
        active: true,
    };
    DutyRule { code: code.to_owned(), terms }
}
