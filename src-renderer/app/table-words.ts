import type { Words } from '../i18n/i18n.ts'

/** What the rows of a table are to people; the rest are counted together. */
const tableWords: Readonly<Record<string, Words | undefined>> = {
  members: 'first_sync.members',
  member_contacts: 'first_sync.contacts',
  memberships: 'first_sync.memberships',
  membership_plans: 'first_sync.plans',
  membership_periods: 'first_sync.memberships',
  membership_charges: 'first_sync.charges',
  plant_slots: 'first_sync.slots',
  plant_slot_occupancies: 'first_sync.plants',
  plant_slot_maintenance: 'first_sync.maintenance',
  plant_slot_events: 'first_sync.history',
}

export const wordsOfTable = (table: string): Words => tableWords[table] ?? 'first_sync.everything'
