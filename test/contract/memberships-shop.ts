import { type KyselyPlugin, sql } from 'kysely'
import { z } from 'zod'
import { domain } from '../../src-shared/domain.ts'
import { systemActor } from '../../src-shared/kernel/actor.ts'
import type { CommandContext } from '../../src-shared/kernel/command.ts'
import type { Db } from '../../src-shared/kernel/database.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { runQuery } from '../../src-shared/kernel/run-query.ts'
import { type Circumstances, noon, type World } from './world.ts'

/** A plan as a test made it. */
export interface MadePlan {
  planId: string
  versionId: string
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
let cards = 0
let plans = 0

/** A card code no other test has. */
export function nextCode(): string {
  cards += 1
  const digits = Array.from({ length: 8 }, (_, place) => alphabet[Math.floor(cards / 32 ** (7 - place)) % 32])
  return `${digits.slice(0, 4).join('')}-${digits.slice(4).join('')}`
}

/** The terms most tests sell on: one month at 490.00. */
export const monthly = { durationType: 'MONTHS', durationValue: 1, priceMinor: 49000 }

const listed = z.object({ total: z.number(), rows: z.array(z.looseObject({ name: z.string() })) })

/** The names in a list that a query answered, in its order. */
export const namesIn = (list: Json): string[] => listed.parse(list).rows.map(({ name }) => name)

const circumstances = ({ tenantId }: World) => ({
  tenant: { id: tenantId, timeZone: 'Europe/Istanbul', currency: 'TRY', locale: 'en' },
  actor: systemActor,
  desk: null,
  at: noon,
})

/** A front desk that makes what a test needs through the ordinary commands. */
export class Shop {
  readonly world: World

  constructor(world: World) {
    this.world = world
  }

  async plan(terms: JsonObject = {}, rest: JsonObject = {}, how: Circumstances = {}): Promise<MadePlan> {
    const [planId, versionId] = [newId(), newId()]
    plans += 1
    const name = `Plan ${plans}`
    await this.world.must(
      'memberships.create-plan',
      { planId, versionId, name, terms: { ...monthly, ...terms }, ...rest },
      how,
    )
    return { planId, versionId }
  }

  async member(fields: JsonObject = {}, how: Circumstances = {}): Promise<string> {
    const memberId = newId()
    const named = { givenName: 'Ayşe', familyName: 'Yılmaz', waiverSignedOn: '2027-01-01' }
    await this.world.must('memberships.create-member', { memberId, code: nextCode(), ...named, ...fields }, how)
    return memberId
  }

  /** The input of a sale, with ids of its own. */
  sale(memberId: string, { planId, versionId }: MadePlan, rest: JsonObject = {}) {
    const ids = { membershipId: newId(), periodId: newId(), chargeId: newId() }
    return { ...ids, memberId, planId, planVersionId: versionId, ...rest }
  }

  /** Sells and gives the membership's id. */
  async sell(memberId: string, plan: MadePlan, rest: JsonObject = {}, how: Circumstances = {}): Promise<string> {
    const sale = this.sale(memberId, plan, rest)
    await this.world.must('memberships.purchase', sale, how)
    return sale.membershipId
  }

  /** The input of an enrolment, with ids of its own. */
  enrolment({ planId, versionId }: MadePlan, rest: JsonObject = {}) {
    const person = { memberId: newId(), code: nextCode(), givenName: '서연', familyName: '김' }
    const ids = { membershipId: newId(), periodId: newId(), chargeId: newId() }
    return { ...person, ...ids, planId, planVersionId: versionId, ...rest }
  }

  /** What is kept of members and sales. */
  rows() {
    return this.world.read(async (db) => ({
      members: await db.selectFrom('members').select('id').execute(),
      memberships: await db.selectFrom('memberships').selectAll().orderBy('starts_on').execute(),
      periods: await db.selectFrom('membership_periods').selectAll().orderBy('starts_on').execute(),
      charges: await db.selectFrom('membership_charges').selectAll().orderBy('due_on').execute(),
    }))
  }

  /** Makes a member sign in as the user who stands for the role `member`. */
  async signsIn(memberId: string): Promise<void> {
    await this.write((db) =>
      db
        .updateTable('members')
        .set({ user_id: this.world.userOf('member') })
        .where('id', '=', memberId)
        .execute(),
    )
  }

  /** Writes rows for which no command exists yet. */
  async write<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return this.world.read(async (db) => {
      await sql`select begin_command(${this.world.version}, ${noon}, ${newId()})`.execute(db)
      return work(db)
    })
  }

  /** The context of a command, for a reaction that a test calls by itself. */
  context(db: Db): CommandContext {
    return {
      ...circumstances(this.world),
      db,
      today: '2027-03-01',
      commandId: newId(),
      basisVersion: this.world.version,
      meta: {},
      reach: 'tenant',
      reachOf: () => 'tenant',
      rowId: () => newId(),
      later: (write) => void write,
      leaseKind: () => undefined,
      drawLease: () => undefined,
      giveBackLease: () => undefined,
      announce: async () => ({}),
      announceEach: async () => undefined,
    }
  }

  /** How many statements a query costs, asked by an owner. */
  async statements(name: string, input: JsonObject): Promise<number> {
    let count = 0
    const counter: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        count += 1
        return result
      },
    }
    const { tenant, actor, desk, at } = circumstances(this.world)
    await this.world.read((db) => runQuery(domain, db.withPlugin(counter), { name, input, at, desk, tenant, actor }))
    return count
  }
}
