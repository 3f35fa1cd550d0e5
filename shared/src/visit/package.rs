//! Packages for the channels results are published on: published results as a table, in the columns and the
//! order of the channel.

use chrono::NaiveDate;

use super::ResultCode;
use crate::ErrorCode;
use crate::catalogue::CheckMethod;
use crate::lang::Lang;

coded_enum! {
    /// Where results are shown to the public.
    pub enum Channel {
        Ncepis = "NCEPIS" ("国家企业信用信息公示系统", "National enterprise credit publicity system"),
        Portal = "PORTAL" ("政府门户网站", "Government portal"),
    }
}

impl Channel {
    /// The headings of its table, in its order: those of plan, task and result of the publicity system
    /// (`domain.md` §3.4), fewer on the portal.
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Ncepis => &[
                "抽查计划编号",
                "抽查计划名称",
                "抽查任务编号",
                "抽查任务名称",
                "抽查类型",
                "抽查机关",
                "检查日期起",
                "检查日期止",
                "市场主体名称",
                "统一社会信用代码",
                "抽查事项",
                "检查方式",
                "抽查检查结果代码",
                "抽查检查结果",
                "抽查完成日期",
                "公示日期",
                "更正说明",
            ],
            Self::Portal => &[
                "序号",
                "检查对象",
                "统一社会信用代码",
                "抽查事项",
                "检查部门",
                "检查方式",
                "检查日期",
                "检查结果",
                "公示日期",
                "更正说明",
            ],
        }
    }
}

/// A published result with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageRow {
    /// Number and title of the plan.
    pub plan: (String, String),
    /// Code and title of the task.
    pub task: (String, String),
    /// 定向 or 不定向.
    pub targeting: String,
    /// The department that checked.
    pub department: String,
    /// First and last day of the task.
    pub window: (NaiveDate, NaiveDate),
    /// Name of the subject.
    pub subject: String,
    /// Its credit code.
    pub uscc: String,
    /// What was inspected.
    pub item: String,
    /// How.
    pub method: CheckMethod,
    /// What was found.
    pub code: ResultCode,
    /// Day of the result.
    pub found_on: NaiveDate,
    /// Day of its publication.
    pub published_on: NaiveDate,
    /// Why it corrects an earlier one; empty for a first version.
    pub correction: String,
}

impl PackageRow {
    /// The cells of a row, in the order of [`Channel::columns`]. `number` counts from 1.
    pub fn cells(&self, channel: Channel, number: usize) -> Vec<String> {
        let (method, result) = (self.method.label(Lang::Zh), self.code.label(Lang::Zh));
        match channel {
            Channel::Ncepis => vec![
                self.plan.0.clone(),
                self.plan.1.clone(),
                self.task.0.clone(),
                self.task.1.clone(),
                self.targeting.clone(),
                self.department.clone(),
                self.window.0.to_string(),
                self.window.1.to_string(),
                self.subject.clone(),
                self.uscc.clone(),
                self.item.clone(),
                method.to_owned(),
                self.code.number().to_string(),
                result.to_owned(),
                self.found_on.to_string(),
                self.published_on.to_string(),
                self.correction.clone(),
            ],
            Channel::Portal => vec![
                number.to_string(),
                self.subject.clone(),
                self.uscc.clone(),
                self.item.clone(),
                self.department.clone(),
                method.to_owned(),
                self.found_on.to_string(),
                result.to_owned(),
                self.published_on.to_string(),
                self.correction.clone(),
            ],
        }
    }
}

/// Longest period of a package, in days.
const LONGEST_DAYS: i64 = 366;
/// Longest number and address of a receipt, in characters.
const LONGEST_RECEIPT: (usize, usize) = (100, 500);

/// What is wrong with the period of a package: it ends before it begins or after today, or is longer than a
/// year.
pub fn check_period(from: NaiveDate, to: NaiveDate, today: NaiveDate) -> Vec<(ErrorCode, &'static str)> {
    let order = (to < from).then_some((ErrorCode::WindowOrder, "to"));
    let range =
        (to > today || (to - from).num_days() >= LONGEST_DAYS).then_some((ErrorCode::OutOfRange, "to"));
    order.or(range).into_iter().collect()
}

/// What is wrong with a receipt: it has a number, an address of the web, and a day from the making of the
/// package to today.
pub fn check_receipt(
    (number, address): (&str, &str),
    on: NaiveDate,
    (made_on, today): (NaiveDate, NaiveDate),
) -> Vec<(ErrorCode, &'static str)> {
    let number = match number.trim().chars().count() {
        0 => Some(ErrorCode::Required),
        length if length > LONGEST_RECEIPT.0 => Some(ErrorCode::TooLong),
        _ => None,
    };
    let text = address.trim();
    let place = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let web = place.is_some_and(|rest| !rest.is_empty() && !rest.chars().any(char::is_whitespace));
    let address = match text.chars().count() {
        0 => Some(ErrorCode::Required),
        length if length > LONGEST_RECEIPT.1 => Some(ErrorCode::TooLong),
        _ if !web => Some(ErrorCode::InvalidFormat),
        _ => None,
    };
    let day = (on < made_on || on > today).then_some(ErrorCode::OutOfRange);
    [(number, "number"), (address, "address"), (day, "receivedOn")]
        .into_iter()
        .filter_map(|(problem, path)| problem.map(|code| (code, path)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn cells_stand_under_their_headings() {
        let row = PackageRow {
            plan: ("41048120261001".into(), "年度计划".into()),
            task: ("T1".into(), "住宿".into()),
            targeting: "不定向".into(),
            department: "市场监督管理局".into(),
            window: (day("2026-03-01"), day("2026-05-31")),
            subject: "某旅馆".into(),
            uscc: "91410481MAR63F0WT0".into(),
            item: "登记事项检查".into(),
            method: CheckMethod::OnSite,
            code: ResultCode::RectifyOrdered,
            found_on: day("2026-03-10"),
            published_on: day("2026-03-20"),
            correction: String::new(),
        };
        for channel in Channel::ALL {
            assert_eq!(row.cells(*channel, 1).len(), channel.columns().len(), "{channel}");
        }
        let under = |channel: Channel, heading: &str| {
            let place = channel.columns().iter().position(|name| *name == heading).unwrap();
            row.cells(channel, 7).swap_remove(place)
        };
        assert_eq!(under(Channel::Ncepis, "抽查检查结果代码"), "5");
        assert_eq!(under(Channel::Ncepis, "市场主体名称"), "某旅馆");
        assert_eq!(under(Channel::Ncepis, "抽查完成日期"), "2026-03-10");
        assert_eq!(under(Channel::Portal, "序号"), "7");
        assert_eq!(under(Channel::Portal, "检查结果"), "发现问题已责令改正");
        assert_eq!(under(Channel::Portal, "公示日期"), "2026-03-20");
    }

    #[test]
    fn periods() {
        let check = |from: &str, to: &str| check_period(day(from), day(to), day("2026-03-30"));
        assert_eq!(check("2026-03-01", "2026-03-30"), []);
        assert_eq!(check("2026-03-02", "2026-03-01"), [(ErrorCode::WindowOrder, "to")]);
        assert_eq!(check("2026-03-02", "2026-03-31"), [(ErrorCode::OutOfRange, "to")]);
        assert_eq!(check("2025-03-29", "2026-03-30"), [(ErrorCode::OutOfRange, "to")]);
    }

    #[test]
    fn receipts() {
        let days = (day("2026-03-20"), day("2026-03-30"));
        let check = |number: &str, address: &str, on: &str| check_receipt((number, address), day(on), days);
        assert_eq!(check("HZ-1", "https://www.gsxt.gov.cn/1", "2026-03-21"), []);
        assert_eq!(
            check("", "gsxt", "2026-03-19"),
            [
                (ErrorCode::Required, "number"),
                (ErrorCode::InvalidFormat, "address"),
                (ErrorCode::OutOfRange, "receivedOn")
            ]
        );
        assert_eq!(check("1", "https://", "2026-03-31").len(), 2);
        assert_eq!(check(&"1".repeat(101), "", "2026-03-30").len(), 2);
    }
}
