-- The two libraries: doors and subjects; inspectors and experts.

create table site (
    id uuid primary key,
    division_code text not null,
    code text not null,
    located_in text not null,
    address text not null,
    -- no door: checked by document or network
    off_site boolean not null default false,
    latitude float8,
    longitude float8,
    accuracy_m float8,
    created_at timestamptz not null,
    unique (division_code, code)
);

create table subject (
    id uuid primary key,
    division_code text not null,
    site_id uuid not null references site (id),
    kind text not null,
    status text not null,
    name text not null,
    name_key text not null,
    py_full text not null,
    py_initials text not null,
    uscc text,
    -- why the code is not valid, where it was let in all the same
    uscc_problem text,
    registered_on date,
    company_type text not null,
    capital text not null,
    business_scope text not null,
    address text not null,
    located_in text not null,
    risk_class text not null,
    source text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    revision bigint not null default 1,
    unique (division_code, uscc)
);
create index subject_site on subject (site_id);
create index subject_place on subject (division_code, located_in, id);
create index subject_risk on subject (division_code, risk_class, id);
create index subject_kind on subject (division_code, kind, id);
create index subject_name on subject (division_code, name_key);
create index subject_order on subject (division_code, id);

create table subject_tag (
    subject_id uuid not null references subject (id),
    tag text not null,
    -- RULE or MANUAL; rules never take away what a person added
    origin text not null,
    primary key (subject_id, tag)
);
create index subject_tag_tag on subject_tag (tag, subject_id);

create table subject_department (
    subject_id uuid not null references subject (id),
    department_id uuid not null references department (id),
    reason text not null,
    primary key (subject_id, department_id)
);
create index subject_department_department on subject_department (department_id, subject_id);

create table subject_change (
    id uuid primary key,
    subject_id uuid not null references subject (id),
    changed_at timestamptz not null,
    changed_by uuid,
    field text not null,
    before text not null,
    after text not null,
    source text not null
);
create index subject_change_subject on subject_change (subject_id, id);

create table tag_rule (
    id uuid primary key,
    division_code text not null,
    position bigint not null,
    tag text not null,
    words jsonb not null,
    name_words jsonb not null,
    stop_words jsonb not null,
    kinds jsonb not null,
    enabled boolean not null default true,
    revision bigint not null default 1
);

create table inspector (
    id uuid primary key,
    division_code text not null,
    department_id uuid not null references department (id),
    code text not null,
    name text not null,
    cert_no text not null,
    cert_valid_from date not null,
    cert_valid_to date not null,
    -- fields of enforcement, as fields of joint items; empty means all of the department's
    fields jsonb not null,
    -- towns of the territory; empty means the whole division
    towns jsonb not null,
    active boolean not null default true,
    revision bigint not null default 1,
    unique (division_code, code)
);
create index inspector_department on inspector (department_id, id);

create table inspector_leave (
    id uuid primary key,
    inspector_id uuid not null references inspector (id),
    from_day date not null,
    to_day date not null,
    reason text not null
);
create index inspector_leave_inspector on inspector_leave (inspector_id);

create table inspector_recusal (
    id uuid primary key,
    inspector_id uuid not null references inspector (id),
    subject_id uuid not null references subject (id),
    reason text not null,
    created_at timestamptz not null,
    unique (inspector_id, subject_id)
);

create table expert (
    id uuid primary key,
    division_code text not null,
    code text not null,
    name text not null,
    organisation text not null,
    fields jsonb not null,
    active boolean not null default true,
    unique (division_code, code)
);

-- History is never rewritten.
-- only sqlite
create trigger subject_change_no_update before update on subject_change
begin select raise(abort, 'history is never changed'); end;
create trigger subject_change_no_delete before delete on subject_change
begin select raise(abort, 'history is never deleted'); end;
-- `replace` deletes rows without asking the triggers for deletes: an insert may not meet a row.
create trigger subject_change_no_replace before insert on subject_change
when exists (select 1 from subject_change where id = new.id)
begin select raise(abort, 'history is never replaced'); end;
-- only postgres
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% of % is never allowed', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger subject_change_append_only before update or delete on subject_change
for each row execute function refuse_change();
create trigger subject_change_no_truncate before truncate on subject_change
for each statement execute function refuse_change();
-- both
