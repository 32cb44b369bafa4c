import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import type { Truth } from '../laws/truth.ts'
import { type Day, dayAt, daysBetween, plusDays } from '../model/days.ts'
import type { House } from '../stage/house.ts'
import type { SimulatedServer } from '../stage/server.ts'
import type { Trace } from './trace.ts'

/** What the clock looks at. */
interface Tended {
  servers: readonly SimulatedServer[]
  truth: Truth
  house: House
  trace: Trace
}

/** After a season away not every day is caught up by itself: what a day moves, a later one moves as well. */
const mostDays = 6

/** What the server does by the clock: the day's work on memberships (MB-R34), offers and leases that ran out (PS-R32, PL-R42). */
export class Clock {
  readonly #world: Tended
  #rolled: Day | null = null
  readonly #unusable = new Set<string>()

  constructor(world: Tended) {
    this.#world = world
  }

  /** Gives what is due by now, if a server is there to do it. Tells whether something was. */
  tend(): boolean {
    const { servers, truth } = this.#world
    const server = servers.find(({ serves }) => serves)
    const { house, offers, leases } = truth.model.state
    if (!server || !house) return false
    const now = new Date(server.life.clock).toISOString()
    const days = this.#days(dayAt(now, house.timeZone))
    for (const day of days) this.#give('memberships.roll-day', { day })
    const isOver = offers.find(({ state, expiresAt }) => state === 'open' && expiresAt < now)
    if (isOver) this.#give('plant-slots.lapse-offers', { now })
    const ended = leases.where(({ id, state, expiresAt, holdUntil }) => {
      // The server looks every minute; here once when a lease may not be used any more, and then until it is over.
      return state === 'active' && (holdUntil < now || (expiresAt < now && !this.#unusable.has(id)))
    })
    for (const { id } of ended) this.#unusable.add(id)
    if (ended.length > 0) this.#give('leases.expire', {})
    return days.length > 0 || isOver !== undefined || ended.length > 0
  }

  #give(name: string, input: JsonObject): void {
    const { servers, house, trace } = this.#world
    trace.say(`the clock gives ${name} ${JSON.stringify(input)}`)
    servers.find(({ serves }) => serves)?.command(house.tenantId, name, input)
  }

  /** The days that began since, the oldest first. */
  #days(today: Day): Day[] {
    const last = this.#rolled ?? plusDays(today, -1)
    const missed = daysBetween(last, today)
    if (missed < 1) return []
    this.#rolled = today
    const step = Math.ceil(missed / mostDays)
    const days = Array.from({ length: Math.ceil(missed / step) }, (_, n) => plusDays(today, -n * step))
    return days.reverse()
  }
}
