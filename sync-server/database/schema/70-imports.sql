-- Files that were brought, and what became of each of their rows (PL-R35 to R37). They are kept 90 days.
create table import_runs (
  tenant_id uuid not null default holdfast_tenant(),
  id uuid not null,
  entity text not null,
  file_name text not null check (char_length(file_name) between 1 and 255),
  format text not null check (format in ('csv', 'xlsx', 'json', 'ndjson')),
  encoding text,
  delimiter text,
  headers text[] not null,
  -- Which of the importer's columns stands at which place of the file, and how days and numbers are written.
  mapping jsonb not null,
  options jsonb not null,
  -- What has to be answered before the file is tried.
  questions jsonb not null,
  state text not null
    check (state in ('parsed', 'checked', 'committing', 'paused', 'committed', 'undoing', 'undone', 'cancelled')),
  row_count int not null,
  created_by uuid not null,
  created_at timestamptz not null,
  -- The day on which the file was brought, in the tenant's zone: rows without a start begin on it.
  import_on date not null,
  checked_at timestamptz,
  committed_at timestamptz,
  undone_at timestamptz,
  -- Why the server stopped by itself.
  trouble jsonb,
  primary key (tenant_id, id)
);
create index import_runs_entity on import_runs (tenant_id, entity, created_at);
create index import_runs_going on import_runs (tenant_id, state) where state in ('committing', 'undoing');

create table import_rows (
  tenant_id uuid not null default holdfast_tenant(),
  run_id uuid not null,
  row_no int not null,
  line int not null,
  raw jsonb not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'ok', 'warning', 'error', 'applied', 'undone', 'kept')),
  code text,
  params jsonb,
  row_id uuid,
  primary key (tenant_id, run_id, row_no)
);
create index import_rows_state on import_rows (tenant_id, run_id, state, row_no);

select isolate_tenants(t) from unnest(array['import_runs', 'import_rows']::regclass[]) as t;
grant select, insert, update on import_runs, import_rows to holdfast_app;
