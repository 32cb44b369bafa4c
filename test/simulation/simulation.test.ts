import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'

const run = promisify(execFile)

/** Runs the simulator as a person would; a law that breaks ends it with an error that shows all it printed. */
const simulate = async (...options: string[]): Promise<string[]> => {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'simulate.ts'), ...options], {
    maxBuffer: 64 * 1024 * 1024,
  })
  return stdout.trimEnd().split('\n')
}

describe('desks and servers that lose each other, die and come back', () => {
  test('[SY-1…SY-16] hold every law for fixed seeds, for what once went wrong, and for a fresh seed', async () => {
    const lines = await simulate('--seed', '1', '--histories', '30', '--fresh', '1', '--regressions')
    // Whoever reads the log of a failure needs the fresh seed.
    process.stdout.write(`${lines.join('\n')}\n`)
    expect(lines.at(-1)).toMatch(/^\d+ histories, 0 violations$/)
  })

  test('a seed is the same history, byte for byte, in whichever process', async () => {
    const traced = () => simulate('--seed', '8', '--histories', '1', '--trace')
    const [one, other] = await Promise.all([traced(), traced()])
    const told = (lines: string[]) => lines.filter((line) => !line.includes('histories a second'))
    expect(told(one)).toEqual(told(other))
    expect(one.length).toBeGreaterThan(40)
  })
})
