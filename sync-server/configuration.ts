import { join } from 'node:path'
import { z } from 'zod'

const environment = z.object({
  /** Postgres 15 or later; without it the server keeps PGlite in its folder. */
  DATABASE_URL: z.string().optional(),
  /** Where the embedded database lives. */
  HOLDFAST_FOLDER: z.string().default(join('.holdfast', 'server')),
  HOLDFAST_HOST: z.string().default('127.0.0.1'),
  /** 0 takes any free port. */
  HOLDFAST_PORT: z.coerce.number().int().min(0).max(65_535).default(7400),
  /** Sign-ins a minute from one address (ID-R7). */
  HOLDFAST_SIGN_INS_PER_MINUTE: z.coerce.number().int().min(1).default(10),
  /** Folder of the signed releases that this server gives to its desks; without it there are none. */
  HOLDFAST_UPDATES_FOLDER: z.string().min(1).optional(),
  HOLDFAST_LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).default('info'),
})

/** What the process was told at start; a value that makes no sense ends it with its name. */
export type Configuration = z.infer<typeof environment>
export const readConfiguration = (source: NodeJS.ProcessEnv): Configuration => environment.parse(source)
