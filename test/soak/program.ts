import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const shiftedClock = new URL('shifted-clock.ts', import.meta.url).href

export interface ProgramOptions {
  /** Of the line in which it prints its address. */
  label: string
  script: string
  args?: readonly string[]
  env?: Record<string, string>
  /** By how much its clock is wrong (ms). */
  clock?: number
  /** Told when it ends though nobody killed or stopped it. */
  crashed(what: string): void
}

/** A server or desk process that is killed and started again, always on the port of its first life. */
export class Program {
  readonly #options: ProgramOptions
  #child: ChildProcess | null = null
  #address = ''

  constructor(options: ProgramOptions) {
    this.#options = options
  }

  /** What it printed when it was ready. */
  get address(): string {
    return this.#address
  }

  /** Whether there is a process, ready or not. */
  get alive(): boolean {
    return this.#child !== null
  }

  /** Starts it and waits until it can be used; false where it was killed on the way. */
  async start(): Promise<boolean> {
    const { script, args = [], env, clock = 0, crashed } = this.#options
    const port = this.#address ? new URL(this.#address).port : '0'
    const child = spawn(process.execPath, ['--import', shiftedClock, script, ...args], {
      env: { ...process.env, ...env, HOLDFAST_PORT: port, SOAK_CLOCK_MS: String(clock) },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#child = child
    child.once('exit', (code, signal) => {
      if (this.#child !== child) return
      this.#child = null
      crashed(`${script} ended by itself with ${code ?? signal}`)
    })
    const address = await Promise.race([this.#addressOf(child), once(child, 'exit').then(() => null)])
    if (address === null) return false
    this.#address = address
    return true
  }

  /** SIGKILL: it learns nothing of it. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** SIGTERM: it may put things in order. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (!child) return
    this.#child = null
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  #addressOf({ stdout }: ChildProcess): Promise<string> {
    const prefix = `${this.#options.label}: `
    return new Promise((done) => {
      if (!stdout) return
      createInterface({ input: stdout }).on('line', (line) => {
        if (line.startsWith(prefix)) done(line.slice(prefix.length))
      })
    })
  }
}
