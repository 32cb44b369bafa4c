-- What the clock has done for each tenant (PL-R31). The schedules themselves are the modules' own.
create table schedules (
  tenant_id uuid not null default holdfast_tenant(),
  key text not null,
  enabled boolean not null default true,
  -- All that was due until then is done.
  last_run_at timestamptz not null,
  failed_count int not null default 0,
  retry_at timestamptz,
  last_error text,
  primary key (tenant_id, key)
);
select isolate_tenants('schedules');
grant select, insert, update on schedules to holdfast_app;
