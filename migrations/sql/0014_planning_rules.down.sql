alter table plan drop column rules;
