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
  trouble: null,
  user: null,
  tenant: null,
  desk: null,
  rights: {},
}

interface Screen {
  tell: (event: DeskEvent) => void
  watches: Set<string>
}

/**
 * A door with next to nothing behind it. Queries: `count` gives a number that `change` raises, `echo` gives its input,
 * `slow` takes a while, `broken` throws as no door should.
 */
export function smallDesk(): DeskUnderTest & { tellAll(event: DeskEvent): void } {
  const screens = new Set<Screen>()
  let count = 0
  let handled = 0
  const handle = async (screen: Screen, message: unknown): Promise<Reply> => {
    handled += 1
    const asked = request.safeParse(parsed(message))
    if (!asked.success) return { reply: 0, ok: false, failure: rejection('message_malformed') }
    const { call, name } = asked.data
    const refuse = (code: string): Reply => ({ reply: call, ok: false, failure: rejection(code) })
    const give = (value: Json): Reply => ({ reply: call, ok: true, value })
    const result = async (query: string, input: Json): Promise<Reply> => {
      if (query === 'broken') throw new Error('no door does this')
      if (query === 'slow') await later(50)
      return query === 'count' ? give(count) : query === 'refused' ? refuse('query_unknown') : give(input)
    }
    if (name === 'status') return give(status)
    if (name === 'query') {
      const input = calls.query.safeParse(asked.data.input)
      return input.success ? result(input.data.name, input.data.input) : refuse('input_invalid')
    }
    if (name === 'watch' || name === 'unwatch') {
      const input = calls.unwatch.safeParse(asked.data.input)
      if (!input.success) return refuse('input_invalid')
      const { watchId } = input.data
      screen.watches[name === 'watch' ? 'add' : 'delete'](watchId)
      if (name === 'watch') screen.tell({ event: 'result', watchId, value: count })
      return give({})
    }
    return refuse('call_unknown')
  }
  return {
    door: {
      connect(tell) {
        const screen: Screen = { tell, watches: new Set() }
        screens.add(screen)
        tell({ event: 'status', status })
        return { handle: (message) => handle(screen, message), close: () => void screens.delete(screen) }
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

function parsed(message: unknown): unknown {
  if (typeof message !== 'string') return message
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}
