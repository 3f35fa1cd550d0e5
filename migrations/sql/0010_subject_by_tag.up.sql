-- What lists of subjects are filtered by, in one place and in the order of the lists: a page and its count
-- read one stretch of an index and nothing else. Triggers keep it; nobody writes to it.

create table subject_by_tag (
    division_code text not null,
    tag text not null,
    -- the town, or the county where no town is known
    town text not null,
    subject_id uuid not null references subject (id),
    located_in text not null,
    risk_class text not null,
    kind text not null,
    status text not null,
-- only sqlite
    primary key (division_code, tag, town, subject_id)
) without rowid;
-- only postgres
    primary key (division_code, tag, town, subject_id) include (located_in, risk_class, kind, status)
);
-- both
create index subject_by_tag_order on subject_by_tag (division_code, tag, subject_id);

insert into subject_by_tag
select subject.division_code, subject_tag.tag, substr(subject.located_in, 1, 9), subject.id, subject.located_in,
    subject.risk_class, subject.kind, subject.status
from subject_tag join subject on subject.id = subject_tag.subject_id;

-- The same without a tag.
drop index subject_place;
create index subject_town on subject (division_code, substr(located_in, 1, 9), id, risk_class, kind, status);

-- only sqlite
create trigger subject_tag_given after insert on subject_tag begin
    insert into subject_by_tag
    select division_code, new.tag, substr(located_in, 1, 9), id, located_in, risk_class, kind, status
    from subject where id = new.subject_id;
end;
create trigger subject_tag_taken after delete on subject_tag begin
    delete from subject_by_tag where tag = old.tag and subject_id = old.subject_id
        and division_code = (select division_code from subject where id = old.subject_id);
end;
create trigger subject_facts_changed
after update of division_code, located_in, risk_class, kind, status on subject
when old.division_code <> new.division_code or old.located_in <> new.located_in
    or old.risk_class <> new.risk_class or old.kind <> new.kind or old.status <> new.status
begin
    update subject_by_tag set division_code = new.division_code, town = substr(new.located_in, 1, 9),
        located_in = new.located_in, risk_class = new.risk_class, kind = new.kind, status = new.status
    where division_code = old.division_code and subject_id = new.id
        and tag in (select tag from subject_tag where subject_id = new.id);
end;
-- only postgres
create function subject_tag_given() returns trigger language plpgsql as $$
begin
    insert into subject_by_tag
    select division_code, new.tag, substr(located_in, 1, 9), id, located_in, risk_class, kind, status
    from subject where id = new.subject_id;
    return null;
end $$;
create trigger subject_tag_given after insert on subject_tag
for each row execute function subject_tag_given();
create function subject_tag_taken() returns trigger language plpgsql as $$
begin
    delete from subject_by_tag where tag = old.tag and subject_id = old.subject_id
        and division_code = (select division_code from subject where id = old.subject_id);
    return null;
end $$;
create trigger subject_tag_taken after delete on subject_tag
for each row execute function subject_tag_taken();
create function subject_facts_changed() returns trigger language plpgsql as $$
begin
    update subject_by_tag set division_code = new.division_code, town = substr(new.located_in, 1, 9),
        located_in = new.located_in, risk_class = new.risk_class, kind = new.kind, status = new.status
    where division_code = old.division_code and subject_id = new.id
        and tag in (select tag from subject_tag where subject_id = new.id);
    return null;
end $$;
create trigger subject_facts_changed after update on subject for each row
when ((old.division_code, old.located_in, old.risk_class, old.kind, old.status)
    is distinct from (new.division_code, new.located_in, new.risk_class, new.kind, new.status))
execute function subject_facts_changed();
-- both
