import { rowIdOf } from '../../../src-shared/kernel/id.ts'
import type { Act, Told } from './act.ts'
import { end } from './begin-and-end.ts'
import { type Day, plusDays } from './days.ts'
import { periodOn, periodsOf, refuseOverlap } from './periods.ts'
import { serve } from './queue.ts'
import { Refusal } from './refusal.ts'
import { regrant } from './regrant.ts'
import { addPeriod, nextTerms } from './renewals.ts'
import { day, fields, oneOf, optional, type Read, uuid } from './shapes.ts'
import { isFrozenOn } from './standing.ts'
import type { Membership, StoredStatus } from './state.ts'
import { activate, statusOn } from './status.ts'

const steps = ['end_freezes', 'start_freezes', 'cancel', 'renew', 'expire', 'begin'] as const
type Step = (typeof steps)[number]

export const rolled = fields({ day, step: optional(oneOf(...steps)), afterId: optional(uuid) })

const going: readonly StoredStatus[] = ['scheduled', 'active', 'pending_slots', 'frozen']
const counts: readonly StoredStatus[] = ['active', 'pending_slots']

/** What a step does to some memberships, by id; how many it moved. */
type Work = (act: Act, day: Day, some: readonly Membership[]) => number

const endFreezes: Work = (act, day, some) => {
  const { draft } = act
  for (const each of draft.freezes.where(({ state, toOn }) => /planned|running/.test(state) && toOn < day)) {
    draft.freezes.put({ ...each, state: 'ended' })
  }
  const resumed = some.filter(({ id, status }) => status === 'frozen' && !isFrozenOn(draft, id, day))
  for (const each of resumed) {
    draft.memberships.put({ ...each, status: each.owed > 0 ? 'pending_slots' : 'active' })
  }
  for (const { id } of resumed) serve(act, { series: `resumed:${id}` })
  return some.length
}

const startFreezes: Work = ({ draft }, day, some) => {
  const begun = draft.freezes.where(({ state, fromOn, toOn }) => state === 'planned' && fromOn <= day && day <= toOn)
  for (const each of begun) draft.freezes.put({ ...each, state: 'running' })
  for (const each of some) if (counts.includes(each.status)) draft.memberships.put({ ...each, status: 'frozen' })
  return some.length
}

const over =
  (status: 'cancelled' | 'expired'): Work =>
  (act, _, some) => {
    for (const each of some) act.draft.memberships.put({ ...each, status, owed: 0 })
    for (const { id } of some) end(act, id)
    return some.length
  }

/** MB-R33: without a gap, one period at most, and not if that were over already. */
const renewDue: Work = (act, day, some) =>
  some.filter((each) => {
    const { draft, today, commandId } = act
    const last = periodsOf(draft, each.id).at(-1)
    if (!last || last.startsOn > day || draft.members.get(each.memberId)?.status !== 'ACTIVE') return false
    const kept = { periods: draft.periods.copy(), charges: draft.charges.copy() }
    try {
      const terms = nextTerms(draft, each, last)
      const periodId = rowIdOf(commandId, `membership_periods:${each.id}`, 0)
      const chargeId = rowIdOf(commandId, `membership_charges:${each.id}`, 0)
      const startsOn = plusDays(last.endsOn, 1)
      const period = addPeriod(act, last, terms, { periodId, chargeId, startsOn, priceMinor: terms.priceMinor })
      if (period.endsOn < today) throw new Refusal('missed')
      refuseOverlap(draft, each.memberId, periodsOf(draft, each.id), each.id)
      const { nextPlanId, version } = terms
      draft.memberships.put({ ...each, endsOn: period.endsOn, planId: version.planId, nextPlanId })
      return true
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      Object.assign(draft, kept)
      return false
    }
  }).length

const beginDue: Work = (act, day, some) => {
  const { draft } = act
  const begun = some.map((was) => {
    const versionId = periodOn(draft, was.id, day)?.versionId ?? was.versionId
    const status = was.status === 'scheduled' ? 'active' : was.status
    return { was, is: { ...was, versionId, status: statusOn(draft, { ...was, status }, day, false) } }
  })
  for (const { is } of begun) draft.memberships.put(is)
  for (const { was, is } of begun) {
    const slotsOf = (id: string): number => draft.versions.get(id)?.terms.slotAllocation ?? 0
    if (was.status === 'scheduled') activate(act, is, day)
    else if (slotsOf(was.versionId) !== slotsOf(is.versionId)) regrant(act, is.id, slotsOf(is.versionId))
  }
  return begun.length
}

const works: Record<Step, Work> = {
  end_freezes: endFreezes,
  start_freezes: startFreezes,
  cancel: over('cancelled'),
  renew: renewDue,
  expire: over('expired'),
  begin: beginDue,
}

/** Whom a step of a day concerns. */
function isDue({ draft }: Act, step: Step, day: Day, { id, status, ...membership }: Membership): boolean {
  const { endsOn, startsOn, autoRenew, cancelledOn, versionId } = membership
  const freezes = draft.freezes.where((each) => each.membershipId === id)
  if (step === 'end_freezes') {
    const ended = freezes.some(({ state, toOn }) => /planned|running/.test(state) && toOn < day)
    return ended || (status === 'frozen' && !isFrozenOn(draft, id, day))
  }
  if (step === 'start_freezes') {
    return freezes.some(({ state, fromOn, toOn }) => state === 'planned' && fromOn <= day && day <= toOn)
  }
  if (step === 'cancel') return cancelledOn !== null && cancelledOn <= day && going.includes(status)
  const periods = periodsOf(draft, id)
  if (step === 'renew') {
    const near = endsOn <= plusDays(day, draft.settings.autoRenewLeadDays)
    return autoRenew && cancelledOn === null && going.includes(status) && near && !periods.some((p) => p.startsOn > day)
  }
  if (step === 'expire') return endsOn < day && going.includes(status)
  if (startsOn > day || endsOn < day) return false
  const runs = periods.some((p) => p.no > 1 && p.startsOn <= day && day <= p.endsOn && p.versionId !== versionId)
  return status === 'scheduled' || (runs && (counts.includes(status) || status === 'frozen'))
}

/** MB-R34: a day's work, all of it: there are never so many that it takes two commands. */
export function rollDay(act: Act, { day, step: first = 'end_freezes', afterId }: Read<typeof rolled>): Told {
  const told = Object.fromEntries(steps.map((step) => [step, 0]))
  const unrenewed: string[] = []
  for (const step of steps.slice(steps.indexOf(first))) {
    const due = act.draft.memberships
      .where((each) => isDue(act, step, day, each) && (step !== first || each.id > (afterId ?? '')))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
    if (due.length === 0) continue
    told[step] = works[step](act, day, due)
    if (step === 'expire') unrenewed.push(...due.flatMap(({ id, autoRenew }) => (autoRenew ? [id] : [])))
  }
  return { day, counts: told, unrenewed, next: null }
}
