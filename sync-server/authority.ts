import type { Domain } from '../src-shared/kernel/domain.ts'
import type { Deployment } from './database/migrate.ts'
import type { ServerDatabase } from './database/open.ts'
import { type SessionParts, Sessions } from './identity/sessions.ts'
import type { ReportCrash } from './sync/judge.ts'
import { News } from './sync/news.ts'
import { SyncService } from './sync/sync-service.ts'
import { SystemCommands } from './sync/system-commands.ts'
import { TenantWriters } from './sync/tenant-writer.ts'

/** What an authority is made of. */
export interface AuthorityParts extends Pick<SessionParts, 'tokens' | 'passwordMatches' | 'clock'> {
  domain: Domain
  database: ServerDatabase
  deployment: Deployment
  reportCrash: ReportCrash
}

/** All that one process of the authority does, without the network that carries it. */
export interface Authority {
  sessions: Sessions
  commands: SystemCommands
  sync: SyncService
  /** The line of each tenant, for whoever gives commands in it. */
  writers: TenantWriters
  /** Waits until nothing that has begun is still under way. */
  idle(): Promise<void>
}

/** Puts the parts together. */
export async function openAuthority(parts: AuthorityParts): Promise<Authority> {
  const { domain, database, deployment, tokens, passwordMatches, clock, reportCrash } = parts
  const { db } = database
  const writers = new TenantWriters(db)
  const commands = new SystemCommands({ domain, writers, clock, reportCrash })
  const sessions = new Sessions({ db, tokens, commands, clock, passwordMatches })
  const news = await News.from(database)
  const sync = new SyncService({ db, domain, deployment, sessions, writers, news, clock, reportCrash })
  return { sessions, commands, sync, writers, idle: () => writers.idle() }
}
