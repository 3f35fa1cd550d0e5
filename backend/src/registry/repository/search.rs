//! Names by part, pinyin or initials: overlapping pairs of characters in an index of each engine's own.
//!
//! Chinese names have no spaces and two characters are the shortest useful query, which trigram indexes
//! cannot answer (`docs/adr/0005-name-search.md`). SQLite: FTS5 over the pairs as words, as a phrase.
//! PostgreSQL: an array of the pairs with a GIN index, checked again with `LIKE`.

use std::fmt::Write;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use shared::text::{bigrams, normalise_name};

use super::subjects::SubjectNames;
use crate::db::entity::subject;
use crate::db::like;
use crate::db::{Db, Engine, Source};
use crate::error::Result;

/// What is searched in.
#[derive(Clone, Copy)]
enum Part {
    Name,
    Initials,
    Spelling,
}

impl Part {
    /// Marks words of the index, so that initials are not found in names.
    fn mark(self) -> &'static str {
        match self {
            Self::Name => "",
            Self::Initials => "1",
            Self::Spelling => "2",
        }
    }

    fn column(self) -> subject::Column {
        match self {
            Self::Name => subject::Column::NameKey,
            Self::Initials => subject::Column::PyInitials,
            Self::Spelling => subject::Column::PyFull,
        }
    }
}

/// A pair as a word of the index: characters that an index might take for separators are written out.
fn word(part: Part, pair: &str) -> String {
    let mut word = part.mark().to_owned();
    for character in pair.chars() {
        match u32::from(character) {
            0x3400..=0x4dbf | 0x4e00..=0x9fff => word.push(character),
            _ if character.is_ascii_alphanumeric() => word.push(character.to_ascii_lowercase()),
            code => {
                // Writing to a string cannot fail.
                let _ = write!(word, "x{code:x}");
            }
        }
    }
    word
}

fn words(part: Part, text: &str) -> Vec<String> {
    bigrams(text).iter().map(|pair| word(part, pair)).collect()
}

fn all_words(names: &SubjectNames) -> Vec<String> {
    [
        words(Part::Name, &names.name_key),
        words(Part::Initials, &names.py_initials),
        words(Part::Spelling, &names.py_full),
    ]
    .concat()
}

/// Puts subjects into the index, or anew if they are in it. Returns nothing; a subject that is not in
/// the index is simply not found by part of its name.
pub async fn index(db: &impl Source, names: &[SubjectNames]) -> Result<()> {
    match db.get_database_backend() {
        DbBackend::Sqlite => {
            for entry in names {
                index_sqlite(db, entry).await?;
            }
        }
        _ => {
            for chunk in names.chunks(200) {
                index_postgres(db, chunk).await?;
            }
        }
    }
    Ok(())
}

async fn index_sqlite(db: &impl Source, names: &SubjectNames) -> Result<()> {
    let run = |sql: &str, values: Vec<Value>| Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
    let known = run("select no from subject_search where subject_id = ?", vec![names.id.into()]);
    let no = match db.query_one_raw(known).await? {
        Some(row) => {
            let no: i64 = row.try_get_by_index(0)?;
            db.execute_raw(run("delete from subject_gram where rowid = ?", vec![no.into()])).await?;
            no
        }
        None => {
            let sql = "insert into subject_search (subject_id) values (?) returning no";
            let row = db.query_one_raw(run(sql, vec![names.id.into()])).await?;
            row.ok_or_else(|| crate::error::Error::broken("no search number"))?.try_get_by_index(0)?
        }
    };
    let grams = all_words(names).join(" ");
    let sql = "insert into subject_gram (rowid, grams) values (?, ?)";
    db.execute_raw(run(sql, vec![no.into(), grams.into()])).await?;
    Ok(())
}

/// Pages of the index that one step of gathering writes.
const PAGES: i64 = 500;

/// Brings together what many transactions have left in the index, a step at a time: a search looks into
/// every part there is. PostgreSQL has no parts.
pub async fn gather(db: &Db) -> Result<()> {
    if db.engine() != Engine::Sqlite {
        return Ok(());
    }
    let run = |sql: &str, values: Vec<Value>| Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
    // A negative number begins anew with all parts; it is done when a step changes nothing but its own call.
    let mut pages = -PAGES;
    loop {
        let tx = db.begin().await?;
        let changes = async || -> Result<i64> {
            let row = tx.query_one_raw(run("select total_changes()", vec![])).await?;
            row.map_or(Ok(0), |row| Ok(row.try_get_by_index(0)?))
        };
        let before = changes().await?;
        let merge = "insert into subject_gram (subject_gram, rank) values ('merge', ?)";
        tx.execute_raw(run(merge, vec![pages.into()])).await?;
        let changed = changes().await? - before;
        tx.commit_housekeeping().await?;
        if changed < 2 {
            return Ok(());
        }
        pages = PAGES;
    }
}

async fn index_postgres(db: &impl Source, names: &[SubjectNames]) -> Result<()> {
    let mut sql = String::from("insert into subject_search (subject_id, grams) values ");
    let mut values: Vec<Value> = Vec::new();
    for (index, entry) in names.iter().enumerate() {
        let at = index * 2;
        let comma = if index > 0 { "," } else { "" };
        let _ = write!(sql, "{comma}(${}, string_to_array(${}, ' '))", at + 1, at + 2);
        values.push(entry.id.into());
        values.push(all_words(entry).join(" ").into());
    }
    sql.push_str(" on conflict (subject_id) do update set grams = excluded.grams");
    db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?;
    Ok(())
}

/// A query as people type it, prepared.
pub struct NameQuery {
    /// The part and the text looked for in it.
    wanted: Vec<(Part, String)>,
}

impl NameQuery {
    /// Letters are looked for in names, initials and spellings; anything else in names.
    pub fn new(text: &str) -> Option<Self> {
        let key = normalise_name(text);
        if key.is_empty() {
            return None;
        }
        let mut wanted = vec![(Part::Name, key.clone())];
        if key.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            let lower = key.to_ascii_lowercase();
            wanted.push((Part::Initials, lower.clone()));
            if lower.len() >= 3 {
                wanted.push((Part::Spelling, lower));
            }
        }
        Some(Self { wanted })
    }

    /// A sub-query for the ids of subjects that match; `None` if the text is too short for the index and
    /// only the beginning of names is compared.
    fn in_index(&self, backend: DbBackend) -> Option<SelectStatement> {
        let long: Vec<&(Part, String)> =
            self.wanted.iter().filter(|(_, text)| text.chars().count() >= 2).collect();
        if long.is_empty() {
            return None;
        }
        let mut select = Query::select();
        select.column(Alias::new("subject_id")).from(Alias::new("subject_search"));
        if backend == DbBackend::Sqlite {
            let phrases: Vec<String> =
                long.iter().map(|(part, text)| format!("\"{}\"", words(*part, text).join(" "))).collect();
            let matches = Expr::cust_with_values(
                "no in (select rowid from subject_gram where subject_gram match ?)",
                [phrases.join(" OR ")],
            );
            select.and_where(matches);
        } else {
            let any = long
                .iter()
                .map(|(part, text)| {
                    Expr::cust_with_values(
                        "grams @> string_to_array($1, ' ')",
                        [words(*part, text).join(" ")],
                    )
                })
                .reduce(ExprTrait::or)?;
            select.and_where(any);
        }
        Some(select)
    }

    /// The condition on subjects: found in the index, and really there (the index may hold pairs apart).
    pub fn condition(&self, backend: DbBackend) -> sea_orm::Condition {
        use sea_orm::{ColumnTrait, Condition};
        let really = self.wanted.iter().fold(Condition::any(), |any, (part, text)| {
            if text.chars().count() >= 2 {
                any.add(like::contains(part.column(), text))
            } else {
                any.add(like::begins_with(part.column(), text))
            }
        });
        match self.in_index(backend) {
            Some(select) => Condition::all().add(subject::Column::Id.in_subquery(select)).add(really),
            None => really,
        }
    }
}

/// Subjects whose credit code begins so, for numbers typed from a licence. The third to the eighth character of
/// a code are the division's digits (GB 32100-2015, 4.3): what has letters there is part of a name.
pub fn code_prefix(text: &str) -> Option<String> {
    let code = shared::uscc::clean(text);
    let plausible = (4..=18).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && code.bytes().skip(2).take(6).all(|byte| byte.is_ascii_digit());
    plausible.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_survive_any_tokenizer() {
        assert_eq!(words(Part::Name, "鑫源A"), ["鑫源", "源a"]);
        assert_eq!(words(Part::Name, "(𬭎"), ["x28x2cb4e"]);
        assert_eq!(words(Part::Initials, "wgs"), ["1wg", "1gs"]);
    }

    #[test]
    fn codes_are_told_from_names() {
        assert_eq!(code_prefix("91410481ma3x"), Some("91410481MA3X".into()));
        assert_eq!(code_prefix("wgst"), None);
        assert_eq!(code_prefix("HPT253"), None);
        assert_eq!(code_prefix("鑫源"), None);
    }
}
