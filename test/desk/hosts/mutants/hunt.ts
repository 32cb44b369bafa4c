import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'
import { hostMutants } from './mutants.ts'
import { plant } from './plant.ts'

/**
 * `npm run hosts:mutants [-- words]`: plants each fault in a checkout of its own and runs the tests that must notice,
 * and once in a checkout without a fault, where they must find nothing. `--quick` takes one fault of each line of the
 * table. A line for each; ends with 1 where one has survived.
 */
const { values, positionals: words } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean' } } })
const laws = new Set<string>()
const chosen = hostMutants.filter(({ law, name }) => {
  const isFirst = !laws.has(law)
  laws.add(law)
  return (isFirst || !values.quick) && words.every((word) => `${law} ${name}`.includes(word))
})
const folder = mkdtempSync(join(tmpdir(), 'holdfast-mutants-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

/** A wall that is down may leave a test waiting for ever (ms). */
const patience = 8000
const whole = 'no fault'
const project = (name: string, include: string[]) => {
  const root = join(folder, name.replaceAll(/\W/g, '-'))
  plant(
    hostMutants.find((mutant) => mutant.name === name),
    root,
  )
  return { root, test: { name, root, include } }
}
const hunt = await startVitest('test', [], {
  ...{ config: false, root: folder, watch: false, reporters: [{}], maxWorkers: 2, testTimeout: patience },
  projects: [
    project(whole, [...new Set(chosen.map(({ caughtBy }) => caughtBy))]),
    ...chosen.map(({ name, caughtBy }) => project(name, [caughtBy])),
  ],
})
const noticedIn = (name: string): string[] =>
  hunt.state
    .getTestModules()
    .filter((module) => module.project.name === name)
    .flatMap((module) => [...module.children.allTests('failed')])
    .map((test) => test.name)
const say = (line: string) => process.stdout.write(`${line}\n`)

const survived = chosen.filter(({ law, name }) => {
  // A file that cannot even be loaded has measured nothing.
  const [first] = noticedIn(name)
  say(`[${law}] ${name}: ${first ? `caught: ${first}` : 'SURVIVED'}`)
  return !first
})
const alarms = noticedIn(whole)
for (const alarm of alarms) say(`False alarm: ${alarm}`)
say(`${chosen.length - survived.length} of ${chosen.length} caught`)
await hunt.close()
process.exit(survived.length > 0 || alarms.length > 0 || chosen.length === 0 ? 1 : 0)
