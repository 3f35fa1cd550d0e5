-- Files that belong to a plan, receipts of its publication, and the calendar of dated duties.

-- Meeting minutes and other files of a plan; one that is replaced stays on record.
create table plan_document (
    id uuid primary key,
    plan_id uuid not null references plan (id),
    kind text not null,
    upload_id uuid not null references upload (id),
    note text not null,
    added_by uuid not null,
    added_at timestamptz not null,
    replaced_by uuid,
    replaced_at timestamptz
);
create index plan_document_plan on plan_document (plan_id, kind);
create index plan_document_upload on plan_document (upload_id);

-- Where a channel shows what was published, and its receipt.
alter table plan_publication add column address text;
alter table plan_publication add column receipt text;
alter table plan_publication add column received_on date;
alter table plan_publication add column received_by uuid;

-- Versions of the rules a division's dated duties go by; never changed. Without one, the usual rule holds.
create table deadline_rule (
    division_code text not null,
    code text not null,
    version bigint not null,
    content jsonb not null,
    reason text not null,
    saved_by uuid not null,
    saved_at timestamptz not null,
    primary key (division_code, code, version)
);

-- Duties whose fulfilment nothing in the program shows, said to be fulfilled by somebody; never changed.
create table deadline_done (
    id uuid primary key,
    division_code text not null,
    code text not null,
    year bigint not null,
    department_id uuid references department (id),
    done_on date not null,
    proof text not null,
    said_by uuid not null,
    said_at timestamptz not null
);
create index deadline_done_division on deadline_done (division_code, year);

-- only sqlite
create trigger deadline_rule_no_update before update on deadline_rule
begin select raise(abort, 'a version is never changed'); end;
create trigger deadline_rule_no_delete before delete on deadline_rule
begin select raise(abort, 'a version is never deleted'); end;
create trigger deadline_done_no_update before update on deadline_done
begin select raise(abort, 'what was said is never changed'); end;
create trigger deadline_done_no_delete before delete on deadline_done
begin select raise(abort, 'what was said is never deleted'); end;
-- only postgres
create trigger deadline_rule_append_only before update or delete on deadline_rule
for each row execute function refuse_change();
create trigger deadline_done_append_only before update or delete on deadline_done
for each row execute function refuse_change();
-- both
