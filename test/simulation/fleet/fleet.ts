import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { History } from '../history/history.ts'
import type { Order, Report, WorkerSetting } from './messages.ts'

/** A worker with a house of its own, which plays one history at a time. */
export class Player {
  readonly #worker: Worker

  private constructor(worker: Worker) {
    this.#worker = worker
  }

  static async open(setting: WorkerSetting = { mutant: null }): Promise<Player> {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: setting,
      // Four Postgres in memory and what they are put back to.
      resourceLimits: { maxOldGenerationSizeMb: 4096 },
    })
    await once(worker, 'message')
    return new Player(worker)
  }

  play(history: History): Promise<Report> {
    return this.#ask({ order: 'play', history })
  }

  shrink(history: History, law: string): Promise<Report> {
    return this.#ask({ order: 'shrink', history, law })
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  async #ask(order: Order): Promise<Report> {
    this.#worker.postMessage(order)
    const [report] = await once(this.#worker, 'message')
    return report
  }
}

/** Gives each of several players the next piece of work until there is none. */
export async function share<Work>(
  players: readonly Player[],
  work: Iterator<Work>,
  carryOut: (player: Player, piece: Work) => Promise<void>,
): Promise<void> {
  await Promise.all(
    players.map(async (player) => {
      for (let next = work.next(); !next.done; next = work.next()) await carryOut(player, next.value)
    }),
  )
}
