import type { RxCollection } from 'rxdb'
import type { Json } from '../../src-shared/kernel/json.ts'
import type { DraftRow } from './rows.ts'

/** What somebody typed into a form and has not sent. */
export interface Draft {
  values: Json
  /** The row the form began from, with its version; null for a new one. */
  basis: Json
  /** ISO instant. */
  updated: string
}

const keptDays = 30
const day = 24 * 60 * 60 * 1000

const keyOf = (author: string, form: string): string => `${author} ${form}`

/** Forms in progress, on this machine only, each for the person who typed (`desk-ux.md` section 2.2). */
export class Drafts {
  readonly #open: () => Promise<RxCollection<DraftRow>>
  /** One after another, so that what is typed just before a discard does not come back. */
  #last: Promise<unknown> = Promise.resolve()
  #pruned = false

  constructor(open: () => Promise<RxCollection<DraftRow>>) {
    this.#open = open
  }

  find(author: string, form: string): Promise<Draft | null> {
    return this.#inTurn(async (rows) => {
      const row = await rows.findOne(keyOf(author, form)).exec()
      if (!row) return null
      return { values: JSON.parse(row.values), basis: JSON.parse(row.basis), updated: row.updated }
    })
  }

  keep(author: string, form: string, values: Json, basis: Json = null): Promise<void> {
    const updated = new Date().toISOString()
    const row = { key: keyOf(author, form), values: JSON.stringify(values), basis: JSON.stringify(basis), updated }
    return this.#inTurn(async (rows) => {
      await rows.incrementalUpsert(row)
    })
  }

  /** The form was sent, or the person wants none of it. */
  discard(author: string, form: string): Promise<void> {
    return this.#inTurn(async (rows) => {
      const row = await rows.findOne(keyOf(author, form)).exec()
      await row?.incrementalRemove()
    })
  }

  #inTurn<T>(run: (rows: RxCollection<DraftRow>) => Promise<T>): Promise<T> {
    const next = async (): Promise<T> => {
      const rows = await this.#open()
      if (!this.#pruned) await this.#prune(rows)
      return run(rows)
    }
    const done = this.#last.then(next, next)
    this.#last = done.catch(() => {})
    return done
  }

  async #prune(rows: RxCollection<DraftRow>): Promise<void> {
    this.#pruned = true
    const oldest = new Date(Date.now() - keptDays * day).toISOString()
    const old = (await rows.find().exec()).filter(({ updated }) => updated < oldest)
    await rows.bulkRemove(old.map(({ key }) => key))
    // A removed row stays in the storage, with what was typed, until it is cleaned away.
    await rows.storageInstance.cleanup(0)
  }
}
