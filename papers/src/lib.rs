//! Typesets papers (公文) to PDF with Typst: a template of ours, the paper as data, fonts of the machine.
//!
//! What people wrote reaches the template as data only, never as markup. A character that no font holds is
//! shown by its code, `〔U+2A6D7〕`, and named, so that none is lost in silence.

mod fonts;
mod print;
mod text;

pub use fonts::{Fonts, usual_folders};
pub use print::{PrintError, Printed, print};
