import { systemActor } from '../../../src-shared/kernel/actor.ts'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import type { BuiltinRole } from '../../../src-shared/kernel/permission.ts'
import { Random } from '../../soak/random.ts'
import { type Day, dayAt, plusDays } from '../model/days.ts'
import type { Compared, Line } from '../model/line.ts'
import type { Judged } from '../model/model.ts'
import { waitsInVain } from '../model/reconcile.ts'
import { type Given, type Moment, newIdFrom, type Seen, seenBy } from './draw.ts'
import { nextCommand } from './next-command.ts'
import { openingCommands, people } from './opening.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const start = '2027-03-01T09:00:00.000Z'
const zones = ['Europe/Istanbul', 'America/Santiago', 'Asia/Seoul', 'UTC']

/** Roles beside those that every house has, and some of those once more. */
const moreRoles: readonly BuiltinRole[] = ['frontdesk', 'admin', 'editor', 'membership_admin', 'plant_slot_admin']

/** A desk as far as it matters here: what it last heard, and what it has not sent yet. */
interface Desk {
  id: string
  heard: Seen
  queue: Judged[]
}

interface Person {
  id: string
  role: BuiltinRole
}

/**
 * Some days of a house, without a network: desks act on what they last heard, hold their commands back for a while, and
 * send them in order. So what they do clashes, and arrives later than it was done.
 */
export class BusyDays {
  readonly #random: Random
  readonly #line: Line
  readonly #desks: Desk[]
  readonly #people: Person[] = []
  #last: readonly [Desk | undefined, Person | undefined] | null = null
  #now = Date.parse(start)
  #rolled: Day | null = null

  constructor(seed: number, line: Line) {
    this.#random = new Random(seed)
    this.#line = line
    const ids = [0, 1, 2].map(() => this.#id())
    this.#desks = ids.map((id) => ({ id, heard: line.model.state, queue: [] }))
  }

  /** The house as it opens. */
  async open(): Promise<Compared[]> {
    const timeZone = this.#random.pick(zones) ?? 'UTC'
    const house = { slug: 'garden', legalName: 'Garden', timeZone, currency: 'TRY', locale: 'en' }
    const opened = [await this.#server('identity.open-tenant', house)]
    const extra = moreRoles.map((role) => ({ role, displayName: role }))
    for (const { role, displayName } of [...people, ...extra]) {
      const id = this.#id()
      this.#people.push({ id, role })
      opened.push(await this.#server('identity.add-user', { userId: id, displayName, roles: [role] }))
    }
    const owner = this.#people[0]?.id ?? ''
    for (const { id: deskId } of this.#desks) {
      const desk = { deskId, name: 'Front', platform: 'linux', registeredBy: owner }
      opened.push(await this.#server('identity.register-desk', desk))
    }
    for (const given of openingCommands(this.#random, this.#at())) {
      opened.push(await this.#line.give(this.#command(given, owner, null, this.#line.model.state.version)))
    }
    opened.push(...(await this.#stock(owner)))
    for (const desk of this.#desks) desk.heard = this.#line.model.state
    return opened
  }

  /** What desks may take with them (PS-R53). */
  async #stock(owner: string): Promise<Compared[]> {
    const stocked: Compared[] = []
    const deskId = this.#desks[0]?.id ?? ''
    for (let n = 0; n < 3; n += 1) {
      const { state } = this.#line.model
      const moment: Moment = { at: this.#at(), actorId: owner, role: 'owner', deskId }
      const given = nextCommand(this.#random, state, moment, 'stock')
      stocked.push(await this.#line.give(this.#command(given, owner, null, state.version)))
    }
    return stocked
  }

  /** Somebody does something at a desk; what the desk sends is judged. */
  async step(): Promise<Compared[]> {
    const random = this.#random
    // What a clock that runs ahead tells apart, the server may bound to one instant (SY-15).
    if (random.chance(0.5)) this.#now += 1 + random.below(this.#pause())
    const sent = random.chance(0.015) ? [await this.#suspendSomebody()] : []
    if (random.chance(0.05)) sent.push(await this.#server('plant-slots.lapse-offers', { now: this.#at() }))
    if (random.chance(0.05)) sent.push(await this.#server('leases.expire', {}))
    sent.push(...(await this.#rollDays()))
    const [desk, person] = this.#whoActs()
    if (!desk || !person) return sent
    const moment: Moment = { at: this.#at(), actorId: person.id, role: person.role, deskId: desk.id }
    const about = random.chance(0.6) ? 'usually' : random.chance(0.7) ? 'lending' : 'rarely'
    const given = nextCommand(random, seenBy(desk.heard, desk.queue), moment, about)
    desk.queue.push(this.#command(given, person.id, desk.id, desk.heard.version))
    return random.chance(0.6) ? [...sent, ...(await this.#send(desk))] : sent
  }

  /** MB-R34: every day that began since, the oldest first; now and then one twice. */
  async #rollDays(): Promise<Compared[]> {
    const { house } = this.#line.model.state
    const today = dayAt(this.#at(), house?.timeZone ?? 'UTC')
    const rolled: Compared[] = []
    let next = this.#rolled ?? plusDays(today, -1)
    if (this.#random.chance(0.98)) next = plusDays(next, 1)
    for (; next <= today; next = plusDays(next, 1)) {
      rolled.push(await this.#server('memberships.roll-day', { day: next }))
      this.#rolled = next
      if (waitsInVain(this.#line.model.state, next)) continue
      rolled.push(await this.#server('plant-slots.reconcile', { day: next }))
    }
    return rolled
  }

  /** Minutes mostly, now and then hours or days. */
  #pause(): number {
    if (this.#random.chance(0.07)) return 2 * day
    return this.#random.chance(0.25) ? 4 * hour : 6 * minute
  }

  /** Often the one who acted last goes on; else anybody, mostly of the first four. */
  #whoActs(): readonly [Desk | undefined, Person | undefined] {
    const random = this.#random
    if (this.#last && random.chance(0.35)) return this.#last
    const staff = random.chance(0.85) ? this.#people.slice(0, 4) : this.#people
    this.#last = [random.pick(this.#desks), random.pick(staff)]
    return this.#last
  }

  /** All that a desk holds back, in its order; then it hears the news. */
  async #send(desk: Desk): Promise<Compared[]> {
    const sent: Compared[] = []
    for (const command of desk.queue.splice(0)) sent.push(await this.#line.give(command))
    if (this.#random.chance(0.8)) desk.heard = this.#line.model.state
    return sent
  }

  /** Suspended people mostly come back soon. */
  #suspendSomebody(): Promise<Compared> {
    const person = this.#random.pick(this.#people.slice(1))
    const suspended = this.#random.chance(0.3)
    return this.#server('identity.suspend-user', { userId: person?.id ?? this.#id(), suspended })
  }

  #server(name: string, input: JsonObject): Promise<Compared> {
    const { version } = this.#line.model.state
    return this.#line.give(this.#command({ name, input }, systemActor.userId, null, version))
  }

  #command({ name, input }: Given, actorId: string, deskId: string | null, basisVersion: number): Judged {
    return { id: this.#id(), name, input, at: this.#at(), actorId, deskId, basisVersion, meta: {} }
  }

  #id(): string {
    return newIdFrom(this.#random, this.#at())
  }

  #at(): string {
    return new Date(this.#now).toISOString()
  }
}
