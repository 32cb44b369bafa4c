import { describe, expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { apiHouse } from './api-file.ts'
import { codeOf, detailsOf, rowsOf } from './api-house.ts'

const plans = '/api/v1/membership-plans'
const members = '/api/v1/members'

const api = apiHouse('manager', 'frontdesk', 'field', 'viewer', 'member')

const newPlan = async (name = `Plan ${newId().slice(-12)}`): Promise<string> =>
  String((await api.owner.must('POST', plans, { name, durationType: 'MONTHS', durationValue: 1, price: '49.90' })).id)
const enrolled = async (planId: string): Promise<string> =>
  String((await api.owner.must('POST', members, { givenName: 'Ada', membershipPlanId: planId })).id)

describe('[MB-A9] deleting a plan', () => {
  test('one that nobody ever had is gone, and its name is free again', async () => {
    const name = `Gold ${newId().slice(-12)}`
    const id = await newPlan(name)
    expect(await api.owner.delete(`${plans}/${id}`)).toMatchObject({ status: 204, body: '' })
    const gone = await api.owner.get(`${plans}/${id}`)
    expect([gone.status, codeOf(gone)]).toEqual([403, 'membership_plan_not_accessible'])
    expect(codeOf(await api.owner.delete(`${plans}/${id}`))).toBe('membership_plan_not_accessible')
    await newPlan(name)
  })

  test('one that somebody had → 409, with how many', async () => {
    const id = await newPlan()
    await enrolled(id)
    const answer = await api.owner.delete(`${plans}/${id}`)
    expect([answer.status, codeOf(answer)]).toEqual([409, 'membership_plan_in_use'])
    expect(detailsOf(answer)).toEqual({ memberships: 1, activeMembers: 1 })
  })

  test('[MB-A11] another api.house’s, and none at all', async () => {
    const id = await newPlan()
    const stranger = await (await api.stage.house('owner')).as('owner')
    for (const each of [id, newId(), 'abc']) {
      const answer = await stranger.delete(`${plans}/${each}`)
      expect([answer.status, codeOf(answer)]).toEqual([403, 'membership_plan_not_accessible'])
    }
    expect((await api.owner.get(`${plans}/${id}`)).status).toBe(200)
  })
})

describe('[MB-A58] settling', () => {
  const chargesOf = async (memberId: string) => rowsOf(await api.owner.get(`${members}/${memberId}/charges`))

  test('what is due is settled with its very sum; another sum, and twice, are refused', async () => {
    const memberId = await enrolled(await newPlan())
    const [charge] = await chargesOf(memberId)
    const settle = (more: JsonObject = {}) =>
      api.owner.post(`${members}/${memberId}/charges/settle`, {
        ...{ chargeIds: [charge?.id ?? null], method: 'cash', amount: '49.90', ...more },
      })
    const wrong = await settle({ amount: '49.91' })
    expect([wrong.status, codeOf(wrong)]).toEqual([409, 'membership_charge_amount_mismatch'])
    expect(detailsOf(wrong)).toMatchObject({ expected: 4990 })
    expect(await settle()).toMatchObject({
      status: 200,
      body: { data: { price: '49.90', priceMinor: 4990, currency: 'TRY' } },
    })
    expect(await chargesOf(memberId)).toMatchObject([{ state: 'settled' }])
    const again = await settle()
    expect([again.status, codeOf(again)]).toEqual([409, 'membership_charge_already_settled'])
  })

  test('a charge of somebody else is none of this member’s; nobody → 404; other methods → 400', async () => {
    const planId = await newPlan()
    const [ada, bea] = [await enrolled(planId), await enrolled(planId)]
    const [charge] = await chargesOf(bea)
    const body = { chargeIds: [charge?.id ?? null], method: 'cash', amount: '49.90' }
    const others = await api.owner.post(`${members}/${ada}/charges/settle`, body)
    expect([others.status, codeOf(others)]).toEqual([404, 'membership_charge_not_found'])
    expect(codeOf(await api.owner.post(`${members}/${newId()}/charges/settle`, body))).toBe('member_not_found')
    const card = await api.owner.post(`${members}/${bea}/charges/settle`, { ...body, method: 'card' })
    expect([card.status, codeOf(card)]).toEqual([400, 'validation_failed'])
  })
})

describe('[MB-A60] archiving a member', () => {
  test('not while a membership is in force; when it is over, yes, and twice is once', async () => {
    const memberId = await enrolled(await newPlan())
    const answer = await api.owner.post(`${members}/${memberId}/archive`)
    expect([answer.status, codeOf(answer)]).toEqual([409, 'member_has_active_membership'])
    const made = await api.owner.must('POST', '/api/v1/commands', {
      ...{ id: newId(), name: 'memberships.create-member' },
      input: { memberId: newId(), code: '7H3K-2MPY', givenName: 'Cem' },
    })
    const { memberId: free } = Object(made.outcome)
    for (let n = 0; n < 2; n += 1) {
      expect(await api.owner.post(`${members}/${free}/archive`)).toMatchObject({
        status: 200,
        body: { data: { status: 'ARCHIVED' } },
      })
    }
  })
})

describe('who may', () => {
  const someone = newId()
  const routes: [string, string, Json | undefined, string[]][] = [
    ['DELETE', `${plans}/${someone}`, undefined, ['owner']],
    ['POST', `${members}/${someone}/archive`, {}, ['owner', 'manager']],
    [
      'POST',
      `${members}/${someone}/charges/settle`,
      { chargeIds: [someone], method: 'cash', amount: 1 },
      ['owner', 'manager', 'frontdesk'],
    ],
  ]
  const roles = ['owner', 'manager', 'frontdesk', 'field', 'viewer', 'member'] as const
  test.each(
    routes.flatMap(([method, path, body, may]) =>
      roles.map((role) => ({ method, path, body, role, may: may.includes(role) })),
    ),
  )('$role: $method $path → may $may', async ({ method, path, body, role, may }) => {
    const answer = await (await api.house.as(role)).ask(method, path, body)
    expect(codeOf(answer) === 'actor_not_permitted').toBe(!may)
  })
})
