import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Json } from '../../src-shared/kernel/json.ts'
import type { ServerHub } from './hub.ts'

const delays = monitorEventLoopDelay({ resolution: 20 })
delays.enable()
const [perMillisecond, perMegabyte] = [1e6, 1024 * 1024]

/** What a hub's screen shows of it: desks, load, and the code that counts (DX-R51). */
export function standingOf(hub: ServerHub): Json {
  const { facts, port, attendance, pairing } = hub.opened
  const load = {
    requestsAMinute: attendance.requestsAMinute,
    /** How late this process comes to what it has to do, p95 since the last look (ms). */
    delay: Math.round(delays.percentile(95) / perMillisecond),
    memory: Math.round(process.memoryUsage.rss() / perMegabyte),
  }
  delays.reset()
  const desks = attendance.desks.map((desk) => ({ ...desk }))
  const { current } = pairing
  return { facts: { ...facts }, port, desks, load, pairing: current && { ...current } }
}
