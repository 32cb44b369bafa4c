import type { Insertable } from 'kysely'
import type { CommandContext } from '../../kernel/command.ts'
import type { Db } from '../../kernel/database.ts'
import { insertRows } from '../../kernel/insert-rows.ts'
import type { Winner } from '../../kernel/rejection.ts'
import type { PlantSlotEvents } from '../../schema/row-types.ts'
import type { PastEvent } from './revert-rules.ts'
import type { SlotStatus } from './transitions.ts'

export type EventName = Insertable<PlantSlotEvents>['event']

/** One change of one slot. Its holder is who gets, keeps or loses the slot by it. */
export interface SlotChange {
  slotId: string
  event: EventName
  from: SlotStatus
  to: SlotStatus
  memberId: string | null
  membershipId: string | null
  reason?: string | null
  forced?: boolean
  /** Since when the holder had the slot who loses it by this and may get it back by revert. */
  heldSince?: string | null
}

/**
 * Writes one row per slot and change, in one statement that nobody waits for; gives their ids in the same order.
 * `series` tells the rows of several reactions within one command apart.
 */
export function recordEvents(
  { db, at, commandId, actor, desk, rowId, later }: CommandContext,
  changes: readonly SlotChange[],
  series?: string,
): string[] {
  const kind = series ? `plant_slot_events:${series}` : 'plant_slot_events'
  const rows = changes.map((change, n) => ({
    id: rowId(kind, n),
    slot_id: change.slotId,
    event: change.event,
    from_status: change.from,
    to_status: change.to,
    member_id: change.memberId,
    membership_id: change.membershipId,
    reason: change.reason ?? null,
    forced: change.forced ?? false,
    held_since: change.heldSince ?? null,
    at,
    command_id: commandId,
    actor_id: actor.userId,
    desk_id: desk,
  }))
  later(insertRows(db, 'plant_slot_events', rows))
  return rows.map(({ id }) => id)
}

/** A past change of a slot with its holder. */
export interface SlotEventRow extends PastEvent {
  slotId: string
  fromStatus: string
  toStatus: string
  memberId: string | null
  membershipId: string | null
  heldSince: string | null
}

/** The last changes of a slot, the newest first: by the version that wrote them, then by when they were made. */
export const lastEventsOf = (db: Db, slotId: string, limit: number): Promise<SlotEventRow[]> =>
  db
    .selectFrom('plant_slot_events')
    .select([
      'id',
      'slot_id as slotId',
      'event',
      'command_id as commandId',
      'actor_id as actorId',
      'at',
      'from_status as fromStatus',
      'to_status as toStatus',
      'member_id as memberId',
      'membership_id as membershipId',
      'held_since as heldSince',
    ])
    .where('slot_id', '=', slotId)
    .where('deleted_at', 'is', null)
    .orderBy('row_version', 'desc')
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()

/** Events by which someone comes to hold a slot. */
const giving: readonly EventName[] = ['allocated', 'transferred', 'forced']

/** Who last gave one of these slots to someone, and when: the winner of a lost race. */
export const winnerOfSlots = (db: Db, slotIds: readonly string[]): Promise<Winner | null> =>
  newestEvent(db)
    .where('e.slot_id', 'in', slotIds)
    .where('e.event', 'in', giving)
    .executeTakeFirst()
    .then((row) => row ?? null)

/** Who changed this slot last, and when. */
export const newestChangeOf = (db: Db, slotId: string): Promise<Winner | null> =>
  newestEvent(db)
    .where('e.slot_id', '=', slotId)
    .executeTakeFirst()
    .then((row) => row ?? null)

/** Who last gave a slot of this location to someone, and when. */
export const winnerOfLocation = (db: Db, locationId: string): Promise<Winner | null> =>
  newestEvent(db)
    .innerJoin('plant_slots as s', 's.id', 'e.slot_id')
    .where('s.location_id', '=', locationId)
    .where('e.event', '=', 'allocated')
    .executeTakeFirst()
    .then((row) => row ?? null)

const newestEvent = (db: Db) =>
  db
    .selectFrom('plant_slot_events as e')
    .leftJoin('users as u', 'u.id', 'e.actor_id')
    .leftJoin('desks as d', 'd.id', 'e.desk_id')
    .select(['u.display_name as userName', 'd.name as deskName', 'e.at'])
    .where('e.deleted_at', 'is', null)
    .orderBy('e.row_version', 'desc')
    .orderBy('e.at', 'desc')
    .orderBy('e.id')
    .limit(1)
