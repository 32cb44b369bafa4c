import { z } from 'zod'
import { issuesOf } from '../../src-shared/kernel/command.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import { reject } from '../../src-shared/kernel/rejection.ts'
import { newOrganisation } from '../../src-shared/sync/server-control.ts'
import { systemClock } from '../clock.ts'
import type { Server } from '../server.ts'
import { backUp } from './backup.ts'
import { openHub } from './hub.ts'
import { openOrganisation } from './organisation.ts'
import { standingOf } from './standing.ts'

/** Something the starter may ask of a server. */
interface Task {
  run(server: Server, input: unknown): Promise<Json>
}

const task = <Input>(shape: z.ZodType<Input>, run: (server: Server, input: Input) => Promise<Json>): Task => ({
  async run(server, input) {
    const read = shape.safeParse(input)
    return run(server, read.success ? read.data : reject('validation_failed', { issues: issuesOf(read.error) }))
  },
})

const nothing = z.strictObject({})

const moveTo = z.strictObject({ url: z.url({ protocol: /^https?$/ }), code: z.string().max(200) })
const moveHere = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  /** Access token of somebody there who may. */
  token: z.string().max(4000),
  /** Where desks find this hub. */
  addresses: z.array(z.url()).max(8),
})

const tasks: ReadonlyMap<string, Task> = new Map([
  [
    'health',
    // The database runs in this very thread: where it hangs, so does this answer; where it is only busy, all is well.
    task(nothing, async () => ({ ok: true })),
  ],
  ['open-organisation', task(newOrganisation, openOrganisation)],
  [
    'seed-demo',
    task(nothing, async ({ app, database, commands }) => {
      // Only this task needs the demo's data.
      const { seedDemo } = await import('../demo/seed.ts')
      const { playCollisions } = await import('../demo/collisions.ts')
      const seeded = await seedDemo(database, commands, systemClock)
      if (seeded) await playCollisions(app)
      return { seeded }
    }),
  ],
  ['open-hub', task(openHub, async ({ hub }, input) => ({ ...(await hub.open(input)) }))],
  ['close-hub', task(nothing, ({ hub }) => hub.close().then(() => null))],
  ['offer-pairing', task(nothing, async ({ hub }) => ({ ...hub.opened.pairing.offer() }))],
  [
    'withdraw-pairing',
    task(nothing, async ({ hub }) => {
      hub.opened.pairing.withdraw()
      return null
    }),
  ],
  [
    'remove-desk',
    task(z.strictObject({ key: z.string().max(64) }), async ({ hub }, { key }) => {
      hub.opened.desks.remove(key)
      return null
    }),
  ],
  [
    'back-up',
    task(z.strictObject({ folder: z.string().min(1) }), async ({ database }, { folder }) => ({
      ...(await backUp(database, folder, systemClock.now())),
    })),
  ],
  ['expect-move', task(nothing, async ({ codes }) => ({ code: await codes.make(null) }))],
  ['move-to', task(moveTo, ({ moves }, { url, code }) => moves.sendTo(url.replace(/\/$/, ''), code))],
  [
    'move-here',
    task(moveHere, async ({ hub, moves }, { url, token, addresses }) => ({
      ...(await moves.fetchFrom(url.replace(/\/$/, ''), token, hub.placeFor(addresses))),
    })),
  ],
  ['hub-standing', task(nothing, async ({ hub, moves }) => standingOf(hub, moves))],
])

/** Does what the starter asks and gives the value. Throws `Refused` with a refusal, anything else where nobody expected it. */
export async function runTask(server: Server, name: string, input: unknown): Promise<Json> {
  const found = tasks.get(name)
  return found ? found.run(server, input) : reject('unknown_command', { name })
}
