import type { ServerDatabase } from '../database/open.ts'
import { newsChannel } from './tenant-writer.ts'

type Hear = (version: number) => void

/** Who in this process wants to know that a tenant has moved on; fed by every process on the same database. */
export class News {
  readonly #listeners = new Map<string, Set<Hear>>()

  static async from(database: ServerDatabase): Promise<News> {
    const news = new News()
    await database.listen(newsChannel, (payload) => news.#tell(payload))
    return news
  }

  #tell(payload: string): void {
    const [tenantId = '', version = ''] = payload.split(':')
    for (const hear of this.#listeners.get(tenantId) ?? []) hear(Number(version))
  }

  /** Calls `hear` with each new version of a tenant until the returned function is called. */
  subscribe(tenantId: string, hear: Hear): () => void {
    const listeners = this.#listeners.get(tenantId) ?? new Set()
    this.#listeners.set(tenantId, listeners.add(hear))
    return () => {
      listeners.delete(hear)
      if (listeners.size === 0) this.#listeners.delete(tenantId)
    }
  }
}
