-- Leave and recusal as a register with its history; who has a duty that two departments claim.

alter table inspector_leave add column entered_by uuid;
alter table inspector_leave add column entered_at timestamptz;
-- the last day in truth, where leave ended early; before the first where it was not taken
alter table inspector_leave add column ended_on date;
alter table inspector_leave add column ended_by uuid;
alter table inspector_leave add column ended_at timestamptz;
alter table inspector_leave add column end_reason text;
alter table inspector_leave add column revision bigint not null default 1;

create table recusal_before (
    id uuid not null,
    inspector_id uuid not null,
    subject_id uuid not null,
    reason text not null,
    created_at timestamptz not null
);
insert into recusal_before select id, inspector_id, subject_id, reason, created_at from inspector_recusal;
drop table inspector_recusal;
create table inspector_recusal (
    id uuid primary key,
    inspector_id uuid not null references inspector (id),
    subject_id uuid not null references subject (id),
    origin text not null,
    ground text not null,
    detail text not null,
    from_day date not null,
    -- none while the relation stands
    to_day date,
    state text not null,
    asked_by uuid,
    asked_at timestamptz not null,
    decided_by uuid,
    decided_at timestamptz,
    decision text,
    ended_by uuid,
    ended_at timestamptz,
    end_reason text,
    revision bigint not null default 1
);
insert into inspector_recusal (id, inspector_id, subject_id, origin, ground, detail, from_day, state, asked_at)
select id, inspector_id, subject_id, 'DEPARTMENT', 'OTHER', reason,
-- only sqlite
    substr(created_at, 1, 10),
-- only postgres
    created_at::date,
-- both
    'APPROVED', created_at from recusal_before;
drop table recusal_before;
create index inspector_recusal_inspector on inspector_recusal (inspector_id, id);
create index inspector_recusal_subject on inspector_recusal (subject_id);
-- one at a time
create unique index inspector_recusal_open on inspector_recusal (inspector_id, subject_id)
where state in ('PENDING', 'APPROVED');

-- The newest decision about two items counts; the smaller id is the first.
create table duty_decision (
    id uuid primary key,
    division_code text not null,
    first_item_id uuid not null references item (id),
    second_item_id uuid not null references item (id),
    holder_id uuid not null references department (id),
    reason text not null,
    number bigint not null,
    decided_by uuid not null,
    decided_at timestamptz not null,
    unique (first_item_id, second_item_id, number)
);
create index duty_decision_division on duty_decision (division_code, id);

-- What was entered and decided is never taken away.
-- only sqlite
create trigger inspector_leave_no_delete before delete on inspector_leave
begin select raise(abort, 'leave is never deleted'); end;
create trigger inspector_recusal_no_delete before delete on inspector_recusal
begin select raise(abort, 'a recusal is never deleted'); end;
create trigger duty_decision_no_update before update on duty_decision
begin select raise(abort, 'a decision is never changed'); end;
create trigger duty_decision_no_delete before delete on duty_decision
begin select raise(abort, 'a decision is never deleted'); end;
create trigger duty_decision_no_replace before insert on duty_decision
when exists (
    select 1 from duty_decision where id = new.id
        or (first_item_id = new.first_item_id and second_item_id = new.second_item_id and number = new.number)
)
begin select raise(abort, 'a decision is never replaced'); end;
-- only postgres
create trigger inspector_leave_no_delete before delete on inspector_leave
for each row execute function refuse_change();
create trigger inspector_recusal_no_delete before delete on inspector_recusal
for each row execute function refuse_change();
create trigger duty_decision_append_only before update or delete on duty_decision
for each row execute function refuse_change();
-- both
