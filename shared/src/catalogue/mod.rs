//! Inspection items (抽查事项): what may be inspected, by whom, on what legal basis.

mod content;
mod joint;
pub mod list;
mod standing;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ErrorCode;

pub use content::{
    ContentProblem, DatedBasis, ItemContent, ItemField, MOST_BASES, TypedBasis, TypedContent, check_content,
    differences,
};
pub use joint::{JointContent, JointField, MOST_DEPARTMENTS, TypedJoint, check_joint, joint_differences};
pub use standing::{DORMANT_MONTHS, check_publish, check_withdraw, is_dormant, outlasts, ruling, share_bp};

coded_enum! {
    /// 事项类别: KEY items have no ratio cap, GENERAL items must have one (舞政〔2020〕2号 二(二)).
    pub enum ItemClass {
        Key = "KEY" ("重点检查事项", "Key item"),
        General = "GENERAL" ("一般检查事项", "General item"),
    }
}

coded_enum! {
    /// 检查方式
    pub enum CheckMethod {
        OnSite = "ON_SITE" ("实地核查", "On-site check"),
        Document = "DOCUMENT" ("书面检查", "Document check"),
        Network = "NETWORK" ("网络监测", "Network monitoring"),
        Entrusted = "ENTRUSTED" ("委托专业机构检查", "Check by an entrusted body"),
        Test = "TEST" ("检验检测", "Testing"),
        ReusedConclusion = "REUSED_CONCLUSION" ("利用已有结论", "Reused conclusion"),
    }
}

impl CheckMethod {
    /// Whether somebody goes through the door.
    pub const fn opens_door(self) -> bool {
        matches!(self, Self::OnSite | Self::Entrusted | Self::Test)
    }
}

coded_enum! {
    /// 检查依据 may only be one of these (国办发〔2024〕54号; `domain.md` R2).
    pub enum BasisType {
        Law = "LAW" ("法律", "Law"),
        Regulation = "REGULATION" ("法规", "Regulation"),
        Rule = "RULE" ("规章", "Rule"),
        StateCouncilDecision = "STATE_COUNCIL_DECISION" ("国务院决定", "State Council decision"),
    }
}

impl BasisType {
    /// The kind with this Chinese word or code; nothing else is a basis (R2).
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim();
        Self::ALL.iter().copied().find(|kind| kind.label(crate::Lang::Zh) == word || kind.as_str() == word)
    }
}

coded_enum! {
    /// Whether an item may be used.
    pub enum ItemStatus {
        Draft = "DRAFT" ("拟定", "Draft"),
        Published = "PUBLISHED" ("已公布", "Published"),
        Withdrawn = "WITHDRAWN" ("已停用", "Withdrawn"),
    }
}

impl ItemStatus {
    /// Publishing and withdrawing; a withdrawn item may be published again.
    pub fn change_to(self, next: Self) -> Result<Self, ErrorCode> {
        match (self, next) {
            (Self::Draft | Self::Withdrawn, Self::Published) | (Self::Published, Self::Withdrawn) => Ok(next),
            _ => Err(ErrorCode::IllegalTransition),
        }
    }
}

coded_enum! {
    /// Whether the firm is told beforehand.
    pub enum NoticePolicy {
        Advance = "ADVANCE" ("事先告知", "Told in advance"),
        AtDoor = "AT_DOOR" ("到场告知", "Told at the door"),
    }
}

coded_enum! {
    /// What kind of answer a question takes.
    pub enum AnswerKind {
        YesNo = "YES_NO" ("是否", "Yes or no"),
        Number = "NUMBER" ("数值", "Number"),
        Text = "TEXT" ("文字", "Text"),
        Choice = "CHOICE" ("单选", "One of several"),
    }
}

/// One citation of a legal basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalBasis {
    /// Kind of paper.
    pub kind: BasisType,
    /// Title without 《》.
    pub title: String,
    /// Article, such as 第五十七条; empty where the whole paper is cited.
    pub article: String,
}

/// Reads `《甲法》第一条；《乙条例》` into citations. The kind follows from the title; a title that names
/// neither law, regulation nor rule (a 通知, say) is refused.
pub fn parse_legal_basis(text: &str) -> Result<Vec<LegalBasis>, ErrorCode> {
    let mut bases = Vec::new();
    for part in text.split(['；', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        let (title, article) = match part.strip_prefix('《').and_then(|rest| rest.split_once('》')) {
            Some((title, article)) => (title.trim(), article.trim()),
            None => (part, ""),
        };
        bases.push(LegalBasis {
            kind: basis_kind(title)?,
            title: title.to_owned(),
            article: article.to_owned(),
        });
    }
    if bases.is_empty() { Err(ErrorCode::BasisMissing) } else { Ok(bases) }
}

fn basis_kind(title: &str) -> Result<BasisType, ErrorCode> {
    let base = title.split(['（', '(']).next().unwrap_or(title);
    if base.starts_with("国务院关于") && base.ends_with("决定") {
        Ok(BasisType::StateCouncilDecision)
    } else if base.ends_with('法') && !base.ends_with("办法") {
        Ok(BasisType::Law)
    } else if base.ends_with("条例") {
        Ok(BasisType::Regulation)
    } else if ["办法", "规定", "规则", "细则"].iter().any(|end| base.ends_with(end)) {
        Ok(BasisType::Rule)
    } else {
        Err(ErrorCode::BasisType)
    }
}

/// KEY: no cap. GENERAL: a cap between 0.01 % and 100 %.
pub fn check_cap(class: ItemClass, cap_bp: Option<u32>) -> Result<(), ErrorCode> {
    match (class, cap_bp) {
        (ItemClass::Key, None) | (ItemClass::General, Some(1..=10_000)) => Ok(()),
        (ItemClass::Key, Some(_)) => Err(ErrorCode::CapForbidden),
        (ItemClass::General, None) => Err(ErrorCode::CapRequired),
        (ItemClass::General, Some(_)) => Err(ErrorCode::OutOfRange),
    }
}

/// What planning needs to know of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemTerms {
    /// KEY or GENERAL.
    pub class: ItemClass,
    /// Cap in basis points, for GENERAL items.
    pub cap_bp: Option<u32>,
    /// Whether it is published.
    pub status: ItemStatus,
    /// First day it may be used.
    pub valid_from: Option<NaiveDate>,
    /// Last day it may be used.
    pub valid_to: Option<NaiveDate>,
    /// The day its department withdrew it: the last on which it may be used.
    pub withdrawn_on: Option<NaiveDate>,
}

impl ItemTerms {
    /// Whether the item may be inspected on every day from `from` to `to` (R1).
    pub fn usable(&self, from: NaiveDate, to: NaiveDate) -> Result<(), ErrorCode> {
        if self.status != ItemStatus::Published {
            return Err(ErrorCode::ItemNotPublished);
        }
        if outlasts(self.withdrawn_on, to) {
            return Err(ErrorCode::ItemWithdrawn);
        }
        let begun = self.valid_from.is_none_or(|day| day <= from);
        let lasts = self.valid_to.is_none_or(|day| day >= to);
        if begun && lasts { Ok(()) } else { Err(ErrorCode::ItemExpired) }
    }
}

/// The cap of items inspected together: the strictest of the GENERAL ones.
pub fn joint_cap(items: &[ItemTerms]) -> Option<u32> {
    items.iter().filter(|item| item.class == ItemClass::General).filter_map(|item| item.cap_bp).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_bases_are_typed() {
        let bases =
            parse_legal_basis("《旅馆业治安管理办法》第十四条；《公共场所卫生管理条例》第十条").unwrap();
        assert_eq!(bases.len(), 2);
        assert_eq!((bases[0].kind, bases[0].article.as_str()), (BasisType::Rule, "第十四条"));
        assert_eq!(bases[1].kind, BasisType::Regulation);
        assert_eq!(parse_legal_basis("《中华人民共和国矿产资源法》").unwrap()[0].kind, BasisType::Law);
        assert_eq!(parse_legal_basis("《关于开展检查的通知》第一条"), Err(ErrorCode::BasisType));
        assert_eq!(parse_legal_basis(" ； "), Err(ErrorCode::BasisMissing));
    }

    #[test]
    fn caps() {
        assert_eq!(check_cap(ItemClass::Key, Some(1)), Err(ErrorCode::CapForbidden));
        assert_eq!(check_cap(ItemClass::General, None), Err(ErrorCode::CapRequired));
        assert_eq!(check_cap(ItemClass::General, Some(10_001)), Err(ErrorCode::OutOfRange));
        assert_eq!(check_cap(ItemClass::General, Some(800)), Ok(()));
    }

    /// R1: an item withdrawn or expired is refused for the days after.
    #[test]
    fn usable_throughout_the_window() {
        let day = |text: &str| text.parse().unwrap();
        let mut item = ItemTerms {
            class: ItemClass::Key,
            cap_bp: None,
            status: ItemStatus::Published,
            valid_from: Some(day("2026-01-01")),
            valid_to: Some(day("2026-06-30")),
            withdrawn_on: None,
        };
        assert_eq!(item.usable(day("2026-06-01"), day("2026-06-30")), Ok(()));
        assert_eq!(item.usable(day("2026-06-01"), day("2026-07-01")), Err(ErrorCode::ItemExpired));
        assert_eq!(item.usable(day("2025-12-31"), day("2026-01-05")), Err(ErrorCode::ItemExpired));
        item.withdrawn_on = Some(day("2026-06-10"));
        assert_eq!(item.usable(day("2026-06-10"), day("2026-06-10")), Ok(()), "on its last day still");
        assert_eq!(item.usable(day("2026-06-11"), day("2026-06-11")), Err(ErrorCode::ItemWithdrawn));
        item.status = ItemStatus::Withdrawn;
        assert_eq!(item.usable(day("2026-06-01"), day("2026-06-02")), Err(ErrorCode::ItemNotPublished));
    }
}
