import type { Compensation } from '../../src-shared/kernel/command.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import type { JournalEntry } from './entry.ts'

/** What one Ctrl+Z takes back: a command, or all of a batch; newest first (DX-R18). */
export interface UndoStep {
  entries: readonly JournalEntry[]
}

/** How far back a person may go (DX-R13). */
const mostSteps = 100
const oldest = 30 * 86_400_000

const standing: readonly JournalEntry['state'][] = ['held', 'at_risk', 'confirmed', 'adjusted']

/** What takes an entry back, from its newest outcome (DX-R14); null where nothing does, or not any more. */
export function compensationOf(domain: Domain, entry: JournalEntry): Compensation | null {
  const outcome = entry.serverOutcome ?? entry.outcome
  if (entry.undoneBy !== null || !standing.includes(entry.state) || !outcome) return null
  return domain.commands.get(entry.name)?.undo(entry.input, outcome) ?? null
}

/** Whether an entry may ever stand in the list of what can be undone. An undo itself is taken back by redo. */
export const isUndoable = (domain: Domain, entry: JournalEntry): boolean =>
  entry.meta.undoOf === undefined && compensationOf(domain, entry) !== null

/** What a person may take back, the newest first, out of undoable entries in the same order. */
export function undoSteps(entries: readonly JournalEntry[], actorId: string, now: Date): UndoStep[] {
  const steps: { batch: string | undefined; entries: JournalEntry[] }[] = []
  for (const entry of entries) {
    if (entry.actorId !== actorId || now.getTime() - Date.parse(entry.at) > oldest) continue
    const { batchId } = entry.meta
    // Something else may have been done while a long batch went on.
    const together = batchId === undefined ? undefined : steps.find(({ batch }) => batch === batchId)
    if (together) together.entries.push(entry)
    else steps.push({ batch: batchId, entries: [entry] })
  }
  return steps.slice(0, mostSteps)
}
