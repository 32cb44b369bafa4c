import { Random } from '../../soak/random.ts'
import type { About } from '../generators/next-command.ts'
import type { Point } from '../runtime/life.ts'
import { mostDesks } from '../stage/house.ts'
import { lending } from './lending.ts'

/** When a process dies: after so many of these moments. */
interface Death {
  point: Point
  count: number
}

/** Something that people or the world do at a moment (ms since the history began). */
export type Action = { at: number } & (
  | { do: 'give'; desk: number; seed: number; about?: About }
  | { do: 'undo' | 'redo'; desk: number }
  | { do: 'withdraw' | 'handle'; desk: number; seed: number }
  | { do: 'cut'; desk: number; for: number }
  | { do: 'slow'; desk: number; for: number; delay: number }
  | { do: 'lossy'; desk: number; for: number; seed: number }
  | { do: 'work-offline'; desk: number; for: number }
  | { do: 'old-app'; desk: number; for: number; versions: number }
  | ({ do: 'kill-server'; server: number; down: number } & Death)
  | ({ do: 'kill-desk'; desk: number; down: number; loseReplica: boolean } & Death)
  | ({ do: 'kill-page'; desk: number; down: number } & Death)
  | { do: 'skew'; who: 'server' | 'desk' | 'page'; which: number; by: number }
  | { do: 'sleep' | 'wait'; for: number }
  | { do: 'suspend'; desk: number }
  | { do: 'back-up' }
  | { do: 'restore' }
)

/** One history: all that happens follows from it. */
export interface History {
  seed: number
  desks: number
  servers: number
  actions: Action[]
}

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

const down = (random: Random): number =>
  random.chance(0.3) ? random.between(0, 200) : random.between(200, 20 * second)

/** Half of all deaths are at a commit, where it is decided what is lost. */
function death(random: Random, steps: number): Death {
  const point = random.pick(['any step', 'any step', 'before a commit', 'after a commit'] as const) ?? 'any step'
  return { point, count: random.below(point === 'any step' ? steps : 4) }
}

/** What may go wrong, with how often it does. */
const faults: readonly [share: number, draw: (random: Random, desks: number, servers: number, at: number) => Action][] =
  [
    [12, (r, desks, _, at) => ({ at, do: 'cut', desk: r.below(desks), for: r.between(second, 40 * second) })],
    [3, (r, desks, _, at) => ({ at, do: 'slow', desk: r.below(desks), for: 20 * second, delay: r.between(50, 4_000) })],
    [8, (r, desks, _, at) => ({ at, do: 'lossy', desk: r.below(desks), for: 30 * second, seed: r.below(1e9) })],
    [6, (r, desks, _, at) => ({ at, do: 'work-offline', desk: r.below(desks), for: r.between(second, 40 * second) })],
    [1, (r, desks, _, at) => ({ at, do: 'old-app', desk: r.below(desks), for: 20 * second, versions: 1 + r.below(2) })],
    [14, (r, _, servers, at) => ({ at, do: 'kill-server', server: r.below(servers), down: down(r), ...death(r, 120) })],
    [
      10,
      (r, desks, _, at) => {
        const which = { desk: r.below(desks), down: down(r), ...death(r, 160) }
        return { at, do: 'kill-desk', ...which, loseReplica: r.chance(0.2) }
      },
    ],
    [
      7,
      (r, desks, _, at) => ({
        at,
        do: 'kill-page',
        desk: r.below(desks),
        down: down(r),
        point: 'any step',
        count: r.below(12),
      }),
    ],
    [
      5,
      (r, desks, servers, at) => {
        const who = r.pick(['server', 'desk', 'page'] as const) ?? 'desk'
        return { at, do: 'skew', who, which: r.below(who === 'server' ? servers : desks), by: skew(r, who) }
      },
    ],
    [3, (r, _d, _s, at) => ({ at, do: 'sleep', for: night(r) })],
    [3, (r, desks, _, at) => ({ at, do: 'suspend', desk: 1 + r.below(Math.max(1, desks - 1)) })],
    [4, (_r, _d, _s, at) => ({ at, do: 'restore' })],
  ]

/** From a coffee to a season: an offline grant lasts 72 hours, a session a week, and windows of what is held half a year. */
const night = (random: Random): number => {
  if (random.chance(0.7)) return random.between(minute, 20 * hour)
  return random.chance(0.5) ? 80 * hour : random.between(100, 500) * 24 * hour
}

/** Servers are kept in time by their hosts; what a desk's clock shows nobody can know. */
const skew = (random: Random, who: 'server' | 'desk' | 'page'): number =>
  who === 'server'
    ? random.between(-second, second)
    : random.between(-1, 1) * (random.chance(0.7) ? 3 * minute : 6 * hour)

/** The history of a seed: a minute or so at two or three desks, and what goes wrong meanwhile. */
export function historyOf(seed: number): History {
  const random = new Random(seed)
  const desks = 2 + random.below(mostDesks - 1)
  const servers = random.chance(0.5) ? 2 : 1
  const span = random.between(10 * second, 60 * second)
  const moment = (): number => Math.round(random.between(0, span))
  const gives = Array.from({ length: 5 + random.below(20) }, () => gift(random, desks, moment()))
  const acts = gives.flat()
  // What goes wrong in the middle of something tells more than what goes wrong in peace.
  const badMoment = (): number => (random.chance(0.5) ? (random.pick(acts)?.at ?? 0) + random.below(80) : moment())
  const wrong = Array.from({ length: random.below(7) }, () => drawFault(random, desks, servers, badMoment()))
  // Most of what goes wrong between people goes wrong while they do not hear of each other.
  const apart = Array.from({ length: random.below(desks + 1) }, (): Action => {
    return { at: Math.round(moment() / 2), do: 'cut', desk: random.below(desks), for: random.between(5 * second, span) }
  })
  const restores = wrong.find((action) => action.do === 'restore')
  const backUp: Action[] = restores ? [{ at: Math.round(restores.at * random.next()), do: 'back-up' }] : []
  const after = secondThoughts(random, desks, acts, span)
  const lent = lending(seed, desks, span)
  const actions = [...acts, ...wrong, ...apart, ...backUp, ...after, ...lent].sort((a, b) => a.at - b.at)
  return { seed, desks, servers, actions }
}

/** What people do about what was done: they take it back, take it out of the outbox, or deal with what became of it. */
function secondThoughts(random: Random, desks: number, acts: readonly Action[], span: number): Action[] {
  const soon = ({ at }: Action): number => at + random.below(random.chance(0.5) ? 400 : 8 * second)
  const thoughts = acts.flatMap((act): Action[] => {
    if (act.do !== 'give' || random.chance(0.6)) return []
    const { desk } = act
    if (random.chance(0.4)) return [{ at: soon(act), do: 'withdraw', desk, seed: random.below(1e9) }]
    const undo = { at: soon(act), do: 'undo', desk } as const
    return random.chance(0.3) ? [undo, { at: soon(undo), do: 'redo', desk }] : [undo]
  })
  const handled = Array.from({ length: random.below(9) }, (): Action => {
    const at = Math.round(random.between(span / 3, span * 1.4))
    return { at, do: 'handle', desk: random.below(desks), seed: random.below(1e9) }
  })
  return [...thoughts, ...handled]
}

/** Somebody gives a command; often another desk wants the very same at about the same time. */
function gift(random: Random, desks: number, at: number): Action[] {
  const give = (seed: number): Action => ({ at, do: 'give', desk: random.below(desks), seed })
  const mine = give(random.below(1e9))
  if (mine.do !== 'give' || random.chance(0.5)) return [mine]
  return [mine, { ...give(random.chance(0.7) ? mine.seed : random.below(1e9)), at: at + random.below(3 * second) }]
}

function drawFault(random: Random, desks: number, servers: number, at: number): Action {
  let left = random.below(faults.reduce((sum, [share]) => sum + share, 0))
  for (const [share, draw] of faults) {
    left -= share
    if (left < 0) return draw(random, desks, servers, at)
  }
  return { at, do: 'sleep', for: minute }
}
