import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { HttpConnection } from '../../src-main/desk/server-connection.ts'
import { pause } from './measure/sample.ts'
import { ask, current, openDesk, tell } from './stage/desk-of-bench.ts'

/** A desk that has synced before starts again: from its process to the first query answered, and what it holds then. */

const input = z.object({
  folder: z.string(),
  server: z.string(),
  query: z.object({ name: z.string(), input: z.record(z.string(), z.json()) }),
  /** Looks at the memory once it has worked a little, which takes a few seconds. */
  memory: z.boolean(),
})

const { folder, server, query, memory } = input.parse(JSON.parse(process.argv[2] ?? ''))
const began = performance.now()
const desk = await openDesk(folder, new HttpConnection(server))
await ask(desk, query.name, query.input)
const answered = performance.now()

/** Of the whole process, with the database in it (bytes). */
const held = (field: 'VmRSS' | 'VmHWM'): number => {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : ''
  const kilobytes = new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]
  return kilobytes ? Number(kilobytes) * 1024 : process.memoryUsage().rss
}
const atOnce = held('VmRSS')
if (memory) {
  await current(desk)
  for (let n = 0; n < 20; n += 1) {
    await ask(desk, query.name, query.input)
    await ask(desk, 'memberships.find', { text: 'ayl' })
    await ask(desk, 'memberships.list-members', { page: n + 1 })
  }
  await pause(2000)
}
const afterWork = held('VmRSS')
tell({
  /** On the clock that all processes of this machine share (ms). */
  answeredAt: performance.timeOrigin + answered,
  sinceOpenMs: answered - began,
  ...{ atOnce, afterWork, highest: held('VmHWM') },
})
await desk.close()
