/** Where a host writes what it refused: one line a call, never the content of a message. */
export type Log = (event: string, details: Record<string, string | number>) => void

/**
 * Counts what was dropped, by reason, and writes the 1st, 10th, 100th … so that a flood of messages is not answered by
 * a flood of lines.
 */
export function dropLog(log: Log, where: string): (reason: string) => void {
  const counts = new Map<string, number>()
  return (reason) => {
    const count = (counts.get(reason) ?? 0) + 1
    counts.set(reason, count)
    if (/^10*$/.test(String(count))) log('message dropped', { where, reason, count })
  }
}
