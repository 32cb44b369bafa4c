import { expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { markBilled } from '../../src-shared/modules/memberships/writes.ts'
import { Shop } from './memberships-shop.ts'
import { type Circumstances, onBothDatabases, type World } from './world.ts'

const on = (day: string): Circumstances => ({ at: `${day}T09:00:00.000Z` })

onBothDatabases('money that goes back', (world: () => World) => {
  const shop = () => new Shop(world())

  async function sold(terms: JsonObject = {}, rest: JsonObject = {}) {
    const sale = shop().sale(await shop().member(), await shop().plan(terms), rest)
    await world().must('memberships.purchase', sale, on('2027-03-01'))
    return sale
  }
  /** Takes, or gives back, the money of one charge; gives the settlement's id. */
  async function settle(chargeId: string, amountMinor: number, day = '2027-03-01'): Promise<string> {
    const settlementId = newId()
    const input = { settlementId, chargeIds: [chargeId], method: 'cash', amountMinor }
    await world().must('memberships.settle-charges', input, on(day))
    return settlementId
  }
  const unsettle = (settlementId: string, day = '2027-03-01') =>
    world().must('memberships.unsettle-charges', { settlementId }, on(day))
  const cancel = async (membershipId: string, refund: string, rest: JsonObject = {}) => {
    const input = { membershipId, reason: 'Moves', refund, chargeId: newId(), on: '2027-03-01', ...rest }
    await world().must('memberships.cancel', input, on('2027-03-01'))
    return input.chargeId
  }
  /** Kinds and states of charges that are not void, what is owed to the house first. */
  const asked = async () =>
    (await shop().rows()).charges
      .filter(({ state }) => state !== 'void')
      .map(({ kind, amount_minor, state }) => ({ kind, amount: amount_minor, state }))
      .sort((a, b) => b.amount - a.amount)

  it.each(['full', 'none'])(
    'MB-R54 MB-R55 paid, cancelled with refund %s, and the money taken back: nothing is due any more',
    async (refund) => {
      const { membershipId, chargeId } = await sold()
      const settlementId = await settle(chargeId, 49000)
      await cancel(membershipId, refund)
      const outcome = await unsettle(settlementId)
      expect(await asked()).toEqual([])
      // Nobody is asked for it, so nobody pays it by Ctrl+Z.
      expect(domain.commands.get('memberships.unsettle-charges')?.undo({ settlementId }, outcome)).toBeNull()
      await world().must('memberships.reinstate', { membershipId }, on('2027-03-02'))
      expect(await asked()).toEqual([{ kind: 'purchase', amount: 49000, state: 'due' }])
    },
  )

  it('MB-R54 MB-R55 a paid renewal that the cancellation credited is void with its credit once its money is back', async () => {
    const { membershipId, chargeId } = await sold()
    await settle(chargeId, 49000)
    const renewal = { membershipId, periodId: newId(), chargeId: newId() }
    await world().must('memberships.renew', renewal, on('2027-03-01'))
    const settlementId = await settle(renewal.chargeId, 49000)
    await cancel(membershipId, 'none', { on: '2027-03-11' })
    expect(await asked()).toContainEqual({ kind: 'refund', amount: -49000, state: 'due' })
    await unsettle(settlementId)
    expect(await asked()).toEqual([{ kind: 'purchase', amount: 49000, state: 'settled' }])
  })

  it('MB-R55 what was given back for it stays owed: its credit was paid out before the money was taken back', async () => {
    const { membershipId, chargeId } = await sold()
    const settlementId = await settle(chargeId, 49000)
    const refundId = await cancel(membershipId, 'full')
    await settle(refundId, -49000)
    await unsettle(settlementId)
    expect(await asked()).toEqual([
      { kind: 'purchase', amount: 49000, state: 'due' },
      { kind: 'refund', amount: -49000, state: 'settled' },
    ])
  })

  it('MB-R55 what was given back and taken again is owed to the member still', async () => {
    const { membershipId, chargeId } = await sold()
    const paid = await settle(chargeId, 49000)
    const refundId = await cancel(membershipId, 'full')
    await unsettle(await settle(refundId, -49000))
    expect(await asked()).toEqual([
      { kind: 'purchase', amount: 49000, state: 'settled' },
      { kind: 'refund', amount: -49000, state: 'due' },
    ])
    await unsettle(paid)
    expect(await asked()).toEqual([])
  })

  it('MB-R55 a membership cut in the middle still owes what was used; only then the money is taken back', async () => {
    const { membershipId, chargeId } = await sold()
    const settlementId = await settle(chargeId, 49000)
    await cancel(membershipId, 'prorated', { on: '2027-03-11' })
    const outcome = await unsettle(settlementId)
    expect(await asked()).toMatchObject([
      { kind: 'purchase', state: 'due' },
      { kind: 'refund', state: 'due' },
    ])
    expect(outcome).toMatchObject({ before: { settlementId, chargeIds: [chargeId] } })
  })

  /** A freeze of two days with a fee, its fee on an invoice. */
  async function frozen() {
    const { membershipId } = await sold({ maxFreezeDays: 10, freezeFeeMinor: 5000, priceMinor: 0 })
    const days = { fromOn: '2027-03-10', toOn: '2027-03-11' }
    const freeze = { freezeId: newId(), chargeId: newId(), membershipId, ...days }
    await world().must('memberships.freeze', freeze, on('2027-03-01'))
    return freeze
  }

  it('MB-R44 IV-R17a the fee of a freeze that was none is countered where it is on an invoice; brought back it counts again', async () => {
    const { freezeId, chargeId } = await frozen()
    await shop().write((db) => markBilled(db, [chargeId], newId()))
    const outcome = await world().must('memberships.cancel-freeze', { freezeId }, on('2027-03-02'))
    const counter = { kind: 'adjustment', amount: -5000, state: 'due' }
    const fee = { kind: 'freeze_fee', amount: 5000, state: 'due' }
    expect(await asked()).toEqual([fee, counter])
    // Cancelled twice it is countered once.
    await world().must('memberships.cancel-freeze', { freezeId }, on('2027-03-02'))
    expect(await asked()).toEqual([fee, counter])
    const back = domain.commands.get('memberships.cancel-freeze')?.undo({ freezeId }, outcome)
    await world().must(back?.command ?? '', back?.input ?? {}, { ...on('2027-03-02'), meta: { undoOf: newId() } })
    expect(await asked()).toEqual([fee])
    await world().must('memberships.cancel-freeze', { freezeId }, on('2027-03-02'))
    expect(await asked()).toEqual([fee, counter])
  })

  it('MB-R47 a fee whose counter was paid out is asked for anew when the freeze comes back, and that one is its fee', async () => {
    const { freezeId, chargeId } = await frozen()
    await shop().write((db) => markBilled(db, [chargeId], newId()))
    const outcome = await world().must('memberships.cancel-freeze', { freezeId }, on('2027-03-02'))
    const { charges } = await shop().rows()
    await settle(charges.find(({ kind }) => kind === 'adjustment')?.id ?? '', -5000, '2027-03-02')
    const back = domain.commands.get('memberships.cancel-freeze')?.undo({ freezeId }, outcome)
    await world().must(back?.command ?? '', back?.input ?? {}, { ...on('2027-03-02'), meta: { undoOf: newId() } })
    const fees = (await shop().rows()).charges.filter(({ kind }) => kind === 'freeze_fee')
    expect(fees).toHaveLength(2)
    const anew = fees.find(({ id }) => id !== chargeId)
    const freezes = await world().read((db) => db.selectFrom('membership_freezes').selectAll().execute())
    expect(freezes).toMatchObject([{ id: freezeId, state: 'planned', fee_charge_id: anew?.id }])
  })

  it('MB-R44 a paid fee of a freeze that was none is void once its money is back', async () => {
    const { freezeId, chargeId } = await frozen()
    const settlementId = await settle(chargeId, 5000)
    await world().must('memberships.cancel-freeze', { freezeId }, on('2027-03-01'))
    await unsettle(settlementId)
    expect(await asked()).toEqual([])
  })
})
