import { expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { namesIn, Shop } from './memberships-shop.ts'
import { doUndoAndRedo } from './plant-slots-hands.ts'
import { onBothDatabases, type World } from './world.ts'

onBothDatabases('plans that go and plans that move', (world: () => World) => {
  const shop = () => new Shop(world())
  const remove = (planId: string) => world().must('memberships.delete-plan', { planId })

  it('MB-A9 MB-R9 a plan that no membership ever referred to is deleted, and its name is free again', async () => {
    const { planId } = await shop().plan({}, { name: 'Gold' })
    await remove(planId)
    await expect(world().ask('memberships.plan', { planId })).rejects.toThrow('membership_plan_not_accessible')
    expect(await world().refuses('memberships.delete-plan', { planId })).toMatchObject({
      code: 'membership_plan_not_accessible',
      rule: 'MB-R10',
    })
    await shop().plan({}, { name: 'gold' })
  })

  it('MB-A9 MB-R9 one with a membership that ended two years ago stays, and is archived instead', async () => {
    const plan = await shop().plan()
    await shop().sell(await shop().member(), plan, {}, { at: '2025-03-01T09:00:00.000Z' })
    const refusal = await world().refuses('memberships.delete-plan', { planId: plan.planId })
    expect(refusal).toMatchObject({
      code: 'membership_plan_in_use',
      params: { memberships: 1, activeMembers: 0 },
      rule: 'MB-R9',
    })
    const [way] = refusal.alternatives
    await world().must(way?.command ?? '', way?.input ?? {})
    expect(await world().refuses('memberships.delete-plan', { planId: plan.planId })).toMatchObject({
      alternatives: [],
    })
  })

  it('MB-R9 one that a membership moves to at renewal, or was on for a period, is in use too', async () => {
    const [sold, next, past] = [await shop().plan(), await shop().plan(), await shop().plan()]
    const membershipId = await shop().sell(await shop().member(), sold)
    await shop().write(async (db) => {
      await db.updateTable('memberships').set({ next_plan_id: next.planId }).where('id', '=', membershipId).execute()
      await db.updateTable('membership_periods').set({ plan_version_id: past.versionId }).execute()
    })
    for (const { planId } of [sold, next, past]) {
      expect(await world().refuses('memberships.delete-plan', { planId })).toMatchObject({
        code: 'membership_plan_in_use',
      })
    }
  })

  it('section 5: plans take the places they are given, all or none; undone, they are where they were', async () => {
    const [a, b, c] = [
      await shop().plan({}, { name: 'A', sortOrder: 5 }),
      await shop().plan({}, { name: 'B' }),
      await shop().plan({}, { name: 'C', sortOrder: 7 }),
    ]
    const order = [
      { planId: c.planId, sortOrder: 1 },
      { planId: b.planId, sortOrder: 2 },
      { planId: a.planId, sortOrder: 5 },
    ]
    const names = async () => namesIn(await world().ask('memberships.list-plans'))
    await doUndoAndRedo(world(), 'memberships.reorder-plans', { order })
    expect(await names()).toEqual(['A', 'C', 'B'])
    await world().must('memberships.reorder-plans', { order })
    expect(await names()).toEqual(['C', 'B', 'A'])
    const [unknown] = [newId()]
    const withUnknown = {
      order: [
        { planId: a.planId, sortOrder: 0 },
        { planId: unknown, sortOrder: 3 },
      ],
    }
    expect(await world().refuses('memberships.reorder-plans', withUnknown)).toMatchObject({
      code: 'membership_plan_not_accessible',
      params: { planId: unknown },
    })
    expect(await names()).toEqual(['C', 'B', 'A'])
    const twice = { order: [order[0] ?? null, order[0] ?? null] }
    expect(await world().refuses('memberships.reorder-plans', twice)).toMatchObject({ code: 'validation_failed' })
  })

  it('MB-A12 whoever does not manage plans neither deletes nor moves them', async () => {
    const calls: [string, JsonObject][] = [
      ['memberships.delete-plan', { planId: newId() }],
      ['memberships.reorder-plans', { order: [{ planId: newId(), sortOrder: 1 }] }],
    ]
    for (const as of ['manager', 'frontdesk', 'field', 'viewer', 'member'] as const) {
      for (const [name, input] of calls) {
        expect(await world().refuses(name, input, { as })).toMatchObject({ code: 'actor_not_permitted' })
      }
    }
  })
})
