import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { asJson, type JsonObject } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { foldedName } from '../../kernel/text.ts'
import { type ViewFields, viewFields } from './view-input.ts'
import { fieldsOfView, type ViewRow, viewOf, viewsOf } from './view-reads.ts'
import { maxViews, viewName } from './view-rules.ts'

/** Refuses who may not write a view: it is another person's, or everybody's without the right to share. */
function refuseOthersView({ actor, reachOf }: CommandContext, ownerId: string | null): void {
  if (ownerId === null) {
    if (reachOf('view_share') === null) {
      reject('actor_not_permitted', { reason: 'permission', permission: 'view_share', scope: 'tenant' })
    }
  } else if (ownerId !== actor.userId) reject('actor_not_permitted', { reason: 'own', scope: 'own' })
}

const before = (row: ViewRow | null): JsonObject | null => row && asJson(fieldsOfView(row))

/** What `before` is: the view as it was, as a command that brings it back; null where there was none. */
type Told = { viewId: string; before: JsonObject | null }

/**
 * Saves how a list is looked at, for oneself or, with `view_share`, for everybody; a view with this id is written over.
 * Refused: another person's view, a name that is in use on that screen (`view_name_taken`), more than 50 (`view_limit`).
 */
export const saveView = command('desk.save-view', {
  input: viewFields,
  permission: 'anyone',
  offline: true,
  quiet: ['before'],
  undo: ({ viewId }, outcome: Told & { name: string }) =>
    outcome.before
      ? { command: 'desk.save-view', input: outcome.before }
      : { command: 'desk.delete-view', input: { viewId } },
  async run(context, input) {
    const { db, actor, basisVersion } = context
    const ownerId = input.shared ? null : actor.userId
    const present = await viewOf(db, input.viewId)
    if (present) refuseOthersView(context, present.owner_user_id)
    refuseOthersView(context, ownerId)
    const others = await viewsOf(db, ownerId, input.viewId)
    const isNew = present === null || present.owner_user_id !== ownerId
    if (isNew && others.length >= maxViews) reject('view_limit', { limit: maxViews }, { rule: 'DX-R31' })
    const named = viewName(
      input.name,
      others.filter(({ screen }) => screen === input.screen),
      basisVersion,
    )
    if ('taken' in named) reject('view_name_taken', { name: named.taken }, { rule: 'DX-R31' })
    await write(context, { ...input, name: named.name }, ownerId)
    return { viewId: input.viewId, name: named.name, before: before(present) }
  },
})

async function write({ db }: CommandContext, view: ViewFields, ownerId: string | null): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  const values = {
    owner_user_id: ownerId,
    screen: view.screen,
    name: view.name,
    name_key: foldedName(view.name),
    filters: JSON.stringify(view.filters),
    columns: JSON.stringify(view.columns),
    sort: json(view.sort),
    grouping: json(view.grouping),
    position: view.position,
    is_default: view.isDefault,
    deleted_at: null,
  }
  await db
    .insertInto('saved_views')
    .values({ id: view.viewId, ...values })
    .onConflict((conflict) => conflict.constraint('saved_views_pkey').doUpdateSet(values))
    .execute()
}

/** Takes a view away; one that is gone already stays gone. Refused: another person's, a shared one without `view_share`. */
export const deleteView = command('desk.delete-view', {
  input: z.object({ viewId: id }).strict(),
  permission: 'anyone',
  offline: true,
  quiet: ['before'],
  undo: (_, outcome: Told) => (outcome.before ? { command: 'desk.save-view', input: outcome.before } : null),
  async run(context, { viewId }) {
    const { db, at } = context
    const present = await viewOf(db, viewId)
    if (present) {
      refuseOthersView(context, present.owner_user_id)
      await db.updateTable('saved_views').set({ deleted_at: at }).where('id', '=', viewId).execute()
    }
    return { viewId, before: before(present) }
  },
})
