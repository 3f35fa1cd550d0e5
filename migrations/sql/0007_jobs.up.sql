-- Long work: claimed by lease, resumable, cancellable.

create table job (
    id uuid primary key,
    division_code text not null,
    kind text not null,
    status text not null,
    title text not null,
    payload jsonb not null,
    -- where to go on after a crash
    cursor jsonb,
    done bigint not null default 0,
    total bigint,
    outcome jsonb,
    error_code text,
    error_detail text,
    problems bigint not null default 0,
    created_by uuid not null,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    lease_holder text,
    lease_until timestamptz,
    cancel_requested boolean not null default false
);
create index job_waiting on job (status, created_at);
create index job_owner on job (created_by, created_at);

create table job_problem (
    job_id uuid not null references job (id),
    line bigint not null,
    column_name text not null,
    code text not null,
    detail text not null,
    content text not null,
    primary key (job_id, line, column_name)
);
