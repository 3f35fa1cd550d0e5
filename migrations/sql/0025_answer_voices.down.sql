alter table answer drop column voices;
