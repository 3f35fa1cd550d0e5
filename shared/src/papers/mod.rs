//! What stands in a paper (公文) of the office, in official wording; how it is laid out is the template's
//! business (`papers/templates`), by GB/T 9704-2012.

mod plan;
mod words;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

pub use plan::{PaperLine, PlanFacts, plan_paper};
pub use words::{office_name, office_words};

coded_enum! {
    /// Papers of an annual plan.
    pub enum PaperKind {
        Plan = "PLAN" ("年度抽查计划", "The plan"),
        Notice = "NOTICE" ("印发计划的通知", "Notice of the plan"),
        Report = "REPORT" ("报送备案的报告", "Report for filing"),
    }
}

impl PaperKind {
    /// Its name in an address.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Notice => "notice",
            Self::Report => "report",
        }
    }

    /// The paper of an address.
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.slug() == slug)
    }
}

/// A paper, ready to be typeset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paper {
    /// Who issues it.
    pub organ: String,
    /// The red head (发文机关标志), line by line; papers without one are attached to others.
    pub masthead: Vec<String>,
    /// Document number (发文字号).
    pub number: Option<String>,
    /// What is printed for a number that is not given yet, to be filled in by hand.
    pub number_blank: String,
    /// What it is not yet, such as a draft.
    pub mark: Option<String>,
    /// Title (标题).
    pub title: String,
    /// Lines below the title.
    pub under_title: Vec<String>,
    /// To whom (主送机关).
    pub addressee: Option<String>,
    /// The text.
    pub body: Vec<Block>,
    /// Tables that are attached (附件).
    pub annexes: Vec<Annex>,
    /// Who signs, and when.
    pub signature: Signature,
    /// A remark in brackets below the date (附注).
    pub remark: Option<String>,
    /// The foot of the last page (版记).
    pub imprint: Option<Imprint>,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Block {
    /// How it is set.
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BlockKind {
    /// `一、`
    Heading,
    /// Plain text.
    Text,
}

/// Who signs, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// The organ, line by line.
    pub organ: Vec<String>,
    /// The day (成文日期).
    pub date: Option<String>,
    /// What is printed for a day that is not known yet.
    pub blank: String,
}

/// The foot of the last page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Imprint {
    /// Who else gets it (抄送).
    pub copies: Option<String>,
    /// Who prints it (印发机关).
    pub organ: String,
    /// When (印发日期).
    pub date: String,
}

/// A table that is attached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Annex {
    /// Its title.
    pub title: String,
    /// A line below the title.
    pub note: Option<String>,
    /// It lies across the page.
    pub wide: bool,
    /// Columns.
    pub columns: Vec<AnnexColumn>,
    /// Cells, row by row.
    pub rows: Vec<Vec<String>>,
    /// What is said when there is no row.
    pub empty: String,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnnexColumn {
    /// Its heading.
    pub heading: String,
    /// Its share of the width.
    pub share: u32,
    /// Its cells stand in the middle.
    pub centred: bool,
}

/// A day as papers write it: `2026年3月2日`, Arabic figures without leading zeros (GB/T 9704-2012, 7.3.5.4).
pub fn paper_date(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_no_leading_zeros() {
        assert_eq!(paper_date("2026-03-02".parse().unwrap()), "2026年3月2日");
        assert_eq!(paper_date("2026-12-31".parse().unwrap()), "2026年12月31日");
    }

    #[test]
    fn every_paper_has_an_address_of_its_own() {
        for kind in PaperKind::ALL {
            assert_eq!(PaperKind::of_slug(kind.slug()), Some(*kind));
        }
        assert_eq!(PaperKind::of_slug("table"), None);
    }
}
