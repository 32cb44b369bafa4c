import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import websocket from '@fastify/websocket'
import fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance, LogController } from 'fastify'
import type { JWK } from 'jose'
import { domain } from '../src-shared/domain.ts'
import { Facade } from './api/facade.ts'
import { answerUnrouted, mountRoutes } from './api/mount.ts'
import { openApiRoutes } from './api/openapi-routes.ts'
import { type Limits, RateLimits, usualLimits } from './api/rate-limits.ts'
import { requestIdOf } from './api/request-id.ts'
import { routes } from './api/routes.ts'
import { openAuthority } from './authority.ts'
import type { Clock } from './clock.ts'
import type { Deployment } from './database/migrate.ts'
import type { ServerDatabase } from './database/open.ts'
import { demoGate } from './demo/gate.ts'
import { exportRoutes } from './exports/export-routes.ts'
import { Exports } from './exports/exports.ts'
import { answerGate } from './failure.ts'
import { Gate } from './hub/gate.ts'
import { ServerHub } from './hub/hub.ts'
import { hubRoutes } from './hub/hub-routes.ts'
import { MoveCodes } from './hub/move-codes.ts'
import { moveRoutes } from './hub/move-routes.ts'
import { Moves } from './hub/moves.ts'
import { passwordMatches } from './identity/passwords.ts'
import { sessionRoutes } from './identity/session-routes.ts'
import { Tokens } from './identity/tokens.ts'
import { importRoutes } from './imports/import-routes.ts'
import { Imports } from './imports/imports.ts'
import { ScheduleBook } from './jobs/schedule-book.ts'
import { Scheduler } from './jobs/scheduler.ts'
import { arrivedRoute } from './sync/arrived-route.ts'
import type { ReportCrash } from './sync/judge.ts'
import { syncRoutes } from './sync/sync-routes.ts'
import type { SystemCommands } from './sync/system-commands.ts'
import { updateRoutes } from './updates/update-routes.ts'

/** What a server is made of; a test brings its own database and clock. */
export interface ServerParts {
  database: ServerDatabase
  deployment: Deployment
  clock: Clock
  log: FastifyBaseLogger
  signInsPerMinute: number
  /** Requests a minute over REST, where they are not those of PL-R20. */
  limits?: Limits | undefined
  /** Folder of signed releases for the desks, where there is one. */
  updatesFolder?: string | undefined
}

/** One process of the authority. */
export interface Server {
  app: FastifyInstance
  database: ServerDatabase
  commands: SystemCommands
  /** Off until the server begins: who brings a clock of their own looks at it by themselves. */
  scheduler: Scheduler
  /** Does what the clock asks from now on, and takes up what was under way when a server stopped. */
  begin(): void
  hub: ServerHub
  moves: Moves
  codes: MoveCodes
  /** Lets what has begun end, then closes everything. */
  stop(): Promise<void>
}

/** PL-R13: the largest body of a route that does not say otherwise (bytes). */
const bodyLimit = 1024 * 1024

/** While a server stops, connections that have fallen idle are closed this often (ms). */
const idleSweep = 50

/** Puts the parts together. Nothing listens yet. */
export async function buildServer({
  database,
  deployment,
  clock,
  log,
  signInsPerMinute,
  limits = usualLimits,
  updatesFolder,
}: ServerParts): Promise<Server> {
  const reportCrash: ReportCrash = ({ errorId, command, error }) => log.error({ errorId, command, err: error }, 'crash')
  const tokens = await Tokens.of(await signingKey(database))
  const authority = await openAuthority({
    ...{ domain, database, deployment, clock },
    ...{ tokens, passwordMatches, reportCrash },
  })
  const { sessions } = authority

  const quiet = new LogController({ disableRequestLogging: true })
  const app = fastify({ loggerInstance: log, bodyLimit, logController: quiet, trustProxy: false, ...requestIdOf })
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const gate = gateErrorOf(error)
    if (gate.status >= 500) request.log.error({ err: error, route: request.routeOptions.url }, 'failed')
    return answerGate(reply, gate)
  })
  app.setNotFoundHandler((request, reply) => answerUnrouted(routes, request, reply))
  // PL-R12
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  // PL-R18
  await app.register(helmet, { contentSecurityPolicy: { directives: { frameAncestors: ["'none'"] } } })
  await app.register(compress, { threshold: 1024 })
  await app.register(rateLimit, { global: false })
  await app.register(websocket, { options: { maxPayload: 4096 } })
  demoGate(app, database.db)
  const hub = new ServerHub({ app, deployment, clock })
  const { db } = database
  const gate = await Gate.open({
    ...{ db, deployment, sessions, clock },
    isHub: () => hub.facts !== null,
    conflicted: () => void hub.close(),
  })
  // Before the routes: a hook guards those that come after it.
  gate.guard(app)
  const codes = new MoveCodes(db, clock)
  const moves = new Moves({
    ...{ db, gate, deployment, idle: () => authority.idle() },
    report: (error) => log.error({ err: error }, 'move'),
  })
  const scheduler = new Scheduler({
    ...{ domain, database, clock, commands: authority.commands },
    isHeld: (tenantId) => gate.holds(tenantId),
    report: ({ tenantId, schedule, error }) => log.error({ tenantId, schedule, err: error }, 'schedule'),
  })
  app.get('/health', async () => ({ ok: true }))
  sessionRoutes(app, { sessions, signInsPerMinute })
  syncRoutes(app, authority.sync)
  if (updatesFolder) updateRoutes(app, updatesFolder)
  arrivedRoute(app, { db: database.db, domain, sessions, clock })
  const warn = (error: unknown) => log.warn({ err: error }, 'facade')
  const facade = new Facade({ db, domain, writers: authority.writers, clock, reportCrash, warn })
  const counted = new RateLimits({ db, clock, limits, unreachable: warn })
  mountRoutes(app, { facade, sessions, limits: counted, clock }, routes)
  openApiRoutes(app, routes)

  const imports = new Imports({
    ...{ db, domain, writers: authority.writers, clock, reportCrash, isHeld: (tenantId) => gate.holds(tenantId) },
    report: (error) => log.error({ err: error }, 'import'),
  })
  importRoutes(app, { imports, sessions })
  exportRoutes(app, { exports: new Exports({ db, domain, clock }), sessions })
  hubRoutes(app, hub)
  moveRoutes(app, { db, moves, codes, gate, sessions, clock })

  return {
    app,
    database,
    commands: authority.commands,
    scheduler,
    ...{ hub, moves, codes },
    begin() {
      scheduler.start()
      const tenants = new ScheduleBook(db).tenants()
      tenants.then((ids) => imports.takeUp(ids)).catch((error: unknown) => log.error({ err: error }, 'import'))
    },
    async stop() {
      await hub.close()
      const resting = Promise.all([scheduler.stop(), imports.stop()])
      const closed = app.close()
      // A connection that was in use when the closing began falls idle later, and would be kept for more than a minute.
      const sweep = setInterval(() => app.server.closeIdleConnections(), idleSweep)
      await closed.finally(() => clearInterval(sweep))
      await resting
      await authority.idle()
      await database.close()
    },
  }
}

async function signingKey({ db }: ServerDatabase): Promise<JWK> {
  const { signing_key } = await db.selectFrom('control.deployment').select('signing_key').executeTakeFirstOrThrow()
  return JSON.parse(JSON.stringify(signing_key))
}

const gateCodes: Record<number, string> = {
  400: 'VALIDATION_ERROR',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMIT_EXCEEDED',
}

/** What a client is told of an error that no rule gave; of our own mistakes, nothing (SY-11). */
function gateErrorOf(error: FastifyError) {
  const status = error.statusCode ?? 500
  const code = gateCodes[status]
  if (code) return { status, code, message: error.message }
  return { status: 503, code: 'SERVICE_UNAVAILABLE', message: 'The server could not do this now. Try again.' }
}
