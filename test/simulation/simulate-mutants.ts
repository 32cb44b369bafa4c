import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { Player } from './fleet/fleet.ts'
import { historyOf } from './history/history.ts'
import { type Mutant, mutants } from './mutants/mutants.ts'

/**
 * `npm run simulate:mutants -- [--most N] [--only name]`: plants one fault after another and plays histories until a law
 * breaks. A simulator that overlooks a fault proves nothing.
 */
const { values } = parseArgs({
  options: {
    /** Histories after which a mutant counts as overlooked. */
    most: { type: 'string', default: '600' },
    /** A part of the names of those to plant. */
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
  },
})
const most = Number.parseInt(values.most, 10)
const first = Number.parseInt(values.seed, 10)

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const cell = (text: string, width: number): string => text.padEnd(width)
const planted = mutants.filter(({ name }) => name.includes(values.only))
let caught = 0

async function hunt({ name, law }: Mutant): Promise<void> {
  const began = performance.now()
  const player = await Player.open({ mutant: name })
  let result = `overlooked in ${most}`
  for (let n = 0; n < most; n += 1) {
    const { broken } = await player.play(historyOf(first + n))
    if (!broken) continue
    caught += 1
    result = `${String(n + 1).padStart(4)}  ${broken.message.split('\n')[0]?.slice(0, 90)}`
    break
  }
  await player.close()
  const seconds = `${Math.round((performance.now() - began) / 1000)} s`
  say(`${cell(name, 32)}${cell(law, 26)}${cell(seconds, 7)}${result}`)
}

say(`${cell('planted', 32)}${cell('against', 26)}${cell('took', 7)}histories until caught, and by what`)
const waiting = planted.values()
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (const mutant of waiting) await hunt(mutant)
  }),
)
say(`${planted.length} planted, ${caught} caught`)
process.exit(caught === planted.length ? 0 : 1)
