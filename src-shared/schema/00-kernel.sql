-- What every synced table shares. Runs unchanged on PGlite and on Postgres 15 or later.

create extension if not exists btree_gin;
create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- The tenant, version and time of the running command come from the transaction, never from a clock.
create function holdfast_tenant() returns uuid language sql stable as
  $$ select nullif(current_setting('holdfast.tenant', true), '')::uuid $$;

-- The columns that stand first in every synced table; tables are created `like` this one.
create table synced_row (
  tenant_id uuid not null default holdfast_tenant(),
  id uuid not null,
  row_version bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);

-- Every row carries the version and the time of the command that wrote it last.
create function stamp_row() returns trigger language plpgsql as $$
begin
  new.row_version := current_setting('holdfast.version')::bigint;
  new.updated_at := current_setting('holdfast.at')::timestamptz;
  if tg_op = 'INSERT' then new.created_at := new.updated_at; end if;
  return new;
end $$;

-- Gives a table its key, the index that a pull reads, and the stamp. Each end adds its own part:
-- the server row security and foreign keys, the desk the undo log.
create function make_synced(name text) returns void language plpgsql as $$
begin
  execute format('alter table %1$I add primary key (tenant_id, id)', name);
  execute format('create index %2$I on %1$I (tenant_id, row_version)', name, name || '_row_version');
  execute format('create trigger stamp before insert or update on %1$I for each row execute function stamp_row()', name);
end $$;

-- What the rows written from here on carry; constraints that may wait do so until the command ends.
create function begin_command(version bigint, at timestamptz, command uuid) returns void language plpgsql as $$
begin
  perform set_config('holdfast.version', version::text, true),
          set_config('holdfast.at', at::text, true),
          set_config('holdfast.command', command::text, true);
  set constraints all deferred;
end $$;
