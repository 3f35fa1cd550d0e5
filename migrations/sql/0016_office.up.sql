-- The office's table: special campaigns, what a line said when the office decided, versions of a plan.

alter table plan_line add column kind text not null default 'ROUTINE';
alter table plan_line add column special_reason text not null default '';
-- The line as which it first stood in a plan of its year; none for the first.
alter table plan_line add column first_id uuid;
create index plan_line_first on plan_line (first_id);

-- The version a plan amends, and why.
alter table plan add column amends uuid;
alter table plan add column amend_reason text;
create unique index plan_amends on plan (amends);

-- What a line said when it was sent back, approved, or taken up again.
create table plan_line_content (
    decision_id uuid primary key references plan_decision (id),
    line_id uuid not null references plan_line (id),
    content jsonb not null
);
create index plan_line_content_line on plan_line_content (line_id, decision_id);
