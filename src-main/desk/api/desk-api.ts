import { z } from 'zod'
import { instant } from '../../../src-shared/kernel/calendar.ts'
import { id } from '../../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../../src-shared/kernel/json.ts'
import { commandMeta, rejectionSchema } from '../../../src-shared/sync/protocol.ts'
import { arrivedRequest } from '../../../src-shared/sync/rescue.ts'
import { setUpStep, setup } from './first-run-api.ts'
import { hubCalls } from './hub-api.ts'
import { printingCalls, printingState } from './printing-api.ts'

/**
 * The one door between screen and desk. Screens send `request` messages and get one `reply` each, and hear `event`
 * messages. Both hosts carry these as they are: a MessagePort in Electron, a loopback WebSocket in the web host.
 */

/** A message at the door may not be larger (bytes of JSON). */
export const maxMessageBytes = 2 * 1024 * 1024

/** A call that takes longer is answered `desk_unavailable` on the screen's side (ms). */
export const callTimeout = 30_000

const json = z.json() as z.ZodType<Json>
const jsonObject = z.record(z.string(), z.json()) as z.ZodType<JsonObject>

/** A command as the journal keeps it before the desk has seen it. */
export const journalled = z.object({
  id,
  name: z.string().min(1).max(200),
  version: z.int().min(1),
  input: json,
  at: instant,
  meta: commandMeta,
  /** Given by the desk once it has taken the command; null before. */
  deskSeq: z.int().min(1).nullable(),
  /** Who gave it. */
  actorId: id,
  /** What the person was told, once told. */
  outcome: jsonObject.nullable(),
  basisVersion: z.int().min(0).nullable(),
})
export type Journalled = z.infer<typeof journalled>

/** Of saved work: long enough that guessing it takes longer than anyone has. */
const passphrase = z.string().min(12).max(256)

/** Each call's input. */
export const calls = {
  status: z.object({}),
  signIn: z.object({ email: z.string().max(254), password: z.string().min(1).max(256) }),
  signOut: z.object({}),
  submit: journalled.pick({ id: true, name: true, version: true, input: true, at: true, meta: true }),
  /** After a start: what the journal holds without a verdict, in the order in which it was given. */
  restore: z.object({ entries: z.array(journalled).max(10_000) }),
  /** The journal has durably noted these verdicts; the desk may forget them. */
  acknowledge: z.object({ ids: z.array(id).max(10_000) }),
  query: z.object({ name: z.string().max(200), input: json }),
  watch: z.object({ watchId: id, name: z.string().max(200), input: json }),
  unwatch: z.object({ watchId: id }),
  /** What a command would come to if it were given now; nothing is done. */
  rehearse: journalled.pick({ name: true, input: true }),
  /** Cut or restore the network by hand. */
  workOffline: z.object({ offline: z.boolean() }),
  tryNow: z.object({}),
  syncDetails: z.object({}),
  /** Throws the replica away and fetches it anew; what is unsent is kept. */
  rebuild: z.object({}),
  /** Gives an `updateStatus`: the version that runs here, and what there is of a newer one (DX-R52, R53). */
  updates: z.object({}),
  /** Puts the update off that waits to be installed. */
  postponeUpdate: z.object({ until: instant }),
  /** Before there is a desk, and to leave the demo (DX-R47, R48); a host without a first run refuses it. */
  setUp: setUpStep,
  /** DX-R35: one part of the unsent work, sealed and signed; gives its line of the file. */
  rescueSeal: z.object({
    savedId: id,
    part: z.int().min(1),
    of: z.int().min(1).max(1000),
    tenantId: id,
    passphrase,
    entries: z.array(jsonObject).max(10_000),
  }),
  /** Opens such a line, for who may rescue. */
  rescueOpen: z.object({ line: z.string(), passphrase }),
  /** Which of these commands have reached the server meanwhile. */
  rescueArrived: arrivedRequest,
  ...hubCalls,
  ...printingCalls,
} as const
export type CallName = keyof typeof calls
export type CallInput<Name extends CallName> = z.input<(typeof calls)[Name]>

/** What may become of a command, as the desk says it. */
export const progressStates = [
  'held',
  'at_risk',
  'sending',
  'confirmed',
  'adjusted',
  'rejected',
  'refused',
  'withdrawn',
] as const

/** How sure a row or command is; the whole vocabulary of badges (`desk-ux.md` section 3). */
export const certainties = [...progressStates, 'undone'] as const
export type Certainty = (typeof certainties)[number]

/** What became of a command so far, as the journal notes it. */
export const progress = z.object({
  id,
  state: z.enum(progressStates),
  deskSeq: z.int().nullable(),
  basisVersion: z.int().nullable(),
  /** What the person was told. */
  outcome: jsonObject.nullable(),
  /** What the server decided. */
  serverOutcome: jsonObject.nullable(),
  rejection: rejectionSchema.nullable(),
  /** Of the verdict. */
  serverVersion: z.int().nullable(),
  dependsOn: z.array(id),
  /** SY-10: commands that leaned on this one, when it was rejected. */
  dependents: z.array(id),
  /** ISO instant of the verdict's arrival here. */
  decidedAt: z.string().nullable(),
})
export type Progress = z.infer<typeof progress>

/** States of the connection indicator (`desk-ux.md` section 3). */
export const connections = [
  'starting',
  'signed_out',
  'first_sync',
  'current',
  'sending',
  'offline',
  'working_offline',
  'catching_up',
  'waiting',
  'sign_in_again',
  'update_needed',
  'locked_out',
  'trouble',
] as const
export type Connection = (typeof connections)[number]

export const deskStatus = z.object({
  connection: z.enum(connections),
  /** Commands that have no verdict yet. */
  queued: z.int(),
  atRisk: z.int(),
  /** ISO instants; null while it has never happened. */
  lastPulledAt: z.string().nullable(),
  offlineSince: z.string().nullable(),
  offlineUntil: z.string().nullable(),
  /** Of the tenant, as far as this desk has read. */
  version: z.int().nullable(),
  firstSync: z.object({ table: z.string(), done: z.int(), of: z.int() }).nullable(),
  /** Rows of a long pull that have arrived; null where there is none under way. */
  catchingUp: z.object({ rows: z.int() }).nullable(),
  /** When a server that asked for patience is asked again. */
  waitingUntil: z.string().nullable(),
  /** Whether the right to work offline is over: nothing more is taken until the server was reached. */
  leaseEnded: z.boolean(),
  /** Code of what is wrong with this machine, such as `disk_low`, `clock_off` or `replica_rebuilt`. */
  trouble: z.string().nullable(),
  /** The last rebuilding of this desk's data, while it runs: how long it took, and how much of the journal was done again. */
  rebuilt: z.object({ at: z.string(), seconds: z.int(), reapplied: z.int() }).optional(),
  user: z.object({ id, name: z.string() }).nullable(),
  tenant: z.object({ id, name: z.string() }).nullable(),
  desk: z.object({ id, name: z.string() }).nullable(),
  /** Permissions of the signed-in person with their reach, so that screens offer only what may be done. */
  rights: z.record(z.string(), z.enum(['own', 'tenant'])),
  /** How this installation was set up; absent where the host was told its server at the start. */
  setup: setup.optional(),
})
export type DeskStatus = z.infer<typeof deskStatus>

/** One request of the desk to the server, for the curious; it names nobody. */
export const exchangeNote = z.object({
  /** Counts up since the desk was opened. */
  n: z.int(),
  at: z.string(),
  what: z.enum(['session', 'push', 'pull', 'snapshot']),
  /** How long the answer took. */
  ms: z.int(),
  /** Commands sent or rows and verdicts that came. */
  count: z.int(),
  /** Code of the refusal, or `unreachable`; null where it went well. */
  failure: z.string().nullable(),
})
export type ExchangeNote = z.infer<typeof exchangeNote>

/** How a desk stands with the server, in detail (`desk-ux.md` section 8). */
export const syncDetails = z.object({
  cursor: z.object({ epoch: z.string(), version: z.int() }).nullable(),
  /** Digest of the tables this app knows. */
  schema: z.string(),
  protocol: z.int(),
  processedSeq: z.int(),
  replicaBytes: z.int().nullable(),
  freeBytes: z.int().nullable(),
  exchanges: z.array(exchangeNote),
})
export type SyncDetails = z.infer<typeof syncDetails>

/** A refusal of the door itself or of what lies behind it, always as a value. */
export const callFailure = rejectionSchema
export type CallFailure = z.infer<typeof callFailure>

export const request = z.object({ call: z.int().min(1), name: z.string().max(40), input: json })
export const reply = z.union([
  z.object({ reply: z.int(), ok: z.literal(true), value: json }),
  z.object({ reply: z.int(), ok: z.literal(false), failure: callFailure }),
])
/** What the desk says unasked. */
export const event = z.union([
  z.object({ event: z.literal('status'), status: deskStatus }),
  z.object({ event: z.literal('progress'), entries: z.array(progress) }),
  z.object({ event: z.literal('result'), watchId: id, value: json }),
  z.object({ event: z.literal('failed'), watchId: id, failure: callFailure }),
  z.object({ event: z.literal('printing'), printing: printingState }),
])
export type DeskEvent = z.infer<typeof event>
export type Reply = z.infer<typeof reply>

/**
 * The desk as hosts see it: what `connect` gives for one screen. `handle` takes a parsed or unparsed message and
 * never throws; `close` ends the screen's watches.
 */
export interface DeskDoor {
  connect(tell: (event: DeskEvent) => void): { handle(message: unknown): Promise<Reply>; close(): void }
}
