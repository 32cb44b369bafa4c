import { afterAll, beforeAll, describe, inject } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { BuiltinRole } from '../../src-shared/kernel/permission.ts'
import { openPostgres } from '../../sync-server/database/open.ts'
import { type Authority, startAuthority } from '../fixtures/authority.ts'
import { createDatabase } from '../fixtures/postgres.ts'
import { openEmpty } from '../fixtures/prepared.ts'
import { TestClock } from './databases.ts'
import { WireDesk } from './wire.ts'

/** A tenant on a running server. */
export interface House {
  id: string
  slug: string
  userOf(role: BuiltinRole): string
  /** Signs in the person of a role, on a desk of their own unless told. */
  desk(role: BuiltinRole, deskId?: string): Promise<WireDesk>
}

/** A server that listens, with a clock in the test's hand. */
export interface Stage {
  kind: 'PGlite' | 'Postgres'
  authority: Authority
  clock: TestClock
  house(...roles: BuiltinRole[]): Promise<House>
}

async function start(kind: Stage['kind']): Promise<Stage> {
  const clock = new TestClock()
  const database =
    kind === 'PGlite'
      ? await openEmpty()
      : await openPostgres(await createDatabase(inject('postgresUrl'), `server_${newId().replaceAll('-', '')}`))
  const authority = await startAuthority(database, clock)
  return {
    kind,
    authority,
    clock,
    async house(...roles) {
      const slug = `h${newId().slice(-12)}`
      const { id, userOf } = await authority.tenant(slug, roles.length > 0 ? roles : ['owner'])
      return {
        ...{ id, slug, userOf },
        desk: (role, deskId) => WireDesk.signIn(authority.url, `${role}@${slug}.test`, deskId, () => clock.now()),
      }
    },
  }
}

/** Runs a suite against a listening server, on PGlite and on real Postgres. */
export function onBothServers(title: string, suite: (stage: () => Stage) => void): void {
  for (const kind of ['PGlite', 'Postgres'] as const) {
    describe(`${title} on ${kind}`, () => {
      let stage: Stage
      beforeAll(async () => {
        stage = await start(kind)
      })
      afterAll(() => stage.authority.stop())
      suite(() => stage)
    })
  }
}
