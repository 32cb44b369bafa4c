-- Places for plants, who holds them, and what they need (plant-slots.md section 2).

create table plant_slot_settings (
  like synced_row including defaults,
  request_max int not null default 10 check (request_max between 1 and 10),
  max_slots_per_member int not null default 20 check (max_slots_per_member between 1 and 500),
  offer_hours int not null default 48 check (offer_hours between 1 and 336),
  offers_before_removal int not null default 3 check (offers_before_removal between 1 and 10),
  on_end_occupied text not null default 'available' check (on_end_occupied in ('available', 'maintenance')),
  member_transfers text not null default 'direct' check (member_transfers in ('direct', 'staff')),
  clean_every_days int not null default 14 check (clean_every_days between 1 and 365),
  lease_max_slots int not null default 6 check (lease_max_slots between 0 and 50),
  lease_hours int not null default 24 check (lease_hours between 1 and 24),
  lease_report_hours int not null default 24 check (lease_report_hours between 0 and 168),
  lease_share_percent int not null default 25 check (lease_share_percent between 1 and 100)
);
select make_synced('plant_slot_settings');

create table plant_slot_locations (
  like synced_row including defaults,
  code text not null check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  name text not null check (char_length(name) between 1 and 80),
  kind text not null check (kind in ('greenhouse', 'tent', 'room', 'field')),
  status text not null default 'active' check (status in ('active', 'closed')),
  sort_order int not null default 0,
  max_slots int check (max_slots >= 1),
  clean_every_days int check (clean_every_days between 1 and 365)
);
select make_synced('plant_slot_locations');
create unique index plant_slot_locations_code on plant_slot_locations (tenant_id, code) where deleted_at is null;

create table plant_slots (
  like synced_row including defaults,
  slot_number text not null check (char_length(slot_number) between 1 and 40),
  number_key text not null,
  location_id uuid not null,
  row_no smallint check (row_no >= 1),
  col_no smallint check (col_no >= 1),
  level_no smallint check (level_no >= 1),
  status text not null default 'available' check (status in ('available', 'allocated', 'occupied', 'maintenance')),
  member_id uuid,
  membership_id uuid,
  allocated_at timestamptz,
  maintenance_required boolean not null default false,
  last_clean_date date,
  -- Held for an offer, or leased to a desk (row of `capacity_leases`).
  offer_id uuid,
  lease_id uuid,
  -- The lease that it was given from: to the desk it is guaranteed, and given back it is leased again (PL-R43).
  taken_lease_id uuid,
  notes text check (char_length(notes) <= 2000),
  constraint plant_slots_promised_is_free check (num_nulls(offer_id, lease_id) = 2 or status = 'available'),
  constraint plant_slots_promised_once check (num_nulls(offer_id, lease_id) >= 1),
  constraint plant_slots_position check (num_nulls(row_no, col_no, level_no) in (0, 3)),
  constraint plant_slots_holder check (num_nulls(member_id, membership_id) in (0, 2)),
  constraint plant_slots_available_is_free check (status <> 'available' or member_id is null),
  constraint plant_slots_taken_has_holder check (status not in ('allocated', 'occupied') or member_id is not null)
);
select make_synced('plant_slots');
create unique index plant_slots_number_key on plant_slots (tenant_id, number_key) where deleted_at is null;
create unique index plant_slots_place on plant_slots (tenant_id, location_id, row_no, col_no, level_no) where deleted_at is null;
create index plant_slots_member on plant_slots (tenant_id, member_id, status);
create index plant_slots_membership on plant_slots (tenant_id, membership_id);
create index plant_slots_status on plant_slots (tenant_id, status, location_id);
create index plant_slots_last_clean on plant_slots (tenant_id, last_clean_date);
create index plant_slots_offer on plant_slots (tenant_id, offer_id) where offer_id is not null;
create index plant_slots_lease on plant_slots (tenant_id, lease_id) where lease_id is not null;
create index plant_slots_free on plant_slots (tenant_id, location_id, level_no, row_no, col_no)
  where status = 'available' and not maintenance_required;

create table plant_slot_entitlements (
  like synced_row including defaults,
  membership_id uuid not null,
  member_id uuid not null,
  granted int not null check (granted >= 0),
  extra int not null default 0 check (extra between -500 and 500),
  owed int not null default 0 check (owed >= 0),
  closed_at timestamptz
);
select make_synced('plant_slot_entitlements');
create unique index plant_slot_entitlements_membership on plant_slot_entitlements (tenant_id, membership_id) where deleted_at is null;

create table plant_slot_occupancies (
  like synced_row including defaults,
  slot_id uuid not null,
  membership_id uuid not null,
  member_id uuid not null,
  label text not null check (char_length(label) between 1 and 120),
  planted_on date not null,
  expected_harvest_on date,
  ended_on date,
  -- Which command ended it: several may have acted at one instant (SY-15), and revert takes back one of them.
  end_command_id uuid,
  end_reason text check (end_reason in ('harvest', 'maintenance', 'membership_ended', 'forced', 'reverted')),
  yield_grams int check (yield_grams >= 0),
  constraint plant_slot_occupancies_harvest check (expected_harvest_on >= planted_on)
);
select make_synced('plant_slot_occupancies');
create unique index plant_slot_occupancies_open on plant_slot_occupancies (tenant_id, slot_id) where ended_on is null and deleted_at is null;

create table plant_slot_maintenance (
  like synced_row including defaults,
  slot_id uuid not null,
  kind text not null check (kind in ('cleaning', 'inspection', 'repair', 'pest', 'clear_out', 'harvest', 'other')),
  description text not null check (char_length(description) between 1 and 2000),
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high')),
  state text not null default 'open' check (state in ('open', 'in_progress', 'done', 'cancelled')),
  reported_by uuid not null,
  performed_by uuid,
  due_on date,
  started_at timestamptz,
  done_at timestamptz,
  -- Which command began the work, and which one closed the entry. Done, and closed by none: logged when it was done already.
  start_command_id uuid,
  done_command_id uuid,
  result text check (char_length(result) <= 2000),
  constraint plant_slot_maintenance_performer check ((state = 'done') = (performed_by is not null))
);
select make_synced('plant_slot_maintenance');
create index plant_slot_maintenance_queue on plant_slot_maintenance (tenant_id, state, priority, due_on);
create index plant_slot_maintenance_slot on plant_slot_maintenance (tenant_id, slot_id, state);

-- Who waits for slots. `owed`: promised by the plan, given without asking. `wanted`: offered, and answered.
create table plant_slot_waitlist (
  like synced_row including defaults,
  membership_id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('owed', 'wanted')),
  quantity int not null check (quantity between 1 and 100),
  location_id uuid,
  joined_at timestamptz not null,
  lapses int not null default 0 check (lapses >= 0),
  state text not null default 'waiting' check (state in ('waiting', 'offered', 'fulfilled', 'left', 'lapsed', 'ended'))
);
select make_synced('plant_slot_waitlist');
create unique index plant_slot_waitlist_live on plant_slot_waitlist (tenant_id, membership_id, kind)
  where state in ('waiting', 'offered') and deleted_at is null;
create index plant_slot_waitlist_order on plant_slot_waitlist (tenant_id, state, kind, joined_at, id);

create table plant_slot_offers (
  like synced_row including defaults,
  entry_id uuid not null,
  slot_ids uuid[] not null check (cardinality(slot_ids) between 1 and 100),
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  -- The place of the entry in the queue when it got the offer: it may come back to it once (PS-R32).
  joined_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'lapsed', 'withdrawn'))
);
select make_synced('plant_slot_offers');
create index plant_slot_offers_entry on plant_slot_offers (tenant_id, entry_id, state);
create index plant_slot_offers_open on plant_slot_offers (tenant_id, expires_at) where state = 'open' and deleted_at is null;

-- Append only: each step of the queue, with its reason, so that anyone can read why somebody was passed over.
create table plant_slot_queue_log (
  like synced_row including defaults,
  slot_id uuid not null,
  entry_id uuid not null,
  action text not null check (action in ('given', 'offered', 'passed')),
  reason text,
  at timestamptz not null
);
select make_synced('plant_slot_queue_log');
create index plant_slot_queue_log_slot on plant_slot_queue_log (tenant_id, slot_id, at);
create index plant_slot_queue_log_entry on plant_slot_queue_log (tenant_id, entry_id, at);

create table plant_slot_transfers (
  like synced_row including defaults,
  from_member_id uuid not null,
  from_membership_id uuid not null,
  to_member_id uuid not null,
  to_membership_id uuid not null,
  slot_ids uuid[] not null,
  reason text not null check (char_length(reason) between 1 and 500)
);
select make_synced('plant_slot_transfers');

-- Append only, one per slot and change. It names the desk too, so that who lost a race can be told who won it.
create table plant_slot_events (
  like synced_row including defaults,
  slot_id uuid not null,
  event text not null
    check (event in ('allocated', 'released', 'occupied', 'transferred', 'maintenance_started', 'maintenance_done', 'membership_ended', 'forced', 'reverted')),
  from_status text not null,
  to_status text not null,
  member_id uuid,
  membership_id uuid,
  reason text,
  forced boolean not null default false,
  -- Since when the holder whom this event takes the slot from had held it, where a revert may give it back.
  held_since timestamptz,
  at timestamptz not null,
  command_id uuid not null,
  actor_id uuid not null,
  desk_id uuid
);
select make_synced('plant_slot_events');
create index plant_slot_events_slot on plant_slot_events (tenant_id, slot_id, at);
create index plant_slot_events_at on plant_slot_events (tenant_id, at);
