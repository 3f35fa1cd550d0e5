//! A visit that is open: what its parts share.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::doors::Doors;
use super::model::{About, Command, Item, Member, Shown, Visit, shown};
use super::outbox::Outbox;
use crate::state::session::Session;

/// See the module. A copy of signals.
#[derive(Clone, Copy)]
pub struct Here {
    /// The visit with everything that waits.
    pub shown: Memo<Shown>,
    /// Commands that wait.
    pub outbox: Outbox,
    account: StoredValue<(String, String)>,
}

impl Here {
    /// Of a visit as the server knows it now, and as it goes on.
    pub fn of(visit: Visit) -> Self {
        let (outbox, doors) = (Outbox::expect(), Doors::expect());
        let shown = Memo::new(move |_| {
            let known = doors.visit(&visit.id);
            shown(known.as_ref().unwrap_or(&visit), &outbox.of_visit(&visit.id))
        });
        let account = Session::expect().account();
        let ids = account.map(|account| (account.id, account.inspector_id.unwrap_or_default()));
        Self { shown, outbox, account: StoredValue::new(ids.unwrap_or_default()) }
    }

    /// One's own place on the team.
    pub fn me(self) -> Option<Member> {
        let inspector = self.account.with_value(|(_, inspector)| inspector.clone());
        self.shown.with(|shown| shown.visit.member(&inspector).cloned())
    }

    /// The department one writes for.
    pub fn own(self) -> Option<String> {
        self.me().map(|me| me.department.id)
    }

    /// An item as it is shown.
    pub fn item(self, id: &str) -> Option<Item> {
        self.shown.with(|shown| shown.visit.item(id).cloned())
    }

    /// Name of a draft of this account.
    pub fn draft_name(self, what: &str, of: &str) -> String {
        self.account.with_value(|(account, _)| format!("field.{account}.{what}.{of}"))
    }

    /// Enters a command; gives its key once it is written down.
    pub async fn enter(self, what: String, command: Command, photo: Option<Vec<u8>>) -> Option<String> {
        let (visit, door) =
            self.shown.try_with_untracked(|shown| (shown.visit.id.clone(), shown.visit.door().0))?;
        self.outbox.put(visit, About { door, what }, command, photo).await
    }

    /// The same, without waiting; `done` hears whether it was written down.
    pub fn enter_and(self, what: String, command: Command, done: impl FnOnce(bool) + 'static) {
        spawn_local(async move {
            let entered = self.enter(what, command, None).await;
            done(entered.is_some());
        });
    }
}
