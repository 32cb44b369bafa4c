import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { apiHouse } from './api-file.ts'
import { type Caller, codeOf, detailsOf } from './api-house.ts'

const root = '/plant-slots/v1'
const slots = z.object({ slots: z.array(z.record(z.string(), z.json())) })
const text = z.string()

const api = apiHouse('manager', 'frontdesk', 'field', 'viewer', 'member')
let planId: string
let location: { id: string; code: string }
beforeAll(async () => {
  const terms = { durationType: 'MONTHS', durationValue: 1, price: 0, slotAllocation: 0 }
  planId = text.parse((await api.owner.must('POST', '/api/v1/membership-plans', { name: 'Basic', ...terms })).id)
  const code = `gh-${newId().slice(-8)}`
  const made = await api.owner.must('POST', `${root}/admin/locations`, { code, name: 'Sera', kind: 'greenhouse' })
  location = { id: text.parse(made.id), code }
})

const newSlots = async (count: number): Promise<string[]> => {
  const body = { slots: Array.from({ length: count }, () => ({ slot_number: `S-${newId().slice(-12)}` })) }
  const made = slots.parse(await api.owner.must('POST', `${root}/admin/locations/${location.id}/slots`, body))
  return made.slots.map((each) => text.parse(each.id))
}
const newSlot = async () => (await newSlots(1))[0] ?? ''

/** A member who may have four slots and holds none: what a plan grants would be given as soon as it is free. */
async function newHolder(): Promise<{ memberId: string; membershipId: string }> {
  const enrolled = await api.owner.must('POST', '/api/v1/members', { givenName: 'Ada', membershipPlanId: planId })
  const membershipId = text.parse(enrolled.membershipId)
  const input = { membershipId, extra: 4, reason: 'Agreed' }
  await api.owner.must('POST', '/api/v1/commands', { id: newId(), name: 'plant-slots.set-extra', input })
  return { memberId: text.parse(enrolled.id), membershipId }
}

const statusOf = async (slotId: string) => (await api.owner.must('GET', `${root}/${slotId}`)).status
const put = (caller: Caller, slotId: string, body: JsonObject) => caller.put(`${root}/${slotId}/status`, body)

/** A slot of a holder in some status. */
async function slotThatIs(status: string, holder: { membershipId: string }): Promise<string> {
  const slotId = await newSlot()
  const { membershipId: membership_id } = holder
  if (status === 'available') return slotId
  await api.owner.must('PUT', `${root}/${slotId}/status`, { status: 'allocated', membership_id })
  if (status === 'allocated') return slotId
  await api.owner.must('PUT', `${root}/${slotId}/status`, { status: 'occupied' })
  if (status === 'maintenance') await api.owner.must('PUT', `${root}/${slotId}/status`, { status })
  return slotId
}

describe('[PS-A20] [PS-A21] a status is wished for, and what happens depends on the one there is', () => {
  const legal: Record<string, string[]> = {
    available: ['available', 'allocated'],
    allocated: ['available', 'allocated', 'occupied'],
    occupied: ['occupied', 'maintenance'],
    maintenance: ['available', 'maintenance'],
  }
  const all = Object.keys(legal)
  test.each(all.flatMap((from) => all.map((to) => [from, to] as const)))('%s → %s', async (from, to) => {
    const holder = await newHolder()
    const slotId = await slotThatIs(from, holder)
    const answer = await put(api.owner, slotId, { status: to, membership_id: holder.membershipId })
    if (legal[from]?.includes(to)) {
      expect(answer).toMatchObject({ status: 200, body: { success: true, id: slotId, status: to } })
      return
    }
    expect([answer.status, codeOf(answer)]).toEqual([409, 'invalid_status_transition'])
    expect(detailsOf(answer)).toMatchObject({ slotId, from, allowed: expect.any(Array) })
    expect(await statusOf(slotId)).toBe(from)
  })

  test('what is no status, and what is missing', async () => {
    const slotId = await newSlot()
    const sold = await put(api.owner, slotId, { status: 'sold' })
    expect([sold.status, codeOf(sold)]).toEqual([400, 'validation_failed'])
    const whose = await put(api.owner, slotId, { status: 'allocated' })
    expect([whose.status, codeOf(whose)]).toEqual([403, 'plant_slot_membership_required'])
    const nobody = await put(api.owner, newId(), { status: 'allocated', membership_id: newId() })
    expect([nobody.status, codeOf(nobody)]).toEqual([404, 'plant_slot_not_found'])
  })

  test('to allocate needs the right to assign: the floor may update, and not give', async () => {
    const holder = await newHolder()
    const slotId = await slotThatIs('allocated', holder)
    const field = await api.house.as('field')
    expect(await put(field, slotId, { status: 'occupied', label: 'Roses' })).toMatchObject({ status: 200 })
    const given = await put(field, await newSlot(), { status: 'allocated', membership_id: holder.membershipId })
    expect([given.status, codeOf(given)]).toEqual([403, 'actor_not_permitted'])
  })
})

describe('giving and handing over', () => {
  test('any slots, those named, by membership or by member', async () => {
    const holder = await newHolder()
    const [a, b, c] = await newSlots(4)
    const any = { membership_id: holder.membershipId, quantity: 1, location: location.code }
    expect(await api.owner.post(`${root}/admin/assign`, any)).toMatchObject({
      status: 201,
      body: { success: true, slots: [{ status: 'allocated', member_id: holder.memberId, location: location.code }] },
    })
    const left = [a, b, c].filter((slotId) => slotId !== undefined)
    const states = await Promise.all(left.map(statusOf))
    const free = left.filter((_, n) => states[n] === 'available').slice(0, 2)
    const named = await api.owner.post(`${root}/admin/assign`, { member_id: holder.memberId, slot_ids: free })
    expect(named).toMatchObject({ status: 201, body: { slots: free.map((id) => ({ id })) } })
  })

  test.each<[string, (holder: { memberId: string; membershipId: string }) => JsonObject, number, string]>([
    [
      'too many',
      ({ membershipId }) => ({ membership_id: membershipId, quantity: 100 }),
      409,
      'plant_slot_insufficient_slots',
    ],
    ['101', ({ membershipId }) => ({ membership_id: membershipId, quantity: 101 }), 400, 'validation_failed'],
    [
      'both',
      ({ memberId, membershipId }) => ({ membership_id: membershipId, member_id: memberId, quantity: 1 }),
      400,
      'validation_failed',
    ],
    ['nothing', ({ membershipId }) => ({ membership_id: membershipId }), 400, 'validation_failed'],
    ['a membership that nobody has', () => ({ membership_id: newId(), quantity: 1 }), 404, 'membership_not_found'],
    ['a member that nobody is', () => ({ member_id: newId(), quantity: 1 }), 404, 'member_not_found'],
    [
      'a place that is none',
      ({ membershipId }) => ({ membership_id: membershipId, quantity: 1, location: 'nowhere' }),
      404,
      'plant_slot_location_not_found',
    ],
    [
      'a slot that is none',
      ({ membershipId }) => ({ membership_id: membershipId, slot_ids: [newId()] }),
      404,
      'plant_slot_not_found',
    ],
  ])('refused: %s', async (_what, body, status, code) => {
    const answer = await api.owner.post(`${root}/admin/assign`, body(await newHolder()))
    expect([answer.status, codeOf(answer)]).toEqual([status, code])
  })

  test('without a membership in force → 403 with the reason', async () => {
    const holder = await newHolder()
    const slotId = await newSlot()
    await api.owner.must('POST', '/api/v1/commands', {
      ...{ id: newId(), name: 'memberships.suspend-member' },
      input: { memberId: holder.memberId, reason: 'lost the key' },
    })
    const either: JsonObject[] = [{ membership_id: holder.membershipId }, { member_id: holder.memberId }]
    for (const body of either) {
      const answer = await api.owner.post(`${root}/admin/assign`, { ...body, slot_ids: [slotId] })
      expect([answer.status, codeOf(answer)]).toEqual([403, 'plant_slot_membership_required'])
      expect(detailsOf(answer)).toMatchObject({ memberId: holder.memberId, reason: 'suspended' })
    }
  })

  test('[PS-R25] a transfer moves slots, or none', async () => {
    const [giver, receiver] = [await newHolder(), await newHolder()]
    const [mine, planted] = [await slotThatIs('allocated', giver), await slotThatIs('occupied', giver)]
    const hand = (slot_ids: string[], more: JsonObject = {}) =>
      api.owner.post(`${root}/transfer`, { to_member_id: receiver.memberId, slot_ids, reason: 'a gift', ...more })
    const refused = await hand([mine, planted])
    expect([refused.status, codeOf(refused)]).toEqual([409, 'plant_slot_occupied_cannot_transfer'])
    expect(detailsOf(refused)).toMatchObject({ slotIds: [planted] })
    expect(await hand([mine])).toMatchObject({
      status: 200,
      body: { slots: [{ id: mine, member_id: receiver.memberId }] },
    })
    expect(codeOf(await hand([mine]))).toBe('plant_slot_transfer_failed')
    expect(codeOf(await hand([newId()]))).toBe('plant_slot_not_found')
    expect(codeOf(await hand([mine], { to_member_id: newId() }))).toBe('member_not_found')
    const wrongs: JsonObject[] = [
      { reason: '' },
      { slot_ids: [] },
      { slot_ids: [mine, mine] },
      { slot_ids: Array.from({ length: 101 }, newId) },
    ]
    for (const body of wrongs) {
      const wrong = await hand([mine], body)
      expect([wrong.status, codeOf(wrong)], JSON.stringify(body).slice(0, 40)).toEqual([400, 'validation_failed'])
    }
  })

  test('[PS-A24] force: any status with a reason, by administrators alone, of what was seen', async () => {
    const holder = await newHolder()
    const slotId = await newSlot()
    const force = (caller: Caller, body: JsonObject) => caller.put(`${root}/admin/${slotId}/force-status`, body)
    const wish = { status: 'occupied', reason: 'found it planted', membership_id: holder.membershipId }
    const manager = await force(await api.house.as('manager'), wish)
    expect([manager.status, codeOf(manager)]).toEqual([403, 'actor_not_permitted'])
    const short = await force(api.owner, { ...wish, reason: 'four' })
    expect([short.status, codeOf(short)]).toEqual([400, 'validation_failed'])
    const whose = await force(api.owner, { status: 'occupied', reason: 'found it planted' })
    expect([whose.status, codeOf(whose)]).toEqual([403, 'plant_slot_membership_required'])
    const stale = await force(api.owner, { ...wish, seen_status: 'allocated' })
    expect([stale.status, codeOf(stale)]).toEqual([412, 'version_conflict'])
    expect(detailsOf(stale)).toMatchObject({ status: 'available' })
    expect(await force(api.owner, wish)).toMatchObject({
      status: 200,
      body: { status: 'occupied', member_id: holder.memberId },
    })
  })
})

describe('the floor', () => {
  test('[PS-A40] [PS-A41] what is reported and logged stands in the log of the slot, the oldest first', async () => {
    const slotId = await newSlot()
    const field = await api.house.as('field')
    const reported = await field.post(`${root}/${slotId}/maintenance`, { description: 'Drips', priority: 'low' })
    expect(reported).toMatchObject({ status: 201, body: { success: true, entry_id: expect.any(String) } })
    const work = { kind: 'cleaning', description: 'Swept', performed_by: api.house.userOf('field') }
    expect(await field.post(`${root}/${slotId}/maintenance/log`, work)).toMatchObject({ status: 201 })
    expect(await field.get(`${root}/${slotId}`)).toMatchObject({
      status: 200,
      body: {
        maintenance_log: [
          { description: 'Drips', priority: 'low', state: 'open', performed_by: null, date: '2027-03-10' },
          { description: 'Swept', state: 'done', performed_by: api.house.userOf('field'), date: '2027-03-10' },
        ],
        last_clean_date: '2027-03-10',
        maintenance_required: false,
      },
    })
    const queue = await api.owner.get(`${root}/admin/maintenance?priority=low&limit=100`)
    expect(JSON.stringify(queue.body)).toContain('Drips')
  })

  test.each<[JsonObject]>([
    [{ description: 'x', priority: 'urgent' }],
    [{ description: ' ' }],
    [{}],
    [{ description: 'x', kind: 'pest' }],
  ])('[PS-A41] %o is no report', async (body) => {
    const answer = await api.owner.post(`${root}/${await newSlot()}/maintenance`, body)
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_failed'])
  })

  test('[PS-A40] a performer who is unknown, a member or a viewer → invalid_staff_id', async () => {
    const slotId = await newSlot()
    for (const performed_by of [newId(), api.house.userOf('member'), api.house.userOf('viewer')]) {
      const work = { kind: 'cleaning', description: 'Swept', performed_by }
      const answer = await api.owner.post(`${root}/${slotId}/maintenance/log`, work)
      expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid_staff_id'])
    }
  })

  test('[PS-A42] work that is done gives the slot back to its holder, or to all', async () => {
    const holder = await newHolder()
    const [kept, freed] = [await slotThatIs('maintenance', holder), await slotThatIs('maintenance', holder)]
    expect(await api.owner.post(`${root}/${kept}/maintenance/complete`, {})).toMatchObject({
      status: 200,
      body: { status: 'allocated', member_id: holder.memberId },
    })
    expect(await api.owner.post(`${root}/${freed}/maintenance/complete`, { return_to: 'pool' })).toMatchObject({
      status: 200,
      body: { status: 'available', member_id: null },
    })
    const planted = await slotThatIs('occupied', holder)
    expect(codeOf(await api.owner.post(`${root}/${planted}/maintenance/complete`))).toBe('invalid_status_transition')
    expect(codeOf(await api.owner.post(`${root}/${planted}/release`))).toBe('invalid_status_transition')
    expect(await api.owner.post(`${root}/${kept}/release`)).toMatchObject({
      status: 200,
      body: { status: 'available' },
    })
    expect(await api.owner.post(`${root}/${kept}/release`)).toMatchObject({
      status: 200,
      body: { status: 'available' },
    })
  })
})

describe('the inventory', () => {
  test('[PS-A82] filters narrow, together and alone; available_only takes the place of a status', async () => {
    const holder = await newHolder()
    const slotId = await slotThatIs('occupied', holder)
    const flagged = await newSlot()
    await api.owner.must('POST', `${root}/${flagged}/maintenance`, { description: 'Broken', priority: 'high' })
    const ids = async (query: string) =>
      slots.parse(await api.owner.must('GET', `${root}/admin/all?${query}&limit=100`)).slots.map(({ id }) => id)
    expect(await ids(`membership_id=${holder.membershipId}`)).toEqual([slotId])
    expect(await ids(`member_id=${holder.memberId}&status=occupied`)).toEqual([slotId])
    expect(await ids(`member_id=${holder.memberId}&status=available`)).toEqual([])
    expect(await ids('maintenance_required=true')).toContain(flagged)
    expect(await ids('status=occupied&available_only=true')).toContain(flagged)
    expect(await ids(`location=${location.code}&maintenance_required=true`)).toContain(flagged)
    expect(await ids('location=nowhere')).toEqual([])
  })

  test('[PL-R6] [PL-R7] pages in snake_case, sorted by what is published', async () => {
    const page = await api.owner.get(`${root}/admin/all?page=1&limit=2&sorts=-slot_number`)
    expect(page).toMatchObject({
      status: 200,
      body: { pagination: { page: 1, page_size: 2, has_next: true, has_previous: false } },
    })
    const unknown = await api.owner.get(`${root}/admin/all?sort=notes`)
    expect([unknown.status, codeOf(unknown)]).toEqual([400, 'sort_field_unknown'])
    expect(codeOf(await api.owner.get(`${root}/admin/all?limit=101`))).toBe('validation_failed')
    expect(codeOf(await api.owner.get(`${root}/admin/all?colour=red`))).toBe('unknown_parameter')
  })

  test('[PS-R50] codes and numbers are given once', async () => {
    const again = await api.owner.post(`${root}/admin/locations`, { code: location.code, name: 'Other', kind: 'tent' })
    expect([again.status, codeOf(again)]).toEqual([409, 'plant_slot_location_code_taken'])
    const into = `${root}/admin/locations/${location.id}/slots`
    const number = `N-${newId().slice(-8)}`
    expect(await api.owner.post(into, { slots: [{ slot_number: number }] })).toMatchObject({ status: 201 })
    const taken = await api.owner.post(into, { slots: [{ slot_number: number.toLowerCase() }] })
    expect([taken.status, codeOf(taken)]).toEqual([409, 'plant_slot_number_taken'])
    for (const id of [newId(), 'greenhouse']) {
      const nowhere = await api.owner.post(`${root}/admin/locations/${id}/slots`, { slots: [{ slot_number: 'X' }] })
      expect([nowhere.status, codeOf(nowhere)]).toEqual([404, 'plant_slot_location_not_found'])
    }
    expect(await api.owner.get(`${root}/admin/locations`)).toMatchObject({ status: 200 })
  })

  test('[PS-R54] words that stand where ids stand are no ids', async () => {
    for (const word of ['transfer', 'admin', 'request']) {
      const answer = await api.owner.get(`${root}/${word}`)
      expect([404, 405], word).toContain(answer.status)
      expect(JSON.stringify(answer.body), word).toMatch(/METHOD_NOT_ALLOWED|ROUTE_NOT_FOUND/)
    }
    expect((await api.owner.get(`${root}/transfer`)).headers.get('allow')).toBe('POST')
  })
})

describe('[PS-A80] who may', () => {
  const someone = newId()
  const routes: [string, string, Json | undefined, string[]][] = [
    ['GET', `${root}/${someone}`, undefined, ['owner', 'manager', 'frontdesk', 'field', 'viewer', 'member']],
    ['PUT', `${root}/${someone}/status`, { status: 'occupied' }, ['owner', 'manager', 'frontdesk', 'field', 'member']],
    ['POST', `${root}/${someone}/release`, {}, ['owner', 'manager', 'frontdesk', 'field', 'member']],
    [
      'POST',
      `${root}/${someone}/maintenance`,
      { description: 'x' },
      ['owner', 'manager', 'frontdesk', 'field', 'member'],
    ],
    ['POST', `${root}/${someone}/maintenance/complete`, {}, ['owner', 'manager', 'frontdesk', 'field']],
    [
      'POST',
      `${root}/${someone}/maintenance/log`,
      { kind: 'pest', description: 'x', performed_by: someone },
      ['owner', 'manager', 'frontdesk', 'field'],
    ],
    [
      'POST',
      `${root}/transfer`,
      { to_member_id: someone, slot_ids: [someone], reason: 'x' },
      ['owner', 'manager', 'frontdesk', 'member'],
    ],
    ['GET', `${root}/admin/all`, undefined, ['owner', 'manager']],
    ['GET', `${root}/admin/maintenance`, undefined, ['owner', 'manager']],
    ['POST', `${root}/admin/assign`, { membership_id: someone, quantity: 1 }, ['owner', 'manager', 'frontdesk']],
    ['PUT', `${root}/admin/${someone}/force-status`, { status: 'available', reason: 'because' }, ['owner']],
    ['GET', `${root}/admin/locations`, undefined, ['owner', 'manager']],
    ['POST', `${root}/admin/locations`, { code: 'x y', name: 'X', kind: 'tent' }, ['owner', 'manager']],
    ['POST', `${root}/admin/locations/${someone}/slots`, { slots: [{ slot_number: 'Z' }] }, ['owner', 'manager']],
  ]
  const roles = ['owner', 'manager', 'frontdesk', 'field', 'viewer', 'member'] as const
  test.each(
    routes.flatMap(([method, path, body, may]) =>
      roles.map((role) => ({ method, path, body, role, may: may.includes(role) })),
    ),
  )('$role: $method $path → may $may', async ({ method, path, body, role, may }) => {
    const wrongCode = path.endsWith('/locations') && method === 'POST'
    const asked = wrongCode ? { code: `c-${newId().slice(-8)}`, name: 'X', kind: 'tent' } : body
    const answer = await (await api.house.as(role)).ask(method, path, asked)
    if (may)
      expect(
        answer.status === 403 && codeOf(answer) === 'actor_not_permitted' && detailsOf(answer).reason === 'permission',
      ).toBe(false)
    else
      expect([answer.status, codeOf(answer), detailsOf(answer).reason]).toEqual([
        403,
        'actor_not_permitted',
        'permission',
      ])
  })

  test('another api.house’s slot answers like one that never was; its name in the question is refused', async () => {
    const slotId = await newSlot()
    const strangers = await api.stage.house('owner')
    const stranger = await strangers.as('owner')
    for (const id of [slotId, newId(), 'abc', '0123456789abcdef01234567']) {
      for (const [method, tail, body] of [
        ['GET', '', undefined],
        ['PUT', '/status', { status: 'available' }],
        ['POST', '/maintenance', { description: 'x' }],
        ['POST', '/release', {}],
      ] as const) {
        const answer = await stranger.ask(method, `${root}/${id}${tail}`, body)
        expect([answer.status, codeOf(answer)], `${method} ${tail}`).toEqual([404, 'plant_slot_not_found'])
      }
    }
    const named = await stranger.get(`${root}/admin/all?tenant_id=${api.house.id}`)
    expect([named.status, codeOf(named)]).toEqual([403, 'tenant_mismatch'])
    const inBody = await stranger.post(`${root}/${slotId}/release`, { tenant_id: api.house.id })
    expect([inBody.status, codeOf(inBody)]).toEqual([403, 'tenant_mismatch'])
    expect(await stranger.get(`${root}/admin/all?tenant_id=${strangers.id}`)).toMatchObject({ status: 200 })
  })

  test('a member sees another’s slot as one that is not there', async () => {
    const holder = await newHolder()
    const slotId = await slotThatIs('allocated', holder)
    const answer = await (await api.house.as('member')).get(`${root}/${slotId}`)
    expect([answer.status, codeOf(answer)]).toEqual([404, 'plant_slot_not_found'])
  })
})

test('[PL-R2] a refusal in the flat style: the code stands alone, with what it is about beside it', async () => {
  const { body, headers } = await api.owner.get(`${root}/${newId()}`, { 'accept-language': 'ko-KR,ko;q=0.9' })
  expect(body).toEqual({
    success: false,
    error: 'plant_slot_not_found',
    message: '알 수 없는 자리입니다.',
    details: { params: { slotIds: [expect.any(String)], number: null }, alternatives: [] },
    timestamp: '2027-03-10T09:00:00.000Z',
    requestId: headers.get('x-request-id'),
  })
})
