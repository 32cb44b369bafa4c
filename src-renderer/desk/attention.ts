import { z } from 'zod'
import type { Certainty } from '../../src-main/desk/api/desk-api.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import type { OutputOf } from '../../src-shared/kernel/query.ts'
import type { Alternative, Rejection } from '../../src-shared/kernel/rejection.ts'
import type { attention } from '../../src-shared/modules/desk/attention-queries.ts'
import { rejectionSchema } from '../../src-shared/sync/protocol.ts'
import { certaintyOf, type JournalEntry } from '../journal/entry.ts'

type Item = OutputOf<typeof attention>['items'][number]

/** One thing that needs somebody: an item of the server's, or an entry that only this desk knows of. */
export interface Matter {
  id: string
  source: 'server' | 'desk'
  certainty: Certainty
  kind: Item['kind']
  commandId: string
  commandName: string
  /** Under what a server's item is settled by a command; null for the desk's own. */
  resolves: string | null
  input: Json
  told: JsonObject | null
  decided: JsonObject | null
  rejection: Rejection | null
  /** Ways out as they were when it came up. */
  ways: readonly Alternative[]
  /** Ways out that were tried and came to nothing, each with why (DX-R10). */
  tried: readonly Rejection[]
  dependents: readonly string[]
  authorId: string
  author: string | null
  deskId: string | null
  at: string
  urgent: boolean
  /** When it is asked for again; null where it waits now. */
  snoozedUntil: string | null
  subject: { kind: string; id: string } | null
}

const outcome = z.record(z.string(), z.json()) as z.ZodType<JsonObject>
const shown = z.object({ input: z.json(), outcome: outcome.nullable() }).catch({ input: null, outcome: null })
const decided = z.object({ outcome: outcome.nullable() }).partial().catch({})
const alternatives = rejectionSchema.shape.alternatives.catch([])
const tried = z.object({ tried: z.array(z.object({ rejection: rejectionSchema })) })

const certaintyOfKind = (kind: Item['kind']): Certainty =>
  kind === 'adjusted' || kind === 'duplicate' ? 'adjusted' : 'rejected'

/** An item of the server's as screens show it. */
export function matterOfItem(item: Item): Matter {
  const was = shown.parse(item.shown)
  return {
    ...{ id: item.id, source: 'server', certainty: certaintyOfKind(item.kind), kind: item.kind, resolves: item.id },
    ...{ commandId: item.commandId ?? item.id, commandName: item.commandName ?? '' },
    ...{ input: was.input, told: was.outcome, decided: decided.parse(item.decided).outcome ?? null },
    rejection: rejectionSchema.safeParse(item.rejection).data ?? null,
    ways: alternatives.parse(item.alternatives),
    tried: tried.safeParse(item.decided).data?.tried.map(({ rejection }) => rejection) ?? [],
    ...{ dependents: item.dependents, authorId: item.author?.id ?? '', author: item.author?.name ?? null },
    ...{ deskId: item.deskId, at: item.raisedAt, urgent: item.urgent, subject: item.subject },
    snoozedUntil: item.state === 'snoozed' ? item.snoozedUntil : null,
  }
}

/** What only this desk can tell: a command that no longer applies here, or could not be done here after all. */
export const matterOfEntry = (entry: JournalEntry): Matter => ({
  ...{ id: entry.id, source: 'desk', certainty: certaintyOf(entry), kind: 'rejected', resolves: null },
  ...{ commandId: entry.id, commandName: entry.name, input: entry.input, told: entry.outcome, decided: null },
  ...{
    rejection: entry.rejection,
    ways: entry.rejection?.alternatives ?? [],
    tried: [],
    dependents: entry.dependents,
    authorId: entry.actorId,
    author: null,
  },
  ...{ deskId: null, at: entry.at, urgent: false, subject: null, snoozedUntil: null },
})

/**
 * DX-R12: matters with one cause, in the order of the first of each: what the same rule said of the same thing. Slots
 * differ from one to the next; a place that closed does not.
 */
export function byCause(matters: readonly Matter[]): Matter[][] {
  const groups = Map.groupBy(matters, ({ source, certainty, rejection }) =>
    rejection ? [source, certainty, rejection.code, ...placesIn(rejection.params)].join(' ') : null,
  )
  const alone = (groups.get(null) ?? []).map((matter) => [matter])
  groups.delete(null)
  return [...groups.values(), ...alone]
}

const placesIn = (params: JsonObject): string[] =>
  ['locationId', 'location', 'planId', 'planName'].flatMap((key) => {
    const value = params[key]
    return typeof value === 'string' ? [value] : []
  })
