import { z } from 'zod'
import { id } from '../../kernel/id.ts'
import type { Json, JsonObject } from '../../kernel/json.ts'
import { type QueryContext, query } from '../../kernel/query.ts'
import type { AttentionRow } from './attention-item.ts'
import { ownItem } from './attention-reads.ts'
import { isUrgent, stateAt } from './attention-rules.ts'

/** More than anybody looks at; the count says so (DX-R11). */
const most = 999

const states = z.enum(['open', 'snoozed', 'closed'])

type Author = { author_name: string | null; author_status: string | null }

const itemsWithAuthors = ({ db }: Pick<QueryContext, 'db'>) =>
  db
    .selectFrom('attention_items as i')
    .leftJoin('users as u', (join) => join.onRef('u.id', '=', 'i.actor_user_id').on('u.deleted_at', 'is', null))
    .selectAll('i')
    .select(['u.display_name as author_name', 'u.status as author_status'])
    .where('i.deleted_at', 'is', null)

type Items = ReturnType<typeof itemsWithAuthors>

/** Those whose state at an instant is the wanted one; see `stateAt`. */
function inState(items: Items, wanted: z.output<typeof states>, at: string): Items {
  if (wanted === 'closed') return items.where('i.state', 'in', ['resolved', 'dismissed'])
  if (wanted === 'snoozed') return items.where('i.state', '=', 'snoozed').where('i.snoozed_until', '>', at)
  return items.where((eb) =>
    eb.or([eb('i.state', '=', 'open'), eb.and([eb('i.state', '=', 'snoozed'), eb('i.snoozed_until', '<=', at)])]),
  )
}

/** Those that are a person's own, and the escalated ones for who looks after others'; see `isOwn` and `isEscalated`. */
const seenBy = (items: Items, userId: string, manages: boolean, at: string): Items =>
  items.where((eb) =>
    eb.or([
      eb('i.actor_user_id', '=', userId),
      eb('i.assigned_to', '=', userId),
      ...(manages ? [eb('u.status', 'is distinct from', 'active'), eb('i.escalate_at', '<=', at)] : []),
    ]),
  )

/** DX-R11: whether it has waited long enough, or has nobody left, to be everybody's who looks after others'. */
const isEscalated = (item: AttentionRow & Author, at: string): boolean =>
  item.author_status !== 'active' || Date.parse(item.escalate_at) <= Date.parse(at)

/** An item as screens and programs see it. */
function presented(item: AttentionRow & Author, { at, tenant }: Pick<QueryContext, 'at' | 'tenant'>) {
  return {
    id: item.id,
    kind: item.kind,
    moduleKind: item.module_kind,
    commandId: item.command_id,
    commandName: item.command_name,
    author: item.actor_user_id === null ? null : { id: item.actor_user_id, name: item.author_name },
    deskId: item.desk_id,
    subject: item.subject_kind && item.subject_id ? { kind: item.subject_kind, id: item.subject_id } : null,
    shown: item.shown satisfies Json,
    decided: item.decided satisfies Json,
    rejection: item.rejection satisfies Json,
    winner: item.winner satisfies Json,
    alternatives: item.alternatives satisfies Json,
    dependents: item.dependents,
    state: stateAt(item, at),
    assignedTo: item.assigned_to,
    snoozedUntil: item.snoozed_until,
    resolution: item.resolution,
    resolvedBy: item.resolved_by,
    resolvedAt: item.resolved_at,
    raisedAt: item.created_at,
    urgent: isUrgent(item, at, tenant.timeZone),
    escalated: isEscalated(item, at),
  }
}

/**
 * What needs people: a person's own items, and what has waited too long for those who look after others'; with
 * `everybodys`, all of them for the latter. Urgent ones first, then the oldest.
 */
export const attention = query('desk.attention', {
  input: z.object({ state: states.default('open'), everybodys: z.boolean().default(false) }).strict(),
  permission: 'anyone',
  async run(context, { state, everybodys }) {
    const { actor, at, reachOf } = context
    const manages = reachOf('attention_manage') === 'tenant'
    const wanted = inState(itemsWithAuthors(context), state, at)
    // Before so many are taken: others' items must not crowd out a person's own.
    const found = await (manages && everybodys ? wanted : seenBy(wanted, actor.userId, manages, at))
      .orderBy('i.created_at', state === 'closed' ? 'desc' : 'asc')
      .orderBy('i.row_version')
      .limit(most)
      .execute()
    const items = found.map((item) => presented(item, context))
    return { items: [...items.filter(({ urgent }) => urgent), ...items.filter(({ urgent }) => !urgent)] }
  },
})

/** One item, whatever its state. Refused: `attention_not_found`. */
export const attentionItem = query('desk.attention-item', {
  input: z.object({ itemId: id }).strict(),
  permission: 'anyone',
  async run(context, { itemId }): Promise<JsonObject> {
    await ownItem(context, itemId)
    const item = await itemsWithAuthors(context).where('i.id', '=', itemId).executeTakeFirstOrThrow()
    return presented(item, context)
  },
})
