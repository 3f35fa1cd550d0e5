-- Divisions, departments, accounts, roles, sessions.

create table division (
    code text primary key,
    name text not null,
    parent_code text
);

create table department (
    id uuid primary key,
    division_code text not null,
    code text not null,
    name text not null,
    -- leads the joint council, or hosts its office
    lead boolean not null default false,
    -- false for coordinating offices, which may never inspect
    can_inspect boolean not null default true,
    position bigint not null,
    unique (division_code, code)
);

create table account (
    id uuid primary key,
    division_code text not null,
    username text not null unique,
    display_name text not null,
    password_hash text not null,
    password_changed_at timestamptz not null,
    status text not null,
    is_demo boolean not null default false,
    inspector_id uuid,
    failed_logins bigint not null default 0,
    locked_until timestamptz,
    created_at timestamptz not null,
    revision bigint not null default 1
);

create table account_role (
    account_id uuid not null references account (id),
    role text not null,
    department_id uuid references department (id),
    granted_by uuid,
    granted_at timestamptz not null,
    primary key (account_id, role)
);

create table session (
    id uuid primary key,
    account_id uuid not null references account (id),
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    end_reason text,
    user_agent text not null,
    ip text not null
);
create index session_account on session (account_id, ended_at);

-- Only hashes of tokens are kept. A used token that comes again ends its session.
create table refresh_token (
    token_hash text primary key,
    session_id uuid not null references session (id),
    issued_at timestamptz not null,
    used_at timestamptz
);
create index refresh_token_session on refresh_token (session_id);

-- Legal numbers and settings with their validity and source.
create table setting (
    name text not null,
    valid_from date not null,
    content jsonb not null,
    source text not null,
    primary key (name, valid_from)
);

-- Work that one server at a time may do.
create table cluster_lock (
    name text primary key,
    holder text not null,
    expires_at timestamptz not null
);
