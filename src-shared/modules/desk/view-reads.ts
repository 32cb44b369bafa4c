import type { Selectable } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { asObject, isObject } from '../../kernel/json.ts'
import type { SavedViews } from '../../schema/row-types.ts'
import type { ViewFields } from './view-input.ts'

export type ViewRow = Selectable<SavedViews>

/** A view by its id; null where there is none any more. */
export const viewOf = async (db: Db, viewId: string): Promise<ViewRow | null> =>
  (await db
    .selectFrom('saved_views')
    .selectAll()
    .where('id', '=', viewId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()) ?? null

/** The other views of an owner; null owns those that are shared. */
export const viewsOf = (db: Db, ownerId: string | null, except: string) =>
  db
    .selectFrom('saved_views')
    .select(['id', 'screen', 'name', 'name_key', 'row_version'])
    .where('owner_user_id', ownerId === null ? 'is' : '=', ownerId)
    .where('id', '!=', except)
    .where('deleted_at', 'is', null)
    .execute()

/** A row as the command that would write it names the fields. */
export const fieldsOfView = (row: ViewRow): ViewFields => ({
  viewId: row.id,
  screen: row.screen,
  name: row.name,
  shared: row.owner_user_id === null,
  filters: asObject(row.filters),
  columns: row.columns,
  sort: isObject(row.sort) ? row.sort : null,
  grouping: isObject(row.grouping) ? row.grouping : null,
  position: row.position,
  isDefault: row.is_default,
})
