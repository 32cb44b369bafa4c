import { z } from 'zod'
import { day, instant } from '../kernel/calendar.ts'
import { id } from '../kernel/id.ts'
import type { JsonObject } from '../kernel/json.ts'

/** SY-16: the number both ends name at every call. The server accepts this one and the one before. */
export const protocolVersion = 1

/** Limits of a push (`sync.md` section 2). */
export const maxPushCommands = 200
export const maxPushBytes = 1024 * 1024

/** Rows a page of a pull carries at most, over all tables. */
export const pullPageRows = 5000

/** Largest version of a command, as a column of the log keeps it. */
const maxCommandVersion = 9999

/** How many earlier commands one may name as those it depends on. */
export const maxDependsOn = 1000

const jsonObject = z.record(z.string(), z.json()) as z.ZodType<JsonObject>
const sequence = z.int().min(1)
const version = z.int().min(0)

export const commandMeta = z
  .object({
    undoOf: id,
    resolves: id,
    batchId: id,
    causationId: id,
    dependsOn: z.array(id).max(maxDependsOn),
  })
  .partial()
  .strict()

/** A command as it is pushed. Everything but its identity may be nonsense and still gets a verdict (SY-8). */
export const pushedCommand = z.object({
  id,
  deskSeq: sequence,
  name: z.string().max(200),
  version: z.int().min(1).max(maxCommandVersion),
  input: z.json(),
  at: instant,
  actorId: id,
  basisVersion: version,
  /** What the person was told; null where nothing ran on the desk. */
  outcome: jsonObject.nullable(),
  meta: commandMeta,
})
export type PushedCommand = z.infer<typeof pushedCommand>

/** The envelope of a push. Its commands are read one by one, so that a malformed one does not refuse the others. */
export const pushRequest = z.object({
  protocol: z.int(),
  commands: z
    .array(z.looseObject({ id, deskSeq: sequence }))
    .min(1)
    .max(maxPushCommands),
})
export type PushRequest = z.infer<typeof pushRequest>

const alternative = z.object({
  label: z.string(),
  params: jsonObject.optional(),
  command: z.string(),
  input: jsonObject,
})

export const rejectionSchema = z.object({
  code: z.string(),
  params: jsonObject,
  rule: z.string().optional(),
  alternatives: z.array(alternative).max(5),
  winner: z.object({ userName: z.string().nullable(), deskName: z.string().nullable(), at: z.string() }).optional(),
})

/** The server's word on one command. */
export const verdict = z.object({
  id,
  deskSeq: sequence,
  verdict: z.enum(['applied', 'adjusted', 'rejected']),
  version: version.optional(),
  outcome: jsonObject.optional(),
  rejection: rejectionSchema.optional(),
})
export type Verdict = z.infer<typeof verdict>

export const pushResponse = z.object({
  verdicts: z.array(verdict),
  /** The tenant's version after the batch. */
  version,
  /** The next `deskSeq` the server takes from this desk. */
  expectedSeq: sequence,
  /** Set where the batch began after a gap: nothing from the gap on was run (SY-2). */
  gap: z.literal('desk_sequence_gap').optional(),
})
export type PushResponse = z.infer<typeof pushResponse>

/** How far a desk has read, and under which rules. */
export const cursor = z.object({
  epoch: id,
  version,
  scope: z.object({ rules: z.string().max(64), day }),
  schema: z.string().max(64),
})
export type Cursor = z.infer<typeof cursor>

export const pullRequest = z.object({
  protocol: z.int(),
  cursor,
  limit: z.int().min(1).max(pullPageRows),
  /** The last `deskSeq` whose verdict this desk has; null asks for none, only for where the server stands. */
  verdictsAfter: z.int().min(0).nullable(),
  /** Where the page before ended; given back as it came. */
  page: z.object({ table: z.string(), after: id }).optional(),
})
export type PullRequest = z.infer<typeof pullRequest>

const tableDelta = z.object({ rows: z.array(jsonObject), gone: z.array(id) })

export const pullResponse = z.object({
  cursor,
  tables: z.record(z.string(), tableDelta),
  verdicts: z.array(verdict),
  /** The last `deskSeq` of this desk whose effects the cut includes. */
  processedSeq: z.int().min(0),
  /**
   * Where to go on; null when this is all. A desk that got pages pulls once more from the first page's cursor, until
   * an answer comes in one piece: only then is what it gathered the exact state at one version (SY-5).
   */
  more: z.object({ table: z.string(), after: id }).nullable(),
})
export type PullResponse = z.infer<typeof pullResponse>

/** First line of a snapshot. Its cursor's version is where the pulls that finish the first sync begin. */
export const snapshotHeader = z.object({ cursor, counts: z.record(z.string(), z.int().min(0)) })
/** Every further line but the last: some rows of one table, in order of id. */
export const snapshotRows = z.object({ table: z.string(), rows: z.array(jsonObject).min(1) })
/** Last line: without it the stream was cut. */
export const snapshotFooter = z.object({ end: z.literal(true) })

/** What a live socket says: there is news up to this version, never the news itself. */
export const poke = z.object({ version })

const deskPlatforms = ['windows', 'macos', 'linux', 'web'] as const

export const signInRequest = z
  .object({
    email: z.string().max(254),
    password: z.string().min(1).max(256),
    /** Slug of the tenant, for people of several. */
    tenant: z.string().max(40).optional(),
    desk: z.object({ id, name: z.string().trim().min(1).max(50), platform: z.enum(deskPlatforms) }),
  })
  .strict()

export const refreshRequest = z.object({ refreshToken: z.string().min(1).max(200) }).strict()

/** What a session gives a desk. */
export const sessionGrant = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  /** Until when this person may work on this desk without the server (ID-R19). ISO instant. */
  offlineUntil: instant,
  user: z.object({ id, name: z.string() }),
  tenant: z.object({ id, name: z.string() }),
  desk: z.object({ id, name: z.string() }),
})
export type SessionGrant = z.infer<typeof sessionGrant>

/** Every failure of a route, in one shape (PL-R1). */
export const failure = z.object({
  success: z.literal(false),
  error: z.object({
    code: z.string(),
    message: z.string(),
    params: jsonObject.optional(),
    retryAfter: z.number().optional(),
  }),
})
export type Failure = z.infer<typeof failure>
