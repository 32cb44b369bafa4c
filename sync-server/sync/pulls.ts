import type { Kysely } from 'kysely'
import type { Rejection } from '../../src-shared/kernel/rejection.ts'
import type { Database } from '../../src-shared/schema/row-types.ts'
import { readTenant } from '../database/tenant-transaction.ts'
import { answerPulls, type Pages, type Pull, type PulledText } from './pull.ts'
import type { PeopleByVersion } from './tenant-people.ts'

interface Waiting extends Pull {
  resolve(answer: PulledText | Rejection): void
  reject(error: unknown): void
}

/** Transactions that answer pulls of one tenant at a time: a long page must not hold up the others. */
const mostAtOnce = 3
/** Pulls that one transaction answers. */
const mostTogether = 50

/** Tenants of which pages are kept, how many each, and the longest that is (characters). */
const kept = { tenants: 500, pages: 100, length: 64 * 1024 }

/**
 * A poke makes all desks of a tenant pull at the same moment, and most of them ask the same. Pulls that find the
 * tenant's readers busy wait for one another and are answered from one cut; pages are kept for as long as the tenant
 * stays at their version.
 */
export class Pulls {
  readonly #db: Kysely<Database>
  readonly #people: PeopleByVersion
  readonly #waiting = new Map<string, { pulls: Waiting[]; atWork: number }>()
  readonly #pages = new Map<string, { version: number; pages: Map<string, string> }>()

  constructor(db: Kysely<Database>, people: PeopleByVersion) {
    this.#db = db
    this.#people = people
  }

  /** The answer to one desk's pull, as it would be if it were alone. */
  answer(tenantId: string, pull: Pull): Promise<PulledText | Rejection> {
    return new Promise((resolve, reject) => {
      const line = this.#waiting.get(tenantId) ?? { pulls: [], atWork: 0 }
      this.#waiting.set(tenantId, line)
      line.pulls.push({ ...pull, resolve, reject })
      if (line.atWork < mostAtOnce) void this.#work(tenantId, line)
    })
  }

  async #work(tenantId: string, line: { pulls: Waiting[]; atWork: number }): Promise<void> {
    line.atWork += 1
    while (line.pulls.length > 0) await this.#answerTogether(tenantId, line.pulls.splice(0, mostTogether))
    line.atWork -= 1
    if (line.atWork === 0) this.#waiting.delete(tenantId)
  }

  /** Where several fail together each is tried alone: one that cannot be answered must not take the others along. */
  async #answerTogether(tenantId: string, pulls: readonly Waiting[]): Promise<void> {
    try {
      const answers = await readTenant(this.#db, tenantId, (db) =>
        answerPulls(db, pulls, (version) => ({
          people: this.#people.at(tenantId, version),
          pages: this.#pagesOf(tenantId, version),
        })),
      )
      for (const [at, { resolve, reject }] of pulls.entries()) {
        const answer = answers[at]
        if (answer) resolve(answer)
        else reject(new Error('A pull was not answered'))
      }
    } catch (error) {
      const [only, ...others] = pulls
      if (others.length === 0) only?.reject(error)
      else for (const pull of pulls) await this.#answerTogether(tenantId, [pull])
    }
  }

  /** A reader of an older cut keeps nothing, so that the newest stays. */
  #pagesOf(tenantId: string, version: number): Pages {
    const known = this.#pages.get(tenantId)
    if (known?.version === version) return small(known.pages)
    const pages = new Map<string, string>()
    if (!known || known.version < version) {
      this.#pages.delete(tenantId)
      this.#pages.set(tenantId, { version, pages })
      const [oldest] = this.#pages.keys()
      if (this.#pages.size > kept.tenants && oldest !== undefined) this.#pages.delete(oldest)
    }
    return small(pages)
  }
}

const small = (pages: Map<string, string>): Pages => ({
  get: (key) => pages.get(key),
  set: (key, text) => (text.length <= kept.length && pages.size < kept.pages ? pages.set(key, text) : pages),
})
