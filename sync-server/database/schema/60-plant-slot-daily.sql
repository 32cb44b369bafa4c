-- How the slots of each location stood on each day (plant-slots.md section 2), for reports. What waits for no location
-- in particular is in the row without one.
create table plant_slot_daily (
  tenant_id uuid not null default holdfast_tenant(),
  day date not null,
  location_id uuid,
  -- The location, or nowhere: a key has no nulls.
  place uuid not null generated always as (coalesce(location_id, '00000000-0000-0000-0000-000000000000')) stored,
  available int not null default 0,
  allocated int not null default 0,
  occupied int not null default 0,
  maintenance int not null default 0,
  leased int not null default 0,
  offered int not null default 0,
  owed int not null default 0,
  waiting int not null default 0,
  maintenance_required int not null default 0,
  primary key (tenant_id, day, place)
);
select isolate_tenants('plant_slot_daily');
grant select, insert, update on plant_slot_daily to holdfast_app;
