import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Logger } from 'pino'
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
  const updatesFolder = configuration.HOLDFAST_UPDATES_FOLDER
  return buildServer({ database, deployment, clock: systemClock, log, signInsPerMinute, updatesFolder })
}

function openDatabase({ DATABASE_URL, HOLDFAST_FOLDER }: Configuration): Promise<ServerDatabase> {
  if (DATABASE_URL) return openPostgres(DATABASE_URL)
  mkdirSync(dirname(HOLDFAST_FOLDER), { recursive: true })
  return openPGlite(HOLDFAST_FOLDER)
}
