import { createHash, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '../../src-shared/schema/row-types.ts'
import type { Clock } from '../clock.ts'

/** How long somebody may begin a move with a code (ms). */
const codeLife = 60 * 60_000

/** Codes under which an organisation may be brought here, or taken along from here (DX-R51). */
export class MoveCodes {
  readonly #db: Kysely<Database>
  readonly #clock: Clock

  constructor(db: Kysely<Database>, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  /** A code to take one organisation along, or, for null, to bring any. */
  async make(tenantId: string | null): Promise<string> {
    const code = randomBytes(24).toString('base64url')
    const expires_at = new Date(this.#clock.now().getTime() + codeLife).toISOString()
    await this.#db
      .insertInto('control.move_codes')
      .values({ hash: hashOf(code), tenant_id: tenantId, expires_at })
      .execute()
    return code
  }

  /** What a code is for; null where it counts not, or no longer. */
  async meaning(code: string): Promise<{ tenantId: string | null } | null> {
    const known = await this.#db
      .selectFrom('control.move_codes')
      .select(['tenant_id', 'expires_at'])
      .where('hash', '=', hashOf(code))
      .executeTakeFirst()
    if (!known || new Date(known.expires_at) < this.#clock.now()) return null
    return { tenantId: known.tenant_id }
  }

  async spend(code: string): Promise<void> {
    await this.#db.deleteFrom('control.move_codes').where('hash', '=', hashOf(code)).execute()
  }
}

const hashOf = (code: string): Buffer => createHash('sha256').update(code).digest()
