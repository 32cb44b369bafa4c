import { z } from 'zod'
import { type CommandContext, command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { asObject } from '../../kernel/json.ts'
import { reject } from '../../kernel/rejection.ts'
import { raised } from './attention-item.ts'
import { mayHandle } from './attention-reads.ts'
import { stepOf } from './attention-rules.ts'

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

/** DX-R7: the server brings something to somebody. Refused: `attention_exists`. */
export const raiseAttention = command('desk.raise-attention', {
  input: raised,
  permission: 'system',
  offline: true,
  async run({ db }, item) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('attention_items')
      .values({
        id: item.id,
        kind: item.kind,
        module_kind: item.moduleKind,
        command_id: item.commandId,
        command_name: item.commandName,
        actor_user_id: item.actorUserId,
        desk_id: item.deskId,
        subject_kind: item.subject?.kind ?? null,
        subject_id: item.subject?.id ?? null,
        shown: json(item.shown),
        decided: json(item.decided),
        rejection: json(item.rejection),
        winner: json(item.winner),
        alternatives: JSON.stringify(item.alternatives),
        escalate_at: item.escalateAt,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 0n) reject('attention_exists')
    return {}
  },
})

const tried = z.object({ commandId: id, commandName: z.string().max(200), rejection: z.record(z.string(), z.json()) })

/**
 * Adds to an open item's story: a command that failed with the first one (SY-10), or a way out that was tried and
 * refused too (DX-R10).
 */
export const extendAttention = command('desk.extend-attention', {
  input: z.object({ itemId: id, dependent: id.optional(), tried: tried.optional() }).strict(),
  permission: 'system',
  offline: true,
  async run(context, { itemId, dependent, tried: failed }) {
    const item = await systemItem(context, itemId)
    const decided = asObject(item.decided)
    const before = Array.isArray(decided.tried) ? decided.tried : []
    await context.db
      .updateTable('attention_items')
      .set({
        ...(dependent ? { dependents: [...item.dependents, dependent] } : {}),
        ...(failed ? { decided: JSON.stringify({ ...decided, tried: [...before, failed] }) } : {}),
      })
      .where('id', '=', itemId)
      .execute()
    return {}
  },
})

/** Ends an item that has become pointless, such as one whose command was undone (DX-R15). Done twice is done once. */
export const closeAttention = command('desk.close-attention', {
  input: z.object({ itemId: id, resolution: z.string().max(1000), commandId: id }).strict(),
  permission: 'system',
  offline: true,
  async run(context, { itemId, resolution, commandId }) {
    await settleItem(context, itemId, resolution, commandId)
    return {}
  },
})

/**
 * DX-R10: what happens to the item that a command settles, in the command's own transaction and on both ends. It never
 * refuses: an item that somebody else has closed stays as they left it.
 */
export async function settle(context: CommandContext, itemId: string): Promise<void> {
  const item = await find(context, itemId)
  if (item && mayHandle(context, item)) await settleItem(context, itemId, null, context.commandId)
}

async function settleItem(context: CommandContext, itemId: string, resolution: string | null, commandId: string) {
  const item = await find(context, itemId)
  const step = item && stepOf(item, 'resolve', context.at)
  if (!step || 'code' in step) return
  await context.db
    .updateTable('attention_items')
    .set({
      ...{ state: step.to, snoozed_until: null, resolution },
      ...{ resolved_by: context.actor.userId, resolved_at: context.at, resolved_command_id: commandId },
    })
    .where('id', '=', itemId)
    .execute()
}

const find = ({ db }: CommandContext, itemId: string) =>
  db
    .selectFrom('attention_items')
    .selectAll()
    .where('id', '=', itemId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()

async function systemItem(context: CommandContext, itemId: string) {
  const item = await find(context, itemId)
  return item ?? reject('attention_not_found')
}
