-- How the slots of each location stood on each day (plant-slots.md section 2), for reports. What waits for no location
-- in particular is in the row without one.
create table plant_slot_daily (
  tenant_id uuid not null default holdfast_tenant(),
  day date not null,
  location_id uuid,
  available int not null default 0,
  allocated int not null default 0,
  occupied int not null default 0,
  maintenance int not null default 0,
  leased int not null default 0,
  offered int not null default 0,
  owed int not null default 0,
  waiting int not null default 0,
  maintenance_required int not null default 0
);
create unique index plant_slot_daily_day on plant_slot_daily (tenant_id, day, location_id) nulls not distinct;
alter table plant_slot_daily enable row level security;
alter table plant_slot_daily force row level security;
create policy tenant on plant_slot_daily using (tenant_id = (select holdfast_tenant()))
  with check (tenant_id = (select holdfast_tenant()));
grant select, insert, update on plant_slot_daily to holdfast_app;
