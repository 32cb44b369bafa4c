import type { Updateable } from 'kysely'
import { z } from 'zod'
import { instant } from '../../kernel/calendar.ts'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { reject } from '../../kernel/rejection.ts'
import type { AttentionItems } from '../../schema/row-types.ts'
import { isActiveStaff } from '../identity/queries.ts'
import { ownItem } from './attention-reads.ts'
import { snoozeRefusal, stepOf } from './attention-rules.ts'
import type { AttentionEvent, AttentionState } from './attention-transitions.ts'

const reason = z.string().trim().min(3).max(1000)

/** An item that an event may happen to, and the state it leads to. */
async function stepping(context: CommandContext, itemId: string, event: AttentionEvent) {
  const item = await ownItem(context, itemId)
  const step = stepOf(item, event, context.at)
  if ('code' in step) reject(step)
  return { item, to: step.to }
}

const write = (context: CommandContext, itemId: string, values: Updateable<AttentionItems>) =>
  context.db.updateTable('attention_items').set(values).where('id', '=', itemId).execute()

/** Ends an item's story: what was said of it, by whom and when. */
async function close(
  context: CommandContext,
  itemId: string,
  state: AttentionState,
  resolution: string | null,
  by: string | null,
) {
  await write(context, itemId, {
    state,
    snoozed_until: null,
    resolution,
    resolved_by: context.actor.userId,
    resolved_at: context.at,
    resolved_command_id: by,
  })
}

const reopening = ({ itemId }: { itemId: string }) => ({ command: 'desk.reopen-attention', input: { itemId } })

/** Says that an item is dealt with. Refused: `attention_closed`. */
export const resolveAttention = command('desk.resolve-attention', {
  input: z.object({ itemId: id, resolution: z.string().trim().min(1).max(1000), commandId: id.optional() }).strict(),
  permission: 'anyone',
  offline: true,
  undo: (input) => reopening(input),
  async run(context, { itemId, resolution, commandId }) {
    const { to } = await stepping(context, itemId, 'resolve')
    await close(context, itemId, to, resolution, commandId ?? null)
    return {}
  },
})

/** Leaves an item at what was decided, with the reason. Refused: `attention_closed`. */
export const dismissAttention = command('desk.dismiss-attention', {
  input: z.object({ itemId: id, reason }).strict(),
  permission: 'anyone',
  offline: true,
  undo: (input) => reopening(input),
  async run(context, input) {
    const { to } = await stepping(context, input.itemId, 'dismiss')
    await close(context, input.itemId, to, input.reason, null)
    return {}
  },
})

/** Puts an item off, for 30 days at most. Refused: `attention_closed`, `date_past`. */
export const snoozeAttention = command('desk.snooze-attention', {
  input: z.object({ itemId: id, until: instant }).strict(),
  permission: 'anyone',
  offline: true,
  undo: (input) => reopening(input),
  async run(context, { itemId, until }) {
    const { to } = await stepping(context, itemId, 'snooze')
    const refusal = snoozeRefusal(until, context.at)
    if (refusal) reject(refusal)
    await write(context, itemId, { state: to, snoozed_until: until })
    return {}
  },
})

/** Hands an item to somebody who works here. Refused: `attention_closed`, `user_not_active`. */
export const handOverAttention = command('desk.hand-over-attention', {
  input: z.object({ itemId: id, toUserId: id, note: z.string().trim().max(500).optional() }).strict(),
  permission: 'anyone',
  offline: true,
  undo: ({ itemId }, { formerUserId }: { formerUserId: string | null }) =>
    formerUserId === null ? null : { command: 'desk.hand-over-attention', input: { itemId, toUserId: formerUserId } },
  async run(context, { itemId, toUserId, note }): Promise<{ formerUserId: string | null }> {
    const { item, to } = await stepping(context, itemId, 'handOver')
    if (!(await isActiveStaff(context.db, toUserId, context.at))) reject('user_not_active')
    await write(context, itemId, {
      state: to,
      snoozed_until: null,
      assigned_to: toUserId,
      ...(note ? { resolution: note } : {}),
    })
    return { formerUserId: item.assigned_to ?? item.actor_user_id }
  },
})

/** Takes an item up again, within 7 days of its end. Refused: `attention_open`, `attention_too_old`. */
export const reopenAttention = command('desk.reopen-attention', {
  input: z.object({ itemId: id }).strict(),
  permission: 'anyone',
  offline: true,
  async run(context, { itemId }) {
    const { to } = await stepping(context, itemId, 'reopen')
    await write(context, itemId, {
      state: to,
      ...{ snoozed_until: null, resolution: null, resolved_by: null, resolved_at: null, resolved_command_id: null },
    })
    return {}
  },
})
