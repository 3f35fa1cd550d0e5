//! The papers of an annual plan: the plan itself, the notice that sends it out, the report that files it.

use chrono::NaiveDate;

use super::words::{self, office_name, office_words};
use super::{Annex, AnnexColumn, Block, BlockKind, Imprint, Paper, PaperKind, Signature, paper_date};
use crate::planning::PlanStatus;
use crate::planning::table::Column;

/// Columns of the attached table with their shares of the width; what the others say is for carrying the plan
/// out and stands in the spreadsheet.
const COLUMNS: [(Column, &str, u32, bool); 12] = [
    (Column::Trade, "行业", 12, true),
    (Column::Title, "任务名称", 26, false),
    (Column::Items, "抽查事项", 40, false),
    (Column::Subjects, "检查对象", 16, true),
    (Column::Scope, "范围", 24, false),
    (Column::Targeting, "抽取类型", 11, true),
    (Column::Ratio, "抽取比例", 16, true),
    (Column::Basis, "基数（户）", 12, true),
    (Column::Method, "检查方式", 12, true),
    (Column::Lead, "牵头部门", 20, true),
    (Column::Partners, "参与部门", 24, false),
    (Column::Window, "检查期间", 19, true),
];

/// A line as a paper tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLine {
    /// Its number in the plan.
    pub position: i64,
    /// Its cells, in the order of [`Column::ALL`].
    pub cells: Vec<String>,
}

impl PaperLine {
    fn cell(&self, column: Column) -> &str {
        let place = Column::ALL.iter().position(|one| *one == column);
        place.and_then(|place| self.cells.get(place)).map_or("", String::as_str)
    }
}

/// What is known of a plan.
#[derive(Debug, Clone)]
pub struct PlanFacts {
    /// Name of the division, `舞钢市`.
    pub division: String,
    /// Year.
    pub year: i32,
    /// Version, from 1.
    pub version: u32,
    /// Number as the publicity system writes it.
    pub number: String,
    /// Title.
    pub title: String,
    /// Where it stands.
    pub status: PlanStatus,
    /// Day of its approval.
    pub approved_on: Option<NaiveDate>,
    /// Organ, number and day of its filing.
    pub filed: Option<(String, String, NaiveDate)>,
    /// Day of its publication, and the hash of what was published.
    pub published: Option<(NaiveDate, String)>,
    /// Departments that take part, the leading ones first.
    pub departments: Vec<String>,
    /// Lines: the approved ones, or of a draft all that are not withdrawn.
    pub lines: Vec<PaperLine>,
    /// Document number of the paper (发文字号), if it has one already.
    pub document_number: Option<String>,
}

/// A paper of a plan.
pub fn plan_paper(kind: PaperKind, facts: &PlanFacts) -> Paper {
    let draft = facts.status == PlanStatus::Draft;
    let sent = kind != PaperKind::Plan;
    let name = office_words(&facts.division);
    let masthead = if sent {
        let [first, second] = office_name(&facts.division);
        vec![first, format!("{second}文件")]
    } else {
        Vec::new()
    };
    let date = facts.approved_on.map(paper_date);
    let blank = format!("{}年　月　日", facts.year);
    Paper {
        masthead,
        number: facts.document_number.clone().filter(|number| sent && !number.trim().is_empty()),
        number_blank: format!("〔{}〕　　号", facts.year),
        mark: draft.then(|| words::DRAFT.to_owned()),
        title: title(kind, facts),
        under_title: if sent { Vec::new() } else { under_title(facts) },
        addressee: addressee(kind, facts),
        body: body(kind, facts),
        annexes: vec![annex(facts)],
        signature: Signature {
            organ: office_name(&facts.division).to_vec(),
            date: date.clone(),
            blank: blank.clone(),
        },
        remark: draft.then(|| words::DRAFT_REMARK.to_owned()),
        imprint: sent.then(|| Imprint {
            copies: (kind == PaperKind::Notice).then(|| format!("{}人民政府办公室", facts.division)),
            organ: office_name(&facts.division)[1].clone(),
            date: format!("{}印发", date.unwrap_or(blank)),
        }),
        organ: name,
    }
}

fn title(kind: PaperKind, facts: &PlanFacts) -> String {
    match kind {
        PaperKind::Plan => facts.title.clone(),
        PaperKind::Notice => format!("关于印发《{}》的通知", facts.title),
        PaperKind::Report => format!("关于报送《{}》备案的报告", facts.title),
    }
}

fn under_title(facts: &PlanFacts) -> Vec<String> {
    let version =
        if facts.version > 1 { format!("（第{}版，调整后）", facts.version) } else { String::new() };
    vec![format!("计划编号：{}{version}", facts.number)]
}

fn addressee(kind: PaperKind, facts: &PlanFacts) -> Option<String> {
    match kind {
        PaperKind::Plan => None,
        PaperKind::Notice if facts.departments.is_empty() => Some("市场监管领域各有关部门".to_owned()),
        PaperKind::Notice => Some(facts.departments.join("、")),
        PaperKind::Report => Some(format!("{}人民政府", facts.division)),
    }
}

fn body(kind: PaperKind, facts: &PlanFacts) -> Vec<Block> {
    let heading = |text: &str| Block { kind: BlockKind::Heading, text: text.to_owned() };
    let text = |text: String| Block { kind: BlockKind::Text, text };
    match kind {
        PaperKind::Plan => {
            let mut blocks = vec![
                heading("一、总体要求"),
                text(words::aims(&facts.division)),
                heading("二、计划安排"),
                text(arrangement(facts)),
                heading("三、组织实施"),
                text(words::CARRYING_OUT.to_owned()),
                heading("四、结果公示"),
                text(words::RESULTS.to_owned()),
                heading("五、审定、备案与公示"),
            ];
            blocks.extend(standing(facts).into_iter().map(text));
            blocks.push(text(words::CHANGES.to_owned()));
            blocks
        }
        PaperKind::Notice => vec![
            text(format!(
                "《{}》已经{}部门联合“双随机、一公开”监管工作联席会议统筹研究{}，现印发给你们，请认真组织实施。",
                facts.title,
                facts.division,
                if facts.approved_on.is_some() { "同意" } else { "" },
            )),
            text(arrangement(facts)),
            text(words::CARRYING_OUT.to_owned()),
            text(words::RESULTS.to_owned()),
        ],
        PaperKind::Report => {
            let mut blocks = vec![
                text(format!(
                    "按照在市场监管领域全面推行部门联合“双随机、一公开”监管的有关要求，《{}》已经联席会议统筹研究，现报请备案。",
                    facts.title
                )),
                text(arrangement(facts)),
            ];
            blocks.extend(standing(facts).into_iter().map(text));
            blocks.push(text("特此报告。".to_owned()));
            blocks
        }
    }
}

/// How much is planned: tasks, departments, from when to when.
fn arrangement(facts: &PlanFacts) -> String {
    if facts.lines.is_empty() {
        return format!("{}年度尚未列入部门联合抽查任务。", facts.year);
    }
    let mut leads: Vec<&str> = facts.lines.iter().map(|line| line.cell(Column::Lead)).collect();
    leads.sort_unstable();
    leads.dedup();
    format!(
        "{}年度共安排部门联合抽查任务{}项，由{}个部门牵头，{}个部门参加。各项任务的事项、对象、比例、部门和期间见附件。",
        facts.year,
        facts.lines.len(),
        leads.len(),
        facts.departments.len(),
    )
}

/// What has been done with the plan, one sentence a step; nothing is claimed that is not on record.
fn standing(facts: &PlanFacts) -> Vec<String> {
    let mut said = Vec::new();
    match facts.approved_on {
        Some(day) => said.push(format!("本计划于{}经联席会议办公室负责人批准。", paper_date(day))),
        None => said.push("本计划尚未批准。".to_owned()),
    }
    if let Some((organ, number, day)) = &facts.filed {
        said.push(format!("已于{}报{organ}备案，备案文号：{number}。", paper_date(*day)));
    }
    if let Some((day, hash)) = &facts.published {
        said.push(format!(
            "已于{}通过政府门户网站和国家企业信用信息公示系统向社会公示，公示内容的SHA-256值为{hash}。",
            paper_date(*day)
        ));
    }
    said
}

fn annex(facts: &PlanFacts) -> Annex {
    let order = AnnexColumn { heading: "序号".to_owned(), share: 8, centred: true };
    let columns = COLUMNS.iter().map(|(_, heading, share, centred)| AnnexColumn {
        heading: (*heading).to_owned(),
        share: *share,
        centred: *centred,
    });
    let rows = facts.lines.iter().zip(1..).map(|(line, order): (_, u32)| {
        // A class and its ratio stay in one line.
        let cells = COLUMNS.iter().map(|(column, ..)| match column {
            Column::Ratio => line.cell(*column).replace(' ', "\u{a0}"),
            _ => line.cell(*column).to_owned(),
        });
        std::iter::once(order.to_string()).chain(cells).collect()
    });
    Annex {
        title: format!("{}任务表", facts.title),
        note: Some(format!("计划编号：{}　共{}项", facts.number, facts.lines.len())),
        wide: true,
        columns: std::iter::once(order).chain(columns).collect(),
        rows: rows.collect(),
        empty: "本年度尚未列入部门联合抽查任务。".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> PlanFacts {
        let mut cells = vec![String::new(); Column::ALL.len()];
        cells[1] = "加油站联合抽查".to_owned();
        cells[13] = "市场监督管理局".to_owned();
        PlanFacts {
            division: "舞钢市".to_owned(),
            year: 2026,
            version: 1,
            number: "41048120260001".to_owned(),
            title: "舞钢市2026年度部门联合抽查计划".to_owned(),
            status: PlanStatus::Draft,
            approved_on: None,
            filed: None,
            published: None,
            departments: vec!["市场监督管理局".to_owned(), "应急管理局".to_owned()],
            lines: vec![PaperLine { position: 4, cells }],
            document_number: None,
        }
    }

    fn all_text(paper: &Paper) -> String {
        paper.body.iter().map(|block| block.text.as_str()).collect()
    }

    #[test]
    fn a_draft_says_that_it_is_one_and_claims_nothing() {
        for kind in PaperKind::ALL {
            let paper = plan_paper(*kind, &facts());
            assert!(paper.mark.as_deref().is_some_and(|mark| mark.contains("草案")), "{kind}");
            assert!(paper.remark.is_some() && paper.signature.date.is_none(), "{kind}");
            assert!(!all_text(&paper).contains("已于"), "{kind}");
        }
        assert!(all_text(&plan_paper(PaperKind::Plan, &facts())).contains("尚未批准"));
    }

    #[test]
    fn each_step_on_record_is_told_with_its_day() {
        let mut facts = facts();
        facts.status = PlanStatus::Published;
        facts.approved_on = "2026-02-27".parse().ok();
        facts.filed =
            Some(("舞钢市人民政府".into(), "舞政备〔2026〕1号".into(), "2026-03-02".parse().unwrap()));
        facts.published = Some(("2026-03-05".parse().unwrap(), "ab".repeat(32)));
        let paper = plan_paper(PaperKind::Plan, &facts);
        let text = all_text(&paper);
        for said in
            ["2026年2月27日经", "2026年3月2日报舞钢市人民政府备案", "舞政备〔2026〕1号", "2026年3月5日通过"]
        {
            assert!(text.contains(said), "{said} in {text}");
        }
        assert_eq!(paper.signature.date.as_deref(), Some("2026年2月27日"));
        assert!(paper.mark.is_none() && paper.masthead.is_empty());
    }

    #[test]
    fn a_notice_goes_to_the_departments_under_the_red_head() {
        let mut facts = facts();
        facts.document_number = Some("舞联席办〔2026〕3号".to_owned());
        let paper = plan_paper(PaperKind::Notice, &facts);
        assert_eq!(paper.addressee.as_deref(), Some("市场监督管理局、应急管理局"));
        assert_eq!(paper.title, "关于印发《舞钢市2026年度部门联合抽查计划》的通知");
        assert_eq!(paper.masthead.concat(), "舞钢市部门联合“双随机、一公开”监管工作联席会议办公室文件");
        assert_eq!(paper.number.as_deref(), Some("舞联席办〔2026〕3号"));
        assert_eq!(plan_paper(PaperKind::Plan, &facts).number, None, "the plan is attached to the notice");
        let report = plan_paper(PaperKind::Report, &facts);
        assert_eq!(report.addressee.as_deref(), Some("舞钢市人民政府"));
    }

    #[test]
    fn rows_are_counted_anew_and_have_every_column() {
        let annex = &plan_paper(PaperKind::Plan, &facts()).annexes[0];
        assert_eq!(annex.rows[0].len(), annex.columns.len());
        assert_eq!((annex.rows[0][0].as_str(), annex.rows[0][2].as_str()), ("1", "加油站联合抽查"));
        let mut empty = facts();
        empty.lines.clear();
        let paper = plan_paper(PaperKind::Plan, &empty);
        assert!(paper.annexes[0].rows.is_empty() && !paper.annexes[0].empty.is_empty());
        assert!(all_text(&paper).contains("尚未列入"));
    }
}
