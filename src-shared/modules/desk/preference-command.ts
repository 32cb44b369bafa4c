import { z } from 'zod'
import { command } from '../../kernel/command.ts'
import { naturalId } from '../../kernel/id.ts'
import type { Json } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { isPreferenceKey, preferenceKeys } from './preference-keys.ts'

/**
 * Chooses something for oneself, on every desk; null forgets the choice. The last one to arrive holds. Refused: a key
 * that nobody knows, or a value that it cannot have (`preference_unknown`).
 */
export const setPreference = command('desk.set-preference', {
  input: z.object({ key: z.string().min(1).max(80), value: z.json() as z.ZodType<Json> }).strict(),
  permission: 'anyone',
  offline: true,
  quiet: ['before'],
  undo: ({ key }, { before }: { before: Json }) => ({ command: 'desk.set-preference', input: { key, value: before } }),
  async run({ db, tenant, actor, at }, { key, value }) {
    if (!isPreferenceKey(key)) reject('preference_unknown', { key })
    if (value !== null && !preferenceKeys[key].safeParse(value).success) reject('preference_unknown', { key })
    const { userId } = actor
    const id = naturalId(tenant.id, 'user_preferences', `${userId}:${key}`)
    const kept = await db
      .selectFrom('user_preferences')
      .select('value')
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (value === null) {
      if (kept) await db.updateTable('user_preferences').set({ deleted_at: at }).where('id', '=', id).execute()
    } else {
      const values = { user_id: userId, key, value: JSON.stringify(value), deleted_at: null }
      await db
        .insertInto('user_preferences')
        .values({ id, ...values })
        .onConflict((conflict) => conflict.constraint('user_preferences_pkey').doUpdateSet(values))
        .execute()
    }
    return { before: kept?.value ?? null }
  },
})
