import { expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'
import { onBothServers } from './authorities.ts'
import { plantGarden } from './garden.ts'

const desksAtOnce = 10
const freeSlots = 5

onBothServers('[SY-3] the same thing is never given to two people', (stage) => {
  test(`${desksAtOnce} desks each give away any slot at the same moment, ${freeSlots} are free: ${freeSlots} people have one, the others are told`, async () => {
    const house = await stage().house('owner')
    const setup = await house.desk('owner')
    const garden = await plantGarden((name, input) => setup.must(name, input), {
      members: desksAtOnce,
      slots: freeSlots,
    })
    const desks = await Promise.all(garden.members.map(() => house.desk('owner')))
    // Each desk chose the first free slot of its replica, and told its person so.
    const [first] = garden.slots
    const told = { slotIds: [first?.id ?? ''], slotNumbers: [first?.slotNumber ?? ''] }
    const answers = await Promise.all(
      desks.map((desk, n) =>
        desk.push([
          desk.next(
            'plant-slots.allocate',
            { membershipId: garden.members[n]?.membershipId ?? newId(), pick: { quantity: 1 } },
            { outcome: told },
          ),
        ]),
      ),
    )
    const verdicts = answers.flatMap((answer) => answer.verdicts)
    const tally = Map.groupBy(verdicts, ({ verdict, rejection }) => rejection?.code ?? verdict)
    expect(Object.fromEntries([...tally].map(([word, { length }]) => [word, length]))).toEqual({
      applied: 1,
      adjusted: freeSlots - 1,
      plant_slot_insufficient_slots: desksAtOnce - freeSlots,
    })
    // What each was given in the end is a slot of their own.
    const given = verdicts.flatMap(({ outcome }) => outcome?.slotIds ?? [])
    expect([...given].sort()).toEqual(garden.slots.map(({ id }) => id).sort())
    const rows = await inTenant(stage().authority.database.db, house.id, (db) =>
      db.selectFrom('plant_slots').select(['id', 'status', 'membership_id']).execute(),
    )
    expect(rows.every(({ status }) => status === 'allocated')).toBe(true)
    expect(new Set(rows.map(({ membership_id }) => membership_id)).size).toBe(freeSlots)
    // Between them stand the versions of what tells people of the others.
    const versions = verdicts.flatMap(({ version }) => version ?? [])
    expect(new Set(versions).size).toBe(freeSlots)
  })

  test('two desks give away the very same slot: one has it, the other learns who, where, and what is free instead', async () => {
    const house = await stage().house('owner', 'frontdesk')
    const owner = await house.desk('owner')
    const clerk = await house.desk('frontdesk')
    const garden = await plantGarden((name, input) => owner.must(name, input), { members: 2, slots: 3 })
    const slotIds = garden.slots.slice(0, 1).map(({ id }) => id)
    const ask = (desk: typeof owner, n: number) =>
      desk.give('plant-slots.allocate', { membershipId: garden.members[n]?.membershipId ?? '', pick: { slotIds } })
    const verdicts = await Promise.all([ask(owner, 0), ask(clerk, 1)])
    const winner = verdicts.findIndex(({ verdict }) => verdict !== 'rejected')
    const loser = verdicts[1 - winner]
    expect(verdicts[winner]?.verdict).toBe('applied')
    expect(loser?.rejection).toMatchObject({
      code: expect.stringMatching(/^plant_slot_/),
      winner: { userName: `${['owner', 'frontdesk'][winner]} of ${house.slug}`, at: stage().clock.now().toISOString() },
    })
    expect(loser?.rejection?.alternatives.length).toBeGreaterThan(0)
    // The way out that is offered is one that works.
    const [way] = loser?.rejection?.alternatives ?? []
    const desk = [clerk, owner][winner]
    if (!way || !desk) throw new Error('No way out was offered')
    expect(await desk.give(way.command, way.input)).toMatchObject({ verdict: 'applied' })
  })
})
