import { z } from 'zod'
import type { DeskDoor } from '../desk/api/desk-api.ts'
import { type Carrier, carry } from '../host/carrier.ts'
import { dropLog, type Log } from '../host/log.ts'
import type { ParentPort, Port } from './electron-api.ts'

/** What main tells the desk's process. A port comes along with `open`. */
export const deskOrder = z.discriminatedUnion('order', [
  /** The machine's key in base64, or null where there is no key store; it never stands in argv or the environment. */
  z.strictObject({ order: z.literal('unlock'), key: z.base64().nullable() }),
  z.strictObject({ order: z.literal('open'), screen: z.int() }),
  z.strictObject({ order: z.literal('close'), screen: z.int() }),
  z.strictObject({ order: z.literal('stop') }),
  /** News of a server on this computer, which the hub's line hears (`server-forks.ts`). */
  z.looseObject({ order: z.literal('server') }),
  /** Try once more to send what waits, and say how much is left. */
  z.strictObject({ order: z.literal('send-rest') }),
])
/** What the desk's process tells main. */
export const deskWord = z.strictObject({ unsent: z.int() })
export type DeskOrder = z.infer<typeof deskOrder>

/** Carries one screen's messages between its port and the door. Gives what closes both. */
function servePort(door: DeskDoor, port: Port, log: Log): () => void {
  const carrier: Carrier = carry(door, (text) => port.postMessage(text), dropLog(log, 'port'))
  port.on('message', ({ data }) => carrier.receive(data))
  port.on('close', () => carrier.close())
  port.start()
  return () => {
    carrier.close()
    port.close()
  }
}

/** What main may ask of the desk's process beside its screens. */
export interface DeskOrders {
  /** Comes first and once: with this key the desk opens its secrets; null where it is to keep none. */
  unlock(key: Buffer | null): void
  stop(): void
  /** Sends what waits for as long as a closing app may take; gives how many are left (DX-R30). */
  sendRest(): Promise<number>
}

/**
 * Serves the door to the ports that main hands over (DX-R54 E8), from the desk's own process. A screen's port is closed
 * when main says that its page has left or died (E9). Ports that come before the desk is open wait.
 */
export function serveScreens(parent: ParentPort, door: Promise<DeskDoor>, orders: DeskOrders, log: Log): void {
  const screens = new Map<number, () => void>()
  const dropped = dropLog(log, 'desk')
  const close = (screen: number): void => {
    screens.get(screen)?.()
    screens.delete(screen)
  }
  const open = (screen: number, port: Port): void => {
    close(screen)
    // Until the desk is open, closing the screen closes the bare port.
    screens.set(screen, () => port.close())
    const bare = screens.get(screen)
    void door.then((opened) => {
      if (screens.get(screen) === bare) screens.set(screen, servePort(opened, port, log))
    })
  }
  parent.on('message', ({ data, ports: [port] }) => {
    const order = deskOrder.safeParse(data)
    if (!order.success) return dropped('unknown order')
    if (order.data.order === 'unlock')
      orders.unlock(order.data.key === null ? null : Buffer.from(order.data.key, 'base64'))
    else if (order.data.order === 'stop') {
      for (const screen of screens.keys()) close(screen)
      orders.stop()
    } else if (order.data.order === 'send-rest') {
      void orders.sendRest().then((unsent) => parent.postMessage({ unsent }))
    } else if (order.data.order === 'close') close(order.data.screen)
    else if (order.data.order === 'open' && port) open(order.data.screen, port)
  })
}
