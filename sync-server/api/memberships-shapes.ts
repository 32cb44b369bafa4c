import { z } from 'zod'
import { day, instant } from '../../src-shared/kernel/calendar.ts'
import { id } from '../../src-shared/kernel/id.ts'
import {
  contactFields,
  memberCode,
  memberFields,
  planFields,
  planTerms,
} from '../../src-shared/modules/memberships/inputs.ts'
import type { PlanTerms } from '../../src-shared/modules/memberships/plan-rules.ts'
import { minorOf, priceFields, priceText } from './money-text.ts'

const { priceMinor: _price, ...termsWithoutPrice } = planTerms
const someTerms = z.object({ ...termsWithoutPrice, price: priceText }).partial()

/** What makes a plan: its fields and terms side by side, with the price in major units. */
export const newPlanBody = z
  .object({
    ...z.object(planFields).partial().required({ name: true }).shape,
    ...someTerms.required({ durationType: true, durationValue: true, price: true }).shape,
  })
  .strict()

/** What of a plan is to change. */
export const planPatchBody = z.object({ ...z.object(planFields).partial().shape, ...someTerms.shape }).strict()

/** A body taken apart as commands want it; the currency is the one in which the price is meant. */
export function planInput(body: z.infer<typeof planPatchBody>, usualCurrency: string) {
  const { name, description, tier, sortOrder, price, ...terms } = body
  const priced = price === undefined ? terms : { ...terms, priceMinor: minorOf(price, terms.currency ?? usualCurrency) }
  return { fields: { name, description, tier, sortOrder }, terms: priced }
}

const termsShape = {
  durationType: z.enum(['DAYS', 'MONTHS']),
  durationValue: z.int(),
  price: z.string(),
  priceMinor: z.int(),
  currency: z.string(),
  maxFreezeDays: z.int().nullable(),
  freezeFeeMinor: z.int(),
  autoRenew: z.boolean(),
  renewalPricePolicy: z.enum(['grandfathered', 'current']),
  renewableWhenArchived: z.boolean(),
  requiresKyc: z.boolean(),
  slotAllocation: z.int(),
  slotLocationId: id.nullable(),
}

/** A plan as every route tells it. */
export const planShape = z
  .object({
    id,
    name: z.string(),
    description: z.string().nullable(),
    tier: z.string().nullable(),
    sortOrder: z.int().nullable(),
    status: z.enum(['ACTIVE', 'ARCHIVED']),
    archivedAt: instant.nullable(),
    versionId: id,
    versionNo: z.int(),
    ...termsShape,
  })
  .strict()

/** The same in a list, with how many active members it has (MB-R8). */
export const listedPlanShape = planShape.extend({ activeMembers: z.int() }).strict()

interface PlanAnswer {
  id: string
  name: string
  description: string | null
  tier: string | null
  sortOrder: number | null
  status: string
  archivedAt: string | null
  versionId: string
  versionNo: number
  terms: PlanTerms
}

const termsTold = ({ priceMinor, currency, ...terms }: PlanTerms) => ({
  ...terms,
  ...priceFields(priceMinor, currency),
})

/** A plan as it is told. */
export const planTold = ({ terms, ...plan }: PlanAnswer) => ({
  id: plan.id,
  name: plan.name,
  description: plan.description,
  tier: plan.tier,
  sortOrder: plan.sortOrder,
  status: plan.status,
  archivedAt: plan.archivedAt,
  versionId: plan.versionId,
  versionNo: plan.versionNo,
  ...termsTold(terms),
})

/** The plan of a membership, on the terms on which it was sold. */
const soldPlanShape = z.object({ id, name: z.string().nullable(), ...termsShape, versionNo: z.int() }).strict()

/** What a member's membership is told as; all null without one (memberships.md section 10). */
export const heldShape = {
  membershipId: id.nullable(),
  membershipPlanId: id.nullable(),
  membershipStatus: z.enum(['scheduled', 'active', 'pending_slots', 'frozen', 'expired', 'cancelled']).nullable(),
  membershipStartAt: day.nullable(),
  membershipEndAt: day.nullable(),
  membershipPriceAtPurchase: z.string().nullable(),
  membershipPriceAtPurchaseMinor: z.int().nullable(),
  membershipCurrency: z.string().nullable(),
  membershipPlan: soldPlanShape.nullable().optional(),
}

/** A membership that stands for a member, as queries give it. */
export interface Held {
  id: string
  planId: string
  planName: string | null
  status: string
  startsOn: string
  endsOn: string
}

/** What was agreed for it: price and terms; null where the reader may not know, or nobody does. */
export interface Agreed {
  priceMinor: number | null
  currency: string
  terms: (PlanTerms & { versionNo: number }) | null
}

/** The membership of a member as it is told; `withPlan` puts its plan beside it. */
export function heldTold(held: Held | null, agreed: Agreed | undefined, withPlan: boolean) {
  const minor = agreed?.priceMinor ?? null
  const price = minor === null ? null : priceFields(minor, agreed?.currency ?? '').price
  return {
    membershipId: held?.id ?? null,
    membershipPlanId: held?.planId ?? null,
    membershipStatus: held?.status ?? null,
    membershipStartAt: held?.startsOn ?? null,
    membershipEndAt: held?.endsOn ?? null,
    membershipPriceAtPurchase: price,
    membershipPriceAtPurchaseMinor: minor,
    membershipCurrency: price === null ? null : (agreed?.currency ?? null),
    ...(withPlan && {
      membershipPlan:
        held && agreed?.terms ? { id: held.planId, name: held.planName, ...termsTold(agreed.terms) } : null,
    }),
  }
}

/** What registers a member and sells to them at once. */
export const newMemberBody = z
  .object({
    ...z.object({ ...memberFields, ...contactFields }).partial().shape,
    memberId: id.optional(),
    code: memberCode.optional(),
    membershipPlanId: id,
    membershipStartDate: day.optional(),
    membershipPriceAtPurchase: priceText.optional(),
    autoRenew: z.boolean().optional(),
    overrideRenews: z.boolean().optional(),
  })
  .strict()

/** What of a member is to change. A plan is let through to be refused with the way to change it (MB-R50). */
export const memberPatchBody = z
  .object({ ...memberFields, ...contactFields, membershipPlanId: z.unknown() })
  .partial()
  .strict()

/** A sale to a member. */
export const saleBody = z
  .object({
    membershipPlanId: id,
    membershipStartDate: day.optional(),
    membershipPriceAtPurchase: priceText.optional(),
    autoRenew: z.boolean().optional(),
    overrideRenews: z.boolean().optional(),
  })
  .strict()
