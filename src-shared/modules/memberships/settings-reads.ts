import type { Db } from '../../kernel/database.ts'
import { type Settings, settingsColumns, settingsFrom } from './settings-rules.ts'

/** How the tenant wants its memberships judged. */
export const readSettings = async (db: Db): Promise<Settings> =>
  settingsFrom(
    await db
      .selectFrom('membership_settings')
      .select(settingsColumns)
      .where('deleted_at', 'is', null)
      .executeTakeFirst(),
  )
