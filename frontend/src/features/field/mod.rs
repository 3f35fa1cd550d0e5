//! The phone view: today's doors, looking up firms, the visit, what has not been sent.

mod doors;
mod find_page;
mod firm_page;
mod here;
mod item_view;
mod me_page;
mod model;
mod next_act;
mod outbox;
mod outbox_page;
mod parts;
mod photos;
mod pictures;
mod queries;
mod question;
mod result_form;
mod shared_views;
mod team;
mod today_page;
mod typed;
mod visit_page;
mod words;

pub use parts::page;

/// What the field shares between its pages, and how much has not been sent.
#[derive(Clone, Copy)]
pub struct Outbox(outbox::Outbox);

impl Outbox {
    /// Makes everything known to the field area.
    pub fn provide() -> Self {
        let outbox = outbox::Outbox::provide();
        let pictures = pictures::Pictures::provide();
        doors::Doors::provide(outbox, pictures);
        parts::fetch_ahead();
        Self(outbox)
    }

    /// How many commands wait.
    pub fn count(self) -> usize {
        self.0.count()
    }
}
