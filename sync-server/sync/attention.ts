import { sql } from 'kysely'
import { systemActor } from '../../src-shared/kernel/actor.ts'
import { rowIdOf } from '../../src-shared/kernel/id.ts'
import { asJson, type Json, type JsonObject } from '../../src-shared/kernel/json.ts'
import type { Alternative } from '../../src-shared/kernel/rejection.ts'
import { type AttentionKind, attentionIdOf } from '../../src-shared/modules/desk/attention-item.ts'
import { raiseAttention } from '../../src-shared/modules/desk/attention-raising.ts'
import { escalatesAfter } from '../../src-shared/modules/desk/attention-rules.ts'
import { subjectOf } from '../../src-shared/modules/desk/subject.ts'
import { rejectionSchema } from '../../src-shared/sync/protocol.ts'
import type { LogEntry } from './command-log.ts'
import { type Case, type Court, judge } from './judge.ts'
import type { Turn } from './tenant-writer.ts'
import { compensationOf, loggedCommand, type Original } from './undoing.ts'

/** A verdict that was just given, and the command it takes back, where it does. */
export interface Spoken {
  each: Case
  entry: LogEntry
  original: Original | undefined
}

/**
 * DX-R7: brings to people what was not done as they were told, in the transaction of the verdict. Each item is written
 * by a command of the server's own, so that it has a version and reaches every desk that holds it (SY-4).
 */
export async function tellPeople(court: Court, turn: Turn, spoken: Spoken): Promise<void> {
  const { each, entry, original } = spoken
  // A domain without the module of the desk has no inbox.
  if (!court.domain.commands.has(raiseAttention.name)) return
  const quiet = entry.rejection !== null && isQuiet(court, entry.rejection)
  if (entry.verdict === 'rejected' && !quiet) await tellOfRefusal(court, turn, spoken)
  // Where an undo took back what was done instead of what was told, the story of the first command ends with it.
  if (entry.verdict === 'adjusted' && original?.verdict !== 'adjusted') await raise(court, turn, spoken, 'adjusted')
  const undone = original && original.verdict !== 'applied' && (entry.verdict !== 'rejected' || quiet)
  if (undone) await closeItemOf(court, turn, each, original.command_id)
  if (entry.verdict !== 'rejected' && each.meta.resolves) await tellOfDouble(court, turn, spoken, each.meta.resolves)
}

const isQuiet = ({ domain }: Court, rejection: Json): boolean =>
  domain.rejections[rejectionSchema.parse(rejection).code]?.quiet ?? false

/** What failed with an open item, or as its way out, is part of that item's story. */
async function tellOfRefusal(court: Court, turn: Turn, spoken: Spoken): Promise<void> {
  const { each, entry } = spoken
  const settled = each.meta.resolves && (await openItem(turn, sql`id = ${each.meta.resolves}::uuid`))
  if (settled) {
    const tried = { commandId: each.id, commandName: entry.name, rejection: entry.rejection }
    return say(court, turn, each, 'desk.extend-attention', { itemId: settled, tried })
  }
  const causes = each.meta.dependsOn ?? []
  const cause =
    causes.length > 0 &&
    (await openItem(turn, sql`(command_id = any(${causes}::uuid[]) or dependents && ${causes}::uuid[])`))
  if (cause) return say(court, turn, each, 'desk.extend-attention', { itemId: cause, dependent: each.id })
  const { code } = rejectionSchema.parse(entry.rejection)
  return raise(court, turn, spoken, code === 'actor_not_permitted' ? 'held_review' : 'rejected')
}

async function openItem(turn: Turn, condition: ReturnType<typeof sql>): Promise<string | undefined> {
  const item = await turn.db
    .selectFrom('attention_items')
    .select('id')
    .where('state', 'in', ['open', 'snoozed'])
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`${condition}`)
    .orderBy('id')
    .executeTakeFirst()
  return item?.id
}

async function closeItemOf(court: Court, turn: Turn, each: Case, commandId: string): Promise<void> {
  const itemId = await openItem(turn, sql`id = ${attentionIdOf(commandId)}::uuid`)
  if (itemId) await say(court, turn, each, 'desk.close-attention', { itemId, resolution: 'undone', commandId: each.id })
}

/** Section 7.1: two people dealt with one item, each in their own way, and both ways were taken. */
async function tellOfDouble(court: Court, turn: Turn, spoken: Spoken, itemId: string): Promise<void> {
  const item = await turn.db
    .selectFrom('attention_items')
    .select(['resolved_by', 'resolved_at', 'resolved_command_id'])
    .where('id', '=', itemId)
    .where('state', '=', 'resolved')
    .executeTakeFirst()
  const first = item?.resolved_command_id
  if (!item || !first || first === spoken.each.id) return
  const theirs = await loggedCommand(turn, first)
  const undo = (label: string, of: Original | undefined): Alternative[] => {
    const compensation = of && compensationOf(court.domain, of)
    return compensation ? [{ label, ...compensation }] : []
  }
  const decided = { by: item.resolved_by, at: item.resolved_at, commandId: first, outcome: theirs?.outcome ?? null }
  const alternatives = [...undo('desk_undo_mine', spoken.entry), ...undo('desk_undo_theirs', theirs)]
  await raise(court, turn, spoken, 'duplicate', { decided, alternatives })
}

interface Found {
  decided: JsonObject | null
  alternatives: Alternative[]
}

async function raise(
  court: Court,
  turn: Turn,
  { each, entry }: Spoken,
  kind: AttentionKind,
  found?: Found,
): Promise<void> {
  const rejection = entry.rejection === null ? null : rejectionSchema.parse(entry.rejection)
  const item = {
    id: kind === 'duplicate' ? rowIdOf(each.id, kind, 0) : attentionIdOf(each.id),
    kind,
    moduleKind: null,
    ...{ commandId: each.id, commandName: entry.name, deskId: each.desk?.id ?? null },
    actorUserId: each.actorId === systemActor.userId ? null : each.actorId,
    subject: subjectOf(entry.input),
    shown: { input: entry.input, outcome: entry.told },
    decided: found?.decided ?? (entry.outcome === null ? null : { outcome: entry.outcome }),
    rejection,
    winner: rejection?.winner ?? null,
    alternatives: found?.alternatives ?? rejection?.alternatives ?? [],
    // What its author may no longer do waits for somebody else from the start.
    escalateAt: new Date(Date.parse(each.receivedAt) + (kind === 'held_review' ? 0 : escalatesAfter)).toISOString(),
  }
  await say(court, turn, each, raiseAttention.name, asJson(item), kind)
}

/** Gives a command of the server's own, caused by one that was just judged. */
async function say(court: Court, turn: Turn, cause: Case, name: string, input: JsonObject, series = ''): Promise<void> {
  const tenant = await turn.people.tenant(turn.db)
  if (!tenant) return
  const { receivedAt } = cause
  const each: Case = {
    // One cause may have two things told of it: done otherwise, and done twice.
    ...{
      id: rowIdOf(cause.id, `${name}:${series}`, 0),
      name,
      version: 1,
      input,
      meta: { causationId: cause.id },
      desk: null,
    },
    ...{ actorId: systemActor.userId, actedAt: receivedAt, at: receivedAt, receivedAt, told: null },
    basisVersion: turn.version,
  }
  await judge(court.domain, turn, each, { actor: systemActor, tenant }, court.reportCrash)
}
