/** Where a host writes what it refused: one line a call, never the content of a message. */
export type Log = (event: string, details: Record<string, string | number>) => void

/** Writes JSON lines to standard error. */
export const stderrLog: Log = (event, details) => {
  process.stderr.write(`${JSON.stringify({ event, ...details })}\n`)
}

/** Tells a log of what should never happen, as the desk reports it. */
export const reportTo =
  (log: Log) =>
  (error: unknown, during: string): void =>
    log('unexpected', { during, error: (error instanceof Error && error.stack) || String(error) })

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
