import { sql } from 'kysely'
import { type Hit, type Rank, ranks, type SearchContext, type SearchKind, type Typed } from '../../kernel/search.ts'
import { foldedName, searchText } from '../../kernel/text.ts'
import { onlyMember } from './reach.ts'

const likeText = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** Slots of the asker's reach, with the name of where they are. */
async function slotsFor(context: SearchContext) {
  const own = await onlyMember(context)
  return context.db
    .selectFrom('plant_slots as s')
    .innerJoin('plant_slot_locations as l', 'l.id', 's.location_id')
    .select(['s.id', 's.slot_number as title', 'l.name as subtitle', 's.status as state'])
    .select(['s.location_id as within', 's.updated_at as recent', 's.number_key as key'])
    .where('s.deleted_at', 'is', null)
    .$if(own !== null, (slots) => slots.where('s.member_id', '=', own))
}

type Slots = Awaited<ReturnType<typeof slotsFor>>

const firstOf = (slots: Slots, limit: number) =>
  slots.orderBy('s.updated_at', 'desc').orderBy(sql`s.number_key collate "C"`).limit(limit).execute()

/** After what the second part of a number begins: people say "12" of A-12. */
const joints = ['-', ' ', '/', '.']

async function findSlots(context: SearchContext, { text }: Typed, limit: number) {
  const key = foldedName(text)
  const begins = likeText(key)
  // A statement is one question: what was built for one is not asked twice.
  const first = await firstOf((await slotsFor(context)).where('s.number_key', 'like', `${begins}%`), limit)
  if (first.length >= limit || !/\d/.test(key)) return first
  const inside = (await slotsFor(context)).where(({ eb, or }) =>
    or(joints.map((joint) => eb('s.number_key', 'like', `%${joint}${begins}%`))),
  )
  const known = new Set(first.map(({ id }) => id))
  return [...first, ...(await firstOf(inside, limit)).filter(({ id }) => !known.has(id))].slice(0, limit)
}

const rankOf = (key: string, typed: string): Rank =>
  key === typed ? ranks.code : key.startsWith(typed) ? ranks.name : ranks.word

/** Slots, by the beginning of their number or of a part of it (DX-R21). */
export const slotSearch: SearchKind = {
  kind: 'slot',
  permission: 'plant_slot_view',
  own: true,
  async search(context, typed, limit) {
    const rows = await findSlots(context, typed, limit)
    return rows.map(({ key, ...shown }): Hit => ({ ...shown, rank: rankOf(key, foldedName(typed.text)) }))
  },
}

const placeRank = (code: string, words: readonly string[], typed: Typed): Rank | null => {
  if (code === foldedName(typed.text)) return ranks.code
  if (words.join(' ').startsWith(typed.folded)) return ranks.name
  return typed.words.every((word) => words.some((each) => each.startsWith(word))) ? ranks.word : null
}

/** Locations, by name or code; there are so few that all are looked at (DX-R21). */
export const locationSearch: SearchKind = {
  kind: 'location',
  permission: 'plant_slot_view',
  own: true,
  async search({ db }, typed, limit) {
    const rows = await db
      .selectFrom('plant_slot_locations')
      .select(['id', 'name', 'code', 'status', 'updated_at as recent'])
      .where('deleted_at', 'is', null)
      .orderBy('sort_order')
      .orderBy('id')
      .execute()
    return rows
      .flatMap(({ id, name, code, status, recent }): Hit[] => {
        const rank = placeRank(code, searchText(name, code).split(' '), typed)
        if (rank === null) return []
        return [
          { id, title: name, subtitle: code, state: status === 'closed' ? status : null, within: null, recent, rank },
        ]
      })
      .slice(0, limit)
  },
}
