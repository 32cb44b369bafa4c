import type { JournalEntry } from '../../journal/entry.ts'

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** What an address has open: the last id in it is the most particular thing, such as the slot within its location. */
export const subjectOf = (address: string): string | null => address.match(uuid)?.at(-1) ?? null

/** Whether a command was about one of these rows, or is itself one of them. */
export function isAbout(entry: JournalEntry, ids: readonly string[]): boolean {
  const said = JSON.stringify([entry.id, entry.input, entry.outcome, entry.serverOutcome])
  return ids.some((id) => said.includes(id))
}
