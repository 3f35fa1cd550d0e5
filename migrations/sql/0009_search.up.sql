-- Search by part of a name, pinyin or initials: overlapping pairs of characters, indexed.

-- only sqlite
create table subject_search (
    no integer primary key,
    subject_id blob not null unique
);
create virtual table subject_gram using fts5 (grams, content = '', contentless_delete = 1, tokenize = 'unicode61');
-- only postgres
create table subject_search (
    subject_id uuid primary key,
    grams text[] not null
);
create index subject_search_grams on subject_search using gin (grams);
-- both
