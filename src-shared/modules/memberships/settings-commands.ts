import { z } from 'zod'
import { command } from '../../kernel/command.ts'
import { asJson } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { clashRefusal, namesWhatWasSeen } from './edit-rules.ts'
import { settingsFrom } from './settings-rules.ts'

const fields = z
  .object({
    promiseHours: z.int().min(0).max(168),
    renewEarlyDays: z.int().min(0).max(365),
    renewalWindowDays: z.int().min(0).max(365),
    autoRenewLeadDays: z.int().min(0).max(14),
    autoRenewGraceDays: z.int().min(0).max(14),
    pastDueAfterDays: z.int().min(0).max(90),
    blockPastDue: z.boolean(),
    selfFreeze: z.boolean(),
    backdateDays: z.int().min(0).max(90),
  })
  .partial()
  .strict()

/** Changes how the tenant judges memberships. Refused: a setting someone else changed meanwhile (MB-R62). */
export const updateSettings = command('memberships.update-settings', {
  input: z
    .object({ patch: fields, seen: fields })
    .strict()
    .refine(({ patch, seen }) => namesWhatWasSeen(patch, seen), {
      message: 'Every changed setting is named with the value seen',
      path: ['seen'],
    }),
  permission: 'membership_manage',
  offline: true,
  undo: ({ patch, seen }) => {
    const before = Object.entries(seen).filter(([field]) => Object.hasOwn(patch, field))
    return { command: 'memberships.update-settings', input: asJson({ patch: Object.fromEntries(before), seen: patch }) }
  },
  async run({ db, tenant }, input) {
    const row = await db
      .selectFrom('membership_settings')
      .selectAll()
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    const settings = settingsFrom(row)
    const present = {
      promiseHours: settings.promise_hours,
      renewEarlyDays: settings.renew_early_days,
      renewalWindowDays: settings.renewal_window_days,
      autoRenewLeadDays: settings.auto_renew_lead_days,
      autoRenewGraceDays: settings.auto_renew_grace_days,
      pastDueAfterDays: settings.past_due_after_days,
      blockPastDue: settings.block_past_due,
      selfFreeze: settings.self_freeze,
      backdateDays: settings.backdate_days,
    }
    const { patch, seen } = input
    const writtenAt = () => row?.updated_at ?? null
    const clash = clashRefusal({
      command: 'update-settings',
      input,
      key: 'patch',
      present,
      changes: patch,
      seen,
      writtenAt,
    })
    if (clash) reject(clash)
    const wanted = { ...present, ...patch }
    const values = {
      promise_hours: wanted.promiseHours,
      renew_early_days: wanted.renewEarlyDays,
      renewal_window_days: wanted.renewalWindowDays,
      auto_renew_lead_days: wanted.autoRenewLeadDays,
      auto_renew_grace_days: wanted.autoRenewGraceDays,
      past_due_after_days: wanted.pastDueAfterDays,
      block_past_due: wanted.blockPastDue,
      self_freeze: wanted.selfFreeze,
      backdate_days: wanted.backdateDays,
    }
    if (row) await db.updateTable('membership_settings').set(values).where('id', '=', row.id).execute()
    else
      await db
        .insertInto('membership_settings')
        .values({ id: tenant.id, ...values })
        .execute()
    return {}
  },
})
