import { Client } from 'pg'
import { newsChannel } from '../../../sync-server/sync/tenant-writer.ts'

/** Milliseconds since 1970, finer than a clock tells them. */
export const now = (): number => performance.timeOrigin + performance.now()

/** What Postgres itself says of commits: the server's news comes with them. */
export interface Commits {
  /** When each version of the only tenant was there (ms since 1970). */
  at: ReadonlyMap<number, number>
  /** When the next commit is. */
  next(): Promise<number>
  close(): Promise<void>
}

export async function hearCommits(databaseUrl: string): Promise<Commits> {
  const at = new Map<number, number>()
  const client = new Client({ connectionString: databaseUrl })
  client.on('notification', ({ payload = '' }) => at.set(Number(payload.split(':')[1]), now()))
  await client.connect()
  await client.query(`listen ${newsChannel}`)
  return {
    at,
    next: () => new Promise((done) => client.once('notification', () => done(now()))),
    close: () => client.end(),
  }
}
