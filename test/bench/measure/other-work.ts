import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** Processor time (clock ticks) that the machine has spent so far: in all, and on us with all we have started. */
interface Spent {
  at: number
  busy: number
  ours: number
}

/** Linux counts a hundred to the second. */
const ticksPerSecond = 100

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // A process that has ended meanwhile; its time is in its parent's.
    return ''
  }
}

function spentNow(): Spent {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (read('/proc/stat').split('\n')[0] ?? '')
    .split(/\s+/)
    .slice(1)
    .map(Number)
  const parents = new Map<number, number>()
  const times = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    if (!Number.isInteger(pid)) continue
    // The name of a process may hold anything; the fields that count stand after its bracket.
    const fields = read(`/proc/${name}/stat`).split(') ').at(-1)?.split(' ') ?? []
    parents.set(pid, Number(fields[1]))
    times.set(
      pid,
      [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at] ?? 0), 0),
    )
  }
  const isOurs = (pid: number | undefined): boolean =>
    pid === process.pid || (pid !== undefined && pid > 1 && isOurs(parents.get(pid)))
  const ours = [...times].reduce((sum, [pid, ticks]) => (isOurs(pid) ? sum + ticks : sum), 0)
  return { at: performance.now(), busy: user + nice + system + irq + softirq, ours }
}

/**
 * Begins to watch what else this machine does; the function it gives tells what part of all its processors went to
 * others since (0 to 1). Figures of a busy machine are worth little, and a reader should see it. NaN where nobody counts.
 */
export function watchOtherWork(): () => number {
  if (process.platform !== 'linux') return () => Number.NaN
  const before = spentNow()
  return () => {
    const after = spentNow()
    const others = after.busy - before.busy - (after.ours - before.ours)
    const all = ((after.at - before.at) / 1000) * ticksPerSecond * availableParallelism()
    return Math.max(0, others / all)
  }
}
