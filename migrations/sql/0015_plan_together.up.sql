-- A plan that many work on at once: what was done to it, who has it open, what people say to each other
-- about it, and how far each has read.

-- Every act on a plan, in the order of the trail. Who, when, why, before and after stand in the entry of the
-- trail that has the same id, and nowhere else.
create table plan_change (
    id uuid primary key references audit_entry (id),
    division_code text not null,
    plan_id uuid not null references plan (id),
    line_id uuid references plan_line (id),
    act text not null,
    -- the department that acted; none where it was the office
    department_id uuid references department (id),
    -- of the line, or of the plan, after the act
    revision bigint not null
);
create index plan_change_plan on plan_change (plan_id, id);
create index plan_change_line on plan_change (line_id, id);

-- Who has a plan open at this moment. Rows go when the page is left, or run out; nothing is kept.
create table plan_presence (
    id uuid primary key,
    division_code text not null,
    plan_id uuid not null references plan (id),
    line_id uuid references plan_line (id),
    editing boolean not null,
    account_id uuid not null references account (id),
    department_id uuid references department (id),
    until timestamptz not null
);
create index plan_presence_until on plan_presence (until);

create table plan_comment (
    id uuid primary key,
    division_code text not null,
    plan_id uuid not null references plan (id),
    line_id uuid references plan_line (id),
    reply_to uuid references plan_comment (id),
    text text not null,
    written_by uuid not null references account (id),
    department_id uuid references department (id),
    written_at timestamptz not null,
    -- by its author; the text stays here and is shown to nobody
    taken_back_at timestamptz
);
create index plan_comment_plan on plan_comment (plan_id, id);
create index plan_comment_line on plan_comment (line_id, id);

-- A department or a person that a comment mentions.
create table plan_mention (
    id uuid primary key,
    comment_id uuid not null references plan_comment (id),
    department_id uuid references department (id),
    account_id uuid references account (id)
);
create index plan_mention_comment on plan_mention (comment_id);
create index plan_mention_department on plan_mention (department_id, comment_id);
create index plan_mention_account on plan_mention (account_id, comment_id);

-- Comments that mention somebody, once they have seen them.
create table plan_mention_read (
    comment_id uuid not null references plan_comment (id),
    account_id uuid not null references account (id),
    read_at timestamptz not null,
    primary key (comment_id, account_id)
);

-- The newest change of a plan that somebody has seen.
create table plan_look (
    plan_id uuid not null references plan (id),
    account_id uuid not null references account (id),
    change_id uuid not null,
    primary key (plan_id, account_id)
);

-- A comment is never edited and never deleted; only taken back.
-- only sqlite
create trigger plan_comment_no_edit before update on plan_comment
when old.text <> new.text or old.written_by <> new.written_by or old.taken_back_at is not null
begin select raise(abort, 'a comment is never edited'); end;
create trigger plan_comment_no_delete before delete on plan_comment
begin select raise(abort, 'a comment is never deleted'); end;
-- only postgres
create trigger plan_comment_no_edit before update on plan_comment for each row
when (old.text <> new.text or old.written_by <> new.written_by or old.taken_back_at is not null)
execute function refuse_change();
create trigger plan_comment_no_delete before delete on plan_comment
for each row execute function refuse_change();
-- both

-- What the trail knows of plans that are there already.
-- only sqlite
insert into plan_change (id, division_code, plan_id, line_id, act, department_id, revision)
select a.id, a.division_code, l.plan_id, l.id, coalesce(a.after ->> 'step', 'SAVE'),
    case when coalesce(a.after ->> 'step', 'SUBMIT') in ('SUBMIT', 'WITHDRAW') then l.lead_department_id end, 0
from audit_entry a join plan_line l on a.object_id = 'lin_' || lower(hex(l.id))
where a.object_type = 'plan_line';
insert into plan_change (id, division_code, plan_id, line_id, act, department_id, revision)
select a.id, a.division_code, p.id, null,
    case a.action when 'OPEN_PLAN' then 'OPEN' when 'APPROVE_PLAN' then 'APPROVE' when 'FILE_PLAN' then 'FILE'
        when 'PUBLISH_PLAN' then 'PUBLISH'
        when 'REVIEW_PLAN' then case when a.after ->> 'rules' is null then 'GROUP' else 'RULES' end
        else case when a.after ->> 'copiedFrom' is null then 'IMPORT' else 'COPY' end end, null, 0
from audit_entry a join plan p on a.object_id = 'pln_' || lower(hex(p.id))
where a.object_type = 'plan'
    and a.action in ('OPEN_PLAN', 'APPROVE_PLAN', 'FILE_PLAN', 'PUBLISH_PLAN', 'REVIEW_PLAN', 'PROPOSE_LINE');
-- only postgres
insert into plan_change (id, division_code, plan_id, line_id, act, department_id, revision)
select a.id, a.division_code, l.plan_id, l.id, coalesce(a.after ->> 'step', 'SAVE'),
    case when coalesce(a.after ->> 'step', 'SUBMIT') in ('SUBMIT', 'WITHDRAW') then l.lead_department_id end, 0
from audit_entry a join plan_line l on a.object_id = 'lin_' || replace(l.id::text, '-', '')
where a.object_type = 'plan_line';
insert into plan_change (id, division_code, plan_id, line_id, act, department_id, revision)
select a.id, a.division_code, p.id, null,
    case a.action when 'OPEN_PLAN' then 'OPEN' when 'APPROVE_PLAN' then 'APPROVE' when 'FILE_PLAN' then 'FILE'
        when 'PUBLISH_PLAN' then 'PUBLISH'
        when 'REVIEW_PLAN' then case when a.after ->> 'rules' is null then 'GROUP' else 'RULES' end
        else case when a.after ->> 'copiedFrom' is null then 'IMPORT' else 'COPY' end end, null, 0
from audit_entry a join plan p on a.object_id = 'pln_' || replace(p.id::text, '-', '')
where a.object_type = 'plan'
    and a.action in ('OPEN_PLAN', 'APPROVE_PLAN', 'FILE_PLAN', 'PUBLISH_PLAN', 'REVIEW_PLAN', 'PROPOSE_LINE');
-- both
