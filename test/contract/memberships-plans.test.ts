import { expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import { monthly, namesIn, Shop } from './memberships-shop.ts'
import { onBothDatabases, type World } from './world.ts'

const createPlan = (fields: Record<string, Json>) => ({
  planId: newId(),
  versionId: newId(),
  terms: monthly,
  ...fields,
})

onBothDatabases('membership plans', (world: () => World) => {
  const shop = () => new Shop(world())

  it('MB-A3 a plan made with all fields has all of them', async () => {
    const terms = {
      durationType: 'DAYS',
      durationValue: 730,
      priceMinor: 4990,
      currency: 'JPY',
      maxFreezeDays: 30,
      freezeFeeMinor: 500,
      autoRenew: true,
      renewalPricePolicy: 'current',
      renewableWhenArchived: false,
      requiresKyc: true,
      slotAllocation: 6,
      slotLocationId: newId(),
    }
    const fields = { name: ' Sera   Üyeliği ', description: 'Six slots', tier: 'premium', sortOrder: 3 }
    const input = createPlan({ ...fields, terms })
    expect(await world().must('memberships.create-plan', input)).toEqual({ planId: input.planId, versionNo: 1 })
    expect(await world().ask('memberships.plan', { planId: input.planId })).toEqual({
      ...fields,
      name: 'Sera Üyeliği',
      id: input.planId,
      status: 'ACTIVE',
      archivedAt: null,
      versionId: input.versionId,
      versionNo: 1,
      terms,
      activeMembers: 0,
      memberships: 0,
      versions: [{ id: input.versionId, versionNo: 1, supersededAt: null, terms }],
    })
  })

  it('MB-R4 a plan without a currency is in the tenant’s, and a price of 0 is a price', async () => {
    const input = createPlan({ name: 'Free', terms: { ...monthly, priceMinor: 0 } })
    await world().must('memberships.create-plan', input)
    expect(await world().ask('memberships.plan', { planId: input.planId })).toMatchObject({
      terms: { priceMinor: 0, currency: 'TRY', slotAllocation: 0, maxFreezeDays: null },
    })
  })

  it.each([
    [{ durationType: 'DAYS', durationValue: 731 }, 'invalid_plan_duration', 'MB-R3'],
    [{ currency: 'XXX' }, 'invalid_currency', 'MB-R4'],
    [{ priceMinor: 10.5, currency: 'JPY' }, 'invalid_price', 'MB-R4'],
    [{ priceMinor: -1 }, 'invalid_price', 'MB-R4'],
    [{ freezeFeeMinor: 0.5 }, 'invalid_price', 'MB-R4'],
  ])('MB-A4 MB-A5 terms %j are refused with %s', async (terms, code, rule) => {
    const input = createPlan({ name: 'Odd', terms: { ...monthly, ...terms } })
    expect(await world().refuses('memberships.create-plan', input)).toMatchObject({ code, rule })
    const { planId, versionId } = await shop().plan()
    const patch = { planId, versionId: newId(), seenVersionNo: 1, patch: { terms } }
    expect(await world().refuses('memberships.update-plan', patch)).toMatchObject({ code, rule })
    expect(versionId).not.toBe(patch.versionId)
  })

  it.each<Record<string, Json>>([
    { name: ' ' },
    { name: 'x'.repeat(101) },
    { name: 'Ok', description: 'x'.repeat(1001) },
    { name: 'Ok', sortOrder: 10_000 },
    { name: 'Ok', tier: 'Not a tier' },
    { name: 'Ok', terms: { ...monthly, slotAllocation: 101 } },
    { name: 'Ok', unknown: true },
  ])('MB-R1 %j is not valid', async (fields) => {
    expect(await world().refuses('memberships.create-plan', createPlan(fields))).toMatchObject({
      code: 'validation_failed',
    })
  })

  it('MB-A6 MB-R2 a name is taken however it is spelt, archived or not, and both ways out are accepted', async () => {
    const gold = createPlan({ name: 'Gold' })
    await world().must('memberships.create-plan', gold)
    for (const name of ['gold', ' GOLD ', 'Ｇold']) {
      expect(await world().refuses('memberships.create-plan', createPlan({ name }))).toMatchObject({
        code: 'membership_plan_name_taken',
        params: { name: 'Gold', planId: gold.planId, status: 'ACTIVE' },
      })
    }
    await world().must('memberships.create-plan', createPlan({ name: 'Gold (2)' }))
    await world().must('memberships.archive-plan', { planId: gold.planId })
    const { params, alternatives } = await world().refuses('memberships.create-plan', createPlan({ name: 'gold' }))
    expect(params).toMatchObject({ status: 'ARCHIVED' })
    expect(alternatives.map(({ label }) => label)).toEqual([
      'memberships.restore_that_plan',
      'memberships.name_instead',
    ])
    expect(alternatives[1]?.params).toEqual({ name: 'gold (3)' })
    for (const { command, input } of alternatives) await world().must(command, input)
    expect(await world().ask('memberships.list-plans', { status: 'ACTIVE' })).toMatchObject({ total: 3 })
  })

  it('MB-R2 the database refuses two plans of one key too', async () => {
    await shop().plan({}, { name: 'Gold' })
    const second = await shop().plan({}, { name: 'Silver' })
    const clash = shop().write((db) =>
      db.updateTable('membership_plans').set({ name_key: 'gold' }).where('id', '=', second.planId).execute(),
    )
    await expect(clash).rejects.toMatchObject({ constraint: 'membership_plans_name_key' })
    expect(domain.constraints.get('membership_plans_name_key')).toBe('membership_plan_name_taken')
  })

  it('MB-R1 a tenant has at most 500 plans', async () => {
    await shop().plan({}, { name: 'The first' })
    await shop().write(async (db) => {
      const plan = await db.selectFrom('membership_plans').selectAll().executeTakeFirstOrThrow()
      const more = Array.from({ length: 499 }, (_, n) => ({
        id: newId(),
        name: `More ${n}`,
        name_key: `more ${n}`,
        current_version_id: plan.current_version_id,
      }))
      await db.insertInto('membership_plans').values(more).execute()
    })
    expect(await world().refuses('memberships.create-plan', createPlan({ name: 'One more' }))).toMatchObject({
      code: 'validation_failed',
      rule: 'MB-R1',
      params: { issues: [{ code: 'too_many' }] },
    })
  })

  it('MB-A8 archiving warns with distinct ACTIVE members whose membership is not over, and may be done twice', async () => {
    const { planId, versionId } = await shop().plan({ durationType: 'DAYS', durationValue: 1, priceMinor: 0 })
    const plan = { planId, versionId }
    const sellTo = async (startsOn: string) => {
      const memberId = await shop().member()
      await shop().sell(memberId, plan, { startsOn }, { at: `${startsOn}T08:00:00.000Z` })
      return memberId
    }
    const twice = await sellTo('2027-02-28') // Ends today.
    await shop().sell(twice, plan, { startsOn: '2027-03-10' })
    await sellTo('2027-02-27') // Ended yesterday.
    const frozen = await shop().sell(await shop().member(), plan)
    await shop().write((db) =>
      db.updateTable('memberships').set({ status: 'frozen' }).where('id', '=', frozen).execute(),
    )
    const suspended = await sellTo('2027-02-28')
    await world().must('memberships.suspend-member', { memberId: suspended, reason: 'unpaid' })
    await shop().sell(await shop().member(), plan, { startsOn: '2027-04-01' })
    const revoked = await shop().sell(await shop().member(), plan)
    await world().must('memberships.revoke-purchase', { membershipId: revoked })
    expect(await world().ask('memberships.plan', { planId })).toMatchObject({ activeMembers: 3, memberships: 7 })
    const archive = { at: '2027-03-01T12:00:00.000Z' }
    expect(await world().must('memberships.archive-plan', { planId }, archive)).toEqual({ status: 'ARCHIVED' })
    expect(await world().must('memberships.archive-plan', { planId })).toEqual({ status: 'ARCHIVED' })
    expect(await world().ask('memberships.plan', { planId })).toMatchObject({
      status: 'ARCHIVED',
      archivedAt: archive.at,
      versions: [{ supersededAt: archive.at }],
    })
  })

  it('MB-A9 MB-R8 a restored plan is back in the selector on its old terms', async () => {
    const plan = await shop().plan({}, { name: 'Back' })
    await world().must('memberships.archive-plan', { planId: plan.planId })
    expect(await world().ask('memberships.active-plans')).toEqual([])
    expect(await world().must('memberships.restore-plan', { planId: plan.planId })).toEqual({ status: 'ACTIVE' })
    expect(await world().must('memberships.restore-plan', { planId: plan.planId })).toEqual({ status: 'ACTIVE' })
    expect(await world().ask('memberships.active-plans')).toMatchObject([{ name: 'Back', versionNo: 1 }])
    await shop().sell(await shop().member(), plan)
  })

  it('MB-R10 an unknown plan answers alike in every command and query', async () => {
    const planId = newId()
    const refusal = { code: 'membership_plan_not_accessible', params: { planId }, rule: 'MB-R10' }
    const update = { planId, versionId: newId(), seenVersionNo: 1, patch: {} }
    expect(await world().refuses('memberships.update-plan', update)).toMatchObject(refusal)
    expect(await world().refuses('memberships.archive-plan', { planId })).toMatchObject(refusal)
    expect(await world().refuses('memberships.restore-plan', { planId })).toMatchObject(refusal)
    await expect(world().ask('memberships.plan', { planId })).rejects.toThrow('membership_plan_not_accessible')
  })

  it('MB-A12 only owner and admin manage plans, and are told so before whether the plan exists', async () => {
    const input = createPlan({ name: 'Mine' })
    const calls = [
      ['memberships.create-plan', input],
      ['memberships.update-plan', { planId: newId(), versionId: newId(), seenVersionNo: 1, patch: {} }],
      ['memberships.archive-plan', { planId: newId() }],
      ['memberships.restore-plan', { planId: newId() }],
    ] as const
    for (const as of ['manager', 'frontdesk', 'field', 'viewer', 'member'] as const) {
      for (const [name, call] of calls) {
        expect(await world().refuses(name, call, { as })).toMatchObject({ code: 'actor_not_permitted' })
      }
    }
    await world().must('memberships.create-plan', input, { as: 'admin' })
  })

  it('MB-A10 the list pages, filters, finds "tın" in "Altın", and orders by sort order with nulls last', async () => {
    for (let n = 0; n < 42; n += 1) await shop().plan({}, { name: `Plan ${String(n).padStart(2, '0')}` })
    await shop().plan({}, { name: 'Altın', sortOrder: 2 })
    await shop().plan({}, { name: 'Zirve', sortOrder: 1 })
    const { planId } = await shop().plan({}, { name: '100 % Sera' })
    await world().must('memberships.archive-plan', { planId })
    const list = (input: Record<string, Json>) => world().ask('memberships.list-plans', input)
    expect(namesIn(await list({ page: 3, limit: 20 }))).toHaveLength(5)
    const first = await list({})
    expect(first).toMatchObject({ page: 1, limit: 20, total: 45 })
    expect(namesIn(first).slice(0, 4)).toEqual(['Zirve', 'Altın', '100 % Sera', 'Plan 00'])
    expect(await list({ status: 'ARCHIVED' })).toMatchObject({
      total: 1,
      rows: [{ name: '100 % Sera', activeMembers: 0 }],
    })
    expect(namesIn(await list({ search: 'tın' }))).toEqual(['Altın'])
    expect(namesIn(await list({ search: '0 %' }))).toEqual(['100 % Sera'])
    expect(await list({ search: '_' })).toMatchObject({ total: 0, rows: [] })
    expect(await list({ page: 9 })).toMatchObject({ total: 45, rows: [] })
    expect(await list({ status: 'ARCHIVED', search: 'zirve' })).toMatchObject({ total: 0 })
    await expect(world().ask('memberships.list-plans', { limit: 101 })).rejects.toThrow('validation_failed')
  })
})
