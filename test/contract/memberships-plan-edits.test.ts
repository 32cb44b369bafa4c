import { expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import { monthly, Shop } from './memberships-shop.ts'
import { noon, onBothDatabases, type World } from './world.ts'

const createPlan = (fields: Record<string, Json>) => ({
  planId: newId(),
  versionId: newId(),
  terms: monthly,
  ...fields,
})

onBothDatabases('edits of plans', (world: () => World) => {
  const shop = () => new Shop(world())

  it('MB-A6 ALTIN clashes with Altın; a plan keeps its own name on update', async () => {
    const input = createPlan({ name: 'Altın' })
    await world().must('memberships.create-plan', input)
    expect(await world().refuses('memberships.create-plan', createPlan({ name: 'ALTİN' }))).toMatchObject({
      code: 'membership_plan_name_taken',
    })
    const { planId } = await shop().plan()
    const rename = { planId, versionId: newId(), seenVersionNo: 1, patch: { name: 'ALTIN' } }
    const { code, alternatives } = await world().refuses('memberships.update-plan', rename)
    expect(code).toBe('membership_plan_name_taken')
    await world().must(alternatives[0]?.command ?? '', alternatives[0]?.input ?? {})
    const own = { planId: input.planId, versionId: newId(), seenVersionNo: 1, patch: { name: 'ALTIN' } }
    expect(await world().must('memberships.update-plan', own)).toEqual({ versionNo: 1, before: { name: 'Altın' } })
  })

  it('MB-A7 MB-R5 a new price opens a version; what is sold keeps its own, the next sale shows the new one', async () => {
    const { planId, versionId } = await shop().plan({ priceMinor: 4990 }, { name: 'Plus' })
    const sold = await shop().sell(await shop().member(), { planId, versionId })
    const next = newId()
    const patch = { name: 'Plus +', terms: { priceMinor: 5990 } }
    const update = { planId, versionId: next, seenVersionNo: 1, patch }
    expect(await world().must('memberships.update-plan', update, { at: '2027-03-02T10:00:00.000Z' })).toEqual({
      versionNo: 2,
      before: { name: 'Plus', terms: { priceMinor: 4990 } },
    })
    const kept = await world().read((db) =>
      db
        .selectFrom('membership_periods')
        .select(['price_minor', 'ends_on'])
        .where('membership_id', '=', sold)
        .execute(),
    )
    expect(kept).toEqual([{ price_minor: 4990, ends_on: '2027-04-01' }])
    const outcome = await world().must(
      'memberships.purchase',
      shop().sale(await shop().member(), { planId, versionId: next }),
    )
    expect(outcome).toMatchObject({ priceMinor: 5990 })
    expect(await world().ask('memberships.plan', { planId })).toMatchObject({
      name: 'Plus +',
      versionNo: 2,
      versions: [
        { versionNo: 2, supersededAt: null },
        { versionNo: 1, supersededAt: '2027-03-02T10:00:00.000Z' },
      ],
    })
  })

  it('MB-R5 name, description, tier and order change in place; the same terms again open nothing', async () => {
    const { planId } = await shop().plan({}, { name: 'Plus', tier: 'plus' })
    const patch = { description: 'New', tier: null, sortOrder: 4, terms: { priceMinor: 49000 } }
    const input = { planId, versionId: newId(), seenVersionNo: 1, patch }
    expect(await world().must('memberships.update-plan', input)).toEqual({
      versionNo: 1,
      before: { description: null, tier: 'plus', sortOrder: null },
    })
    expect(await world().ask('memberships.plan', { planId })).toMatchObject({
      name: 'Plus',
      description: 'New',
      tier: null,
      sortOrder: 4,
    })
  })

  it('an update is undone by its own compensation, even twice', async () => {
    const { planId } = await shop().plan({}, { name: 'Plus' })
    const before = await world().ask('memberships.plan', { planId })
    const patch = { name: 'Other', description: 'x', terms: { priceMinor: 1, autoRenew: true } }
    const input = { planId, versionId: newId(), seenVersionNo: 1, patch }
    const outcome = await world().must('memberships.update-plan', input)
    const back = domain.commands.get('memberships.update-plan')?.undo(input, outcome)
    const undone = await world().must(back?.command ?? '', back?.input ?? {})
    expect(await world().ask('memberships.plan', { planId })).toMatchObject({
      name: 'Plus',
      description: null,
      versionNo: 3,
      terms: { priceMinor: 49000, autoRenew: false },
    })
    const again = domain.commands.get('memberships.update-plan')?.undo(back?.input ?? {}, undone)
    await world().must(again?.command ?? '', again?.input ?? {})
    expect(await world().ask('memberships.plan', { planId })).toMatchObject({ name: 'Other', versionNo: 4 })
    expect(before).toMatchObject({ name: 'Plus' })
  })

  it('MB-A13 MB-R11 an edit of terms not seen is a conflict that names what changed; it may be put on top', async () => {
    const { planId } = await shop().plan()
    const theirs = { planId, versionId: newId(), seenVersionNo: 1, patch: { terms: { priceMinor: 59000 } } }
    await world().must('memberships.update-plan', theirs, { at: '2027-03-01T10:00:00.000Z' })
    const mine = { planId, versionId: newId(), seenVersionNo: 1, patch: { terms: { slotAllocation: 2 } } }
    const refusal = await world().refuses('memberships.update-plan', mine)
    expect(refusal).toMatchObject({
      code: 'version_conflict',
      rule: 'MB-R11',
      params: {
        theirs: 2,
        mine: 1,
        at: '2027-03-01T10:00:00.000Z',
        changes: [{ field: 'priceMinor', was: 49000, is: 59000 }],
      },
      alternatives: [{ label: 'memberships.apply_to_present_terms', input: { ...mine, seenVersionNo: 2 } }],
    })
    await world().must('memberships.update-plan', refusal.alternatives[0]?.input ?? {})
    expect(await world().ask('memberships.plan', { planId })).toMatchObject({
      versionNo: 3,
      terms: { priceMinor: 59000, slotAllocation: 2 },
    })
  })

  it('section 3: an archived plan changes its name, not its terms', async () => {
    const { planId } = await shop().plan()
    await world().must('memberships.archive-plan', { planId })
    const patch = (patch: Record<string, Json>) => ({ planId, versionId: newId(), seenVersionNo: 1, patch })
    await world().must('memberships.update-plan', patch({ name: 'Old', description: 'Gone', sortOrder: 9 }))
    expect(await world().refuses('memberships.update-plan', patch({ terms: { priceMinor: 1 } }))).toMatchObject({
      code: 'membership_plan_archived',
      params: { planId, archivedAt: noon },
    })
  })
})
