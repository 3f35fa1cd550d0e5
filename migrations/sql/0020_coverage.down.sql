drop table duty_decision;
-- only sqlite
drop trigger inspector_leave_no_delete;
drop trigger inspector_recusal_no_delete;
-- only postgres
drop trigger inspector_leave_no_delete on inspector_leave;
drop trigger inspector_recusal_no_delete on inspector_recusal;
-- both

create table inspector_recusal_before (
    id uuid primary key,
    inspector_id uuid not null references inspector (id),
    subject_id uuid not null references subject (id),
    reason text not null,
    created_at timestamptz not null,
    unique (inspector_id, subject_id)
);
insert into inspector_recusal_before (id, inspector_id, subject_id, reason, created_at)
select id, inspector_id, subject_id, detail, asked_at from inspector_recusal where state in ('PENDING', 'APPROVED');
drop table inspector_recusal;
alter table inspector_recusal_before rename to inspector_recusal;

alter table inspector_leave drop column entered_by;
alter table inspector_leave drop column entered_at;
alter table inspector_leave drop column ended_on;
alter table inspector_leave drop column ended_by;
alter table inspector_leave drop column ended_at;
alter table inspector_leave drop column end_reason;
alter table inspector_leave drop column revision;
