-- Indexes for what is asked often of an organisation of a hundred thousand members (memberships.md and plant-slots.md
-- section 12).

-- What a membership owes, whenever it is judged whole.
create index membership_charges_membership on membership_charges (tenant_id, membership_id);

-- Lists of members begin with some page of their names.
create index members_by_name on members (tenant_id, search_text collate "C", id) where deleted_at is null;

-- How many have a plan, each counted once, in the order of the index: no heap, no sort. Most members are active, so only
-- the others are looked up.
create index memberships_on_plan on memberships (tenant_id, plan_id, member_id)
  include (ends_on, status, cancelled_on) where deleted_at is null;
create index members_inactive on members (tenant_id, id) where status <> 'ACTIVE' or deleted_at is not null;

-- What a day moves, of which there is little.
create index memberships_ending on memberships (tenant_id, ends_on)
  where status in ('scheduled', 'active', 'pending_slots', 'frozen') and deleted_at is null;
create index memberships_cancelled on memberships (tenant_id, cancelled_on) where cancelled_on is not null;
create index membership_periods_later on membership_periods (tenant_id, starts_on)
  where seq > 1 and voided_at is null and deleted_at is null;
create index membership_freezes_open on membership_freezes (tenant_id, to_on) where state in ('planned', 'running');

-- What one of many may hold, and waits for.
create index plant_slot_entitlements_member on plant_slot_entitlements (tenant_id, member_id);
create index plant_slot_waitlist_member on plant_slot_waitlist (tenant_id, member_id)
  where state in ('waiting', 'offered') and deleted_at is null;
create index plant_slot_waitlist_place on plant_slot_waitlist (tenant_id, location_id)
  where state = 'waiting' and deleted_at is null;
