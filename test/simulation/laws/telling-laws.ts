import { canonicalJson } from '../../../src-shared/kernel/json.ts'
import type { Spoken } from '../model/state.ts'
import { type Owed, owedAfter, quiet } from '../model/telling.ts'
import { must } from './broken.ts'
import type { Entry, Truth } from './truth.ts'

const telling: readonly string[] = ['desk.raise-attention', 'desk.extend-attention', 'desk.close-attention']

/** DX-R7: what people are told of a verdict stands right behind it in the log, in the same commit, and nothing else. */
export class TellingLaws {
  readonly #truth: Truth
  #owed: Owed[] = []

  constructor(truth: Truth) {
    this.#truth = truth
  }

  /** Before an entry is taken in: whether it is what had to come next. */
  follows(entry: Entry): void {
    const owed = this.#owed.shift()
    const is = `${entry.name} ${canonicalJson(entry.input)}`
    if (!owed) {
      must(!telling.includes(entry.name), 'DX-R7', () => `Nobody had to be told, and there is ${is}`)
      return
    }
    const cause = this.#truth.log.findLast(({ desk_id }) => desk_id !== null)
    const input = Object(entry.input)
    const says = Object.entries(owed.input).every(([field, value]) => input[field] === value)
    const because = entry.meta.causationId === cause?.command_id && entry.desk_id === null
    must(
      entry.name === owed.name && says && because,
      'DX-R7',
      () => `After ${cause?.name} ${cause?.command_id}: owed ${owed.name} ${canonicalJson(owed.input)}, found ${is}`,
    )
  }

  /** After an entry was taken in: what it owes. */
  spoken({ command_id }: Entry): void {
    const { state } = this.#truth.model
    const said: Spoken | undefined = state.spoken.get(command_id)
    if (said) this.#owed.push(...owedAfter(state, said))
  }

  /** At a commit. */
  nothingOwed(): void {
    const [left] = this.#owed.splice(0)
    must(!left, 'DX-R7', () => `Committed without ${left?.name} ${canonicalJson(left?.input ?? null)}`)
  }

  /** In the end each refusal that is somebody's business is in one item. */
  eachOnce(): void {
    const { items, spoken } = this.#truth.model.state
    for (const { id, deskId, verdict, code } of spoken.all()) {
      if (deskId === null || verdict !== 'rejected' || quiet.includes(code ?? '')) continue
      const about = items
        .all()
        .flatMap((item) => [...(item.kind === 'duplicate' ? [] : [item.commandId]), ...item.dependents, ...item.tried])
        .filter((each) => each === id)
      must(about.length === 1, 'DX-R7', () => `${id}, refused ${code}, is in ${about.length} items`)
    }
    const open = items.where(({ state, kind }) => state === 'open' && kind !== 'duplicate')
    const twice = open.find(({ id, commandId }) =>
      open.some((other) => other.id !== id && other.commandId === commandId),
    )
    must(!twice, 'DX-R7', () => `${twice?.commandId} has two open items`)
  }
}
