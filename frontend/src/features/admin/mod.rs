//! The first page of the desk, accounts, the trail, one's own account.

mod account_acts;
mod account_page;
mod account_queries;
mod audit_page;
mod audit_queries;
mod audit_words;
mod commands;
mod create_account;
mod difference;
mod grant_roles;
mod home_admin;
mod home_deadlines;
mod home_mentions;
mod home_page;
mod home_todo;
mod home_work;
mod model;
mod password_form;
mod queries;
mod settings_view;
mod users_page;
mod users_table;
mod words;

use leptos::prelude::*;

use crate::components::NotFound;
use crate::routes::Page;

/// The first page of the desk.
#[leptos::lazy]
pub fn home_pages() -> AnyView {
    view! { <home_page::HomePage /> }.into_any()
}

/// Accounts and the trail.
#[leptos::lazy]
pub fn admin_pages(page: Page) -> AnyView {
    match page {
        Page::Users => view! { <users_page::UsersPage /> }.into_any(),
        Page::Audit => view! { <audit_page::AuditPage /> }.into_any(),
        Page::Account => view! { <account_page::AccountPage /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}
