import type { Db } from '../../kernel/database.ts'

/** The events of a slot with who made them and where, the newest first; what one command did in its order. */
export const eventsOf = (db: Db, slotId: string) =>
  db
    .selectFrom('plant_slot_events as e')
    .leftJoin('users as u', 'u.id', 'e.actor_id')
    .leftJoin('desks as d', 'd.id', 'e.desk_id')
    .select([
      'e.id',
      'e.event',
      'e.from_status as fromStatus',
      'e.to_status as toStatus',
      'e.at',
      'e.reason',
      'e.forced',
    ])
    .select(['e.member_id as memberId', 'e.membership_id as membershipId'])
    .select(['e.actor_id as actorId', 'u.display_name as actorName', 'd.name as deskName'])
    .where('e.slot_id', '=', slotId)
    .where('e.deleted_at', 'is', null)
    .orderBy('e.row_version', 'desc')
    .orderBy('e.at', 'desc')
    .orderBy('e.id')
