import { expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { outcomeDiffers } from '../../src-shared/kernel/run-command.ts'
import { Shop } from './memberships-shop.ts'
import { Garden } from './plant-slots-garden.ts'
import { type Circumstances, onBothDatabases, type World } from './world.ts'

/** Noon of a day. */
const on = (day: string): Circumstances => ({ at: `${day}T09:00:00.000Z` })

onBothDatabases('memberships that had ended when a command came', (world: () => World) => {
  const shop = () => new Shop(world())

  /** A greenhouse of four, of which somebody has two for a month up to 2027-06-30. */
  async function sold() {
    const garden = new Garden(world())
    await garden.greenhouse(4)
    const plan = await shop().plan({ maxFreezeDays: 30, slotAllocation: 2 })
    const memberId = await shop().member()
    const membershipId = await shop().sell(memberId, plan, {}, on('2027-05-31'))
    return { garden, plan, membershipId }
  }

  /** The clock's work of a day. */
  const roll = (day: string) =>
    world().must('memberships.roll-day', { day }, { as: 'system', at: `${day}T00:05:00.000Z` })

  /** Whether the server's word is another than a desk's: `adjusted`. */
  function differs(name: string, told: JsonObject, decided: JsonObject): boolean {
    const command = domain.commands.get(name)
    if (!command) throw new Error(`No ${name}`)
    return outcomeDiffers(command, told, decided)
  }

  /** A freeze of the last day, and what a desk says of it on that day. */
  async function frozenOnTheLastDay(membershipId: string) {
    const days = { membershipId, fromOn: '2027-06-30', toOn: '2027-07-03' }
    const input = () => ({ freezeId: newId(), chargeId: newId(), ...days })
    const first = input()
    const told = await world().must('memberships.freeze', first, on('2027-06-30'))
    await world().must('memberships.cancel-freeze', { freezeId: first.freezeId }, on('2027-06-30'))
    return { input: input(), told }
  }

  it('MB-R45 section 7 case 13: a freeze that revives a membership with the slots it had is applied as told', async () => {
    const { garden, membershipId } = await sold()
    const { input, told } = await frozenOnTheLastDay(membershipId)
    await roll('2027-07-01')
    expect(await garden.statuses('GH1-1', 'GH1-2')).toEqual(['available', 'available'])
    const decided = await world().must('memberships.freeze', input, on('2027-06-30'))
    expect(await garden.slot('GH1-1')).toMatchObject({ status: 'allocated', membership_id: membershipId })
    expect(await garden.slot('GH1-2')).toMatchObject({ status: 'allocated', membership_id: membershipId })
    expect(decided).toEqual({ fromOn: '2027-06-30', toOn: '2027-07-03', endsOn: '2027-07-04' })
    expect(differs('memberships.freeze', told, decided)).toBe(false)
  })

  it('MB-R45 section 7 case 13: slots that went meanwhile are told, so the verdict is adjusted', async () => {
    const { garden, membershipId } = await sold()
    const { input, told } = await frozenOnTheLastDay(membershipId)
    await roll('2027-07-01')
    await garden.allocate(await garden.person(1), { slotIds: [garden.id('GH1-1')] })
    const decided = await world().must('memberships.freeze', input, on('2027-06-30'))
    expect(decided).toMatchObject({ plantSlots: { slotNumbers: ['GH1-2', 'GH1-3'], owed: 0 } })
    expect(decided.plantSlots).not.toHaveProperty('asBefore')
    expect(differs('memberships.freeze', told, decided)).toBe(true)
  })

  it('MB-R45 a renewal given on the last day that comes after the end is applied as told where the slots are the same', async () => {
    const { membershipId } = await sold()
    const renewal = () => ({ membershipId, periodId: newId(), chargeId: newId() })
    const first = renewal()
    const told = await world().must('memberships.renew', first, on('2027-06-30'))
    await world().must('memberships.revoke-renewal', { periodId: first.periodId }, on('2027-06-30'))
    await roll('2027-07-01')
    const decided = await world().must('memberships.renew', renewal(), on('2027-06-30'))
    expect(decided).toEqual({ startsOn: '2027-07-01', endsOn: '2027-07-31', priceMinor: 49000 })
    expect(differs('memberships.renew', told, decided)).toBe(false)
  })

  it('MB-R32 a lapsed one names the slots it has, whether the clock had taken them or not', async () => {
    const { garden, membershipId } = await sold()
    const renewal = () => ({ membershipId, periodId: newId(), chargeId: newId() })
    const first = renewal()
    // A desk that was cut over midnight: its slots were not taken.
    const told = await world().must('memberships.renew', first, on('2027-07-05'))
    expect(told).toMatchObject({ plantSlots: { slotNumbers: ['GH1-1', 'GH1-2'], owed: 0 } })
    await world().must('memberships.revoke-renewal', { periodId: first.periodId }, on('2027-07-05'))
    expect(await garden.statuses('GH1-1', 'GH1-2')).toEqual(['available', 'available'])
    const decided = await world().must('memberships.renew', renewal(), on('2027-07-05'))
    expect(differs('memberships.renew', told, decided)).toBe(false)
    expect(await garden.slot('GH1-2')).toMatchObject({ status: 'allocated', membership_id: membershipId })
  })
})
