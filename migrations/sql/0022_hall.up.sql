-- The ceremony in the hall: planned times, kinds of witnesses, one device a witness, the ledger of draws.

alter table wave add column beacon_due_at timestamptz;
alter table attempt add column reveal_by timestamptz;
alter table witness add column kind text not null default 'OTHER';
-- The first device that opened the link, by the hash of a secret that only it knows.
alter table witness add column device_hash text;
alter table witness add column opened_at timestamptz;

-- Every step of every draw, bound to the one before; the text is what is hashed and signed.
create table draw_step (
    division_code text not null,
    seq bigint not null,
    wave_code text not null,
    text text not null,
    link text not null,
    signature text not null,
    primary key (division_code, seq)
);
create index draw_step_wave on draw_step (division_code, wave_code, seq);

-- Where the ledger of a division ends; whoever adds a step holds this row.
create table draw_head (
    division_code text primary key,
    seq bigint not null,
    link text not null,
    at timestamptz not null
);

-- A wave has one draw that stands.
create unique index attempt_one_drawn on attempt (wave_id) where status = 'DRAWN';

-- only sqlite
drop trigger witness_no_rewrite;
create trigger witness_no_rewrite before update on witness
when (old.commitment is not null and new.commitment is not old.commitment)
  or (old.nonce is not null and new.nonce is not old.nonce)
  or (old.commitment is not null and (new.token_hash is not old.token_hash or new.device_hash is not old.device_hash))
  or new.id is not old.id or new.attempt_id is not old.attempt_id or new.code is not old.code
  or new.name is not old.name or new.organisation is not old.organisation or new.kind is not old.kind
begin select raise(abort, 'a witness and a commitment are never changed'); end;
create trigger attempt_no_rebeacon before update on attempt
when (old.beacon is not null and new.beacon is not old.beacon)
  or (old.reveal_by is not null and new.reveal_by is not old.reveal_by)
  or new.wave_id is not old.wave_id or new.number is not old.number
begin select raise(abort, 'what an attempt has put on record is never changed'); end;
create trigger wave_no_delete before delete on wave
begin select raise(abort, 'waves are never deleted'); end;
create trigger wave_no_rewrite before update on wave
when new.id is not old.id or new.division_code is not old.division_code or new.code is not old.code
  or new.plan_id is not old.plan_id or new.hash is not old.hash or new.disclosure is not old.disclosure
  or new.beacon_event is not old.beacon_event or new.beacon_due_at is not old.beacon_due_at
begin select raise(abort, 'what a wave has announced is never changed'); end;
create trigger wave_no_replace before insert on wave
when exists (select 1 from wave where id = new.id or (division_code = new.division_code and code = new.code))
begin select raise(abort, 'waves are never replaced'); end;
create trigger wave_line_no_update before update on wave_line
begin select raise(abort, 'what a wave has announced is never changed'); end;
create trigger wave_line_no_delete before delete on wave_line
begin select raise(abort, 'what a wave has announced is never changed'); end;
create trigger draw_step_no_update before update on draw_step
begin select raise(abort, 'the ledger of draws is never changed'); end;
create trigger draw_step_no_delete before delete on draw_step
begin select raise(abort, 'the ledger of draws is never changed'); end;
create trigger draw_step_no_replace before insert on draw_step
when exists (select 1 from draw_step where division_code = new.division_code and seq = new.seq)
begin select raise(abort, 'the ledger of draws is never changed'); end;
create trigger draw_head_forward before update on draw_head
when new.seq <> old.seq + 1 or new.at < old.at or new.division_code is not old.division_code
begin select raise(abort, 'the ledger of draws only goes on'); end;
create trigger draw_head_no_delete before delete on draw_head
begin select raise(abort, 'the ledger of draws only goes on'); end;
create trigger draw_head_no_replace before insert on draw_head
when exists (select 1 from draw_head where division_code = new.division_code and (seq > 0 or new.seq > 0))
begin select raise(abort, 'the ledger of draws only goes on'); end;
-- only postgres
drop trigger witness_no_rewrite on witness;
create trigger witness_no_rewrite before update on witness for each row
when ((old.commitment is not null and new.commitment is distinct from old.commitment)
   or (old.nonce is not null and new.nonce is distinct from old.nonce)
   or (old.commitment is not null
       and (new.token_hash, new.device_hash) is distinct from (old.token_hash, old.device_hash))
   or (new.id, new.attempt_id, new.code, new.name, new.organisation, new.kind)
      is distinct from (old.id, old.attempt_id, old.code, old.name, old.organisation, old.kind))
execute function refuse_change();
create trigger attempt_no_rebeacon before update on attempt for each row
when ((old.beacon is not null and new.beacon is distinct from old.beacon)
   or (old.reveal_by is not null and new.reveal_by is distinct from old.reveal_by)
   or (new.wave_id, new.number) is distinct from (old.wave_id, old.number))
execute function refuse_change();
create trigger wave_no_delete before delete on wave for each row execute function refuse_change();
create trigger wave_no_rewrite before update on wave for each row
when ((new.id, new.division_code, new.code, new.plan_id, new.hash, new.disclosure, new.beacon_event, new.beacon_due_at)
   is distinct from
   (old.id, old.division_code, old.code, old.plan_id, old.hash, old.disclosure, old.beacon_event, old.beacon_due_at))
execute function refuse_change();
create trigger wave_no_truncate before truncate on wave for each statement execute function refuse_change();
create trigger wave_line_append_only before update or delete on wave_line
for each row execute function refuse_change();
create trigger wave_line_no_truncate before truncate on wave_line for each statement execute function refuse_change();
create trigger draw_step_append_only before update or delete on draw_step
for each row execute function refuse_change();
create trigger draw_step_no_truncate before truncate on draw_step for each statement execute function refuse_change();
create trigger draw_head_forward before update on draw_head for each row
when (new.seq <> old.seq + 1 or new.at < old.at or new.division_code <> old.division_code)
execute function refuse_change();
create trigger draw_head_no_delete before delete on draw_head for each row execute function refuse_change();
create trigger draw_head_no_truncate before truncate on draw_head for each statement execute function refuse_change();
-- both
