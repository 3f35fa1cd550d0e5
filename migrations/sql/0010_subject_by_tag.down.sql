-- only sqlite
drop trigger subject_facts_changed;
drop trigger subject_tag_taken;
drop trigger subject_tag_given;
-- only postgres
drop trigger subject_facts_changed on subject;
drop function subject_facts_changed();
drop trigger subject_tag_taken on subject_tag;
drop function subject_tag_taken();
drop trigger subject_tag_given on subject_tag;
drop function subject_tag_given();
-- both
drop index subject_town;
create index subject_place on subject (division_code, located_in, id);
drop table subject_by_tag;
