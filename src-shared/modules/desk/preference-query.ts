import { z } from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { query } from '../../kernel/query.ts'

/** What the asker has chosen, by key. */
export const preferences = query('desk.preferences', {
  input: z.object({}).strict(),
  permission: 'anyone',
  async run({ db, actor }): Promise<JsonObject> {
    const rows = await db
      .selectFrom('user_preferences')
      .select(['key', 'value'])
      .where('user_id', '=', actor.userId)
      .where('deleted_at', 'is', null)
      .orderBy('key')
      .execute()
    return Object.fromEntries(rows.map(({ key, value }) => [key, value]))
  },
})
