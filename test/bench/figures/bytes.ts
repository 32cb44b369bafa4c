import { newId } from '../../../src-shared/kernel/id.ts'
import { maxPushCommands } from '../../../src-shared/sync/protocol.ts'
import type { Bench } from '../measure/bench.ts'
import { count, type Line, short } from '../measure/line.ts'
import { LightDesk, pushedForm } from '../stage/light-desk.ts'

/** Each allocation of one slot writes its row and one event. */
const commands = 500

/** `bytes`: what a change costs on the wire. */
export async function bytes(bench: Bench): Promise<Line[]> {
  const tenant = await bench.tenants.greenhouse()
  const { house } = tenant
  const [writer, reader] = await tenant.premises.openDesks(house, 2)
  if (!writer || !reader) throw new Error('Two desks were asked for')
  const [writing, reading] = [writer, reader].map(({ token }) => new LightDesk(tenant.server.address, token))
  if (!writing || !reading) throw new Error('Two desks were asked for')
  const before = await reading.cursor()
  const all = house.membershipIds.slice(-commands).map((membershipId, n) =>
    pushedForm(n + 1, house.userId, {
      ...{ id: newId(), name: 'plant-slots.allocate' },
      input: { membershipId, pick: { quantity: 1 } },
    }),
  )
  for (let from = 0; from < all.length; from += maxPushCommands) {
    for (const { verdict } of await writing.push(all.slice(from, from + maxPushCommands))) {
      if (verdict !== 'applied') throw new Error(`An allocation was ${verdict}`)
    }
  }
  const pulled = await reading.pull(before)
  for (const line of [writing, reading]) line.close()
  await tenant.close()
  const rows = Object.values(pulled.tables).reduce((sum, table) => sum + table.rows.length, 0)
  const each = pulled.bytes / rows
  return [
    {
      figure: `bytes per changed row, gzip, a pull of ${count(rows)} (allocated slots and their events)`,
      ours: `${short(each)} B`,
      baseline: `${short(pulled.jsonBytes / rows)} B of plain JSON`,
      ratio: short(pulled.bytes / pulled.jsonBytes),
      goal: '≤ 170 B',
      met: each <= 170,
      notes: [],
      values: { bytesEach: each, jsonEach: pulled.jsonBytes / rows, rows },
    },
  ]
}
