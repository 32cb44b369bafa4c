import { sql } from 'kysely'
import type { Day } from '../../kernel/calendar.ts'
import type { CommandContext } from '../../kernel/command.ts'
import { insertRows } from '../../kernel/insert-rows.ts'
import { updateRows } from '../../kernel/update-rows.ts'
import {
  membershipAllowanceChanged,
  membershipCharged,
  membershipEnded,
  membershipFrozen,
  membershipResumed,
  nextPlanUnavailable,
} from './facts.ts'
import { periodOn, statusKept } from './life-rules.ts'
import { activate } from './membership-writes.ts'
import { plansNow } from './renewal-reads.ts'
import { chargeRow, periodRow } from './renewal-rows.ts'
import { planAutomatic, type Renewal } from './renewal-rules.ts'
import type { DayStep } from './roll-day-reads.ts'
import { freezeOn, type MembershipStatus } from './rules.ts'
import { movedBy, timeSteps } from './time-transitions.ts'
import { stateAfter } from './transitions.ts'
import { readWholes, type WholeMembership } from './whole-membership.ts'

/** What a step did: how many it moved, and which renewed themselves and were not renewed. */
export interface Done {
  count: number
  unrenewed?: string[]
}

/** One step of a day for some memberships: at most as many as a command takes. */
type Act = (context: CommandContext, day: Day, ids: string[]) => Promise<Done>

const covered = (day: Day) => sql<boolean>`exists (
  select from membership_freezes f
  where f.membership_id = memberships.id and f.from_on <= ${day} and f.to_on >= ${day}
    and f.state <> 'cancelled' and f.deleted_at is null)`

/** MB-R34: freezes that are over end, and what they held counts again. */
const endFreezes: Act = async (context, day, ids) => {
  const { db, announce } = context
  await db
    .updateTable('membership_freezes')
    .set({ state: 'ended' })
    .where('membership_id', 'in', ids)
    .where('state', 'in', ['planned', 'running'])
    .where('to_on', '<', day)
    .where('deleted_at', 'is', null)
    .execute()
  const resumed = await db
    .updateTable('memberships')
    .set({ status: sql<MembershipStatus>`case when slots_owed > 0 then 'pending_slots' else 'active' end` })
    .where('id', 'in', ids)
    .where('status', 'in', movedBy('resume'))
    .where(({ not }) => not(covered(day)))
    .returning('id')
    .execute()
  for (const { id: membershipId } of inIdOrder(resumed)) await announce(membershipResumed, { membershipId })
  return { count: ids.length }
}

/** Both ends, and every run, tell others in one order. */
const inIdOrder = <Row extends { id: string }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))

const startFreezes: Act = async ({ db, announce }, day, ids) => {
  await db
    .updateTable('membership_freezes')
    .set({ state: 'running' })
    .where('membership_id', 'in', ids)
    .where('state', '=', 'planned')
    .where('from_on', '<=', day)
    .where('to_on', '>=', day)
    .where('deleted_at', 'is', null)
    .execute()
  const frozen = await db
    .updateTable('memberships')
    .set({ status: 'frozen' })
    .where('id', 'in', ids)
    .where('status', 'in', movedBy('standStill'))
    .returning('id')
    .execute()
  for (const { id: membershipId } of inIdOrder(frozen)) await announce(membershipFrozen, { membershipId })
  return { count: ids.length }
}

/** Ends memberships; what they were owed is owed no longer. */
const end =
  (event: 'expire' | 'reachCancel', status: 'expired' | 'cancelled'): Act =>
  async ({ db, announceEach }, _, ids) => {
    const ended = await db
      .updateTable('memberships')
      .set({ status, slots_owed: 0 })
      .where('id', 'in', ids)
      .where('status', 'in', movedBy(event))
      .returning(['id', 'auto_renew'])
      .execute()
    const inOrder = inIdOrder(ended)
    const facts = inOrder.map(({ id: membershipId }) => ({ membershipId, reason: status }))
    await announceEach(membershipEnded, facts)
    const unrenewed = inOrder.filter(({ auto_renew }) => auto_renew).map(({ id }) => id)
    return { count: ended.length, unrenewed: status === 'expired' ? unrenewed : [] }
  }

/** What the clock renews of some memberships, on the terms of MB-R31. */
async function renewalsOf(context: CommandContext, day: Day, ids: string[]): Promise<Renewal[]> {
  const { db, today, rowId } = context
  const wholes = await readWholes(db, ids)
  const plans = await plansNow(
    db,
    wholes.flatMap(({ plan_id, next_plan_id }) => [plan_id, next_plan_id]),
  )
  return wholes.flatMap((membership) => {
    const plan = plans.get(membership.plan_id) ?? null
    const nextPlan = plans.get(membership.next_plan_id ?? '') ?? null
    const periodId = rowId(`membership_periods:${membership.id}`, 0)
    const renewal = planAutomatic({ membership, plan, nextPlan, day, today }, periodId)
    return renewal === null || renewal === 'missed' ? [] : [renewal]
  })
}

/** MB-R33: renews what renews itself, a statement for all periods, one for all charges, one for all memberships. */
const renew: Act = async (context, day, ids) => {
  const { db, commandId, rowId, announce } = context
  const renewals = await renewalsOf(context, day, ids)
  const chargeOf = ({ now }: Renewal) => rowId(`membership_charges:${now.id}`, 0)
  const priced = renewals.filter(({ priceMinor }) => priceMinor > 0)
  await insertRows(
    db,
    'membership_periods',
    renewals.map((renewal) => periodRow(renewal, null)),
  )
  await insertRows(
    db,
    'membership_charges',
    priced.map((renewal) => chargeRow(renewal, chargeOf(renewal), commandId)),
  )
  const become = ({ id, ends_on, plan_id, next_plan_id }: WholeMembership) => ({ id, ends_on, plan_id, next_plan_id })
  await updateRows(
    db,
    'memberships',
    renewals.map(({ now }) => become(now)),
  )
  for (const renewal of priced) await announce(membershipCharged, { chargeId: chargeOf(renewal) })
  for (const { now, terms } of renewals) {
    if (terms.unavailable === null) continue
    await announce(nextPlanUnavailable, { membershipId: now.id, planId: terms.unavailable })
  }
  return { count: renewals.length }
}

/** A membership on a day on which it, or another of its periods, begins. */
function begun(membership: WholeMembership, day: Day): WholeMembership {
  const status = stateAfter(membership.status, timeSteps[membership.status].begin) ?? membership.status
  const plan_version_id = periodOn(membership.periods, day)?.plan_version_id ?? membership.plan_version_id
  return { ...membership, plan_version_id, status: statusKept({ ...membership, status }, day, false) }
}

const slotsOf = ({ periods }: WholeMembership, versionId: string): number | undefined =>
  periods.find(({ plan_version_id }) => plan_version_id === versionId)?.slot_allocation

/** Memberships begin, and periods on other terms: what they grant is told on their first day (MB-R24, R31). */
const begin: Act = async (context, day, ids) => {
  const { db, announce } = context
  const wholes = await readWholes(db, ids)
  const turned = wholes.map((before) => ({ before, now: begun(before, day) }))
  await updateRows(
    db,
    'memberships',
    turned.map(({ now: { id, status, plan_version_id } }) => ({ id, status, plan_version_id })),
  )
  for (const { before, now } of turned) {
    if (before.status === 'scheduled') {
      await activate(context, now, day)
      if (freezeOn(now.freezes, day)) await announce(membershipFrozen, { membershipId: now.id })
      continue
    }
    const [from, to] = [slotsOf(now, before.plan_version_id), slotsOf(now, now.plan_version_id)]
    if (from === undefined || to === undefined || from === to) continue
    await announce(membershipAllowanceChanged, { membershipId: now.id, from, to })
  }
  return { count: turned.length }
}

/** What each step of a day does (MB-R34). */
export const acts: Record<DayStep, Act> = {
  end_freezes: endFreezes,
  start_freezes: startFreezes,
  cancel: end('reachCancel', 'cancelled'),
  renew,
  expire: end('expire', 'expired'),
  begin,
}
