drop table plan_publication;
drop table plan_decision;
drop table plan_line_department;
drop table plan_line_item;
drop table plan_line;
drop table plan;
