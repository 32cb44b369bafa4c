import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Logger } from 'pino'
import { lockFolder } from '../src-shared/node/folder-lock.ts'
import { systemClock } from './clock.ts'
import type { Configuration } from './configuration.ts'
import { migrate } from './database/migrate.ts'
import { openPGlite, openPostgres, type ServerDatabase } from './database/open.ts'
import { buildServer, type Server } from './server.ts'

/** How often an embedded database counts its tables anew (ms). */
const statisticsEvery = 10 * 60_000

/** Opens the database that the configuration names, brings it to the present schema, and builds a server on it. */
export async function openServer(configuration: Configuration, log: Logger): Promise<Server> {
  const database = await openDatabase(configuration)
  const deployment = await migrate(database)
  await database.refreshStatistics()
  setInterval(() => void database.refreshStatistics().catch(() => undefined), statisticsEvery).unref()
  const signInsPerMinute = configuration.HOLDFAST_SIGN_INS_PER_MINUTE
  return buildServer({ database, deployment, clock: systemClock, log, signInsPerMinute })
}

function openDatabase({ DATABASE_URL, HOLDFAST_FOLDER }: Configuration): Promise<ServerDatabase> {
  return DATABASE_URL ? openPostgres(DATABASE_URL) : openFolder(HOLDFAST_FOLDER)
}

/** Two processes in one folder of PGlite would destroy it, and it does not look for another by itself. */
async function openFolder(folder: string): Promise<ServerDatabase> {
  mkdirSync(dirname(folder), { recursive: true })
  const leave = await lockFolder(folder)
  if (!leave) throw new Error(`Another process has the database of ${folder} open`)
  const database = await openPGlite(folder)
  return { ...database, close: () => database.close().finally(leave) }
}
