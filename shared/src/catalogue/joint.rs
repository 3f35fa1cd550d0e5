//! A joint item as the office keeps it: its fields as typed, checked and compared.
//!
//! Fields after the joint list (联合抽查事项清单): 抽查领域, 抽查事项, 检查对象, 发起部门, 配合部门 (`domain.md` §3.4).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::content::{check_basis, check_text};
use super::{CheckMethod, ContentProblem, DatedBasis, ItemClass, MOST_BASES, TypedBasis, check_cap};
use crate::ErrorCode;
use crate::ids::DepartmentId;

/// Longest field, name and description of subjects, in characters.
const LONGEST: usize = 120;
/// Longest tag, in characters.
const LONGEST_TAG: usize = 20;
/// Most departments of a joint item.
pub const MOST_DEPARTMENTS: usize = 28;

/// What a version of a joint item says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct JointContent {
    /// 抽查领域.
    pub field: String,
    /// 抽查事项.
    pub name: String,
    /// 检查对象, in words.
    pub subject_scope: String,
    /// 重点 or 一般.
    pub class: ItemClass,
    /// Cap in basis points, for GENERAL items.
    pub cap_bp: Option<u32>,
    /// How it is checked.
    pub method: CheckMethod,
    /// Tag of the subjects it is about; none if it is about all.
    pub tag: Option<String>,
    /// 检查依据, at least one.
    pub bases: Vec<DatedBasis>,
    /// Departments, the leading one first.
    pub departments: Vec<DepartmentId>,
}

/// A joint item as its clerk has filled it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedJoint {
    /// Everything but the bases; its own bases are not looked at.
    pub fields: JointContent,
    /// The bases as typed.
    pub bases: Vec<TypedBasis>,
}

coded_enum! {
    /// A field of a joint item, for the comparison of two versions.
    pub enum JointField {
        Field = "FIELD" ("抽查领域", "Field"),
        Name = "NAME" ("抽查事项", "Item"),
        SubjectScope = "SUBJECT_SCOPE" ("检查对象", "Subjects"),
        Class = "CLASS" ("事项类别", "Class"),
        Cap = "CAP" ("比例上限", "Cap"),
        Method = "METHOD" ("检查方式", "Method"),
        Tag = "TAG" ("适用标签", "Tag"),
        Bases = "BASES" ("检查依据", "Legal bases"),
        Departments = "DEPARTMENTS" ("牵头与参与部门", "Lead and partners"),
    }
}

/// The fields in which two versions differ, in the order of the form.
pub fn joint_differences(before: &JointContent, after: &JointContent) -> Vec<JointField> {
    let same = |field: JointField| match field {
        JointField::Field => before.field == after.field,
        JointField::Name => before.name == after.name,
        JointField::SubjectScope => before.subject_scope == after.subject_scope,
        JointField::Class => before.class == after.class,
        JointField::Cap => before.cap_bp == after.cap_bp,
        JointField::Method => before.method == after.method,
        JointField::Tag => before.tag == after.tag,
        JointField::Bases => before.bases == after.bases,
        JointField::Departments => before.departments == after.departments,
    };
    JointField::ALL.iter().copied().filter(|field| !same(*field)).collect()
}

/// The joint item as it is kept, or everything that is wrong with it. `today` is the civil day in China.
pub fn check_joint(typed: &TypedJoint, today: NaiveDate) -> Result<JointContent, Vec<ContentProblem>> {
    let mut problems = Vec::new();
    let fields = &typed.fields;
    let mut report = |path: &str, result: Result<(), ErrorCode>| {
        if let Err(code) = result {
            problems.push((code, path.to_owned()));
        }
    };
    report("field", check_text(&fields.field, LONGEST));
    report("name", check_text(&fields.name, LONGEST));
    report("subjectScope", check_text(&fields.subject_scope, LONGEST));
    report("capBasisPoints", check_cap(fields.class, fields.cap_bp));
    let tag = fields.tag.as_deref().map(str::trim).filter(|tag| !tag.is_empty());
    let long = tag.is_some_and(|tag| tag.chars().count() > LONGEST_TAG);
    report("tag", if long { Err(ErrorCode::TooLong) } else { Ok(()) });
    let mut distinct = fields.departments.clone();
    distinct.sort_unstable();
    distinct.dedup();
    report(
        "departmentIds",
        match fields.departments.len() {
            0 => Err(ErrorCode::Required),
            count if count > MOST_DEPARTMENTS || distinct.len() != count => Err(ErrorCode::OutOfRange),
            _ => Ok(()),
        },
    );
    report(
        "bases",
        match typed.bases.len() {
            0 => Err(ErrorCode::BasisMissing),
            count if count > MOST_BASES => Err(ErrorCode::OutOfRange),
            _ => Ok(()),
        },
    );
    let mut bases = Vec::new();
    for (index, basis) in typed.bases.iter().enumerate() {
        match check_basis(basis, today) {
            Ok(basis) => bases.push(basis),
            Err((code, field)) => problems.push((code, format!("bases.{index}.{field}"))),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let trimmed = |text: &str| text.trim().to_owned();
    Ok(JointContent {
        field: trimmed(&fields.field),
        name: trimmed(&fields.name),
        subject_scope: trimmed(&fields.subject_scope),
        tag: tag.map(str::to_owned),
        bases,
        ..fields.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn typed() -> TypedJoint {
        let basis = TypedBasis {
            kind: "法律".into(),
            title: "《价格法》".into(),
            article: "第三十三条".into(),
            valid_from: None,
            valid_to: None,
        };
        let fields = JointContent {
            field: " 价格 ".into(),
            name: "明码标价检查".into(),
            subject_scope: "商场、超市".into(),
            class: ItemClass::General,
            cap_bp: Some(500),
            method: CheckMethod::OnSite,
            tag: Some(" ".into()),
            bases: Vec::new(),
            departments: vec![DepartmentId(Uuid::from_u128(1)), DepartmentId(Uuid::from_u128(2))],
        };
        TypedJoint { fields, bases: vec![basis] }
    }

    fn today() -> NaiveDate {
        "2026-06-15".parse().unwrap()
    }

    #[test]
    fn it_is_kept_tidy() {
        let kept = check_joint(&typed(), today()).unwrap();
        assert_eq!((kept.field.as_str(), kept.tag.as_deref()), ("价格", None));
        assert_eq!(kept.bases[0].title, "价格法");
        let after = JointContent { cap_bp: Some(300), tag: Some("商超".into()), ..kept.clone() };
        assert_eq!(joint_differences(&kept, &after), [JointField::Cap, JointField::Tag]);
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let mut bad = typed();
        bad.fields.name = String::new();
        bad.fields.class = ItemClass::Key;
        bad.fields.departments.push(bad.fields.departments[0]);
        bad.bases[0].kind = "通知".into();
        let paths: Vec<String> =
            check_joint(&bad, today()).unwrap_err().into_iter().map(|(_, path)| path).collect();
        assert_eq!(paths, ["name", "capBasisPoints", "departmentIds", "bases.0.kind"]);
    }
}
