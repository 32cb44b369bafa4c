import { z } from 'zod'
import { newId } from '../../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import type { Bench } from '../measure/bench.ts'
import { type Line, spread } from '../measure/line.ts'
import { pause, spreadOf } from '../measure/sample.ts'
import { type Commits, hearCommits } from '../stage/commits.ts'
import { LightDesk, pushedForm } from '../stage/light-desk.ts'
import { awaited, opened, type Screens } from '../stage/screens.ts'

const board = z.array(z.object({ id: z.string(), status: z.string() }))
const head = 'main aside header'
const attention = 'nav a[href$="/attention"]'

/** Somebody else of the organisation, at another desk. */
interface Other {
  give(membershipId: string, slotId: string): Promise<void>
  release(membershipId: string, slotId: string): Promise<void>
}

/** `news`: what others did and what the server decided, until it is on the screen (desk-ux.md section 12). */
export async function news(bench: Bench): Promise<Line[]> {
  const screens = await bench.screens()
  const commits = await hearCommits(screens.tenant.premises.url)
  const { other, close } = await otherDesk(screens)
  const [changed, needed] = await measured(screens, commits, other, bench.quick).finally(() => {
    close()
    return commits.close()
  })
  return [
    {
      figure: `live change elsewhere → painted: a slot given and taken back at another desk, ${changed.n} times`,
      ours: spread(changed),
      baseline: null,
      ratio: null,
      goal: 'p95 ≤ 100 ms after the poke',
      met: changed.p95 <= 100,
      notes: ['From the commit on the server, with which the poke goes out, to the frame with the slot’s new state.'],
      values: { p50: changed.p50, p95: changed.p95 },
    },
    {
      figure: `attention visible after the verdict: the slot was somebody else’s, ${needed.n} times`,
      ours: spread(needed),
      baseline: null,
      ratio: null,
      goal: '≤ 1 s',
      met: needed.p95 <= 1000,
      notes: ['From the commit of the verdict on the server to the count beside Attention.'],
      values: { p50: needed.p50, p95: needed.p95 },
    },
  ]
}

async function measured(screens: Screens, commits: Commits, other: Other, quick: boolean) {
  const changed = spreadOf((await changes(screens, commits, other, quick ? 8 : 40)).slice(1))
  return [changed, spreadOf(await refusals(screens, commits, other, quick ? 4 : 15))] as const
}

async function otherDesk({ tenant }: Screens): Promise<{ other: Other; close(): void }> {
  const [opened] = await tenant.premises.openDesks(tenant.house, 1)
  const desk = new LightDesk(tenant.server.address, opened?.token ?? '')
  let given = 0
  const give = async (name: string, input: JsonObject): Promise<void> => {
    given += 1
    const [verdict] = await desk.push([pushedForm(given, tenant.house.userId, { id: newId(), name, input })])
    if (verdict?.verdict !== 'applied') throw new Error(JSON.stringify(verdict))
  }
  return {
    other: {
      give: (membershipId, slotId) => give('plant-slots.allocate', { membershipId, pick: { slotIds: [slotId] } }),
      release: (membershipId, slotId) => give('plant-slots.release', { membershipId, slotIds: [slotId] }),
    },
    close: () => desk.close(),
  }
}

/** Free slots of the last location: whoever is given any gets those of the first. */
async function freeSlots(screens: Screens): Promise<{ locationId: string; free: string[] }> {
  const locationId = screens.tenant.house.locationIds.at(-1) ?? ''
  const slots = board.parse(await (await screens.behind()).query('plant-slots.board', { locationId }))
  return { locationId, free: slots.filter(({ status }) => status === 'available').map(({ id }) => id) }
}

async function changes(screens: Screens, commits: Commits, other: Other, n: number): Promise<number[]> {
  const page = await screens.page()
  const { locationId, free } = await freeSlots(screens)
  const [membershipId = ''] = screens.tenant.house.membershipIds
  const [slotId = ''] = free
  await opened(page, `#/slots/${locationId}?slot=${slotId}`, head)
  const times: number[] = []
  for (let at = 0; at < n; at += 1) {
    await pause(300)
    const painted = await awaited(page, 'changes', head)
    const committed = commits.next()
    await (at % 2 === 0 ? other.give(membershipId, slotId) : other.release(membershipId, slotId))
    times.push((await painted()) - (await committed))
  }
  return times
}

/** A slot that was promised here without the network was given elsewhere. */
async function refusals(screens: Screens, commits: Commits, other: Other, n: number): Promise<number[]> {
  const page = await screens.page()
  const behind = await screens.behind()
  const { free } = await freeSlots(screens)
  const [mine = '', theirs = ''] = screens.tenant.house.membershipIds
  await opened(page, '#/', attention)
  const times: number[] = []
  for (const slotId of free.slice(-n)) {
    await behind.call('workOffline', { offline: true })
    await behind.submit('plant-slots.allocate', { membershipId: mine, pick: { slotIds: [slotId] } })
    await other.give(theirs, slotId)
    await pause(300)
    const painted = await awaited(page, 'changes', attention)
    const committed = commits.next()
    await behind.call('workOffline', { offline: false })
    times.push((await painted()) - (await committed))
    await behind.until(({ connection, queued }) => connection === 'current' && queued === 0)
  }
  return times
}
