//! Files in and out: tables people keep in spreadsheets.

mod csv_out;
mod newlines;
mod sheets;
mod table;
mod xlsx;
mod xlsx_out;

pub use csv_out::CsvOut;
pub use sheets::{Sheet, read_sheets};
pub use table::{Row, Table, TableError, open_table};
pub use xlsx_out::{Heading, write_sheet};
