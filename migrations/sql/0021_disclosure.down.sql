-- only sqlite
drop trigger public_result;
drop trigger public_contact;
drop trigger public_plan;
drop trigger public_joint_item;
drop trigger public_joint_item_new;
drop trigger public_item;
drop trigger public_item_new;
drop trigger public_wave;
drop trigger public_wave_new;
drop trigger public_attempt;
drop trigger public_attempt_new;
drop trigger public_department;
drop trigger result_no_reason;
-- only postgres
drop trigger public_result on result;
drop trigger public_contact on contact_step;
drop trigger public_plan on plan;
drop trigger public_joint_item on joint_item;
drop trigger public_item on item;
drop trigger public_wave on wave;
drop trigger public_attempt on attempt;
drop trigger public_department on department;
drop trigger result_no_reason on result;
drop function count_public_change();
-- both
drop table public_version;
drop table publication_package;
drop table contact_step;
drop index result_shown;
alter table result drop column replaced_at;
alter table result drop column correction_reason;
