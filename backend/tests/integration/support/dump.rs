//! The library as it stands, without what is different each time: ids and times.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

/// Every subject with its door, tags and departments, one a line, sorted.
pub async fn library(raw: &DatabaseConnection) -> Vec<String> {
    let list = |what: &str, from: &str| match raw.get_database_backend() {
        DbBackend::Sqlite => {
            format!("(select group_concat(w, '/') from (select {what} as w from {from} order by 1))")
        }
        _ => format!("(select string_agg(w, '/' order by w) from (select {what} as w from {from}) x)"),
    };
    let tags = list("t.tag || ':' || t.origin", "subject_tag t where t.subject_id = s.id");
    let departments = list(
        "d.code || ':' || r.reason",
        "subject_department r join department d on d.id = r.department_id where r.subject_id = s.id",
    );
    let sql = format!(
        "select s.division_code || '|' || coalesce(s.uscc, '-') || '|' || s.name || '|' || s.name_key || '|' || s.kind
            || '|' || s.status || '|' || s.risk_class || '|' || coalesce(cast(s.registered_on as text), '-')
            || '|' || s.company_type || '|' || s.capital || '|' || s.address || '|' || s.located_in
            || '|' || coalesce(s.uscc_problem, '-') || '|' || s.py_full || '|' || s.py_initials || '|' || s.revision
            || '|' || e.code || '|' || coalesce({tags}, '-') || '|' || coalesce({departments}, '-')
            || '|' || s.business_scope
         from subject s join site e on e.id = s.site_id"
    );
    let mut rows = texts(raw, &sql).await;
    rows.sort_unstable();
    rows
}

/// How many rows a table has.
pub async fn count(raw: &DatabaseConnection, table: &str) -> i64 {
    let sql = format!("select count(*) from {table}");
    let row =
        raw.query_one_raw(Statement::from_string(raw.get_database_backend(), sql)).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

/// The first column of a query, as text.
pub async fn texts(raw: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = raw.query_all_raw(Statement::from_string(raw.get_database_backend(), sql)).await;
    let rows = rows.unwrap_or_else(|error| panic!("{error}: {sql}"));
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}
