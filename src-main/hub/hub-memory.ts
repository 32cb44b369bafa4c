import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { HubBackup } from '../desk/api/hub-api.ts'

const kept = z.object({ isOn: z.boolean(), name: z.string().optional() })

/** What the hub's folder tells of it without its server: whether it should be open, its name, its backups. */
export class HubMemory {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Whether a person has started it and not stopped it. */
  get isOn(): boolean {
    return this.#read().isOn
  }

  set isOn(isOn: boolean) {
    this.#write({ ...this.#read(), isOn })
  }

  /** What people call it; the machine's name until they say. */
  get name(): string | undefined {
    return this.#read().name
  }

  /** Whole backups, newest first. */
  backups(): HubBackup[] {
    const folder = join(this.#folder, 'backups')
    try {
      const files = readdirSync(folder).filter((file) => file.endsWith('.holdfast-backup'))
      return files
        .map((file) => ({ file, path: join(folder, file), stat: statSync(join(folder, file)) }))
        .map(({ file, stat }) => ({ file, at: stat.mtime.toISOString(), bytes: stat.size }))
        .sort((a, b) => b.at.localeCompare(a.at))
    } catch {
      return []
    }
  }

  #read(): z.infer<typeof kept> {
    try {
      return kept.parse(JSON.parse(readFileSync(join(this.#folder, 'state.json'), 'utf8')))
    } catch {
      return { isOn: false }
    }
  }

  #write(value: z.infer<typeof kept>): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const path = join(this.#folder, 'state.json')
    writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }
}
