//! One row of a file of subjects → a subject, or what is wrong with the row.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::address::{Places, SiteKey, site_key};
use super::columns::{ColumnMap, Field};
use super::kind::{RiskClass, SubjectKind, SubjectStatus, recognise_kind};
use crate::ErrorCode;
use crate::code::DivisionCode;
use crate::text::normalise_name;
use crate::uscc::{self, UsccProblem};

/// A row as the library keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectRow {
    /// Name as written.
    pub name: String,
    /// Name as compared and searched.
    pub name_key: String,
    /// Credit code, cleaned; empty only if the row has none and invalid codes are allowed.
    pub uscc: Option<String>,
    /// What is wrong with the code, where it was let in all the same.
    pub uscc_problem: Option<UsccProblem>,
    /// Kind.
    pub kind: SubjectKind,
    /// State.
    pub status: SubjectStatus,
    /// Risk class, where the file says one.
    pub risk_class: Option<RiskClass>,
    /// Date of registration.
    pub registered_on: Option<NaiveDate>,
    /// Type of company as written.
    pub company_type: String,
    /// Capital as written.
    pub capital: String,
    /// Business scope as written.
    pub business_scope: String,
    /// Address as written.
    pub address: String,
    /// Town or county the address lies in.
    pub located_in: DivisionCode,
    /// The door.
    pub site: SiteKey,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowProblem {
    /// Line of the file, from 1 (the headings).
    pub line: u64,
    /// Heading of the column.
    pub column: String,
    /// What was refused.
    pub code: ErrorCode,
    /// The cell.
    pub value: String,
    /// More about it, for credit codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<UsccProblem>,
}

/// What reading a row needs to know beside the row.
#[derive(Debug, Clone)]
pub struct RowContext<'a> {
    /// Column numbers.
    pub columns: &'a ColumnMap,
    /// Divisions on file.
    pub places: &'a Places,
    /// The division whose library it is.
    pub owner: &'a DivisionCode,
    /// Let rows with an invalid or missing credit code in, marked.
    pub allow_invalid_uscc: bool,
}

/// Longest texts the library keeps, in characters.
const LONGEST: [(Field, &str, usize); 5] = [
    (Field::Name, "企业名称", 200),
    (Field::CompanyType, "企业类型", 100),
    (Field::Capital, "注册资金", 100),
    (Field::BusinessScope, "经营范围", 8000),
    (Field::Address, "注册地址", 400),
];

/// Reads a row; `line` is its line in the file.
pub fn read_row(context: &RowContext<'_>, line: u64, row: &[String]) -> Result<SubjectRow, RowProblem> {
    let cell = |field| context.columns.cell(row, field);
    let problem = |column: &str, code, value: &str| RowProblem {
        line,
        column: column.to_owned(),
        code,
        value: crate::text::truncate(value, 80),
        detail: None,
    };
    for (field, heading, longest) in LONGEST {
        if cell(field).chars().count() > longest {
            return Err(problem(heading, ErrorCode::TooLong, cell(field)));
        }
        if cell(field).contains('\0') {
            return Err(problem(heading, ErrorCode::InvalidFormat, &cell(field).replace('\0', "")));
        }
    }
    let name = cell(Field::Name);
    let name_key = normalise_name(name);
    if name_key.is_empty() {
        return Err(problem("企业名称", ErrorCode::Required, name));
    }
    let named_kind = match cell(Field::Kind) {
        "" => None,
        word => {
            let kind = SubjectKind::from_word(word);
            Some(kind.ok_or_else(|| problem("检查对象类别", ErrorCode::InvalidFormat, word))?)
        }
    };
    let needs_code = named_kind.is_none_or(SubjectKind::has_credit_code);
    let code = cell(Field::Uscc);
    let (uscc, uscc_problem) = read_uscc(code, needs_code, context.allow_invalid_uscc).map_err(|detail| {
        RowProblem { detail, ..problem("统一社会信用代码", ErrorCode::UsccInvalid, code) }
    })?;
    let registered_on = match cell(Field::RegisteredOn) {
        "" => None,
        text => Some(read_date(text).ok_or_else(|| problem("注册日期", ErrorCode::InvalidFormat, text))?),
    };
    let risk_class = match cell(Field::RiskClass) {
        "" => None,
        text => Some(read_risk(text).ok_or_else(|| problem("信用风险分类", ErrorCode::InvalidFormat, text))?),
    };
    let address = cell(Field::Address);
    let company_type = cell(Field::CompanyType);
    let valid = uscc.as_deref().filter(|_| uscc_problem.is_none());
    Ok(SubjectRow {
        kind: named_kind.unwrap_or_else(|| recognise_kind(valid, company_type, name)),
        status: read_status(cell(Field::Status)),
        located_in: context.places.locate(address, valid, context.owner),
        site: site_key(context.owner, address, uscc.as_deref(), name),
        name: name.to_owned(),
        name_key,
        uscc,
        uscc_problem,
        risk_class,
        registered_on,
        company_type: company_type.to_owned(),
        capital: cell(Field::Capital).to_owned(),
        business_scope: cell(Field::BusinessScope).to_owned(),
        address: address.to_owned(),
    })
}

type ReadUscc = (Option<String>, Option<UsccProblem>);

fn read_uscc(text: &str, needed: bool, allow_invalid: bool) -> Result<ReadUscc, Option<UsccProblem>> {
    let code = uscc::clean(text);
    match (code.is_empty(), uscc::check(&code)) {
        (true, _) if !needed => Ok((None, None)),
        (true, _) if allow_invalid => Ok((None, Some(UsccProblem::Length))),
        (true, _) => Err(None),
        (false, Ok(())) => Ok((Some(code), None)),
        (false, Err(problem)) if allow_invalid && code.chars().count() <= 40 => {
            Ok((Some(code), Some(problem)))
        }
        (false, Err(problem)) => Err(Some(problem)),
    }
}

/// `2014-03-05`, `2014/3/5`, `2014年3月5日`, `20140305`, with or without a time behind it.
pub fn read_date(text: &str) -> Option<NaiveDate> {
    let day = text.split([' ', 'T']).next()?;
    let unified = day.replace(['/', '.', '年', '月'], "-").replace('日', "");
    if unified.len() == 8 && unified.bytes().all(|byte| byte.is_ascii_digit()) {
        return NaiveDate::parse_from_str(&unified, "%Y%m%d").ok();
    }
    let mut parts = unified.split('-').map(str::parse::<u32>);
    let (year, month, date) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    parts.next().is_none().then_some(())?;
    NaiveDate::from_ymd_opt(
        i32::try_from(year).ok().filter(|year| (1900..=2100).contains(year))?,
        month,
        date,
    )
}

fn read_risk(text: &str) -> Option<RiskClass> {
    match text.chars().next()?.to_ascii_uppercase() {
        'A' | '低' => Some(RiskClass::A),
        'B' | '一' => Some(RiskClass::B),
        'C' | '较' => Some(RiskClass::C),
        'D' | '高' => Some(RiskClass::D),
        _ => None,
    }
}

fn read_status(text: &str) -> SubjectStatus {
    let known = [
        ("注销", SubjectStatus::Closed),
        ("吊销", SubjectStatus::Revoked),
        ("迁出", SubjectStatus::MovedOut),
        ("歇业", SubjectStatus::Suspended),
    ];
    known.iter().find(|(word, _)| text.contains(word)).map_or(SubjectStatus::Active, |(_, status)| *status)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HEADINGS: [&str; 4] = ["企业名称", "统一社会信用代码", "注册日期", "注册地址"];

    fn read(cells: [&str; 4], allow_invalid_uscc: bool) -> Result<SubjectRow, RowProblem> {
        let columns = ColumnMap::read(&HEADINGS.map(String::from)).unwrap();
        let owner = DivisionCode::parse("410481").unwrap();
        let context =
            RowContext { columns: &columns, places: &Places::default(), owner: &owner, allow_invalid_uscc };
        read_row(&context, 7, &cells.map(String::from))
    }

    #[test]
    fn a_good_row() {
        let row = read(["舞钢市通用机械厂", "91410481MA3XETE15A", "1982/4/20", "武功乡武功"], false).unwrap();
        assert_eq!(row.kind, SubjectKind::Enterprise);
        assert_eq!(row.registered_on, NaiveDate::from_ymd_opt(1982, 4, 20));
        assert_eq!((row.status, row.risk_class), (SubjectStatus::Active, None));
    }

    #[test]
    fn bad_codes_are_located_or_marked() {
        let bad = ["某厂", "91310115MA1H8R7C6D", "", "路"];
        let problem = read(bad, false).unwrap_err();
        assert_eq!((problem.line, problem.column.as_str()), (7, "统一社会信用代码"));
        assert_eq!((problem.code, problem.detail), (ErrorCode::UsccInvalid, Some(UsccProblem::CheckDigit)));
        assert_eq!(read(bad, true).unwrap().uscc_problem, Some(UsccProblem::CheckDigit));
        assert_eq!(read(["某厂", "", "", "路"], false).unwrap_err().code, ErrorCode::UsccInvalid);
        assert_eq!(read(["某厂", "", "", "路"], true).unwrap().uscc, None);
    }

    #[test]
    fn a_character_no_database_holds_is_refused() {
        let problem = read(["某\0厂", "91410481MA3XETE15A", "", "路"], true).unwrap_err();
        assert_eq!((problem.code, problem.value.as_str()), (ErrorCode::InvalidFormat, "某厂"));
    }

    #[test]
    fn projects_need_no_code() {
        let headings = ["企业名称", "统一社会信用代码", "检查对象类别", "注册地址"];
        let columns = ColumnMap::read(&headings.map(String::from)).unwrap();
        let owner = DivisionCode::parse("410481").unwrap();
        let context = RowContext {
            columns: &columns,
            places: &Places::default(),
            owner: &owner,
            allow_invalid_uscc: false,
        };
        let read = |kind: &str| read_row(&context, 2, &["某小区一期", "", kind, "路 1 号"].map(String::from));
        let row = read("项目").unwrap();
        assert_eq!((row.kind, row.uscc, row.uscc_problem), (SubjectKind::Project, None, None));
        assert_eq!(read("企业").unwrap_err().code, ErrorCode::UsccInvalid);
        assert_eq!(read("别的").unwrap_err().column, "检查对象类别");
    }

    #[test]
    fn dates_as_people_write_them() {
        for text in ["2014-03-05", "2014/3/5", "2014年3月5日", "20140305", "2014-03-05 00:00:00", "2014.3.5"]
        {
            assert_eq!(read_date(text), NaiveDate::from_ymd_opt(2014, 3, 5), "{text}");
        }
        for text in ["2014-13-01", "x", "", "1-2", "99999-1-1"] {
            assert_eq!(read_date(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_row_is_survived(cells in proptest::array::uniform4("\\PC{0,30}"), allow in any::<bool>()) {
            let [name, code, date, address] = &cells;
            let _ = read([name, code, date, address], allow);
        }
    }
}
