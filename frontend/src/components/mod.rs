//! The kit: parts without words of the domain, each with its states and its keyboard.

mod badge;
mod bars;
mod button;
mod copy;
mod dialog;
mod facet;
mod feedback;
mod figures;
mod file_pick;
mod filter;
mod form;
mod lazy;
mod list;
mod loaded;
mod page;
mod paged;
mod progress;
mod qr;
mod settings;
mod steps;
mod toast;

pub use badge::{Badge, Tone};
pub use bars::{Bar, Bars};
pub use button::{Button, Look};
pub use copy::CopyButton;
pub use dialog::{Ask, Dialog, dialog_of};
pub use facet::{Chips, FacetPick, OpenFacet};
pub use feedback::{EmptyState, ErrorPanel, Forbidden, NotFound, Notice, Skeleton};
pub use figures::FigureList;
pub use file_pick::FilePick;
pub use filter::{FilterCheck, FilterDate, FilterRow, FilterSearch, FilterSelect};
pub use form::{
    Checkbox, Choices, DateField, Errors, FieldError, FormErrors, NumberField, PickMany, SearchBox,
    SelectField, TextArea, TextField,
};
pub use lazy::lazily;
pub use list::{Facts, MoreButton, Table};
pub use loaded::{loaded, loaded_live, loaded_or};
pub use page::{Crumb, PageHead, SkipLink};
pub use paged::PagedTable;
pub use progress::Progress;
pub use qr::QrCode;
pub use settings::LangSwitch;
pub use steps::{Step, StepState, Steps};
pub use toast::ToastList;
