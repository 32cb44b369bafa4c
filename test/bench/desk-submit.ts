import { z } from 'zod'
import type { Desk } from '../../src-main/desk/desk.ts'
import { HttpConnection } from '../../src-main/desk/server-connection.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { pause } from './measure/sample.ts'
import { current, openDesk, tell } from './stage/desk-of-bench.ts'

/**
 * Submit → held here, in the desk: allocations of two slots each, given at the pace of a quick person, while a board and a list
 * of what is unconfirmed are watched. First with the network, then without.
 */

const input = z.object({
  folder: z.string(),
  server: z.string(),
  credentials: z.object({ email: z.string(), password: z.string() }),
  locationId: z.string(),
  membershipIds: z.array(z.string()),
  /** Between a command's answer and the next command (ms). */
  paceMs: z.number(),
})

const { folder, server, credentials, locationId, membershipIds, paceMs } = input.parse(
  JSON.parse(process.argv[2] ?? ''),
)
const desk = await openDesk(folder, new HttpConnection(server))
const signedIn = await desk.signIn(credentials.email, credentials.password)
if (!signedIn.ok) throw new Error(`Not signed in: ${signedIn.failure.code}`)
await current(desk)
desk.watch('plant-slots.board', { locationId }, () => undefined)
let heardUnconfirmed = (): void => undefined
desk.watch('desk.unconfirmed', {}, () => heardUnconfirmed())
await pause(500)

/** Gives one command; how long until it is held here, and until what watches has been told (ms). */
async function give(name: string, given: JsonObject): Promise<{ held: number; told: number }> {
  const toldAt = new Promise<number>((done) => {
    heardUnconfirmed = () => done(performance.now())
  })
  const command = { id: newId(), name, version: 1, input: given, at: new Date().toISOString(), meta: {} }
  const began = performance.now()
  const answer = await desk.submit(command)
  const held = performance.now() - began
  if (!answer.ok || answer.value.state !== 'held') throw new Error(`Not held: ${JSON.stringify(answer)}`)
  return { held, told: (await toldAt) - began }
}

async function giveAll(membershipsOf: readonly string[]): Promise<{ held: number[]; told: number[] }> {
  const all = { held: [] as number[], told: [] as number[] }
  for (const membershipId of membershipsOf) {
    const { held, told } = await give('plant-slots.allocate', { membershipId, pick: { quantity: 2 } })
    all.held.push(held)
    all.told.push(told)
    // Not in step with anything else that has a rhythm.
    await pause(paceMs * (0.5 + Math.random()))
  }
  return all
}

// The first ones find an engine that has compiled nothing yet.
const warm = 10
const half = warm + Math.floor((membershipIds.length - warm) / 2)
await giveAll(membershipIds.slice(0, warm))
const online = await giveAll(membershipIds.slice(warm, half))
await settled(desk)
desk.workOffline(true)
const offline = await giveAll(membershipIds.slice(half))
await desk.close()
tell({ online, offline })

async function settled(open: Desk): Promise<void> {
  await current(open)
  await pause(300)
}
