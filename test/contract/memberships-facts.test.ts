import { expect, it } from 'vitest'
import { assemble } from '../../src-shared/kernel/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { reaction } from '../../src-shared/kernel/reaction.ts'
import { desk } from '../../src-shared/modules/desk/module.ts'
import { identity } from '../../src-shared/modules/identity/module.ts'
import { membershipCharged, membershipResumed } from '../../src-shared/modules/memberships/facts.ts'
import { memberships } from '../../src-shared/modules/memberships/module.ts'
import { plantSlots } from '../../src-shared/modules/plant-slots/module.ts'
import { platform } from '../../src-shared/modules/platform/module.ts'
import { Shop } from './memberships-shop.ts'
import { Garden } from './plant-slots-garden.ts'
import { Queue } from './plant-slots-line.ts'
import { type Circumstances, onBothDatabases, type World } from './world.ts'

/** What was announced, in its order. */
const heard: string[] = []
const listener = {
  ...{
    name: 'test',
    commands: [],
    queries: [],
    rejections: {},
    labels: {},
    permissions: {},
    scope: {},
    constraints: {},
  },
  reactions: [
    reaction(membershipCharged, [], async (_, { chargeId }) => void heard.push(chargeId)),
    reaction(membershipResumed, [], async (_, { membershipId }) => void heard.push(membershipId)),
  ],
}
const among = assemble([identity, platform, desk, memberships, plantSlots, listener])
const on = (day: string): Circumstances => ({ at: `${day}T09:00:00.000Z`, among })

onBothDatabases('what memberships tell other modules', (world: () => World) => {
  const shop = () => new Shop(world())

  /** What a command announces. */
  async function announced(name: string, input: JsonObject, how: Circumstances): Promise<string[]> {
    heard.length = 0
    await world().must(name, input, how)
    return [...heard]
  }
  /** The charges that are there now and were not. */
  async function newCharges(work: () => Promise<string[]>): Promise<{ told: string[]; made: string[] }> {
    const ids = async () => (await shop().rows()).charges.map(({ id }) => id)
    const before = await ids()
    const told = await work()
    return { told: told.sort(), made: (await ids()).filter((id) => !before.includes(id)).sort() }
  }

  it('section 1: each charge that a command makes is told: of a sale, a freeze, a change and its way back, a cancellation', async () => {
    const plan = await shop().plan({ maxFreezeDays: 10, freezeFeeMinor: 5000 })
    const dearer = await shop().plan({ priceMinor: 90000 })
    const sale = shop().sale(await shop().member(), plan)
    const { membershipId } = sale
    expect(await announced('memberships.purchase', sale, on('2027-03-01'))).toEqual([sale.chargeId])
    const freeze = { freezeId: newId(), chargeId: newId(), membershipId, fromOn: '2027-03-02', toOn: '2027-03-03' }
    expect(await announced('memberships.freeze', freeze, on('2027-03-01'))).toEqual([freeze.chargeId])
    const change = {
      ...{ membershipId, mode: 'now', toPlanId: dearer.planId, toPlanVersionId: dearer.versionId },
      ...{ periodId: newId(), chargeId: newId() },
    }
    const changed = await newCharges(() => announced('memberships.change-plan', change, on('2027-03-10')))
    expect(changed.told).toEqual(changed.made)
    expect(changed.told).toHaveLength(2)
    const cancel = { membershipId, reason: 'Moves', refund: 'prorated', chargeId: newId(), on: '2027-03-20' }
    const cancelled = await newCharges(() => announced('memberships.cancel', cancel, on('2027-03-11')))
    expect(cancelled.told).toEqual([cancel.chargeId])
    const reinstated = await newCharges(() => announced('memberships.reinstate', { membershipId }, on('2027-03-11')))
    expect(reinstated.told).toEqual(reinstated.made)
  })

  it('PS-R23 PS-R30 a suspended member who is let in again is told as resumed, and gets what was passed over', async () => {
    const garden = new Garden(world())
    await garden.greenhouse(2)
    const queue = new Queue(garden)
    const holder = await garden.enrol(2)
    const waiting = await garden.enrol(1)
    expect(await queue.membership(waiting)).toEqual({ status: 'pending_slots', slots_owed: 1 })
    const { memberId } = waiting
    await world().must('memberships.suspend-member', { memberId, reason: 'Rules' })
    await queue.release(holder, 'GH1-1')
    expect(await garden.statuses('GH1-1')).toEqual(['available'])
    const back = { memberId, reason: 'Talked' }
    const told = await announced('memberships.reactivate-member', back, on('2027-03-01'))
    expect(told).toEqual([waiting.membershipId])
    expect(await garden.slot('GH1-1')).toMatchObject({ status: 'allocated', membership_id: waiting.membershipId })
    expect(await queue.membership(waiting)).toEqual({ status: 'active', slots_owed: 0 })
    expect(await announced('memberships.reactivate-member', back, on('2027-03-01'))).toEqual([])
  })

  it('a member whose membership has ended, or stands still, is let in again without a word of it', async () => {
    const garden = new Garden(world())
    const sold = await garden.enrol(0)
    const { memberId, membershipId } = sold
    const cancel = { membershipId, reason: 'Moves', refund: 'none', chargeId: newId(), on: '2027-03-01' }
    await world().must('memberships.suspend-member', { memberId, reason: 'Rules' })
    await world().must('memberships.cancel', cancel)
    expect(await announced('memberships.reactivate-member', { memberId, reason: 'Talked' }, on('2027-03-01'))).toEqual(
      [],
    )
  })
})
