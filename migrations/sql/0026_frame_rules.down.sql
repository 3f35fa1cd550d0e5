-- only sqlite
drop trigger quiet_door_no_delete;
drop trigger wave_no_rewrite;
create trigger wave_no_rewrite before update on wave
when new.id is not old.id or new.division_code is not old.division_code or new.code is not old.code
  or new.plan_id is not old.plan_id or new.hash is not old.hash or new.disclosure is not old.disclosure
  or new.beacon_event is not old.beacon_event or new.beacon_due_at is not old.beacon_due_at
begin select raise(abort, 'what a wave has announced is never changed'); end;
-- only postgres
drop trigger quiet_door_no_delete on quiet_door;
drop trigger wave_no_rewrite on wave;
create trigger wave_no_rewrite before update on wave for each row
when ((new.id, new.division_code, new.code, new.plan_id, new.hash, new.disclosure, new.beacon_event, new.beacon_due_at)
   is distinct from
   (old.id, old.division_code, old.code, old.plan_id, old.hash, old.disclosure, old.beacon_event, old.beacon_due_at))
execute function refuse_change();
-- both
drop index visit_completed;
drop table quiet_door;
drop index wave_previous;
alter table wave drop column rotation;
alter table wave drop column previous_id;
alter table wave drop column rules;
