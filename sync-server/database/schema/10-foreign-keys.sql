-- Only the server has them: a desk may hold a child without its parent.

create function belongs_to(child text, field text, parent text) returns void language plpgsql as $$
begin
  execute format(
    'alter table %I add foreign key (tenant_id, %I) references %I (tenant_id, id) deferrable initially deferred',
    child, field, parent);
end $$;

select belongs_to('user_roles', 'user_id', 'users');
select belongs_to('user_roles', 'role_id', 'roles');
select belongs_to('membership_plans', 'current_version_id', 'membership_plan_versions');
select belongs_to('membership_plan_versions', 'plan_id', 'membership_plans');
select belongs_to('member_contacts', 'member_id', 'members');
select belongs_to('memberships', 'member_id', 'members');
select belongs_to('memberships', 'plan_id', 'membership_plans');
select belongs_to('memberships', 'plan_version_id', 'membership_plan_versions');
select belongs_to('membership_periods', 'membership_id', 'memberships');
select belongs_to('membership_periods', 'plan_version_id', 'membership_plan_versions');
select belongs_to('membership_charges', 'membership_id', 'memberships');
select belongs_to('membership_freezes', 'membership_id', 'memberships');
select belongs_to('membership_freezes', 'period_id', 'membership_periods');
select belongs_to('plant_slots', 'location_id', 'plant_slot_locations');
select belongs_to('plant_slots', 'membership_id', 'memberships');
select belongs_to('plant_slot_entitlements', 'membership_id', 'memberships');
select belongs_to('plant_slot_occupancies', 'slot_id', 'plant_slots');
select belongs_to('plant_slot_maintenance', 'slot_id', 'plant_slots');
select belongs_to('plant_slot_events', 'slot_id', 'plant_slots');
select belongs_to('plant_slots', 'offer_id', 'plant_slot_offers');
select belongs_to('plant_slots', 'lease_id', 'capacity_leases');
select belongs_to('plant_slots', 'taken_lease_id', 'capacity_leases');
select belongs_to('plant_slot_waitlist', 'membership_id', 'memberships');
select belongs_to('plant_slot_offers', 'entry_id', 'plant_slot_waitlist');
select belongs_to('plant_slot_queue_log', 'slot_id', 'plant_slots');
select belongs_to('plant_slot_queue_log', 'entry_id', 'plant_slot_waitlist');
