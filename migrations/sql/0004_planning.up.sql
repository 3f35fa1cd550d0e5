-- Annual plans, their lines, who confirmed, signed, decided; filing and publication.

create table plan (
    id uuid primary key,
    division_code text not null,
    year bigint not null,
    version bigint not null,
    number text not null,
    title text not null,
    status text not null,
    approved_by uuid,
    approved_at timestamptz,
    filed_organ text,
    filed_number text,
    filed_on date,
    published_at timestamptz,
    content_hash text,
    created_by uuid not null,
    created_at timestamptz not null,
    revision bigint not null default 1,
    unique (division_code, year, version)
);

create table plan_line (
    id uuid primary key,
    plan_id uuid not null references plan (id),
    division_code text not null,
    position bigint not null,
    title text not null,
    lead_department_id uuid not null references department (id),
    status text not null,
    targeting text not null,
    scope jsonb not null,
    draw_mode text not null,
    ratios jsonb not null,
    rounding text not null,
    reserve bigint not null,
    batches bigint not null,
    method text not null,
    on_site_reason text not null,
    window_from date not null,
    window_to date not null,
    reviewed_by uuid,
    created_by uuid not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    revision bigint not null default 1,
    unique (plan_id, position)
);
create index plan_line_lead on plan_line (lead_department_id, status);

create table plan_line_item (
    line_id uuid not null references plan_line (id),
    joint_item_id uuid not null references joint_item (id),
    position bigint not null,
    primary key (line_id, joint_item_id)
);

create table plan_line_department (
    line_id uuid not null references plan_line (id),
    department_id uuid not null references department (id),
    position bigint not null,
    officers bigint not null,
    confirmation text not null,
    confirmed_by uuid,
    confirmed_at timestamptz,
    decline_reason text,
    signed_by uuid,
    signed_at timestamptz,
    primary key (line_id, department_id)
);
create index plan_line_department_department on plan_line_department (department_id);

-- Every step a plan or a line took.
create table plan_decision (
    id uuid primary key,
    plan_id uuid not null references plan (id),
    line_id uuid references plan_line (id),
    step text not null,
    reason text not null,
    decided_by uuid not null,
    decided_at timestamptz not null
);
create index plan_decision_plan on plan_decision (plan_id, id);

create table plan_publication (
    plan_id uuid not null references plan (id),
    channel text not null,
    published_at timestamptz not null,
    published_by uuid not null,
    content_hash text not null,
    content text not null,
    primary key (plan_id, channel)
);
