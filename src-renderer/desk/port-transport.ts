import { z } from 'zod'
import type { Dial } from './transport.ts'

/** What the preload script shows to the page. */
interface Bridge {
  connect(): void
}
declare global {
  interface Window {
    readonly holdfast?: Bridge
  }
}

/** Whether the page runs in the desktop app. */
export const hasBridge = (): boolean => window.holdfast !== undefined

const portMessage = z.object({ type: z.literal('holdfast-port') })

/** The desk's process starts within this (ms); a request that was lost with the former process is made again. */
const patience = 5000

/** The desktop app's port: asked for through the bridge, it comes as a message of the window to itself. */
export const dialPort: Dial = (listener) => {
  let port: MessagePort | undefined
  const waited = setTimeout(() => end(), patience)
  const stopWaiting = (): void => {
    clearTimeout(waited)
    window.removeEventListener('message', hear)
  }
  const end = (): void => {
    stopWaiting()
    listener.closed('lost')
  }
  const hear = (message: MessageEvent<unknown>): void => {
    const [given] = message.ports
    const own = message.source === window && message.origin === location.origin
    if (!own || !given || !portMessage.safeParse(message.data).success) return
    stopWaiting()
    port = given
    // Electron's addition to the web's ports.
    port.addEventListener('close', end)
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') listener.received(data)
    }
    listener.opened()
  }
  window.addEventListener('message', hear)
  window.holdfast?.connect()
  return {
    send: (text) => port?.postMessage(text),
    close() {
      stopWaiting()
      port?.close()
    },
  }
}
