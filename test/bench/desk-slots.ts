import { z } from 'zod'
import { HttpConnection } from '../../src-main/desk/server-connection.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { Costs, costed } from './measure/cost.ts'
import { pause } from './measure/sample.ts'
import { ask, openDesk, tell } from './stage/desk-of-bench.ts'

/**
 * Allocations of six slots each on a desk without a network, given at the pace of a quick person while the board of a
 * thousand slots is open; then slots of that board are released, and it is told. And what boards and a scanned slot cost
 * the desk.
 */

const input = z.object({
  folder: z.string(),
  times: z.int(),
  boardId: z.string(),
  locationIds: z.array(z.string()),
  /** Memberships with room for more. */
  membershipIds: z.array(z.string()),
})
const { folder, times, boardId, locationIds, membershipIds } = input.parse(JSON.parse(process.argv[2] ?? ''))

/** What nobody answers: the desk has been cut off since its first sync. */
const nobody = 'http://127.0.0.1:9'
const desk = await openDesk(folder, new HttpConnection(nobody))
desk.workOffline(true)
const warm = 5

const slot = z.object({ id: z.string(), number: z.string(), membershipId: z.string().nullable() })
const shown = z.array(slot).parse(await ask(desk, 'plant-slots.board', { locationId: boardId }))
const boards = new Costs()
const cards = new Costs()
for (let n = 0; n < times + warm; n += 1) {
  const board = await costed(() => ask(desk, 'plant-slots.board', { locationId: boardId }))
  const chosen = shown[(n * 7919) % shown.length]
  const card = await costed(async () => {
    await ask(desk, 'desk.resolve-code', { code: chosen?.number ?? '' })
    await ask(desk, 'plant-slots.slot', { slotId: chosen?.id ?? '' })
  })
  if (n < warm) continue
  boards.add(board)
  cards.add(card)
}

let heardBoard = (): void => undefined
desk.watch('plant-slots.board', { locationId: boardId }, () => heardBoard())
desk.watch('desk.unconfirmed', {}, () => undefined)
await pause(1000)

/** Gives a command and waits until it is held here. */
async function give(name: string, about: JsonObject): Promise<void> {
  const command = { id: newId(), name, version: 1, input: about, at: new Date().toISOString(), meta: {} }
  const answer = await desk.submit(command)
  if (!answer.ok || answer.value.state !== 'held') throw new Error(`Not held: ${JSON.stringify(answer)}`)
}

const held = new Costs()
for (let n = 0; n < times + warm; n += 1) {
  const locationId = locationIds[n % locationIds.length] ?? ''
  const pick: JsonObject = n % 3 === 0 ? { quantity: 6 } : { quantity: 6, locationId }
  const one = await costed(() => give('plant-slots.allocate', { membershipId: membershipIds[n] ?? '', pick }))
  if (n >= warm) held.add(one)
  await pause(100 * (0.5 + Math.random()))
}

const told = new Costs()
for (const { id, membershipId } of shown.filter((each) => each.membershipId !== null).slice(0, times / 2)) {
  const heard = new Promise<void>((done) => {
    heardBoard = done
  })
  const given = async () => {
    await give('plant-slots.release', { membershipId, slotIds: [id] })
    await heard
  }
  told.add(await costed(given))
  await pause(100 * (0.5 + Math.random()))
}
await desk.close()
tell({ boards, cards, held, told })
