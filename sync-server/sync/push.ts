import { issuesOf } from '../../src-shared/kernel/command.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import { id, rowIdOf } from '../../src-shared/kernel/id.ts'
import {
  asJson,
  canonicalJson,
  isObject,
  isShallow,
  type JsonObject,
  maxJsonDepth,
} from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { outcomeDiffers } from '../../src-shared/kernel/run-command.ts'
import {
  type PushedCommand,
  type PushRequest,
  type PushResponse,
  pushedCommand,
  rejectionSchema,
  type Verdict,
} from '../../src-shared/sync/protocol.ts'
import { tellPeople } from './attention.ts'
import type { LogEntry } from './command-log.ts'
import type { Foresight, PastEntry, VerdictEntry } from './foreknowledge.ts'
import { type Author, type Case, type Court, entryOf, judge } from './judge.ts'
import type { TenantWriters, Turn } from './tenant-writer.ts'
import { takenBackBy, undoing } from './undoing.ts'

/** SY-15: a command's time is never later than its receipt by more than this (ms). */
const futureTolerance = 2 * 60_000
/** SY-15: how far outside an offline grant a command's time may lie (ms). */
const grantTolerance = 5 * 60_000

/** What a push needs of the server. */
export interface PushSetting extends Court {
  writers: TenantWriters
}

/** From where a batch came: known from the session, never from the body. */
export interface Origin {
  tenantId: string
  deskId: string
  receivedAt: Date
}

type Envelope = PushRequest['commands'][number]

/** Runs one desk's batch in its order and answers with a verdict for each command up to the first gap (SY-2). */
export const push = (setting: PushSetting, origin: Origin, commands: readonly Envelope[]): Promise<PushResponse> =>
  setting.writers.run(origin.tenantId, (turn) => pushInTurn(setting, turn, origin, commands), foresee(origin, commands))

/** Everything that judging these commands will ask, beside what their handlers read. */
const foresee = ({ deskId }: Origin, commands: readonly Envelope[]): Foresight => ({
  commandIds: commands.flatMap((envelope) => [envelope.id, ownIdOf(envelope)]),
  deskId,
  actorIds: [...new Set(commands.flatMap(({ actorId }) => id.safeParse(actorId).data ?? []))],
})

async function pushInTurn(
  setting: PushSetting,
  turn: Turn,
  origin: Origin,
  commands: readonly Envelope[],
): Promise<PushResponse> {
  const { known } = turn
  let expectedSeq = known.lastSeqOf(origin.deskId) + 1
  const verdicts: Verdict[] = []
  for (const envelope of commands) {
    const before = known.entryOf(envelope.id)
    const ours = before?.desk_id === origin.deskId ? before : known.entryOf(ownIdOf(envelope))
    if (ours) {
      verdicts.push({ ...verdictOf(ours), id: envelope.id })
      continue
    }
    if (envelope.deskSeq !== expectedSeq) {
      return { verdicts, version: turn.version, expectedSeq, gap: 'desk_sequence_gap' }
    }
    const entry =
      (await repeated(setting, turn, origin, envelope, before)) ??
      (await judgeOne(setting, turn, origin, envelope, before !== undefined))
    verdicts.push({ ...verdictOf(entry), id: envelope.id })
    expectedSeq += 1
  }
  return { verdicts, version: turn.version, expectedSeq }
}

/**
 * SY-1, DX-R35: the very command that has come by way of another desk, which had it from saved work. It is done once:
 * this desk is told what came of it then, and its place in the order is used up. Null for any other command.
 */
async function repeated(
  setting: PushSetting,
  turn: Turn,
  origin: Origin,
  envelope: Envelope,
  before: PastEntry | undefined,
): Promise<LogEntry | null> {
  const read = before && isShallow(envelope) ? pushedCommand.safeParse(envelope) : null
  if (!before || !read?.success || !isSame(before, read.data)) return null
  const each = { ...caseOf(origin, read.data), id: ownIdOf(envelope) }
  const command = setting.domain.commands.get(each.name)
  const { outcome } = before
  const differs = command && each.told && isObject(outcome) && outcomeDiffers(command, each.told, outcome)
  const entry = entryOf(each, {
    ...{ version: before.version, outcome, rejection: before.rejection },
    verdict: before.verdict === 'rejected' ? 'rejected' : differs ? 'adjusted' : 'applied',
  })
  turn.log.push(entry)
  turn.known.add(entry)
  // Who took it over has been told of a refusal; that it came out otherwise than told here, only this desk's people can be.
  // What it settles was settled then: told again under this desk's id, it would be taken for a second way out.
  if (differs) await tellPeople(setting, turn, { each: { ...each, meta: {} }, entry, original: undefined })
  return entry
}

const isSame = (before: PastEntry, { name, version, input }: PushedCommand): boolean =>
  before.name === name && before.command_version === version && canonicalJson(before.input) === canonicalJson(input)

/** Under what a command is logged whose id another desk has used before. */
const ownIdOf = ({ id, deskSeq }: Envelope): string => rowIdOf(id, 'reused', deskSeq)

/** Judges a command that is next in its desk's order, however malformed: its place in the order is used up (SY-8). */
async function judgeOne(
  setting: PushSetting,
  turn: Turn,
  origin: Origin,
  envelope: Envelope,
  idIsTaken: boolean,
): Promise<LogEntry> {
  const id = idIsTaken ? ownIdOf(envelope) : envelope.id
  const unreadable = (issues: JsonObject[], input: JsonObject) => {
    const each = { ...malformedCase(origin, envelope, input), id }
    return speak(setting, turn, each, { rejection: rejection('validation_failed', { issues }) })
  }
  if (!isShallow(envelope)) {
    return unreadable([{ path: '', code: 'too_deep', message: `Nested deeper than ${maxJsonDepth}` }], {})
  }
  const parsed = pushedCommand.safeParse(envelope)
  if (!parsed.success) return unreadable(issuesOf(parsed.error), asJson(envelope))
  const each = { ...caseOf(origin, parsed.data), id }
  const author = idIsTaken
    ? { rejection: rejection('command_id_reused') }
    : await authorOf(setting.domain, turn, origin, each)
  return speak(setting, turn, each, author)
}

/** Gives the verdict, and tells people where it is not what they were told. */
async function speak(setting: PushSetting, turn: Turn, each: Case, author: Author): Promise<LogEntry> {
  const { domain, reportCrash } = setting
  const original = await takenBackBy(turn, each)
  const undo = original ? undoing(domain, each, original) : null
  const nothingToUndo = undo && 'code' in undo && !('rejection' in author)
  const entry = await judge(
    domain,
    turn,
    undo && 'input' in undo ? { ...each, ...undo } : each,
    nothingToUndo ? { rejection: undo } : author,
    reportCrash,
  )
  await tellPeople(setting, turn, { each, entry, original })
  return entry
}

const caseOf = ({ deskId, receivedAt }: Origin, command: PushedCommand): Case => {
  const latest = receivedAt.getTime() + futureTolerance
  return {
    id: command.id,
    name: command.name,
    version: command.version,
    input: command.input,
    meta: command.meta,
    desk: { id: deskId, seq: command.deskSeq },
    actedAt: command.at,
    at: new Date(Math.min(new Date(command.at).getTime(), latest)).toISOString(),
    receivedAt: receivedAt.toISOString(),
    basisVersion: command.basisVersion,
    told: command.outcome,
    actorId: command.actorId,
  }
}

/** What can be said of a command that cannot be read: who sent it and when; what can be kept of it is its input. */
const malformedCase = ({ deskId, receivedAt }: Origin, envelope: Envelope, input: JsonObject): Case => ({
  id: envelope.id,
  name: typeof envelope.name === 'string' ? envelope.name.slice(0, 200) : '',
  version: 1,
  input,
  meta: {},
  desk: { id: deskId, seq: envelope.deskSeq },
  actedAt: receivedAt.toISOString(),
  at: receivedAt.toISOString(),
  receivedAt: receivedAt.toISOString(),
  basisVersion: 0,
  told: null,
  actorId: nobody,
})

const nobody = '00000000-0000-0000-0000-000000000000'

/** The author with the rights they have now (SY-12), if they were enrolled on this desk when they acted (ID-R16, R23). */
async function authorOf(domain: Domain, turn: Turn, origin: Origin, each: Case): Promise<Author> {
  const refusal = notEnrolled(turn, origin, each)
  if (refusal) return { rejection: refusal }
  const tenant = await turn.people.tenant(turn.db)
  if (!tenant) return { rejection: rejection('actor_not_permitted', { reason: 'unknown' }) }
  const actor = await turn.people.actor(domain, turn.db, each.actorId, each.at)
  return 'code' in actor ? { rejection: actor } : { actor, tenant }
}

function notEnrolled({ known }: Turn, { deskId }: Origin, each: Case): Rejection | null {
  const enrolments = known.enrolmentsOf(deskId, each.actorId)
  if (enrolments.length === 0) return rejection('actor_not_permitted', { reason: 'not_enrolled' })
  const at = new Date(each.at).getTime()
  const covers = enrolments.some(({ from, to }) => at >= from - grantTolerance && at <= to + grantTolerance)
  return covers ? null : rejection('command_too_old', { at: each.at }, { rule: 'SY-15' })
}

/** A log entry as the desk is told of it. */
export const verdictOf = (entry: VerdictEntry): Verdict => ({
  id: entry.command_id,
  deskSeq: entry.desk_seq ?? 1,
  verdict: entry.verdict,
  ...(entry.version === null ? {} : { version: entry.version }),
  ...(isObject(entry.outcome) ? { outcome: entry.outcome } : {}),
  ...(entry.rejection === null ? {} : { rejection: rejectionSchema.parse(entry.rejection) }),
})
