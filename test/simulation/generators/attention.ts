import { z } from 'zod'
import { isWaiting } from '../model/attention.ts'
import { reachOfRoles } from '../model/rights.ts'
import type { Item } from '../model/state.ts'
import { type Draw, fresh, type Given, idOf } from './draw.ts'
import { nextCommand } from './next-command.ts'

const hour = 3_600_000
const day = 24 * hour

/** A way out that came with an item. */
const ways = z.object({
  id: z.string(),
  alternatives: z.array(z.object({ command: z.string(), input: z.record(z.string(), z.json()) })),
})

/** What the log says that was raised. */
type Raised = readonly { name: string; input: unknown }[]

/** What somebody does about an item: mostly one of their own that waits; null where there is none. */
export function handling(draw: Draw, log: Raised): Given | null {
  const { random, seen, moment } = draw
  const manages = reachOfRoles([moment.role], 'attention_manage') === 'all'
  const theirs = seen.items.where(
    ({ actorUserId, assignedTo }) => manages || actorUserId === moment.actorId || assignedTo === moment.actorId,
  )
  const items = random.chance(0.05) ? seen.items.all() : theirs
  const waiting = items.filter(isWaiting)
  const item = random.pick(waiting.length > 0 && random.chance(0.85) ? waiting : items)
  if (!item) return null
  if (random.chance(0.45)) return wayOut(draw, item, log)
  return answer(draw, item)
}

/** DX-R10: an alternative, or another command with which somebody means to settle it. */
function wayOut(draw: Draw, item: Item, log: Raised): Given {
  const { random, seen, moment } = draw
  const raised = log.flatMap(({ name, input }) => (name === 'desk.raise-attention' ? [ways.parse(input)] : []))
  const alternative = random.pick(raised.find(({ id }) => id === item.id)?.alternatives ?? [])
  const meta = { resolves: item.id }
  if (alternative && random.chance(0.8)) return { name: alternative.command, input: alternative.input, meta }
  return { ...nextCommand(random, seen, moment), meta }
}

function answer(draw: Draw, item: Item): Given {
  const { random, seen, moment } = draw
  const itemId = random.chance(0.04) ? fresh(draw) : item.id
  const later = random.pick([-hour, hour, 20 * hour, 31 * day]) ?? hour
  const given: readonly Given[] = [
    { name: 'desk.resolve-attention', input: { itemId, resolution: 'Called them' } },
    { name: 'desk.dismiss-attention', input: { itemId, reason: random.chance(0.1) ? '  ' : 'It is well so' } },
    { name: 'desk.snooze-attention', input: { itemId, until: new Date(Date.parse(moment.at) + later).toISOString() } },
    { name: 'desk.hand-over-attention', input: { itemId, toUserId: idOf(draw, seen.users.all()), note: 'Please' } },
    { name: 'desk.reopen-attention', input: { itemId } },
  ]
  return (isWaiting(item) ? random.pick(given) : given.at(-1)) ?? { name: 'desk.reopen-attention', input: { itemId } }
}
