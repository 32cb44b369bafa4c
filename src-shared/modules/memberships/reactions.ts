import { sql } from 'kysely'
import { type PlaceOf, prepared } from '../../kernel/prepared.ts'
import { reaction } from '../../kernel/reaction.ts'
import { slotsOwedChanged } from '../plant-slots/facts.ts'
import type { MembershipStatus } from './rules.ts'
import { type MembershipEvent, membershipSteps, stateAfter } from './transitions.ts'

/** The statuses an event moves, each with where to. */
const moves = (event: MembershipEvent) =>
  Object.entries(membershipSteps).flatMap(([from, steps]) => {
    const to = stateAfter<string>(from, steps[event])
    return to === null || to === from ? [] : [{ from, to }]
  })

/** Remembers how many granted slots a membership waits for; waiting and being served move its status (section 3). */
export const owedChanged = reaction(slotsOwedChanged, [], async ({ db, later }, { membershipId, owed }) => {
  later((owed > 0 ? writeOwing : writeOwingNothing)(db, { membershipId, owed }))
  return undefined
})

const writeOwed = (event: MembershipEvent) =>
  prepared((db, place: PlaceOf<{ membershipId: string; owed: number }>) => {
    const status = moves(event).reduce(
      (otherwise, { from, to }) =>
        sql<MembershipStatus>`case status when ${sql.lit(from)} then ${sql.lit(to)} else ${otherwise} end`,
      sql<MembershipStatus>`status`,
    )
    return db
      .updateTable('memberships')
      .set({ slots_owed: place('owed'), status })
      .where('id', '=', place('membershipId'))
      .where('deleted_at', 'is', null)
  })
const writeOwing = writeOwed('owes')
const writeOwingNothing = writeOwed('owesNothing')
