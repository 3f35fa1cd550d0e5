-- Whom a wave leaves out of its frame and how its series turns, fixed when it is opened; the quiet list.

alter table wave add column rules jsonb;
-- The wave whose series it continues, and how far it turns beyond that one.
alter table wave add column previous_id uuid;
alter table wave add column rotation jsonb;
-- A series has one end.
create unique index wave_previous on wave (previous_id);

-- Doors that are promised quiet, up to a day; nothing where they no longer are. The trail knows every step.
create table quiet_door (
    site_id uuid primary key references site (id),
    division_code text not null,
    until date,
    reason text not null,
    kept_by uuid not null,
    kept_at timestamptz not null
);
create index quiet_door_division on quiet_door (division_code, site_id);
-- What was done at doors, by the end of the visit: frames ask for it.
create index visit_completed on visit (division_code, completed_at);

-- only sqlite
drop trigger wave_no_rewrite;
create trigger wave_no_rewrite before update on wave
when new.id is not old.id or new.division_code is not old.division_code or new.code is not old.code
  or new.plan_id is not old.plan_id or new.hash is not old.hash or new.disclosure is not old.disclosure
  or new.beacon_event is not old.beacon_event or new.beacon_due_at is not old.beacon_due_at
  or new.rules is not old.rules or new.previous_id is not old.previous_id or new.rotation is not old.rotation
begin select raise(abort, 'what a wave has announced is never changed'); end;
create trigger quiet_door_no_delete before delete on quiet_door
begin select raise(abort, 'the quiet list is never deleted from'); end;
-- only postgres
drop trigger wave_no_rewrite on wave;
create trigger wave_no_rewrite before update on wave for each row
when ((new.id, new.division_code, new.code, new.plan_id, new.hash, new.disclosure, new.beacon_event,
       new.beacon_due_at, new.rules, new.previous_id, new.rotation)
   is distinct from
   (old.id, old.division_code, old.code, old.plan_id, old.hash, old.disclosure, old.beacon_event,
       old.beacon_due_at, old.rules, old.previous_id, old.rotation))
execute function refuse_change();
create trigger quiet_door_no_delete before delete on quiet_door for each row execute function refuse_change();
-- both
