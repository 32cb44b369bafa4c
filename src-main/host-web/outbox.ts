import type { Send } from '../host/carrier.ts'

/** Characters handed to the socket and not yet written; beyond it, messages wait here. */
const inFlightLimit = 256 * 1024
/** Characters that may wait for a slow screen; beyond it, the screen is let go and begins afresh. */
const waitingLimit = 32 * 1024 * 1024

/**
 * The bounded buffer before a slow screen. Messages keep their order; of those that share a `newest` only the last one
 * waits, so a screen that falls behind skips stale results instead of drawing them one by one.
 */
export function outbox(write: (text: string, written: () => void) => void, overflow: () => void): Send {
  const waiting = new Map<string | symbol, string>()
  let waitingSize = 0
  let inFlight = 0
  const drain = (): void => {
    for (const [key, text] of waiting) {
      if (inFlight >= inFlightLimit) return
      waiting.delete(key)
      waitingSize -= text.length
      inFlight += text.length
      write(text, () => {
        inFlight -= text.length
        drain()
      })
    }
  }
  return (text, newest) => {
    const key = newest ?? Symbol('once')
    waitingSize += text.length - (waiting.get(key)?.length ?? 0)
    waiting.delete(key)
    waiting.set(key, text)
    drain()
    if (waitingSize > waitingLimit) overflow()
  }
}
