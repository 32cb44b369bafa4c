import type { JournalEntry } from '../../src-renderer/journal/entry.ts'
import type { Told } from './clerk.ts'

/** An entry of the server's log, as far as desks are answerable for it. */
export interface Logged {
  id: string
  deskSeq: number
  verdict: 'applied' | 'adjusted' | 'rejected'
  version: number | null
}

export type Kept = Pick<JournalEntry, 'id' | 'name' | 'state' | 'deskSeq' | 'serverVersion'>

/** One desk at the end of the day. */
export interface DeskRecord {
  name: string
  /** What the script heard of each submit that resolved. */
  told: readonly Told[]
  /** In the order in which it was given. */
  journal: readonly Kept[]
  /** In the order in which the server ran it. */
  log: readonly Logged[]
}

/** What is wrong between what was promised, written down here, and recorded there; each in one sentence. */
export interface Findings {
  lost: string[]
  doubled: string[]
  /** Journal and log tell two stories, or the order of the desk was not kept. */
  differing: string[]
}

const stateOf = { applied: 'confirmed', adjusted: 'adjusted', rejected: 'rejected' } as const

const countById = (rows: readonly { id: string }[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const { id } of rows) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

/** SY-1, SY-2, SY-9 and SY-10, for one desk. */
export function findFaults({ name, told, journal, log }: DeskRecord): Findings {
  const entries = new Map(journal.map((entry) => [entry.id, entry]))
  const logged = new Map(log.map((entry) => [entry.id, entry]))
  const of = (id: string) => `${name}: ${entries.get(id)?.name ?? 'command'} ${id}`
  const promised = told.filter(({ state }) => state === 'held' || state === 'sending')
  const lost = [
    ...promised
      .filter(({ id }) => !entries.has(id))
      .map(({ id }) => `${of(id)} was accepted, and the journal has it not`),
    ...promised.filter(({ id }) => !logged.has(id)).map(({ id }) => `${of(id)} was accepted, and the log has it not`),
    ...journal
      .filter(({ id, state }) => state !== 'refused' && !logged.has(id))
      .map(({ id, state }) => `${of(id)} is ${state} in the journal, and the log has it not`),
  ]
  const twice = (rows: readonly { id: string }[], where: string) =>
    [...countById(rows)].filter(([, n]) => n > 1).map(([id, n]) => `${of(id)} is in the ${where} ${n} times`)
  const doubled = [
    ...twice(log, 'log'),
    ...twice(journal, 'journal'),
    ...log.filter(({ id }) => !entries.has(id)).map(({ id }) => `${of(id)} is in the log, and nobody gave it`),
  ]
  return { lost, doubled, differing: [...differences(entries, log, of), ...outOfOrder(name, log)] }
}

function differences(entries: ReadonlyMap<string, Kept>, log: readonly Logged[], of: (id: string) => string): string[] {
  return log.flatMap(({ id, verdict, version, deskSeq }) => {
    const entry = entries.get(id)
    if (!entry) return []
    if (entry.state !== stateOf[verdict])
      return [`${of(id)} is ${entry.state} in the journal and ${verdict} in the log`]
    if (entry.serverVersion !== version || entry.deskSeq !== deskSeq) {
      const [here, there] = [`${entry.deskSeq}/${entry.serverVersion}`, `${deskSeq}/${version}`]
      return [`${of(id)} has number and version ${here} in the journal and ${there} in the log`]
    }
    return []
  })
}

/** SY-2: a desk's numbers are 1, 2, 3 … in the order of the log. */
const outOfOrder = (name: string, log: readonly Logged[]): string[] => {
  const at = log.findIndex(({ deskSeq }, index) => deskSeq !== index + 1)
  return at === -1 ? [] : [`${name}: the command in place ${at + 1} has the number ${log[at]?.deskSeq}`]
}

/** One change of who holds a slot, in the order of the log. */
export interface SlotChange {
  slotId: string
  event: string
  membershipId: string | null
  toStatus: string
}

/** Slots that were given to one membership while another held them, or are not as their changes left them. */
export function heldTwice(
  changes: readonly SlotChange[],
  now: readonly { slotId: string; membershipId: string | null }[],
): string[] {
  const holders = new Map<string, string>()
  const given = changes.flatMap(({ slotId, event, membershipId, toStatus }) => {
    const before = holders.get(slotId)
    if (toStatus === 'available' || event === 'membership_ended' || membershipId === null) holders.delete(slotId)
    else holders.set(slotId, membershipId)
    const taken = event === 'allocated' && before !== undefined && before !== membershipId
    return taken ? [`slot ${slotId} was given to ${membershipId} while ${before} held it`] : []
  })
  const otherwise = now.filter(({ slotId, membershipId }) => membershipId !== (holders.get(slotId) ?? null))
  return [...given, ...otherwise.map(({ slotId }) => `slot ${slotId} has not the holder that its history says`)]
}
