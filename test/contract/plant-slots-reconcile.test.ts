import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { Garden, type Holder } from './plant-slots-garden.ts'
import { Queue } from './plant-slots-line.ts'
import { noon, onBothDatabases, type World } from './world.ts'

const day = '2027-03-01'
const reconcile = (world: World) => world.must('plant-slots.reconcile', { day }, { as: 'system' })

/** Every row of every synced table but the inbox, by table. */
async function rowsOf(world: World): Promise<JsonObject> {
  const all: JsonObject = {}
  for (const table of Object.keys(domain.scope).filter((name) => name !== 'attention_items')) {
    const { rows } = await world.read((db) =>
      sql<{ row: JsonObject }>`select to_jsonb(t.*) as row from ${sql.table(table)} t order by id`.execute(db),
    )
    all[table] = rows.map(({ row }) => row)
  }
  return all
}

interface Place {
  garden: Garden
  /** Holds GH1-1, and GH1-2 in which something grows. */
  a: Holder
  /** Holds GH1-3, and GH1-10 by force. */
  b: Holder
}

/** Everything goes on in it: planted, offered (GH1-4), given and taken, forced, and six slots are free. */
async function busyPlace(world: World): Promise<Place> {
  const garden = new Garden(world)
  await garden.greenhouse(10)
  const a = await garden.enrol(2)
  const b = await garden.enrol(1)
  await garden.occupy(a, 'GH1-2')
  const waits = await garden.person(1)
  const gone = await garden.enrol(6)
  await garden.enrol(1)
  const queue = new Queue(garden)
  await queue.join(waits, 1)
  await garden.revoke(gone)
  const force = { slotId: garden.id('GH1-10'), seenStatus: 'allocated', status: 'available', reason: 'Counted wrong' }
  await world.must('plant-slots.force-status', force)
  await world.must('plant-slots.force-status', {
    ...{ ...force, seenStatus: 'available', status: 'allocated', membershipId: b.membershipId },
  })
  return { garden, a, b }
}

const setSlot = ({ garden }: Place, number: string, change: JsonObject) =>
  garden.write((db) => db.updateTable('plant_slots').set(change).where('id', '=', garden.id(number)).execute())

/** PS-R53: GH1-5 is leased to a desk until noon, to be told until an hour later. */
async function lease({ garden }: Place, deskId: string): Promise<string> {
  const leaseId = newId()
  await garden.write((db) =>
    db
      .insertInto('capacity_leases')
      .values({
        ...{ id: leaseId, kind: 'plant_slots', resource_key: 'x', unit: 'slot', desk_id: deskId, size: 1 },
        ...{ detail: JSON.stringify({ slotIds: [garden.id('GH1-5')] }), taken_at: '2027-03-01T06:00:00.000Z' },
        ...{ expires_at: noon, hold_until: '2027-03-01T10:00:00.000Z', state: 'expired' },
      })
      .execute(),
  )
  return leaseId
}

/** What a desk gave of its lease, and what the server made of it. */
async function logged(
  { garden }: Place,
  deskId: string,
  at: string,
  receivedAt: string,
  more: { seq?: number; desk_seq?: number; name?: string; verdict?: 'applied'; outcome?: string } = {},
): Promise<void> {
  const told = JSON.stringify({ slotIds: [garden.id('GH1-5')], slotNumbers: ['GH1-5'] })
  await garden.write((db) =>
    db
      .insertInto('command_log')
      .values({
        ...{ seq: 900, command_id: newId(), desk_id: deskId, desk_seq: 1, name: 'plant-slots.allocate' },
        ...{ command_version: 1, input: '{}', meta: '{}', actor_id: null, acted_at: at, bounded_at: at },
        ...{ received_at: receivedAt, basis_version: 1, told, verdict: 'rejected', version: null, outcome: null },
        ...{ rejection: JSON.stringify({ code: 'plant_slot_taken' }) },
        ...{ prev_hash: new Uint8Array(1), hash: new Uint8Array(1) },
        ...more,
      })
      .execute(),
  )
}

type Fault = [code: string, plant: (place: Place) => Promise<unknown>]

const faults: readonly Fault[] = [
  ['plant_slot_found_two_holders', (place) => setSlot(place, 'GH1-1', { member_id: place.b.memberId })],
  ['plant_slot_found_status', (place) => setSlot(place, 'GH1-1', { status: 'available' })],
  ['plant_slot_found_over_allowance', ({ garden, a }) => new Queue(garden).allow(a, 1)],
  [
    'plant_slot_found_ended_holder',
    ({ garden, b }) =>
      garden.write((db) =>
        db.updateTable('memberships').set({ status: 'expired' }).where('id', '=', b.membershipId).execute(),
      ),
  ],
  [
    'plant_slot_found_promise',
    async (place) => setSlot(place, 'GH1-6', { offer_id: (await place.garden.slot('GH1-4')).offer_id }),
  ],
  ['plant_slot_found_promise', async (place) => setSlot(place, 'GH1-6', { lease_id: await lease(place, newId()) })],
  ['plant_slot_found_promise', (place) => setSlot(place, 'GH1-4', { offer_id: null })],
  [
    'plant_slot_found_guarantee',
    async (place) => {
      const deskId = newId()
      await lease(place, deskId)
      await logged(place, deskId, '2027-03-01T08:59:00.000Z', '2027-03-01T10:00:00.000Z')
    },
  ],
  [
    'plant_slot_found_owed',
    ({ garden, b: { memberId, membershipId } }) =>
      garden.write((db) =>
        db
          .insertInto('plant_slot_waitlist')
          .values({
            ...{ id: newId(), kind: 'owed', quantity: 1, joined_at: noon },
            ...{ member_id: memberId, membership_id: membershipId },
          })
          .execute(),
      ),
  ],
  [
    'plant_slot_found_planting',
    ({ garden }) =>
      garden.write((db) =>
        db
          .updateTable('plant_slot_occupancies')
          .set({ ended_on: day, end_reason: 'harvest' })
          .where('slot_id', '=', garden.id('GH1-2'))
          .execute(),
      ),
  ],
  ['plant_slot_found_history', (place) => setSlot(place, 'GH1-7', { status: 'maintenance' })],
]

onBothDatabases('the nightly check of plant slots', (world) => {
  const inbox = () => world().read((db) => db.selectFrom('attention_items').selectAll().orderBy('created_at').execute())

  it('[PS-A84] finds nothing where all is well, and writes how the slots stand, twice as once', async () => {
    const { garden } = await busyPlace(world())
    expect(await reconcile(world())).toEqual({ day, found: {}, readUpTo: expect.any(Number) })
    expect(await reconcile(world())).toEqual({ day, found: {}, readUpTo: expect.any(Number) })
    expect(await inbox()).toEqual([])
    const slot = await garden.slot('GH1-1')
    const daily = await world().read((db) =>
      db.selectFrom('plant_slot_daily').selectAll().orderBy('location_id').execute(),
    )
    expect(daily).toMatchObject([
      {
        ...{ day, location_id: slot.location_id, available: 6, allocated: 3, occupied: 1, maintenance: 0 },
        ...{ leased: 0, offered: 1, owed: 0, waiting: 0, maintenance_required: 0 },
      },
      { location_id: null, available: 0, owed: 0, waiting: 1 },
    ])
  })

  it.each(faults)('[PS-A84] finds what breaks an invariant and changes nothing: %s', async (code, plant) => {
    const place = await busyPlace(world())
    await world().read(async (db) => {
      // What the database refuses by itself is looked for all the same.
      await sql`reset role`.execute(db)
      await sql`alter table plant_slots drop constraint if exists plant_slots_available_is_free`.execute(db)
    })
    await plant(place)
    const before = await rowsOf(world())
    expect(await reconcile(world())).toMatchObject({ found: { [code]: expect.any(Number) } })
    expect(await rowsOf(world())).toEqual(before)
    expect(await inbox()).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'rule', module_kind: code, command_name: 'plant-slots.reconcile', state: 'open' },
        ...{
          rejection: expect.objectContaining({ code, params: expect.objectContaining({ names: expect.anything() }) }),
        },
      }),
    )
  })

  it('[PS-A84] [DX-R7] brings what it finds again once, until somebody has closed it', async () => {
    const place = await busyPlace(world())
    await setSlot(place, 'GH1-7', { status: 'maintenance' })
    await reconcile(world())
    await setSlot(place, 'GH1-8', { status: 'maintenance' })
    await reconcile(world())
    const items = await inbox()
    expect(items).toMatchObject([{ rejection: { params: { count: 2, names: ['GH1-7', 'GH1-8'] } } }])
    const seen = await world().ask('desk.attention', {}, { as: 'manager' })
    expect(seen).toMatchObject({ items: [{ kind: 'rule', moduleKind: 'plant_slot_found_history', escalated: true }] })
    await world().must('desk.resolve-attention', { itemId: items[0]?.id ?? '', resolution: 'Counted' })
    await reconcile(world())
    expect((await inbox()).map(({ state }) => state).sort()).toEqual(['open', 'resolved'])
  })

  it('[PS-A84] takes no guarantee for broken that was used too late', async () => {
    const place = await busyPlace(world())
    const deskId = newId()
    await lease(place, deskId)
    await logged(place, deskId, noon, noon)
    expect(await reconcile(world())).toEqual({ day, found: {}, readUpTo: expect.any(Number) })
  })

  it('[PS-A84] takes no guarantee for broken of which the desk told too late', async () => {
    const place = await busyPlace(world())
    const deskId = newId()
    await lease(place, deskId)
    await logged(place, deskId, '2027-03-01T08:59:00.000Z', '2027-03-01T10:00:00.001Z')
    expect(await reconcile(world())).toEqual({ day, found: {}, readUpTo: expect.any(Number) })
  })

  it('[PS-A84] reads what the log grew by since the last night, so a broken guarantee is found once', async () => {
    const place = await busyPlace(world())
    const deskId = newId()
    await lease(place, deskId)
    const early = '2027-03-01T08:59:00.000Z'
    await logged(place, deskId, early, noon)
    const first = await reconcile(world())
    expect(first).toEqual({ day, found: { plant_slot_found_guarantee: 1 }, readUpTo: 900 })
    const run = { seq: 901, desk_seq: 2, name: 'plant-slots.reconcile', verdict: 'applied' as const }
    await logged(place, deskId, noon, noon, { ...run, outcome: JSON.stringify(first) })
    expect(await reconcile(world())).toEqual({ day, found: {}, readUpTo: 901 })
    await logged(place, deskId, early, noon, { seq: 902, desk_seq: 3 })
    expect(await reconcile(world())).toMatchObject({ found: { plant_slot_found_guarantee: 1 }, readUpTo: 902 })
  })

  it('[PS-A84] [PS-R22] leaves alone what is held beyond the allowance and grows', async () => {
    const { garden, a } = await busyPlace(world())
    await garden.occupy(a, 'GH1-1')
    await new Queue(garden).allow(a, 0)
    expect(await reconcile(world())).toEqual({ day, found: {}, readUpTo: expect.any(Number) })
  })

  it('[PS-A84] [PS-R24] leaves alone who waits while nothing is free but what was just taken from them', async () => {
    const garden = new Garden(world())
    await garden.greenhouse(1)
    const holder = await garden.enrol(1)
    await new Queue(garden).release(holder, 'GH1-1', {}, { owe: true })
    expect(await garden.entitlement(holder)).toMatchObject({ owed: 1 })
    expect(await reconcile(world())).toEqual({ day, found: {}, readUpTo: expect.any(Number) })
  })
})
