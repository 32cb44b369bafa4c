import { z } from 'zod'
import { id } from '../../kernel/id.ts'
import { query } from '../../kernel/query.ts'
import { memberNames } from '../memberships/queries.ts'

const shown = 100

/** What the queue did with a slot, or for somebody who waits: each step with its reason, the newest first (PS-R30). */
export const queueLog = query('plant-slots.queue-log', {
  input: z
    .object({ slotId: id.optional(), entryId: id.optional() })
    .strict()
    .refine(({ slotId, entryId }) => (slotId === undefined) !== (entryId === undefined), {
      path: ['slotId'],
      message: 'a slot or an entry is named',
    }),
  permission: 'plant_slot_view',
  async run({ db }, { slotId, entryId }) {
    const rows = await db
      .selectFrom('plant_slot_queue_log as g')
      .leftJoin('plant_slots as s', 's.id', 'g.slot_id')
      .leftJoin('plant_slot_waitlist as w', 'w.id', 'g.entry_id')
      .select(['g.id', 'g.action', 'g.reason', 'g.at', 'g.slot_id as slotId', 's.slot_number as number'])
      .select(['g.entry_id as entryId', 'w.kind', 'w.member_id as memberId', 'w.membership_id as membershipId'])
      .where(({ eb }) => (slotId === undefined ? eb('g.entry_id', '=', entryId ?? '') : eb('g.slot_id', '=', slotId)))
      .where('g.deleted_at', 'is', null)
      .orderBy('g.row_version', 'desc')
      .orderBy('g.at', 'desc')
      .orderBy('g.id')
      .limit(shown)
      .execute()
    const names = await memberNames(
      db,
      rows.flatMap(({ memberId }) => memberId ?? []),
    )
    return rows.map((row) => ({ ...row, name: row.memberId === null ? null : (names.get(row.memberId)?.name ?? null) }))
  },
})
