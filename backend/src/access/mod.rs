//! Who is asking, and the permission they must hold before anything is done.

mod viewer;

pub use viewer::{Granted, Origin, Viewer};
