import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { apiHouse } from './api-file.ts'
import { type Caller, codeOf, dataOf, detailsOf, rowsOf } from './api-house.ts'

const root = '/api/v1/membership-plans'
const unique = (name: string) => `${name} ${newId().slice(-12)}`
const monthly = (more: JsonObject = {}): JsonObject => ({
  ...{ name: unique('Plan'), durationType: 'MONTHS', durationValue: 1, price: '49.90', currency: 'TRY', ...more },
})

const api = apiHouse('manager', 'frontdesk', 'field', 'viewer', 'member')

const made = (more: JsonObject = {}) => api.owner.must('POST', root, monthly(more))

describe('making a plan', () => {
  test('[MB-A3] all fields → 201, all returned; price as a decimal text, minor units beside it', async () => {
    const all = {
      ...monthly({ description: 'With a view', tier: 'plus', sortOrder: 3, maxFreezeDays: 14, freezeFeeMinor: 500 }),
      ...{ autoRenew: true, renewalPricePolicy: 'current', renewableWhenArchived: false, requiresKyc: true },
      ...{ slotAllocation: 2, slotLocationId: null },
    }
    const answer = await api.owner.post(root, all)
    expect(answer).toMatchObject({ status: 201, body: { success: true, data: { ...all, priceMinor: 4990 } } })
    expect(answer.headers.get('etag')).toMatch(/^"\d+"$/)
    expect(answer.body).toMatchObject({ metadata: { requestId: answer.headers.get('x-request-id') } })
  })

  test('[MB-A3] price 0 is a price', async () => {
    expect(await api.owner.post(root, monthly({ price: 0 }))).toMatchObject({
      status: 201,
      body: { data: { price: '0.00' } },
    })
  })

  test.each([
    ['DAYS', 0, 730],
    ['DAYS', 731, 730],
    ['MONTHS', 0, 24],
    ['MONTHS', 25, 24],
    ['MONTHS', 1.5, 24],
  ])('[MB-A4] %s %s → invalid_plan_duration with what is possible', async (durationType, durationValue, max) => {
    const answer = await api.owner.post(root, monthly({ durationType, durationValue }))
    expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid_plan_duration'])
    expect(detailsOf(answer)).toMatchObject({ type: durationType, value: durationValue, min: 1, max })
  })

  test.each([
    ['DAYS', 730],
    ['MONTHS', 24],
  ])('[MB-A4] %s %s passes', async (durationType, durationValue) => {
    expect(await api.owner.post(root, monthly({ durationType, durationValue }))).toMatchObject({ status: 201 })
  })

  test.each(['usd', 'US', 'ABC', 'XXX'])('[MB-A5] currency %s → invalid_currency', async (currency) => {
    const answer = await api.owner.post(root, monthly({ currency }))
    expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid_currency'])
  })

  test.each([
    ['JPY', '10.5'],
    ['TRY', '49.999'],
    ['TRY', '-1'],
    ['TRY', 49.999],
    ['TRY', '1000000000.00'],
  ])('[MB-A5] %s %s → invalid_price', async (currency, price) => {
    const answer = await api.owner.post(root, monthly({ currency, price }))
    expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid_price'])
  })

  test.each([
    ['KWD', '1.234', 1234, '1.234'],
    ['JPY', '4990', 4990, '4990'],
    ['JPY', 4990, 4990, '4990'],
    ['TRY', '49.9', 4990, '49.90'],
    ['TRY', 49.9, 4990, '49.90'],
    ['TRY', '49.900', 4990, '49.90'],
    ['TRY', '0.07', 7, '0.07'],
  ])('[MB-A5] %s %s is %s minor units, told as %s', async (currency, price, priceMinor, told) => {
    expect(await api.owner.post(root, monthly({ currency, price }))).toMatchObject({
      status: 201,
      body: { data: { price: told, priceMinor } },
    })
  })

  test.each<[string, JsonObject]>([
    ['no name', { name: '' }],
    ['a price that is none', { price: 'much' }],
    ['an unknown field', { colour: 'red' }],
    ['a duration of another kind', { durationType: 'YEARS' }],
    ['a sort order beyond', { sortOrder: 10_000 }],
  ])('[PL-R8] %s → 400 validation_failed', async (_what, more) => {
    const answer = await api.owner.post(root, monthly(more))
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_failed'])
  })

  test('[MB-A6] a name is taken in any spelling, also while archived; in another api.house it is free', async () => {
    const name = unique('Gold')
    const { id } = await made({ name })
    for (const other of [name.toLowerCase(), ` ${name.toUpperCase()} `]) {
      const answer = await api.owner.post(root, monthly({ name: other }))
      expect([answer.status, codeOf(answer)]).toEqual([409, 'membership_plan_name_taken'])
      expect(detailsOf(answer)).toMatchObject({ planId: id, status: 'ACTIVE' })
    }
    await api.owner.must('POST', `${root}/${id}/archive`)
    expect(codeOf(await api.owner.post(root, monthly({ name })))).toBe('membership_plan_name_taken')
    const neighbour = await (await api.stage.house('owner')).as('owner')
    expect(await neighbour.post(root, monthly({ name }))).toMatchObject({ status: 201 })
  })
})

describe('changing a plan', () => {
  test('[MB-A7] a new price opens the next terms; what was sold keeps its own', async () => {
    const { id } = await made()
    const sold = await api.owner.must('POST', '/api/v1/members', { givenName: 'Ada', membershipPlanId: id ?? null })
    const changed = await api.owner.patch(`${root}/${id}`, { price: '59.90' })
    expect(changed).toMatchObject({ status: 200, body: { data: { price: '59.90', versionNo: 2 } } })
    expect(dataOf(await api.owner.get(`/api/v1/members/${sold.id}`))).toMatchObject({
      membershipPriceAtPurchase: '49.90',
      membershipEndAt: '2027-04-10',
    })
    const next = await api.owner.must('POST', '/api/v1/members', { givenName: 'Bea', membershipPlanId: id ?? null })
    expect(next.membershipPriceAtPurchase).toBe('59.90')
  })

  test('[PL-R11] If-Match: the version that was seen goes, another is told 412 with both', async () => {
    const { id } = await made()
    const seen = (await api.owner.get(`${root}/${id}`)).headers.get('etag') ?? ''
    const first = await api.owner.patch(`${root}/${id}`, { sortOrder: 1 }, { 'if-match': seen })
    expect(first.status).toBe(200)
    expect(first.headers.get('etag')).not.toBe(seen)
    const second = await api.owner.patch(`${root}/${id}`, { sortOrder: 2 }, { 'if-match': seen })
    expect([second.status, codeOf(second)]).toEqual([412, 'version_conflict'])
    const now = Number((first.headers.get('etag') ?? '').replaceAll('"', ''))
    expect(detailsOf(second)).toMatchObject({ expected: Number(seen.replaceAll('"', '')), actual: now })
    expect(codeOf(await api.owner.patch(`${root}/${id}`, { sortOrder: 3, expectedRowVersion: 1 }))).toBe(
      'version_conflict',
    )
    expect(codeOf(await api.owner.patch(`${root}/${id}`, { sortOrder: 3 }, { 'if-match': 'x' }))).toBe(
      'validation_failed',
    )
    expect(await api.owner.patch(`${root}/${id}`, { sortOrder: 3, expectedRowVersion: now })).toMatchObject({
      status: 200,
    })
  })

  test('[PL-R11] If-None-Match: what is known is not sent again', async () => {
    const { id } = await made()
    const etag = (await api.owner.get(`${root}/${id}`)).headers.get('etag') ?? ''
    expect(await api.owner.get(`${root}/${id}`, { 'if-none-match': etag })).toMatchObject({ status: 304, body: '' })
    const list = await api.owner.get(root)
    const weak = list.headers.get('etag') ?? ''
    expect(weak).toMatch(/^W\//)
    expect(await api.owner.get(root, { 'if-none-match': weak })).toMatchObject({ status: 304 })
    await api.owner.must('PATCH', `${root}/${id}`, { sortOrder: 9 })
    for (const [path, known] of [
      [`${root}/${id}`, etag],
      [root, weak],
    ]) {
      expect(await api.owner.get(path ?? '', { 'if-none-match': known ?? '' })).toMatchObject({ status: 200 })
    }
  })

  test('[MB-A8] archiving tells how many still have it; again is 200; terms of an archived plan stay', async () => {
    const { id } = await made()
    expect(await api.owner.post(`${root}/${id}/archive`)).toMatchObject({
      status: 200,
      body: { data: { plan: { status: 'ARCHIVED' }, warning: null } },
    })
    expect(await api.owner.post(`${root}/${id}/archive`)).toMatchObject({ status: 200 })
    expect(codeOf(await api.owner.patch(`${root}/${id}`, { price: '1.00' }))).toBe('membership_plan_archived')
    const popular = await made()
    for (const givenName of ['Ada', 'Bea', 'Cem']) {
      await api.owner.must('POST', '/api/v1/members', { givenName, membershipPlanId: popular.id ?? null })
    }
    expect(await api.owner.post(`${root}/${popular.id}/archive`)).toMatchObject({
      body: { data: { warning: { activeMembers: 3 } } },
    })
  })

  test('[MB-A9] a restored plan is on offer again', async () => {
    const { id } = await made()
    const offered = async () => rowsOf(await api.owner.get(`${root}/active`)).some((plan) => plan.id === id)
    await api.owner.must('POST', `${root}/${id}/archive`)
    expect(await offered()).toBe(false)
    expect(await api.owner.post(`${root}/${id}/restore`)).toMatchObject({
      status: 200,
      body: { data: { status: 'ACTIVE' } },
    })
    expect(await offered()).toBe(true)
  })
})

describe('[MB-A10] the list', () => {
  let reader: Caller
  beforeAll(async () => {
    reader = await (await api.stage.house('owner')).as('owner')
    for (let n = 0; n < 45; n += 1) {
      const name = n === 0 ? 'Altın' : `Plan ${String(n).padStart(2, '0')}`
      await reader.must('POST', root, monthly({ name, ...(n === 44 ? { sortOrder: 1 } : {}) }))
    }
  })

  test('[PL-R6] pages: 45 plans in twenties, the third has 5, the ninth none', async () => {
    const third = await reader.get(`${root}?page=3&limit=20`)
    expect(rowsOf(third)).toHaveLength(5)
    const pagination = { page: 3, pageSize: 20, totalItems: 45, totalPages: 3, hasNext: false, hasPrevious: true }
    expect(third.body).toMatchObject({ pagination })
    const ninth = await reader.get(`${root}?page=9&pageSize=20`)
    expect(rowsOf(ninth)).toEqual([])
    expect(ninth.body).toMatchObject({ pagination: { hasNext: false, hasPrevious: true } })
    expect((await reader.get(`${root}?search=nothing-of-that-name`)).body).toMatchObject({
      pagination: { totalItems: 0, totalPages: 0, hasNext: false, hasPrevious: false },
    })
  })

  test.each([
    'limit=0',
    'limit=101',
    'pageSize=101',
    'page=0',
    'page=x',
    'limit=2&pageSize=3',
    'status=GONE',
    'page=1&page=2',
  ])('[PL-R6] ?%s → 400 validation_failed', async (query) => {
    const answer = await reader.get(`${root}?${query}`)
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_failed'])
  })

  test('[PL-R6] [PL-R7] too deep a page, and a parameter that nobody knows', async () => {
    const deep = await reader.get(`${root}?page=101&limit=100`)
    expect([deep.status, codeOf(deep)]).toEqual([400, 'page_too_deep'])
    const unknown = await reader.get(`${root}?colour=red`)
    expect([unknown.status, codeOf(unknown), detailsOf(unknown)]).toEqual([
      400,
      'unknown_parameter',
      { name: 'colour' },
    ])
  })

  test('search folds as names do; the order is the sort order, then names', async () => {
    expect(rowsOf(await reader.get(`${root}?search=${encodeURIComponent('tın')}`))).toMatchObject([{ name: 'Altın' }])
    const names = rowsOf(await reader.get(`${root}?limit=3`)).map(({ name }) => name)
    expect(names).toEqual(['Plan 44', 'Altın', 'Plan 01'])
    expect(rowsOf(await reader.get(`${root}?status=ARCHIVED`))).toEqual([])
  })
})

describe('who may', () => {
  test('[MB-A11] another api.house’s plan answers like one that never was, in every route', async () => {
    const { id } = await made()
    const stranger = await (await api.stage.house('owner')).as('owner')
    const bare = (text: string, planId: string) => text.replaceAll(planId, 'id')
    for (const [method, tail, body] of [
      ['GET', '', undefined],
      ['PATCH', '', { name: 'Mine now' }],
      ['POST', '/archive', {}],
      ['POST', '/restore', {}],
    ] as const) {
      const random = newId()
      const [theirs, nobodys, nonsense] = await Promise.all(
        [String(id), random, 'abc'].map((each) => stranger.ask(method, `${root}/${each}${tail}`, body)),
      )
      if (!theirs || !nobodys || !nonsense) throw new Error('No answer')
      for (const answer of [theirs, nobodys, nonsense]) {
        expect([answer.status, codeOf(answer)]).toEqual([403, 'membership_plan_not_accessible'])
      }
      expect(bare(JSON.stringify(detailsOf(theirs)), String(id))).toBe(bare(JSON.stringify(detailsOf(nobodys)), random))
    }
    const sale = await stranger.post('/api/v1/members', { givenName: 'Eve', membershipPlanId: id ?? null })
    expect([sale.status, codeOf(sale)]).toEqual([403, 'membership_plan_not_accessible'])
    expect(rowsOf(await stranger.get(root))).toEqual([])
  })

  test.each(['manager', 'frontdesk', 'field', 'viewer', 'member'] as const)(
    '[MB-A12] a %s manages no plan, and is not told whether it exists',
    async (role) => {
      const { id } = await made()
      const caller = await api.house.as(role)
      for (const each of [id, newId(), 'abc']) {
        for (const [method, path, body] of [
          ['POST', root, monthly()],
          ['PATCH', `${root}/${each}`, { sortOrder: 1 }],
          ['POST', `${root}/${each}/archive`, {}],
          ['POST', `${root}/${each}/restore`, {}],
        ] as const) {
          const answer = await caller.ask(method, path, body)
          expect([answer.status, codeOf(answer)], path).toEqual([403, 'actor_not_permitted'])
          expect(detailsOf(answer)).toMatchObject({ permission: 'membership_plan_manage' })
        }
      }
      expect(await caller.get(root)).toMatchObject({ status: 200 })
    },
  )
})
