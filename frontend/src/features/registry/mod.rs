//! The two libraries: subjects and inspectors, imports, tag rules.

mod bulk_bar;
mod bulk_preview;
mod bulk_queries;
mod classify;
mod commands;
mod experts;
mod facet_bar;
mod import_new;
mod import_problems;
mod import_view;
mod import_words;
mod imports_page;
mod imports_queries;
mod inspector_history;
mod library_queries;
mod library_words;
mod model;
mod people_page;
mod people_queries;
mod queries;
mod report_form;
mod reports_page;
mod reports_queries;
mod reports_view;
mod rule_effect;
mod rule_form;
mod rule_trial;
mod rules_page;
mod rules_queries;
mod shared_views;
mod subject_history;
mod subject_page;
mod subject_visits;
mod subjects_page;
mod views_bar;
mod words;

use leptos::prelude::*;

use crate::components::NotFound;
use crate::routes::Page;

/// The library of subjects.
#[leptos::lazy]
pub fn registry_pages(page: Page) -> AnyView {
    match page {
        Page::Subjects => view! { <subjects_page::SubjectsPage /> }.into_any(),
        Page::Subject(id) => view! { <subject_page::SubjectPage id=id /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}

/// How the libraries are kept: files, rules, people.
#[leptos::lazy]
pub fn keeping_pages(page: Page) -> AnyView {
    match page {
        Page::Imports => view! { <imports_page::ImportsPage /> }.into_any(),
        Page::TagRules => view! { <rules_page::TagRulesPage /> }.into_any(),
        Page::SourceReports => view! { <reports_page::ReportsPage /> }.into_any(),
        Page::Inspectors => view! { <people_page::InspectorsPage /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}
