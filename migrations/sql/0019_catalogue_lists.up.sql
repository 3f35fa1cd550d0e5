-- Items that departments make themselves, versions of joint items, versions that start on a later day,
-- unified lists from above, matrices of ratios.

-- the department whose own item it is; none for a joint item, which the office keeps
alter table joint_item add column owner_id uuid;
-- the newest version; 0 while it is as it was imported
alter table joint_item add column version bigint not null default 0;

create table joint_item_version (
    joint_item_id uuid not null references joint_item (id),
    version bigint not null,
    content jsonb not null,
    reason text not null,
    saved_by uuid not null,
    saved_at timestamptz not null,
    primary key (joint_item_id, version)
);

-- a published version that is not in force yet, and its first day
alter table item add column coming jsonb;
alter table item add column coming_version bigint;
alter table item add column coming_on date;
-- a withdrawal that a clerk proposes to the head, and why
alter table item add column proposed_withdrawal date;
alter table item add column proposed_reason text;

-- the unified list a version was taken from
alter table item_version add column source jsonb;

-- A unified list as it came in once. Nothing of it counts before a line is accepted.
create table item_list (
    id uuid primary key,
    division_code text not null,
    name text not null,
    number text not null,
    issued_on date not null,
    file_name text not null,
    imported_by uuid not null,
    imported_at timestamptz not null
);
create index item_list_division on item_list (division_code, name);

-- What a list means for one item.
create table item_list_entry (
    id uuid primary key,
    list_id uuid not null references item_list (id),
    kind text not null,
    state text not null,
    department_id uuid not null references department (id),
    item_id uuid references item (id),
    code text not null,
    name text not null,
    -- row of the file; none where the list does not name the item
    file_row bigint,
    -- what the list says; none where it does not name the item
    listed jsonb,
    -- what the item said when the line was decided
    before_content jsonb,
    reason text not null,
    withdraw_on date,
    decided_by uuid,
    decided_at timestamptz
);
create index item_list_entry_list on item_list_entry (list_id, kind, state);
create index item_list_entry_item on item_list_entry (item_id);

-- Ratios by risk class that places have published, or that the office has made.
create table ratio_matrix (
    id uuid primary key,
    division_code text not null,
    code text not null,
    content jsonb not null,
    version bigint not null,
    retired boolean not null default false,
    revision bigint not null default 1,
    unique (division_code, code)
);

create table ratio_matrix_version (
    matrix_id uuid not null references ratio_matrix (id),
    version bigint not null,
    content jsonb not null,
    reason text not null,
    saved_by uuid not null,
    saved_at timestamptz not null,
    primary key (matrix_id, version)
);

-- the matrix a plan goes by, as it was when it was chosen
alter table plan add column matrix jsonb;
-- why a line's ratios are not those of its plan's matrix
alter table plan_line add column ratio_reason text not null default '';

-- A version is never changed; the next one says what is different.
-- only sqlite
create trigger joint_item_version_no_update before update on joint_item_version
begin select raise(abort, 'a version is never changed'); end;
create trigger joint_item_version_no_delete before delete on joint_item_version
begin select raise(abort, 'a version is never deleted'); end;
create trigger joint_item_version_no_replace before insert on joint_item_version
when exists (select 1 from joint_item_version where joint_item_id = new.joint_item_id and version = new.version)
begin select raise(abort, 'a version is never replaced'); end;
create trigger ratio_matrix_version_no_update before update on ratio_matrix_version
begin select raise(abort, 'a version is never changed'); end;
create trigger ratio_matrix_version_no_delete before delete on ratio_matrix_version
begin select raise(abort, 'a version is never deleted'); end;
create trigger ratio_matrix_version_no_replace before insert on ratio_matrix_version
when exists (select 1 from ratio_matrix_version where matrix_id = new.matrix_id and version = new.version)
begin select raise(abort, 'a version is never replaced'); end;
-- only postgres
create trigger joint_item_version_append_only before update or delete on joint_item_version
for each row execute function refuse_change();
create trigger ratio_matrix_version_append_only before update or delete on ratio_matrix_version
for each row execute function refuse_change();
-- both
