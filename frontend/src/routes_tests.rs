//! Every page has its address, and every address its page.

use super::*;

#[test]
fn every_page_has_one_address_and_back() {
    let word = || "WG-2026/甲".to_owned();
    let id = |prefix: &str| format!("{prefix}_019b8bac13cf70008000813f39a13874");
    let pages = [
        Page::PublicHome,
        Page::PublicFirm(word()),
        Page::PublicPlans,
        Page::PublicDraws,
        Page::PublicDraw(word()),
        Page::PublicVerify,
        Page::PublicRecipe,
        Page::PublicWhy,
        Page::PublicWhyFirm(word(), word()),
        Page::PublicAudit,
        Page::Hall(word()),
        Page::PublicResults,
        Page::PublicItems,
        Page::PublicStatistics,
        Page::Witness(word()),
        Page::Login,
        Page::Home,
        Page::Subjects,
        Page::Subject(id(SubjectId::PREFIX)),
        Page::Imports,
        Page::TagRules,
        Page::SourceReports,
        Page::Inspectors,
        Page::Coverage,
        Page::DutyConflicts,
        Page::Eligibility,
        Page::Register,
        Page::Items,
        Page::Item(id(JointItemId::PREFIX)),
        Page::OwnItem(id(ItemId::PREFIX)),
        Page::ItemReport,
        Page::NewItem,
        Page::NewJoint,
        Page::EditJoint(id(JointItemId::PREFIX)),
        Page::ItemLists,
        Page::ItemList(id(ItemListId::PREFIX)),
        Page::Ratios,
        Page::Plans,
        Page::Plan(id(PlanId::PREFIX)),
        Page::Outlook(id(PlanId::PREFIX)),
        Page::PlanFeed(id(PlanId::PREFIX)),
        Page::ImportLines(id(PlanId::PREFIX)),
        Page::NewLine(id(PlanId::PREFIX)),
        Page::Line(id(PlanLineId::PREFIX)),
        Page::EditLine(id(PlanLineId::PREFIX)),
        Page::Review,
        Page::Deadlines,
        Page::Waves,
        Page::NewWave,
        Page::Wave(id(WaveId::PREFIX)),
        Page::Visits,
        Page::Visit(id(VisitId::PREFIX)),
        Page::Results,
        Page::Packages,
        Page::Users,
        Page::Audit,
        Page::Account,
        Page::Today,
        Page::Find,
        Page::FieldFirm(id(SubjectId::PREFIX)),
        Page::FieldVisit(id(VisitId::PREFIX)),
        Page::Outbox,
        Page::Me,
    ];
    for page in pages {
        assert_eq!(Page::parse(&page.path()), page);
    }
    assert_eq!(Page::parse("/desk/waves/new"), Page::NewWave);
    assert_eq!(Page::parse("/nowhere"), Page::Unknown);
    assert_eq!(Page::parse("/desk/"), Page::Home);
}

#[test]
fn an_address_without_an_id_of_its_kind_leads_nowhere() {
    let line = format!("{}_019b8bac13cf70008000813f39a13874", PlanLineId::PREFIX);
    assert_eq!(Page::parse(&format!("/desk/lines/{line}")), Page::Line(line.clone()));
    assert_eq!(Page::parse(&format!("/desk/plans/{line}")), Page::Unknown);
    assert_eq!(Page::parse(&format!("/desk/lines/{}", &line[..20])), Page::Unknown);
    assert_eq!(Page::parse("/field/visits/1"), Page::Unknown);
}
