import type { Submitted } from '../../../src-renderer/desk/submit.ts'
import { type EntryState, hasVerdict, isUnsent, type JournalEntry } from '../../../src-renderer/journal/entry.ts'
import { canonicalJson } from '../../../src-shared/kernel/json.ts'
import { must } from './broken.ts'
import type { Truth } from './truth.ts'

/** States of commands that never left this machine. */
const gone: readonly EntryState[] = ['refused', 'withdrawn']

/** What people were told and what their machine wrote down, against what the server has said. */
export class JournalLaws {
  readonly #truth: Truth
  /** Commands that somebody was told are held, with the outcome they were told. */
  readonly #promised = new Map<string, string>()

  constructor(truth: Truth) {
    this.#truth = truth
  }

  /** What a person was told at the click. */
  told(answer: Submitted): void {
    if (answer.state === 'held') this.#promised.set(answer.id, canonicalJson(answer.outcome))
  }

  /** SY-7: a verdict that is written down, or shown, has been committed before. */
  wrote(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      const ran = entry.state === 'withdrawn' && this.#truth.byCommand.has(entry.id)
      must(!ran, 'DX-R19', () => `${entry.name} ${entry.id} was withdrawn, and the server has it`)
      if (!hasVerdict(entry) || this.#truth.undone.has(entry.id)) continue
      const logged = this.#truth.byCommand.get(entry.id)
      must(logged !== undefined, 'SY-7', () => `${entry.name} ${entry.id} is ${entry.state}, the log knows nothing`)
      const states = { applied: 'confirmed', adjusted: 'adjusted', rejected: 'rejected' }
      must(
        entry.state === states[logged.verdict],
        'SY-10',
        () => `${entry.id} is ${entry.state}, was ${logged.verdict}`,
      )
      must(
        entry.rejection?.code === logged.rejection?.code,
        'SY-10',
        () => `${entry.id} says ${entry.rejection?.code}, the log ${logged.rejection?.code}`,
      )
    }
  }

  /** SY-8…SY-10: in the end everything that was written down has one verdict, and nothing that was promised is gone. */
  settled(name: string, entries: readonly JournalEntry[]): void {
    const open = entries.find(isUnsent)
    must(!open, 'SY-8', () => `${name} still waits for ${open?.name} ${open?.id}, ${open?.state}`)
    this.wrote(entries)
    for (const entry of entries) {
      const logged = this.#truth.byCommand.get(entry.id)
      if (entry.state === 'refused') {
        must(!logged, 'SY-9', () => `${entry.id} was refused here, and the server has it as ${logged?.verdict}`)
        must(!this.#promised.has(entry.id), 'SY-9', () => `${entry.id} was promised, then refused`)
      }
      if (entry.state === 'rejected') this.#toldOfDependents(entry, entries)
      const promise = this.#promised.get(entry.id)
      if (promise !== undefined && logged) {
        must(canonicalJson(logged.told) === promise, 'SY-9', () => `${entry.id}: told ${promise}, sent ${logged.told}`)
      }
    }
  }

  /** SY-10: a rejection lists the commands of that desk that leaned on it. */
  #toldOfDependents({ id, dependents }: JournalEntry, entries: readonly JournalEntry[]): void {
    const leaning = entries.filter(({ state, dependsOn }) => !gone.includes(state) && dependsOn.includes(id))
    const left = leaning.find((other) => !dependents.includes(other.id))
    must(!left, 'SY-10', () => `The rejection of ${id} says nothing of ${left?.id}, which leaned on it`)
  }

  /** SY-9: every command in the log that came from these desks is in a journal. */
  contains(written: ReadonlySet<string>): void {
    for (const { command_id, desk_id, name } of this.#truth.log) {
      if (desk_id !== null) must(written.has(command_id), 'SY-9', () => `${name} ${command_id} is in no journal`)
    }
    for (const id of this.#promised.keys())
      must(written.has(id), 'SY-9', () => `${id} was promised, and is in no journal`)
  }
}
