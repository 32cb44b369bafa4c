import type { Day } from '../../kernel/calendar.ts'
import type { CommandContext } from '../../kernel/command.ts'
import { asObject, type JsonObject } from '../../kernel/json.ts'
import { membershipActivated, membershipFrozen, membershipResumed } from './facts.ts'
import { periodOn } from './life-rules.ts'
import { type WholeMembership, writeDays } from './whole-membership.ts'

/** What became of a membership's status: that is told to other modules. */
type Turn = 'revived' | 'frozen' | 'resumed'

function turns(before: WholeMembership, now: WholeMembership): Turn[] {
  const revived: Turn[] = before.status === 'expired' && now.status !== 'expired' ? ['revived'] : []
  if (before.status !== 'frozen' && now.status === 'frozen') return [...revived, 'frozen']
  return before.status === 'frozen' && now.status !== 'frozen' ? [...revived, 'resumed'] : revived
}

/** What a membership that starts to count was given. */
export interface Given {
  /** Part of an outcome. */
  plantSlots?: JsonObject
  /** Whether it ended before and has again just what it had: nothing that anybody was told has changed. */
  asBefore: boolean
}

/** Tells others that a membership starts to count, with what its period of the day grants. */
export async function activate(
  context: CommandContext,
  membership: WholeMembership,
  day: Day = context.today,
): Promise<Given> {
  const period = periodOn(membership.periods, day)
  const { plantSlots } = await context.announce(membershipActivated, {
    membershipId: membership.id,
    memberId: membership.member_id,
    slots: period?.slot_allocation ?? 0,
    locationId: period?.slot_location_id ?? null,
  })
  if (plantSlots === undefined) return { asBefore: false }
  const { asBefore = false, ...given } = asObject(plantSlots)
  return { plantSlots: given, asBefore: asBefore === true }
}

/**
 * MB-R45: what to tell of slots when a command came after the membership had ended and revived it. Who gave it saw a
 * membership that counted, so they were told nothing; where all is as it was there is nothing to tell.
 */
export const toldLate = ({ plantSlots, asBefore }: Given): { plantSlots?: JsonObject } =>
  plantSlots === undefined || asBefore ? {} : { plantSlots }

/**
 * Writes what of a membership's days and status is another one now, and tells others what turned. Gives what was
 * given to a revived membership (MB-R45), if others gave anything.
 */
export async function writeMembership(
  context: CommandContext,
  before: WholeMembership,
  now: WholeMembership,
): Promise<Given> {
  const { db } = context
  const { id, status, ends_on, plan_id, plan_version_id, next_plan_id } = now
  await writeDays(db, before, now)
  await db
    .updateTable('memberships')
    .set({ status, ends_on, plan_id, plan_version_id, next_plan_id })
    .where('id', '=', id)
    .execute()
  let given: Given = { asBefore: false }
  for (const turn of turns(before, now)) {
    if (turn === 'revived') given = await activate(context, now)
    if (turn === 'frozen') await context.announce(membershipFrozen, { membershipId: id })
    if (turn === 'resumed') await context.announce(membershipResumed, { membershipId: id })
  }
  return given
}
