import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../../sync-server/database/migrate.ts'
import { openPostgres } from '../../../sync-server/database/open.ts'
import { startPostgres, type TestPostgres } from '../../fixtures/postgres.ts'
import { type Running, startProgram } from './program.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const template = 'bench_template'

/** What all figures stand on: one durable Postgres, databases made from one migrated template, and a folder that goes. */
export class Stage {
  readonly folder: string
  readonly #postgres: TestPostgres
  readonly #running: Running[] = []

  private constructor(postgres: TestPostgres, folder: string) {
    this.#postgres = postgres
    this.folder = folder
  }

  /** Commits of this Postgres reach the disk, as in production. */
  static async open(): Promise<Stage> {
    const postgres = await startPostgres({ durable: true })
    const database = await openPostgres(await postgres.createDatabase(template))
    await migrate(database)
    await database.close()
    return new Stage(postgres, await mkdtemp(join(tmpdir(), 'holdfast-bench-')))
  }

  /** An empty database of the present schema. */
  createDatabase(name: string): Promise<string> {
    return this.#postgres.createDatabase(name, template)
  }

  /** A copy of a database to which nobody is connected. */
  copyDatabase(name: string, of: string): Promise<string> {
    return this.#postgres.createDatabase(name, of)
  }

  /** The real server in a process of its own. */
  startServer(databaseUrl: string): Promise<Running> {
    return this.start('server', join(root, 'sync-server', 'main.ts'), [], {
      DATABASE_URL: databaseUrl,
      HOLDFAST_PORT: '0',
      HOLDFAST_SIGN_INS_PER_MINUTE: '100000',
      HOLDFAST_LOG_LEVEL: 'error',
    })
  }

  /** Starts a program that goes on until it is stopped, at the latest with the stage. */
  async start(
    label: string,
    script: string,
    args: readonly string[],
    env: Record<string, string> = {},
    hear: (line: string) => void = () => undefined,
  ): Promise<Running> {
    const running = await startProgram(label, script, args, env, hear)
    this.#running.push(running)
    return running
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#running.map((running) => running.stop()))
    await this.#postgres.stop()
    await rm(this.folder, { recursive: true, force: true })
  }
}
