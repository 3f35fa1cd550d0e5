drop table cluster_lock;
drop table setting;
drop table refresh_token;
drop table session;
drop table account_role;
drop table account;
drop table department;
drop table division;
