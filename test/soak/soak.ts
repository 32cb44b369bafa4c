import { parseArgs } from 'node:util'
import { kinds } from './reaper.ts'
import { runSoak, type SoakReport } from './run-soak.ts'

/**
 * `npm run soak -- [--kills 100] [--minutes M] [--seed N]`: an hour at two front desks in some minutes, on real
 * processes that are killed with SIGKILL at random moments: two servers on one Postgres, two desks and their browsers,
 * over wires that break, and with clocks that are wrong. Nothing accepted may be lost or doubled. With `--minutes` it
 * kills for no longer than that; alone, it kills as often as it can in that time.
 */
const { values } = parseArgs({
  options: { kills: { type: 'string' }, minutes: { type: 'string' }, seed: { type: 'string' } },
})
const minutes = values.minutes === undefined ? undefined : Number.parseFloat(values.minutes)
const defaultKills = minutes === undefined ? 100 : Number.POSITIVE_INFINITY
const kills = values.kills === undefined ? defaultKills : Number.parseInt(values.kills, 10)
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number.parseInt(values.seed, 10)

const say = (line: string): void => void process.stdout.write(`${line}\n`)

function tableOf(report: SoakReport): [what: string, figure: string | number][] {
  const { applied, adjusted, rejected } = report.verdicts
  const { wires } = report
  return [
    ['kills', kinds.reduce((sum, kind) => sum + report.kills[kind], 0)],
    ...kinds.map((kind): [string, number] => [`  of a ${kind}`, report.kills[kind]]),
    ...kinds.map((kind): [string, string] => [`  seconds until a ${kind} is back`, report.starting[kind].toFixed(1)]),
    ['  a minute', report.killsPerMinute.toFixed(1)],
    ['  with no work since the one before', report.idle],
    ['replica folders deleted', report.replicasDeleted],
    ['connections of the desks', wires.connections],
    ['  slow', wires.slow],
    ['  cut in the middle of a request', wires.cutInRequest],
    ['  cut in the middle of an answer', wires.cutInAnswer],
    ['  cut all together', wires.cutTogether],
    ['times nobody was let in', wires.refusals],
    ['changes of the server', wires.moves],
    ...report.clocks.map(({ name, seconds }): [string, string] => [`clock of ${name}`, `${seconds} s`]),
    ['commands given before their receipt', `${Math.round(-report.times.earliest)} s`],
    ['  or after it', `${Math.round(report.times.latest)} s`],
    ['  and put right by the server', report.times.bounded],
    ['submits begun', report.given],
    ['  accepted (held or sending)', report.accepted],
    ['  kept until the desk answered', report.kept],
    ['commands in the journals', report.journalled],
    ['  refused at the desk', report.refused],
    ['commands in the log', applied + adjusted + rejected],
    ['  applied', applied],
    ['  adjusted', adjusted],
    ['  rejected', rejected],
    ['lost', report.lost.length],
    ['doubled', report.doubled.length],
    ['journal and log differ', report.differing.length],
    ['chain, replicas, slots broken', report.broken.length],
    ['mishaps', report.mishaps.length],
    ['seconds', report.seconds],
    ['seed', report.seed],
  ]
}

const bound = minutes === undefined ? '' : ` in at most ${minutes} minutes`
say(`soak: ${Number.isFinite(kills) ? kills : 'any number of'} kills${bound}, seed ${seed}`)
let whole = false
try {
  const report = await runSoak({ seed, kills, ...(minutes === undefined ? {} : { minutes }), say })
  for (const [what, figure] of tableOf(report)) say(`${what.padEnd(36)}${String(figure).padStart(12)}`)
  const faults = [report.lost, report.doubled, report.differing, report.broken, report.mishaps].flat()
  for (const fault of faults) say(`  ${fault}`)
  whole = faults.length === 0
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error))
}
say(whole ? 'soak: ok' : 'soak: FAILED')
process.exit(whole ? 0 : 1)
