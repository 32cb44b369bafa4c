import { type Kysely, sql } from 'kysely'
import { newId } from '../../src-shared/kernel/id.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import type { SessionGrant } from '../../src-shared/sync/protocol.ts'
import type { Clock } from '../clock.ts'
import { inTenant } from '../database/tenant-transaction.ts'
import type { SystemCommands } from '../sync/system-commands.ts'
import type { MatchPassword } from './passwords.ts'
import { normalisedEmail } from './tenants.ts'
import { type AccessTokens, type Bearer, hashOfToken, newRefreshToken } from './tokens.ts'

const hours = 3_600_000
/** ID-R12: a refresh token counts this long from its last use. */
const refreshLife = 7 * 24 * hours
/** ID-R19: how long a person may work on a desk without the server, from the last contact. */
const offlineLife = 72 * hours
/** ID-R12: a lost answer to a rotation may be asked for again this long. */
const lostAnswer = 30_000
/** ID-R7: wrong passwords that lock an account, and for how long. */
const failuresToLock = 10
const lockLife = 15 * 60_000
/** ID-R11: how long a process may trust that a session is alive without asking again. */
const livenessCache = 5_000

/** What a desk gives to sign someone in. */
export interface SignIn {
  email: string
  password: string
  tenant?: string | undefined
  desk: { id: string; name: string; platform: string }
}

interface Place {
  accountId: string
  tenantId: string
  userId: string
  deskId: string
}

/** What sessions are made of. */
export interface SessionParts {
  db: Kysely<Database>
  tokens: AccessTokens
  commands: SystemCommands
  clock: Clock
  passwordMatches: MatchPassword
}

/** Who is signed in where. Failed sign-ins answer one code, whatever was wrong (ID-R6). */
export class Sessions {
  readonly #db: Kysely<Database>
  readonly #tokens: AccessTokens
  readonly #commands: SystemCommands
  readonly #clock: Clock
  readonly #passwordMatches: MatchPassword
  readonly #alive = new Map<string, number>()

  constructor({ db, tokens, commands, clock, passwordMatches }: SessionParts) {
    this.#db = db
    this.#tokens = tokens
    this.#commands = commands
    this.#clock = clock
    this.#passwordMatches = passwordMatches
  }

  async signIn({ email, password, tenant, desk }: SignIn): Promise<SessionGrant | Rejection> {
    const accountId = await this.#accountOf(normalisedEmail(email), password)
    if (!accountId) return rejection('invalid_credentials')
    const places = await this.#db
      .selectFrom('control.account_tenants as at')
      .innerJoin('control.tenant_directory as directory', 'directory.tenant_id', 'at.tenant_id')
      .select(['at.tenant_id', 'at.user_id', 'directory.slug'])
      .where('at.account_id', '=', accountId)
      .orderBy('directory.slug')
      .execute()
    const place = tenant ? places.find(({ slug }) => slug === tenant) : places[0]
    if (!place) return rejection('invalid_credentials')
    const { tenant_id: tenantId, user_id: userId } = place
    const active = await inTenant(this.#db, tenantId, (db) =>
      db.selectFrom('users').select('id').where('id', '=', userId).where('status', '=', 'active').executeTakeFirst(),
    )
    if (!active) return rejection('invalid_credentials')
    await this.#registerDesk(tenantId, userId, desk)
    return this.#begin({ accountId, tenantId, userId, deskId: desk.id })
  }

  /** The account behind an address and password, counting failures until the account locks. */
  async #accountOf(email: string, password: string): Promise<string | null> {
    const account = await this.#db
      .selectFrom('control.accounts')
      .select(['id', 'password_hash', 'locked_until'])
      .where('email', '=', email)
      .executeTakeFirst()
    const now = this.#clock.now()
    const matches = await this.#passwordMatches(account?.password_hash ?? null, password)
    if (!account) return null
    const locked = account.locked_until !== null && new Date(account.locked_until) > now
    if (!matches && !locked) await this.#noteFailure(account.id, now)
    if (!matches || locked) return null
    await this.#db
      .updateTable('control.accounts')
      .set({ failed_count: 0, locked_until: null })
      .where('id', '=', account.id)
      .execute()
    return account.id
  }

  /** Counted where it is kept, so that guesses made at the same time all count. */
  async #noteFailure(id: string, now: Date): Promise<void> {
    const until = new Date(now.getTime() + lockLife).toISOString()
    const locks = sql<boolean>`failed_count + 1 >= ${failuresToLock}`
    await this.#db
      .updateTable('control.accounts')
      .set({
        failed_count: sql<number>`case when ${locks} then 0 else failed_count + 1 end`,
        locked_until: sql<string | null>`case when ${locks} then ${until}::timestamptz else locked_until end`,
      })
      .where('id', '=', id)
      .execute()
  }

  async #registerDesk(tenantId: string, userId: string, desk: SignIn['desk']): Promise<void> {
    const known = await inTenant(this.#db, tenantId, (db) =>
      db.selectFrom('desks').select('id').where('id', '=', desk.id).executeTakeFirst(),
    )
    if (known) return
    const input = { deskId: desk.id, name: desk.name, platform: desk.platform, registeredBy: userId }
    await this.#commands.run(tenantId, 'identity.register-desk', input)
  }

  async #begin(place: Place): Promise<SessionGrant> {
    const refreshToken = newRefreshToken()
    const now = this.#clock.now()
    const sessionId = newId()
    await this.#db
      .insertInto('control.sessions')
      .values({
        id: sessionId,
        account_id: place.accountId,
        tenant_id: place.tenantId,
        user_id: place.userId,
        desk_id: place.deskId,
        refresh_hash: hashOfToken(refreshToken),
        created_at: now.toISOString(),
        rotated_at: now.toISOString(),
        expires_at: new Date(now.getTime() + refreshLife).toISOString(),
      })
      .execute()
    return this.#grant({ ...place, sessionId }, refreshToken, now)
  }

  /**
   * Exchanges a refresh token for a new one (ID-R12). One that was exchanged before, however long ago, revokes the
   * session, unless its answer may just have been lost.
   */
  async refresh(refreshToken: string): Promise<SessionGrant | Rejection> {
    const now = this.#clock.now()
    const hash = hashOfToken(refreshToken)
    const session = await this.#db
      .selectFrom('control.sessions')
      .selectAll()
      .where(({ eb, or }) => or([eb('refresh_hash', '=', hash), eb('previous_hash', '=', hash)]))
      .executeTakeFirst()
    if (!session) return this.#unknownToken(hash)
    if (session.revoked_at || new Date(session.expires_at) <= now) return rejection('session_expired')
    const current = Buffer.compare(session.refresh_hash, hash) === 0
    if (!current && now.getTime() - new Date(session.rotated_at).getTime() > lostAnswer) {
      await this.#revoke(session.id)
      return rejection('refresh_reused')
    }
    const next = newRefreshToken()
    const rotated = await this.#db
      .updateTable('control.sessions')
      .set({
        refresh_hash: hashOfToken(next),
        previous_hash: hash,
        rotated_at: now.toISOString(),
        expires_at: new Date(now.getTime() + refreshLife).toISOString(),
      })
      .where('id', '=', session.id)
      .where('refresh_hash', '=', session.refresh_hash)
      .returning('id')
      .executeTakeFirst()
    if (!rotated) return rejection('session_expired')
    // Of three tokens two are kept: where an answer was lost its successor goes, otherwise the one before.
    await this.#spend(session.id, current ? session.previous_hash : session.refresh_hash, now)
    const { tenant_id: tenantId, user_id: userId, desk_id: deskId } = session
    return this.#grant({ tenantId, userId, deskId, sessionId: session.id }, next, now)
  }

  /** A token of no session: if it was one once, somebody has a copy, and nobody can tell who is who. */
  async #unknownToken(hash: Uint8Array): Promise<Rejection> {
    const spent = await this.#db
      .selectFrom('control.spent_refresh_tokens')
      .select('session_id')
      .where('hash', '=', hash)
      .executeTakeFirst()
    if (!spent) return rejection('session_expired')
    await this.#revoke(spent.session_id)
    return rejection('refresh_reused')
  }

  async #spend(session_id: string, hash: Uint8Array | null, now: Date): Promise<void> {
    const forgotten = new Date(now.getTime() - refreshLife).toISOString()
    await this.#db
      .deleteFrom('control.spent_refresh_tokens')
      .where('session_id', '=', session_id)
      .where('spent_at', '<', forgotten)
      .execute()
    if (!hash) return
    await this.#db
      .insertInto('control.spent_refresh_tokens')
      .values({ hash, session_id, spent_at: now.toISOString() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }

  /** Whom a request speaks for, if its session is alive. */
  async bearer(token: string | undefined): Promise<Bearer | Rejection> {
    const now = this.#clock.now()
    const bearer = token ? await this.#tokens.read(token, now) : null
    if (bearer === null) return rejection('session_required')
    if (bearer === 'expired') return rejection('session_expired')
    return (await this.#isAlive(bearer.sessionId, now)) ? bearer : rejection('session_revoked')
  }

  async #isAlive(sessionId: string, now: Date): Promise<boolean> {
    const asked = this.#alive.get(sessionId)
    if (asked !== undefined && now.getTime() - asked < livenessCache) return true
    const session = await this.#db
      .selectFrom('control.sessions')
      .select('revoked_at')
      .where('id', '=', sessionId)
      .executeTakeFirst()
    if (!session || session.revoked_at) return false
    this.#alive.set(sessionId, now.getTime())
    return true
  }

  async signOut(sessionId: string): Promise<void> {
    await this.#revoke(sessionId)
  }

  async #revoke(sessionId: string): Promise<void> {
    this.#alive.delete(sessionId)
    await this.#db
      .updateTable('control.sessions')
      .set({ revoked_at: this.#clock.now().toISOString() })
      .where('id', '=', sessionId)
      .execute()
  }

  async #grant(bearer: Bearer, refreshToken: string, now: Date): Promise<SessionGrant> {
    const offlineUntil = new Date(now.getTime() + offlineLife).toISOString()
    const names = await inTenant(this.#db, bearer.tenantId, async (db) => {
      await db
        .insertInto('offline_grants')
        .values({
          id: bearer.sessionId,
          desk_id: bearer.deskId,
          user_id: bearer.userId,
          issued_at: now.toISOString(),
          expires_at: offlineUntil,
        })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet({ expires_at: offlineUntil }))
        .execute()
      const { rows } = await sql<{ person: string; tenant: string; desk: string }>`
        select (select display_name from users where id = ${bearer.userId}) as person,
          (select legal_name from tenants) as tenant,
          (select name from desks where id = ${bearer.deskId}) as desk`.execute(db)
      return rows[0]
    })
    return {
      accessToken: await this.#tokens.sign(bearer, now),
      refreshToken,
      offlineUntil,
      user: { id: bearer.userId, name: names?.person ?? '' },
      tenant: { id: bearer.tenantId, name: names?.tenant ?? '' },
      desk: { id: bearer.deskId, name: names?.desk ?? '' },
    }
  }
}
