import type { CommandMeta } from '../../../src-shared/kernel/command.ts'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import type { BuiltinRole } from '../../../src-shared/kernel/permission.ts'
import type { Random } from '../../soak/random.ts'
import { type Day, dayAt } from '../model/days.ts'
import { type Judged, Model } from '../model/model.ts'
import { isInForce } from '../model/standing.ts'
import type { Membership, State } from '../model/state.ts'

/** A command as somebody gives it. */
export interface Given {
  name: string
  input: JsonObject
  meta?: CommandMeta
}

/** Who acts, and when by the clock of their desk. */
export interface Moment {
  /** ISO instant. */
  at: string
  actorId: string
  role: BuiltinRole
  deskId: string
}

/**
 * What a desk knows: the state of the model at the version it has pulled, which may be an old one, with its own queue
 * on top of it. States never change, so the one of every version can be kept.
 */
export type Seen = State

/** What a desk sees that has pulled to `known` and has these commands of its own waiting. */
export function seenBy(known: State, queued: readonly Judged[]): Seen {
  const desk = new Model(known)
  for (const command of queued) desk.judge(command)
  return desk.state
}

/** All that a generator draws from. */
export interface Draw {
  random: Random
  seen: Seen
  moment: Moment
}

/** Makes one command; null where what is seen gives no occasion for it. */
export type Generator = (draw: Draw) => JsonObject | null

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')

/** A UUIDv7 of the seed: the same for the same history. */
export function newIdFrom(random: Random, at: string): string {
  const time = hex(Date.parse(at), 12)
  const part = (digits: number): string => hex(random.below(16 ** digits), digits)
  const variant = hex(8 + random.below(4), 1)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${part(3)}-${variant}${part(3)}-${part(6)}${part(6)}`
}

/** How often a new row comes under an id that another has: the same thing was recorded before. */
const usedShare = 0.01

/** An id for a new row; `others` are the rows beside which it will stand. */
export function fresh({ random, moment }: Draw, others?: { all(): readonly { id: string }[] }): string {
  const used = others && random.chance(usedShare) ? random.pick(others.all()) : undefined
  return used?.id ?? newIdFrom(random, moment.at)
}

export const todayOf = ({ seen, moment }: Draw): Day => dayAt(moment.at, seen.house?.timeZone ?? 'UTC')

/** How often somebody names a row that is not there. */
const unknownShare = 0.02

/** An id of a list, now and then one that nobody has. */
export function idOf(draw: Draw, rows: readonly { id: string }[]): string {
  const chosen = wanted(draw, rows)
  return chosen && !draw.random.chance(unknownShare) ? chosen.id : fresh(draw)
}

/** One of a list: mostly of its first few, so that desks want the same. */
export const wanted = <Row>({ random }: Draw, rows: readonly Row[]): Row | undefined =>
  random.chance(0.5) ? random.pick(rows.slice(0, 3)) : random.pick(rows)

/** Some different ones of a list, beginning with the first few. */
export const severalOf = <Row>({ random }: Draw, rows: readonly Row[], most: number): Row[] =>
  random.some(rows.slice(0, most + 2), 1 + random.below(most))

/** The preferred rows where there are any, in most cases; else any. */
export function preferring<Row>(draw: Draw, rows: readonly Row[], test: (row: Row) => boolean, share = 0.9): Row[] {
  const preferred = rows.filter(test)
  return preferred.length > 0 && draw.random.chance(share) ? preferred : [...rows]
}

/** Memberships that count today as far as this desk knows, the newest first. */
export const inForceNow = (draw: Draw): Membership[] =>
  draw.seen.memberships.where((membership) => isInForce(draw.seen, membership, todayOf(draw))).reverse()

/** Fields that are told only now and then. */
export const sometimes = (random: Random, share: number, told: () => JsonObject): JsonObject =>
  random.chance(share) ? told() : {}
