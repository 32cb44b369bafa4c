-- What only the server has. Runs after the shared schema.

-- One row a tenant: the lock that puts its commands into one serial order (SY-3), its version, and the head of its log.
create table tenant_heads (
  tenant_id uuid primary key,
  version bigint not null default 0,
  log_seq bigint not null default 0,
  log_hash bytea not null default '\x'
);

-- Every command with its verdict, append only, each entry carrying the hash of the one before (SY-13).
create table command_log (
  tenant_id uuid not null default holdfast_tenant(),
  seq bigint not null,
  command_id uuid not null,
  desk_id uuid,
  desk_seq bigint,
  name text not null,
  command_version int not null,
  input jsonb not null,
  meta jsonb not null,
  actor_id uuid,
  acted_at timestamptz not null,
  bounded_at timestamptz not null,
  received_at timestamptz not null,
  basis_version bigint not null,
  told jsonb,
  verdict text not null check (verdict in ('applied', 'adjusted', 'rejected')),
  version bigint,
  outcome jsonb,
  rejection jsonb,
  prev_hash bytea not null,
  hash bytea not null,
  primary key (tenant_id, seq)
);
create unique index command_log_command on command_log (tenant_id, command_id);
create unique index command_log_desk on command_log (tenant_id, desk_id, desk_seq) where desk_id is not null;

-- Until when each person may act on each desk without the server (ID-R19, SY-15).
create table offline_grants (
  tenant_id uuid not null default holdfast_tenant(),
  id uuid not null,
  desk_id uuid not null,
  user_id uuid not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, id)
);
create index offline_grants_person on offline_grants (tenant_id, desk_id, user_id, expires_at);

-- Accounts and secrets belong to the deployment, not to a tenant; commands and queries cannot read them.
create schema control;

-- One row: the identity of this database (a restore changes it) and the key that signs its tokens.
create table control.deployment (
  one boolean primary key default true check (one),
  epoch uuid not null,
  signing_key jsonb not null
);

create table control.tenant_directory (
  tenant_id uuid primary key,
  slug text not null unique
);

create table control.accounts (
  id uuid primary key,
  email text not null unique,
  password_hash text not null,
  failed_count int not null default 0,
  locked_until timestamptz
);

create table control.account_tenants (
  account_id uuid not null references control.accounts (id),
  tenant_id uuid not null,
  user_id uuid not null,
  primary key (account_id, tenant_id)
);

create table control.sessions (
  id uuid primary key,
  account_id uuid not null references control.accounts (id),
  tenant_id uuid not null,
  user_id uuid not null,
  desk_id uuid not null,
  refresh_hash bytea not null unique,
  previous_hash bytea,
  created_at timestamptz not null,
  rotated_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index sessions_previous on control.sessions (previous_hash);
create index sessions_desk on control.sessions (tenant_id, desk_id, user_id);

-- Refresh tokens that count no longer, for as long as they would have counted: one that comes back was stolen (ID-R12).
create table control.spent_refresh_tokens (
  hash bytea primary key,
  session_id uuid not null references control.sessions (id),
  spent_at timestamptz not null
);
create index spent_refresh_tokens_session on control.spent_refresh_tokens (session_id, spent_at);
