import type { Selectable } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { prepared } from '../../kernel/prepared.ts'
import type { PlantSlotSettings } from '../../schema/row-types.ts'
import type { OnEndOccupied } from './transitions.ts'

/** How the tenant runs its slots (plant-slots.md section 2). */
export interface Settings {
  requestMax: number
  maxSlotsPerMember: number
  offerHours: number
  offersBeforeRemoval: number
  onEndOccupied: OnEndOccupied
  memberTransfers: 'direct' | 'staff'
  cleanEveryDays: number
  leaseMaxSlots: number
  leaseHours: number
  leaseReportHours: number
  leaseSharePercent: number
}

/** What counts before anyone set anything. */
export const defaultSettings: Settings = {
  requestMax: 10,
  maxSlotsPerMember: 20,
  offerHours: 48,
  offersBeforeRemoval: 3,
  onEndOccupied: 'available',
  memberTransfers: 'direct',
  cleanEveryDays: 14,
  leaseMaxSlots: 6,
  leaseHours: 24,
  leaseReportHours: 24,
  leaseSharePercent: 25,
}

const settingsFrom = (row: Selectable<PlantSlotSettings>): Settings => ({
  requestMax: row.request_max,
  maxSlotsPerMember: row.max_slots_per_member,
  offerHours: row.offer_hours,
  offersBeforeRemoval: row.offers_before_removal,
  onEndOccupied: row.on_end_occupied,
  memberTransfers: row.member_transfers,
  cleanEveryDays: row.clean_every_days,
  leaseMaxSlots: row.lease_max_slots,
  leaseHours: row.lease_hours,
  leaseReportHours: row.lease_report_hours,
  leaseSharePercent: row.lease_share_percent,
})

/** The columns of settings, for whoever writes them. */
export const settingsColumns = (settings: Settings) => ({
  request_max: settings.requestMax,
  max_slots_per_member: settings.maxSlotsPerMember,
  offer_hours: settings.offerHours,
  offers_before_removal: settings.offersBeforeRemoval,
  on_end_occupied: settings.onEndOccupied,
  member_transfers: settings.memberTransfers,
  clean_every_days: settings.cleanEveryDays,
  lease_max_slots: settings.leaseMaxSlots,
  lease_hours: settings.leaseHours,
  lease_report_hours: settings.leaseReportHours,
  lease_share_percent: settings.leaseSharePercent,
})

const readSettings = prepared((db) => db.selectFrom('plant_slot_settings').selectAll().where('deleted_at', 'is', null))

/** The row of the tenant's settings; null before anyone set any. */
export const settingsRow = async (db: Db): Promise<Selectable<PlantSlotSettings> | null> =>
  (await readSettings(db, {}))[0] ?? null

/** The tenant's settings. */
export async function settingsOf(db: Db): Promise<Settings> {
  const row = await settingsRow(db)
  return row ? settingsFrom(row) : defaultSettings
}
