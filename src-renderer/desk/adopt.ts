import type { JournalEntry } from '../journal/entry.ts'
import { deliver, type SubmitParts, type Submitted } from './submit.ts'

/**
 * DX-R35: gives a command of saved work as one's own, under the id it has: should the desk it comes from send it after
 * all, it is still done once (SY-1). Whoever takes it over is its author, by whose rights it is judged, now; that it
 * came out of a file is its cause.
 */
export async function adopt(
  { client, journal }: SubmitParts,
  entry: JournalEntry,
  savedId: string,
): Promise<Submitted> {
  const { id, name, version, input, tenantId } = entry
  const { dependsOn: _, ...meta } = entry.meta
  const { user } = client.state.get().status ?? {}
  if (!user) return { state: 'kept', id }
  const command = { id, name, version, input, at: new Date().toISOString(), meta: { causationId: savedId, ...meta } }
  await journal.append({ ...command, actorId: user.id, tenantId })
  return deliver({ client, journal }, command)
}
