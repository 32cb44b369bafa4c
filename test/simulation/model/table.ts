import { refuse } from './refusal.ts'

/**
 * Rows by id that can be copied at no cost: a copy shares the rows until one side writes. So every state of the model
 * can be kept, and whoever holds one sees it unchanged for ever.
 */
export class Table<Row extends { readonly id: string }> {
  #rows: Map<string, Row> = new Map()
  /** Ids of rows that were taken away; replaced, never written to. */
  #gone: ReadonlySet<string> = new Set()
  #shared = false

  copy(): Table<Row> {
    const copy = new Table<Row>()
    copy.#rows = this.#rows
    copy.#gone = this.#gone
    copy.#shared = true
    this.#shared = true
    return copy
  }

  get(id: string): Row | undefined {
    return this.#rows.get(id)
  }

  has(id: string): boolean {
    return this.#rows.has(id)
  }

  /** All rows, in the order in which they were first written. */
  all(): Row[] {
    return [...this.#rows.values()]
  }

  where(test: (row: Row) => boolean): Row[] {
    return this.all().filter(test)
  }

  find(test: (row: Row) => boolean): Row | undefined {
    for (const row of this.#rows.values()) if (test(row)) return row
    return undefined
  }

  /** Writes a new row under an id that came with the command; every id is used once. */
  add(row: Row): void {
    if (this.has(row.id) || this.#gone.has(row.id)) refuse('row_id_taken')
    this.put(row)
  }

  /** Takes a row away, and leaves its id used. */
  remove(id: string): void {
    if (this.#shared) this.#rows = new Map(this.#rows)
    this.#shared = false
    this.#rows.delete(id)
    this.#gone = new Set([...this.#gone, id])
  }

  /** Writes a row, new or in place of the one of its id. */
  put(row: Row): void {
    if (this.#shared) this.#rows = new Map(this.#rows)
    this.#shared = false
    this.#rows.set(row.id, row)
  }
}
