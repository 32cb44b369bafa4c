import type { Progress } from '../../src-main/desk/api/desk-api.ts'
import { TakeBack, type Turned } from '../../src-renderer/desk/take-back.ts'
import type { JournalEntry } from '../../src-renderer/journal/entry.ts'
import type { Journal } from '../../src-renderer/journal/journal.ts'
import { isUndoable, undoSteps } from '../../src-renderer/journal/undo-steps.ts'
import { domain } from '../../src-shared/domain.ts'
import type { CommandMeta } from '../../src-shared/kernel/command.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { rejection } from '../../src-shared/kernel/rejection.ts'
import { memoryJournals } from '../unit/journal/memory-journal.ts'
import { commandOf, type Front, type Site, until } from './sync-stage.ts'

/** A page in front of a desk, with a journal and a way back, and without a door between. */
export class WrittenPage {
  readonly #front: Front
  readonly #journal: Journal
  readonly #who: { actorId: string; tenantId: string }
  readonly #takeBack: TakeBack
  readonly #ids: string[] = []

  private constructor(front: Front, journal: Journal, who: { actorId: string; tenantId: string }) {
    this.#front = front
    this.#journal = journal
    this.#who = who
    this.#takeBack = new TakeBack((name, input, meta) => this.#give(name, input, meta))
    front.desk.onProgress((entries: Progress[]) => void journal.note(entries, 'event'))
  }

  static async open(front: Front, site: Site, actorId: string): Promise<WrittenPage> {
    const store = await memoryJournals()
    const isQuiet = (code: string) => domain.rejections[code]?.quiet ?? false
    return new WrittenPage(front, store.window(isQuiet), { actorId, tenantId: site.id })
  }

  /** Gives a command that the desk must take; gives its id. */
  async give(name: string, input: JsonObject, meta: CommandMeta = {}): Promise<string> {
    this.#takeBack.forget()
    const answer = await this.#give(name, input, meta)
    if (answer.state === 'refused') throw new Error(`${name} was refused: ${answer.rejection.code}`)
    return answer.id
  }

  async #give(name: string, input: Json, meta: CommandMeta) {
    const command = { ...commandOf(name, Object(input), newId()), meta }
    await this.#journal.append({ ...command, ...this.#who })
    this.#ids.push(command.id)
    const answer = await this.#front.desk.submit(command)
    if (!answer.ok) {
      const refused = { ...nothing, id: command.id, state: 'refused' as const, rejection: answer.failure }
      await this.#journal.note([refused], 'answer')
      return { state: 'refused' as const, id: command.id, rejection: answer.failure }
    }
    await this.#journal.note([answer.value], 'answer')
    return { state: 'held' as const, id: command.id, outcome: answer.value.outcome }
  }

  /** Ctrl+Z. */
  async undo(): Promise<readonly Turned[]> {
    const [step] = undoSteps(await this.#undoable(), this.#who.actorId, new Date())
    if (!step) throw new Error('Nothing can be taken back')
    return this.#takeBack.undo(step)
  }

  /** Ctrl+Shift+Z. */
  redo = (): Promise<readonly Turned[]> => this.#takeBack.redo()

  entry = async (id: string): Promise<JournalEntry> =>
    (await this.#journal.entry(id)) ?? Promise.reject(rejection('not_found'))

  /** The state of an entry once the server has spoken on it. */
  verdict = (id: string): Promise<JournalEntry> =>
    until(`a verdict on ${id} in the journal`, async () => {
      const entry = await this.entry(id)
      return entry.decidedAt ? entry : null
    })

  async #undoable(): Promise<JournalEntry[]> {
    const entries = await Promise.all(this.#ids.map((id) => this.entry(id)))
    return entries.reverse().filter((entry) => isUndoable(domain, entry))
  }
}

const nothing = {
  ...{ deskSeq: null, basisVersion: null, outcome: null, serverOutcome: null, rejection: null, serverVersion: null },
  ...{ dependsOn: [], dependents: [], decidedAt: null },
}
