import { z } from 'zod'
import { command } from '../../kernel/command.ts'
import { asJson } from '../../kernel/json.ts'
import { clashRefusal, namesWhatWasSeen, reversed } from './edit-rules.ts'
import { settingsColumns, settingsOf, settingsRow } from './settings.ts'
import { refuse } from './standing.ts'

/** Section 2, with its ranges. */
const fields = z
  .object({
    requestMax: z.int().min(1).max(10),
    maxSlotsPerMember: z.int().min(1).max(500),
    offerHours: z.int().min(1).max(336),
    offersBeforeRemoval: z.int().min(1).max(10),
    onEndOccupied: z.enum(['available', 'maintenance']),
    memberTransfers: z.enum(['direct', 'staff']),
    cleanEveryDays: z.int().min(1).max(365),
    leaseMaxSlots: z.int().min(0).max(50),
    leaseHours: z.int().min(1).max(24),
    leaseReportHours: z.int().min(0).max(168),
    leaseSharePercent: z.int().min(1).max(100),
  })
  .partial()
  .strict()

/** Changes how the tenant runs its slots. Refused: a setting someone else changed meanwhile (`version_conflict`). */
export const updateSettings = command('plant-slots.update-settings', {
  input: z
    .object({ patch: fields, seen: fields })
    .strict()
    .refine(namesWhatWasSeen, { message: 'Every changed setting is named with the value seen', path: ['seen'] }),
  permission: 'plant_slot_manage',
  offline: true,
  undo: (input) => ({ command: 'plant-slots.update-settings', input: asJson(reversed(input)) }),
  async run({ db, tenant }, input) {
    const row = await settingsRow(db)
    const present = await settingsOf(db)
    const edit = { command: 'plant-slots.update-settings', input, ...input, writtenAt: row?.updated_at ?? null }
    refuse(clashRefusal({ ...edit, present: { ...present } }))
    const values = settingsColumns({ ...present, ...asJson(input.patch) })
    await db
      .insertInto('plant_slot_settings')
      .values({ id: tenant.id, ...values })
      .onConflict((conflict) => conflict.constraint('plant_slot_settings_pkey').doUpdateSet(values))
      .execute()
    return {}
  },
})
