-- Organisations that move between servers (DX-R51), and histories that this database has had before.

-- Epochs that ended here: a desk that still has one must load anew; one that has a later one knows another server.
create table control.former_epochs (
  epoch uuid primary key,
  ended_at timestamptz not null
);

-- Organisations that are served elsewhere now, with where; this server says so to their desks.
create table control.moved_tenants (
  tenant_id uuid primary key,
  place jsonb not null,
  moved_at timestamptz not null
);

-- Organisations that have arrived and are not served before the server they come from has stopped.
create table control.arrived_tenants (
  tenant_id uuid primary key,
  slug text not null
);

-- Codes under which somebody may bring an organisation here, or take one along; only their hashes.
create table control.move_codes (
  hash bytea primary key,
  tenant_id uuid,
  expires_at timestamptz not null
);

-- As the shared one, but rows that come from another server keep the version and the time they have.
create or replace function stamp_row() returns trigger language plpgsql as $$
begin
  if current_setting('holdfast.moving', true) = 'on' then return new; end if;
  new.row_version := current_setting('holdfast.version')::bigint;
  new.updated_at := current_setting('holdfast.at')::timestamptz;
  if tg_op = 'INSERT' then new.created_at := new.updated_at; end if;
  return new;
end $$;
