import { sql } from 'kysely'
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
export const owedChanged = reaction(slotsOwedChanged, [], async ({ db }, { membershipId, owed }) => {
  const status = moves(owed > 0 ? 'owes' : 'owesNothing').reduce(
    (otherwise, { from, to }) => sql<MembershipStatus>`case status when ${from} then ${to} else ${otherwise} end`,
    sql<MembershipStatus>`status`,
  )
  await db
    .updateTable('memberships')
    .set({ slots_owed: owed, status })
    .where('id', '=', membershipId)
    .where('deleted_at', 'is', null)
    .execute()
  return undefined
})
