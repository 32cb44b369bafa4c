import { z } from 'zod'
import type { CallFailure } from '../../../../src-main/desk/api/desk-api.ts'
import { instant } from '../../../../src-shared/kernel/calendar.ts'
import { id } from '../../../../src-shared/kernel/id.ts'
import { rejection } from '../../../../src-shared/kernel/rejection.ts'
import type { Desk } from '../../../desk/desk.ts'
import type { Called } from '../../../desk/desk-client.ts'
import { journalEntry } from '../../../journal/entry.ts'

/** A file of saved work that was opened here, kept until it is done with. */
export const openedWork = z.object({
  savedId: id,
  savedAt: instant,
  desk: z.object({ id, name: z.string() }),
  /** Those of the organisation that is signed in to, in the order in which they were given. */
  entries: z.array(journalEntry),
  /** Ids of those that were left out. */
  left: z.array(id),
})
export type OpenedWork = z.infer<typeof openedWork>

const openedPart = openedWork.omit({ left: true }).extend({ part: z.int(), of: z.int(), publicKey: z.string() })

const failed = (failure: CallFailure): { ok: false; failure: CallFailure } => ({ ok: false, failure })

/**
 * Opens a file of saved work. Refused: no right, another passphrase, another organisation's alone, a file that was
 * changed, or of which parts are missing or another's.
 */
export async function openWork({ client }: Desk, text: string, passphrase: string): Promise<Called<OpenedWork>> {
  const lines = text.split('\n').filter((each) => each.trim() !== '')
  const parts: z.infer<typeof openedPart>[] = []
  let foreign: CallFailure | null = null
  for (const line of lines) {
    const opened = await client.callFor('rescueOpen', { line, passphrase }, openedPart)
    if (opened.ok) parts.push(opened.value)
    else if (opened.failure.code === 'rescue_other_tenant') foreign = opened.failure
    else return opened
  }
  const [first] = parts
  if (!first) return failed(foreign ?? rejection('rescue_broken'))
  const whole = first.of === lines.length && new Set(parts.map(({ part }) => part)).size === parts.length
  const one = parts.every(({ savedId, publicKey }) => savedId === first.savedId && publicKey === first.publicKey)
  if (!whole || !one) return failed(rejection('rescue_broken'))
  const { savedId, savedAt, desk } = first
  const entries = parts.flatMap((part) => part.entries).sort((a, b) => a.order - b.order)
  return { ok: true, value: { savedId, savedAt, desk, entries, left: [] } }
}
