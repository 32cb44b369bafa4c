import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { apiServer } from './api-file.ts'
import { type ApiHouse, type Caller, codeOf, dataOf, rowsOf } from './api-house.ts'

const memberships = '/api/v1/memberships'
const plans = '/api/v1/membership-plans'

const api = apiServer()
let house: ApiHouse
let owner: Caller

/** A house that is opened on a day. */
async function openOn(day: string): Promise<void> {
  api.stage.clock.set(`${day}T09:00:00.000Z`)
  house = await api.stage.house('owner', 'admin', 'manager', 'frontdesk', 'field', 'viewer')
  owner = await house.as('owner')
}

const newPlan = async (terms: JsonObject = {}): Promise<string> => {
  const usual = { durationType: 'MONTHS', durationValue: 1, price: '49.90', currency: 'TRY' }
  return String((await owner.must('POST', plans, { name: `Plan ${newId().slice(-12)}`, ...usual, ...terms })).id)
}

/** A membership that somebody has, from a day on. */
async function sold(membershipPlanId: string, membershipStartDate: string): Promise<{ id: string; memberId: string }> {
  const made = await owner.must('POST', '/api/v1/members', { givenName: 'Ada', membershipPlanId, membershipStartDate })
  return { id: String(made.membershipId), memberId: String(made.id) }
}

const change = (id: string, toPlanId: string, more: JsonObject = {}) =>
  owner.post(`${memberships}/${id}/change-plan`, { mode: 'now', toPlanId, ...more })
const preview = async (id: string, toPlanId: string, on: string) =>
  dataOf(await owner.get(`${memberships}/${id}/preview-change?toPlanId=${toPlanId}&on=${on}`))

describe('[MB-A54] changing the plan', () => {
  test('the first example of MB-R51, to the minor unit: 185 of 366 days unused of 1,200.00 are 606.56', async () => {
    await openOn('2027-01-01')
    const year = await newPlan({ durationValue: 12, price: '1200.00', maxFreezeDays: 30 })
    const other = await newPlan({ price: '100.00' })
    const { id } = await sold(year, '2027-01-01')
    const frozen = await sold(year, '2027-01-01')
    const pause = { fromOn: '2027-03-01', toOn: '2027-03-20' }
    await owner.must('POST', `${memberships}/${frozen.id}/freeze`, pause)
    api.stage.clock.set('2027-07-01T09:00:00.000Z')
    // Nobody's session lasts for half a year.
    owner = await house.as('manager')
    expect(await preview(id, other, '2027-07-01')).toMatchObject({
      change: { paidDays: 366, unusedDays: 185, credit: '606.56', creditMinor: 60656, price: '100.00', net: '-506.56' },
      refusal: null,
    })
    expect(await change(id, other)).toMatchObject({
      status: 200,
      body: { data: { membershipId: id, credit: '606.56', net: '-506.56', netMinor: -50656, currency: 'TRY' } },
    })
    expect(await change(frozen.id, other)).toMatchObject({ status: 200, body: { data: { credit: '672.13' } } })
  })

  test('on the first day all of it comes back; on the last of 31 days at 49.90, 1.61', async () => {
    await openOn('2027-04-30')
    const [from, to] = [await newPlan(), await newPlan({ price: '10.00' })]
    const one = await sold(from, today())
    expect(await change(one.id, to)).toMatchObject({ status: 200, body: { data: { credit: '49.90' } } })
    const other = await sold(from, today())
    expect(await preview(other.id, to, await lastDayOf(other.memberId))).toMatchObject({
      change: { paidDays: 31, credit: '1.61' },
    })
  })

  test('refused: a freeze ahead, another currency, the same plan, a plan that is none, one that is archived', async () => {
    await openOn('2027-07-31')
    const from = await newPlan({ maxFreezeDays: 10 })
    const { id } = await sold(from, today())
    const answers: [Promise<string>, number, string][] = [
      [newPlan({ currency: 'EUR' }), 409, 'membership_currency_mismatch'],
      [Promise.resolve(from), 409, 'membership_change_same_plan'],
      [Promise.resolve(newId()), 403, 'membership_plan_not_accessible'],
    ]
    for (const [to, status, code] of answers) {
      const answer = await change(id, await to)
      expect([answer.status, codeOf(answer)]).toEqual([status, code])
    }
    const gone = await newPlan()
    await owner.must('POST', `${plans}/${gone}/archive`)
    const archived = await change(id, gone)
    expect([archived.status, codeOf(archived)]).toEqual([400, 'membership_plan_archived'])
    await owner.must('POST', `${memberships}/${id}/freeze`, { fromOn: plusDays(5), toOn: plusDays(6) })
    const ahead = await change(id, await newPlan())
    expect([ahead.status, codeOf(ahead)]).toEqual([409, 'membership_freeze_pending'])
    const later = { mode: 'at_renewal', toPlanId: await newPlan() }
    expect(await owner.post(`${memberships}/${id}/change-plan`, later)).toMatchObject({
      status: 200,
      body: { data: { creditMinor: 0, netMinor: 0 } },
    })
  })
})

describe('[MB-A56] cancelling', () => {
  test('31 days at 49.90, cancelled from the twelfth on, prorated: 32.19 back; and it goes on after all', async () => {
    await openOn('2028-04-30')
    const { id, memberId } = await sold(await newPlan(), '2028-04-30')
    const [charge] = rowsOf(await owner.get(`/api/v1/members/${memberId}/charges`))
    const paid = { chargeIds: [charge?.id ?? null], method: 'cash', amount: '49.90' }
    await owner.must('POST', `/api/v1/members/${memberId}/charges/settle`, paid)
    api.stage.clock.set('2028-05-10T09:00:00.000Z')
    owner = await house.as('admin')
    const body = { on: '2028-05-11', reason: 'moves away', refund: 'prorated' }
    expect(await owner.post(`${memberships}/${id}/cancel`, body)).toMatchObject({
      status: 200,
      body: {
        data: { membershipId: id, cancelledOn: '2028-05-11', refund: '32.19', refundMinor: 3219, currency: 'TRY' },
      },
    })
    const again = await owner.post(`${memberships}/${id}/cancel`, { ...body, on: '2028-05-12' })
    expect([again.status, codeOf(again)]).toEqual([409, 'membership_already_cancelled'])
    expect(again.body).toMatchObject({ error: { details: { on: '2028-05-11', by: expect.stringContaining('admin') } } })
    const back = await owner.post(`${memberships}/${id}/reinstate`)
    expect(back).toMatchObject({ status: 200, body: { data: { membershipId: id, endsOn: '2028-05-30' } } })
  })

  test('without a reason, without a refund, on a day long gone', async () => {
    await openOn('2028-04-30')
    const { id } = await sold(await newPlan(), today())
    const bodies: JsonObject[] = [
      { refund: 'none' },
      { reason: 'x' },
      { reason: 'x', refund: 'none', on: '2020-01-01' },
    ]
    for (const body of bodies) {
      const answer = await owner.post(`${memberships}/${id}/cancel`, body)
      expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_failed'])
    }
  })
})

describe('who may', () => {
  beforeAll(() => openOn('2028-05-10'))
  const someone = newId()
  const staff = ['owner', 'manager']
  const all = ['owner', 'manager', 'frontdesk']
  const routes: [string, string, Json | undefined, string[]][] = [
    ['POST', `${memberships}/${someone}/change-plan`, { mode: 'at_renewal', toPlanId: null }, staff],
    ['POST', `${memberships}/${someone}/cancel`, { reason: 'why', refund: 'none' }, staff],
    ['POST', `${memberships}/${someone}/reinstate`, {}, staff],
    ['GET', `${memberships}/${someone}/preview-change?toPlanId=${someone}`, undefined, all],
  ]
  const roles = ['owner', 'manager', 'frontdesk', 'field', 'viewer'] as const
  test.each(
    routes.flatMap(([method, path, body, may]) =>
      roles.map((role) => ({ method, path, body, role, may: may.includes(role) })),
    ),
  )('$role: $method $path → may $may', async ({ method, path, body, role, may }) => {
    const caller = await house.as(role)
    await caller.refresh()
    const answer = await caller.ask(method, path, body)
    expect(codeOf(answer) === 'actor_not_permitted').toBe(!may)
    if (may) expect(codeOf(answer)).toMatch(/^membership_(not_found|plan_not_accessible)$/)
  })
})

const today = (): string => api.stage.clock.now().toISOString().slice(0, 10)
const plusDays = (days: number): string =>
  new Date(api.stage.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
const lastDayOf = async (memberId: string): Promise<string> =>
  String(dataOf(await owner.get(`/api/v1/members/${memberId}`)).membershipEndAt)
