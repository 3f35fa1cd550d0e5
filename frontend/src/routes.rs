//! Pages and their addresses: one enum, both ways, without the browser.

use std::fmt::Display;
use std::str::FromStr;

use shared::ids::{ItemId, ItemListId, JointItemId, PlanId, PlanLineId, SubjectId, VisitId, WaveId};

/// A page of the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    // Public window
    /// `/`
    PublicHome,
    /// `/public/firms/{code}`
    PublicFirm(String),
    /// `/public/plans`
    PublicPlans,
    /// `/public/draws`
    PublicDraws,
    /// `/public/draws/{wave}`
    PublicDraw(String),
    /// `/public/verify`
    PublicVerify,
    /// `/public/verify/recipe`
    PublicRecipe,
    /// `/public/why`
    PublicWhy,
    /// `/public/draws/{wave}/why/{code}`
    PublicWhyFirm(String, String),
    /// `/public/audit`
    PublicAudit,
    /// `/public/draws/{wave}/hall`
    Hall(String),
    /// `/public/results`
    PublicResults,
    /// `/public/items`
    PublicItems,
    /// `/public/statistics`
    PublicStatistics,
    /// `/witness/{token}`
    Witness(String),
    /// `/login`
    Login,
    // Desk
    /// `/desk`
    Home,
    /// `/desk/subjects`
    Subjects,
    /// `/desk/subjects/{id}`
    Subject(String),
    /// `/desk/imports`
    Imports,
    /// `/desk/tag-rules`
    TagRules,
    /// `/desk/source-reports`
    SourceReports,
    /// `/desk/inspectors`
    Inspectors,
    /// `/desk/coverage`
    Coverage,
    /// `/desk/coverage/conflicts`
    DutyConflicts,
    /// `/desk/coverage/eligibility`
    Eligibility,
    /// `/desk/register`
    Register,
    /// `/desk/items`
    Items,
    /// `/desk/items/{id}`
    Item(String),
    /// `/desk/department-items/{id}`
    OwnItem(String),
    /// `/desk/item-report`
    ItemReport,
    /// `/desk/department-items/new`
    NewItem,
    /// `/desk/items/new`
    NewJoint,
    /// `/desk/items/{id}/edit`
    EditJoint(String),
    /// `/desk/item-lists`
    ItemLists,
    /// `/desk/item-lists/{id}`
    ItemList(String),
    /// `/desk/ratios`
    Ratios,
    /// `/desk/plans`
    Plans,
    /// `/desk/plans/{id}`
    Plan(String),
    /// What a plan will open, before anybody draws.
    Outlook(String),
    /// `/desk/plans/{id}/changes`
    PlanFeed(String),
    /// Lines of a plan from a spreadsheet.
    ImportLines(String),
    /// `/desk/plans/{plan}/new-line`
    NewLine(String),
    /// `/desk/lines/{id}`
    Line(String),
    /// `/desk/lines/{id}/edit`
    EditLine(String),
    /// `/desk/review`
    Review,
    /// `/desk/deadlines`
    Deadlines,
    /// `/desk/waves`
    Waves,
    /// `/desk/waves/new`
    NewWave,
    /// `/desk/waves/{id}`
    Wave(String),
    /// `/desk/visits`
    Visits,
    /// `/desk/visits/{id}`
    Visit(String),
    /// `/desk/results`
    Results,
    /// `/desk/packages`
    Packages,
    /// `/desk/users`
    Users,
    /// `/desk/audit`
    Audit,
    /// `/desk/account`
    Account,
    // Field
    /// `/field`
    Today,
    /// `/field/find`
    Find,
    /// `/field/firms/{id}`
    FieldFirm(String),
    /// `/field/visits/{id}`
    FieldVisit(String),
    /// `/field/outbox`
    Outbox,
    /// `/field/me`
    Me,
    /// Anything else.
    Unknown,
}

/// The three front doors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// No log-in.
    Public,
    /// Wide screens, all day.
    Desk,
    /// Phones.
    Field,
}

/// Parts that are loaded when first opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Public pages, log-in, witness.
    Public,
    /// The two libraries.
    Registry,
    /// Gaps, conflicts, eligibility, leave and recusal.
    Coverage,
    /// Items.
    Catalogue,
    /// Plans and the office's table.
    Planning,
    /// Waves.
    Draw,
    /// Visits and results at the desk.
    Visits,
    /// First page, accounts, trail.
    Admin,
    /// The phone view.
    Field,
}

impl Page {
    /// The page at an address.
    pub fn parse(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] | ["public"] => Self::PublicHome,
            ["public", "firms", code] => Self::PublicFirm(decode(code)),
            ["public", "plans"] => Self::PublicPlans,
            ["public", "draws"] => Self::PublicDraws,
            ["public", "draws", wave] => Self::PublicDraw(decode(wave)),
            ["public", "verify"] => Self::PublicVerify,
            ["public", "verify", "recipe"] => Self::PublicRecipe,
            ["public", "draws", wave, "why", code] => Self::PublicWhyFirm(decode(wave), decode(code)),
            ["public", "why"] => Self::PublicWhy,
            ["public", "audit"] => Self::PublicAudit,
            ["public", "draws", wave, "hall"] => Self::Hall(decode(wave)),
            ["public", "results"] => Self::PublicResults,
            ["public", "items"] => Self::PublicItems,
            ["public", "statistics"] => Self::PublicStatistics,
            ["witness", token] => Self::Witness(decode(token)),
            ["login"] => Self::Login,
            ["desk"] => Self::Home,
            ["desk", "subjects"] => Self::Subjects,
            ["desk", "subjects", id] => own::<SubjectId>(id).map_or(Self::Unknown, Self::Subject),
            ["desk", "imports"] => Self::Imports,
            ["desk", "tag-rules"] => Self::TagRules,
            ["desk", "source-reports"] => Self::SourceReports,
            ["desk", "inspectors"] => Self::Inspectors,
            ["desk", "coverage"] => Self::Coverage,
            ["desk", "coverage", "conflicts"] => Self::DutyConflicts,
            ["desk", "coverage", "eligibility"] => Self::Eligibility,
            ["desk", "register"] => Self::Register,
            ["desk", "items"] => Self::Items,
            ["desk", "items", "new"] => Self::NewJoint,
            ["desk", "items", id, "edit"] => own::<JointItemId>(id).map_or(Self::Unknown, Self::EditJoint),
            ["desk", "department-items", "new"] => Self::NewItem,
            ["desk", "item-lists"] => Self::ItemLists,
            ["desk", "item-lists", id] => own::<ItemListId>(id).map_or(Self::Unknown, Self::ItemList),
            ["desk", "ratios"] => Self::Ratios,
            ["desk", "items", id] => own::<JointItemId>(id).map_or(Self::Unknown, Self::Item),
            ["desk", "department-items", id] => own::<ItemId>(id).map_or(Self::Unknown, Self::OwnItem),
            ["desk", "item-report"] => Self::ItemReport,
            ["desk", "plans"] => Self::Plans,
            ["desk", "plans", id] => own::<PlanId>(id).map_or(Self::Unknown, Self::Plan),
            ["desk", "plans", id, "outlook"] => own::<PlanId>(id).map_or(Self::Unknown, Self::Outlook),
            ["desk", "plans", id, "changes"] => own::<PlanId>(id).map_or(Self::Unknown, Self::PlanFeed),
            ["desk", "plans", id, "import"] => own::<PlanId>(id).map_or(Self::Unknown, Self::ImportLines),
            ["desk", "plans", id, "new-line"] => own::<PlanId>(id).map_or(Self::Unknown, Self::NewLine),
            ["desk", "lines", id] => own::<PlanLineId>(id).map_or(Self::Unknown, Self::Line),
            ["desk", "lines", id, "edit"] => own::<PlanLineId>(id).map_or(Self::Unknown, Self::EditLine),
            ["desk", "review"] => Self::Review,
            ["desk", "deadlines"] => Self::Deadlines,
            ["desk", "waves"] => Self::Waves,
            ["desk", "waves", "new"] => Self::NewWave,
            ["desk", "waves", id] => own::<WaveId>(id).map_or(Self::Unknown, Self::Wave),
            ["desk", "visits"] => Self::Visits,
            ["desk", "visits", id] => own::<VisitId>(id).map_or(Self::Unknown, Self::Visit),
            ["desk", "results"] => Self::Results,
            ["desk", "packages"] => Self::Packages,
            ["desk", "users"] => Self::Users,
            ["desk", "audit"] => Self::Audit,
            ["desk", "account"] => Self::Account,
            ["field"] => Self::Today,
            ["field", "find"] => Self::Find,
            ["field", "firms", id] => own::<SubjectId>(id).map_or(Self::Unknown, Self::FieldFirm),
            ["field", "visits", id] => own::<VisitId>(id).map_or(Self::Unknown, Self::FieldVisit),
            ["field", "outbox"] => Self::Outbox,
            ["field", "me"] => Self::Me,
            _ => Self::Unknown,
        }
    }

    /// The address of the page.
    pub fn path(&self) -> String {
        match self {
            Self::PublicHome => "/".into(),
            Self::PublicFirm(code) => format!("/public/firms/{}", encode(code)),
            Self::PublicPlans => "/public/plans".into(),
            Self::PublicDraws => "/public/draws".into(),
            Self::PublicDraw(wave) => format!("/public/draws/{}", encode(wave)),
            Self::PublicVerify => "/public/verify".into(),
            Self::PublicRecipe => "/public/verify/recipe".into(),
            Self::PublicWhy => "/public/why".into(),
            Self::PublicWhyFirm(wave, code) => {
                format!("/public/draws/{}/why/{}", encode(wave), encode(code))
            }
            Self::PublicAudit => "/public/audit".into(),
            Self::Hall(wave) => format!("/public/draws/{}/hall", encode(wave)),
            Self::PublicResults => "/public/results".into(),
            Self::PublicItems => "/public/items".into(),
            Self::PublicStatistics => "/public/statistics".into(),
            Self::Witness(token) => format!("/witness/{}", encode(token)),
            Self::Login => "/login".into(),
            Self::Home => "/desk".into(),
            Self::Subjects => "/desk/subjects".into(),
            Self::Subject(id) => format!("/desk/subjects/{}", encode(id)),
            Self::Imports => "/desk/imports".into(),
            Self::TagRules => "/desk/tag-rules".into(),
            Self::SourceReports => "/desk/source-reports".into(),
            Self::Inspectors => "/desk/inspectors".into(),
            Self::Coverage => "/desk/coverage".into(),
            Self::DutyConflicts => "/desk/coverage/conflicts".into(),
            Self::Eligibility => "/desk/coverage/eligibility".into(),
            Self::Register => "/desk/register".into(),
            Self::Items => "/desk/items".into(),
            Self::Item(id) => format!("/desk/items/{}", encode(id)),
            Self::OwnItem(id) => format!("/desk/department-items/{}", encode(id)),
            Self::ItemReport => "/desk/item-report".into(),
            Self::NewItem => "/desk/department-items/new".into(),
            Self::NewJoint => "/desk/items/new".into(),
            Self::EditJoint(id) => format!("/desk/items/{}/edit", encode(id)),
            Self::ItemLists => "/desk/item-lists".into(),
            Self::ItemList(id) => format!("/desk/item-lists/{}", encode(id)),
            Self::Ratios => "/desk/ratios".into(),
            Self::Plans => "/desk/plans".into(),
            Self::Plan(id) => format!("/desk/plans/{}", encode(id)),
            Self::Outlook(id) => format!("/desk/plans/{}/outlook", encode(id)),
            Self::PlanFeed(id) => format!("/desk/plans/{}/changes", encode(id)),
            Self::ImportLines(id) => format!("/desk/plans/{}/import", encode(id)),
            Self::NewLine(plan) => format!("/desk/plans/{}/new-line", encode(plan)),
            Self::Line(id) => format!("/desk/lines/{}", encode(id)),
            Self::EditLine(id) => format!("/desk/lines/{}/edit", encode(id)),
            Self::Review => "/desk/review".into(),
            Self::Deadlines => "/desk/deadlines".into(),
            Self::Waves => "/desk/waves".into(),
            Self::NewWave => "/desk/waves/new".into(),
            Self::Wave(id) => format!("/desk/waves/{}", encode(id)),
            Self::Visits => "/desk/visits".into(),
            Self::Visit(id) => format!("/desk/visits/{}", encode(id)),
            Self::Results => "/desk/results".into(),
            Self::Packages => "/desk/packages".into(),
            Self::Users => "/desk/users".into(),
            Self::Audit => "/desk/audit".into(),
            Self::Account => "/desk/account".into(),
            Self::Today => "/field".into(),
            Self::Find => "/field/find".into(),
            Self::FieldFirm(id) => format!("/field/firms/{}", encode(id)),
            Self::FieldVisit(id) => format!("/field/visits/{}", encode(id)),
            Self::Outbox => "/field/outbox".into(),
            Self::Me => "/field/me".into(),
            Self::Unknown => "/404".into(),
        }
    }

    /// Which part holds it.
    pub const fn part(&self) -> Part {
        match self {
            Self::PublicHome
            | Self::PublicFirm(_)
            | Self::PublicPlans
            | Self::PublicDraws
            | Self::PublicDraw(_)
            | Self::PublicVerify
            | Self::PublicRecipe
            | Self::PublicWhy
            | Self::PublicWhyFirm(..)
            | Self::PublicAudit
            | Self::Hall(_)
            | Self::PublicResults
            | Self::PublicItems
            | Self::PublicStatistics
            | Self::Witness(_)
            | Self::Login
            | Self::Unknown => Part::Public,
            Self::Subjects
            | Self::Subject(_)
            | Self::Imports
            | Self::TagRules
            | Self::SourceReports
            | Self::Inspectors => Part::Registry,
            Self::Coverage | Self::DutyConflicts | Self::Eligibility | Self::Register => Part::Coverage,
            Self::Items
            | Self::Item(_)
            | Self::OwnItem(_)
            | Self::ItemReport
            | Self::NewItem
            | Self::NewJoint
            | Self::EditJoint(_)
            | Self::ItemLists
            | Self::ItemList(_) => Part::Catalogue,
            Self::Plans
            | Self::Plan(_)
            | Self::Outlook(_)
            | Self::PlanFeed(_)
            | Self::ImportLines(_)
            | Self::NewLine(_)
            | Self::Line(_)
            | Self::EditLine(_)
            | Self::Ratios
            | Self::Deadlines
            | Self::Review => Part::Planning,
            Self::Waves | Self::NewWave | Self::Wave(_) => Part::Draw,
            Self::Visits | Self::Visit(_) | Self::Results | Self::Packages => Part::Visits,
            Self::Home | Self::Users | Self::Audit | Self::Account => Part::Admin,
            Self::Today | Self::Find | Self::FieldFirm(_) | Self::FieldVisit(_) | Self::Outbox | Self::Me => {
                Part::Field
            }
        }
    }

    /// Which front door it belongs to.
    pub const fn area(&self) -> Area {
        match self.part() {
            Part::Public => Area::Public,
            Part::Field => Area::Field,
            Part::Coverage => Area::Desk,
            Part::Registry | Part::Catalogue | Part::Planning | Part::Draw | Part::Visits | Part::Admin => {
                Area::Desk
            }
        }
    }
}

/// An id of the kind a page is about; an address with anything else leads nowhere.
fn own<Id: FromStr + Display>(text: &str) -> Option<String> {
    text.parse::<Id>().ok().map(|id| id.to_string())
}

/// Percent-encodes what may not stand in a path segment.
fn encode(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail
            .get(..2)
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (first, hex) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
#[path = "routes_tests.rs"]
mod tests;
