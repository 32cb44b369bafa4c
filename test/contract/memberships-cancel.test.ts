import { expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { Shop } from './memberships-shop.ts'
import { Garden } from './plant-slots-garden.ts'
import { doUndoAndRedo } from './plant-slots-hands.ts'
import { type Circumstances, onBothDatabases, type World } from './world.ts'

const on = (day: string, as: Circumstances['as'] = 'manager'): Circumstances => ({ at: `${day}T09:00:00.000Z`, as })

onBothDatabases('cancellations', (world: () => World) => {
  const shop = () => new Shop(world())

  /** A month at 49.90 from 2027-04-30 to 05-30. */
  async function sold(startsOn = '2027-04-30', memberId?: string) {
    const sale = shop().sale(memberId ?? (await shop().member()), await shop().plan({ priceMinor: 4990 }), { startsOn })
    await world().must('memberships.purchase', sale, on(startsOn))
    return sale
  }
  const cancellation = (membershipId: string, rest: JsonObject = {}) => ({
    ...{ membershipId, reason: 'Moves away', refund: 'none', chargeId: newId() },
    ...rest,
  })
  const cancel = (membershipId: string, rest: JsonObject, how: Circumstances) =>
    world().must('memberships.cancel', cancellation(membershipId, rest), how)
  const refuses = (membershipId: string, rest: JsonObject, how: Circumstances) =>
    world().refuses('memberships.cancel', cancellation(membershipId, rest), how)
  const standing = (memberId: string, day: string) => world().ask('memberships.standing', { memberId }, on(day))
  const pay = (chargeId: string, how: Circumstances, amountMinor = 4990) =>
    world().must(
      'memberships.settle-charges',
      { settlementId: newId(), chargeIds: [chargeId], method: 'cash', amountMinor },
      how,
    )
  /** A period ahead as an automatic renewal leaves it. */
  async function renewed({ membershipId, memberId, planVersionId }: Awaited<ReturnType<typeof sold>>) {
    const [periodId, chargeId] = [newId(), newId()]
    await shop().write(async (db) => {
      const days = { starts_on: '2027-05-31', scheduled_ends_on: '2027-06-30', ends_on: '2027-06-30' }
      const ids = { membership_id: membershipId, member_id: memberId }
      await db
        .insertInto('membership_periods')
        .values({
          ...{ id: periodId, ...ids, plan_version_id: planVersionId, seq: 2, ...days },
          ...{ anchor_on: '2027-04-30', anchor_count: 2, price_minor: 4990, currency: 'TRY' },
        })
        .execute()
      const money = { kind: 'renewal' as const, amount_minor: 4990, currency: 'TRY', due_on: '2027-05-31' }
      await db
        .insertInto('membership_charges')
        .values({ id: chargeId, ...ids, period_id: periodId, ...money })
        .execute()
      await db.updateTable('memberships').set({ ends_on: '2027-06-30', auto_renew: true }).execute()
    })
    return { periodId, chargeId }
  }

  it('MB-A56 MB-R54 cancelled on 05-11 with what is unused: 32.19 back, in force until 05-10', async () => {
    const { membershipId, memberId, periodId } = await sold()
    const input = cancellation(membershipId, { on: '2027-05-11', refund: 'prorated' })
    expect(await world().must('memberships.cancel', input, on('2027-05-05'))).toMatchObject({
      ...{ cancelledOn: '2027-05-11', refundMinor: 3219 },
    })
    const { memberships, periods, charges } = await shop().rows()
    expect(memberships).toMatchObject([
      {
        ...{ status: 'active', cancelled_on: '2027-05-11', cancel_reason: 'Moves away', ends_on: '2027-05-10' },
        ...{ auto_renew: false, cancelled_by: world().userOf('manager') },
      },
    ])
    expect(periods).toMatchObject([{ id: periodId, ends_on: '2027-05-10', cut: true, voided_at: null }])
    expect(charges.find(({ id }) => id === input.chargeId)).toMatchObject({
      ...{ kind: 'refund', amount_minor: -3219, period_id: periodId, state: 'due' },
    })
    expect(await standing(memberId, '2027-05-10')).toMatchObject({ membership: { status: 'active' } })
    expect(await standing(memberId, '2027-05-11')).toMatchObject({ membership: { status: 'cancelled' } })
    // Done twice for the same day it is done once.
    expect(await world().must('memberships.cancel', input, on('2027-05-06'))).toMatchObject({ refundMinor: 3219 })
    expect(await refuses(membershipId, { on: '2027-05-12' }, on('2027-05-06'))).toMatchObject({
      code: 'membership_already_cancelled',
      params: { on: '2027-05-11', by: 'manager', at: '2027-05-05T09:00:00.000Z' },
    })
  })

  it('MB-A56 from today it ends at once, and its slots are free', async () => {
    const garden = new Garden(world())
    await garden.greenhouse(2)
    const memberId = await shop().member()
    const plan = await shop().plan({ slotAllocation: 2 })
    const membershipId = await shop().sell(memberId, plan, {})
    const free = async () =>
      (await world().read((db) => db.selectFrom('plant_slots').select('status').execute())).filter(
        ({ status }) => status === 'available',
      ).length
    expect(await free()).toBe(0)
    await cancel(membershipId, { on: '2027-03-01' }, on('2027-03-01'))
    expect(await free()).toBe(2)
    expect((await shop().rows()).memberships).toMatchObject([{ status: 'cancelled', slots_owed: 0 }])
    // Given back: the slots it had are its own again.
    expect(await world().must('memberships.reinstate', { membershipId }, on('2027-03-02', 'owner'))).toMatchObject({
      ...{ endsOn: '2027-04-01', plantSlots: { slotNumbers: [expect.any(String), expect.any(String)], owed: 0 } },
    })
    expect((await shop().rows()).memberships).toMatchObject([
      { status: 'active', cancelled_on: null, cancel_reason: null },
    ])
    expect(await free()).toBe(0)
  })

  it('MB-R54 default is tomorrow; the day is from today, or from the period’s first for who may, to the last + 1', async () => {
    const { membershipId } = await sold()
    const today = on('2027-05-05')
    for (const [day, message] of [
      ['2027-04-29', 'From 2027-04-30 to 2027-05-31'],
      ['2027-06-01', 'From 2027-04-30 to 2027-05-31'],
    ] as const) {
      expect(await refuses(membershipId, { on: day }, today)).toMatchObject({
        code: 'validation_failed',
        params: { issues: [{ path: 'on', message }] },
      })
    }
    const refusal = await refuses(membershipId, { on: '2027-06-01', refund: 'prorated' }, today)
    const [way] = refusal.alternatives
    // All of it is covered: nothing is unused.
    expect(await world().must(way?.command ?? '', way?.input ?? {}, today)).toMatchObject({
      ...{ cancelledOn: '2027-05-31', refundMinor: 0 },
    })
    expect((await shop().rows()).periods).toMatchObject([{ cut: false, ends_on: '2027-05-30' }])
    await world().must('memberships.reinstate', { membershipId }, on('2027-05-05', 'owner'))
    expect(await cancel(membershipId, {}, today)).toMatchObject({ cancelledOn: '2027-05-06' })
  })

  it('MB-R54 all of the price is for administrators; without it the unused part is offered', async () => {
    const { membershipId } = await sold()
    const refusal = await refuses(membershipId, { refund: 'full' }, on('2027-05-10'))
    expect(refusal).toMatchObject({ code: 'actor_not_permitted', params: { permission: 'membership_manage' } })
    expect(refusal.alternatives).toMatchObject([{ input: { refund: 'prorated' } }])
    expect(await cancel(membershipId, { refund: 'full' }, on('2027-05-10', 'owner'))).toMatchObject({
      refundMinor: 4990,
    })
  })

  it('MB-R54 what was imported without a price is cancelled without a refund', async () => {
    const { membershipId } = await sold()
    await shop().write((db) => db.updateTable('membership_periods').set({ price_minor: null }).execute())
    const refusal = await refuses(membershipId, { refund: 'prorated' }, on('2027-05-10'))
    expect(refusal).toMatchObject({ code: 'validation_failed', alternatives: [{ input: { refund: 'none' } }] })
    const [way] = refusal.alternatives
    expect(await world().must(way?.command ?? '', way?.input ?? {}, on('2027-05-10'))).toMatchObject({ refundMinor: 0 })
  })

  it('section 3: scheduled is void at once, with what was due for it; what is over is not cancelled', async () => {
    const { membershipId, chargeId } = await sold()
    await shop().write((db) => db.updateTable('memberships').set({ status: 'scheduled' }).execute())
    await cancel(membershipId, { refund: 'prorated' }, on('2027-04-20'))
    const { memberships, periods, charges } = await shop().rows()
    expect(memberships).toMatchObject([{ status: 'cancelled', starts_on: '2027-04-30', ends_on: '2027-05-30' }])
    expect(periods).toMatchObject([{ voided_at: '2027-04-20T09:00:00.000Z', cut: false }])
    expect(charges).toMatchObject([{ id: chargeId, state: 'void' }])
    const over = await sold('2027-01-01')
    expect(await refuses(over.membershipId, {}, on('2027-05-01'))).toMatchObject({
      code: 'membership_not_active',
      params: { status: 'expired' },
    })
    expect(await refuses(newId(), {}, on('2027-05-01'))).toMatchObject({ code: 'membership_not_found' })
  })

  it('MB-R54 void on its first day: paid, it is given back; reinstated, the gift is countered if it was taken', async () => {
    const { membershipId, chargeId, memberId } = await sold()
    await pay(chargeId, on('2027-04-30'))
    const refund = cancellation(membershipId, { on: '2027-04-30', refund: 'prorated' })
    expect(await world().must('memberships.cancel', refund, on('2027-04-30'))).toMatchObject({ refundMinor: 4990 })
    await pay(refund.chargeId, on('2027-04-30'), -4990)
    await world().must('memberships.reinstate', { membershipId }, on('2027-05-02', 'owner'))
    expect(await world().ask('memberships.charges', { memberId, state: 'due' }, on('2027-05-02'))).toMatchObject({
      rows: [{ kind: 'adjustment', amountMinor: 4990, dueOn: '2027-05-02' }],
    })
    expect((await shop().rows()).periods).toMatchObject([
      { voided_at: null, void_command_id: null, ends_on: '2027-05-30' },
    ])
  })

  it('MB-A57 recorded before, arriving after an automatic renewal: void, its charge void or given back', async () => {
    for (const isPaid of [false, true]) {
      const sale = await sold()
      const next = await renewed(sale)
      if (isPaid) await pay(next.chargeId, on('2027-06-01'))
      const outcome = await cancel(sale.membershipId, { on: '2027-05-31' }, on('2027-05-25'))
      // What the person was told holds: nobody is told of what came later.
      expect(outcome).toMatchObject({ cancelledOn: '2027-05-31', refundMinor: 0 })
      const { memberships, periods, charges } = await shop().rows()
      expect(memberships.find(({ id }) => id === sale.membershipId)).toMatchObject({
        ends_on: '2027-05-30',
        auto_renew: false,
      })
      expect(periods.find(({ id }) => id === next.periodId)?.voided_at).not.toBeNull()
      expect(charges.find(({ id }) => id === next.chargeId)).toMatchObject({ state: isPaid ? 'settled' : 'void' })
      const back = charges.filter(({ period_id, kind }) => period_id === next.periodId && kind === 'refund')
      expect(back.map(({ amount_minor }) => amount_minor)).toEqual(isPaid ? [-4990] : [])
    }
  })

  it('MB-R54 on a later day, in the period ahead: that one is cut', async () => {
    const sale = await sold()
    const next = await renewed(sale)
    expect(await cancel(sale.membershipId, { on: '2027-06-15', refund: 'prorated' }, on('2027-05-25'))).toMatchObject({
      refundMinor: Math.round((4990 * 16) / 31),
    })
    expect((await shop().rows()).periods.find(({ id }) => id === next.periodId)).toMatchObject({
      ...{ cut: true, ends_on: '2027-06-14', voided_at: null },
    })
  })

  it('section 3: a freeze ends with it; one that is to come, and its fee, do not', async () => {
    const { membershipId, memberId, periodId } = await sold()
    const [running, planned, fee] = [newId(), newId(), newId()]
    await shop().write(async (db) => {
      const ids = { membership_id: membershipId, member_id: memberId, period_id: periodId }
      await db
        .insertInto('membership_freezes')
        .values([
          { id: running, ...ids, from_on: '2027-05-05', to_on: '2027-05-14', state: 'running', fee_charge_id: null },
          { id: planned, ...ids, from_on: '2027-05-20', to_on: '2027-05-24', state: 'planned', fee_charge_id: fee },
        ])
        .execute()
      const money = { kind: 'freeze_fee' as const, amount_minor: 500, currency: 'TRY', due_on: '2027-05-20' }
      await db
        .insertInto('membership_charges')
        .values({ id: fee, ...ids, ...money })
        .execute()
      await db.updateTable('membership_periods').set({ frozen_days: 15, ends_on: '2027-06-14' }).execute()
      await db.updateTable('memberships').set({ ends_on: '2027-06-14', status: 'frozen' }).execute()
    })
    await cancel(membershipId, { on: '2027-05-11', refund: 'prorated' }, on('2027-05-11'))
    const freezes = await world().read((db) =>
      db.selectFrom('membership_freezes').selectAll().orderBy('from_on').execute(),
    )
    expect(freezes).toMatchObject([
      { id: running, state: 'ended', to_on: '2027-05-10' },
      { id: planned, state: 'cancelled', to_on: '2027-05-24' },
    ])
    const { periods, charges, memberships } = await shop().rows()
    expect(periods).toMatchObject([{ frozen_days: 6, ends_on: '2027-05-10', cut: true }])
    expect(charges.find(({ id }) => id === fee)).toMatchObject({ state: 'void' })
    // Five of 31 days were used: 26 are given back.
    expect(charges.find(({ kind }) => kind === 'refund')).toMatchObject({ amount_minor: -Math.round((4990 * 26) / 31) })
    expect(memberships).toMatchObject([{ status: 'cancelled' }])
    await world().must('memberships.reinstate', { membershipId }, on('2027-05-11', 'owner'))
    expect((await shop().rows()).periods).toMatchObject([{ frozen_days: 6, ends_on: '2027-06-05', cut: false }])
  })

  it('MB-R54 MB-R44 cancelled from its first day with its freeze: reinstated it ends as its terms say', async () => {
    const plan = await shop().plan({ priceMinor: 4990, maxFreezeDays: 14 })
    const { membershipId, ...sale } = shop().sale(await shop().member(), plan, { startsOn: '2027-04-30' })
    await world().must('memberships.purchase', { membershipId, ...sale }, on('2027-04-30'))
    const freeze = { freezeId: newId(), chargeId: newId(), membershipId, fromOn: '2027-05-10', toOn: '2027-05-19' }
    expect(await world().must('memberships.freeze', freeze, on('2027-05-02'))).toMatchObject({ endsOn: '2027-06-09' })
    await cancel(membershipId, { on: '2027-04-30' }, on('2027-05-04'))
    const again = await world().must('memberships.reinstate', { membershipId }, on('2027-05-05', 'owner'))
    expect(again).toMatchObject({ endsOn: '2027-05-30' })
  })

  it('MB-A59 reinstated within seven days, what was void is asked for anew; later it is refused', async () => {
    const sale = await sold()
    const next = await renewed(sale)
    const { membershipId } = sale
    await cancel(membershipId, { on: '2027-05-11', refund: 'prorated' }, on('2027-05-10'))
    const late = { at: '2027-05-17T09:00:00.001Z' }
    expect(await world().refuses('memberships.reinstate', { membershipId }, late)).toMatchObject({
      code: 'membership_revoke_too_late',
      params: { reason: 'time' },
    })
    expect(
      await world().must('memberships.reinstate', { membershipId }, { at: '2027-05-17T09:00:00.000Z' }),
    ).toMatchObject({
      endsOn: '2027-06-30',
    })
    const { periods, charges, memberships } = await shop().rows()
    expect(memberships).toMatchObject([{ ends_on: '2027-06-30', status: 'active' }])
    expect(periods).toMatchObject([
      { ends_on: '2027-05-30', cut: false, cut_command_id: null },
      { ends_on: '2027-06-30', voided_at: null },
    ])
    const due = charges.filter(({ state }) => state === 'due')
    expect(due.map(({ kind, amount_minor, due_on }) => [kind, amount_minor, due_on])).toEqual([
      ['purchase', 4990, '2027-04-30'],
      ['renewal', 4990, '2027-05-31'],
    ])
    expect(charges.find(({ id }) => id === next.chargeId)).toMatchObject({ state: 'void' })
    // Again: nothing is to be given back.
    expect(await world().must('memberships.reinstate', { membershipId }, late)).toMatchObject({ endsOn: '2027-06-30' })
  })

  it('MB-R54 not reinstated: days sold again meanwhile, or a member who left', async () => {
    const { membershipId, memberId } = await sold()
    await cancel(membershipId, { on: '2027-05-10' }, on('2027-05-10'))
    const other = await sold('2027-05-12', memberId)
    const again = () => world().refuses('memberships.reinstate', { membershipId }, on('2027-05-12', 'owner'))
    expect(await again()).toMatchObject({
      code: 'membership_overlap',
      params: { membershipId: other.membershipId, from: '2027-05-12', to: '2027-06-12' },
    })
    await cancel(other.membershipId, { on: '2027-05-12' }, on('2027-05-12'))
    await world().must('memberships.archive-member', { memberId }, on('2027-05-12'))
    expect(await again()).toMatchObject({ code: 'member_not_active', params: { status: 'ARCHIVED' } })
  })

  it('[DX-R16] whoever cancelled takes it back by undo within a day; by hand, or for others, that is for administrators', async () => {
    const sale = await sold()
    await renewed(sale)
    const { membershipId } = sale
    const id = newId()
    await world().must('memberships.cancel', cancellation(membershipId, { on: '2027-05-10' }), {
      ...on('2027-05-10'),
      id,
    })
    const refused = { code: 'actor_not_permitted', params: { permission: 'membership_manage' } }
    const attempt = (how: Circumstances) => world().refuses('memberships.reinstate', { membershipId }, how)
    expect(await attempt(on('2027-05-10'))).toMatchObject(refused)
    expect(await attempt({ ...on('2027-05-10'), meta: { undoOf: newId() } })).toMatchObject(refused)
    expect(await attempt({ at: '2027-05-11T09:00:00.001Z', as: 'manager', meta: { undoOf: id } })).toMatchObject(
      refused,
    )
    const input = { membershipId, autoRenew: true }
    await world().must('memberships.reinstate', input, { ...on('2027-05-11'), meta: { undoOf: id } })
    expect((await shop().rows()).memberships).toMatchObject([
      { auto_renew: true, status: 'active', ends_on: '2027-06-30' },
    ])
    await doUndoAndRedo(
      world(),
      'memberships.cancel',
      cancellation(membershipId, { refund: 'prorated' }),
      on('2027-05-11', 'owner'),
    )
    await cancel(membershipId, { on: '2027-05-20', refund: 'prorated' }, on('2027-05-11'))
    await doUndoAndRedo(world(), 'memberships.reinstate', { membershipId }, on('2027-05-11', 'owner'))
    const refunds = (await shop().rows()).charges.filter(({ kind, state }) => kind === 'refund' && state === 'due')
    expect(refunds).toMatchObject([{ amount_minor: -Math.round((4990 * 11) / 31) }])
  })

  it('MB-A60 archive refuses a member in force, and offers to cancel; then they are archived', async () => {
    const { memberId } = await sold()
    const refusal = await world().refuses('memberships.archive-member', { memberId }, on('2027-05-10'))
    const [way] = refusal.alternatives
    expect(way).toMatchObject({ command: 'memberships.cancel', input: { on: '2027-05-10', refund: 'none' } })
    await world().must(way?.command ?? '', way?.input ?? {}, on('2027-05-10'))
    await world().must('memberships.archive-member', { memberId }, on('2027-05-10'))
  })

  it('MB-A60 in the grace of a renewal that did not come, the way out ends it after its last day', async () => {
    const { memberId } = await sold()
    await shop().write((db) => db.updateTable('memberships').set({ auto_renew: true }).execute())
    const refusal = await world().refuses('memberships.archive-member', { memberId }, on('2027-06-02'))
    const [way] = refusal.alternatives
    expect(way).toMatchObject({ input: { on: '2027-05-31' } })
    await world().must(way?.command ?? '', way?.input ?? {}, on('2027-06-02'))
    await world().must('memberships.archive-member', { memberId }, on('2027-06-02'))
  })

  it('MB-A30 whoever may not is told so before whether the membership exists', async () => {
    for (const as of ['frontdesk', 'field', 'viewer', 'member'] as const) {
      expect(await refuses(newId(), {}, { as })).toMatchObject({ code: 'actor_not_permitted' })
      const input = { membershipId: newId() }
      expect(await world().refuses('memberships.reinstate', input, { as })).toMatchObject({
        code: 'actor_not_permitted',
      })
    }
  })
})
