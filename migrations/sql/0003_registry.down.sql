drop table expert;
drop table inspector_recusal;
drop table inspector_leave;
drop table inspector;
drop table tag_rule;
drop table subject_change;
drop table subject_department;
drop table subject_tag;
drop table subject;
drop table site;
-- only postgres
drop function refuse_change();
-- both
