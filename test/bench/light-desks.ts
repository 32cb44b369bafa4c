import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { pause } from './measure/sample.ts'
import { hearCommits, now } from './stage/commits.ts'
import { tell } from './stage/desk-of-bench.ts'
import { LightDesk, pushedForm } from './stage/light-desk.ts'

/**
 * Desks that hold a live socket and pull at every poke, and one more that gives a command now and then. Tells for each
 * command when it was committed, and how long after that each desk had its row.
 */

const input = z.object({
  server: z.string(),
  databaseUrl: z.string(),
  tokens: z.array(z.string()),
  writer: z.object({ token: z.string(), userId: z.string(), membershipId: z.string(), locationId: z.string() }),
  commands: z.number(),
  paceMs: z.number(),
})

const { server, databaseUrl, tokens, writer, commands, paceMs } = input.parse(JSON.parse(process.argv[2] ?? ''))
const commits = await hearCommits(databaseUrl)

const seen: { version: number; at: number }[] = []

async function open(token: string): Promise<LightDesk> {
  const desk = new LightDesk(server, token)
  let cursor = await desk.cursor()
  let wanted = cursor.version
  let pulling = false
  const pull = async (): Promise<void> => {
    if (pulling) return
    pulling = true
    while (wanted > cursor.version) {
      const pulled = await desk.pull(cursor)
      const at = now()
      for (const row of pulled.tables.plant_slots?.rows ?? []) seen.push({ version: Number(row.row_version), at })
      cursor = pulled.cursor
    }
    pulling = false
  }
  await desk.live((version) => {
    wanted = Math.max(wanted, version)
    void pull()
  })
  return desk
}

const desks = await Promise.all(tokens.map(open))
const writing = new LightDesk(server, writer.token)
const { userId, membershipId, locationId } = writer
let held: string[] = []
const outcome = z.object({ slotIds: z.array(z.string()) })
const given: { version: number; at: number }[] = []
for (let n = 0; n < commands; n += 1) {
  await pause(paceMs)
  const command: { name: string; input: JsonObject } =
    held.length > 0
      ? { name: 'plant-slots.release', input: { membershipId, slotIds: held } }
      : { name: 'plant-slots.allocate', input: { membershipId, pick: { quantity: 1, locationId } } }
  const [verdict] = await writing.push([pushedForm(n + 1, userId, { id: newId(), ...command })])
  if (verdict?.verdict !== 'applied' || verdict.version === undefined) throw new Error(JSON.stringify(verdict))
  held = held.length > 0 ? [] : outcome.parse(verdict.outcome).slotIds
  given.push({ version: verdict.version, at: commits.at.get(verdict.version) ?? now() })
}
await pause(3000)
for (const desk of [...desks, writing]) desk.close()
await commits.close()
const commitOf = new Map(given.map(({ version, at }) => [version, commits.at.get(version) ?? at]))
tell({
  commits: [...commitOf.values()],
  delays: seen.flatMap(({ version, at }) => {
    const since = commitOf.get(version)
    return since === undefined ? [] : [at - since]
  }),
})
