//! What the pages of lists compute: where a problem stands in the file, what is still open. Pure.

use shared::catalogue::list::{EntryState, ListColumn, ListKind};

/// `rows.12.BASIS` → row 12 and its column; nothing for what is no cell.
pub fn cell_of(path: &str) -> Option<(u64, ListColumn)> {
    let (row, column) = path.strip_prefix("rows.")?.split_once('.')?;
    Some((row.parse().ok()?, ListColumn::parse(column)?))
}

/// `entries.3` → 3.
pub fn entry_of(path: &str) -> Option<usize> {
    path.strip_prefix("entries.")?.parse().ok()
}

/// Whether a line may be accepted or refused now.
pub fn may_decide(kind: ListKind, state: EntryState, accept: bool) -> bool {
    kind.is_open() && state.decide(accept).is_ok()
}

/// Columns without which a file is no list, or the others.
pub fn headings(required: bool) -> impl Iterator<Item = &'static str> {
    let columns = ListColumn::ALL.iter().filter(move |column| column.is_required() == required);
    columns.map(|column| column.heading())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_have_a_cell() {
        assert_eq!(cell_of("rows.12.BASIS"), Some((12, ListColumn::Basis)));
        assert_eq!((cell_of("rows.x.BASIS"), cell_of("uploadId")), (None, None));
        assert_eq!((entry_of("entries.3"), entry_of("reason")), (Some(3), None));
    }

    #[test]
    fn what_may_be_decided() {
        assert!(may_decide(ListKind::Added, EntryState::Open, false));
        assert!(may_decide(ListKind::Added, EntryState::Refused, true));
        assert!(!may_decide(ListKind::Added, EntryState::Accepted, true));
        assert!(!may_decide(ListKind::LocalOnly, EntryState::Nothing, true));
        assert_eq!(headings(true).count() + headings(false).count(), ListColumn::ALL.len());
    }
}
