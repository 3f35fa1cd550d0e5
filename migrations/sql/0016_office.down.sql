drop table plan_line_content;
drop index plan_amends;
alter table plan drop column amend_reason;
alter table plan drop column amends;
drop index plan_line_first;
alter table plan_line drop column first_id;
alter table plan_line drop column special_reason;
alter table plan_line drop column kind;
