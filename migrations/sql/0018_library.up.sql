-- How the libraries are worked with: saved views, changes of many subjects, history of inspectors, reports of
-- errors to the source.

-- Counts of facets read one stretch of this, in the order they are grouped by.
create index subject_facets on subject (division_code, substr(located_in, 1, 9), risk_class, kind, status, id);

create table library_view (
    id uuid primary key,
    division_code text not null,
    -- SUBJECTS or INSPECTORS
    library text not null,
    name text not null,
    -- the filters as they stand in the address, kept as they were
    query text not null,
    created_by uuid not null,
    -- shared with a department, or one's own
    department_id uuid references department (id),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    revision bigint not null default 1,
    unique (created_by, library, name)
);
create index library_view_department on library_view (department_id);

-- Which view somebody begins with.
create table library_view_default (
    account_id uuid not null,
    library text not null,
    view_id uuid not null references library_view (id),
    primary key (account_id, library)
);
create index library_view_default_view on library_view_default (view_id);

create table bulk_edit (
    id uuid primary key,
    division_code text not null,
    created_by uuid not null,
    created_at timestamptz not null,
    -- what is to be done, as it was previewed
    work jsonb not null,
    reason text not null,
    -- what the preview counted
    changed bigint not null,
    already bigint not null,
    not_allowed bigint not null,
    -- subjects that will change and what they were: 16 bytes of id, 8 of fingerprint, each
    targets bytea not null,
    job_id uuid references job (id)
);
create index bulk_edit_creator on bulk_edit (created_by, id);

create table inspector_change (
    id uuid primary key,
    inspector_id uuid not null references inspector (id),
    changed_at timestamptz not null,
    changed_by uuid,
    field text not null,
    before text not null,
    after text not null,
    source text not null
);
create index inspector_change_inspector on inspector_change (inspector_id, id);

create table source_report (
    id uuid primary key,
    division_code text not null,
    subject_id uuid not null references subject (id),
    field text not null,
    -- what the library said, and what is right
    present text not null,
    proposed text not null,
    status text not null,
    -- who keeps the source
    department_id uuid not null references department (id),
    created_at timestamptz not null,
    answer text not null default '',
    answered_by uuid,
    answered_at timestamptz,
    revision bigint not null default 1
);
create index source_report_keeper on source_report (department_id, status, id);
create index source_report_subject on source_report (subject_id, id);
-- One open report of the same error.
create unique index source_report_open on source_report (subject_id, field, proposed) where status = 'OPEN';

-- Everybody who has reported it.
create table source_report_voice (
    report_id uuid not null references source_report (id),
    account_id uuid not null,
    at timestamptz not null,
    ground text not null,
    evidence text not null default '',
    primary key (report_id, account_id)
);
create index source_report_voice_account on source_report_voice (account_id, report_id);

-- History is never rewritten.
-- only sqlite
create trigger inspector_change_no_update before update on inspector_change
begin select raise(abort, 'history is never changed'); end;
create trigger inspector_change_no_delete before delete on inspector_change
begin select raise(abort, 'history is never deleted'); end;
create trigger inspector_change_no_replace before insert on inspector_change
when exists (select 1 from inspector_change where id = new.id)
begin select raise(abort, 'history is never replaced'); end;
-- only postgres
create trigger inspector_change_append_only before update or delete on inspector_change
for each row execute function refuse_change();
create trigger inspector_change_no_truncate before truncate on inspector_change
for each statement execute function refuse_change();
-- both
