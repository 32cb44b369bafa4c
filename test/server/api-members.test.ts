import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { apiHouse } from './api-file.ts'
import { codeOf, dataOf, detailsOf, rowsOf } from './api-house.ts'

const plans = '/api/v1/membership-plans'
const members = '/api/v1/members'

const api = apiHouse('manager', 'frontdesk', 'field', 'viewer', 'member')
let planId: string
beforeAll(async () => {
  planId = await newPlan()
})

const newPlan = async (more: JsonObject = {}): Promise<string> => {
  const plan = { name: `Plan ${newId().slice(-12)}`, durationType: 'MONTHS', durationValue: 1, price: '49.90', ...more }
  return String((await api.owner.must('POST', plans, plan)).id)
}
const enrolling = (more: JsonObject = {}): JsonObject => ({
  ...{ givenName: 'Ada', familyName: 'Byron', email: 'ada@post.test', membershipPlanId: planId, ...more },
})
const enrolled = (more: JsonObject = {}) => api.owner.must('POST', members, enrolling(more))

describe('[MB-A20] enrolling', () => {
  test('a member with a plan starts today and ends when the plan says; the price is the plan’s', async () => {
    const answer = await api.owner.post(members, enrolling({ phone: '+90 555 000 11 22' }))
    expect(answer).toMatchObject({
      status: 201,
      body: {
        data: {
          ...{
            name: 'Ada Byron',
            code: expect.stringMatching(/^\w{4}-\w{4}$/),
            status: 'ACTIVE',
            membershipPlanId: planId,
          },
          ...{ membershipStartAt: '2027-03-10', membershipEndAt: '2027-04-10', membershipStatus: 'active' },
          ...{ membershipPriceAtPurchase: '49.90', membershipPriceAtPurchaseMinor: 4990, membershipCurrency: 'TRY' },
          membershipPlan: { id: planId, price: '49.90', durationType: 'MONTHS' },
          contacts: { email: 'ada@post.test' },
          balances: [{ currency: 'TRY', dueMinor: 4990 }],
        },
      },
    })
  })

  test('at 23:30 in Greenwich it is tomorrow in Istanbul', async () => {
    const late = await (await api.stage.house('owner')).as('owner')
    const plan = { name: 'Night', durationType: 'DAYS', durationValue: 1, price: 0 }
    const { id } = await late.must('POST', plans, plan)
    api.stage.clock.pass(14.5 * 3_600_000)
    await late.refresh()
    const { membershipStartAt } = await late.must('POST', members, enrolling({ membershipPlanId: id ?? null }))
    // Back again: tokens of the others are not to end meanwhile.
    api.stage.clock.pass(-14.5 * 3_600_000)
    expect(membershipStartAt).toBe('2027-03-11')
  })

  test('a later start is scheduled; ids and code that the caller brings are taken', async () => {
    const [memberId, code] = [newId(), '7H3K-2MPX']
    const made = await enrolled({ memberId, code, membershipStartDate: '2027-04-01' })
    expect(made).toMatchObject({ id: memberId, code, membershipStatus: 'scheduled', membershipEndAt: '2027-05-01' })
    const again = await api.owner.post(members, enrolling({ code }))
    expect([again.status, codeOf(again)]).toEqual([409, 'member_code_taken'])
  })

  test.each<[string, JsonObject]>([
    ['the old type', { membershipType: 'Gold' }],
    ['an end', { membershipEndAt: '2027-04-01' }],
    ['no plan', { membershipPlanId: null }],
    ['no name', { givenName: '', familyName: '' }],
    ['a day that is none', { membershipStartDate: '2027-02-29' }],
    ['a month that is none', { membershipStartDate: '2027-13-01' }],
    ['an address that is none', { email: 'ada' }],
  ])('[MB-A21] [PL-R8] %s → 400 validation_failed', async (_what, more) => {
    const answer = await api.owner.post(members, enrolling(more))
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_failed'])
    expect(detailsOf(answer).issues).toMatchObject([{ path: expect.any(String) }])
  })

  test('[MB-A21] a plan that nobody has → 403, an archived one → 400; nobody is registered', async () => {
    const memberId = newId()
    const unknown = await api.owner.post(members, enrolling({ memberId, membershipPlanId: newId() }))
    expect([unknown.status, codeOf(unknown)]).toEqual([403, 'membership_plan_not_accessible'])
    const archived = await newPlan()
    await api.owner.must('POST', `${plans}/${archived}/archive`)
    const closed = await api.owner.post(members, enrolling({ memberId, membershipPlanId: archived }))
    expect([closed.status, codeOf(closed)]).toEqual([400, 'membership_plan_archived'])
    expect(await api.owner.get(`${members}/${memberId}`)).toMatchObject({ status: 404 })
  })

  test('[MB-A22] another price is a manager’s to give; the same price anybody’s; it stays when the plan changes', async () => {
    const frontdesk = await api.house.as('frontdesk')
    const refused = await frontdesk.post(members, enrolling({ membershipPriceAtPurchase: '39.90' }))
    expect([refused.status, codeOf(refused)]).toEqual([403, 'membership_price_override_forbidden'])
    expect((await frontdesk.post(members, enrolling({ membershipPriceAtPurchase: '49.90' }))).status).toBe(201)
    const own = await newPlan()
    const manager = await api.house.as('manager')
    const agreed = await manager.must(
      'POST',
      members,
      enrolling({ membershipPlanId: own, membershipPriceAtPurchase: 39.9 }),
    )
    await api.owner.must('PATCH', `${plans}/${own}`, { price: '99.00' })
    expect(dataOf(await api.owner.get(`${members}/${agreed.id}`)).membershipPriceAtPurchase).toBe('39.90')
    const odd = await manager.post(members, enrolling({ membershipPriceAtPurchase: '39.999' }))
    expect([odd.status, codeOf(odd)]).toEqual([400, 'invalid_price'])
  })

  test('[MB-A23] yesterday: not from the desk, from a manager yes; so far back that it is over: never', async () => {
    const past = { membershipStartDate: '2027-03-09' }
    const refused = await (await api.house.as('frontdesk')).post(members, enrolling(past))
    expect([refused.status, codeOf(refused)]).toEqual([400, 'membership_start_out_of_range'])
    const manager = await api.house.as('manager')
    expect((await manager.post(members, enrolling(past))).status).toBe(201)
    const over = await manager.post(members, enrolling({ membershipStartDate: '2027-01-01' }))
    expect(codeOf(over)).toBe('membership_start_out_of_range')
  })
})

describe('one member', () => {
  test('[MB-A24] the plan is told only when asked; a membership past, present or to come stands for the member', async () => {
    const { id } = await enrolled()
    expect(dataOf(await api.owner.get(`${members}/${id}`))).not.toHaveProperty('membershipPlan')
    expect(dataOf(await api.owner.get(`${members}/${id}?includePlan=true`))).toMatchObject({
      membershipPlan: { id: planId, versionNo: 1, price: '49.90', priceMinor: 4990 },
    })
    const wrong = await api.owner.get(`${members}/${id}?includePlan=yes`)
    expect([wrong.status, codeOf(wrong)]).toEqual([400, 'validation_failed'])
  })

  test('[MB-A24] a plan in a PATCH → 400, with the way to change it', async () => {
    const { id } = await enrolled()
    const answer = await api.owner.patch(`${members}/${id}`, { membershipPlanId: planId })
    expect([answer.status, codeOf(answer)]).toEqual([400, 'member_plan_change_not_allowed'])
    expect(detailsOf(answer)).toEqual({ use: 'memberships.change-plan' })
  })

  test('[PL-R8] what is named changes, null clears, what is absent stays; If-Match holds', async () => {
    const { id } = await enrolled({ phone: '+90 555 000 11 22' })
    const seen = (await api.owner.get(`${members}/${id}`)).headers.get('etag') ?? ''
    const changed = await api.owner.patch(
      `${members}/${id}`,
      { givenName: 'Augusta', phone: null },
      { 'if-match': seen },
    )
    expect(changed).toMatchObject({
      status: 200,
      body: { data: { givenName: 'Augusta', familyName: 'Byron', contacts: { phone: null, email: 'ada@post.test' } } },
    })
    const late = await api.owner.patch(`${members}/${id}`, { phone: '123456' }, { 'if-match': seen })
    expect([late.status, codeOf(late)]).toEqual([412, 'version_conflict'])
    expect((await api.owner.patch(`${members}/${id}`, { phone: '123456' })).status).toBe(200)
  })

  test('their standing may change though no row does, so the answer is always whole', async () => {
    const { id } = await enrolled()
    const etag = (await api.owner.get(`${members}/${id}`)).headers.get('etag') ?? ''
    expect((await api.owner.get(`${members}/${id}`, { 'if-none-match': etag })).status).toBe(200)
    expect(await api.owner.get(`${members}/${id}/standing`)).toMatchObject({
      status: 200,
      body: { data: { id, standing: 'amber' } },
    })
  })

  test('[MB-A25] a sale to a member, and why not: overlap, another price, nobody there', async () => {
    const { id } = await enrolled()
    const sell = (body: JsonObject) =>
      api.owner.post(`${members}/${id}/memberships`, { membershipPlanId: planId, ...body })
    const overlap = await sell({ membershipStartDate: '2027-04-10' })
    expect([overlap.status, codeOf(overlap)]).toEqual([409, 'membership_overlap'])
    expect(overlap.body).toMatchObject({
      error: {
        category: 'CONFLICT',
        alternatives: [{ command: 'memberships.purchase', input: { startsOn: '2027-04-11' } }],
      },
    })
    const sold = await sell({ membershipStartDate: '2027-04-11' })
    expect(sold).toMatchObject({
      status: 201,
      body: {
        data: { memberId: id, status: 'scheduled', startsOn: '2027-04-11', endsOn: '2027-05-11', price: '49.90' },
      },
    })
    for (const nobody of [newId(), 'abc']) {
      const gone = await api.owner.post(`${members}/${nobody}/memberships`, { membershipPlanId: newId() })
      expect([gone.status, codeOf(gone)]).toEqual([404, 'member_not_found'])
    }
    const charges = await api.owner.get(`${members}/${id}/charges?limit=1`)
    expect(charges).toMatchObject({
      status: 200,
      body: {
        data: [{ kind: 'purchase', price: '49.90', priceMinor: 4990, state: 'due' }],
        pagination: { totalItems: 2, hasNext: true },
      },
    })
    expect(codeOf(await api.owner.get(`${members}/${newId()}/charges`))).toBe('member_not_found')
  })
})

describe('the list of members', () => {
  test('[PL-R6] [PL-R7] filters, orders and pages; plans beside them when asked', async () => {
    const neighbours = await api.stage.house('owner')
    const reader = await neighbours.as('owner')
    const plan = { name: 'Basic', durationType: 'DAYS', durationValue: 30, price: '10', currency: 'EUR' }
    const { id } = await reader.must('POST', plans, plan)
    for (const givenName of ['Cem', 'Ada', 'Bea']) {
      await reader.must('POST', members, { givenName, membershipPlanId: id ?? null })
      api.stage.clock.pass(1000)
    }
    const names = async (query: string) => rowsOf(await reader.get(`${members}?${query}`)).map(({ name }) => name)
    expect(await names('')).toEqual(['Ada', 'Bea', 'Cem'])
    expect(await names('sort=-createdAt')).toEqual(['Bea', 'Ada', 'Cem'])
    expect(await names('orderBy=createdAt&orderDirection=desc&limit=1')).toEqual(['Bea'])
    expect(await names('search=be')).toEqual(['Bea'])
    expect(await names(`planId=${newId()}`)).toEqual([])
    expect(await names('effective=active&pastDue=false&status=ACTIVE')).toEqual(['Ada', 'Bea', 'Cem'])
    expect(rowsOf(await reader.get(`${members}?includePlan=true&limit=1`))).toMatchObject([
      { membershipPlanId: id, membershipPriceAtPurchase: '10.00', membershipPlan: { name: 'Basic', currency: 'EUR' } },
    ])
    for (const sort of ['-name', 'email', 'name,createdAt']) {
      const answer = await reader.get(`${members}?sort=${sort}`)
      expect([answer.status, codeOf(answer)], sort).toEqual([400, 'sort_field_unknown'])
    }
  })

  test('the floor sees names, and neither contacts nor money', async () => {
    const { id } = await enrolled()
    const field = await api.house.as('field')
    expect(dataOf(await field.get(`${members}/${id}`))).toMatchObject({
      ...{
        name: 'Ada Byron',
        contacts: null,
        balances: null,
        membershipPlanId: planId,
        membershipPriceAtPurchase: null,
      },
    })
  })
})

describe('[MB-A30] who may', () => {
  const someone = newId()
  const every = ['owner', 'manager', 'frontdesk', 'field', 'viewer', 'member']
  const desk = ['owner', 'manager', 'frontdesk']
  const routes: [string, string, Json | undefined, string[]][] = [
    ['GET', plans, undefined, every],
    ['GET', `${plans}/active`, undefined, every],
    ['GET', members, undefined, every],
    ['GET', `${members}/${someone}`, undefined, every],
    ['GET', `${members}/${someone}/standing`, undefined, every],
    ['POST', members, { givenName: 'Eve', membershipPlanId: someone }, desk],
    ['PATCH', `${members}/${someone}`, { email: 'eve@post.test' }, [...desk, 'member']],
    ['POST', `${members}/${someone}/memberships`, { membershipPlanId: someone }, desk],
    ['GET', `${members}/${someone}/charges`, undefined, [...desk, 'member']],
  ]
  const roles = ['owner', 'manager', 'frontdesk', 'field', 'viewer', 'member'] as const
  test.each(
    routes.flatMap(([method, path, body, may]) =>
      roles.map((role) => ({ method, path, body, role, may: may.includes(role) })),
    ),
  )('$role: $method $path → may $may', async ({ method, path, body, role, may }) => {
    const answer = await (await api.house.as(role)).ask(method, path, body)
    const kept =
      answer.status === 403 && codeOf(answer) === 'actor_not_permitted' && detailsOf(answer).reason === 'permission'
    expect(kept).toBe(!may)
  })

  test('a member sees and changes nobody but themselves', async () => {
    const { id } = await enrolled()
    const member = await api.house.as('member')
    for (const each of [id, newId()]) {
      for (const [method, path, body] of [
        ['GET', `${members}/${each}`, undefined],
        ['GET', `${members}/${each}/standing`, undefined],
        ['GET', `${members}/${each}/charges`, undefined],
        ['PATCH', `${members}/${each}`, { email: 'eve@post.test' }],
      ] as const) {
        const answer = await member.ask(method, path, body)
        expect([answer.status, codeOf(answer)], path).toEqual([403, 'actor_not_permitted'])
      }
    }
    expect(rowsOf(await member.get(members))).toEqual([])
  })

  test('another api.house’s member answers like one that never was', async () => {
    const { id } = await enrolled()
    const stranger = await (await api.stage.house('owner')).as('owner')
    for (const each of [id, newId(), 'abc']) {
      for (const [method, path, body] of [
        ['GET', `${members}/${each}`, undefined],
        ['PATCH', `${members}/${each}`, { email: 'eve@post.test' }],
        ['GET', `${members}/${each}/standing`, undefined],
        ['GET', `${members}/${each}/charges`, undefined],
        ['POST', `${members}/${each}/memberships`, { membershipPlanId: planId }],
      ] as const) {
        const answer = await stranger.ask(method, path, body)
        expect([answer.status, codeOf(answer)], path).toEqual([404, 'member_not_found'])
      }
    }
    const named = await stranger.get(`${members}?tenantId=${api.house.id}`)
    expect([named.status, codeOf(named)]).toEqual([403, 'tenant_mismatch'])
  })
})
