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
alter table export_runs enable row level security;
alter table export_runs force row level security;
create policy tenant on export_runs using (tenant_id = (select holdfast_tenant()))
  with check (tenant_id = (select holdfast_tenant()));
grant select, insert on export_runs to holdfast_app;
