-- The audit trail: append-only for everybody, administrators of the database included.

create table audit_entry (
    id uuid primary key,
    happened_at timestamptz not null,
    division_code text not null,
    actor_id uuid,
    actor_name text not null,
    ip text not null,
    request_id text not null,
    action text not null,
    object_type text not null,
    object_id text not null,
    before jsonb,
    after jsonb,
    reason text not null
);
create index audit_entry_object on audit_entry (object_type, object_id, id);
create index audit_entry_actor on audit_entry (actor_id, id);

-- only sqlite
create trigger audit_entry_no_update before update on audit_entry
begin select raise(abort, 'the audit trail is never changed'); end;
create trigger audit_entry_no_delete before delete on audit_entry
begin select raise(abort, 'the audit trail is never deleted'); end;
-- `replace` deletes rows without asking the triggers for deletes: an insert may not meet a row.
create trigger audit_entry_no_replace before insert on audit_entry
when exists (select 1 from audit_entry where id = new.id)
begin select raise(abort, 'the audit trail is never replaced'); end;
-- only postgres
create trigger audit_entry_append_only before update or delete on audit_entry
for each row execute function refuse_change();
create trigger audit_entry_no_truncate before truncate on audit_entry
for each statement execute function refuse_change();
-- both
