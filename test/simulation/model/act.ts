import { rowIdOf } from '../../../src-shared/kernel/id.ts'
import type { Json } from '../../../src-shared/kernel/json.ts'
import type { Day } from './days.ts'
import type { Reach } from './rights.ts'
import type { Draft, Happening, Holder, Slot, SlotStatus } from './state.ts'

/** One command while it is judged. */
export interface Act {
  /** What the command may write to; kept only if it is not refused. */
  readonly draft: Draft
  readonly commandId: string
  readonly actorId: string
  /** Where it was given; null is the server. */
  readonly deskId: string | null
  /** How far the right goes by which the command was let in. */
  readonly reach: Reach
  /** Whether the actor has another right over all rows. */
  may(right: string): boolean
  readonly at: string
  /** The day of `at` in the tenant's zone. */
  readonly today: Day
  readonly basisVersion: number
  /** The command that this one takes back. */
  readonly undoOf: string | null
}

/** What a command's handler vouches for. */
export type Told = { [field: string]: Json }

/** How the events of one slot in one command are told apart in their ids: the n-th of a series. */
export interface EventPlace {
  n: number
  series?: string
}

/** A new event in the past of a slot; `holder` is who gets, keeps or loses it by that. */
function happening(
  { commandId, actorId, at }: Act,
  event: string,
  { slot: { status: from, since }, to }: { slot: Slot; to: SlotStatus },
  holder: Holder | null,
  { n, series }: EventPlace = { n: 0 },
): Happening {
  const kind = series === undefined ? 'plant_slot_events' : `plant_slot_events:${series}`
  return {
    id: rowIdOf(commandId, kind, n),
    event,
    commandId,
    actorId,
    at,
    from,
    to,
    holder,
    since,
    served: /^queue/.test(series ?? ''),
  }
}

/** Writes a slot's new state with the event that led to it. */
export function move(
  act: Act,
  slot: Slot,
  event: string,
  change: { status: SlotStatus; holder: Holder | null; flagged?: boolean; since?: string | null },
  more: { of?: Holder | null; place?: EventPlace } = {},
): Happening {
  const of = more.of === undefined ? change.holder : more.of
  const happened = happening(act, event, { slot, to: change.status }, of, more.place)
  const stays = change.holder !== null && change.holder.membershipId === slot.holder?.membershipId
  const since = change.holder === null ? null : stays ? slot.since : act.at
  act.draft.slots.put({ ...slot, since, ...change, past: [...slot.past, happened] })
  return happened
}
