import type { ScopeRule, ScopeRules, TableScope } from '../../kernel/scope.ts'

/** A role not named holds what ID-R45 says: plant_slot_admin what managers hold, editor what viewers hold. */
const scoped = (desk: ScopeRule, field: ScopeRule, viewer: ScopeRule, member: ScopeRule): TableScope => ({
  owner: desk,
  admin: desk,
  manager: desk,
  frontdesk: desk,
  field,
  viewer,
  member,
})

/** Days that closed occupancies and entries stay, and days that the past of slots stays. */
const closedDays = 180
const pastDays = 90
const pastDaysOnFloor = 14

const ofMember: ScopeRule = { follows: 'members', by: 'member_id' }
const ofGiver: ScopeRule = { follows: 'members', by: 'from_member_id' }
const ofSlot: ScopeRule = { follows: 'plant_slots', by: 'slot_id' }
const occupancies: ScopeRule = {
  any: [
    { column: 'ended_on', isNull: true },
    { column: 'ended_on', sinceDays: closedDays },
  ],
}
const entries: ScopeRule = {
  any: [
    { column: 'state', in: ['open', 'in_progress'] },
    { column: 'updated_at', sinceDays: closedDays },
  ],
}
const waiting: ScopeRule = { any: [{ column: 'state', in: ['waiting', 'offered'] }] }
const openOffers: ScopeRule = { any: [{ column: 'state', in: ['open'] }] }
const ofEntry: ScopeRule = { follows: 'plant_slot_waitlist', by: 'entry_id' }
const since = (column: string, sinceDays: number): ScopeRule => ({ any: [{ column, sinceDays }] })
const transfers = (days: number): ScopeRule => since('created_at', days)
const events = (days: number): ScopeRule => since('at', days)

/** What a desk holds of each table (plant-slots.md section 2). A member holds their own slots and all locations. */
export const scope: ScopeRules = {
  plant_slot_settings: scoped('all', 'all', 'all', 'all'),
  plant_slot_locations: scoped('all', 'all', 'all', 'all'),
  plant_slot_waitlist: scoped(waiting, waiting, waiting, ofMember),
  plant_slot_offers: scoped(openOffers, openOffers, openOffers, ofEntry),
  plant_slots: scoped('all', 'all', 'all', ofMember),
  plant_slot_entitlements: scoped('all', 'all', 'all', ofMember),
  plant_slot_occupancies: scoped(occupancies, occupancies, occupancies, ofMember),
  plant_slot_maintenance: scoped(entries, entries, entries, ofSlot),
  plant_slot_queue_log: scoped(events(pastDays), events(pastDaysOnFloor), events(pastDays), 'none'),
  plant_slot_transfers: scoped(transfers(pastDays), transfers(pastDaysOnFloor), transfers(pastDays), ofGiver),
  plant_slot_events: scoped(events(pastDays), events(pastDaysOnFloor), events(pastDays), 'none'),
}
