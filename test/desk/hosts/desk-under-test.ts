import { setTimeout as later } from 'node:timers/promises'
import {
  calls,
  type DeskDoor,
  type DeskEvent,
  type DeskStatus,
  type Reply,
  request,
} from '../../../src-main/desk/api/desk-api.ts'
import type { Json } from '../../../src-shared/kernel/json.ts'
import { rejection } from '../../../src-shared/kernel/rejection.ts'

/** A desk behind the door of a host: what the contract of the hosts needs to know of it. */
export interface DeskUnderTest {
  door: DeskDoor
  /** A query that a screen can watch. */
  question: { name: string; input: Json }
  /** Changes the answer to the question, so that every watch of it hears of it. */
  change(): void
  /** Watches of all screens together. */
  watches(): number
  /** Messages that reached the door. */
  handled(): number
}

export const status: DeskStatus = {
  connection: 'current',
  queued: 0,
  atRisk: 0,
  lastPulledAt: null,
  offlineSince: null,
  offlineUntil: null,
  version: 1,
  firstSync: null,
  catchingUp: null,
  waitingUntil: null,
  leaseEnded: false,
  trouble: null,
  user: null,
  tenant: null,
  desk: null,
  rights: {},
}

const give = (call: number, value: Json): Reply => ({ reply: call, ok: true, value })
const refuse = (call: number, code: string): Reply => ({ reply: call, ok: false, failure: rejection(code) })

/** One screen of the small desk. */
class SmallScreen {
  readonly tell: (event: DeskEvent) => void
  readonly watches = new Set<string>()
  readonly #count: () => number

  constructor(tell: (event: DeskEvent) => void, count: () => number) {
    this.tell = tell
    this.#count = count
  }

  async handle(message: unknown): Promise<Reply> {
    const asked = request.safeParse(message)
    if (!asked.success) return refuse(0, 'message_malformed')
    const { call, name, input } = asked.data
    if (name === 'status') return give(call, status)
    if (name === 'query') return this.#query(call, input)
    if (name === 'watch' || name === 'unwatch') return this.#watch(call, name, input)
    return refuse(call, 'call_unknown')
  }

  async #query(call: number, input: Json): Promise<Reply> {
    const query = calls.query.safeParse(input)
    if (!query.success) return refuse(call, 'input_invalid')
    if (query.data.name === 'broken') throw new Error('no door does this')
    if (query.data.name === 'refused') return refuse(call, 'query_unknown')
    if (query.data.name === 'slow') await later(50)
    return give(call, query.data.name === 'count' ? this.#count() : query.data.input)
  }

  #watch(call: number, name: 'watch' | 'unwatch', input: Json): Reply {
    const watch = calls[name].safeParse(input)
    if (!watch.success) return refuse(call, 'input_invalid')
    const { watchId } = watch.data
    if (name === 'unwatch') this.watches.delete(watchId)
    else {
      this.watches.add(watchId)
      this.tell({ event: 'result', watchId, value: this.#count() })
    }
    return give(call, {})
  }
}

/**
 * A door with next to nothing behind it. Queries: `count` gives a number that `change` raises, `echo` gives its input,
 * `slow` takes a while, `broken` throws as no door should.
 */
export function smallDesk(): DeskUnderTest & { tellAll(event: DeskEvent): void } {
  const screens = new Set<SmallScreen>()
  let count = 0
  let handled = 0
  return {
    door: {
      connect(tell) {
        const screen = new SmallScreen(tell, () => count)
        screens.add(screen)
        tell({ event: 'status', status })
        return {
          handle(message) {
            handled += 1
            return screen.handle(message)
          },
          close: () => void screens.delete(screen),
        }
      },
    },
    question: { name: 'count', input: {} },
    change() {
      count += 1
      for (const { tell, watches } of screens)
        for (const watchId of watches) tell({ event: 'result', watchId, value: count })
    },
    watches: () => [...screens].reduce((sum, screen) => sum + screen.watches.size, 0),
    handled: () => handled,
    tellAll(event) {
      for (const { tell } of screens) tell(event)
    },
  }
}
