import type { Verdict } from './protocol.ts'

/** A command that the desk has queued, as far as its place in the order goes. */
export interface Queued {
  id: string
  deskSeq: number
}

/** The steps of a rebase after the server's rows are in. */
export interface RebasePlan<Entry extends Queued> {
  /** The server has spoken: these leave the queue with their verdicts. */
  settled: { entry: Entry; verdict: Verdict }[]
  /** These run again, in this order, on top of the server's rows, under these numbers. */
  rerun: { entry: Entry; deskSeq: number }[]
}

/**
 * Which queued commands are done with and which run again (`sync.md` section 3). Pure: the driver executes the plan in
 * one replica transaction. Numbers follow `processedSeq` without a gap: where a rebuilt replica or a restored journal
 * left one, later commands close up in their old order.
 */
export function planRebase<Entry extends Queued>(
  queue: readonly Entry[],
  verdicts: readonly Verdict[],
  processedSeq: number,
): RebasePlan<Entry> {
  const byId = new Map(verdicts.map((verdict) => [verdict.id, verdict]))
  const ordered = [...queue].sort((a, b) => a.deskSeq - b.deskSeq)
  const settled = ordered.flatMap((entry) => {
    const verdict = byId.get(entry.id)
    return verdict ? [{ entry, verdict }] : []
  })
  const open = ordered.filter(({ id }) => !byId.has(id))
  return { settled, rerun: open.map((entry, index) => ({ entry, deskSeq: processedSeq + 1 + index })) }
}

/** SY-10: the commands that lean on a rejected one, directly or through another. */
export function dependentsOf(
  rejected: string,
  queue: readonly { id: string; dependsOn: readonly string[] }[],
): string[] {
  const reached = new Set([rejected])
  const found: string[] = []
  for (const { id, dependsOn } of queue) {
    if (reached.has(id) || !dependsOn.some((each) => reached.has(each))) continue
    reached.add(id)
    found.push(id)
  }
  return found
}
