import { z } from 'zod'
import { type Certainty, type Journalled, journalled, progressStates } from '../../src-main/desk/api/desk-api.ts'
import { instant } from '../../src-shared/kernel/calendar.ts'
import { id } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { rejectionSchema } from '../../src-shared/sync/protocol.ts'

/** `draft`: journalled, and the desk has not answered yet. The rest are the desk's own words. */
export const entryStates = ['draft', ...progressStates] as const
export type EntryState = (typeof entryStates)[number]

const jsonObject = z.record(z.string(), z.json()) as z.ZodType<JsonObject>

/** A paper of a command: what it said of how sure the command was then, and on which printer it came out. */
export const printedPaper = z.object({
  /** Of the print job, or of the PDF. */
  id,
  at: instant,
  copy: z.int().min(1),
  certainty: z.string(),
  /** Null: a PDF. */
  printer: z.string().nullable(),
})
export type PrintedPaper = z.infer<typeof printedPaper>

/**
 * One command in the durable record of this machine (`desk-ux.md` section 2.2). Old entries stay as they were written:
 * a field that is added later needs a default.
 */
export const journalEntry = journalled.extend({
  /** A machine may serve several organisations, one after the other; none may see the other's (SY-11). */
  tenantId: id,
  /** Counts up in the order in which commands were given here. */
  order: z.int().min(0),
  state: z.enum(entryStates),
  serverOutcome: jsonObject.nullable(),
  rejection: rejectionSchema.nullable(),
  serverVersion: z.int().nullable(),
  dependsOn: z.array(id),
  dependents: z.array(id),
  decidedAt: z.string().nullable(),
  /** How the person ended the story of a command that this desk could not do after all; null while they have not. */
  settled: z
    .object({ at: instant, how: z.enum(['dismissed', 'alternative', 'seen']), commandId: id.optional() })
    .nullable(),
  /** The command that took this one back (DX-R13). */
  undoneBy: id.nullable().default(null),
  /** Papers of it that came out, oldest first (DX-R41). */
  printed: z.array(printedPaper).default([]),
})
export type JournalEntry = z.infer<typeof journalEntry>

/** What is known of a command at the click. */
export const newEntry = journalEntry.pick({
  tenantId: true,
  id: true,
  name: true,
  version: true,
  input: true,
  at: true,
  meta: true,
  actorId: true,
})
export type NewEntry = z.infer<typeof newEntry>

/** A command as it is first written down. */
export const draftEntry = (given: NewEntry, order: number): JournalEntry => ({
  ...given,
  order,
  state: 'draft',
  deskSeq: null,
  basisVersion: null,
  outcome: null,
  serverOutcome: null,
  rejection: null,
  serverVersion: null,
  dependsOn: [],
  dependents: [],
  decidedAt: null,
  settled: null,
  undoneBy: null,
  printed: [],
})

/** An entry as the desk's `restore` takes it. */
export const asJournalled = (entry: JournalEntry): Journalled => ({
  id: entry.id,
  name: entry.name,
  version: entry.version,
  input: entry.input,
  at: entry.at,
  meta: entry.meta,
  actorId: entry.actorId,
  deskSeq: entry.deskSeq,
  outcome: entry.outcome,
  basisVersion: entry.basisVersion,
})

/** Whether the desk must be told of it again after a restart: nothing has been decided yet. */
export const isUnsent = ({ state }: JournalEntry): boolean =>
  state === 'draft' || state === 'held' || state === 'at_risk' || state === 'sending'

/** Whether the server has spoken. */
export const hasVerdict = ({ state }: JournalEntry): boolean =>
  state === 'confirmed' || state === 'adjusted' || state === 'rejected'

/**
 * Whether only this desk can bring it to the person: it no longer applies here, or could not be done here after all.
 * What the server decided otherwise it brings to people itself (DX-R7).
 */
export const needsAttention = ({ state, settled, undoneBy }: JournalEntry): boolean =>
  settled === null && undoneBy === null && (state === 'at_risk' || state === 'refused')

/** How sure it is. What is written down and not yet answered by the desk is held here like the rest. */
export const certaintyOf = ({ state, undoneBy, rejection }: JournalEntry): Certainty => {
  if (undoneBy !== null || rejection?.code === 'undone_before_done') return 'undone'
  return state === 'draft' ? 'held' : state
}
