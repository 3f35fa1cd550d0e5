drop index visit_item_item;
drop table item_version;
alter table item drop column withdraw_reason;
alter table item drop column withdrawn_on;
alter table item drop column published_on;
alter table item drop column published_version;
alter table item drop column in_force;
alter table item drop column content;
alter table item drop column version;
