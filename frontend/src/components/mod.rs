//! The kit: parts without words of the domain, each with its states and its keyboard.

mod badge;
mod bars;
mod button;
mod dialog;
mod feedback;
mod form;
mod list;
mod loaded;
mod page;
mod progress;
mod settings;
mod steps;
mod toast;

pub use badge::{Badge, Tone};
pub use bars::{Bar, Bars};
pub use button::{Button, Look};
pub use dialog::{Ask, Dialog};
pub use feedback::{EmptyState, ErrorPanel, Forbidden, Notice, NotFound, Skeleton};
pub use form::{Checkbox, Choices, DateField, Errors, FormErrors, NumberField, PickMany, SearchBox, SelectField, TextArea, TextField};
pub use list::{Facts, MoreButton, Table};
pub use loaded::{loaded, loaded_or};
pub use page::{Crumb, PageHead, SkipLink};
pub use progress::Progress;
pub use settings::LangSwitch;
pub use steps::{Step, StepState, Steps};
pub use toast::ToastList;
