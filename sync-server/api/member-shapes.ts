import { z } from 'zod'
import { day, instant } from '../../src-shared/kernel/calendar.ts'
import { id } from '../../src-shared/kernel/id.ts'
import type { OutputOf } from '../../src-shared/kernel/query.ts'
import type { charges } from '../../src-shared/modules/memberships/sale-queries.ts'
import { heldShape } from './memberships-shapes.ts'
import { priceFields } from './money-text.ts'

const who = {
  id,
  code: z.string(),
  memberNumber: z.string().nullable(),
  name: z.string(),
  status: z.enum(['ACTIVE', 'SUSPENDED', 'ARCHIVED', 'MERGED']),
  standing: z.enum(['green', 'amber', 'red']),
}

/** A member in a list. */
export const listedMemberShape = z.object({ ...who, ...heldShape }).strict()

const contacts = z
  .object({
    email: z.string().nullable(),
    phone: z.string().nullable(),
    birthOn: day.nullable(),
    address: z.string().nullable(),
    notes: z.string().nullable(),
  })
  .strict()

const alert = z.object({
  code: z.string(),
  colour: z.enum(['amber', 'red']),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  action: z.string().nullable(),
})

const balance = z.object({ currency: z.string(), dueMinor: z.int() }).strict()

/** All that is told of one member. */
export const memberShape = z
  .object({
    ...who,
    ...heldShape,
    givenName: z.string(),
    familyName: z.string(),
    language: z.string(),
    kycStatus: z.string(),
    waiverSignedOn: day.nullable(),
    mergedIntoId: id.nullable(),
    createdAt: instant,
    /** Null where the reader may not see how somebody is reached. */
    contacts: contacts.nullable(),
    alerts: z.array(alert),
    balances: z.array(balance).nullable(),
  })
  .strict()

/** MB-R14: the card of a member. */
export const standingShape = z.object({ ...who, ...heldShape, alerts: z.array(alert) }).strict()

/** A sale as it was made. */
export const saleShape = z
  .object({
    membershipId: id,
    memberId: id,
    membershipPlanId: id,
    status: z.string(),
    startsOn: day,
    endsOn: day,
    price: z.string(),
    priceMinor: z.int(),
    currency: z.string(),
    plantSlots: z.unknown().optional(),
  })
  .strict()

/** What is or was to be paid. */
export const chargeShape = z
  .object({
    id,
    memberId: id,
    membershipId: id,
    kind: z.string(),
    price: z.string(),
    priceMinor: z.int(),
    currency: z.string(),
    dueOn: day,
    state: z.string(),
    settledAt: instant.nullable(),
  })
  .strict()

/** A charge as it is told. */
export const chargeTold = (charge: OutputOf<typeof charges>['rows'][number]) => ({
  id: charge.id,
  memberId: charge.memberId,
  membershipId: charge.membershipId,
  kind: charge.kind,
  ...priceFields(charge.amountMinor, charge.currency),
  dueOn: charge.dueOn,
  state: charge.state,
  settledAt: charge.settledAt,
})
