import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../src-shared/kernel/database.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { type Circumstances, noon, type World } from './world.ts'

/** A person with a membership. */
export interface Holder {
  memberId: string
  membershipId: string
}

/** What a command says it gave. */
export const taken = z.object({ slotIds: z.array(z.string()), slotNumbers: z.array(z.string()) })
const sold = z.object({
  status: z.string(),
  plantSlots: taken.extend({ owed: z.int() }).optional(),
})

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** What tests of plant slots do again and again: greenhouses with slots, and people who may hold some. */
export class Garden {
  readonly world: World
  #people = 0
  #plans = 0
  /** Slot ids by number. */
  readonly ids = new Map<string, string>()

  constructor(world: World) {
    this.world = world
  }

  /** The id of a slot by its number. */
  id(number: string): string {
    const known = this.ids.get(number)
    if (!known) throw new Error(`No slot ${number}`)
    return known
  }

  async location(code = 'greenhouse-1', fields: JsonObject = {}): Promise<string> {
    const locationId = newId()
    const input = { locationId, code, name: code, kind: 'greenhouse', ...fields }
    await this.world.must('plant-slots.create-location', input)
    return locationId
  }

  /** One row of slots, `PREFIX-1`, `PREFIX-2` …, in these columns. */
  async row(locationId: string, prefix: string, columns: readonly number[], place = { row: 1, level: 1 }) {
    await this.slots(
      locationId,
      columns.map((column) => ({ slotNumber: `${prefix}-${column}`, column, ...place })),
    )
  }

  async slots(locationId: string, slots: readonly { slotNumber: string; [field: string]: string | number }[]) {
    const made = slots.map((slot) => ({ id: newId(), ...slot }))
    await this.world.must('plant-slots.create-slots', { locationId, slots: made })
    for (const { id, slotNumber } of made) this.ids.set(slotNumber, id)
  }

  /** A greenhouse with one row of so many slots, `GH1-1` …; gives its id. */
  async greenhouse(slots: number): Promise<string> {
    const locationId = await this.location()
    await this.row(
      locationId,
      'GH1',
      Array.from({ length: slots }, (_, n) => n + 1),
    )
    return locationId
  }

  /** A plan for a year that grants so many slots. */
  async plan(slotAllocation: number, slotLocationId: string | null = null) {
    const plan = { planId: newId(), versionId: newId() }
    this.#plans += 1
    const terms = { durationType: 'MONTHS', durationValue: 12, priceMinor: 0, slotAllocation, slotLocationId }
    await this.world.must('memberships.create-plan', { ...plan, name: `Plan ${this.#plans}`, terms })
    return { planId: plan.planId, planVersionId: plan.versionId }
  }

  /** Enrols somebody whose plan grants so many slots; they get at once what is free. */
  async enrol(slots: number, { how = {}, locationId = null, ...sale }: Enrolment = {}) {
    const plan = await this.plan(slots, locationId)
    this.#people += 1
    const digits = [...String(this.#people).padStart(8, '0')].map((digit) => letters[Number(digit)] ?? '0').join('')
    const holder = { memberId: newId(), membershipId: newId() }
    const outcome = await this.world.must(
      'memberships.enrol',
      {
        ...holder,
        ...plan,
        code: `${digits.slice(0, 4)}-${digits.slice(4)}`,
        givenName: `Member ${this.#people}`,
        periodId: newId(),
        chargeId: newId(),
        ...sale,
      },
      how,
    )
    return { ...holder, ...sold.parse(outcome) }
  }

  /** Somebody who may hold so many slots and holds none yet. */
  async person(allowance: number): Promise<Holder> {
    const { memberId, membershipId } = await this.enrol(0)
    await this.write((db) =>
      db
        .updateTable('plant_slot_entitlements')
        .set({ granted: allowance })
        .where('membership_id', '=', membershipId)
        .execute(),
    )
    return { memberId, membershipId }
  }

  async allocate(holder: Holder, pick: JsonObject, how: Circumstances = {}) {
    return taken.parse(await this.world.must('plant-slots.allocate', { membershipId: holder.membershipId, pick }, how))
  }

  refusesAllocate(holder: Holder, pick: JsonObject, how: Circumstances = {}) {
    return this.world.refuses('plant-slots.allocate', { membershipId: holder.membershipId, pick }, how)
  }

  /** Gives named slots to a holder and plants them. */
  async plant(holder: Holder, numbers: readonly string[], label = 'Domates') {
    await this.allocate(holder, { slotIds: numbers.map((number) => this.id(number)) })
    for (const number of numbers) await this.occupy(holder, number, { label })
  }

  occupy(holder: Holder, number: string, more: JsonObject = {}, how: Circumstances = {}) {
    return this.world.must('plant-slots.occupy', this.occupancy(holder, number, more), how)
  }

  occupancy(holder: Holder, number: string, more: JsonObject = {}): JsonObject {
    const { membershipId } = holder
    return { slotId: this.id(number), membershipId, occupancyId: newId(), label: 'Domates', ...more }
  }

  async revoke(holder: Holder, how: Circumstances = {}): Promise<void> {
    await this.world.must('memberships.revoke-purchase', { membershipId: holder.membershipId }, how)
  }

  /** Writes without a command, where a test needs what no command makes yet. */
  write<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return this.world.read(async (db) => {
      await sql`select begin_command(${this.world.version}, ${noon}, ${newId()})`.execute(db)
      return work(db)
    })
  }

  /** A slot's row. */
  slot(number: string) {
    return this.world.read((db) =>
      db.selectFrom('plant_slots').selectAll().where('id', '=', this.id(number)).executeTakeFirstOrThrow(),
    )
  }

  /** The statuses of slots, in the order asked. */
  async statuses(...numbers: string[]) {
    const rows = await Promise.all(numbers.map((number) => this.slot(number)))
    return rows.map(({ status }) => status)
  }

  events(number: string) {
    return this.world.read((db) =>
      db
        .selectFrom('plant_slot_events')
        .selectAll()
        .where('slot_id', '=', this.id(number))
        .orderBy('row_version')
        .orderBy('at')
        .execute(),
    )
  }

  entries(number: string) {
    return this.world.read((db) =>
      db
        .selectFrom('plant_slot_maintenance')
        .selectAll()
        .where('slot_id', '=', this.id(number))
        .orderBy('row_version')
        .execute(),
    )
  }

  /** The state of every entry of a slot, by its id. */
  async entryStates(number: string) {
    return Object.fromEntries((await this.entries(number)).map(({ id, state }) => [id, state]))
  }

  occupancies(number: string) {
    return this.world.read((db) =>
      db
        .selectFrom('plant_slot_occupancies')
        .selectAll()
        .where('slot_id', '=', this.id(number))
        .orderBy('row_version')
        .execute(),
    )
  }

  entitlement({ membershipId }: Holder) {
    return this.world.read((db) =>
      db
        .selectFrom('plant_slot_entitlements')
        .selectAll()
        .where('membership_id', '=', membershipId)
        .executeTakeFirstOrThrow(),
    )
  }
}

interface Enrolment {
  startsOn?: string
  locationId?: string | null
  how?: Circumstances
}
