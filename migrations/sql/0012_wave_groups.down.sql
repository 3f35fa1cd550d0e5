alter table plan_line drop column wave_group;
