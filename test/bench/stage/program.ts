import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { z } from 'zod'

/** Where children leave a profile of their CPU; null takes none. */
let profiles: string | null = null
export function takeProfiles(folder: string): void {
  profiles = folder
}

/** Longest a child may take (ms): a benchmark that hangs says so. */
const patience = 15 * 60_000

const nodeArgs = (name: string): string[] =>
  profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`, `--cpu-prof-name=${name}.${Date.now()}.cpuprofile`] : []

const nameOf = (script: string): string => script.replace(/^.*\//, '').replace(/\.\w+$/, '')

/** As `npm start` has it, and in the same place. */
const compiled = { NODE_COMPILE_CACHE: join(import.meta.dirname, '..', '..', '..', 'dist', 'compiled') }

/** Starts one of our programs. */
function start(script: string, args: readonly string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [...nodeArgs(nameOf(script)), script, ...args], {
    env: { ...compiled, ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

/**
 * Runs a program of this folder to its end: it finds its input as JSON in its first argument and prints its result as
 * its last line. Memory and time of a desk are measured in a process that holds nothing else.
 */
export async function measureIn<Result>(script: string, input: object, result: z.ZodType<Result>): Promise<Result> {
  const child = start(script, [JSON.stringify(input)], {})
  const timer = setTimeout(() => child.kill('SIGKILL'), patience)
  let last = ''
  if (child.stdout) for await (const line of createInterface({ input: child.stdout })) last = line
  const code = child.exitCode ?? (await new Promise<number | null>((done) => child.once('exit', done)))
  clearTimeout(timer)
  if (code !== 0) throw new Error(`${nameOf(script)} ended with ${code ?? 'a signal'}`)
  return result.parse(JSON.parse(last))
}

/** A program that goes on until it is stopped. */
export interface Running {
  /** What it printed when it was ready. */
  address: string
  pid: number
  stop(): Promise<void>
}

/** Starts a program that prints `<label>: <address>` when it is ready; `hear` is told every line. */
export async function startProgram(
  label: string,
  script: string,
  args: readonly string[],
  env: Record<string, string>,
  hear: (line: string) => void,
): Promise<Running> {
  const child = start(script, args, env)
  const gone = new Promise<number | null>((done) => child.once('exit', done))
  const ready = new Promise<string>((done) => {
    if (!child.stdout) return
    createInterface({ input: child.stdout }).on('line', (line) => {
      hear(line)
      if (line.startsWith(`${label}: `)) done(line.slice(label.length + 2))
    })
  })
  const address = await Promise.race([ready, gone])
  if (typeof address !== 'string') throw new Error(`${nameOf(script)} ended with ${address ?? 'a signal'}`)
  return {
    address,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000)
      await gone
      clearTimeout(timer)
    },
  }
}
