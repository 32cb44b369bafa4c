import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { type Hit, ranks, type SearchKind, type Typed } from '../../kernel/search.ts'
import { searchText } from '../../kernel/text.ts'
import { memberRow, people } from './member-rows.ts'
import { likeText } from './search-text.ts'

interface PlanMeant {
  id: string
  name: string
  /** Words that the plan's name does not account for: whose membership it is. */
  rest: readonly string[]
}

/** Plans that some of the words name. */
async function plansMeant(db: Db, { words }: Typed): Promise<PlanMeant[]> {
  const plans = await db.selectFrom('membership_plans').select(['id', 'name']).where('deleted_at', 'is', null).execute()
  return plans
    .map(({ id, name }) => {
      const named = searchText(name).split(' ')
      return { id, name, rest: words.filter((word) => !named.some((each) => each.startsWith(word))) }
    })
    .filter(({ rest }) => rest.length < words.length)
    .sort((a, b) => a.rest.length - b.rest.length)
}

/** Memberships of a plan, those last changed first, of members of whom the other words are. */
function ofPlan(db: Db, { id, rest }: PlanMeant, onlyUserId: string | null, limit: number) {
  let memberships = db
    .selectFrom('memberships as ms')
    .innerJoin('members as m', 'm.id', 'ms.member_id')
    .select(['ms.id', 'ms.member_id as memberId', 'ms.updated_at as recent'])
    .where('ms.plan_id', '=', id)
    .where('ms.deleted_at', 'is', null)
    .where('m.deleted_at', 'is', null)
    .$if(onlyUserId !== null, (own) => own.where('m.user_id', '=', onlyUserId))
  for (const word of rest.map(likeText)) {
    memberships = memberships.where(
      sql<boolean>`(m.search_text like ${`${word}%`} or m.search_text like ${`% ${word}%`})`,
    )
  }
  return memberships.orderBy('ms.updated_at', 'desc').orderBy('ms.id').limit(limit).execute()
}

/**
 * Memberships, by plan, or by plan and member (DX-R21). By the member alone the member is found, who says what they
 * have: nobody wants to read the same name twice.
 */
export const membershipSearch: SearchKind = {
  kind: 'membership',
  permission: 'membership_view',
  own: true,
  async search(context, typed, limit) {
    const { db, actor, reach, today } = context
    if (typed.numbers) return []
    const onlyUserId = reach === 'own' ? actor.userId : null
    const found: { id: string; memberId: string; recent: string; plan: PlanMeant }[] = []
    for (const plan of await plansMeant(db, typed)) {
      if (found.length >= limit) break
      const memberships = await ofPlan(db, plan, onlyUserId, limit - found.length)
      found.push(...memberships.map((membership) => ({ ...membership, plan })))
    }
    const members = await people(context, [...new Set(found.map(({ memberId }) => memberId))])
    const rows = new Map(members.map((person) => [person.member.id, memberRow(person, today)]))
    return found.flatMap(({ id, memberId, recent, plan }): Hit[] => {
      const member = rows.get(memberId)
      if (!member) return []
      return [
        {
          ...{ id, recent, title: member.name, subtitle: plan.name, within: memberId },
          state: member.membership?.id === id ? member.membership.status : null,
          rank: plan.rest.length === 0 ? ranks.name : ranks.word,
        },
      ]
    })
  },
}
