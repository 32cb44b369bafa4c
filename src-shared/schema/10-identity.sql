-- Who works where, and with which rights (identity.md section 2.1).

create table tenants (
  like synced_row including defaults,
  slug text not null check (slug ~ '^[a-z0-9-]{3,40}$'),
  legal_name text not null check (char_length(legal_name) between 1 and 200),
  time_zone text not null default 'UTC',
  default_currency char(3) not null default 'TRY',
  locale text not null default 'en' check (locale in ('en', 'es', 'ko', 'tr')),
  week_starts_on smallint not null default 1 check (week_starts_on between 0 and 6),
  accent char(7) check (accent ~ '^#[0-9a-f]{6}$')
);
select make_synced('tenants');

create table users (
  like synced_row including defaults,
  kind text not null default 'human' check (kind in ('human', 'service', 'system')),
  display_name text not null check (char_length(display_name) between 1 and 120),
  status text not null default 'active' check (status in ('active', 'suspended', 'deactivated'))
);
select make_synced('users');

create table roles (
  like synced_row including defaults,
  key text not null check (char_length(key) between 1 and 60),
  name text not null check (char_length(name) between 1 and 60),
  builtin boolean not null default false
);
select make_synced('roles');
create unique index roles_key on roles (tenant_id, key) where deleted_at is null;

create table user_roles (
  like synced_row including defaults,
  user_id uuid not null,
  role_id uuid not null,
  expires_at timestamptz
);
select make_synced('user_roles');
create unique index user_roles_user_role on user_roles (tenant_id, user_id, role_id) where deleted_at is null;

create table desks (
  like synced_row including defaults,
  name text not null check (char_length(name) between 1 and 60),
  platform text not null check (platform in ('windows', 'macos', 'linux', 'web')),
  state text not null default 'active' check (state in ('pending', 'active', 'revoked')),
  registered_by uuid not null
);
select make_synced('desks');
create unique index desks_name on desks (tenant_id, lower(name)) where state in ('pending', 'active') and deleted_at is null;
