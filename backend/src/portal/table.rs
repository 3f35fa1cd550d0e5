//! The public tables: names, words, columns. Files and pages are made of the same rows.

use shared::Lang;

use super::cell::{Column, Kind};

/// A public table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Table {
    /// Lines of published plans.
    Plans,
    /// What may be inspected, by whom, by which law, to which standard, how often.
    Items,
    /// Draws with all their attempts.
    Draws,
    /// Published results.
    Results,
    /// Who may inspect.
    Departments,
    /// Published results counted by department, month and result.
    Statistics,
}

const fn column(name: &'static str, zh: &'static str, en: &'static str, kind: Kind) -> Column {
    Column { name, zh, en, kind }
}

const PLANS: &[Column] = &[
    column("plan_number", "计划编号", "Plan", Kind::Code),
    column("year", "年度", "Year", Kind::Whole),
    column("version", "版本", "Version", Kind::Whole),
    column("status", "状态", "Status", Kind::Word),
    column("published_at", "公示时间", "Published", Kind::Time),
    column("line", "序号", "No.", Kind::Whole),
    column("title", "抽查任务", "Task", Kind::Text),
    column("kind", "类别", "Kind", Kind::Word),
    column("targeting", "抽查类型", "Targeting", Kind::Word),
    column("items", "抽查事项", "Items", Kind::List),
    column("departments", "部门（首位牵头）", "Departments, the leading one first", Kind::List),
    column("method", "检查方式", "Method", Kind::Word),
    column("ratios", "抽查比例", "Ratios", Kind::Text),
    column("window_from", "检查开始", "From", Kind::Day),
    column("window_to", "检查结束", "To", Kind::Day),
    column("special_reason", "专项检查理由", "Why a special campaign", Kind::Text),
];

const ITEMS: &[Column] = &[
    column("code", "编号", "Code", Kind::Code),
    column("field", "抽查类别", "Field", Kind::Text),
    column("name", "抽查事项", "Item", Kind::Text),
    column("joint_item", "联合抽查事项", "Joint item", Kind::Text),
    column("subjects", "检查对象", "Whom it is about", Kind::Text),
    column("department", "检查主体", "Who may inspect", Kind::Text),
    column("class", "事项类别", "Class", Kind::Word),
    column("cap", "抽查比例上限", "Cap", Kind::Text),
    column("methods", "检查方式", "Methods", Kind::List),
    column("frequency", "检查频次", "Frequency", Kind::Text),
    column("notice", "是否提前告知", "Notice", Kind::Word),
    column("bases", "检查依据", "Legal bases", Kind::List),
    column("standards", "检查标准（要点）", "Standards (what is looked at)", Kind::List),
    column("since", "现行版本启用", "In force since", Kind::Day),
    column("withdrawn_on", "停用日期", "Last day of use", Kind::Day),
];

const DRAWS: &[Column] = &[
    column("code", "批次", "Draw", Kind::Code),
    column("title", "名称", "Title", Kind::Text),
    column("status", "状态", "Status", Kind::Word),
    column("opened_at", "建立时间", "Opened", Kind::Time),
    column("tasks", "抽查任务", "Tasks", Kind::List),
    column("attempt", "次第", "Attempt", Kind::Whole),
    column("outcome", "抽取状态", "Outcome", Kind::Word),
    column("hash", "散列算法", "Hash", Kind::Word),
    column("frame_size", "名单户数（门）", "Doors in the frame", Kind::Whole),
    column("frame_root", "名单根值", "Root of the frame", Kind::Text),
    column("beacon_event", "公共随机源", "Beacon event", Kind::Text),
    column("beacon", "随机源结果", "Beacon", Kind::Text),
    column("drawn_at", "抽取时间", "Drawn", Kind::Time),
    column("bundle_hash", "证明文件散列值", "SHA-256 of the bundle", Kind::Text),
    column("void_reason", "作废原因", "Why it is void", Kind::Text),
];

const RESULTS: &[Column] = &[
    column("draw", "抽取批次", "Draw", Kind::Code),
    column("task", "任务", "Task", Kind::Text),
    column("subject", "检查对象", "Subject", Kind::Text),
    column("uscc", "统一社会信用代码", "Credit code", Kind::Code),
    column("item", "抽查事项", "Item", Kind::Text),
    column("department", "检查部门", "Department", Kind::Text),
    column("method", "检查方式", "Method", Kind::Word),
    column("result_number", "结果代码", "Code", Kind::Whole),
    column("result", "检查结果", "Result", Kind::Word),
    column("found_on", "结果日期", "Found on", Kind::Day),
    column("published_at", "公示时间", "Published", Kind::Time),
    column("version", "版本", "Version", Kind::Whole),
    column("correction", "更正说明", "Correction", Kind::Text),
    column("contact", "联系经过", "Letters", Kind::List),
];

const DEPARTMENTS: &[Column] = &[
    column("code", "代码", "Code", Kind::Code),
    column("name", "名称", "Name", Kind::Text),
    column("can_inspect", "可实施检查", "May inspect", Kind::Word),
    column("items", "事项数", "Items", Kind::Whole),
];

const STATISTICS: &[Column] = &[
    column("month", "月份", "Month", Kind::Code),
    column("department", "检查部门", "Department", Kind::Text),
    column("result", "检查结果", "Result", Kind::Word),
    column("count", "项数", "Results", Kind::Whole),
];

impl Table {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Plans, Self::Items, Self::Draws, Self::Results, Self::Departments, Self::Statistics];

    /// Its name in addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plans => "plans",
            Self::Items => "items",
            Self::Draws => "draws",
            Self::Results => "results",
            Self::Departments => "departments",
            Self::Statistics => "statistics",
        }
    }

    /// The table of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    /// What it is called.
    pub const fn title(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Plans, Lang::Zh) => "年度抽查计划",
            (Self::Plans, Lang::En) => "Annual plans",
            (Self::Items, Lang::Zh) => "抽查事项清单",
            (Self::Items, Lang::En) => "What may be inspected",
            (Self::Draws, Lang::Zh) => "随机抽取",
            (Self::Draws, Lang::En) => "Draws",
            (Self::Results, Lang::Zh) => "抽查检查结果",
            (Self::Results, Lang::En) => "Results",
            (Self::Departments, Lang::Zh) => "检查主体",
            (Self::Departments, Lang::En) => "Who may inspect",
            (Self::Statistics, Lang::Zh) => "统计",
            (Self::Statistics, Lang::En) => "Statistics",
        }
    }

    /// What a row of it is.
    pub const fn note(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Plans, Lang::Zh) => "已公示计划的每一项抽查任务。",
            (Self::Plans, Lang::En) => "Every task of the published plans.",
            (Self::Items, Lang::Zh) => {
                "各部门可实施的检查事项：依据、标准、频次、由谁实施。未经公布的事项不得检查。"
            }
            (Self::Items, Lang::En) => {
                "What each department may inspect: by which law, to which standard, how often. Nothing else may be inspected."
            }
            (Self::Draws, Lang::Zh) => "每一次抽取，含作废的；均可凭证明文件复核。",
            (Self::Draws, Lang::En) => "Every draw, void ones included; each can be checked by its bundle.",
            (Self::Results, Lang::Zh) => "已公示的检查结果，每个事项一条；更正后显示更正后的结果。",
            (Self::Results, Lang::En) => "Published results, one for each item; corrected ones as corrected.",
            (Self::Departments, Lang::Zh) => "具有检查职权的部门；议事协调机构不实施检查。",
            (Self::Departments, Lang::En) => {
                "Departments with the power to inspect; the coordinating office inspects nobody."
            }
            (Self::Statistics, Lang::Zh) => "已公示结果按月份、部门、结果计数。",
            (Self::Statistics, Lang::En) => "Published results by month, department and result.",
        }
    }

    /// How often it changes.
    pub const fn changes(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Results | Self::Statistics, Lang::Zh) => "随结果公示即时更新",
            (Self::Results | Self::Statistics, Lang::En) => "with every publication",
            (_, Lang::Zh) => "随公布、抽取即时更新",
            (_, Lang::En) => "with every change",
        }
    }

    /// Its columns.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Plans => PLANS,
            Self::Items => ITEMS,
            Self::Draws => DRAWS,
            Self::Results => RESULTS,
            Self::Departments => DEPARTMENTS,
            Self::Statistics => STATISTICS,
        }
    }
}
