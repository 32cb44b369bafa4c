import type { Json } from '../../../src-shared/kernel/json.ts'
import { Random } from '../../soak/random.ts'
import { Broken } from '../laws/broken.ts'
import { DeskLaws } from '../laws/desk-laws.ts'
import { JournalLaws } from '../laws/journal-laws.ts'
import { ServerLaws } from '../laws/server-laws.ts'
import { Truth } from '../laws/truth.ts'
import type { Image } from '../runtime/image.ts'
import { Life } from '../runtime/life.ts'
import { Scheduler } from '../runtime/scheduler.ts'
import { SimulatedDesk } from '../stage/desk.ts'
import type { House, Person } from '../stage/house.ts'
import { Network } from '../stage/network.ts'
import { SimulatedPage } from '../stage/page.ts'
import { SimulatedServer } from '../stage/server.ts'
import { Clock } from './clock.ts'
import type { History } from './history.ts'
import { Trace } from './trace.ts'

/** A desk, the page in front of it, and who sits there. */
export interface Seat {
  name: string
  person: Person
  desk: SimulatedDesk
  page: SimulatedPage
  laws: DeskLaws
}

/** What pages keep on their screens. */
const screens: readonly { name: string; input: Json }[] = [
  { name: 'plant-slots.list', input: {} },
  { name: 'memberships.list-members', input: {} },
  { name: 'desk.unconfirmed', input: {} },
  { name: 'plant-slots.locations', input: {} },
]

/** A history of this size ends after some thousand of these. */
const mostEvents = 60_000
/** How often a desk's rows are compared right after a pull; at the end they always are. */
const lookShare = 0.3

/** Everything that one history is played with, begun from the prepared house. */
export class World {
  readonly house: House
  readonly history: History
  readonly scheduler = new Scheduler()
  readonly random: Random
  readonly trace = new Trace(this.scheduler)
  readonly truth = new Truth()
  readonly typed = new Map<string, Json>()
  readonly servers: SimulatedServer[]
  readonly network: Network
  readonly seats: Seat[]
  readonly serverLaws: ServerLaws
  /** What the server does by itself as time passes. */
  readonly clock = new Clock(this)
  readonly journalLaws = new JournalLaws(this.truth)
  /** Simulated milliseconds in which nobody did anything. */
  waited = 0
  backup: { image: Image; seq: number } | null = null
  /** The first law that broke. */
  broken: Broken | null = null
  #epoch: string
  /** Who looks: it has a clock like everybody, since a database asks for the time. */
  readonly #observer: Life

  constructor(house: House, history: History) {
    this.house = house
    this.history = history
    this.random = new Random(history.seed).fork()
    this.#observer = this.newLife('observer')
    this.#epoch = house.server.deployment.epoch
    house.server.engine.restore(house.server.ready)
    this.serverLaws = new ServerLaws(house.server.engine, this.truth, this.typed)
    this.servers = Array.from({ length: history.servers }, (_, n) => this.#newServer(`server ${n + 1}`))
    this.network = new Network(this.scheduler, this.random.fork(), this.servers)
    this.seats = house.machines.slice(0, history.desks).map((_, n) => this.#newSeat(n))
  }

  /** Whether a law has broken. One of them: nobody runs in circles, however long it takes to get better (SY-8). */
  get over(): boolean {
    if (this.scheduler.happened > mostEvents) {
      this.broken ??= new Broken('SY-8', `After ${mostEvents} events nobody rests`)
    }
    return this.broken !== null
  }

  /** A law that breaks ends the history; whoever found it is not in a state to go on. */
  guard(check: () => Promise<void> | void): Promise<void> {
    const failed = (error: unknown): void => {
      this.broken ??= error instanceof Broken ? error : new Broken('crash', describe(error))
    }
    try {
      return Promise.resolve(this.#observer.run(check)).catch(failed)
    } catch (error) {
      failed(error)
      return Promise.resolve()
    }
  }

  readonly newLife = (name: string): Life => new Life(name, this.scheduler, this.random.fork())

  /** Code that throws where nobody expects it breaks the history too. */
  readonly crashed = (error: unknown, during: string): void => {
    this.broken ??= new Broken('crash', `${during}: ${describe(error)}`)
  }

  /** The server is put back to its backup, as another history (SY-14). */
  async restoreBackup(): Promise<void> {
    const { backup } = this
    if (!backup) return
    for (const server of this.servers) server.life.end()
    const { engine } = this.house.server
    await this.scheduler.run(this.scheduler.now + 1)
    engine.restore(backup.image)
    this.#epoch = `${this.#epoch.slice(0, -4)}${(this.random.below(0xffff) + 0x10000).toString(16).slice(1)}`
    await engine.ask('update control.deployment set epoch = $1', [this.#epoch])
    this.truth.rewind(backup.seq)
    this.serverLaws.rewound()
    for (const server of this.servers) server.start()
  }

  #newServer(name: string): SimulatedServer {
    const { engine, deployment } = this.house.server
    return new SimulatedServer({
      ...{ name, engine, newLife: this.newLife, crashed: this.crashed },
      deployment: () => ({ ...deployment, epoch: this.#epoch }),
      committed: (statements) => this.guard(() => this.serverLaws.committed(statements)),
    })
  }

  #newSeat(n: number): Seat {
    const machine = this.house.machines[n]
    if (!machine) throw new Error('The house has fewer desks')
    const { person, engine, empty, ready } = machine
    engine.restore(ready)
    const name = `desk ${n + 1}`
    const laws = new DeskLaws(name, engine, this.truth, person, () => this.#epoch)
    const looks = this.random.fork()
    const desk = new SimulatedDesk({
      ...{ name, engine, empty, disk: { ...machine.disk }, network: this.network, newLife: this.newLife },
      crashed: this.crashed,
      committed: async (statements) => {
        const pulled = statements.some((statement) => statement.startsWith('update "desk_state" set "cursor"'))
        if (pulled && looks.chance(lookShare)) await this.guard(() => laws.oneCut())
      },
    })
    const watched = screens[(this.history.seed + n) % screens.length] ?? { name: 'desk.unconfirmed', input: {} }
    const page = new SimulatedPage({ name: `page ${n + 1}`, desk, newLife: this.newLife, watched })
    page.disk.wrote = (entries) => {
      for (const { id, name: command, input, state } of entries) {
        this.typed.set(id, input)
        this.trace.say(`${name} ${command} ${id} ${state}`)
      }
      void this.guard(() => this.journalLaws.wrote(entries))
    }
    return { name, person, desk, page, laws }
  }
}

const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
