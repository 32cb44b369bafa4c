-- What modules share (platform.md section 2).

-- Capacity that a desk may give away by itself while nobody hears it. The unused part counts as used for all others.
create table capacity_leases (
  like synced_row including defaults,
  kind text not null check (char_length(kind) between 1 and 60),
  resource_key text not null check (char_length(resource_key) between 1 and 200),
  unit text not null,
  desk_id uuid not null,
  size bigint not null check (size > 0),
  used bigint not null default 0,
  detail jsonb not null default '{}',
  taken_at timestamptz not null,
  -- The last moment of use at the desk, and the last of arrival that is honoured.
  expires_at timestamptz not null,
  hold_until timestamptz not null,
  state text not null default 'active' check (state in ('active', 'returned', 'expired', 'revoked')),
  constraint capacity_leases_used check (used between 0 and size),
  constraint capacity_leases_times check (taken_at < expires_at and expires_at <= hold_until)
);
select make_synced('capacity_leases');
create index capacity_leases_resource on capacity_leases (tenant_id, kind, resource_key, state);
create index capacity_leases_desk on capacity_leases (tenant_id, desk_id, state);
create index capacity_leases_over on capacity_leases (tenant_id, hold_until) where state = 'active' and deleted_at is null;
