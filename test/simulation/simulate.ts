import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Player, share } from './fleet/fleet.ts'
import type { Report } from './fleet/messages.ts'
import { type History, historyOf } from './history/history.ts'

/**
 * `npm run simulate -- [--histories K] [--seed N] [--fresh K] [--minutes M] [--regressions] [--trace]`: plays histories of desks
 * and servers that lose each other, die and come back, and looks at every law after every step. The same seed is the
 * same history, byte for byte.
 */
const { values } = parseArgs({
  options: {
    histories: { type: 'string' },
    seed: { type: 'string' },
    /** Ends after so long, whatever is left. */
    minutes: { type: 'string' },
    workers: { type: 'string' },
    /** So many histories more, from a seed that nobody has tried. */
    fresh: { type: 'string', default: '0' },
    /** Plays the kept failures first. */
    regressions: { type: 'boolean', default: false },
    /** Prints what happened, line by line. */
    trace: { type: 'boolean', default: false },
  },
})

const anySeed = Math.floor(Math.random() * 2 ** 31)
const first = values.seed === undefined ? anySeed : Number.parseInt(values.seed, 10)
const fresh = Number.parseInt(values.fresh, 10)
const wanted = Number.parseInt(values.histories ?? (values.seed === undefined ? '200' : '1'), 10)
const minutes = values.minutes === undefined ? Number.POSITIVE_INFINITY : Number.parseFloat(values.minutes)
const workers = Math.min(Number.parseInt(values.workers ?? String(availableParallelism()), 10), wanted + fresh)
const kept = join(import.meta.dirname, 'regressions')

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const began = performance.now()
const seconds = (): number => (performance.now() - began) / 1000

function* work(): Generator<History> {
  if (values.regressions && existsSync(kept)) {
    for (const file of readdirSync(kept)) yield JSON.parse(readFileSync(join(kept, file), 'utf8'))
  }
  for (let n = 0; n < wanted && seconds() < minutes * 60; n += 1) yield historyOf(first + n)
  for (let n = 0; n < fresh && seconds() < minutes * 60; n += 1) yield historyOf(anySeed + n)
}

const total = { histories: 0, violations: 0, events: 0, commands: 0, applied: 0, adjusted: 0, rejected: 0 }

function count({ events, commands, verdicts }: Report): void {
  total.histories += 1
  total.events += events
  total.commands += commands
  total.applied += verdicts.applied
  total.adjusted += verdicts.adjusted
  total.rejected += verdicts.rejected
}

/** A failure shrinks itself and is kept, so that it is played again from now on. */
async function fail(player: Player, report: Report): Promise<void> {
  total.violations += 1
  const { seed } = report.history
  const law = report.broken?.law ?? ''
  say(`seed ${seed}: ${report.broken?.message}`)
  const shrunk = await player.shrink(report.history, law)
  const short = shrunk.broken ? shrunk : report
  mkdirSync(kept, { recursive: true })
  const file = join(kept, `${law.toLowerCase()}-${seed}.json`)
  writeFileSync(file, `${JSON.stringify(short.history, null, 2)}\n`)
  say(`seed ${seed}: ${report.history.actions.length} actions shrunk to ${short.history.actions.length}, kept`)
  for (const line of short.lines.slice(-60)) say(`  ${line}`)
}

say(`simulate: from seed ${first}${fresh > 0 ? `, and ${fresh} from seed ${anySeed}` : ''}`)
const players = await Promise.all(Array.from({ length: workers }, () => Player.open()))
const opened = seconds()
const progress = setInterval(() => say(`${total.histories} histories in ${Math.round(seconds())} s`), 30_000)
await share(players, work(), async (player, history) => {
  const report = await player.play(history)
  count(report)
  if (values.trace) for (const line of report.lines) say(line)
  if (values.trace || wanted === 1) say(`seed ${history.seed}: ${report.digest}`)
  if (report.broken) await fail(player, report)
})
clearInterval(progress)
await Promise.all(players.map((player) => player.close()))
const each = total.histories / (seconds() - opened)
const { events, commands, applied, adjusted, rejected } = total
say(`${events} events, ${commands} commands: ${applied} applied, ${adjusted} adjusted, ${rejected} rejected`)
say(`${each.toFixed(2)} histories a second on ${workers} threads, after ${Math.round(opened)} s of preparation`)
say(`${total.histories} histories, ${total.violations} violations`)
process.exit(total.violations === 0 ? 0 : 1)
