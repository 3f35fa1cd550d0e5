-- Departments keep their own items: every saved version, the version in force, from when and until when.

alter table item add column version bigint not null default 0;
-- the newest version, in force or not
alter table item add column content jsonb;
-- the version in force; none where it is what the joint item says
alter table item add column in_force jsonb;
alter table item add column published_version bigint;
alter table item add column published_on date;
-- the last day it may be used
alter table item add column withdrawn_on date;
alter table item add column withdraw_reason text;

create table item_version (
    item_id uuid not null references item (id),
    version bigint not null,
    content jsonb not null,
    reason text not null,
    saved_by uuid not null,
    saved_at timestamptz not null,
    primary key (item_id, version)
);

create index visit_item_item on visit_item (item_id, on_day);

-- A version is never changed; the next one says what is different.
-- only sqlite
create trigger item_version_no_update before update on item_version
begin select raise(abort, 'a version is never changed'); end;
create trigger item_version_no_delete before delete on item_version
begin select raise(abort, 'a version is never deleted'); end;
create trigger item_version_no_replace before insert on item_version
when exists (select 1 from item_version where item_id = new.item_id and version = new.version)
begin select raise(abort, 'a version is never replaced'); end;
-- only postgres
create trigger item_version_append_only before update or delete on item_version
for each row execute function refuse_change();
-- both
