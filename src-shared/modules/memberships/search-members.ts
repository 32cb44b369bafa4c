import { sql } from 'kysely'
import {
  type Hit,
  type Rank,
  ranks,
  type SearchContext,
  type SearchKind,
  type Shown,
  type Typed,
} from '../../kernel/search.ts'
import { memberRow, type Person, people } from './member-rows.ts'
import { looksLikePhone } from './member-rules.ts'
import { likeText } from './search-text.ts'
import { type Among, byAddress, byCode, byNumber, byPhoneTail, bySimilarity, byWords } from './search-tiers.ts'

type How = Pick<Hit, 'rank' | 'recent'>

/** One way of finding members. */
interface Tier {
  rank: Rank | null
  find(): Promise<({ id: string; recent: string } & Partial<How>)[]>
}

/** DX-R21: members whose name begins with all that was typed, then those of whom words do. */
const byBeginnings = (among: Among, { folded, words }: Typed, limit: number) =>
  byWords(among, words, 'beginning')
    .select(
      sql<Rank>`case when m.search_text like ${`${likeText(folded)}%`}
      then ${sql.lit(ranks.name)} else ${sql.lit(ranks.word)} end`.as('rank'),
    )
    .orderBy('rank')
    .orderBy('m.updated_at', 'desc')
    .orderBy('m.id')
    .limit(limit)
    .execute()

/** The ways of finding a member, the surest first. Contacts are searched only for those who may see everybody's. */
function tiersOf(among: Among, typed: Typed, limit: number, seesContacts: boolean): Tier[] {
  const { text, numbers } = typed
  const code: Tier = { rank: ranks.code, find: () => byCode(among, text) }
  if (numbers) return [code, { rank: ranks.word, find: () => byNumber(among, text, limit) }]
  const address: Tier = { rank: ranks.address, find: () => byAddress(among, text) }
  const tail: Tier = { rank: ranks.word, find: () => byPhoneTail(among, text, limit) }
  const contacts = seesContacts ? [address, tail] : []
  if (text.includes('@') || looksLikePhone(text)) return [code, ...contacts]
  return [code, ...contacts, { rank: null, find: () => byBeginnings(among, typed, limit) }]
}

async function findIds(context: SearchContext, typed: Typed, limit: number): Promise<Map<string, How>> {
  const { db, actor, reach, reachOf } = context
  const among: Among = { db, onlyUserId: reach === 'own' ? actor.userId : null }
  const found = new Map<string, How>()
  for (const tier of tiersOf(among, typed, limit, reachOf('member_contact_view') === 'tenant')) {
    for (const { id, recent, rank = tier.rank } of found.size < limit ? await tier.find() : []) {
      if (!found.has(id)) found.set(id, { recent, rank: rank ?? ranks.word })
    }
  }
  // What is only like it is for where nothing is it.
  if (found.size > 0 || typed.numbers) return found
  const like = await bySimilarity(among, typed.words, limit)
  return new Map(like.map(({ id, recent }) => [id, { recent, rank: ranks.similar }]))
}

/** A member as the box shows them: by name, with card and number, and how they stand. */
export function shownMember(person: Person, { today }: Pick<SearchContext, 'today'>): Shown {
  const { id, name, code, memberNumber, status, membership } = memberRow(person, today)
  return {
    id,
    title: name,
    subtitle: memberNumber ? `${code} · ${memberNumber}` : code,
    state: status === 'ACTIVE' ? (membership?.status ?? null) : status,
    within: null,
  }
}

/** Members, by card code, number, e-mail, telephone or its last four digits, and name (DX-R21). */
export const memberSearch: SearchKind = {
  kind: 'member',
  permission: 'member_view',
  own: true,
  async search(context, typed, limit) {
    const found = await findIds(context, typed, limit)
    const members = await people(context, [...found.keys()].slice(0, limit))
    return members.flatMap((person) => {
      const how = found.get(person.member.id)
      return how ? { ...shownMember(person, context), ...how } : []
    })
  },
}
