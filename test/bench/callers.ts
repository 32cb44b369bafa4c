import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { tell } from './stage/desk-of-bench.ts'
import { LightDesk, pushedForm } from './stage/light-desk.ts'

/**
 * Callers who give commands one after another, each as soon as the one before is answered: allocate a free slot of a
 * location, release it, and so on. Against the real server (`push`) or against the plain endpoint.
 */

const caller = z.object({
  token: z.string(),
  tenantId: z.string(),
  userId: z.string(),
  membershipId: z.string(),
  locationId: z.string(),
})
const input = z.object({
  url: z.string(),
  endpoint: z.enum(['push', 'plain']),
  callers: z.array(caller),
  warmSeconds: z.number(),
  seconds: z.number(),
})
type Caller = z.infer<typeof caller>

const { url, endpoint, callers, warmSeconds, seconds } = input.parse(JSON.parse(process.argv[2] ?? ''))

/** How a caller gives one command and hears what slots it was about. */
type Give = (name: 'allocate' | 'release', input: JsonObject) => Promise<string[]>

const slotIds = z.object({ slotIds: z.array(z.string()) })

function overPush(line: LightDesk, { userId }: Caller): Give {
  let deskSeq = 0
  return async (name, given) => {
    deskSeq += 1
    const command = pushedForm(deskSeq, userId, { id: newId(), name: `plant-slots.${name}`, input: given })
    const [verdict] = await line.push([command])
    if (verdict?.verdict !== 'applied') throw new Error(`${name}: ${JSON.stringify(verdict)}`)
    return slotIds.parse(verdict.outcome).slotIds
  }
}

const plainAnswer = slotIds.extend({ retries: z.number() })
let retries = 0

function overPlain(line: LightDesk, { tenantId, userId }: Caller): Give {
  return async (name, given) => {
    const { body } = await line.post(`/${name}`, { commandId: newId(), tenantId, userId, ...given })
    const answer = plainAnswer.parse(JSON.parse(body))
    retries += answer.retries
    return answer.slotIds
  }
}

const begin = performance.now() + warmSeconds * 1000
const end = begin + seconds * 1000
const latencies: number[] = []

async function call(each: Caller): Promise<void> {
  const line = new LightDesk(url, each.token)
  const give = endpoint === 'push' ? overPush(line, each) : overPlain(line, each)
  const { membershipId, locationId } = each
  const timed = async (name: 'allocate' | 'release', given: JsonObject): Promise<string[]> => {
    const sent = performance.now()
    const slots = await give(name, given)
    const done = performance.now()
    // What began in the warm-up counts too: a slow answer must not drop out for being slow.
    if (done >= begin && done <= end) latencies.push(done - sent)
    return slots
  }
  while (performance.now() < end) {
    const pick = { quantity: 1, locationId }
    const slots = await timed('allocate', endpoint === 'push' ? { membershipId, pick } : { membershipId, locationId })
    await timed('release', { slotIds: slots, membershipId })
  }
  line.close()
}

await Promise.all(callers.map(call))
tell({ latencies, perSecond: latencies.length / seconds, retries })
