//! The annual planning table as departments publish it: one row a line, in the columns of `domain.md` §3.4
//! (plan line). What [`write_row`] writes, [`read_table`] reads back as the same line.

mod cells;
mod columns;
mod read;
mod write;

pub use columns::{Column, MOST_ROWS, TableColumns, find_headings};
pub use read::{
    TableDepartment, TableGround, TableItem, TableLine, TableProblem, TableReading, TableRow, column_of,
    read_table,
};
pub use write::{LineCells, ratios_text, write_row};

#[cfg(test)]
mod tests;
