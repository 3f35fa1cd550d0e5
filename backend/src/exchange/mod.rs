//! Files in and out: tables people keep in spreadsheets.

mod csv_out;
mod newlines;
mod table;
mod xlsx;

pub use csv_out::CsvOut;
pub use table::{Row, Table, TableError, open_table};
