-- What only a desk has. Runs after the shared schema, and after nothing else.

-- Where the desk stands with the server.
create table desk_state (
  one boolean primary key default true check (one),
  -- How far it has read; null until the first sync is whole.
  cursor jsonb,
  -- A first sync under way: its header, and the last row that arrived.
  first_sync jsonb,
  -- The last `deskSeq` whose verdict is known.
  processed_seq bigint not null default 0,
  -- False after a rebuild, until the server has said where it stands.
  processed_known boolean not null default false,
  -- When this replica was made. A command given before that may have been sent from another.
  born timestamptz not null default now()
);
insert into desk_state default values;

-- Commands given here, from submission until the journal has noted their verdict.
create table desk_queue (
  id uuid primary key,
  desk_seq bigint not null,
  name text not null,
  command_version int not null,
  input jsonb not null,
  at timestamptz not null,
  actor_id uuid not null,
  basis_version bigint not null,
  -- What the person was told; null where nothing ran here.
  outcome jsonb,
  meta jsonb not null,
  state text not null,
  -- Why it would not apply here any more, or why the server refused it.
  rejection jsonb,
  server_outcome jsonb,
  server_version bigint,
  dependents jsonb not null default '[]',
  -- Whether a server may have seen it: from then on it cannot be withdrawn (DX-R19).
  sent boolean not null default false,
  decided_at timestamptz
);
create index desk_queue_seq on desk_queue (desk_seq);

-- The confirmed image of every row that an unconfirmed command has touched; null where there was no row.
create table desk_undo (
  tbl text not null,
  id uuid not null,
  image jsonb,
  primary key (tbl, id)
);

-- Which unconfirmed command touched which row: certainty and dependents are read from it (DX-R1, SY-10).
create table desk_touched (
  row_id uuid not null,
  tbl text not null,
  command_id uuid not null,
  primary key (row_id, tbl, command_id)
);
create index desk_touched_command on desk_touched (command_id);

create function remember_confirmed() returns trigger language plpgsql as $$
declare touched uuid := coalesce(new.id, old.id);
begin
  insert into desk_undo (tbl, id, image)
    values (tg_table_name, touched, case when tg_op = 'INSERT' then null else to_jsonb(old) end)
    on conflict do nothing;
  insert into desk_touched (row_id, tbl, command_id)
    values (touched, tg_table_name, current_setting('holdfast.command')::uuid)
    on conflict do nothing;
  return null;
end $$;

do $$
declare t text;
begin
  for t in
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'row_version'
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
  loop
    execute format(
      'create trigger remember after insert or update or delete on %I for each row execute function remember_confirmed()', t);
  end loop;
end $$;

-- Puts every touched row back to what the server last said of it. Triggers must be off.
create function undo_unconfirmed() returns void language plpgsql as $$
declare t text;
begin
  for t in select distinct tbl from desk_undo loop
    execute format('delete from %1$I x using desk_undo u where u.tbl = %1$L and x.id = u.id', t);
    execute format(
      'insert into %1$I select image.* from desk_undo u cross join lateral jsonb_populate_record(null::%1$I, u.image) image
       where u.tbl = %1$L and u.image is not null', t);
  end loop;
  delete from desk_undo;
  delete from desk_touched;
end $$;
