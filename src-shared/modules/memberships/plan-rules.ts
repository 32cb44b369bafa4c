import type { Selectable } from 'kysely'
import type { Json } from '../../kernel/json.ts'
import { isCurrency, maxPriceMinor } from '../../kernel/money.ts'
import { type Rejection, rejection } from '../../kernel/rejection.ts'
import { foldedName } from '../../kernel/text.ts'
import type { MembershipPlanVersions } from '../../schema/row-types.ts'

/** MB-R1: plans a tenant may have, archived ones included. */
export const maxPlans = 500
export const maxPlanName = 100

/** The terms of a plan version as commands and screens speak of them. Prices are in minor units of `currency`. */
export type PlanTerms = {
  durationType: 'DAYS' | 'MONTHS'
  durationValue: number
  priceMinor: number
  currency: string
  maxFreezeDays: number | null
  freezeFeeMinor: number
  autoRenew: boolean
  renewalPricePolicy: 'grandfathered' | 'current'
  renewableWhenArchived: boolean
  requiresKyc: boolean
  slotAllocation: number
  slotLocationId: string | null
}

/** MB-R10: another tenant's plan, a deleted one and one that never was get the same answer. */
export const planNotAccessible = (planId: string): Rejection =>
  rejection('membership_plan_not_accessible', { planId }, { rule: 'MB-R10' })

const limits = { DAYS: 730, MONTHS: 24 } as const

/** MB-R3: whole days up to 730 or whole months up to 24; null where the duration will do. */
export function durationRefusal(type: 'DAYS' | 'MONTHS', value: number): Rejection | null {
  const max = limits[type]
  if (Number.isInteger(value) && value >= 1 && value <= max) return null
  return rejection('invalid_plan_duration', { type, value, min: 1, max }, { rule: 'MB-R3' })
}

/** MB-R4: an active ISO 4217 currency that has a minor unit. */
const currencyRefusal = (currency: string): Rejection | null =>
  isCurrency(currency) ? null : rejection('invalid_currency', { currency }, { rule: 'MB-R4' })

/** MB-R4: whole minor units, nothing negative; 0 is a price. */
export function priceRefusal(price: number): Rejection | null {
  if (Number.isInteger(price) && price >= 0 && price <= maxPriceMinor) return null
  return rejection('invalid_price', { price, max: maxPriceMinor }, { rule: 'MB-R4' })
}

/** MB-R3, MB-R4: what is wrong with terms, or null. */
export const termsRefusal = (terms: PlanTerms): Rejection | null =>
  durationRefusal(terms.durationType, terms.durationValue) ??
  currencyRefusal(terms.currency) ??
  priceRefusal(terms.priceMinor) ??
  priceRefusal(terms.freezeFeeMinor)

type TermsRow = Pick<
  Selectable<MembershipPlanVersions>,
  | 'duration_type'
  | 'duration_value'
  | 'price_minor'
  | 'currency'
  | 'max_freeze_days'
  | 'freeze_fee_minor'
  | 'auto_renew'
  | 'renewal_price_policy'
  | 'renewable_when_archived'
  | 'requires_kyc'
  | 'slot_allocation'
  | 'slot_location_id'
>

/** Terms as a version's row keeps them. */
export const termsRow = (terms: PlanTerms): TermsRow => ({
  duration_type: terms.durationType,
  duration_value: terms.durationValue,
  price_minor: terms.priceMinor,
  currency: terms.currency,
  max_freeze_days: terms.maxFreezeDays,
  freeze_fee_minor: terms.freezeFeeMinor,
  auto_renew: terms.autoRenew,
  renewal_price_policy: terms.renewalPricePolicy,
  renewable_when_archived: terms.renewableWhenArchived,
  requires_kyc: terms.requiresKyc,
  slot_allocation: terms.slotAllocation,
  slot_location_id: terms.slotLocationId,
})

/** Terms from a version's row. */
export const termsOf = (row: TermsRow): PlanTerms => ({
  durationType: row.duration_type,
  durationValue: row.duration_value,
  priceMinor: row.price_minor,
  currency: row.currency,
  maxFreezeDays: row.max_freeze_days,
  freezeFeeMinor: row.freeze_fee_minor,
  autoRenew: row.auto_renew,
  renewalPricePolicy: row.renewal_price_policy,
  renewableWhenArchived: row.renewable_when_archived,
  requiresKyc: row.requires_kyc,
  slotAllocation: row.slot_allocation,
  slotLocationId: row.slot_location_id,
})

/** MB-R5: which terms differ; with none, no new version is opened. */
export function changedTerms(was: PlanTerms, is: PlanTerms): { field: string; was: Json; is: Json }[] {
  const before: Record<string, Json> = was
  return Object.entries(is).flatMap(([field, value]) =>
    before[field] === value ? [] : [{ field, was: before[field] ?? null, is: value }],
  )
}

/** MB-R2: "Gold" → "Gold (2)", or the first number whose name is free; a long name is cut to leave room. */
export function freeName(name: string, takenKeys: ReadonlySet<string>): string {
  for (let n = 2; ; n += 1) {
    const suffix = ` (${n})`
    const numbered =
      [...name]
        .slice(0, maxPlanName - suffix.length)
        .join('')
        .trimEnd() + suffix
    if (!takenKeys.has(foldedName(numbered))) return numbered
  }
}
