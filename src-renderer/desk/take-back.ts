import { domain } from '../../src-shared/domain.ts'
import type { CommandMeta } from '../../src-shared/kernel/command.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import { asObject, type Json } from '../../src-shared/kernel/json.ts'
import type { JournalEntry } from '../journal/entry.ts'
import { compensationOf, type UndoStep } from '../journal/undo-steps.ts'
import { Store } from './store.ts'
import type { Submitted } from './submit.ts'

/** What became of each entry that was to be taken back or done again. */
export interface Turned {
  entry: JournalEntry
  answer: Submitted
}

const wasTaken = ({ answer }: Turned): boolean => answer.state !== 'refused' && answer.state !== 'failed'

/**
 * Undo and redo of one window (DX-R13 to R18). An undo is the compensating command under the rules of the moment; a
 * redo is the original again, under a new id. Whatever is given in between clears what could be done again.
 */
export class TakeBack {
  readonly #submit: (name: string, input: Json, meta: CommandMeta) => Promise<Submitted>
  /** What was undone here and may be done again, the last one last. */
  readonly undone = new Store<readonly UndoStep[]>([])

  constructor(submit: (name: string, input: Json, meta: CommandMeta) => Promise<Submitted>) {
    this.#submit = submit
  }

  /** Takes a step back, newest first; what cannot be is told and does not hold up the rest. */
  async undo({ entries }: UndoStep): Promise<Turned[]> {
    const together = entries.length > 1 ? { batchId: newId() } : {}
    const turned = await this.#each(entries, (entry) => {
      const back = compensationOf(domain, entry)
      return back && this.#submit(back.command, back.input, { undoOf: entry.id, ...together })
    })
    const done = turned.filter(wasTaken).map(({ entry }) => entry)
    if (done.length > 0) this.undone.set([...this.undone.get(), { entries: done }])
    return turned
  }

  /** Does the last undone step again, in its old order. */
  async redo(): Promise<Turned[]> {
    const step = this.undone.get().at(-1)
    if (!step) return []
    this.undone.set(this.undone.get().slice(0, -1))
    const together = step.entries.length > 1 ? { batchId: newId() } : {}
    return this.#each([...step.entries].reverse(), ({ name, input, id }) => {
      const command = domain.commands.get(name)
      const again = command?.redo(asObject(input), newId)
      return again ? this.#submit(again.command, again.input, { causationId: id, ...together }) : null
    })
  }

  /** A command was given that is neither: the way forward is another one now. */
  forget(): void {
    if (this.undone.get().length > 0) this.undone.set([])
  }

  async #each(
    entries: readonly JournalEntry[],
    give: (entry: JournalEntry) => Promise<Submitted> | null | undefined,
  ): Promise<Turned[]> {
    const turned: Turned[] = []
    for (const entry of entries) {
      const answer = await give(entry)
      if (answer) turned.push({ entry, answer })
    }
    return turned
  }
}
