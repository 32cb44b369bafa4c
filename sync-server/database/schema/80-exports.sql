-- Who took what out, and how much of it (PL-R39). The files themselves are not kept.
create table export_runs (
  tenant_id uuid not null default holdfast_tenant(),
  id uuid not null,
  query text not null,
  input jsonb not null,
  format text not null check (format in ('csv', 'xlsx', 'json', 'ndjson', 'pdf')),
  columns text[] not null,
  rows int not null,
  requested_by uuid not null,
  requested_at timestamptz not null,
  primary key (tenant_id, id)
);
create index export_runs_requested on export_runs (tenant_id, requested_at);
select isolate_tenants('export_runs');
grant select, insert on export_runs to holdfast_app;
