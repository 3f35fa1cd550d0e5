-- Visits, teams, items at a door, answers, evidence, results and their publication.

create table upload (
    id uuid primary key,
    division_code text not null,
    sha256 text not null,
    bytes bigint not null,
    media_type text not null,
    name text not null,
    created_by uuid not null,
    created_at timestamptz not null
);

create table visit (
    id uuid primary key,
    division_code text not null,
    wave_id uuid not null references wave (id),
    site_id uuid not null references site (id),
    -- wave/site, as in the bundle
    code text not null,
    opens_door boolean not null,
    status text not null,
    lead_department_id uuid not null references department (id),
    first_day date not null,
    checked_in_at timestamptz,
    checked_in_by uuid,
    latitude float8,
    longitude float8,
    accuracy_m float8,
    completed_at timestamptz,
    not_possible_reason text,
    revision bigint not null default 1,
    unique (division_code, code)
);
create index visit_wave on visit (wave_id, id);
create index visit_site on visit (site_id, first_day);

create table visit_day (
    visit_id uuid not null references visit (id),
    on_day date not null,
    primary key (visit_id, on_day)
);
create index visit_day_day on visit_day (on_day, visit_id);

create table visit_department (
    visit_id uuid not null references visit (id),
    department_id uuid not null references department (id),
    seats bigint not null,
    approved_by uuid,
    approved_at timestamptz,
    primary key (visit_id, department_id)
);
create index visit_department_department on visit_department (department_id, visit_id);

create table seat (
    id uuid primary key,
    visit_id uuid not null references visit (id),
    department_id uuid not null references department (id),
    inspector_id uuid not null references inspector (id),
    leader boolean not null,
    seated_at timestamptz not null,
    left_at timestamptz,
    change text,
    reason text
);
create index seat_visit on seat (visit_id);
create index seat_inspector on seat (inspector_id, visit_id);

create table visit_item (
    id uuid primary key,
    visit_id uuid not null references visit (id),
    on_day date not null,
    subject_id uuid not null references subject (id),
    item_id uuid not null references item (id),
    department_id uuid not null references department (id),
    task_code text not null,
    method text not null,
    state text not null,
    revision bigint not null default 1,
    unique (visit_id, subject_id, item_id)
);
create index visit_item_visit on visit_item (visit_id, department_id);
create index visit_item_subject on visit_item (subject_id, id);

create table answer (
    id uuid primary key,
    visit_item_id uuid not null references visit_item (id),
    question_id uuid not null references question (id),
    content jsonb not null,
    answered_by uuid not null,
    answered_at timestamptz not null,
    revision bigint not null default 1,
    unique (visit_item_id, question_id)
);

create table evidence (
    id uuid primary key,
    visit_item_id uuid not null references visit_item (id),
    upload_id uuid not null references upload (id),
    caption text not null,
    added_by uuid not null,
    added_at timestamptz not null,
    unique (visit_item_id, upload_id)
);

-- A correction is a new version; no result is ever deleted.
create table result (
    id uuid primary key,
    division_code text not null,
    visit_item_id uuid not null references visit_item (id),
    department_id uuid not null references department (id),
    subject_id uuid not null references subject (id),
    version bigint not null,
    code text not null,
    disposal text not null,
    note text not null,
    found_on date not null,
    due_on date not null,
    due_provisional boolean not null,
    entered_by uuid not null,
    entered_at timestamptz not null,
    publication text not null,
    decided_by uuid,
    decided_at timestamptz,
    withhold_basis text,
    withhold_review_on date,
    -- the correction that counts instead
    superseded_by uuid,
    unique (visit_item_id, version)
);
create index result_clock on result (department_id, publication, due_on);
create index result_subject on result (subject_id, publication);

-- Answers to commands that were already carried out, by the key the client gave them.
create table command (
    command_key text primary key,
    account_id uuid not null,
    carried_out_at timestamptz not null,
    outcome jsonb not null
);

-- only sqlite
create trigger result_no_delete before delete on result
begin select raise(abort, 'results are never deleted'); end;
create trigger result_no_rewrite before update on result
when new.id is not old.id or new.division_code is not old.division_code
  or new.visit_item_id is not old.visit_item_id or new.department_id is not old.department_id
  or new.subject_id is not old.subject_id or new.version is not old.version
  or new.code is not old.code or new.note is not old.note or new.disposal is not old.disposal
  or new.found_on is not old.found_on or new.due_on is not old.due_on or new.due_provisional is not old.due_provisional
  or new.entered_by is not old.entered_by or new.entered_at is not old.entered_at
begin select raise(abort, 'a result is never changed; enter a correction'); end;
create trigger result_no_unpublish before update on result
when old.publication = 'PUBLISHED' and new.publication is not old.publication
begin select raise(abort, 'what is published stays published; enter a correction'); end;
create trigger seat_no_delete before delete on seat
begin select raise(abort, 'seats are never deleted'); end;
-- `replace` deletes rows without asking the triggers for deletes: an insert may not meet a row.
create trigger result_no_replace before insert on result
when exists (
    select 1 from result where id = new.id or (visit_item_id = new.visit_item_id and version = new.version)
)
begin select raise(abort, 'results are never replaced'); end;
create trigger seat_no_replace before insert on seat when exists (select 1 from seat where id = new.id)
begin select raise(abort, 'seats are never replaced'); end;
-- only postgres
create trigger result_no_delete before delete on result for each row execute function refuse_change();
create trigger result_no_rewrite before update on result for each row
when ((new.id, new.division_code, new.visit_item_id, new.department_id, new.subject_id, new.version, new.code, new.note,
       new.disposal, new.found_on, new.due_on, new.due_provisional, new.entered_by, new.entered_at)
   is distinct from (old.id, old.division_code, old.visit_item_id, old.department_id, old.subject_id, old.version,
       old.code, old.note, old.disposal, old.found_on, old.due_on, old.due_provisional, old.entered_by, old.entered_at))
execute function refuse_change();
create trigger result_no_unpublish before update on result for each row
when (old.publication = 'PUBLISHED' and new.publication is distinct from old.publication)
execute function refuse_change();
create trigger result_no_truncate before truncate on result for each statement execute function refuse_change();
create trigger seat_no_delete before delete on seat for each row execute function refuse_change();
create trigger seat_no_truncate before truncate on seat for each statement execute function refuse_change();
-- both
