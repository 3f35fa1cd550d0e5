//! One SQL text for two engines.
//!
//! A line `-- only sqlite` or `-- only postgres` opens a part for that engine, `-- both` ends it. Type
//! words are PostgreSQL's; SQLite gets the storage class the driver uses for them.

/// PostgreSQL type → SQLite storage class.
const TYPES: [(&str, &str); 7] = [
    ("uuid", "blob"),
    ("timestamptz", "text"),
    ("date", "text"),
    ("jsonb", "text"),
    ("bigint", "integer"),
    ("bytea", "blob"),
    ("float8", "real"),
];

pub fn for_postgres(sql: &str) -> String {
    parts(sql, "postgres")
}

pub fn for_sqlite(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut word = String::new();
    for character in parts(sql, "sqlite").chars().chain(['\n']) {
        if character.is_ascii_alphanumeric() || character == '_' {
            word.push(character);
            continue;
        }
        let replaced = TYPES.iter().find(|(postgres, _)| *postgres == word).map(|(_, sqlite)| *sqlite);
        out.push_str(replaced.unwrap_or(&word));
        word.clear();
        out.push(character);
    }
    out
}

fn parts(sql: &str, engine: &str) -> String {
    let mut wanted = true;
    let mut out = String::with_capacity(sql.len());
    for line in sql.lines() {
        match line.trim() {
            "-- both" => wanted = true,
            marker if marker.starts_with("-- only ") => wanted = marker.ends_with(engine),
            _ if wanted => {
                out.push_str(line);
                out.push('\n');
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_engine_gets_its_part() {
        let sql = "create table t (id uuid, uuid_text text);\n-- only postgres\nP;\n-- only sqlite\nS;\n-- both\nend;\n";
        assert_eq!(for_postgres(sql), "create table t (id uuid, uuid_text text);\nP;\nend;\n");
        assert_eq!(for_sqlite(sql), "create table t (id blob, uuid_text text);\nS;\nend;\n\n");
    }
}
