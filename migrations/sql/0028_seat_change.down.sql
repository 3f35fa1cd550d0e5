alter table seat drop column judged;
alter table seat drop column follows;
