//! Accounts: made by the system administrator, given roles by the security administrator.

use leptos::prelude::*;
use shared::access::Action;
use shared::organisation::{Role, UserStatus};

use super::account_acts::{Acting, EndDialog, StatusDialog};
use super::account_queries::{AccountFilter, AccountRow, accounts};
use super::create_account::CreateDialog;
use super::grant_roles::GrantDialog;
use super::users_table::UsersTable;
use super::words::*;
use crate::api::{Coded, use_paged};
use crate::components::{
    Button, EmptyState, FilterCheck, FilterRow, FilterSearch, FilterSelect, Look, MoreButton, PageHead,
    loaded_or,
};
use crate::locales::*;
use crate::state::filters::Filter;
use crate::state::reference::Reference;
use crate::state::session::Session;

/// The parameters of the address.
#[derive(Clone, Copy)]
struct Filters {
    text: Filter,
    role: Filter,
    department: Filter,
    status: Filter,
    locked: Filter,
    without: Filter,
}

impl Filters {
    fn asked(self) -> AccountFilter {
        let given = |filter: Filter| Some(filter.get()).filter(|text| !text.is_empty());
        AccountFilter {
            department_id: given(self.department).map(cynic::Id::new),
            locked: self.locked.get() == "1",
            role: Role::parse(&self.role.get()).map(Coded),
            status: UserStatus::parse(&self.status.get()).map(Coded),
            text: given(self.text),
            without_role: self.without.get() == "1",
        }
    }
}

/// The list.
#[component]
pub fn UsersPage() -> impl IntoView {
    let filters = Filters {
        text: Filter::of_address("q"),
        role: Filter::of_address("role"),
        department: Filter::of_address("department"),
        status: Filter::of_address("status"),
        locked: Filter::of_address("locked"),
        without: Filter::of_address("norole"),
    };
    let list = use_paged(move || filters.asked(), accounts);
    let making = RwSignal::new(false);
    let acting = Acting::new();
    let may_make = Session::expect().may(Action::ManageUsers);
    let changed = Callback::new(move |()| list.query.reload());
    view! {
        <PageHead title=t(PLACE_USERS) note=t(USERS_NOTE)>
            {may_make
                .then(|| view! { <Button label=t(NEW_ACCOUNT) look=Look::Primary on_press=Callback::new(move |()| making.set(true)) /> })}
        </PageHead>
        <ListFilters filters=filters />
        {loaded_or(list.query, 10, move |page| {
            if page.items.is_empty() {
                return view! { <EmptyState title=t(NO_ACCOUNTS) /> }.into_any();
            }
            view! { <UsersTable accounts=page.items acting=acting /> <MoreButton list=list /> }.into_any()
        })}
        <CreateDialog open=making on_done=changed />
        <GrantDialog account=acting.granting on_done=changed />
        <StatusDialog account=acting.disabling on_done=changed />
        <EndDialog account=acting.ending on_done=changed />
        <Enabling account=acting.enabling on_done=changed />
    }
}

/// What can be undone is not asked: an account is enabled at once.
#[component]
fn Enabling(account: RwSignal<Option<AccountRow>>, on_done: Callback<()>) -> impl IntoView {
    let act = crate::api::Act::of_button();
    Effect::new(move |_| {
        if let Some(row) = account.get() {
            account.set(None);
            super::account_acts::enable(act, row, on_done);
        }
    });
}

#[component]
fn ListFilters(filters: Filters) -> impl IntoView {
    let reference = Reference::of_area();
    let departments = Signal::derive(move || {
        let rows = reference.get().departments.into_iter();
        rows.map(|row| (row.id.into_inner(), row.name)).collect::<Vec<_>>()
    });
    let roles = choices(Role::ALL, Role::as_str, Role::label);
    let statuses = choices(UserStatus::ALL, UserStatus::as_str, UserStatus::label);
    let Filters { text, role, department, status, locked, without } = filters;
    view! {
        <FilterRow filters=vec![text, role, department, status, locked, without]>
            <FilterSearch label=t(SEARCH_ACCOUNTS) filter=text />
            <FilterSelect label=t(ROLES) filter=role choices=roles />
            <FilterSelect label=t(DEPARTMENT) filter=department choices=departments />
            <FilterSelect label=t(STATUS) filter=status choices=statuses />
            <FilterCheck label=t(ONLY_LOCKED) filter=locked value="1" />
            <FilterCheck label=t(ONLY_NO_ROLE) filter=without value="1" />
        </FilterRow>
    }
}
