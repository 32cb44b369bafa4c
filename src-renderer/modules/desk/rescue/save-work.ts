import { z } from 'zod'
import { newId } from '../../../../src-shared/kernel/id.ts'
import { asJson, type JsonObject } from '../../../../src-shared/kernel/json.ts'
import type { Desk } from '../../../desk/desk.ts'
import type { Called } from '../../../desk/desk-client.ts'
import type { JournalEntry } from '../../../journal/entry.ts'

/** What one part may weigh before it is sealed, which makes it a third heavier: it must fit through the door (bytes). */
const partBytes = 1024 * 1024

/** Parts of the journal, each of one organisation and small enough to travel. */
function partsOf(entries: readonly JournalEntry[]): { tenantId: string; entries: JsonObject[] }[] {
  const parts: { tenantId: string; entries: JsonObject[] }[] = []
  let room = 0
  for (const entry of entries) {
    const json = asJson(entry)
    const weight = new TextEncoder().encode(JSON.stringify(json)).length + 1
    const last = parts.at(-1)
    room -= weight
    if (last && last.tenantId === entry.tenantId && room >= 0) last.entries.push(json)
    else {
      parts.push({ tenantId: entry.tenantId, entries: [json] })
      room = partBytes - weight
    }
  }
  return parts
}

const line = z.string()

/** DX-R35: all that is unsent on this machine as the text of a file, sealed by a passphrase and signed by the desk. */
export async function sealUnsent({ client, journal }: Desk, passphrase: string): Promise<Called<string>> {
  // They come in the order in which they were given; of each organisation in that order they stay.
  const unsent = [...Map.groupBy(await journal.unsent(), ({ tenantId }) => tenantId).values()].flat()
  const parts = partsOf(unsent)
  const savedId = newId()
  const lines: string[] = []
  for (const [n, { tenantId, entries }] of parts.entries()) {
    const input = { savedId, part: n + 1, of: parts.length, tenantId, passphrase, entries }
    const sealed = await client.callFor('rescueSeal', input, line)
    if (!sealed.ok) return sealed
    lines.push(sealed.value)
  }
  return { ok: true, value: `${lines.join('\n')}\n` }
}
