//! Which column of a file is which field, by its Chinese (or English) heading.

use std::collections::BTreeMap;

use crate::ErrorCode;
use crate::text::normalise_name;

/// A field a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// 企业名称
    Name,
    /// 统一社会信用代码
    Uscc,
    /// 注册日期
    RegisteredOn,
    /// 企业类型
    CompanyType,
    /// 注册资金
    Capital,
    /// 经营范围
    BusinessScope,
    /// 注册地址
    Address,
    /// 所在省份
    Province,
    /// 地区
    City,
    /// 信用风险分类
    RiskClass,
    /// 经营状态
    Status,
    /// 检查对象类别, for products, projects and behaviours
    Kind,
}

/// Headings known for each field; the first is the one error messages name.
const HEADINGS: [(Field, &[&str]); 12] = [
    (Field::Name, &["企业名称", "名称", "主体名称", "检查对象名称", "单位名称", "字号名称", "name"]),
    (Field::Uscc, &["统一社会信用代码", "信用代码", "社会信用代码", "统一信用代码", "uscc", "credit code"]),
    (Field::RegisteredOn, &["注册日期", "成立日期", "登记日期"]),
    (Field::CompanyType, &["企业类型", "主体类型", "类型", "市场主体类型"]),
    (Field::Capital, &["注册资金", "注册资本"]),
    (Field::BusinessScope, &["经营范围", "业务范围"]),
    (Field::Address, &["注册地址", "地址", "住所", "经营场所", "住所(经营场所)", "经营地址"]),
    (Field::Province, &["所在省份", "省份"]),
    (Field::City, &["地区", "所在地市", "城市"]),
    (Field::RiskClass, &["信用风险分类", "信用风险等级", "风险等级", "风险分类"]),
    (Field::Status, &["经营状态", "登记状态", "企业状态"]),
    (Field::Kind, &["检查对象类别", "对象类别"]),
];

/// Without these a file cannot be imported.
const REQUIRED: [Field; 3] = [Field::Name, Field::Uscc, Field::Address];

/// Why the headings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnProblem {
    /// [`ErrorCode::ImportColumns`] or [`ErrorCode::ImportDuplicateColumn`].
    pub code: ErrorCode,
    /// The headings in question.
    pub headings: Vec<String>,
}

/// The headings of a whole file in their usual order, and whether it can be imported without each.
pub fn headings() -> impl Iterator<Item = (&'static str, bool)> {
    HEADINGS.iter().map(|(field, names)| (names[0], REQUIRED.contains(field)))
}

/// Field → column number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMap(BTreeMap<Field, usize>);

impl ColumnMap {
    /// Reads the heading row, in any order; unknown columns are ignored.
    pub fn read(headings: &[String]) -> Result<Self, ColumnProblem> {
        let mut map = BTreeMap::new();
        for (index, heading) in headings.iter().enumerate() {
            let heading = normalise_name(heading.trim_start_matches('\u{feff}'));
            let known =
                HEADINGS.iter().find(|(_, names)| names.iter().any(|name| normalise_name(name) == heading));
            if let Some((field, names)) = known
                && map.insert(*field, index).is_some()
            {
                let code = ErrorCode::ImportDuplicateColumn;
                return Err(ColumnProblem { code, headings: vec![names[0].to_owned()] });
            }
        }
        let missing: Vec<String> = HEADINGS
            .iter()
            .filter(|(field, _)| REQUIRED.contains(field) && !map.contains_key(field))
            .map(|(_, names)| names[0].to_owned())
            .collect();
        if missing.is_empty() {
            Ok(Self(map))
        } else {
            Err(ColumnProblem { code: ErrorCode::ImportColumns, headings: missing })
        }
    }

    /// The trimmed cell of a field; absent columns and `N/A`-like fillers are empty.
    pub fn cell<'a>(&self, row: &'a [String], field: Field) -> &'a str {
        let cell = self.0.get(&field).and_then(|index| row.get(*index)).map_or("", |cell| cell.trim());
        if matches!(cell, "N/A" | "n/a" | "NULL" | "null" | "-" | "无" | "——") { "" } else { cell }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn any_order_with_bom() {
        let map = ColumnMap::read(&strings(&["\u{feff}注册地址", "别的", " 企业名称", "统一社会信用代码"]))
            .unwrap();
        let row = strings(&["路 1 号", "x", "甲厂 ", "N/A"]);
        assert_eq!(map.cell(&row, Field::Name), "甲厂");
        assert_eq!(map.cell(&row, Field::Address), "路 1 号");
        assert_eq!(map.cell(&row, Field::Uscc), "");
        assert_eq!(map.cell(&row, Field::Capital), "");
        assert_eq!(map.cell(&strings(&["短"]), Field::Name), "");
    }

    #[test]
    fn a_file_with_all_headings_is_read() {
        let all: Vec<String> = headings().map(|(name, _)| name.to_owned()).collect();
        assert!(ColumnMap::read(&all).is_ok());
        let required: Vec<String> =
            headings().filter(|(_, required)| *required).map(|(name, _)| name.to_owned()).collect();
        assert!(ColumnMap::read(&required).is_ok());
    }

    #[test]
    fn missing_and_double_columns_are_named() {
        let problem = ColumnMap::read(&strings(&["企业名称"])).unwrap_err();
        assert_eq!(problem.headings, ["统一社会信用代码", "注册地址"]);
        let problem = ColumnMap::read(&strings(&["名称", "企业名称"])).unwrap_err();
        assert_eq!(problem.code, ErrorCode::ImportDuplicateColumn);
    }
}
