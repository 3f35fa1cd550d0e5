-- only sqlite
drop trigger wave_line_no_delete;
drop trigger wave_line_no_update;
drop trigger wave_no_replace;
drop trigger wave_no_rewrite;
drop trigger wave_no_delete;
drop trigger attempt_no_rebeacon;
drop trigger witness_no_rewrite;
create trigger witness_no_rewrite before update on witness
when (old.commitment is not null and new.commitment is not old.commitment)
  or (old.nonce is not null and new.nonce is not old.nonce)
  or new.id is not old.id or new.attempt_id is not old.attempt_id or new.code is not old.code
  or new.name is not old.name or new.organisation is not old.organisation or new.token_hash is not old.token_hash
begin select raise(abort, 'a witness and a commitment are never changed'); end;
-- only postgres
drop trigger wave_line_no_truncate on wave_line;
drop trigger wave_line_append_only on wave_line;
drop trigger wave_no_truncate on wave;
drop trigger wave_no_rewrite on wave;
drop trigger wave_no_delete on wave;
drop trigger attempt_no_rebeacon on attempt;
drop trigger witness_no_rewrite on witness;
create trigger witness_no_rewrite before update on witness for each row
when ((old.commitment is not null and new.commitment is distinct from old.commitment)
   or (old.nonce is not null and new.nonce is distinct from old.nonce)
   or (new.id, new.attempt_id, new.code, new.name, new.organisation, new.token_hash)
      is distinct from (old.id, old.attempt_id, old.code, old.name, old.organisation, old.token_hash))
execute function refuse_change();
-- both
drop index attempt_one_drawn;
drop table draw_head;
drop table draw_step;
alter table witness drop column opened_at;
alter table witness drop column device_hash;
alter table witness drop column kind;
alter table attempt drop column reveal_by;
alter table wave drop column beacon_due_at;
