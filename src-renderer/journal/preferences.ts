import type { RxCollection } from 'rxdb'
import type { Json } from '../../src-shared/kernel/json.ts'
import type { PreferenceRow } from './rows.ts'

/** Choices of this machine, such as column widths (`desk-ux.md` section 2.2). In memory once read, so screens can ask at once. */
export class Preferences {
  readonly #rows: Promise<RxCollection<PreferenceRow>>
  readonly #values = new Map<string, Json>()
  readonly #listeners = new Set<() => void>()

  constructor(open: () => Promise<RxCollection<PreferenceRow>>) {
    this.#rows = open()
    // Without a storage, choices hold until the window closes.
    this.#follow().catch(() => {})
  }

  /** Undefined where nothing was chosen, or it has not been read yet. */
  get(key: string): Json | undefined {
    return this.#values.get(key)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Holds at once in this window; resolves when it is kept. */
  async set(key: string, value: Json): Promise<void> {
    this.#hold(key, value)
    await (await this.#rows).incrementalUpsert({ key, value: JSON.stringify(value) })
  }

  async #follow(): Promise<void> {
    const rows = await this.#rows
    // Other windows of this machine choose too.
    rows.$.subscribe(({ documentData: { key, value } }) => this.#hold(key, JSON.parse(value)))
    for (const { key, value } of await rows.find().exec()) {
      if (!this.#values.has(key)) this.#hold(key, JSON.parse(value))
    }
  }

  #hold(key: string, value: Json): void {
    if (JSON.stringify(this.#values.get(key)) === JSON.stringify(value)) return
    this.#values.set(key, value)
    for (const listener of [...this.#listeners]) listener()
  }
}
