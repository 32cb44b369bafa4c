import { fork } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { ServerOrder } from '../../src-shared/sync/server-control.ts'
import type { Log } from '../host/log.ts'

/** A process in which a server runs, whoever carries it: Node, or Electron, where Node may not be run by itself. */
export interface ServerProcess {
  tell(order: ServerOrder): void
  /** What it says, as it came. */
  onWord(hear: (word: unknown) => void): void
  /** Called once when it is gone. */
  onGone(hear: (code: number | null) => void): void
  /** Ends it without asking. */
  kill(): void
}

/** Starts a server's process with these variables of the environment. */
export type ForkServer = (variables: Readonly<Record<string, string>>) => ServerProcess

const program = fileURLToPath(new URL('../../sync-server/main.ts', import.meta.url))

/** A server in a child process of this Node; what it prints goes to the log. */
export const forkInNode =
  (log: Log): ForkServer =>
  (variables) => {
    const child = fork(program, [], { env: { ...process.env, ...variables }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    for (const output of [child.stdout, child.stderr]) {
      if (output) createInterface({ input: output }).on('line', (line) => log('server', { line }))
    }
    return {
      // One that has just gone hears nothing; that it is gone is told below.
      tell: (order) => void child.send(order, () => undefined),
      onWord: (hear) => void child.on('message', hear),
      onGone(hear) {
        child.once('exit', hear)
        // Without an exit there was never a process.
        child.once('error', () => child.pid === undefined && hear(null))
      },
      kill: () => void child.kill('SIGKILL'),
    }
  }
