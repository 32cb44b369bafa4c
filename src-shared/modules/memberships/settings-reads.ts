import type { Db } from '../../kernel/database.ts'
import { type Settings, settingsFrom } from './settings-rules.ts'

/** The tenant's row of settings; absent until somebody changes one. */
export const settingsRow = (db: Db) =>
  db.selectFrom('membership_settings').selectAll().where('deleted_at', 'is', null).executeTakeFirst()

/** How the tenant judges memberships. */
export const settingsOf = async (db: Db): Promise<Settings> => settingsFrom(await settingsRow(db))
