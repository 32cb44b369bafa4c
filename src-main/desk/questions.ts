import type { Read } from '../../src-shared/database/statements.ts'
import { dayOf } from '../../src-shared/kernel/calendar.ts'
import type { Domain } from '../../src-shared/kernel/domain.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import { type QueryResult, runQuery } from '../../src-shared/kernel/run-query.ts'
import { deskQueries } from './desk-queries.ts'
import { asDomainDb, type DeskDb } from './desk-tables.ts'
import type { StillHolds } from './live-queries.ts'
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

/** Who wants to know more than the answer: see `Ask` of live queries. */
export interface Listener {
  hear(statement: string): void
  keep(holds: StillHolds): void
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
    const own = deskQueries.get(name)
    const question = { name, input, at, desk: deskId, tenant, actor }
    const noteMoment = (): void => {
      momentary = true
    }
    const result: QueryResult = own
      ? { done: true, value: await own(db) }
      : await runQuery(domain, asDomainDb(db), { ...question, momentary: noteMoment })
    if (result.done && !momentary) listener?.keep(this.#holds(asked, present, this.#dayOf(at, tenant.timeZone), reads))
    return result
  }

  /**
   * An answer is made of nothing but what its statements gave, who asked, and the day (a query that looks at the moment is
   * not kept). Where all are what they were, so is each next statement it would ask for, and the answer.
   */
  #holds({ replica, userId }: Asked, present: Present, day: string, reads: readonly Read[]): StillHolds {
    const { people, now, report } = this.#parts
    return async () => {
      try {
        const at = now().toISOString()
        if ((await people.of(replica.db, userId, at)) !== present) return false
        if (this.#dayOf(at, present.tenant.timeZone) !== day) return false
        return await replica.stillReads(reads)
      } catch (error) {
        report(error, 'whether an answer holds')
        return false
      }
    }
  }

  /** Days begin on a full minute everywhere, and a hundred answers are looked at within one. */
  #dayOf(at: string, zone: string): string {
    const minute = at.slice(0, 'YYYY-MM-DDTHH:MM'.length)
    const last = this.#lastDay
    if (last.minute !== minute || last.zone !== zone) this.#lastDay = { minute, zone, day: dayOf(at, zone) }
    return this.#lastDay.day
  }
}
