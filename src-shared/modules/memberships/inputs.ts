import { z } from 'zod'
import { day } from '../../kernel/calendar.ts'
import { id } from '../../kernel/id.ts'
import { foldedName } from '../../kernel/text.ts'
import { maxPlanName } from './plan-rules.ts'

const collapsed = (text: string): string => text.normalize('NFC').trim().replace(/\s+/gu, ' ')

/** A line of text as it is kept: composed, trimmed, inner white space collapsed. */
const line = (min: number, max: number) => z.string().transform(collapsed).pipe(z.string().min(min).max(max))

/** A longer text; empty means none. */
const note = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((text) => (text === '' ? null : text))
    .nullable()

/** MB-R1: what of a plan changes in place. */
export const planFields = {
  name: line(1, maxPlanName),
  description: note(1000),
  tier: z
    .string()
    .regex(/^[a-z0-9_-]{1,30}$/)
    .nullable(),
  sortOrder: z.int().min(0).max(9999).nullable(),
}

/**
 * The terms of a plan. Duration, price and currency are only numbers and text here: MB-R3 and MB-R4 say what is
 * wrong with them in words of their own.
 */
export const planTerms = {
  durationType: z.enum(['DAYS', 'MONTHS']),
  durationValue: z.number(),
  priceMinor: z.number(),
  currency: z.string().max(20),
  maxFreezeDays: z.int().min(0).max(365).nullable(),
  freezeFeeMinor: z.number(),
  autoRenew: z.boolean(),
  renewalPricePolicy: z.enum(['grandfathered', 'current']),
  renewableWhenArchived: z.boolean(),
  requiresKyc: z.boolean(),
  slotAllocation: z.int().min(0).max(100),
  slotLocationId: id.nullable(),
}

/** Card code: Crockford base 32 without I, L, O, U. */
export const memberCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)

/** A number of an older system, kept folded and in upper case, so that equal means equal. */
const memberNumber = z
  .string()
  .transform((text) => foldedName(text).toUpperCase())
  .pipe(z.string().min(1).max(32))

/** What a member is called and known by. */
export const memberFields = {
  givenName: line(0, 80),
  familyName: line(0, 80),
  memberNumber: memberNumber.nullable(),
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  waiverSignedOn: day.nullable(),
}

/** How a member is reached. `notes` are the staff's. */
export const contactFields = {
  email: z.string().trim().max(254).pipe(z.email()).nullable(),
  phone: z
    .string()
    .trim()
    .max(40)
    .regex(/^\+?[\d\s().\-/]*\d[\d\s().\-/]*$/)
    .nullable(),
  birthOn: day.nullable(),
  address: note(500),
  notes: note(2000),
}

export const newMember = {
  memberId: id,
  code: memberCode,
  givenName: memberFields.givenName.default(''),
  familyName: memberFields.familyName.default(''),
  memberNumber: memberFields.memberNumber.default(null),
  language: memberFields.language.optional(),
  waiverSignedOn: memberFields.waiverSignedOn.default(null),
  email: contactFields.email.default(null),
  phone: contactFields.phone.default(null),
  birthOn: contactFields.birthOn.default(null),
  address: contactFields.address.default(null),
  notes: contactFields.notes.default(null),
}

/** A member has at least one character of name. */
export const hasName = ({ givenName, familyName }: { givenName: string; familyName: string }): boolean =>
  givenName !== '' || familyName !== ''

export const newSale = {
  membershipId: id,
  periodId: id,
  chargeId: id,
  planId: id,
  planVersionId: id,
  startsOn: day.optional(),
  priceMinor: z.number().optional(),
  overrideRenews: z.boolean().optional(),
  autoRenew: z.boolean().optional(),
}

/** Paging of a list (PL-R6): pages count from 1. */
export const paging = { page: z.int().min(1).optional(), limit: z.int().min(1).max(100).optional() }

/** A freeze as it is asked for; without `toOn` as long as the budget allows. */
export const newFreeze = {
  freezeId: id,
  chargeId: id,
  membershipId: id,
  fromOn: day,
  toOn: day.optional(),
  reason: note(500).optional(),
}

/** Days from one to another, where both are named, in their order. */
export const someDays = <Shape extends z.ZodType<{ fromOn?: string | undefined; toOn?: string | undefined }>>(
  shape: Shape,
) =>
  shape.refine(({ fromOn, toOn }) => fromOn === undefined || toOn === undefined || fromOn <= toOn, {
    message: 'The last day is not before the first',
    path: ['toOn'],
  })
