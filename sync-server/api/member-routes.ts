import { z } from 'zod'
import { dayOf } from '../../src-shared/kernel/calendar.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import { reachOf } from '../../src-shared/kernel/permission.ts'
import type { OutputOf } from '../../src-shared/kernel/query.ts'
import { reject } from '../../src-shared/kernel/rejection.ts'
import { listMembers } from '../../src-shared/modules/memberships/member-list.ts'
import { member, standing } from '../../src-shared/modules/memberships/member-queries.ts'
import { enrol } from '../../src-shared/modules/memberships/sale-commands.ts'
import { updateMember } from '../../src-shared/modules/memberships/update-member.ts'
import { asGiven } from './as-given.ts'
import type { ReadCall } from './call.ts'
import { newCardCode } from './card-code.ts'
import { listedMemberShape, memberShape, standingShape } from './member-shapes.ts'
import { agreedFor } from './memberships-reads.ts'
import { type Held, heldTold, memberPatchBody, newMemberBody } from './memberships-shapes.ts'
import { flag, pageOf, pageParameters, sortOf, sortParameters } from './paging.ts'
import { type Route, reading, writing } from './route.ts'
import { memberVersion } from './row-versions.ts'
import { saleInput, saleRefusals } from './sale-routes.ts'

const seen = { all: ['member_view'] }
/** What every route of one member has in common. Their standing changes with the day, though no row does. */
const ofOne = { unknownId: 'member_not_found', row: memberVersion, revalidates: false, own: true }

type ListedMember = OutputOf<typeof listMembers>['rows'][number]
type Withheld = { includePlan: boolean }

const seesMoney = ({ actor }: ReadCall): boolean => reachOf(actor.grants, 'membership_charge_view') !== null

/** What was agreed for the memberships that stand for members, by membership. */
const agreedOf = (call: ReadCall, held: readonly (Held | null)[]) =>
  agreedFor(
    call.db,
    held.flatMap((membership) => membership?.id ?? []),
    { today: dayOf(call.at, call.tenant.timeZone), seesMoney: seesMoney(call) },
  )

const whoTold = ({ id, code, memberNumber, name, status, colour }: Omit<ListedMember, 'membership'>) => ({
  ...{ id, code, memberNumber, name, status },
  standing: colour,
})

/** A member with all that the reader may know. */
export async function memberTold(call: ReadCall, memberId: string, { includePlan }: Withheld) {
  const found = await call.ask(member, { memberId })
  const { membership, givenName, familyName, language, kycStatus, waiverSignedOn, mergedIntoId } = found
  const { createdAt, contacts, alerts, balances } = found
  const agreed = (await agreedOf(call, [membership])).get(membership?.id ?? '')
  return {
    ...whoTold(found),
    ...heldTold(membership, agreed, includePlan),
    ...{ givenName, familyName, language, kycStatus, waiverSignedOn, mergedIntoId, createdAt },
    ...{ contacts, alerts, balances },
  }
}

const listQuery = z.object({
  status: z.enum(['ACTIVE', 'SUSPENDED', 'ARCHIVED', 'MERGED']).optional(),
  planId: z.uuid().toLowerCase().optional(),
  effective: z.enum(['scheduled', 'active', 'pending_slots', 'frozen', 'expired', 'cancelled']).optional(),
  endsBefore: z.iso.date().optional(),
  pastDue: flag.optional(),
  search: z.string().max(100).optional(),
  includePlan: flag.optional(),
  ...sortParameters,
  ...pageParameters,
})

/** PL-R7: orders that the list has, each in its one direction. */
const orders = { name: 'name', endsOn: 'endsOn', '-createdAt': 'created' } as const

function orderOf(asked: z.infer<typeof listQuery>): { sort?: 'name' | 'endsOn' | 'created' } {
  const keys = sortOf(asked, ['name', 'endsOn', 'createdAt'])
  if (keys.length === 0) return {}
  const name = keys.map(({ field, descending }) => `${descending ? '-' : ''}${field}`).join()
  const order = Object.entries(orders).find(([published]) => published === name)?.[1]
  if (!order) return reject('sort_field_unknown', { field: name, known: Object.keys(orders) }, { rule: 'PL-R7' })
  return { sort: order }
}

/** The routes of members (memberships.md section 10). */
export const memberRoutes: readonly Route[] = [
  reading('envelope')({
    method: 'GET',
    path: '/api/v1/members',
    does: listMembers.name,
    needs: seen,
    own: true,
    paged: true,
    query: listQuery,
    answer: z.array(listedMemberShape),
    async run(call, { query }) {
      const { page, limit } = pageOf(query)
      const { status, planId, effective, endsBefore, pastDue, search, includePlan = false } = query
      const filters = asGiven({ status, planId, effective, endsBefore, pastDue, search })
      const { total, rows } = await call.ask(listMembers, { page, limit, ...filters, ...orderOf(query) })
      const agreed = await agreedOf(
        call,
        rows.map(({ membership }) => membership),
      )
      const data = rows.map((row) => ({
        ...whoTold(row),
        ...heldTold(row.membership, agreed.get(row.membership?.id ?? ''), includePlan),
      }))
      return { data, page: { page, pageSize: limit, totalItems: total } }
    },
  }),
  reading('envelope')({
    ...ofOne,
    method: 'GET',
    path: '/api/v1/members/:id',
    does: member.name,
    needs: seen,
    query: z.object({ includePlan: flag.optional() }),
    answer: memberShape,
    codes: ['member_not_found'],
    run: async (call, { id, query: { includePlan = false } }) => ({
      data: await memberTold(call, id, { includePlan }),
    }),
  }),
  writing('envelope')({
    method: 'POST',
    path: '/api/v1/members',
    does: enrol.name,
    needs: { all: ['member_create', 'membership_create'] },
    body: newMemberBody,
    status: 201,
    answer: memberShape,
    codes: [...saleRefusals, 'member_code_taken', 'member_number_taken', 'row_id_taken'],
    async run(call, { body }) {
      const { membershipPlanId, membershipStartDate, membershipPriceAtPurchase, autoRenew, overrideRenews, ...person } =
        body
      const sold = { membershipPlanId, membershipStartDate, membershipPriceAtPurchase, autoRenew, overrideRenews }
      const { memberId = call.fresh('member'), code = newCardCode() } = body
      await call.give(enrol, { ...person, memberId, code, ...(await saleInput(call, sold)) })
      return {
        data: await memberTold(call, memberId, { includePlan: true }),
        rowVersion: await memberVersion(call.db, memberId),
      }
    },
  }),
  writing('envelope')({
    ...ofOne,
    method: 'PATCH',
    path: '/api/v1/members/:id',
    does: updateMember.name,
    needs: { all: ['member_update'] },
    body: memberPatchBody,
    answer: memberShape,
    codes: [
      ...['member_not_found', 'member_merged', 'member_number_taken'],
      ...['member_plan_change_not_allowed', 'version_conflict'],
    ],
    async run(call, { id: memberId, body: changes }) {
      const { contacts, ...present } = await call.ask(member, { memberId })
      const fields: Record<string, Json> = { ...present, ...contacts }
      const seenFields = Object.keys(changes).filter((field) => field !== 'membershipPlanId')
      const before = Object.fromEntries(seenFields.map((field) => [field, fields[field] ?? null]))
      await call.give(updateMember, { memberId, changes, seen: before })
      return { data: await memberTold(call, memberId, { includePlan: false }) }
    },
  }),
  reading('envelope')({
    method: 'GET',
    path: '/api/v1/members/:id/standing',
    unknownId: 'member_not_found',
    does: standing.name,
    needs: { all: ['membership_view'] },
    own: true,
    answer: standingShape,
    codes: ['member_not_found'],
    async run(call, { id: memberId }) {
      const { membership, alerts, ...found } = await call.ask(standing, { memberId })
      const agreed = (await agreedOf(call, [membership])).get(membership?.id ?? '')
      return { data: { ...whoTold(found), ...heldTold(membership, agreed, false), alerts } }
    },
  }),
]
