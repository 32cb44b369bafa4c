import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import type { Db } from '../../src-shared/kernel/database.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { migrate } from '../../sync-server/database/migrate.ts'
import type { ServerDatabase } from '../../sync-server/database/open.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'
import { openEmpty } from '../fixtures/prepared.ts'
import { BusyDays } from '../simulation/generators/busy-days.ts'
import { businessFaults } from '../simulation/invariants/business-faults.ts'
import { chargesKept, readCharges } from '../simulation/invariants/charges.ts'
import { disagreements } from '../simulation/model/agreement.ts'
import { commands } from '../simulation/model/commands.ts'
import { type Compared, Line } from '../simulation/model/line.ts'

/** Nobody gives them in histories; what they do is proved by their own tests. */
const notModelled = [
  ...['leases.expire', 'leases.extend', 'leases.return', 'leases.take'],
  ...['memberships.delete-plan', 'memberships.merge-members', 'memberships.reorder-plans'],
  ...['memberships.ensure-plan', 'memberships.import-row', 'memberships.revoke-import-row'],
  ...['plant-slots.reconcile', 'plant-slots.schedule-cleaning'],
]

const seeds = [1, 2, 3, 4, 5]
const stepsEach = 60

/** What a broken rule would do to the rows, and the words by which it is found. */
const plantedFaults: [what: string, statement: string, found: RegExp][] = [
  ['a slot stays with a sale taken back', `update memberships set status = 'cancelled'`, /held by a membership/],
  [
    'a slot is in the name of somebody else',
    `update plant_slots set member_id = (select min(id::text)::uuid from members) where member_id is not null`,
    /names a member who is not the one/,
  ],
  [
    'more is held than was granted',
    'update plant_slot_entitlements set granted = 0',
    /holds \d+ slots .* allowed are 0/,
  ],
  [
    'nothing grows where something should',
    `update plant_slots set status = 'occupied' where status = 'allocated'`,
    /open/,
  ],
  [
    'a slot is kept from everyone for nothing',
    'update plant_slots set maintenance_required = true',
    /needs care first/,
  ],
  [
    'a slot lost its holder without an event',
    `update plant_slots set status = 'available', member_id = null, membership_id = null`,
    /its last events say otherwise/,
  ],
  ['nobody knows since when a slot is held', 'update plant_slots set allocated_at = null', /since never/],
  ['somebody waits for slots and is not told', 'update plant_slot_entitlements set owed = owed + 1', /is owed/],
  ['somebody is shown as waiting who is not', `update memberships set status = 'pending_slots'`, /and owed 0/],
  [
    'what was sold to one person is charged to another',
    'update memberships set member_id = (select min(id::text)::uuid from members)',
    /in the name of somebody else/,
  ],
  ['money was taken and nobody knows how', `update membership_charges set state = 'settled'`, /settlement none/],
  [
    'a freeze is not in the days',
    `update membership_periods set frozen_days = 1, ends_on = ends_on + 1`,
    /its freezes 0/,
  ],
  [
    'what is cancelled still counts',
    `update memberships set cancelled_on = starts_on, cancel_reason = 'x'`,
    /is due for .*cancelled|counts on days/,
  ],
  ['a price is not what was charged', 'update membership_periods set price_minor = 7', /costs 7, charged is/],
  ['old terms are still sold', 'update membership_plan_versions set superseded_at = created_at', /against its plan/],
]

describe('the model that predicts verdicts', () => {
  let database: ServerDatabase
  beforeAll(async () => {
    database = await openEmpty()
    await migrate(database)
  })
  afterAll(() => database.close())

  const inHouse = <T>(work: (line: Line, db: Db) => Promise<T>): Promise<T> => {
    const tenantId = newId()
    return inTenant(database.db, tenantId, (db) => work(new Line(db, tenantId), db))
  }

  it('knows every command that there is, but for those that histories do not give yet', () => {
    expect([...Object.keys(commands), ...notModelled].sort()).toEqual([...domain.commands.keys()].sort())
  })

  it.each(seeds)('says what the product does in busy days, and no rule is broken: seed %i', (seed) =>
    inHouse(async (line, db) => {
      const days = new BusyDays(seed, line)
      for (const { difference } of await days.open()) expect(difference).toBeNull()
      let charges = await readCharges(db)
      for (let step = 0; step < stepsEach; step += 1) {
        for (const compared of await days.step()) expect(compared.difference, told(compared)).toBeNull()
        expect(await businessFaults(db), `after step ${step}`).toEqual([])
        const read = await readCharges(db)
        expect(chargesKept(charges, read)).toEqual([])
        charges = read
      }
      expect(await disagreements(db, line.model.state)).toEqual([])
    }),
  )

  it('hears the same story for the same seed', async () => {
    const story = () =>
      inHouse(async (line) => {
        const days = new BusyDays(9, line)
        const heard = await days.open()
        for (let step = 0; step < 20; step += 1) heard.push(...(await days.step()))
        return heard.map(({ command }) => JSON.stringify(command))
      })
    expect(await story()).toEqual(await story())
  })

  it('says what becomes of templates and looks, whoever asks', () =>
    inHouse(async (line) => {
      await new BusyDays(3, line).open()
      for (const { name, input, role } of paperAsked()) {
        const user = line.model.state.users.find(({ roles }) => roles.includes(role))
        const command = { id: newId(), name, input, at: noon, actorId: user?.id ?? '', deskId: null, meta: {} }
        const compared = await line.give({ ...command, basisVersion: line.model.state.version })
        expect(compared.difference, told(compared)).toBeNull()
      }
    }))

  it.each(plantedFaults)('would notice that %s', (_what, statement, found) =>
    inHouse(async (line, db) => {
      await new BusyDays(3, line).open()
      expect(await businessFaults(db)).toEqual([])
      await sql`select begin_command(${line.model.state.version + 1}, ${noon}, ${newId()})`.execute(db)
      await sql.raw(statement).execute(db)
      expect((await businessFaults(db)).join()).toMatch(found)
    }),
  )

  it('would notice that a charge has another amount than before', () =>
    inHouse(async (line, db) => {
      await new BusyDays(3, line).open()
      const before = await readCharges(db)
      await sql`select begin_command(${line.model.state.version + 1}, ${noon}, ${newId()})`.execute(db)
      await sql`update membership_charges set amount_minor = amount_minor + 1`.execute(db)
      expect(chargesKept(before, await readCharges(db))).toHaveLength(before.size)
    }))
})

const part = (name: string) => ({ block: 'part', part: name })

/** Templates made, changed, taken away, made the usual one or not, looks seen and unseen; some by people who may not. */
function paperAsked(): { name: string; input: JsonObject; role: string }[] {
  const [first, second] = [newId(), newId()]
  const blocks = ['copy', 'stamp', 'qr'].map(part)
  const common = { kind: 'receipt', language: 'tr', name: 'Fiş', widthMm: 80, body: { blocks }, defaultId: null }
  const bodies = [
    ...[[], [part('everything')], [part('qr'), part('qr'), ...blocks], blocks.slice(1), [...blocks, { block: 'rule' }]],
    ...['{time} {person}', '{balance}', '{}', '{', ' '].map((text) => [...blocks, { block: 'text', text }]),
  ]
  const saved: JsonObject[] = [
    ...[
      { ...common, id: first, defaultId: first },
      { ...common, id: second, name: 'Kısa', defaultId: second },
    ],
    ...bodies.map((each) => ({ ...common, id: first, body: { blocks: each } })),
    ...[
      { ...common, id: first, kind: 'label', defaultId: second },
      { ...common, id: second, body: null },
    ],
    ...[
      { ...common, id: second, body: null },
      { ...common, id: second, defaultId: first },
      { ...common, id: first },
    ],
    ...[
      { ...common, id: first, name: ' ' },
      { ...common, id: first, widthMm: 19 },
      { ...common, id: newId(), body: null },
    ],
  ]
  const text = { en: 'Garden', es: '', ko: '', tr: 'Bahçe' }
  const looks: JsonObject = { receiptHeader: text, receiptFooter: text, densityDefault: 'compact', seenVersion: null }
  const wanted: JsonObject[] = [looks, looks, { ...looks, densityDefault: 'wide' }, { ...looks, receiptFooter: {} }]
  return [
    ...['frontdesk', 'editor', 'manager'].flatMap((role) =>
      saved.map((input) => ({ name: 'desk.save-print-template', input, role })),
    ),
    ...['manager', 'editor', 'admin'].flatMap((role) =>
      wanted.map((input) => ({ name: 'desk.set-looks', input, role })),
    ),
  ]
}

const noon = '2027-03-01T12:00:00.000Z'
const told = ({ command, verdict }: Compared): string => JSON.stringify({ command, verdict })
