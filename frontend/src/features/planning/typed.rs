//! A plan line as it stands in the form: everything as typed, so that a draft loses nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shared::catalogue::{CheckMethod, ItemTerms};
use shared::code::DivisionCode;
use shared::draw::Rounding;
use shared::planning::{DrawMode, LineDraft, LineKind, Scope, Targeting, line::ALL_STRATUM};
use shared::registry::{RiskClass, SubjectKind};

use super::commands::{RatioInput, SavePlanLineInput, ScopeInput};
use super::model::{ratio_text, ratios};
use super::queries::{ItemRef, LineDetail, PlanMatrix};
use crate::api::{Coded, Date};

/// The form's contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// Lead department, by id.
    pub lead: String,
    /// Partners, by id.
    pub partners: Vec<String>,
    /// Joint items, by id.
    pub items: Vec<String>,
    /// Title.
    pub title: String,
    /// Code of the kind; drafts kept before there were kinds are routine.
    #[serde(default = "routine")]
    pub kind: String,
    /// Why a special campaign.
    #[serde(default)]
    pub special_reason: String,
    /// Code of the targeting.
    pub targeting: String,
    /// Codes of kinds.
    pub kinds: Vec<String>,
    /// Towns.
    pub towns: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Codes of risk classes.
    pub risk_classes: Vec<String>,
    /// Code of the method of drawing.
    pub draw_mode: String,
    /// Ratios differ by risk class.
    pub by_class: bool,
    /// Ratio of all, and of classes A to D.
    pub ratios: [String; 5],
    /// Why they are not those of the plan's matrix.
    #[serde(default)]
    pub ratio_reason: String,
    /// Code of the rounding.
    pub rounding: String,
    /// Reserve doors.
    pub reserve: String,
    /// Batches.
    pub batches: String,
    /// Code of the method of checking.
    pub method: String,
    /// Why somebody must go there.
    pub reason: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Officers of each department.
    pub officers: String,
}

fn routine() -> String {
    LineKind::Routine.as_str().to_owned()
}

impl Typed {
    /// A new line of a department.
    pub fn empty(lead: String) -> Self {
        Self {
            lead,
            partners: Vec::new(),
            items: Vec::new(),
            title: String::new(),
            kind: routine(),
            special_reason: String::new(),
            targeting: Targeting::Targeted.as_str().into(),
            kinds: Vec::new(),
            towns: Vec::new(),
            tags: Vec::new(),
            risk_classes: Vec::new(),
            draw_mode: DrawMode::Srs.as_str().into(),
            by_class: true,
            ratios: Default::default(),
            ratio_reason: String::new(),
            rounding: Rounding::HalfUp.as_str().into(),
            reserve: "2".into(),
            batches: "4".into(),
            method: CheckMethod::OnSite.as_str().into(),
            reason: String::new(),
            from: String::new(),
            to: String::new(),
            officers: "2".into(),
        }
    }

    /// A new line of a department in a plan that goes by a matrix: it starts with its ratios.
    pub fn starting(lead: String, matrix: Option<&PlanMatrix>) -> Self {
        let mut typed = Self::empty(lead);
        for (field, class) in typed.ratios[1..].iter_mut().zip(RiskClass::ALL) {
            let found =
                matrix.and_then(|one| one.ratios.iter().find(|ratio| ratio.stratum == class.as_str()));
            if let Some(ratio) = found {
                *field = ratio_text(ratio.basis_points);
            }
        }
        typed
    }

    /// The ratios that apply, by stratum.
    fn chosen_ratios(&self) -> Vec<(String, String)> {
        if self.draw_mode == DrawMode::BatchOrder.as_str() {
            Vec::new()
        } else if self.by_class {
            let classes = RiskClass::ALL.iter().map(|class| class.as_str().to_owned());
            classes.zip(self.ratios[1..].iter().cloned()).collect()
        } else {
            vec![(ALL_STRATUM.to_owned(), self.ratios[0].clone())]
        }
    }

    fn scope(&self) -> Scope {
        Scope {
            kinds: self.kinds.iter().filter_map(|code| SubjectKind::parse(code)).collect(),
            towns: self.towns.iter().filter_map(|code| DivisionCode::parse(code).ok()).collect(),
            tags: self.tags.clone(),
            risk_classes: self.risk_classes.iter().filter_map(|code| RiskClass::parse(code)).collect(),
        }
    }

    /// The line as the rules take it. A number that is none becomes one the rules refuse; a day that is none
    /// becomes one long past.
    pub fn draft(&self) -> LineDraft {
        LineDraft {
            title: self.title.clone(),
            kind: LineKind::parse(&self.kind).unwrap_or_default(),
            special_reason: self.special_reason.clone(),
            targeting: Targeting::parse(&self.targeting).unwrap_or(Targeting::Targeted),
            scope: self.scope(),
            draw_mode: DrawMode::parse(&self.draw_mode).unwrap_or(DrawMode::Srs),
            ratios: ratios(&self.chosen_ratios()),
            rounding: Rounding::parse(&self.rounding).unwrap_or(Rounding::HalfUp),
            reserve: count(&self.reserve),
            batches: count(&self.batches),
            method: CheckMethod::parse(&self.method).unwrap_or(CheckMethod::OnSite),
            on_site_reason: self.reason.clone(),
            window_from: self.from.parse().unwrap_or_default(),
            window_to: self.to.parse().unwrap_or_default(),
        }
    }

    /// The line as the server takes it.
    pub fn input(&self, plan: cynic::Id, known: Option<(cynic::Id, i32)>) -> SavePlanLineInput {
        let draft = self.draft();
        let small = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
        let (id, revision) = known.map_or((None, 0), |(id, revision)| (Some(id), revision));
        let ids = |list: &[String]| list.iter().map(cynic::Id::new).collect();
        SavePlanLineInput {
            batches: if draft.draw_mode == DrawMode::BatchOrder { small(draft.batches) } else { 0 },
            draw_mode: Coded(draft.draw_mode),
            id,
            item_ids: ids(&self.items),
            kind: Coded(draft.kind),
            lead_id: cynic::Id::new(&self.lead),
            method: Coded(draft.method),
            officers: small(count(&self.officers)),
            on_site_reason: draft.on_site_reason,
            partner_ids: ids(&self.partners),
            plan_id: plan,
            ratios: draft
                .ratios
                .into_iter()
                .map(|(stratum, ratio)| RatioInput { basis_points: small(ratio), stratum })
                .collect(),
            ratio_reason: self.ratio_reason.clone(),
            reserve: small(draft.reserve),
            revision,
            rounding: Coded(draft.rounding),
            scope: ScopeInput {
                kinds: draft.scope.kinds.into_iter().map(Coded).collect(),
                risk_classes: draft.scope.risk_classes.into_iter().map(Coded).collect(),
                tags: draft.scope.tags,
                towns: draft.scope.towns.into_iter().map(String::from).collect(),
            },
            special_reason: if draft.kind == LineKind::Special {
                draft.special_reason
            } else {
                String::new()
            },
            targeting: Coded(draft.targeting),
            title: draft.title,
            window_from: Date(draft.window_from),
            window_to: Date(draft.window_to),
        }
    }
}

/// A count as typed; one that is none becomes one that every rule refuses.
fn count(text: &str) -> u32 {
    text.trim().parse().unwrap_or(u32::MAX)
}

impl From<&LineDetail> for Typed {
    fn from(line: &LineDetail) -> Self {
        let id = |id: &cynic::Id| id.inner().to_owned();
        let given: BTreeMap<&str, i32> =
            line.ratios.iter().map(|ratio| (ratio.stratum.as_str(), ratio.basis_points)).collect();
        let ratio = |stratum: &str| given.get(stratum).map(|ratio| ratio_text(*ratio)).unwrap_or_default();
        let partners = line.parties.iter().filter(|party| !party.lead);
        Self {
            lead: id(&line.lead.id),
            partners: partners.map(|party| id(&party.department.id)).collect(),
            items: line.items.iter().map(|item| id(&item.id)).collect(),
            title: line.title.clone(),
            kind: line.kind.as_str().into(),
            special_reason: line.special_reason.clone(),
            targeting: line.targeting.as_str().into(),
            kinds: line.scope.kinds.iter().map(|kind| kind.as_str().to_owned()).collect(),
            towns: line.scope.towns.clone(),
            tags: line.scope.tags.clone(),
            risk_classes: line.scope.risk_classes.iter().map(|class| class.as_str().to_owned()).collect(),
            draw_mode: line.draw_mode.as_str().into(),
            by_class: !given.contains_key(ALL_STRATUM),
            ratios: [ALL_STRATUM, "A", "B", "C", "D"].map(ratio),
            ratio_reason: line.ratio_reason.clone(),
            rounding: line.rounding.as_str().into(),
            reserve: line.reserve.to_string(),
            batches: line.batches.max(1).to_string(),
            method: line.method.as_str().into(),
            reason: line.on_site_reason.clone(),
            from: line.window_from.0.to_string(),
            to: line.window_to.0.to_string(),
            officers: line.parties.first().map_or(2, |party| party.officers).to_string(),
        }
    }
}

/// What the rules need to know of the chosen items.
pub fn terms(items: &[ItemRef], chosen: &[String]) -> Vec<ItemTerms> {
    let picked = items.iter().filter(|item| chosen.iter().any(|id| id == item.id.inner()));
    picked
        .map(|item| ItemTerms {
            class: *item.class,
            cap_bp: item.cap_basis_points.and_then(|cap| u32::try_from(cap).ok()),
            status: *item.status,
            valid_from: item.valid_from.map(|day| day.0),
            valid_to: item.valid_to.map(|day| day.0),
            withdrawn_on: None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_ratios_that_apply_are_sent() {
        let mut typed = Typed::empty("dep_1".into());
        typed.ratios = ["2", "1", "3", "5", "8"].map(str::to_owned);
        assert_eq!(typed.draft().ratios.len(), 4);
        typed.by_class = false;
        assert_eq!(typed.draft().ratios, BTreeMap::from([("ALL".to_owned(), 200)]));
        typed.draw_mode = DrawMode::BatchOrder.as_str().into();
        assert!(typed.draft().ratios.is_empty());
    }

    #[test]
    fn what_is_no_number_is_refused_by_the_rules_and_kept_as_typed() {
        let mut typed = Typed::empty("dep_1".into());
        typed.reserve = "两户".into();
        assert_eq!(typed.draft().reserve, u32::MAX);
        let kept: Typed = serde_json::from_str(&serde_json::to_string(&typed).unwrap()).unwrap();
        assert_eq!(kept, typed);
    }
}
