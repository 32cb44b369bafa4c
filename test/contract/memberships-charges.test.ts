import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays } from '../../src-shared/kernel/calendar.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { billables, takings } from '../../src-shared/modules/memberships/queries.ts'
import { markBilled } from '../../src-shared/modules/memberships/writes.ts'
import { Shop } from './memberships-shop.ts'
import { doUndoAndRedo } from './plant-slots-hands.ts'
import { noon, onBothDatabases, type World } from './world.ts'

onBothDatabases('charges', (world: () => World) => {
  const shop = () => new Shop(world())

  /** A membership sold at 490.00 to somebody, and its charge. */
  async function sold(rest: JsonObject = {}) {
    const memberId = await shop().member()
    const sale = shop().sale(memberId, await shop().plan(), rest)
    await world().must('memberships.purchase', sale)
    return { ...sale, settlement: settlement(sale.chargeId) }
  }
  const settlement = (chargeId: string, rest: JsonObject = {}) => ({
    ...{ settlementId: newId(), chargeIds: [chargeId], method: 'cash', amountMinor: 49000 },
    ...rest,
  })
  const charge = async (chargeId: string) => {
    const { charges } = await shop().rows()
    return charges.find(({ id }) => id === chargeId)
  }

  it('MB-A58 MB-R55 money taken settles a charge, at the desk, by whoever took it; the receipt has its number', async () => {
    const { chargeId, memberId, settlement } = await sold()
    const desk = newId()
    expect(await world().must('memberships.settle-charges', settlement, { as: 'frontdesk', desk })).toEqual({
      settlementId: settlement.settlementId,
      amountMinor: 49000,
    })
    expect(await charge(chargeId)).toMatchObject({
      state: 'settled',
      settlement_id: settlement.settlementId,
      method: 'cash',
      settled_at: noon,
      settled_by: world().userOf('frontdesk'),
      settled_desk_id: desk,
    })
    expect(await world().ask('memberships.charges', { memberId })).toMatchObject({
      rows: [{ state: 'settled', settlementNumber: settlement.settlementId.slice(-8).toUpperCase(), method: 'cash' }],
      balances: [],
    })
  })

  it('MB-A58 a wrong sum is refused, and the sum that is offered is taken', async () => {
    const { settlement } = await sold()
    const wrong = { ...settlement, amountMinor: 48999 }
    const refusal = await world().refuses('memberships.settle-charges', wrong, { as: 'frontdesk' })
    expect(refusal).toMatchObject({
      code: 'membership_charge_amount_mismatch',
      params: { expected: 49000, given: 48999 },
    })
    const [way] = refusal.alternatives
    await world().must(way?.command ?? '', way?.input ?? {}, { as: 'frontdesk' })
  })

  it('MB-A58 settled twice: the second is told by whom and when, and may settle what is left', async () => {
    const memberId = await shop().member()
    const plan = await shop().plan()
    const first = shop().sale(memberId, plan)
    const second = shop().sale(memberId, plan, { startsOn: '2027-05-01' })
    await world().must('memberships.purchase', first)
    await world().must('memberships.purchase', second)
    const taken = settlement(first.chargeId)
    await world().must('memberships.settle-charges', taken, { as: 'frontdesk', at: '2027-03-01T08:00:00.000Z' })
    const both = settlement(first.chargeId, { chargeIds: [first.chargeId, second.chargeId], amountMinor: 98000 })
    const refusal = await world().refuses('memberships.settle-charges', both, { as: 'manager' })
    expect(refusal).toMatchObject({
      code: 'membership_charge_already_settled',
      params: { by: 'frontdesk', at: '2027-03-01T08:00:00.000Z', settlementId: taken.settlementId },
      winner: { userName: 'frontdesk', at: '2027-03-01T08:00:00.000Z' },
    })
    const [way] = refusal.alternatives
    expect(await world().must(way?.command ?? '', way?.input ?? {})).toMatchObject({ amountMinor: 49000 })
    expect(await charge(second.chargeId)).toMatchObject({ state: 'settled', settlement_id: both.settlementId })
  })

  it('a settlement is made once; its id is taken afterwards', async () => {
    const [one, other] = [await sold(), await sold()]
    await world().must('memberships.settle-charges', one.settlement)
    const again = { ...other.settlement, settlementId: one.settlement.settlementId }
    expect(await world().refuses('memberships.settle-charges', again)).toMatchObject({ code: 'row_id_taken' })
    const twice = settlement(other.chargeId, { chargeIds: [other.chargeId, other.chargeId], amountMinor: 98000 })
    expect(await world().refuses('memberships.settle-charges', twice)).toMatchObject({ code: 'validation_failed' })
  })

  it('MB-A58 taken back the same day it is due again; the next day, by the tenant’s clock, it is refused', async () => {
    const { chargeId, settlement } = await sold()
    const { settlementId } = settlement
    // 20:30 UTC is still that day in Istanbul; 21:00 is not.
    await world().must('memberships.settle-charges', settlement, { at: '2027-03-01T06:00:00.000Z' })
    const late = { at: '2027-03-01T21:00:00.000Z' }
    expect(await world().refuses('memberships.unsettle-charges', { settlementId }, late)).toMatchObject({
      code: 'membership_charge_unsettle_too_late',
      params: { settledOn: '2027-03-01' },
    })
    await world().must('memberships.unsettle-charges', { settlementId }, { at: '2027-03-01T20:30:00.000Z' })
    expect(await charge(chargeId)).toMatchObject({
      ...{ state: 'due', settlement_id: null, method: null, settled_at: null, settled_by: null, settled_desk_id: null },
    })
    expect(await world().refuses('memberships.unsettle-charges', { settlementId })).toMatchObject({
      code: 'membership_charge_not_found',
    })
  })

  it('[DX-R16] settling is undone and done again, and taking back too', async () => {
    const { settlement } = await sold()
    await doUndoAndRedo(world(), 'memberships.settle-charges', settlement)
    await world().must('memberships.settle-charges', settlement)
    await doUndoAndRedo(world(), 'memberships.unsettle-charges', { settlementId: settlement.settlementId })
  })

  it('MB-A59 a manager waives what is due, with the reason; the front desk does not; waived is final', async () => {
    const { chargeId, memberId, settlement } = await sold()
    const waiver = { chargeId, reason: 'The lift was out of order' }
    expect(await world().refuses('memberships.waive-charge', waiver, { as: 'frontdesk' })).toMatchObject({
      code: 'actor_not_permitted',
    })
    await world().must('memberships.waive-charge', waiver, { as: 'manager' })
    await world().must('memberships.waive-charge', waiver, { as: 'manager' })
    expect(await charge(chargeId)).toMatchObject({ state: 'waived', note: waiver.reason })
    expect(await world().ask('memberships.charges', { memberId })).toMatchObject({ balances: [] })
    expect(await world().refuses('memberships.settle-charges', settlement)).toMatchObject({
      code: 'membership_charge_already_settled',
      params: { state: 'waived' },
    })
    const unknown = { ...waiver, chargeId: newId() }
    expect(await world().refuses('memberships.waive-charge', unknown)).toMatchObject({
      code: 'membership_charge_not_found',
    })
  })

  it('MB-A59 IV-R17 what is due is billable once; on an invoice it is neither settled nor waived here', async () => {
    const { chargeId, memberId, planId, settlement } = await sold()
    const other = await sold({ startsOn: '2027-04-01' })
    const [from, to] = ['2027-03-01', '2027-04-01']
    const all = (given: Partial<Parameters<typeof billables>[1]> = {}) =>
      world().read((db) => billables(db, { from, to, ...given }))
    expect(await all()).toMatchObject([{ sourceKey: chargeId }, { sourceKey: other.chargeId }])
    expect(await all({ to: '2027-03-31' })).toHaveLength(1)
    expect(await all({ from: '2027-03-02' })).toHaveLength(1)
    expect(await all({ subject: { kind: 'client', id: memberId } })).toEqual([])
    expect(await all({ subject: { kind: 'member', id: memberId } })).toEqual([
      {
        sourceKind: 'membership_charge',
        sourceKey: chargeId,
        subject: { kind: 'member', id: memberId },
        itemKind: 'membership_plan',
        itemId: planId,
        description: expect.stringContaining('Plan'),
        quantity: 1,
        priceMinor: 49000,
        currency: 'TRY',
        taxCodes: null,
        serviceFrom: '2027-03-01',
        serviceTo: '2027-04-01',
      },
    ])
    const invoiceId = newId()
    await shop().write((db) => markBilled(db, [chargeId], invoiceId))
    expect(await all()).toMatchObject([{ sourceKey: other.chargeId }])
    for (const [name, input] of [
      ['memberships.settle-charges', settlement],
      ['memberships.waive-charge', { chargeId, reason: 'x' }],
    ] as const) {
      expect(await world().refuses(name, input)).toMatchObject({
        code: 'membership_charge_invoiced',
        params: { invoiceId },
      })
    }
    await shop().write((db) => markBilled(db, [chargeId], null))
    await shop().write((db) => markBilled(db, [], null))
    await world().must('memberships.settle-charges', settlement)
    expect(await all()).toMatchObject([{ sourceKey: other.chargeId }])
  })

  it('PY-R12 takings are settlements with their sums, by desk and time; what is taken back is none', async () => {
    const [one, other, back] = [await sold(), await sold(), await sold()]
    const [desk, elsewhere] = [newId(), newId()]
    const settle = (input: JsonObject, desk: string) =>
      world().must('memberships.settle-charges', input, { desk, as: 'frontdesk' })
    await settle(one.settlement, desk)
    await settle({ ...other.settlement, method: 'bank_transfer' }, elsewhere)
    await settle(back.settlement, desk)
    await world().must('memberships.unsettle-charges', { settlementId: back.settlement.settlementId })
    const taken = (given: { deskId?: string; from?: string; to?: string } = {}) =>
      world().read((db) => takings(db, { from: noon, to: '2027-03-01T09:00:00.001Z', ...given }))
    expect(await taken({ deskId: desk })).toEqual([
      {
        settlementId: one.settlement.settlementId,
        at: noon,
        deskId: desk,
        actorId: world().userOf('frontdesk'),
        method: 'cash',
        amountMinor: 49000,
        currency: 'TRY',
      },
    ])
    expect(await taken()).toHaveLength(2)
    expect(await taken({ to: noon })).toEqual([])
    expect(await taken({ from: '2027-03-01T09:00:00.001Z', to: '2027-03-02T00:00:00.000Z' })).toEqual([])
  })

  it('§14.6 settlements in any order, each come ten times, end in the same charges', async () => {
    const memberId = await shop().member()
    const plan = await shop().plan({ durationType: 'DAYS', durationValue: 1, priceMinor: 100 })
    const chargeIds: string[] = []
    for (let n = 0; n < 6; n += 1) {
      const sale = shop().sale(memberId, plan, { startsOn: addDays('2027-03-01', 2 * n) })
      await world().must('memberships.purchase', sale)
      chargeIds.push(sale.chargeId)
    }
    const pairs = [chargeIds.slice(0, 2), chargeIds.slice(2, 4), chargeIds.slice(4)]
    const settlements = pairs.map((ids) => settlement('', { chargeIds: ids, amountMinor: 200 }))
    const states = async () => {
      const { charges } = await shop().rows()
      return charges.map(({ id, state, settlement_id }) => [id, state, settlement_id]).sort()
    }
    const seen = new Set<string>()
    for (const seed of [1, 2, 3]) {
      const arrivals = fc.sample(fc.shuffledSubarray(Array(10).fill(settlements).flat(), { minLength: 30 }), {
        numRuns: 1,
        seed,
      })
      for (const input of arrivals.flat()) await world().run('memberships.settle-charges', input)
      seen.add(JSON.stringify(await states()))
      for (const { settlementId } of settlements) await world().must('memberships.unsettle-charges', { settlementId })
    }
    expect(seen.size).toBe(1)
    expect(await world().ask('memberships.charges', { memberId })).toMatchObject({
      balances: [{ currency: 'TRY', dueMinor: 600 }],
    })
  })

  it('MB-A30 whoever may not is told so before whether the charge exists', async () => {
    const calls = [
      ['memberships.settle-charges', settlement(newId())],
      ['memberships.unsettle-charges', { settlementId: newId() }],
      ['memberships.waive-charge', { chargeId: newId(), reason: 'x' }],
    ] as const
    for (const as of ['field', 'viewer', 'member'] as const) {
      for (const [name, input] of calls) {
        expect(await world().refuses(name, input, { as })).toMatchObject({ code: 'actor_not_permitted' })
      }
    }
  })
})
