import { addDays, type Day, daysBetween } from '../../kernel/calendar.ts'
import { type Alternative, type Rejection, rejection } from '../../kernel/rejection.ts'
import { type ChainFreeze, frozenDays, frozenDaysOf, livePeriods } from './chain-rules.ts'
import {
  cancelledRefusal,
  dayBefore,
  earlier,
  invalid,
  later,
  overlapped,
  overlapRefusal,
  statusKept,
} from './life-rules.ts'
import { laidOut, type WholeMembership, type WholePeriod } from './whole-membership.ts'

/** What a clerk asks for: days that shall not count. Without `toOn` as many as the budget allows. */
export interface FreezeRequest {
  freezeId: string
  fromOn: Day
  toOn?: Day | undefined
}

/** All that decides a freeze. */
export interface FreezeFacts {
  membership: WholeMembership
  /** The day on which the person acted (MB-R45). */
  today: Day
  mayBackdate: boolean
  /** MB-R47: the member's own doing. */
  own: boolean
  /** It brings back what this person took back just now: days gone by need no right. */
  undoing: boolean
  /** The same request with something changed, as a way out. */
  retry(label: string, changes: Partial<FreezeRequest>, params?: Record<string, string | number>): Alternative
}

/** MB-R42: the days of a period that may be frozen, and how many are. */
export type FreezeBudget = {
  max: number
  /** Frozen by other freezes. */
  used: number
  left: number
}

/** What a freeze will be, and what the membership becomes by it. */
export interface Freezing {
  freeze: ChainFreeze
  days: number
  budget: FreezeBudget
  /** MB-R47: asked for once a freeze. */
  feeMinor: number
  currency: string
  now: WholeMembership
}

type Judged = Freezing | { refusal: Rejection; tries: readonly Try[] }
/** A request that may do instead, with the words of its button. */
type Try = { label: string; request: FreezeRequest; params: Record<string, string | number> }

const maxFreezes = 12

const no = (refusal: Rejection, tries: readonly Try[] = []): Judged => ({ refusal, tries })
const live = ({ state }: ChainFreeze): boolean => state !== 'cancelled'

/** Periods that can still stand still: what lies before a cut is settled by it. */
function openPeriods({ periods }: WholeMembership, today: Day): WholePeriod[] {
  const all = livePeriods(periods)
  return all.slice(all.findLastIndex(({ cut }) => cut) + 1).filter(({ ends_on }) => ends_on >= today)
}

/** Section 3: only what counts, or will have counted on the day the person acted, can stand still. */
function stateRefusal(membership: WholeMembership, today: Day): Rejection | null {
  const cancelled = cancelledRefusal(membership)
  if (cancelled) return cancelled
  if (today < membership.starts_on) {
    return rejection('membership_not_active', { status: 'scheduled' })
  }
  return today > membership.ends_on ? rejection('membership_not_active', { status: 'expired' }) : null
}

/** MB-R47: members freeze their own from tomorrow on, where the tenant lets them. */
function selfRefusal({ own, membership, today }: FreezeFacts, { fromOn }: FreezeRequest): Rejection | null {
  if (!own || (membership.settings.self_freeze && fromOn > today)) return null
  const params = { reason: 'own', permission: 'membership_update', scope: 'own' }
  return rejection('actor_not_permitted', params, { rule: 'MB-R47' })
}

/** The same days from another one on, or as many as can be. */
function movedTo(day: Day, { freezeId, fromOn, toOn }: FreezeRequest): Try[] {
  const many = { label: 'freeze_from', request: { freezeId, fromOn: day, toOn: undefined }, params: { day } }
  if (toOn === undefined) return [many]
  return [{ ...many, request: { freezeId, fromOn: day, toOn: addDays(day, daysBetween(fromOn, toOn)) } }, many]
}

/** MB-R41: the first and the last day on which a freeze may begin. */
function rangeRefusal(facts: FreezeFacts, open: readonly WholePeriod[], request: FreezeRequest): Judged | null {
  const { membership, today, mayBackdate, undoing } = facts
  const { fromOn } = request
  const first = open[0]
  if (!first) return no(rejection('membership_freeze_not_allowed', {}, { rule: 'MB-R40' }))
  const earliest = mayBackdate ? addDays(today, -membership.settings.backdate_days) : today
  const min = undoing ? first.starts_on : later(first.starts_on, earliest)
  const max = membership.ends_on
  if (fromOn > max || fromOn < first.starts_on) {
    const refusal = rejection('membership_freeze_out_of_period', { min, max }, { rule: 'MB-R41' })
    return no(refusal, movedTo(fromOn > max ? max : min, request))
  }
  if (fromOn >= min) return null
  const refusal = rejection('membership_freeze_backdate_forbidden', { min }, { rule: 'MB-R41' })
  return no(refusal, movedTo(min, request))
}

/** MB-R42: the budget of a period without one of its freezes. */
export function budgetOf(period: WholePeriod, freezes: readonly ChainFreeze[], freezeId: string | null): FreezeBudget {
  const max = period.max_freeze_days ?? 0
  const used = frozenDaysOf(
    period.id,
    freezes.filter(({ id }) => id !== freezeId),
  )
  return { max, used, left: Math.max(max - used, 0) }
}

/** The last day of a freeze that names none: to the end of the budget, or up to the next freeze. */
function longestTo(fromOn: Day, { left }: FreezeBudget, others: readonly ChainFreeze[]): Day {
  const next = others.filter(({ from_on }) => from_on > fromOn).map(({ from_on }) => dayBefore(from_on))
  return [...next, addDays(fromOn, Math.max(left, 1) - 1)].reduce(earlier)
}

function budgetRefusal({ max, used, left }: FreezeBudget, { freezeId, fromOn }: FreezeRequest, asked: number): Judged {
  const latestTo = left > 0 ? addDays(fromOn, left - 1) : null
  const refusal = rejection(
    'membership_freeze_budget_exceeded',
    { max, used, asked, most: left, latestTo },
    { rule: 'MB-R42' },
  )
  const shorter = {
    label: 'freeze_days',
    request: { freezeId, fromOn, toOn: latestTo ?? fromOn },
    params: { days: left },
  }
  return no(refusal, latestTo === null ? [] : [shorter])
}

/** MB-R43: days that are frozen already; the part before them and the part after them may do. */
function overlapWith(clash: ChainFreeze, { freezeId, fromOn }: FreezeRequest, toOn: Day): Judged {
  const { id, from_on: from, to_on: to } = clash
  const part = (first: Day, last: Day): Try[] =>
    first <= last
      ? [{ label: 'freeze_part', request: { freezeId, fromOn: first, toOn: last }, params: { from: first, to: last } }]
      : []
  const refusal = rejection('membership_freeze_overlap', { freezeId: id, from, to }, { rule: 'MB-R43' })
  return no(refusal, [...part(fromOn, dayBefore(from)), ...part(addDays(to, 1), toOn)])
}

/** MB-R42 to MB-R44: lays the membership out with a freeze in one of its periods, if that may be. */
function lay({ membership, today }: FreezeFacts, period: WholePeriod, request: FreezeRequest): Judged {
  const { freezeId, fromOn } = request
  const others = membership.freezes.filter((freeze) => freeze.id !== freezeId)
  const counted = others.filter(live)
  const budget = budgetOf(period, membership.freezes, freezeId)
  if (budget.max === 0) return no(rejection('membership_freeze_not_allowed', {}, { rule: 'MB-R40' }))
  const toOn = request.toOn ?? longestTo(fromOn, budget, counted)
  const days = frozenDays({ from_on: fromOn, to_on: toOn })
  if (days > budget.left) return budgetRefusal(budget, request, days)
  const clash = counted.find(({ from_on, to_on }) => from_on <= toOn && fromOn <= to_on)
  if (clash) return overlapWith(clash, request, toOn)
  if (counted.filter(({ period_id }) => period_id === period.id).length >= maxFreezes) {
    return no(invalid('fromOn', 'too_big', `At most ${maxFreezes} freezes in one period`, 'MB-R43'))
  }
  const state = toOn < today ? 'ended' : fromOn <= today ? 'running' : 'planned'
  const freeze = { id: freezeId, period_id: period.id, from_on: fromOn, to_on: toOn, state } as const
  const kept = {
    reason: null,
    fee_charge_id: null,
    created_at: '',
    ...membership.freezes.find(({ id }) => id === freezeId),
  }
  const laid = laidOut({ ...membership, freezes: [...others, { ...kept, ...freeze }] })
  const other = overlapped(laid)
  if (other) return besideOther(membership, other, request)
  const status = statusKept(laid, today, membership.status === 'expired')
  const feeMinor = period.freeze_fee_minor
  return { freeze, days, budget, feeMinor, currency: period.currency, now: { ...laid, status } }
}

/** The longer membership would lie upon another one of the member: as many days as there is room for may do. */
function besideOther(
  membership: WholeMembership,
  other: WholeMembership['other_periods'][number],
  { freezeId, fromOn }: FreezeRequest,
): Judged {
  const room = daysBetween(membership.ends_on, other.starts_on) - 1
  const toOn = addDays(fromOn, room - 1)
  const shorter = { label: 'freeze_days', request: { freezeId, fromOn, toOn }, params: { days: room } }
  return no(overlapRefusal(other, 'MB-R44'), room > 0 ? [shorter] : [])
}

function judgedFreeze(facts: FreezeFacts, request: FreezeRequest): Judged {
  const { membership, today } = facts
  const refused = stateRefusal(membership, today) ?? selfRefusal(facts, request)
  if (refused) return no(refused)
  const open = openPeriods(membership, today)
  const outOfRange = rangeRefusal(facts, open, request)
  if (outOfRange) return outOfRange
  const period = open.find(({ ends_on }) => request.fromOn <= ends_on)
  return period ? lay(facts, period, request) : no(rejection('membership_freeze_not_allowed', {}, { rule: 'MB-R40' }))
}

/** A judgement as it is told: of the requests that may do instead, those that do. */
function told(facts: FreezeFacts, judged: Judged, judge: (request: FreezeRequest) => Judged): Freezing | Rejection {
  if (!('refusal' in judged)) return judged
  const alternatives = new Map<string, Alternative>()
  for (const { label, request, params } of judged.tries) {
    const { fromOn, toOn } = request
    const way = facts.retry(label, { fromOn, toOn }, params)
    // Of two ways that a button would name alike the first is the nearer one.
    const key = JSON.stringify([label, params])
    if (!alternatives.has(key) && !('refusal' in judge(request))) alternatives.set(key, way)
  }
  return { ...judged.refusal, alternatives: [...alternatives.values()] }
}

/** MB-R40 to MB-R47: what a freeze will be, or why there is none. Preview and command ask this same function. */
export const planFreeze = (facts: FreezeFacts, request: FreezeRequest): Freezing | Rejection =>
  told(facts, judgedFreeze(facts, request), (other) => judgedFreeze(facts, other))

/** The refusal of a freeze that is no longer there to be changed. */
export const notFrozen = ({ to_on }: Pick<ChainFreeze, 'to_on'>, alternatives: Alternative[] = []): Rejection =>
  rejection('membership_not_frozen', { endedOn: to_on }, { rule: 'MB-R44', alternatives })

/**
 * MB-R42, MB-R44: a freeze up to another last day, later or earlier. One that ended may be put right too, as long as
 * the membership lasts.
 */
export function planExtension(facts: FreezeFacts, freeze: ChainFreeze, toOn: Day): Freezing | Rejection {
  const { membership, today } = facts
  if (freeze.state === 'cancelled') return notFrozen(freeze)
  const refused = stateRefusal(membership, today)
  if (refused) return refused
  if (toOn < freeze.from_on) return invalid('toOn', 'too_small', 'A freeze has at least one day', 'MB-R41')
  const period = membership.periods.find(({ id }) => id === freeze.period_id)
  if (!period || period.voided_at !== null || period.cut) return notFrozen(freeze)
  const judge = (request: FreezeRequest): Judged =>
    request.fromOn === freeze.from_on ? lay(facts, period, request) : no(notFrozen(freeze))
  return told(facts, judge({ freezeId: freeze.id, fromOn: freeze.from_on, toOn }), judge)
}
