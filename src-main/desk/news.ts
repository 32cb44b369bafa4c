import { dayOf } from '../../src-shared/kernel/calendar.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import type { QueryResult } from '../../src-shared/kernel/run-query.ts'
import type { Progress } from './api/desk-api.ts'
import { askServer } from './ask-server.ts'
import type { Ground } from './ground.ts'
import { LiveQueries, type Watcher } from './live-queries.ts'
import type { Present } from './present.ts'
import { type Grounds, type Listener, Questions } from './questions.ts'
import { openStates } from './queue.ts'

/** What the rights of people are read from, and the tenant's zone and currency. */
const tablesOfRights: ReadonlySet<string> = new Set(['tenants', 'users', 'roles', 'user_roles'])

/** What screens ask a desk, and what they are told when it is different. */
export class News {
  readonly #ground: Ground
  readonly #questions: Questions
  readonly #live: LiveQueries<Grounds>
  readonly #progress = new Set<(entries: Progress[]) => void>()
  #day = ''

  constructor(ground: Ground) {
    this.#ground = ground
    this.#questions = new Questions({ ...ground.options, people: ground.people })
    const tables = [...Object.keys(ground.options.domain.scope), 'desk_queue', 'desk_touched']
    this.#live = new LiveQueries<Grounds>(
      {
        ask: (name, input, hear, keep) => this.#ask(name, input, { hear, keep }),
        stillHold: (grounds) => this.#questions.stillHold(grounds),
      },
      tables,
    )
  }

  /** What only the server can answer is asked of it, where it is there. */
  query(name: string, input: Json): Promise<QueryResult> {
    const { options, sync } = this.#ground
    if (!sync || !options.domain.queries.get(name)?.serverOnly) return this.#ask(name, input)
    if (!sync.connected) return Promise.resolve({ done: false, rejection: rejection('needs_connection') })
    return askServer({ server: options.server, token: (refused) => sync.token(refused) }, name, input)
  }

  watch(name: string, input: Json, watcher: Watcher): () => void {
    return this.#live.watch(name, input, watcher)
  }

  /** Hears what became of commands. */
  onProgress(hear: (entries: Progress[]) => void): () => void {
    this.#progress.add(hear)
    return () => this.#progress.delete(hear)
  }

  /** All that is watched is asked again. */
  changedAll(): void {
    this.#live.changedAll()
  }

  /** When no question is under way any more. */
  settled(): Promise<void> {
    return this.#live.settled()
  }

  async #ask(name: string, input: Json, listener?: Listener): Promise<QueryResult> {
    const { replica, session } = this.#ground
    if (!replica || !session) return { done: false, rejection: rejection('session_required') }
    const asked = { replica, userId: session.user.id, deskId: this.#ground.deskId, name, input }
    return this.#questions.ask(asked, listener)
  }

  /** These tables changed: what is watched and made of them is asked again. */
  changed(tables: readonly string[]): void {
    // Who may see what is asked once and kept, so no query names the tables it is read from.
    if (tables.some((table) => tablesOfRights.has(table))) this.#live.changedAll()
    else this.#live.changed([...tables, 'desk_queue', 'desk_touched'])
    void this.count()
  }

  /** Tells what became of commands. */
  tell(progress: Progress[]): void {
    if (progress.length > 0) for (const hear of this.#progress) hear(progress)
  }

  /** Counts what waits for the server. */
  async count(): Promise<void> {
    const rows = await this.#ground.replica?.db
      .selectFrom('desk_queue')
      .select(({ fn }) => ['state', fn.countAll<number>().as('n')])
      .where('state', 'in', openStates)
      .groupBy('state')
      .execute()
      .catch(() => [])
    if (!rows) return
    const queued = rows.reduce((sum, { n }) => sum + Number(n), 0)
    const atRisk = rows.filter(({ state }) => state === 'at_risk').reduce((sum, { n }) => sum + Number(n), 0)
    this.#ground.status.set({ queued, atRisk })
  }

  /** A new day changes what is true without any command (MB-R13). */
  checkDay(): void {
    const user = this.#ground.session?.user
    if (!user) return
    const look = (present: Present | Rejection) => {
      if ('code' in present) return
      const day = dayOf(this.#ground.options.now().toISOString(), present.tenant.timeZone)
      if (this.#day && day !== this.#day) this.#live.changedAll()
      this.#day = day
    }
    this.#ground.presentOf(user.id).then(look, (error: unknown) => this.#ground.options.report(error, 'day'))
  }
}
