-- Inspection items: joint items, the items of each department in them, bases and checklists.

create table joint_item (
    id uuid primary key,
    division_code text not null,
    code text not null,
    field text not null,
    name text not null,
    subject_scope text not null,
    class text not null,
    cap_bp bigint,
    method text not null,
    tag text,
    status text not null,
    valid_from date,
    valid_to date,
    published_at timestamptz,
    revision bigint not null default 1,
    unique (division_code, code)
);

create table joint_item_department (
    joint_item_id uuid not null references joint_item (id),
    department_id uuid not null references department (id),
    position bigint not null,
    primary key (joint_item_id, department_id)
);

create table legal_basis (
    joint_item_id uuid not null references joint_item (id),
    position bigint not null,
    kind text not null,
    title text not null,
    article text not null,
    valid_from date,
    valid_to date,
    primary key (joint_item_id, position)
);

-- What one department inspects within a joint item.
create table item (
    id uuid primary key,
    division_code text not null,
    code text not null,
    joint_item_id uuid not null references joint_item (id),
    department_id uuid not null references department (id),
    name text not null,
    notice_policy text not null,
    revision bigint not null default 1,
    unique (division_code, code)
);
create index item_joint on item (joint_item_id);

create table question (
    id uuid primary key,
    item_id uuid not null references item (id),
    position bigint not null,
    content text not null,
    kind text not null,
    required boolean not null,
    choices jsonb not null,
    unit text not null,
    -- questions with the same key are the same question for several departments
    shared_key text,
    -- no longer asked, but answered once
    retired boolean not null default false
);
create index question_item on question (item_id, position);
