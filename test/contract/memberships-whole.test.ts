import { expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import {
  findWhole,
  laidOut,
  readWhole,
  readWholes,
  writeDays,
} from '../../src-shared/modules/memberships/whole-membership.ts'
import { Shop } from './memberships-shop.ts'
import { noon, onBothDatabases, type World } from './world.ts'

onBothDatabases('a membership whole', (world: () => World) => {
  const shop = () => new Shop(world())

  it('MB-R44 is read in one statement, by any of its rows, with terms and settings; its new days are written back', async () => {
    const memberId = await shop().member()
    const plan = await shop().plan({ maxFreezeDays: 30 })
    const sale = shop().sale(memberId, plan)
    await world().must('memberships.purchase', sale)
    const { membershipId, periodId } = sale
    const later = await shop().sell(memberId, plan, { startsOn: '2027-06-01' })
    const freezeId = newId()
    await shop().write((db) =>
      db
        .insertInto('membership_freezes')
        .values({
          ...{ id: freezeId, membership_id: membershipId, period_id: periodId, member_id: memberId },
          ...{ from_on: '2027-03-10', to_on: '2027-03-14' },
        })
        .execute(),
    )
    const read = await world().read((db) => readWhole(db, membershipId))
    expect(read).toMatchObject({
      id: membershipId,
      member_status: 'ACTIVE',
      periods: [{ id: periodId, plan_id: plan.planId, max_freeze_days: 30, created_at: noon, voided_at: null }],
      freezes: [{ id: freezeId, state: 'planned', fee_charge_id: null }],
      charges: [{ id: sale.chargeId, amount_minor: 49000, due_on: '2027-03-01', state: 'due' }],
      other_periods: [{ membership_id: later, starts_on: '2027-06-01', ends_on: '2027-07-01' }],
      settings: { renew_early_days: 60 },
    })
    await world().read(async (db) => {
      expect(await findWhole(db, { periodId })).toEqual(read)
      expect(await findWhole(db, { freezeId })).toEqual(read)
      expect(await findWhole(db, { membershipId: newId() })).toBeNull()
      expect((await readWholes(db, [later, membershipId])).map(({ id }) => id)).toEqual([membershipId, later].sort())
      expect(await readWholes(db, [])).toEqual([])
    })
    const laid = laidOut(read)
    expect(laid).toMatchObject({ ends_on: '2027-04-06', periods: [{ ends_on: '2027-04-06', frozen_days: 5 }] })
    const moved = { ...laid, charges: laid.charges.map((charge) => ({ ...charge, due_on: '2027-03-02' })) }
    await shop().write((db) => writeDays(db, read, moved))
    const again = await world().read((db) => readWhole(db, membershipId))
    expect(again.periods).toEqual(laid.periods)
    expect(again.charges).toEqual(moved.charges)
  })
})
