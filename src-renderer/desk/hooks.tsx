import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { z } from 'zod'
import type { CallFailure } from '../../src-main/desk/api/desk-api.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import type { InputOf, OutputOf, Query } from '../../src-shared/kernel/query.ts'
import { attention } from '../../src-shared/modules/desk/attention-queries.ts'
import type { JournalEntry } from '../journal/entry.ts'
import type { LiveEntries } from '../journal/live-entries.ts'
import { type UndoStep, undoSteps } from '../journal/undo-steps.ts'
import { type Matter, matterOfEntry, matterOfItem } from './attention.ts'
import { type Desk, theDesk } from './desk.ts'
import type { DeskState } from './desk-client.ts'
import type { Submitted } from './submit.ts'
import type { TakeBack } from './take-back.ts'
import type { SharedWatch, WatchState } from './watches.ts'

const Context = createContext<Desk | null>(null)

/** Gives the screens below it the desk; without one, that of this window. */
export function DeskProvider({ desk = theDesk(), children }: { desk?: Desk; children: ReactNode }) {
  return <Context value={desk}>{children}</Context>
}

/** The desk itself, for what has no hook: `client.call`, `takeAlternative`, `settle`, `journal.page`. */
export function useDesk(): Desk {
  const desk = use(Context)
  if (!desk) throw new Error('There is no DeskProvider above this screen')
  return desk
}

/** The line to the desk, what the desk says of itself, and whether the browser promised to keep the journal. */
export function useStatus(): DeskState & { durable: boolean | null } {
  const { client, durable } = useDesk()
  const state = useSyncExternalStore(client.state.subscribe, client.state.get)
  const kept = useSyncExternalStore(durable.subscribe, durable.get)
  return useMemo(() => ({ ...state, durable: kept }), [state, kept])
}

export interface Answer<Output> {
  /** The newest result; while a changed question waits for its first, the result of the one before it. */
  value: Output | undefined
  /** Why there is no newer one. */
  failure: CallFailure | null
  /** Whether `value` is not the answer to this very question yet. */
  loading: boolean
}

const nothing: WatchState = { value: undefined, failure: null }
/** What a screen looks at that does not ask yet. */
const silent: SharedWatch = { get: () => nothing, subscribe: () => () => {} }

/**
 * A query, live. `input` null asks nothing. When the input changes, the former value stays until the new one comes,
 * unless `key` changes too: give the subject's id, so that nobody sees one client's figures under another's name.
 */
export function useWatch<Q extends Pick<Query, 'name'>>(
  query: Q,
  input: InputOf<Q> | null,
  key = '',
): Answer<OutputOf<Q>> {
  const { watches } = useDesk()
  const watch = input === null ? silent : watches.of(query.name, input)
  const { value, failure } = useSyncExternalStore(watch.subscribe, watch.get)
  const [last, setLast] = useState({ key, value })
  const newer = value !== undefined && value !== last.value
  if (newer || last.key !== key) setLast({ key, value })
  const shown = value ?? (last.key === key ? last.value : undefined)
  return {
    // The desk runs this very query: its name stands for its types.
    value: shown as OutputOf<Q> | undefined,
    failure,
    loading: input !== null && value === undefined && failure === null,
  }
}

/** Gives commands: see `Desk.submit`. */
export function useSubmit(): Desk['submit'] {
  const desk = useDesk()
  return useCallback<Desk['submit']>((name, input, meta): Promise<Submitted> => desk.submit(name, input, meta), [desk])
}

/** Who asks for what: their own and what has waited too long for them, or everybody's, or what they put off. */
export interface WhichMatters {
  state?: 'open' | 'snoozed'
  everybodys?: boolean
}

/**
 * What needs the person: what the server decided otherwise, urgent ones first, and what only this desk knows of. Null
 * until both have been read.
 */
export function useAttention({ state = 'open', everybodys = false }: WhichMatters = {}): readonly Matter[] | null {
  const items = useWatch(attention, { state, everybodys }).value?.items
  const entries = useOwn(useDesk().attention)
  const actor = useStatus().status?.user?.id
  return useMemo(() => {
    if (!items || !entries) return null
    const mine = state === 'open' ? entries.filter(({ actorId }) => actorId === actor) : []
    return [...items.map(matterOfItem), ...mine.map(matterOfEntry)]
  }, [items, entries, state, actor])
}

/** Commands without a verdict, in the order in which they were given; null until they have been read. */
export const useOutbox = (): readonly JournalEntry[] | null => useOwn(useDesk().outbox)

/** What Ctrl+Z would take back, and what Ctrl+Shift+Z would do again; null where there is nothing. */
export function useTakeBack(): { back: UndoStep | null; again: UndoStep | null; takeBack: TakeBack } {
  const { undoable, takeBack } = useDesk()
  const entries = useOwn(undoable)
  const undone = useSyncExternalStore(takeBack.undone.subscribe, takeBack.undone.get)
  const actor = useStatus().status?.user?.id ?? ''
  const back = useMemo(() => undoSteps(entries ?? [], actor, new Date())[0] ?? null, [entries, actor])
  return { back, again: undone.at(-1) ?? null, takeBack }
}

/** Those of the organisation that is signed in to. */
function useOwn(list: LiveEntries): readonly JournalEntry[] | null {
  const entries = useSyncExternalStore(list.subscribe, list.get)
  const tenant = useStatus().status?.tenant?.id
  return useMemo(() => entries?.filter(({ tenantId }) => tenantId === tenant) ?? null, [entries, tenant])
}

/** One entry of the journal, live; null where there is none, or it has not been read. */
export function useJournalEntry(id: string | null): JournalEntry | null {
  const { journal } = useDesk()
  const [entry, setEntry] = useState<JournalEntry | null>(null)
  useEffect(() => {
    if (id === null) return
    let heard = false
    const written = journal.written.subscribe((entries) => {
      const news = entries.find((each) => each.id === id)
      if (!news) return
      heard = true
      setEntry(news)
    })
    // What is written while the disk is read is newer than what is read.
    const read = () =>
      journal.entry(id).then(
        (found) => heard || setEntry(found),
        () => {},
      )
    void read()
    const owned = journal.owned.subscribe(() => void read())
    return () => {
      heard = true
      written.unsubscribe()
      owned.unsubscribe()
    }
  }, [journal, id])
  return entry?.id === id ? entry : null
}

const unconfirmed = z.object({ rows: z.record(z.string(), z.enum(['held', 'sending', 'at_risk'])) })
type Unconfirmed = z.infer<typeof unconfirmed>['rows'][string]
/** The answer is read once for all rows of a screen. */
const readAnswers = new WeakMap<object, Record<string, Unconfirmed>>()

function certaintiesIn(value: Json | undefined): Record<string, Unconfirmed> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const known = readAnswers.get(value)
  if (known) return known
  const read = unconfirmed.safeParse(value)
  if (!read.success) return undefined
  readAnswers.set(value, read.data.rows)
  return read.data.rows
}

/**
 * How sure a row is (DX-R1): the worst of the unconfirmed commands that touched it; null where there is none, so that
 * it is as the server has it; undefined while that is not known (DX-R2).
 */
export function useCertainty(rowId: string): Unconfirmed | null | undefined {
  const { watches } = useDesk()
  const watch = watches.of('desk.unconfirmed', {})
  // The row's own word, so that news of one row draws one row.
  return useSyncExternalStore(watch.subscribe, () => {
    const rows = certaintiesIn(watch.get().value)
    return rows && (rows[rowId] ?? null)
  })
}
