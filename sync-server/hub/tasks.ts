import { z } from 'zod'
import { issuesOf } from '../../src-shared/kernel/command.ts'
import type { Json } from '../../src-shared/kernel/json.ts'
import { reject } from '../../src-shared/kernel/rejection.ts'
import { newOrganisation } from '../../src-shared/sync/server-control.ts'
import { systemClock } from '../clock.ts'
import type { Server } from '../server.ts'
import { openOrganisation } from './organisation.ts'

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

const tasks: ReadonlyMap<string, Task> = new Map([
  [
    'health',
    task(nothing, async ({ database }) => {
      await database.db.selectFrom('control.deployment').select('epoch').executeTakeFirstOrThrow()
      return { ok: true }
    }),
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
])

/** Does what the starter asks and gives the value. Throws `Refused` with a refusal, anything else where nobody expected it. */
export async function runTask(server: Server, name: string, input: unknown): Promise<Json> {
  const found = tasks.get(name)
  return found ? found.run(server, input) : reject('unknown_command', { name })
}
