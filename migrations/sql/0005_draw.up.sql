-- Waves, attempts, witnesses, frozen frames, what was drawn.

create table wave (
    id uuid primary key,
    division_code text not null,
    code text not null,
    plan_id uuid not null references plan (id),
    title text not null,
    status text not null,
    hash text not null,
    disclosure text not null,
    beacon_event text not null,
    created_by uuid not null,
    created_at timestamptz not null,
    closed_at timestamptz,
    revision bigint not null default 1,
    unique (division_code, code)
);

-- A line is drawn in one wave only.
create table wave_line (
    wave_id uuid not null references wave (id),
    line_id uuid not null unique references plan_line (id),
    task_code text not null,
    primary key (wave_id, task_code)
);

create table attempt (
    id uuid primary key,
    wave_id uuid not null references wave (id),
    number bigint not null,
    status text not null,
    created_at timestamptz not null,
    frame_root text,
    frame_size bigint,
    -- tasks and departments as they were frozen
    frozen jsonb,
    frozen_at timestamptz,
    beacon text,
    beacon_at timestamptz,
    seed text,
    report jsonb,
    bundle_hash text,
    drawn_at timestamptz,
    void_reason text,
    voided_at timestamptz,
    unique (wave_id, number)
);

create table witness (
    id uuid primary key,
    attempt_id uuid not null references attempt (id),
    code text not null,
    name text not null,
    organisation text not null,
    token_hash text not null unique,
    commitment text,
    committed_at timestamptz,
    nonce text,
    revealed_at timestamptz,
    unique (attempt_id, code)
);

create table frame_leaf (
    attempt_id uuid not null references attempt (id),
    site_code text not null,
    cells text not null,
    primary key (attempt_id, site_code)
);

create table drawn_site (
    attempt_id uuid not null references attempt (id),
    task_code text not null,
    stratum text not null,
    site_code text not null,
    -- SELECTED, RESERVE or the number of a batch
    place text not null,
    rank bigint not null,
    primary key (attempt_id, task_code, site_code)
);
create index drawn_site_site on drawn_site (site_code);

create table bundle (
    attempt_id uuid primary key references attempt (id),
    content text not null,
    content_hash text not null
);

-- Nothing of a draw is ever deleted, and what stands is never changed.
-- only sqlite
create trigger attempt_no_delete before delete on attempt
begin select raise(abort, 'attempts are never deleted'); end;
create trigger attempt_no_rewrite before update on attempt when old.status in ('DRAWN', 'VOID')
begin select raise(abort, 'a finished attempt is never changed'); end;
create trigger attempt_no_refreeze before update on attempt
when old.frame_root is not null and (new.frame_root is not old.frame_root or new.frozen is not old.frozen)
begin select raise(abort, 'a frozen frame is never changed'); end;
create trigger witness_no_delete before delete on witness
begin select raise(abort, 'witnesses are never deleted'); end;
create trigger witness_no_rewrite before update on witness
when (old.commitment is not null and new.commitment is not old.commitment)
  or (old.nonce is not null and new.nonce is not old.nonce)
  or new.id is not old.id or new.attempt_id is not old.attempt_id or new.code is not old.code
  or new.name is not old.name or new.organisation is not old.organisation or new.token_hash is not old.token_hash
begin select raise(abort, 'a witness and a commitment are never changed'); end;
create trigger frame_leaf_no_update before update on frame_leaf
begin select raise(abort, 'a frozen frame is never changed'); end;
create trigger frame_leaf_no_delete before delete on frame_leaf
begin select raise(abort, 'a frozen frame is never changed'); end;
create trigger drawn_site_no_update before update on drawn_site
begin select raise(abort, 'a draw is never changed'); end;
create trigger drawn_site_no_delete before delete on drawn_site
begin select raise(abort, 'a draw is never changed'); end;
create trigger bundle_no_update before update on bundle
begin select raise(abort, 'a draw is never changed'); end;
create trigger bundle_no_delete before delete on bundle
begin select raise(abort, 'a draw is never changed'); end;
-- `replace` deletes rows without asking the triggers for deletes: an insert may not meet a row.
create trigger attempt_no_replace before insert on attempt
when exists (select 1 from attempt where id = new.id or (wave_id = new.wave_id and number = new.number))
begin select raise(abort, 'attempts are never replaced'); end;
create trigger witness_no_replace before insert on witness
when exists (
    select 1 from witness
    where id = new.id or token_hash = new.token_hash or (attempt_id = new.attempt_id and code = new.code)
)
begin select raise(abort, 'witnesses are never replaced'); end;
create trigger frame_leaf_no_replace before insert on frame_leaf
when exists (select 1 from frame_leaf where attempt_id = new.attempt_id and site_code = new.site_code)
begin select raise(abort, 'a frozen frame is never changed'); end;
create trigger drawn_site_no_replace before insert on drawn_site
when exists (
    select 1 from drawn_site
    where attempt_id = new.attempt_id and task_code = new.task_code and site_code = new.site_code
)
begin select raise(abort, 'a draw is never changed'); end;
create trigger bundle_no_replace before insert on bundle
when exists (select 1 from bundle where attempt_id = new.attempt_id)
begin select raise(abort, 'a draw is never changed'); end;
-- only postgres
create trigger attempt_no_delete before delete on attempt for each row execute function refuse_change();
create trigger attempt_no_rewrite before update on attempt for each row
when (old.status in ('DRAWN', 'VOID')) execute function refuse_change();
create trigger attempt_no_refreeze before update on attempt for each row
when (old.frame_root is not null and (new.frame_root is distinct from old.frame_root or new.frozen is distinct from old.frozen))
execute function refuse_change();
create trigger witness_no_delete before delete on witness for each row execute function refuse_change();
create trigger witness_no_rewrite before update on witness for each row
when ((old.commitment is not null and new.commitment is distinct from old.commitment)
   or (old.nonce is not null and new.nonce is distinct from old.nonce)
   or (new.id, new.attempt_id, new.code, new.name, new.organisation, new.token_hash)
      is distinct from (old.id, old.attempt_id, old.code, old.name, old.organisation, old.token_hash))
execute function refuse_change();
create trigger frame_leaf_append_only before update or delete on frame_leaf for each row execute function refuse_change();
create trigger drawn_site_append_only before update or delete on drawn_site for each row execute function refuse_change();
create trigger bundle_append_only before update or delete on bundle for each row execute function refuse_change();
create trigger attempt_no_truncate before truncate on attempt for each statement execute function refuse_change();
create trigger witness_no_truncate before truncate on witness for each statement execute function refuse_change();
create trigger frame_leaf_no_truncate before truncate on frame_leaf for each statement execute function refuse_change();
create trigger drawn_site_no_truncate before truncate on drawn_site for each statement execute function refuse_change();
create trigger bundle_no_truncate before truncate on bundle for each statement execute function refuse_change();
-- both
