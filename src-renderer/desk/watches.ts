import type { CallFailure } from '../../src-main/desk/api/desk-api.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import type { DeskClient } from './desk-client.ts'
import { Store } from './store.ts'

export interface WatchState {
  /** The newest result; undefined before the first. */
  value: Json | undefined
  /** Why there is no newer one. */
  failure: CallFailure | null
}

/** A question kept open at the desk while somebody looks. */
export interface SharedWatch {
  get(): WatchState
  subscribe(listener: () => void): () => void
}

/** So long a question stays open after the last one left it (ms): who comes back at once finds the answer there. */
const lingering = 2000

/** The questions of this window's screens. Equal ones are asked once. */
export class Watches {
  readonly #client: DeskClient
  readonly #open = new Map<string, SharedWatch>()

  constructor(client: DeskClient) {
    this.#client = client
  }

  /** The watch of a query with an input. Inputs are compared as JSON texts: another order of keys is only asked twice. */
  of(name: string, input: unknown): SharedWatch {
    const text = JSON.stringify(input) ?? 'null'
    const key = `${name} ${text}`
    const known = this.#open.get(key)
    if (known) return known
    const watch = this.#share(key, name, JSON.parse(text))
    this.#open.set(key, watch)
    return watch
  }

  #share(key: string, name: string, input: Json): SharedWatch {
    const state = new Store<WatchState>({ value: undefined, failure: null })
    let lookers = 0
    let stop: (() => void) | undefined
    const start = (): void => {
      stop = this.#client.watch(name, input, (told) => {
        const { value } = state.get()
        state.set('failure' in told ? { value, failure: told.failure } : { value: told.value, failure: null })
      })
    }
    const end = (): void => {
      stop?.()
      stop = undefined
      if (this.#open.get(key) === watch) this.#open.delete(key)
    }
    // A screen that is drawn and never shown looks at nothing.
    let leaving = setTimeout(() => end(), lingering)
    const watch: SharedWatch = {
      get: state.get,
      subscribe: (listener) => {
        clearTimeout(leaving)
        lookers += 1
        this.#open.set(key, watch)
        if (!stop) start()
        const unsubscribe = state.subscribe(listener)
        return () => {
          unsubscribe()
          lookers -= 1
          if (lookers === 0) leaving = setTimeout(end, lingering)
        }
      },
    }
    return watch
  }
}
