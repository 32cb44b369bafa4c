import { isId } from '../../kernel/id.ts'
import type { Resolved, Resolver, SearchContext } from '../../kernel/search.ts'
import { foldedName } from '../../kernel/text.ts'
import { numberKeyOf } from './inventory-rules.ts'
import { onlyMember } from './reach.ts'

async function slotsBy(context: SearchContext, by: { id: string } | { number: string }): Promise<Resolved[]> {
  const own = await onlyMember(context)
  const rows = await context.db
    .selectFrom('plant_slots as s')
    .leftJoin('plant_slot_locations as l', 'l.id', 's.location_id')
    .select(['s.id', 's.slot_number as title', 'l.name as subtitle', 's.status as state', 's.location_id as within'])
    .where(({ eb }) => ('id' in by ? eb('s.id', '=', by.id) : eb('s.number_key', '=', numberKeyOf(by.number))))
    .where('s.deleted_at', 'is', null)
    .$if(own !== null, (slots) => slots.where('s.member_id', '=', own))
    .execute()
  return rows.map((row) => ({ ...row, ended: null }))
}

/** DX-R23: a slot, by its QR or its number. */
export const slotResolver: Resolver = {
  kind: 'slot',
  permission: 'plant_slot_view',
  own: true,
  form: 'slot',
  looksLike: () => false,
  byId: async (context, id) => (await slotsBy(context, { id }))[0] ?? null,
  byCode: (context, code) => slotsBy(context, { number: code }),
}

async function locationsBy({ db }: SearchContext, text: string): Promise<Resolved[]> {
  const rows = await db
    .selectFrom('plant_slot_locations')
    .select(['id', 'name as title', 'code as subtitle', 'status'])
    .where(({ eb }) => (isId(text) ? eb('id', '=', text) : eb('code', '=', foldedName(text))))
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map(({ status, ...row }) => ({
    ...row,
    state: status === 'closed' ? status : null,
    within: null,
    ended: null,
  }))
}

/** DX-R23: a location, by its QR or its code. */
export const locationResolver: Resolver = {
  kind: 'location',
  permission: 'plant_slot_view',
  own: true,
  form: 'slot',
  looksLike: () => false,
  byId: async (context, id) => (await locationsBy(context, id))[0] ?? null,
  byCode: locationsBy,
}
