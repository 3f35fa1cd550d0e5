-- Corrections of what is published, firms that cannot be reached, packages for the channels, and the number
-- by which public pages know that they are old.

-- why a version corrects a published one
alter table result add column correction_reason text;
-- when a correction of it was decided: until then the published version stays where everybody sees it
alter table result add column replaced_at timestamptz;
create index result_shown on result (division_code, publication, id);

-- Dated steps towards a firm that cannot be reached (R37); none is ever changed.
create table contact_step (
    id uuid primary key,
    division_code text not null,
    visit_item_id uuid not null references visit_item (id),
    department_id uuid not null references department (id),
    step text not null,
    on_day date not null,
    reference text not null,
    recorded_by uuid not null,
    recorded_at timestamptz not null
);
create index contact_step_item on contact_step (visit_item_id, id);

-- Published results of a department and a period as a channel's table; the files are kept under their hashes.
create table publication_package (
    id uuid primary key,
    division_code text not null,
    department_id uuid not null references department (id),
    channel text not null,
    from_day date not null,
    to_day date not null,
    row_count bigint not null,
    csv_hash text not null,
    xlsx_hash text not null,
    made_by uuid not null,
    made_at timestamptz not null,
    receipt text,
    address text,
    received_on date,
    received_by uuid
);
create index publication_package_department on publication_package (division_code, department_id, id);

-- Counts changes of what everybody may see.
create table public_version (
    id bigint primary key,
    number bigint not null
);
insert into public_version (id, number) values (1, 1);

-- only sqlite
create trigger result_no_reason before update on result when new.correction_reason is not old.correction_reason
begin select raise(abort, 'a result is never changed; enter a correction'); end;
create trigger contact_step_no_update before update on contact_step
begin select raise(abort, 'steps are never changed'); end;
create trigger contact_step_no_delete before delete on contact_step
begin select raise(abort, 'steps are never deleted'); end;
create trigger contact_step_no_replace before insert on contact_step
when exists (select 1 from contact_step where id = new.id)
begin select raise(abort, 'steps are never replaced'); end;
create trigger publication_package_no_delete before delete on publication_package
begin select raise(abort, 'packages are never deleted'); end;
create trigger publication_package_no_rewrite before update on publication_package
when new.csv_hash is not old.csv_hash or new.xlsx_hash is not old.xlsx_hash or new.department_id is not old.department_id or new.channel is not old.channel
  or new.from_day is not old.from_day or new.to_day is not old.to_day or new.made_by is not old.made_by
  or new.made_at is not old.made_at
begin select raise(abort, 'a package stays as it was made'); end;
create trigger public_result after update on result
when new.publication is not old.publication or new.replaced_at is not old.replaced_at
begin update public_version set number = number + 1; end;
create trigger public_contact after insert on contact_step
begin update public_version set number = number + 1; end;
create trigger public_plan after update on plan when new.status is not old.status
begin update public_version set number = number + 1; end;
create trigger public_joint_item after update on joint_item
begin update public_version set number = number + 1; end;
create trigger public_joint_item_new after insert on joint_item
begin update public_version set number = number + 1; end;
create trigger public_item after update on item
begin update public_version set number = number + 1; end;
create trigger public_item_new after insert on item
begin update public_version set number = number + 1; end;
create trigger public_wave after update on wave when new.status is not old.status or new.title is not old.title
begin update public_version set number = number + 1; end;
create trigger public_wave_new after insert on wave
begin update public_version set number = number + 1; end;
create trigger public_attempt after update on attempt
begin update public_version set number = number + 1; end;
create trigger public_attempt_new after insert on attempt
begin update public_version set number = number + 1; end;
create trigger public_department after update on department when new.name is not old.name
begin update public_version set number = number + 1; end;
-- only postgres
create trigger result_no_reason before update on result for each row
when (new.correction_reason is distinct from old.correction_reason) execute function refuse_change();
create trigger contact_step_no_change before update or delete on contact_step
for each row execute function refuse_change();
create trigger contact_step_no_truncate before truncate on contact_step
for each statement execute function refuse_change();
create trigger publication_package_no_delete before delete on publication_package
for each row execute function refuse_change();
create trigger publication_package_no_truncate before truncate on publication_package
for each statement execute function refuse_change();
create trigger publication_package_no_rewrite before update on publication_package for each row
when ((new.csv_hash, new.xlsx_hash, new.department_id, new.channel, new.from_day, new.to_day,
       new.made_by, new.made_at)
   is distinct from (old.csv_hash, old.xlsx_hash, old.department_id, old.channel, old.from_day,
       old.to_day, old.made_by, old.made_at))
execute function refuse_change();
create function count_public_change() returns trigger language plpgsql as $$
begin
    update public_version set number = number + 1;
    return null;
end $$;
-- Counted at the end of a change, when it holds everything else it needs: nobody waits for it holding this row.
create constraint trigger public_result after update on result deferrable initially deferred for each row
when (new.publication is distinct from old.publication or new.replaced_at is distinct from old.replaced_at)
execute function count_public_change();
create constraint trigger public_contact after insert on contact_step deferrable initially deferred
for each row execute function count_public_change();
create constraint trigger public_plan after update on plan deferrable initially deferred for each row
when (new.status is distinct from old.status) execute function count_public_change();
create constraint trigger public_joint_item after insert or update on joint_item deferrable initially deferred
for each row execute function count_public_change();
create constraint trigger public_item after insert or update on item deferrable initially deferred
for each row execute function count_public_change();
create constraint trigger public_wave after insert or update on wave deferrable initially deferred
for each row execute function count_public_change();
create constraint trigger public_attempt after insert or update on attempt deferrable initially deferred
for each row execute function count_public_change();
create constraint trigger public_department after update on department deferrable initially deferred for each row
when (new.name is distinct from old.name) execute function count_public_change();
-- both
