import { type CallFailure, type Progress, progress } from '../../src-main/desk/api/desk-api.ts'
import type { CommandMeta } from '../../src-shared/kernel/command.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import { maxPushBytes } from '../../src-shared/sync/protocol.ts'
import type { NewEntry } from '../journal/entry.ts'
import type { Journal } from '../journal/journal.ts'
import type { DeskClient } from './desk-client.ts'

/** What the person is told at the click. */
export type Submitted =
  /** Done here, or on its way where only the server can do it. */
  | { state: 'held' | 'sending'; id: string; outcome: JsonObject | null }
  /** Not done, and why. The form stays open (DX-R6). */
  | { state: 'refused'; id: string; rejection: Rejection }
  /** Written down, and the desk does not answer: it is told when it does. */
  | { state: 'kept'; id: string }
  /** Not even written down: nothing was sent and nothing will happen. */
  | { state: 'failed'; id: string; failure: CallFailure }

export interface SubmitParts {
  client: DeskClient
  journal: Journal
  /** The version of a command's input that these screens write. */
  versionOf(name: string): number
}

const refused = (id: string, because: Rejection): Submitted => ({ state: 'refused', id, rejection: because })

/** A command on its own may be as large as a push (`sync.md` section 2). */
function tooLarge(entry: NewEntry): Rejection | null {
  const size = new TextEncoder().encode(JSON.stringify(entry)).length
  return size > maxPushBytes ? rejection('command_too_large', { bytes: size, limit: maxPushBytes }) : null
}

/** Why the journal could not take a command. */
const notWritten = (cause: unknown): CallFailure =>
  cause instanceof Error && cause.name === 'QuotaExceededError'
    ? rejection('storage_full')
    : rejection('journal_unavailable', { reason: cause instanceof Error ? cause.name : 'unknown' })

/**
 * Gives a command: it is on disk before the desk hears of it, so that from then on nothing can lose it (SY-9). The id
 * and the instant are those of the click.
 */
export async function submit(
  { client, journal, versionOf }: SubmitParts,
  name: string,
  input: Json,
  meta: CommandMeta = {},
): Promise<Submitted> {
  const [id, at] = [newId(), new Date().toISOString()]
  const { user, tenant } = client.state.get().status ?? {}
  if (!user || !tenant) return refused(id, rejection('actor_not_permitted', { reason: 'signed_out' }))
  const command = { id, name, version: versionOf(name), input, at, meta }
  const entry: NewEntry = { ...command, actorId: user.id, tenantId: tenant.id }
  const large = tooLarge(entry)
  if (large) return refused(id, large)
  try {
    await journal.append(entry)
  } catch (cause) {
    return { state: 'failed', id, failure: notWritten(cause) }
  }
  return deliver({ client, journal }, command)
}

/** Tells the desk of a command that is written down. */
export async function deliver(
  { client, journal }: Pick<SubmitParts, 'client' | 'journal'>,
  command: Omit<NewEntry, 'actorId' | 'tenantId'>,
): Promise<Submitted> {
  const { id } = command
  const answer = await client.callFor('submit', command, progress)
  if (!answer.ok && answer.failure.code === 'desk_unavailable') {
    journal.remind().catch(() => {})
    return { state: 'kept', id }
  }
  const news = answer.ok ? answer.value : refusal(id, answer.failure)
  // The desk has it; what cannot be noted now is told again when the desk is asked what became of it.
  await journal.note([news], 'answer').catch(() => {})
  if (news.state === 'refused' || news.state === 'rejected') {
    return refused(id, news.rejection ?? rejection('command_crashed'))
  }
  return { state: news.state === 'held' ? 'held' : 'sending', id, outcome: news.serverOutcome ?? news.outcome }
}

const refusal = (id: string, because: Rejection): Progress => ({
  id,
  state: 'refused',
  deskSeq: null,
  basisVersion: null,
  outcome: null,
  serverOutcome: null,
  rejection: because,
  serverVersion: null,
  dependsOn: [],
  dependents: [],
  decidedAt: null,
})
