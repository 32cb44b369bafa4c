import type { Act, Told } from './act.ts'
import { nameKey, tidyLine } from './names.ts'
import { refuse } from './refusal.ts'
import {
  fields,
  leftOut,
  list,
  matching,
  nullable,
  number,
  oneOf,
  type Read,
  type Shape,
  such,
  text,
  uuid,
  whole,
  withDefault,
  yesNo,
} from './shapes.ts'
import type { Draft, Plan, PlanVersion, Terms } from './state.ts'

/** MB-R1 */
const mostPlans = 500
const longest = { DAYS: 730, MONTHS: 24 }
const highestPrice = 9_999_999_999

/** Some of the currencies in use, all that generators draw from; any other counts as unknown (MB-R4). */
const currencies = ['TRY', 'EUR', 'USD', 'GBP', 'JPY', 'KRW', 'KWD']

export const isKnownCurrency = (code: string): boolean => currencies.includes(code)

/** A longer text; an empty one is none. */
export const note =
  (most: number): Shape<string | null> =>
  (raw) =>
    nullable(text(0, most))(raw) || null

const inPlace = {
  name: text(1, 100, tidyLine),
  description: note(1000),
  tier: nullable(matching(/^[a-z0-9_-]{1,30}$/)),
  sortOrder: nullable(whole(0, 9999)),
}

const length = { durationType: oneOf('DAYS', 'MONTHS'), durationValue: number, priceMinor: number }
const otherTerms = {
  currency: text(0, 20, (typed) => typed),
  maxFreezeDays: nullable(whole(0, 365)),
  freezeFeeMinor: number,
  autoRenew: yesNo,
  renewalPricePolicy: oneOf('grandfathered', 'current'),
  renewableWhenArchived: yesNo,
  requiresKyc: yesNo,
  slotAllocation: whole(0, 100),
  slotLocationId: nullable(uuid),
}

const usualTerms = {
  maxFreezeDays: null,
  freezeFeeMinor: 0,
  autoRenew: false,
  renewalPricePolicy: 'grandfathered',
  renewableWhenArchived: true,
  requiresKyc: false,
  slotAllocation: 0,
  slotLocationId: null,
} as const

export const newPlan = fields({
  planId: uuid,
  versionId: uuid,
  name: inPlace.name,
  description: withDefault(inPlace.description, null),
  tier: withDefault(inPlace.tier, null),
  sortOrder: withDefault(inPlace.sortOrder, null),
  terms: fields({ ...length, ...leftOut(otherTerms) }),
})

export const changedPlan = fields({
  planId: uuid,
  versionId: uuid,
  seenVersionNo: whole(1),
  patch: fields(leftOut({ ...inPlace, terms: fields(leftOut({ ...length, ...otherTerms })) })),
})

export const onePlan = fields({ planId: uuid })

/** MB-R2: archived plans count; a plan never clashes with itself. */
function refuseTakenName({ plans }: Draft, planId: string, name: string): void {
  if (plans.find((plan) => plan.id !== planId && plan.key === nameKey(name))) refuse('membership_plan_name_taken')
}

/** MB-R3, then MB-R4: currency, price, fee. */
function refuseBadTerms({ durationType, durationValue, currency, priceMinor, freezeFeeMinor }: Terms): void {
  const isLength = Number.isInteger(durationValue) && durationValue >= 1 && durationValue <= longest[durationType]
  if (!isLength) refuse('invalid_plan_duration')
  if (!isKnownCurrency(currency)) refuse('invalid_currency')
  if (!isPrice(priceMinor) || !isPrice(freezeFeeMinor)) refuse('invalid_price')
}

/** MB-R4: whole minor units; 0 is a price. */
export const isPrice = (price: number): boolean => Number.isInteger(price) && price >= 0 && price <= highestPrice

/** MB-R1, R2, R3, R4 in the order of their numbers; the spec gives no other. */
export function createPlan({ draft }: Act, input: Read<typeof newPlan>): Told {
  const { planId, versionId, name } = input
  if (draft.plans.where(({ id }) => id !== planId).length >= mostPlans) refuse('validation_failed')
  refuseTakenName(draft, planId, name)
  const terms: Terms = { ...usualTerms, currency: draft.house?.currency ?? '', ...input.terms }
  refuseBadTerms(terms)
  draft.plans.add({ id: planId, name, key: nameKey(name), archived: false, versionId, sortOrder: input.sortOrder })
  draft.versions.add({ id: versionId, planId, no: 1, terms, closedAt: null, writtenIn: draft.version })
  return { planId, versionNo: 1 }
}

const planOf = (draft: Draft, planId: string): { plan: Plan; version: PlanVersion } => {
  const plan = draft.plans.get(planId)
  const version = plan && draft.versions.get(plan.versionId)
  return plan && version ? { plan, version } : refuse('membership_plan_not_accessible')
}

const sameTerms = (a: Terms, b: Terms): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
const sorted = (terms: Terms) => Object.entries(terms).sort(([a], [b]) => (a < b ? -1 : 1))

/**
 * MB-R5: names change in place, other terms open the next version. Order, which the spec leaves open: reach (MB-R10),
 * the version seen (MB-R11), the name (MB-R2), the state, the terms.
 */
export function updatePlan({ draft, at }: Act, input: Read<typeof changedPlan>): Told {
  const { planId, versionId, seenVersionNo, patch } = input
  const { plan, version } = planOf(draft, planId)
  if (seenVersionNo !== version.no) refuse('version_conflict')
  const name = patch.name ?? plan.name
  refuseTakenName(draft, planId, name)
  const terms: Terms = { ...version.terms, ...patch.terms }
  const { sortOrder = plan.sortOrder } = patch
  const named = { ...plan, name, key: nameKey(name), sortOrder }
  if (sameTerms(terms, version.terms)) {
    draft.plans.put(named)
    return { versionNo: version.no }
  }
  if (plan.archived) refuse('membership_plan_archived')
  refuseBadTerms(terms)
  const no = version.no + 1
  draft.versions.put({ ...version, closedAt: at, writtenIn: draft.version })
  draft.versions.add({ id: versionId, planId, no, terms, closedAt: null, writtenIn: draft.version })
  draft.plans.put({ ...named, versionId })
  return { versionNo: no }
}

/** MB-R8: out of the offer or back into it, and its terms with it; twice is once. */
const moved =
  (archived: boolean) =>
  ({ draft, at }: Act, { planId }: Read<typeof onePlan>): Told => {
    const { plan, version } = planOf(draft, planId)
    if (plan.archived !== archived) {
      draft.plans.put({ ...plan, archived })
      draft.versions.put({ ...version, closedAt: archived ? at : null, writtenIn: draft.version })
    }
    return { status: archived ? 'ARCHIVED' : 'ACTIVE' }
  }

export const reordered = fields({
  order: such(list(fields({ planId: uuid, sortOrder: inPlace.sortOrder }), 1, mostPlans), (order) => {
    return new Set(order.map(({ planId }) => planId)).size === order.length
  }),
})

/** All or none; tells where each was. */
export function reorderPlans({ draft }: Act, { order }: Read<typeof reordered>): Told {
  const before = order.map(({ planId }) => planOf(draft, planId).plan)
  for (const { planId, sortOrder } of order) draft.plans.put({ ...planOf(draft, planId).plan, sortOrder })
  return { before: before.map(({ id: planId, sortOrder }) => ({ planId, sortOrder })) }
}

/** MB-R9: only what nobody has, had or will have. */
export function deletePlan({ draft }: Act, { planId }: Read<typeof onePlan>): Told {
  planOf(draft, planId)
  const versions = draft.versions.where((version) => version.planId === planId)
  const hadIt = draft.periods.find(({ versionId }) => versions.some(({ id }) => id === versionId))
  const hasIt = draft.memberships.find((each) => each.planId === planId || each.nextPlanId === planId)
  if (hadIt || hasIt) refuse('membership_plan_in_use')
  for (const { id } of versions) draft.versions.remove(id)
  draft.plans.remove(planId)
  return {}
}

export const archivePlan = moved(true)
export const restorePlan = moved(false)
