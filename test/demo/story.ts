import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** Tells the demo, with the time each scene begins, and keeps whether all that must hold did. */
export class Story {
  readonly #begun = performance.now()
  holds = true

  scene(text: string): void {
    const seconds = ((performance.now() - this.#begun) / 1000).toFixed(1)
    process.stdout.write(`\n[${seconds.padStart(4)} s] ${text}\n`)
  }

  say(text: string): void {
    process.stdout.write(`         ${text}\n`)
  }

  mustBe(what: string, holds: boolean): void {
    this.holds &&= holds
    this.say(`${holds ? '✓' : '✗'} ${what}`)
  }

  /** Runs the server's command-line tool and gives what it printed. */
  async runCli(root: string, env: Record<string, string>, args: string[], input: string): Promise<string> {
    const child = spawn(process.execPath, [join(root, 'sync-server', 'cli', 'holdfast.ts'), ...args], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    let printed = ''
    child.stdout.on('data', (part) => {
      printed += String(part)
    })
    child.stdin.end(input)
    const code = await new Promise((done) => child.once('close', done))
    if (code !== 0) throw new Error(`holdfast ${args[0]} ended with ${code}`)
    return printed.trim()
  }
}
