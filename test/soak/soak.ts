import { parseArgs } from 'node:util'
import { kinds } from './reaper.ts'
import { runSoak, type SoakReport } from './run-soak.ts'

/**
 * `npm run soak -- [--kills 100] [--seed N]`: an hour at two front desks in some minutes, on real processes that are
 * killed with SIGKILL at random moments. Nothing accepted may be lost or doubled.
 */
const { values } = parseArgs({ options: { kills: { type: 'string', default: '100' }, seed: { type: 'string' } } })
const kills = Number.parseInt(values.kills, 10)
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number.parseInt(values.seed, 10)

const say = (line: string): void => void process.stdout.write(`${line}\n`)

function tableOf(report: SoakReport): [what: string, figure: string | number][] {
  const { applied, adjusted, rejected } = report.verdicts
  return [
    ...kinds.map((kind): [string, number] => [`kills of the ${kind}`, report.kills[kind]]),
    ['replica folders deleted', report.replicasDeleted],
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

say(`soak: ${kills} kills, seed ${seed}`)
let whole = false
try {
  const report = await runSoak({ seed, kills, say })
  for (const [what, figure] of tableOf(report)) say(`${what.padEnd(32)}${String(figure).padStart(12)}`)
  const faults = [report.lost, report.doubled, report.differing, report.broken, report.mishaps].flat()
  for (const fault of faults) say(`  ${fault}`)
  whole = faults.length === 0
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error))
}
say(whole ? 'soak: ok' : 'soak: FAILED')
process.exit(whole ? 0 : 1)
