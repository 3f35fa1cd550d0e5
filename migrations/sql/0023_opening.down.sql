alter table wave drop column last_day;
