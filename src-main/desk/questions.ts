import type { Read } from '../../src-shared/database/statements.ts'
import { dayOf } from '../../src-shared/kernel/calendar.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import { type QueryResult, runQuery } from '../../src-shared/kernel/run-query.ts'
import { deskQueries } from './desk-queries.ts'
import { asDomainDb, type DeskDb } from './desk-tables.ts'
import type { Present, PresentPeople } from './present.ts'
import { deaf, type Replica } from './replica.ts'

/** What is asked, of which replica, and by whom. */
export interface Asked {
  replica: Replica
  userId: string
  deskId: string
  name: string
  input: Json
}

/**
 * What an answer is made of: what its statements gave, who asked, and the day (a query that looks at the moment has
 * none). Where all are what they were, so is each next statement it would ask for, and the answer.
 */
export interface Grounds {
  replica: Replica
  userId: string
  present: Present
  day: string
  reads: readonly Read[]
}

/** Who wants to know more than the answer: see `Source` of live queries. */
export interface Listener {
  hear(statement: string): void
  keep(grounds: Grounds): void
}

/** What a desk needs to answer. */
export interface QuestionsParts {
  domain: Domain
  people: PresentPeople
  now: () => Date
  report: (error: unknown, during: string) => void
}

/** Answers questions from the replica, each in one transaction. */
export class Questions {
  readonly #parts: QuestionsParts
  /** The day of the last moment that was asked for. */
  #lastDay = { minute: '', zone: '', day: '' }

  constructor(parts: QuestionsParts) {
    this.#parts = parts
  }

  /** A question that nobody could answer now is refused, and what was in its way is reported. */
  async ask(asked: Asked, listener?: Listener): Promise<QueryResult> {
    const { reading, onRead } = asked.replica
    try {
      return await reading.transaction().execute((db) =>
        // Given back before the transaction ends: the next question begins to listen the moment it does.
        this.#answer(db, asked, listener).finally(() => Object.assign(onRead, deaf)),
      )
    } catch (error) {
      this.#parts.report(error, `query ${asked.name}`)
      return { done: false, rejection: rejection('desk_unavailable') }
    }
  }

  async #answer(db: DeskDb, asked: Asked, listener: Listener | undefined): Promise<QueryResult> {
    const { domain, people, now } = this.#parts
    const { replica, userId, deskId, name, input } = asked
    const at = now().toISOString()
    const present = await people.of(db, userId, at)
    if ('code' in present) return { done: false, rejection: present }
    const { tenant, actor } = present
    const reads: Read[] = []
    let momentary = false
    if (listener) Object.assign(replica.onRead, { hear: listener.hear, note: (read: Read) => reads.push(read) })
    // It is not in the replica: whoever watches it watches nothing.
    if (domain.queries.get(name)?.serverOnly) return { done: false, rejection: rejection('needs_connection') }
    const own = deskQueries.get(name)
    const question = { name, input, at, desk: deskId, tenant, actor }
    const noteMoment = (): void => {
      momentary = true
    }
    const result: QueryResult = own
      ? { done: true, value: await own(db) }
      : await runQuery(domain, asDomainDb(db), { ...question, momentary: noteMoment })
    const day = this.#dayOf(at, tenant.timeZone)
    if (result.done && !momentary) listener?.keep({ replica, userId, present, day, reads })
    return result
  }

  /** Of each of several answers whether asking again would give the same. What cannot be told now does not hold. */
  async stillHold(all: readonly Grounds[]): Promise<boolean[]> {
    const { now, report } = this.#parts
    try {
      const at = now().toISOString()
      const held: boolean[] = []
      for (const grounds of all) held.push(await this.#isThere(grounds, at))
      const open = all.filter((_, index) => held[index])
      const same = (await open[0]?.replica.stillRead(open.map(({ reads }) => reads)))?.values()
      return held.map((holds) => holds && same?.next().value === true)
    } catch (error) {
      report(error, 'whether answers hold')
      return all.map(() => false)
    }
  }

  /** Whether the same person asks on the same day. */
  async #isThere({ replica, userId, present, day }: Grounds, at: string): Promise<boolean> {
    const now = await this.#parts.people.of(replica.db, userId, at)
    return now === present && this.#dayOf(at, present.tenant.timeZone) === day
  }

  /** Days begin on a full minute everywhere, and a hundred answers are looked at within one. */
  #dayOf(at: string, zone: string): string {
    const minute = at.slice(0, 'YYYY-MM-DDTHH:MM'.length)
    const last = this.#lastDay
    if (last.minute !== minute || last.zone !== zone) this.#lastDay = { minute, zone, day: dayOf(at, zone) }
    return this.#lastDay.day
  }
}
