-- only sqlite
drop table subject_gram;
-- both
drop table subject_search;
