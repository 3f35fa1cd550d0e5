//! Inspection items, joint items, checklists.

mod bulk;
mod checklist;
mod checklist_form;
mod checklist_stale;
mod commands;
mod item_page;
mod items_page;
mod joint_form;
mod joint_queries;
mod joint_typed;
mod joint_versions;
mod list_decide;
mod list_entries;
mod list_model;
mod list_page;
mod list_queries;
mod list_words;
mod lists_page;
mod model;
mod own_bases;
mod own_form;
mod own_new;
mod own_page;
mod own_queries;
mod own_stale;
mod own_typed;
mod own_versions;
mod own_words;
mod queries;
mod question_fields;
mod report_page;
mod shared_views;
mod standing;
mod words;

use leptos::prelude::*;

use crate::components::NotFound;
use crate::routes::Page;

/// The page of this part.
#[leptos::lazy]
pub fn catalogue_pages(page: Page) -> AnyView {
    match page {
        Page::Items => view! { <items_page::ItemsPage /> }.into_any(),
        Page::Item(id) => view! { <item_page::ItemPage id=id /> }.into_any(),
        Page::ItemReport => view! { <report_page::ReportPage /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}

/// A department's own item with its form and versions, and the forms of new and joint items.
#[leptos::lazy]
pub fn own_item_pages(page: Page) -> AnyView {
    match page {
        Page::OwnItem(id) => view! { <own_page::OwnItemPage id=id /> }.into_any(),
        Page::NewItem => view! { <own_new::NewItemPage /> }.into_any(),
        Page::NewJoint => view! { <joint_form::NewJointPage /> }.into_any(),
        Page::EditJoint(id) => view! { <joint_form::EditJointPage id=id /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}

/// Unified lists from above, and what they mean for the local one.
#[leptos::lazy]
pub fn item_list_pages(page: Page) -> AnyView {
    match page {
        Page::ItemLists => view! { <lists_page::ListsPage /> }.into_any(),
        Page::ItemList(id) => view! { <list_page::ListPage id=id /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}
