import { describe, expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import { apiHouse } from './api-file.ts'
import { codeOf, dataOf } from './api-house.ts'

const memberships = '/api/v1/memberships'

const api = apiHouse('manager', 'frontdesk', 'field', 'viewer', 'member')

/** A membership from 2027-03-10 to 2027-04-10 that may stand still for 14 days. */
async function newMembership(): Promise<string> {
  const terms = { durationType: 'MONTHS', durationValue: 1, price: '49.90', maxFreezeDays: 14 }
  const plan = await api.owner.must('POST', '/api/v1/membership-plans', {
    name: `Plan ${newId().slice(-12)}`,
    ...terms,
  })
  const member = await api.owner.must('POST', '/api/v1/members', {
    givenName: 'Ada',
    membershipPlanId: plan.id ?? null,
  })
  return String(member.membershipId)
}

describe('[MB-A50] renewing', () => {
  test('once ahead, on the price that was paid; not twice', async () => {
    const id = await newMembership()
    expect(await api.owner.post(`${memberships}/${id}/renew`)).toMatchObject({
      status: 200,
      body: {
        data: { membershipId: id, startsOn: '2027-04-11', endsOn: '2027-05-10', price: '49.90', currency: 'TRY' },
      },
    })
    const again = await api.owner.post(`${memberships}/${id}/renew`)
    expect([again.status, codeOf(again)]).toEqual([409, 'membership_already_renewed'])
  })
})

describe('[MB-A42] standing still', () => {
  test('what is shown before is what is done; and back again', async () => {
    const id = await newMembership()
    const shown = dataOf(await api.owner.get(`${memberships}/${id}/preview-freeze?fromOn=2027-03-10&toOn=2027-03-14`))
    expect(shown).toMatchObject({ days: 5, becomes: { endsOn: '2027-04-15' }, refusal: null })
    const done = await api.owner.post(`${memberships}/${id}/freeze`, { fromOn: '2027-03-10', toOn: '2027-03-14' })
    expect(done).toMatchObject({ status: 200, body: { data: { toOn: '2027-03-14', endsOn: '2027-04-15' } } })
    const over = await api.owner.post(`${memberships}/${id}/freeze`, { fromOn: '2027-03-25', toOn: '2027-04-05' })
    expect([over.status, codeOf(over)]).toEqual([409, 'membership_freeze_budget_exceeded'])
    const back = await api.owner.post(`${memberships}/${id}/unfreeze`, { on: '2027-03-10' })
    expect(back).toMatchObject({ status: 200, body: { data: { toOn: null, endsOn: '2027-04-10' } } })
    const none = await api.owner.post(`${memberships}/${id}/unfreeze`, { on: '2027-03-10' })
    expect([none.status, codeOf(none)]).toEqual([409, 'membership_not_frozen'])
  })
})

describe('who may', () => {
  const someone = newId()
  const desk = ['owner', 'manager', 'frontdesk', 'member']
  const routes: [string, string, Json | undefined, string[]][] = [
    ['POST', `${memberships}/${someone}/renew`, {}, desk],
    ['POST', `${memberships}/${someone}/freeze`, { fromOn: '2027-03-20' }, desk],
    ['POST', `${memberships}/${someone}/unfreeze`, { on: '2027-03-20' }, desk],
    ['GET', `${memberships}/${someone}/preview-freeze?fromOn=2027-03-20`, undefined, [...desk, 'field', 'viewer']],
  ]
  const roles = ['owner', 'manager', 'frontdesk', 'field', 'viewer', 'member'] as const
  test.each(
    routes.flatMap(([method, path, body, may]) =>
      roles.map((role) => ({ method, path, body, role, may: may.includes(role) })),
    ),
  )('$role: $method $path → may $may', async ({ method, path, body, role, may }) => {
    const answer = await (await api.house.as(role)).ask(method, path, body)
    const expected = may ? [404, 'membership_not_found'] : [403, 'actor_not_permitted']
    if (role !== 'member') expect([answer.status, codeOf(answer)]).toEqual(expected)
    else expect([403, 404]).toContain(answer.status)
  })

  test('a membership of another api.house, and what is no id, are not there', async () => {
    const id = await newMembership()
    const stranger = await (await api.stage.house('owner')).as('owner')
    for (const each of [id, 'abc']) {
      const answer = await stranger.post(`${memberships}/${each}/renew`)
      expect([answer.status, codeOf(answer)]).toEqual([404, 'membership_not_found'])
    }
  })
})
