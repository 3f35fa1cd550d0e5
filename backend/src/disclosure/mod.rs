//! Publication of results within 20 working days (二(六)): clocks, the head's approval, withholding,
//! corrections, letters to firms that cannot be reached, packages for the channels, and what the public sees
//! of a firm.

mod contact;
mod context;
mod correct;
mod decide;
mod package;
mod repository;
mod service;

pub use contact::ContactInput;
pub use context::{Told, tell};
pub use correct::CorrectionInput;
pub use package::{PackageFile, PackageInput, PackageReceipt};
pub use repository::{ResultDuty, count_shown, result_duties, shown_before, shown_firms, shown_page};
pub use service::{Board, ClockFilter, DisclosureService};

/// A step towards a firm that cannot be reached.
pub type ContactRow = crate::db::entity::contact_step::Model;
/// A package for a channel.
pub type Package = crate::db::entity::publication_package::Model;
