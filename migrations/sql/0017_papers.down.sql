drop table deadline_done;
drop table deadline_rule;
alter table plan_publication drop column received_by;
alter table plan_publication drop column received_on;
alter table plan_publication drop column receipt;
alter table plan_publication drop column address;
drop table plan_document;
