import type { DeskStatus } from './api/desk-api.ts'
import type { StatusBoard } from './status.ts'

/** How long a desk that is closed tries to send what waits (ms). */
const restPatience = 5_000

/** DX-R30: tries for a while to send what waits, unless the network was cut by hand; gives how much is left. */
export async function sendRest(status: StatusBoard, wake: () => void): Promise<number> {
  const { promise: sent, resolve } = Promise.withResolvers<void>()
  const look = ({ queued, connection }: DeskStatus) => {
    if (queued === 0 || connection === 'working_offline') resolve()
  }
  const stop = status.subscribe(look)
  const timer = setTimeout(resolve, restPatience)
  look(status.now)
  wake()
  await sent
  clearTimeout(timer)
  stop()
  return status.now.queued
}
