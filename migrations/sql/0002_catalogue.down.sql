drop table question;
drop table item;
drop table legal_basis;
drop table joint_item_department;
drop table joint_item;
