import { z } from 'zod'
import { addDays, day, startOfDay } from '../../kernel/calendar.ts'
import { id } from '../../kernel/id.ts'
import { type QueryContext, query } from '../../kernel/query.ts'
import { memberNames } from '../memberships/queries.ts'
import { eventsOf } from './slot-event-reads.ts'
import { requireSlot } from './standing.ts'

/** The days of the question as instants, the last one whole. */
interface Span {
  from: string
  until: string
}

/**
 * What happened with a slot between two days, both included, the newest first: its changes with who made them, what grew
 * in it, and who handed it over. A desk tells what it holds; the server all. Refused: an unknown slot.
 */
export const history = query('plant-slots.history', {
  input: z
    .object({ slotId: id, from: day, to: day })
    .strict()
    .refine(({ from, to }) => from <= to, { path: ['to'], message: 'ends before it begins' }),
  permission: 'plant_slot_view',
  async run(context, { slotId, from, to }) {
    const { tenant } = context
    await requireSlot(context, slotId)
    const span = { from: startOfDay(from, tenant.timeZone), until: startOfDay(addDays(to, 1), tenant.timeZone) }
    const events = await eventsIn(context, slotId, span)
    const occupancies = await occupanciesIn(context, slotId, { from, to })
    const transfers = await transfersIn(context, slotId, span)
    const names = await memberNames(context.db, [
      ...[...events, ...occupancies].flatMap(({ memberId }) => memberId ?? []),
      ...transfers.flatMap(({ fromMemberId, toMemberId }) => [fromMemberId, toMemberId]),
    ])
    const nameOf = (memberId: string | null) => (memberId === null ? null : (names.get(memberId)?.name ?? null))
    return {
      events: events.map((event) => ({ ...event, holder: nameOf(event.memberId) })),
      occupancies: occupancies.map((each) => ({ ...each, holder: nameOf(each.memberId) })),
      transfers: transfers.map((each) => ({ ...each, from: nameOf(each.fromMemberId), to: nameOf(each.toMemberId) })),
    }
  },
})

const eventsIn = ({ db }: QueryContext, slotId: string, { from, until }: Span) =>
  eventsOf(db, slotId).where('e.at', '>=', from).where('e.at', '<', until).execute()

const occupanciesIn = ({ db }: QueryContext, slotId: string, { from, to }: { from: string; to: string }) =>
  db
    .selectFrom('plant_slot_occupancies')
    .select(['id', 'label', 'planted_on as plantedOn', 'ended_on as endedOn', 'end_reason as endReason'])
    .select(['member_id as memberId', 'membership_id as membershipId', 'yield_grams as yieldGrams'])
    .where('slot_id', '=', slotId)
    .where('planted_on', '<=', to)
    .where(({ eb, or }) => or([eb('ended_on', 'is', null), eb('ended_on', '>=', from)]))
    .where('deleted_at', 'is', null)
    .orderBy('planted_on', 'desc')
    .orderBy('id')
    .execute()

const transfersIn = ({ db }: QueryContext, slotId: string, { from, until }: Span) =>
  db
    .selectFrom('plant_slot_transfers')
    .select(['id', 'from_member_id as fromMemberId', 'to_member_id as toMemberId', 'reason', 'created_at as at'])
    .where(({ eb, fn }) => eb(eb.val(slotId), '=', fn.any('slot_ids')))
    .where('created_at', '>=', from)
    .where('created_at', '<', until)
    .where('deleted_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
