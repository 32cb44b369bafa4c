import { type DeskStatus, type Journalled, maxMessageBytes, type Progress } from '../../src-main/desk/api/desk-api.ts'
import { isNotYet } from '../journal/advance.ts'
import { asJournalled } from '../journal/entry.ts'
import type { Journal } from '../journal/journal.ts'
import type { DeskClient, DeskState } from './desk-client.ts'

/** The door takes so many entries at once, and so many bytes; some are for the message's own words. */
const maxEntries = 10_000
const maxBytes = maxMessageBytes - 1024

/** A desk that could not take what is unsent is told again, soon at first, then less often (ms). */
const shortestWait = 1000
const longestWait = 60_000

const bytes = new TextEncoder()

/** Parts that fit through the door, in order. */
export function* portions(entries: readonly Journalled[]): Generator<Journalled[]> {
  let portion: Journalled[] = []
  let size = 0
  for (const entry of entries) {
    const weight = bytes.encode(JSON.stringify(entry)).length + 1
    if (portion.length > 0 && (portion.length === maxEntries || size + weight > maxBytes)) {
      yield portion
      portion = []
      size = 0
    }
    portion.push(entry)
    size += weight
  }
  if (portion.length > 0) yield portion
}

/** Whose entries a desk takes: those of the organisation it has open; null while there is none. */
const takesOf = ({ link, status }: DeskState): string | null =>
  link === 'connected' && status?.user && hasReplica(status) ? (status.tenant?.id ?? null) : null

const hasReplica = ({ connection }: DeskStatus): boolean => connection !== 'starting' && connection !== 'signed_out'

/**
 * Keeps journal and desk in step, in the one window that writes the journal: what the desk says is noted, verdicts on
 * disk are acknowledged so that the desk may forget them, and a desk that comes (back) is told what is unsent. Gives
 * what ends it.
 */
export function keepJournal(client: DeskClient, journal: Journal): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = shortestWait
  let owed = true
  let restoring = false

  const note = async (entries: Progress[]): Promise<void> => {
    if (!journal.owns) return
    const ids = await journal.note(entries, 'event')
    if (ids.length > 0) await client.call('acknowledge', { ids })
  }
  const restore = async (tenant: string): Promise<boolean> => {
    const unsent = (await journal.unsent()).filter(({ tenantId }) => tenantId === tenant)
    for (const entries of portions(unsent.map(asJournalled))) {
      const answer = await client.call('restore', { entries })
      if (!answer.ok) return false
    }
    return true
  }
  const pay = async (): Promise<void> => {
    const tenant = takesOf(client.state.get())
    if (!owed || restoring || !journal.owns || tenant === null) return
    restoring = true
    owed = false
    const told = await restore(tenant).catch(() => false)
    restoring = false
    owed ||= !told
    if (owed) payLater()
  }
  const payLater = (): void => {
    if (timer) return
    timer = setTimeout(() => {
      timer = undefined
      void pay()
    }, wait)
    wait = Math.min(wait * 2, longestWait)
  }
  const owe = (): void => {
    owed = true
    wait = shortestWait
    void pay()
  }
  const oweLater = (): void => {
    owed = true
    payLater()
  }

  let told = { to: takesOf(client.state.get()), user: client.state.get().status?.user?.id }
  const ends = [
    client.onProgress((entries) => {
      // What could not be written down is not acknowledged: the desk says it again.
      note(entries).catch(() => {})
      if (entries.some(isNotYet)) oweLater()
      else wait = shortestWait
    }),
    client.state.subscribe(() => {
      const before = told
      told = { to: takesOf(client.state.get()), user: client.state.get().status?.user?.id }
      // A desk that was away may be another process; one that nobody was signed in to has taken nothing.
      if (told.to !== before.to || told.user !== before.user) owe()
    }),
  ]
  const subscriptions = [journal.owned.subscribe(owe), journal.reminded.subscribe(oweLater)]
  void pay()
  return () => {
    clearTimeout(timer)
    for (const end of ends) end()
    for (const subscription of subscriptions) subscription.unsubscribe()
  }
}
