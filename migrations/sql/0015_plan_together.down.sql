drop table plan_look;
drop table plan_mention_read;
drop table plan_mention;
drop table plan_comment;
drop table plan_presence;
drop table plan_change;
