drop table duty_decision;
-- only sqlite
drop trigger inspector_leave_no_delete;
drop trigger inspector_recusal_no_delete;
-- only postgres
drop trigger inspector_leave_no_delete on inspector_leave;
drop trigger inspector_recusal_no_delete on inspector_recusal;
-- both

create table recusal_after (
    id uuid not null,
    inspector_id uuid not null,
    subject_id uuid not null,
    reason text not null,
    created_at timestamptz not null
);
insert into recusal_after
select id, inspector_id, subject_id, detail, asked_at from inspector_recusal where state in ('PENDING', 'APPROVED');
drop table inspector_recusal;
create table inspector_recusal (
    id uuid primary key,
    inspector_id uuid not null references inspector (id),
    subject_id uuid not null references subject (id),
    reason text not null,
    created_at timestamptz not null,
    unique (inspector_id, subject_id)
);
insert into inspector_recusal select id, inspector_id, subject_id, reason, created_at from recusal_after;
drop table recusal_after;

alter table inspector_leave drop column revision;
alter table inspector_leave drop column end_reason;
alter table inspector_leave drop column ended_at;
alter table inspector_leave drop column ended_by;
alter table inspector_leave drop column ended_on;
alter table inspector_leave drop column entered_at;
alter table inspector_leave drop column entered_by;
