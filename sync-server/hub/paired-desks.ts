import { join } from 'node:path'
import { z } from 'zod'
import { readHubFile, writeHubFile } from './hub-files.ts'

const pairedDesk = z.object({
  /** SHA-256 of the desk's key, in hex. */
  key: z.string(),
  name: z.string(),
  pairedAt: z.string(),
})
export type PairedDesk = z.infer<typeof pairedDesk>
const list = z.array(pairedDesk)

/** The desks that have joined a hub, as its folder keeps them. */
export class PairedDesks {
  readonly #path: string
  readonly #desks: Map<string, PairedDesk>

  constructor(folder: string) {
    this.#path = join(folder, 'desks.json')
    this.#desks = new Map((readHubFile(this.#path, list) ?? []).map((desk) => [desk.key, desk]))
  }

  get all(): PairedDesk[] {
    return [...this.#desks.values()]
  }

  byKey(key: string): PairedDesk | null {
    return this.#desks.get(key) ?? null
  }

  add(desk: PairedDesk): void {
    this.#desks.set(desk.key, desk)
    writeHubFile(this.#path, this.all)
  }

  remove(key: string): void {
    this.#desks.delete(key)
    writeHubFile(this.#path, this.all)
  }
}
